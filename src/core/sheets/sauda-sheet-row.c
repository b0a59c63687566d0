#include "sauda-sheet-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define USUAL_CHUNK (64 * 1024)
#define USUAL_COLUMNS 2000
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
  self->n_plain = 0;
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

/* Marks the bytes of @word that are @byte, the first one in the lowest bits. */
static guint64
mark_bytes (const char *text, guint64 wanted)
{
  const guint64 low = G_GUINT64_CONSTANT (0x7f7f7f7f7f7f7f7f);
  guint64 word;

  memcpy (&word, text, sizeof word);
  word = GUINT64_FROM_LE (word) ^ wanted;
  return ~(((word & low) + low) | word | low);
}

/* Cuts @text at every @delimiter, eight bytes at a time: cells are short. Returns how many cells there are,
 * or more than @max when they do not fit. */
static guint
cut (char *text, gsize length, char delimiter, gpointer *cells, guint max)
{
  const guint64 wanted = G_GUINT64_CONSTANT (0x0101010101010101) * (guchar) delimiter;
  guint n_cells = 1;
  gsize i = 0;

  cells[0] = text;
  for (; i + sizeof wanted <= length; i += sizeof wanted) {
    for (guint64 marks = mark_bytes (text + i, wanted); marks != 0; marks &= marks - 1) {
      char *stop = text + i + (guint) __builtin_ctzll (marks) / 8;

      if (n_cells == max)
        return max + 1;
      *stop = '\0';
      cells[n_cells++] = stop + 1;
    }
  }
  for (; i < length; i++) {
    if (text[i] != delimiter)
      continue;
    if (n_cells == max)
      return max + 1;
    text[i] = '\0';
    cells[n_cells++] = text + i + 1;
  }
  return n_cells;
}

/**
 * sauda_sheet_row_put_plain:
 * @self: a row that was just begun
 * @line: (array length=length): all its cells, without what ends the line; no quotation mark and no end of a
 *   line stands in it
 * @length: its bytes
 * @delimiter: what stands between the cells
 *
 * Puts all cells of a row at once.
 *
 * Returns: %FALSE, with @self as it was, when the line is more than the limits: whoever reads such rows cell
 * by cell knows what to say
 */
gboolean
sauda_sheet_row_put_plain (SaudaSheetRow *self, const char *line, gsize length, char delimiter)
{
  gsize start = self->text->len;

  if (length > self->limit.max_cell_bytes)
    return FALSE;
  if (self->cells->len <= self->limit.max_columns)
    g_ptr_array_set_size (self->cells, (gint) self->limit.max_columns + 1);
  g_string_append_len (self->text, line, (gssize) length);
  self->n_plain =
    cut (self->text->str + start, length, delimiter, self->cells->pdata, self->limit.max_columns);
  if (self->n_plain <= self->limit.max_columns)
    return TRUE;
  sauda_sheet_row_begin (self, self->number);
  return FALSE;
}

static guint
collect_cells (SaudaSheetRow *self)
{
  if (self->n_plain > 0)
    return self->n_plain;
  if (self->cells->len <= self->starts->len)
    g_ptr_array_set_size (self->cells, (gint) self->starts->len + 1);
  for (guint i = 0; i < self->starts->len; i++)
    self->cells->pdata[i] = self->text->str + g_array_index (self->starts, gsize, i);
  return self->starts->len;
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
  guint n_cells;

  if (is_blank_row (self))
    return TRUE;
  n_cells = collect_cells (self);
  self->cells->pdata[n_cells] = NULL;
  self->delivered++;
  return self->func (self->number, (const char *const *) self->cells->pdata, n_cells, self->data, error);
}
