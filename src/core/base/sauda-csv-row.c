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
    const char *field = fields[i];
    gboolean formula = *field != '\0' && strchr (FORMULA_STARTS, *field) != NULL && !is_number (field);

    if (i > 0)
      g_string_append_c (csv, ';');
    if (!formula && strpbrk (field, ";\"\r\n") == NULL) {
      g_string_append (csv, field);
      continue;
    }
    g_string_append (csv, formula ? "\"'" : "\"");
    for (const char *p = field; *p != '\0'; p++) {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
    g_string_append_c (csv, '"');
  }
  g_string_append (csv, "\r\n");
}
