#include "sauda-xlsx-reader.h"

#include "sauda-time.h"
#include "sauda-xlsx-strings.h"
#include "sauda-xlsx-styles.h"
#include "sauda-xlsx-workbook.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_ROWS 1048576
#define MAX_LETTERS 3

/* Up to here a number is exact, so it is written without an exponent. */
#define EXACT_DIGITS 15

typedef enum { CELL_NUMBER, CELL_SHARED, CELL_TEXT, CELL_BOOLEAN, CELL_DATE } CellKind;

typedef struct {
  SaudaXlsxPackage *package;
  SaudaXlsxStrings *strings;
  SaudaXlsxStyles *styles;
  gboolean date1904;
  SaudaSheetRow *row;
  guint row_number; /* of the row being read */
  guint column;     /* of the cell being read, from 0 */
  guint next_column;
  CellKind kind;
  guint64 style;
  gboolean in_row, in_cell, in_value;
  gboolean formula;   /* the cell has one */
  gboolean has_value; /* and a text as its result, be it empty */
  guint phonetic;     /* depth inside reading aids, which are no text of the cell */
  GString *value;     /* (owned) (not nullable) */
} SheetReading;

static guint64
number_of (const char *text, gsize length)
{
  guint64 number = 0;

  for (gsize i = 0; i < length && g_ascii_isdigit (text[i]) && number < G_MAXUINT32; i++)
    number = number * 10 + (guint64) (text[i] - '0');
  return number;
}

static gboolean
begin_row (SheetReading *self, const SaudaXlsxAttributes *attributes, GError **error)
{
  gsize length;
  const char *text = sauda_xlsx_attributes_find (attributes, "r", &length);
  guint64 number = text != NULL ? number_of (text, length) : 0;

  if (number <= self->row_number)
    number = (guint64) self->row_number + 1;
  if (number > MAX_ROWS) {
    g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_TOO_LARGE,
                 _ ("“%s” has more rows than a worksheet can. Split it into several files."),
                 self->row->file);
    return FALSE;
  }
  self->row_number = (guint) number;
  self->next_column = 0;
  self->in_row = TRUE;
  sauda_sheet_row_begin (self->row, self->row_number);
  return TRUE;
}

/* `AB12` is column 27; without a reference the cell stands behind the one before. */
static guint
find_column (const SheetReading *self, const SaudaXlsxAttributes *attributes)
{
  gsize length;
  const char *text = sauda_xlsx_attributes_find (attributes, "r", &length);
  guint column = 0;
  gsize i;

  for (i = 0; i < length && g_ascii_isalpha (text[i]) && i < MAX_LETTERS; i++)
    column = column * 26 + (guint) (g_ascii_toupper (text[i]) - 'A' + 1);
  return i > 0 ? column - 1 : self->next_column;
}

