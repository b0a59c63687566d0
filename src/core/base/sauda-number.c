#include "sauda-number.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/**
 * sauda_number_format:
 * @number: a number
 * @decimals: digits after the decimal mark; -1 for as many as it has, up to six significant ones
 *
 * Writes a number with the decimal mark of the language of the window ("12,5"), whatever the locale is: Sauda
 * may speak Russian on a desktop that does not.
 *
 * Returns: (transfer full): its text
 */
char *
sauda_number_format (double number, int decimals)
{
  char format[8] = "%g", buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const char *mark = C_ ("decimal mark", ".");
  char *point;

  if (decimals >= 0)
    g_snprintf (format, sizeof format, "%%.%df", MIN (decimals, 6));
  g_ascii_formatd (buffer, sizeof buffer, format, number);
  point = strchr (buffer, '.');
  if (point == NULL || strcmp (mark, ".") == 0)
    return g_strdup (buffer);
  *point = '\0';
  return g_strconcat (buffer, mark, point + 1, NULL);
}
