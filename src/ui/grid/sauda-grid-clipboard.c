#include "sauda-grid-block.h"
#include "sauda-grid-private.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The table as a spreadsheet: what is selected goes out as text, and text comes in. */

/* Where a paste goes, while the clipboard is read. */
typedef struct {
  SaudaGrid *grid; /* (owned) (not nullable) */
  guint position;
  guint column;
} Paste;

static void
on_clipboard_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Paste *paste = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  /* What the clipboard cannot give as text cannot be pasted; the table may be gone meanwhile. */
  if (text != NULL && sauda_grid_get_private (paste->grid)->view != NULL) {
    guint count = sauda_grid_paste_text (paste->grid, paste->position, paste->column, text);
    g_autofree char *said =
      g_strdup_printf (ngettext ("%u cell was changed.", "%u cells were changed.", count), count);

    sauda_grid_say (paste->grid, said);
  }
  g_object_unref (paste->grid);
  g_free (paste);
}

/* A cell that cannot be edited is passed over. The first text that cannot be taken says why. */
static void
paste_cell (SaudaGrid *self, gpointer item, guint column, const char *text, GError **error)
{
  g_autofree char *value = NULL;

  if (sauda_grid_can_edit (self, item, column) &&
      sauda_grid_read_value (self, column, text, &value, *error == NULL ? error : NULL))
    sauda_edit_history_add (sauda_grid_get_private (self)->history, item, column, value);
}

/* Lays @block over @height rows from @top on and @columns, again and again where there is more room, as one
 * step. */
static guint
paste_block (SaudaGrid *self,
             const SaudaGridBlock *block,
             guint top,
             guint height,
             const guint *columns,
             guint width)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  g_autoptr (GError) error = NULL;
  guint changed;

  sauda_edit_history_begin (priv->history);
  for (guint row = 0; row < height; row++) {
    gpointer item = sauda_grid_model_peek (priv->model, top + row);

    for (guint i = 0; item != NULL && i < width; i++) {
      const char *text = sauda_grid_block_get (block, row, i);

      if (text != NULL)
        paste_cell (self, item, columns[i], text, &error);
    }
  }
  changed = sauda_edit_history_commit (priv->history);
  if (error != NULL)
    sauda_grid_fail (self, error);
  return changed;
}

/* From a cell on, to the right and below, as far as there are columns and rows. */
static guint
paste_from (SaudaGrid *self, const SaudaGridBlock *block, guint position, guint column)
{
  g_autoptr (GArray) columns = sauda_grid_layout_list_shown (sauda_grid_get_private (self)->layout);
  guint first = 0;

  while (first < columns->len && g_array_index (columns, guint, first) != column)
    first++;
  if (first == columns->len)
    return 0;
  return paste_block (self, block, position, block->rows->len, &g_array_index (columns, guint, first),
                      MIN (block->width, columns->len - first));
}

/* Into the selected cells, where the block fits in a whole number of times, else from their corner on. */
static guint
paste_range (SaudaGrid *self, const SaudaGridBlock *block)
{
  const SaudaGridRange *range = &sauda_grid_get_private (self)->range;
  guint height = sauda_grid_range_count_rows (range), width = range->columns->len;
  guint top = sauda_grid_range_get_top (range), left = g_array_index (range->columns, guint, 0);

  if (height % block->rows->len == 0 && width % block->width == 0)
    return paste_block (self, block, top, height, &g_array_index (range->columns, guint, 0), width);
  return paste_from (self, block, top, left);
}

/* Every cell of the selected ones takes the value of the uppermost in its column, as one step. */
static guint
fill_range (SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  guint top = sauda_grid_range_get_top (&priv->range);
  guint height = sauda_grid_range_count_rows (&priv->range);
  g_autoptr (GError) error = NULL;
  guint changed;

  sauda_edit_history_begin (priv->history);
  for (guint i = 0; i < priv->range.columns->len; i++) {
    guint column = g_array_index (priv->range.columns, guint, i);
    g_autofree char *value = sauda_grid_get_value (self, sauda_grid_model_peek (priv->model, top), column);

    for (guint row = 1; row < height; row++)
      paste_cell (self, sauda_grid_model_peek (priv->model, top + row), column, value != NULL ? value : "",
                  &error);
  }
  changed = sauda_edit_history_commit (priv->history);
  if (error != NULL)
    sauda_grid_fail (self, error);
  return changed;
}

static void
append_cell (GString *text, char *cell)
{
  if (cell != NULL)
    g_string_append (text, g_strdelimit (cell, "\t\r\n", ' '));
}

static char *
copy_range (SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  guint top = sauda_grid_range_get_top (&priv->range);
  GString *text = g_string_new (NULL);

  for (guint row = 0; row < sauda_grid_range_count_rows (&priv->range); row++) {
    for (guint i = 0; i < priv->range.columns->len; i++) {
      g_autofree char *cell = sauda_grid_get_value (self, sauda_grid_model_peek (priv->model, top + row),
                                                    g_array_index (priv->range.columns, guint, i));

      if (i > 0)
        g_string_append_c (text, '\t');
      append_cell (text, cell);
    }
    g_string_append_c (text, '\n');
  }
  return g_string_free (text, FALSE);
}