static CellKind
find_kind (const SaudaXlsxAttributes *attributes)
{
  static const struct {
    const char *name;
    CellKind kind;
  } kinds[] = {
    { "inlineStr", CELL_TEXT }, { "s", CELL_SHARED }, { "str", CELL_TEXT }, { "n", CELL_NUMBER },
    { "b", CELL_BOOLEAN },      { "e", CELL_TEXT },   { "d", CELL_DATE },
  };
  gsize length;
  const char *text = sauda_xlsx_attributes_find (attributes, "t", &length);

  for (gsize i = 0; text != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (strlen (kinds[i].name) == length && memcmp (kinds[i].name, text, length) == 0)
      return kinds[i].kind;
  return CELL_NUMBER;
}

static void
begin_cell (SheetReading *self, const SaudaXlsxAttributes *attributes)
{
  gsize length;
  const char *style = sauda_xlsx_attributes_find (attributes, "s", &length);

  self->in_cell = TRUE;
  self->column = find_column (self, attributes);
  self->next_column = self->column + 1;
  self->kind = find_kind (attributes);
  self->style = style != NULL ? number_of (style, length) : 0;
  self->formula = self->has_value = FALSE;
  g_string_truncate (self->value, 0);
}

static gboolean
begin_element (gpointer data, const char *name, const SaudaXlsxAttributes *attributes, GError **error)
{
  SheetReading *self = data;

  if (!self->in_row) {
    if (strcmp (name, "row") == 0)
      return begin_row (self, attributes, error);
  } else if (!self->in_cell) {
    if (strcmp (name, "c") == 0)
      begin_cell (self, attributes);
  } else if (strcmp (name, "v") == 0) {
    self->in_value = TRUE;
    self->has_value = self->kind == CELL_TEXT;
  } else if (strcmp (name, "t") == 0) {
    self->in_value = self->phonetic == 0;
    if (self->kind == CELL_NUMBER)
      self->kind = CELL_TEXT;
  } else if (strcmp (name, "rPh") == 0) {
    self->phonetic++;
  } else if (strcmp (name, "f") == 0) {
    self->formula = TRUE;
  }
  return TRUE;
}

static gboolean
take_text (gpointer data, const char *text, gsize length, GError **error)
{
  SheetReading *self = data;

  if (!self->in_value)
    return TRUE;
  if (self->value->len + length > self->row->limit.max_cell_bytes) {
    sauda_sheet_row_set_cell_too_long (self->row, error);
    return FALSE;
  }
  g_string_append_len (self->value, text, (gssize) length);
  return TRUE;
}

static gboolean
is_whole (const char *text)
{
  const char *digits = text + (*text == '-');

  return *digits != '\0' && strspn (digits, "0123456789") == strlen (digits);
}

/* Spreadsheets write 0.95 as 0.94999999999999996 and 900103173 as 9.00103173E8. */
static void
write_number (SheetReading *self)
{
  gboolean date = sauda_xlsx_styles_is_date (self->styles, self->style);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double number;
  char *end;

  if (self->value->len == 0 || (!date && is_whole (self->value->str)))
    return;
  number = g_ascii_strtod (self->value->str, &end);
  if (*end != '\0' || !isfinite (number))
    return;
  if (date) {
    g_autofree char *text = sauda_xlsx_date_format (number, self->date1904);

    if (text != NULL) {
      g_string_assign (self->value, text);
      return;
    }
  }
  if (floor (number) == number && fabs (number) < pow (10, EXACT_DIGITS))
    g_string_printf (self->value, "%" G_GINT64_FORMAT, (gint64) number);
  else
    g_string_assign (self->value, g_ascii_formatd (buffer, sizeof buffer, "%.15g", number));
}

/* 2026-11-23T10:15:00 as the other dates of a sheet: 23.11.2026 10:15:00. */
static void
write_iso_date (SheetReading *self)
{
  g_autofree char *clock = NULL;
  int year, month, month_day;
  SaudaDay day;

  if (!sauda_day_parse (self->value->str, &day, NULL) || !sauda_day_get_date (day, &year, &month, &month_day))
    return;
  if (self->value->len >= strlen ("2026-11-23T10:15:00"))
    clock = g_strndup (self->value->str + strlen ("2026-11-23T"), strlen ("10:15:00"));
  g_string_printf (self->value, "%02d.%02d.%04d%s%s", month_day, month, year, clock != NULL ? " " : "",
                   clock != NULL ? clock : "");
}

static gboolean
write_shared (SheetReading *self, const char **text, gsize *length, GError **error)
{
  if (!is_whole (self->value->str) ||
      !sauda_xlsx_strings_get (self->strings, g_ascii_strtoull (self->value->str, NULL, 10), text, length)) {
    sauda_xlsx_package_set_damaged (self->package, error);
    return FALSE;
  }
  return TRUE;
}

static gboolean
end_cell (SheetReading *self, GError **error)
{
  const char *text;
  gsize length;

  self->in_cell = self->in_value = FALSE;
  self->phonetic = 0;
  /* A program that does not calculate leaves a formula without its result; a text that a formula makes may be
   * empty. Readers tell of "=", nobody would of an empty cell. */
  if (self->formula && self->value->len == 0 && !self->has_value)
    return sauda_sheet_row_put (self->row, self->column, "=", 1, error);
  if (self->kind == CELL_SHARED && self->value->len > 0) {
    if (!write_shared (self, &text, &length, error))
      return FALSE;
    return sauda_sheet_row_put (self->row, self->column, text, length, error);
  }
  if (self->kind == CELL_NUMBER)
    write_number (self);
  else if (self->kind == CELL_BOOLEAN)
    g_string_assign (self->value, strcmp (self->value->str, "1") == 0 ? "TRUE" : "FALSE");
  else if (self->kind == CELL_DATE)
    write_iso_date (self);
  else
    sauda_xlsx_unescape (self->value);
  return sauda_sheet_row_put (self->row, self->column, self->value->str, self->value->len, error);
}

static gboolean
end_element (gpointer data, const char *name, GError **error)
{
  SheetReading *self = data;

  if (self->in_cell) {
    if (strcmp (name, "c") == 0)
      return end_cell (self, error);
    if (strcmp (name, "v") == 0 || strcmp (name, "t") == 0)
      self->in_value = FALSE;
    else if (strcmp (name, "rPh") == 0 && self->phonetic > 0)
      self->phonetic--;
  } else if (self->in_row && strcmp (name, "row") == 0) {
    self->in_row = FALSE;
    return sauda_sheet_row_deliver (self->row, error);
  }
  return TRUE;
}

/**
 * sauda_xlsx_reader_read: (skip)
 * @path: a file that begins like a ZIP archive
 * @row: takes the cells
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Reads a worksheet as a stream (ECMA-376 part 1, 18.3). Only the shared texts are kept in memory.
 *
 * Returns: %FALSE with @error when it cannot be read to its end
 */
gboolean
sauda_xlsx_reader_read (const char *path, SaudaSheetRow *row, GCancellable *cancellable, GError **error)
{
  static const SaudaXlsxHandler handler = { begin_element, end_element, take_text };
  g_autoptr (SaudaXlsxPackage) package = sauda_xlsx_package_open (path, row, cancellable, error);
  g_autoptr (SaudaXlsxWorkbook) workbook = NULL;
  g_autoptr (SaudaXlsxStrings) strings = NULL;
  g_autoptr (SaudaXlsxStyles) styles = NULL;
  SheetReading self = { .package = package, .row = row };
  gboolean done;

  if (package == NULL)
    return FALSE;
  workbook = sauda_xlsx_workbook_find (package, row, error);
  if (workbook == NULL)
    return FALSE;
  strings = sauda_xlsx_strings_read (package, workbook->strings, row, error);
  if (strings == NULL)
    return FALSE;
  styles = sauda_xlsx_styles_read (package, workbook->styles, error);
  if (styles == NULL)
    return FALSE;
  self.strings = strings;
  self.styles = styles;
  self.date1904 = workbook->date1904;
  self.value = g_string_new (NULL);
  done = sauda_xlsx_package_parse (package, workbook->sheet, &handler, &self, error);
  g_string_free (self.value, TRUE);
  return done;
}
