#include "sauda-csv-delimiter.h"

/* The first rows are enough, and a title above the header does not mislead among them. */
#define MAX_LINES 20
#define MAX_COUNT 4096

/* When the counts are equal, the earlier one is taken: Russian and Kazakh Excel writes `;`. */
static const char candidates[] = { ';', '\t', ',' };

typedef struct {
  guint counts[MAX_LINES];
  guint lines;
} LineCounts;

static void
end_line (LineCounts *counts, guint *count)
{
  if (*count > 0)
    counts->counts[counts->lines++] = MIN (*count, MAX_COUNT);
  *count = 0;
}

/* Counts @delimiter in each line, quoted cells left out. A quote opens a cell only where the cell begins. */
static void
count_lines (const char *text, gsize length, char delimiter, LineCounts *counts)
{
  gboolean quoted = FALSE, begins = TRUE;
  guint count = 0;

  counts->lines = 0;
  for (gsize i = 0; i < length && counts->lines < MAX_LINES; i++) {
    char c = text[i];

    if (quoted) {
      quoted = c != '"';
    } else if (c == '"' && begins) {
      quoted = TRUE;
      begins = FALSE;
    } else if (c == delimiter) {
      count++;
      begins = TRUE;
    } else if (c == '\n' || c == '\r') {
      end_line (counts, &count);
      begins = TRUE;
    } else {
      begins = FALSE;
    }
  }
  if (counts->lines < MAX_LINES)
    end_line (counts, &count);
}

/* A real delimiter stands equally often in many lines; a comma in a sentence does not. */
static guint
weigh (const LineCounts *counts)
{
  guint best = 0;

  for (guint i = 0; i < counts->lines; i++) {
    guint same = 0;

    for (guint k = 0; k < counts->lines; k++)
      same += counts->counts[k] == counts->counts[i];
    best = MAX (best, same * counts->counts[i]);
  }
  return best;
}

/**
 * sauda_csv_delimiter_find: (skip)
 * @text: (array length=length): the beginning of a CSV file
 * @length: its bytes
 *
 * Returns: `;`, a tab or `,`; `;` when none stands there
 */
char
sauda_csv_delimiter_find (const char *text, gsize length)
{
  char found = candidates[0];
  guint best = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++) {
    LineCounts counts;
    guint weight;

    count_lines (text, length, candidates[i], &counts);
    weight = weigh (&counts);
    if (weight > best) {
      best = weight;
      found = candidates[i];
    }
  }
  return found;
}
