#include "sauda-xlsx-styles.h"

#include "sauda-time.h"

#include <math.h>
#include <string.h>

#define SECONDS_PER_DAY 86400

/* Days of the 1900 calendar count a 29 February 1900 that never was. */
#define FIRST_TRUE_DAY 61
#define LAST_DAY 2958465 /* 31.12.9999 */

/* 64,000 formats are what a spreadsheet program takes. */
#define MAX_FORMATS 65536

struct _SaudaXlsxStyles {
  GHashTable *date_codes; /* (owned) (not nullable) own number formats: id → whether it is a date */
  GByteArray *dates;      /* (owned) (not nullable) for each cell format */
  gboolean in_formats;
};

static guint64
read_number (const SaudaXlsxAttributes *attributes, const char *name)
{
  g_autofree char *text = sauda_xlsx_attributes_dup (attributes, name);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;
}

/* Format ids that need no format code (ECMA-376 part 1, 18.8.30), the East Asian ones included. */
static gboolean
is_builtin_date (guint64 id)
{
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

/* Letters of dates count only outside "quotes", [brackets] and behind no backslash. */
static gboolean
is_date_code (const char *code)
{
  for (const char *p = code; *p != '\0' && *p != ';'; p++) {
    const char *end = NULL;

    if (*p == '"')
      end = strchr (p + 1, '"');
    else if (*p == '[' && strchr ("hHmMsS", p[1]) == NULL)
      end = strchr (p, ']');
    else if ((*p == '\\' || *p == '_' || *p == '*') && p[1] != '\0')
      end = p + 1;
    else if (strchr ("dDmMyYhHsS", *p) != NULL)
      return TRUE;
    if (end != NULL)
      p = end;
  }
  return FALSE;
}

static gboolean
begin_element (gpointer data, const char *name, const SaudaXlsxAttributes *attributes, GError **error)
{
  SaudaXlsxStyles *self = data;

  if (strcmp (name, "cellXfs") == 0) {
    self->in_formats = TRUE;
  } else if (strcmp (name, "numFmt") == 0 && g_hash_table_size (self->date_codes) < MAX_FORMATS) {
    g_autofree char *code = sauda_xlsx_attributes_dup (attributes, "formatCode");

    g_hash_table_insert (self->date_codes, GUINT_TO_POINTER ((guint) read_number (attributes, "numFmtId")),
                         GINT_TO_POINTER (code != NULL && is_date_code (code)));
  } else if (strcmp (name, "xf") == 0 && self->in_formats && self->dates->len < MAX_FORMATS) {
    guint64 id = read_number (attributes, "numFmtId");
    gpointer own;
    guint8 date = is_builtin_date (id);

    if (g_hash_table_lookup_extended (self->date_codes, GUINT_TO_POINTER ((guint) id), NULL, &own))
      date = own != NULL;
    g_byte_array_append (self->dates, &date, 1);
  }
  return TRUE;
}

static gboolean
end_element (gpointer data, const char *name, GError **error)
{
  SaudaXlsxStyles *self = data;

  if (strcmp (name, "cellXfs") == 0)
    self->in_formats = FALSE;
  return TRUE;
}

/**
 * sauda_xlsx_styles_read: (skip)
 * @package: an opened package
 * @part: (nullable): the part; %NULL when the workbook has none
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the formats, or %NULL with @error
 */
SaudaXlsxStyles *
sauda_xlsx_styles_read (SaudaXlsxPackage *package, const char *part, GError **error)
{
  static const SaudaXlsxHandler handler = { begin_element, end_element, NULL };
  g_autoptr (SaudaXlsxStyles) self = g_new0 (SaudaXlsxStyles, 1);

  self->date_codes = g_hash_table_new (NULL, NULL);
  self->dates = g_byte_array_new ();
  if (part != NULL && !sauda_xlsx_package_parse (package, part, &handler, self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * sauda_xlsx_styles_free: (skip)
 * @self: (transfer full): the formats
 */
void
sauda_xlsx_styles_free (SaudaXlsxStyles *self)
{
  g_hash_table_unref (self->date_codes);
  g_byte_array_unref (self->dates);
  g_free (self);
}

/**
 * sauda_xlsx_styles_is_date: (skip)
 * @self: the formats
 * @style: format of a cell
 *
 * Returns: whether a number in such a cell is shown as a date or a time
 */
gboolean
sauda_xlsx_styles_is_date (SaudaXlsxStyles *self, guint64 style)
{
  return style < self->dates->len && self->dates->data[style] != 0;
}

/**
 * sauda_xlsx_date_format: (skip)
 * @serial: days since the beginning of 1900 or 1904
 * @date1904: which of the two
 *
 * Returns: (transfer full) (nullable): `23.11.2026`, `23.11.2026 10:15:00` or, below one day, `10:15:00`;
 * %NULL when
 *   @serial is no date
 */
char *
sauda_xlsx_date_format (double serial, gboolean date1904)
{
  gint64 seconds, days;
  int clock, year, month, month_day;
  SaudaDay day;

  if (!(serial >= 0 && serial <= LAST_DAY))
    return NULL;
  seconds = llround (serial * SECONDS_PER_DAY);
  days = seconds / SECONDS_PER_DAY;
  clock = (int) (seconds % SECONDS_PER_DAY);
  if (days == 0 && !date1904)
    return g_strdup_printf ("%02d:%02d:%02d", clock / 3600, clock / 60 % 60, clock % 60);
  if (date1904)
    day = (SaudaDay) (sauda_day_from_date (1904, 1, 1) + days);
  else
    day = (SaudaDay) (sauda_day_from_date (1899, 12, 30) + days + (days < FIRST_TRUE_DAY - 1));
  if (!sauda_day_get_date (day, &year, &month, &month_day))
    return NULL;
  if (clock == 0)
    return g_strdup_printf ("%02d.%02d.%04d", month_day, month, year);
  return g_strdup_printf ("%02d.%02d.%04d %02d:%02d:%02d", month_day, month, year, clock / 3600,
                          clock / 60 % 60, clock % 60);
}
