#include "sauda-table-export.h"

#include "sauda-sheet-writer.h"

#include <math.h>

typedef struct {
  char *title; /* (owned) (not nullable) */
  SaudaTableKind kind;
} Column;

typedef struct {
  char *text; /* (owned) (nullable) */
  double number;
  gboolean has_number;
} Cell;

struct _SaudaTable {
  char *name;         /* (owned) (not nullable) of the sheet */
  GPtrArray *columns; /* (owned) (not nullable) (element-type Column) */
  GArray *cells;      /* (owned) (not nullable) (element-type Cell) row by row */
};

static void
column_free (gpointer data)
{
  Column *column = data;

  g_free (column->title);
  g_free (column);
}

static void
cell_clear (gpointer data)
{
  g_free (((Cell *) data)->text);
}

static SaudaSheetCell
make_cell (const Cell *cell, SaudaTableKind kind)
{
  if (!cell->has_number)
    return cell->text != NULL ? SAUDA_CELL_TEXT (cell->text) : SAUDA_CELL_EMPTY;
  if (kind == SAUDA_TABLE_MONEY)
    return SAUDA_CELL_MONEY ((gint64) round (cell->number));
  if (cell->number == floor (cell->number))
    return SAUDA_CELL_INTEGER ((gint64) cell->number);
  return SAUDA_CELL_NUMBER (cell->number);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;

  if (sauda_table_write (data, g_object_get_data (G_OBJECT (task), "path"), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * sauda_table_new:
 * @name: what the rows are, for the name of the sheet
 *
 * Returns: (transfer full): a table without columns
 */
SaudaTable *
sauda_table_new (const char *name)
{
  SaudaTable *self = g_new0 (SaudaTable, 1);

  self->name = g_strdup (name);
  self->columns = g_ptr_array_new_with_free_func (column_free);
  self->cells = g_array_new (FALSE, TRUE, sizeof (Cell));
  g_array_set_clear_func (self->cells, cell_clear);
  return self;
}

/**
 * sauda_table_free:
 * @self: (transfer full) (nullable): a table
 */
void
sauda_table_free (SaudaTable *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_ptr_array_unref (self->columns);
  g_array_unref (self->cells);
  g_free (self);
}

/**
 * sauda_table_add_column:
 * @self: a table without rows
 * @title: its header
 * @kind: what its numbers are
 */
void
sauda_table_add_column (SaudaTable *self, const char *title, SaudaTableKind kind)
{
  Column *column = g_new0 (Column, 1);

  column->title = g_strdup (title);
  column->kind = kind;
  g_ptr_array_add (self->columns, column);
}

/**
 * sauda_table_add_text:
 * @self: a table
 * @text: (nullable): the next cell, from left to right, row by row
 */
void
sauda_table_add_text (SaudaTable *self, const char *text)
{
  Cell cell = { .text = g_strdup (text) };

  g_array_append_val (self->cells, cell);
}

/**
 * sauda_table_add_number:
 * @self: a table
 * @number: the next cell
 */
void
sauda_table_add_number (SaudaTable *self, double number)
{
  Cell cell = { .number = number, .has_number = TRUE };

  g_array_append_val (self->cells, cell);
}

/**
 * sauda_table_count_rows:
 * @self: a table
 *
 * Returns: number of rows
 */
guint
sauda_table_count_rows (SaudaTable *self)
{
  return self->columns->len > 0 ? self->cells->len / self->columns->len : 0;
}

/**
 * sauda_table_write:
 * @self: a table
 * @path: the file; its name says which form it has, .xlsx or .csv
 * @error: return location
 *
 * Writes the file beside and swaps it. In CSV, texts that a spreadsheet would run as a formula get an
 * apostrophe.
 *
 * Returns: %FALSE with a #SaudaSheetsError
 */
gboolean
sauda_table_write (SaudaTable *self, const char *path, GError **error)
{
  const SaudaSheetWriteOptions options = { .delimiter = ';', .bom = TRUE, .defuse = TRUE };
  guint width = self->columns->len;
  g_autofree SaudaSheetTitle *titles = g_new0 (SaudaSheetTitle, width);
  g_autofree SaudaSheetCell *cells = g_new0 (SaudaSheetCell, width);
  g_autoptr (SaudaSheetWriter) writer = sauda_sheet_writer_new (path, &options, error);

  if (writer == NULL)
    return FALSE;
  for (guint i = 0; i < width; i++)
    titles[i].text = ((Column *) g_ptr_array_index (self->columns, i))->title;
  if (!sauda_sheet_writer_begin (writer, self->name, titles, width, error))
    return FALSE;
  for (guint row = 0; row < sauda_table_count_rows (self); row++) {
    for (guint i = 0; i < width; i++)
      cells[i] = make_cell (&g_array_index (self->cells, Cell, row * width + i),
                            ((Column *) g_ptr_array_index (self->columns, i))->kind);
    if (!sauda_sheet_writer_append (writer, cells, width, error))
      return FALSE;
  }
  return sauda_sheet_writer_finish (writer, error);
}

/**
 * sauda_table_write_async:
 * @self: (transfer full): a table
 * @path: the file
 * @cancellable: (nullable): cancels
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * See sauda_table_write().
 */
void
sauda_table_write_async (SaudaTable *self,
                         const char *path,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_table_write_async);
  g_task_set_task_data (task, self, (GDestroyNotify) sauda_table_free);
  g_object_set_data_full (G_OBJECT (task), "path", g_strdup (path), g_free);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * sauda_table_write_finish:
 * @result: of sauda_table_write_async()
 * @error: return location
 *
 * Returns: %FALSE with a #SaudaSheetsError
 */
gboolean
sauda_table_write_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_table_write_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
