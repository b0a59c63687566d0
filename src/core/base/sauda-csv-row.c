#include "sauda-csv-row.h"

#include <string.h>

/* A cell that begins like this is run as a formula by spreadsheets. */
#define FORMULA_STARTS "=+-@\t\r"

static gboolean
is_number (const char *field)
{
  const char *p = field + (*field == '-' || *field == '+');

  return g_ascii_isdigit (*p) && strspn (p, "0123456789.,") == strlen (p);
}

/* Readers of CSV take blanks off a cell that has no quotes. */
static gboolean
has_outer_blank (const char *field)
{
  gsize length = strlen (field);

  return length > 0 && (g_ascii_isspace (field[0]) || g_ascii_isspace (field[length - 1]));
}

/**
 * sauda_csv_is_formula:
 * @text: a cell
 *
 * Returns: whether spreadsheets may run @text as a formula
 */
gboolean
sauda_csv_is_formula (const char *text)
{
  return *text != '\0' && strchr (FORMULA_STARTS, *text) != NULL;
}

/**
 * sauda_csv_append_cell:
 * @csv: (inout): text that grows by one cell, without a delimiter
 * @text: the cell
 * @delimiter: what stands between cells
 * @defuse: put an apostrophe before it, so that no spreadsheet runs it as a formula
 *
 * Writes a cell, in quotes where needed.
 */
void
sauda_csv_append_cell (GString *csv, const char *text, char delimiter, gboolean defuse)
{
  const char special[] = { delimiter, '"', '\r', '\n', '\0' };

  if (!defuse && strpbrk (text, special) == NULL && !has_outer_blank (text)) {
    g_string_append (csv, text);
    return;
  }
  g_string_append (csv, defuse ? "\"'" : "\"");
  for (const char *p = text; *p != '\0'; p++) {
    if (*p == '"')
      g_string_append_c (csv, '"');
    g_string_append_c (csv, *p);
  }
  g_string_append_c (csv, '"');
}

/**
 * sauda_csv_append_row:
 * @csv: (inout): text that grows by one row
 * @fields: (array zero-terminated=1): cells of the row
 *
 * Writes a row for spreadsheets: `;` between cells (what Russian and Kazakh Excel expect), quotes where
 * needed, CRLF behind. A text that a spreadsheet would run as a formula gets an apostrophe before it.
 */
void
sauda_csv_append_row (GString *csv, const char *const *fields)
{
  for (gsize i = 0; fields[i] != NULL; i++) {
    if (i > 0)
      g_string_append_c (csv, ';');
    sauda_csv_append_cell (csv, fields[i], ';', sauda_csv_is_formula (fields[i]) && !is_number (fields[i]));
  }
  g_string_append (csv, "\r\n");
}
