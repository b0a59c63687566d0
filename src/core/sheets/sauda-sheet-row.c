#include "sauda-sheet-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define USUAL_CHUNK (64 * 1024)
#define USUAL_COLUMNS 2000
#define USUAL_CELLS 64
#define USUAL_FILE_BYTES (G_GUINT64_CONSTANT (2) << 30)

/* Many long cells side by side are as hostile as one endless cell. */
#define MAX_ROW_BYTES (8 * 1024 * 1024)

static gboolean
is_blank_row (SaudaSheetRow *self)
{
  for (gsize i = 0; i < self->text->len; i++)
    if ((guchar) self->text->str[i] > ' ')
      return FALSE;
  return TRUE;
}

/**
 * sauda_sheet_row_init: (skip)
 * @self: the row
 * @file: (not nullable): name of the file for sentences; must outlive @self
 * @options: (nullable): the caller's limits
 * @func: takes the rows
 * @data: data of @func
 */
void
sauda_sheet_row_init (SaudaSheetRow *self,
                      const char *file,
                      const SaudaSheetOptions *options,
                      SaudaSheetRowFunc func,
                      gpointer data)
{
  *self = (SaudaSheetRow){
    .file = file,
    .limit = options != NULL ? *options : (SaudaSheetOptions){ 0 },
    .func = func,
    .data = data,
    .text = g_string_new (NULL),
    .starts = g_array_new (FALSE, FALSE, sizeof (gsize)),
    .cells = g_ptr_array_new (),
  };
  if (self->limit.chunk_bytes == 0)
    self->limit.chunk_bytes = USUAL_CHUNK;
  if (self->limit.max_columns == 0)
    self->limit.max_columns = USUAL_COLUMNS;
  if (self->limit.max_cell_bytes == 0 || self->limit.max_cell_bytes > SAUDA_SHEET_MAX_CELL_BYTES)
    self->limit.max_cell_bytes = SAUDA_SHEET_MAX_CELL_BYTES;
  if (self->limit.max_bytes == 0)
    self->limit.max_bytes = USUAL_FILE_BYTES;
}

/**
 * sauda_sheet_row_clear: (skip)
 * @self: the row
 *
 * Frees what @self owns.
 */
void
sauda_sheet_row_clear (SaudaSheetRow *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->starts);
  g_ptr_array_unref (self->cells);
}

/**
 * sauda_sheet_row_begin: (skip)
 * @self: the row
 * @number: as a spreadsheet numbers it
 *
 * Forgets the cells of the row before. The first byte of the text is the empty cell of all gaps.
 */
void
sauda_sheet_row_begin (SaudaSheetRow *self, guint number)
{
  self->number = number;
  g_string_truncate (self->text, 0);
  g_string_append_c (self->text, '\0');
  g_array_set_size (self->starts, 0);
}

/**
 * sauda_sheet_row_set_cell_too_long: (skip)
 * @self: the row
 * @error: return location
 *
 * Sets %SAUDA_SHEETS_ERROR_TOO_LARGE for a cell without end.
 */
void
sauda_sheet_row_set_cell_too_long (SaudaSheetRow *self, GError **error)
{
  g_set_error (
    error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_TOO_LARGE,
    _ ("A cell in row %u of “%s” is longer than %zu bytes. Shorten it, save the file and import it again."),
    self->number, self->file, self->limit.max_cell_bytes);
}

/**
 * sauda_sheet_row_put: (skip)
 * @self: the row
 * @column: from 0; columns that are left out are empty
 * @text: (array length=length): the cell
 * @length: its bytes
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_SHEETS_ERROR_TOO_LARGE beyond the limits
 */
gboolean
sauda_sheet_row_put (SaudaSheetRow *self, guint column, const char *text, gsize length, GError **error)
{
  gsize start = 0;

  if (column >= self->limit.max_columns) {
    g_set_error (
      error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_TOO_LARGE,
      _ ("Row %u of “%s” has more than %u columns. Remove the columns that are not needed and import "
         "the file again."),
      self->number, self->file, self->limit.max_columns);
    return FALSE;
  }
  if (length > self->limit.max_cell_bytes) {
    sauda_sheet_row_set_cell_too_long (self, error);
    return FALSE;
  }
  if (self->text->len + length > MAX_ROW_BYTES) {
    g_set_error (error, SAUDA_SHEETS_ERROR, SAUDA_SHEETS_ERROR_TOO_LARGE,
                 _ ("Row %u of “%s” is longer than %u bytes. Repair the file and import it again."),
                 self->number, self->file, (guint) MAX_ROW_BYTES);
    return FALSE;
  }
  while (self->starts->len <= column)
    g_array_append_val (self->starts, start);
  if (length > 0) {
    g_array_index (self->starts, gsize, column) = self->text->len;
    g_string_append_len (self->text, text, (gssize) length);
    g_string_append_c (self->text, '\0');
  }
  return TRUE;
}

/* libcsv takes blanks off both ends of a cell that is not quoted. */
static gsize
trim_cell (char *text, gsize start, gsize *end, char delimiter)
{
  while (start < *end && (text[start] == ' ' || text[start] == '\t') && text[start] != delimiter)
    start++;
  while (*end > start && (text[*end - 1] == ' ' || text[*end - 1] == '\t'))
    --*end;
  text[*end] = '\0';
  return start;
}

/**
 * sauda_sheet_row_put_plain: (skip)
 * @self: a row that was just begun
 * @line: (array length=length): all its cells, without what ends the line
 * @length: its bytes
 * @delimiter: what stands between the cells
 *
 * Puts all cells of a row at once.
 *
 * Returns: %FALSE, with @self as it was, when the line has quotation marks, ends of lines or more than the
 * limits: whoever reads such rows cell by cell knows what to do or to say
 */
gboolean
sauda_sheet_row_put_plain (SaudaSheetRow *self, const char *line, gsize length, char delimiter)
{
  gsize start = self->text->len, end;
  guint column = 0;

  if (length > self->limit.max_cell_bytes || memchr (line, '"', length) != NULL ||
      memchr (line, '\r', length) != NULL)
    return FALSE;
  g_string_append_len (self->text, line, (gssize) length);
  for (end = start + length;; column++) {
    const char *stop = memchr (self->text->str + start, delimiter, end - start);
    gsize cell_end = stop != NULL ? (gsize) (stop - self->text->str) : end, next = cell_end + 1;

    if (column == self->limit.max_columns) {
      sauda_sheet_row_begin (self, self->number);
      return FALSE;
    }
    if (column == self->starts->len)
      g_array_set_size (self->starts, MAX (USUAL_CELLS, 2 * column));
    start = trim_cell (self->text->str, start, &cell_end, delimiter);
    g_array_index (self->starts, gsize, column) = start;
    start = next;
    if (stop == NULL)
      break;
  }
  g_array_set_size (self->starts, column + 1);
  return TRUE;
}

/**
 * sauda_sheet_row_deliver: (skip)
 * @self: the row
 * @error: return location
 *
 * Hands the row to the caller unless nothing stands in it.
 *
 * Returns: what the caller's function returned
 */
gboolean
sauda_sheet_row_deliver (SaudaSheetRow *self, GError **error)
{
  if (is_blank_row (self))
    return TRUE;
  g_ptr_array_set_size (self->cells, (gint) self->starts->len + 1);
  for (guint i = 0; i < self->starts->len; i++)
    self->cells->pdata[i] = self->text->str + g_array_index (self->starts, gsize, i);
  self->cells->pdata[self->starts->len] = NULL;
  self->delivered++;
  return self->func (self->number, (const char *const *) self->cells->pdata, self->starts->len, self->data,
                     error);
}