static char *
describe_copied (SaudaGrid *self)
{
  const SaudaGridRange *range = &sauda_grid_get_private (self)->range;
  guint count = range->columns != NULL ? range->columns->len * sauda_grid_range_count_rows (range)
                                       : sauda_grid_count_selected (self);

  return range->columns != NULL
           ? g_strdup_printf (ngettext ("%u cell is copied.", "%u cells are copied.", count), count)
           : g_strdup_printf (ngettext ("%u row is copied.", "%u rows are copied.", count), count);
}

/* Gives the selected cells, else the selected rows, to the clipboard. */
void
sauda_grid_copy (SaudaGrid *self)
{
  g_autofree char *text = sauda_grid_copy_text (self);
  g_autofree char *said = describe_copied (self);

  if (*text == '\0')
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  sauda_grid_say (self, said);
}

/* Gives the value of one cell to the clipboard. */
void
sauda_grid_copy_cell (SaudaGrid *self, gpointer item, guint column)
{
  g_autofree char *value = sauda_grid_get_value (self, item, column);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), value != NULL ? value : "");
  sauda_grid_say (self, _ ("The cell is copied."));
}

/* Writes what the clipboard holds into a cell and those right of it and below. */
void
sauda_grid_paste (SaudaGrid *self, guint position, guint column)
{
  Paste *data = g_new0 (Paste, 1);

  data->grid = g_object_ref (self);
  data->position = position;
  data->column = column;
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                                 sauda_grid_get_private (self)->cancellable, on_clipboard_read, data);
}

/**
 * sauda_grid_copy_text:
 * @self: a table
 *
 * Returns: (transfer full): the selected cells for a spreadsheet, with tabs between them and a line for each
 * row; without selected cells the selected rows, with every column that is shown
 */
char *
sauda_grid_copy_text (SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  g_autoptr (GPtrArray) selected = NULL;
  g_autoptr (GArray) columns = NULL;
  GString *text;

  if (priv->range.columns != NULL)
    return copy_range (self);
  selected = sauda_grid_list_selected (self);
  columns = sauda_grid_layout_list_shown (priv->layout);
  text = g_string_new (NULL);
  for (guint n = 0; n < selected->len; n++) {
    for (guint i = 0; i < columns->len; i++) {
      const SaudaGridColumn *column = sauda_grid_get_kind_column (self, g_array_index (columns, guint, i));
      g_autofree char *cell = column->get_text (g_ptr_array_index (selected, n), priv->now_ms);

      if (i > 0)
        g_string_append_c (text, '\t');
      append_cell (text, cell);
    }
    g_string_append_c (text, '\n');
  }
  return g_string_free (text, FALSE);
}

/**
 * sauda_grid_paste_text:
 * @self: a table
 * @position: the upper row, as it is sorted
 * @column: the left column
 * @text: tab-separated text, as spreadsheets give it
 *
 * Writes @text into the selected cells, where there are some, else into the cells to the right and below, as
 * one step that can be undone. One value for several selected rows goes into each of them.
 *
 * Returns: number of cells that change
 */
guint
sauda_grid_paste_text (SaudaGrid *self, guint position, guint column, const char *text)
{
  g_auto (SaudaGridBlock) block = { 0 };

  g_return_val_if_fail (SAUDA_IS_GRID (self), 0);

  sauda_grid_block_read (&block, text);
  if (sauda_grid_get_private (self)->range.columns != NULL)
    return paste_range (self, &block);
  if (block.rows->len == 1 && block.width == 1 && sauda_grid_count_selected (self) > 1)
    return sauda_grid_set_selected (self, column, sauda_grid_block_get (&block, 0, 0));
  return paste_from (self, &block, position, column);
}

/**
 * sauda_grid_set_selected:
 * @self: a table
 * @column: a column
 * @value: (nullable): a text as a person types it
 *
 * Gives every selected row a value, as one step that can be undone.
 *
 * Returns: number of cells that change
 */
guint
sauda_grid_set_selected (SaudaGrid *self, guint column, const char *value)
{
  g_autoptr (GPtrArray) selected = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *read = NULL;
  SaudaGridPrivate *priv;

  g_return_val_if_fail (SAUDA_IS_GRID (self), 0);

  if (!sauda_grid_read_value (self, column, value, &read, &error)) {
    sauda_grid_fail (self, error);
    return 0;
  }
  priv = sauda_grid_get_private (self);
  selected = sauda_grid_list_selected (self);
  sauda_edit_history_begin (priv->history);
  for (guint i = 0; i < selected->len; i++)
    if (sauda_grid_can_edit (self, g_ptr_array_index (selected, i), column))
      sauda_edit_history_add (priv->history, g_ptr_array_index (selected, i), column, read);
  return sauda_edit_history_commit (priv->history);
}

/**
 * sauda_grid_fill_down:
 * @self: a table
 * @column: a column
 *
 * Gives every selected row the value of the first of them, as one step that can be undone; where cells are
 * selected, in each of their columns.
 *
 * Returns: number of cells that change
 */
guint
sauda_grid_fill_down (SaudaGrid *self, guint column)
{
  g_autoptr (GPtrArray) selected = NULL;
  g_autofree char *value = NULL;

  g_return_val_if_fail (SAUDA_IS_GRID (self), 0);

  if (sauda_grid_get_private (self)->range.columns != NULL)
    return fill_range (self);
  selected = sauda_grid_list_selected (self);
  if (selected->len < 2)
    return 0;
  value = sauda_grid_get_value (self, g_ptr_array_index (selected, 0), column);
  return sauda_grid_set_selected (self, column, value);
}
