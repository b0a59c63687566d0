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

/* The cells of one pasted row, in @columns from @first on; those that cannot be edited are passed over. The
 * first text that cannot be taken says why. */
static void
paste_row (SaudaGrid *self, guint position, GArray *columns, guint first, const char *row, GError **error)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  gpointer item = sauda_grid_model_peek (priv->model, position);
  g_auto (GStrv) values = g_strsplit (row, "\t", -1);

  /* An empty text is one empty cell. */
  for (guint i = 0; item != NULL && (i == 0 || values[i] != NULL) && first + i < columns->len; i++) {
    guint column = g_array_index (columns, guint, first + i);
    g_autofree char *value = NULL;

    if (sauda_grid_can_edit (self, item, column) &&
        sauda_grid_read_value (self, column, values[i], &value, *error == NULL ? error : NULL))
      sauda_edit_history_add (priv->history, item, column, value);
    if (values[i] == NULL)
      break;
  }
}

static guint
find_place (GArray *columns, guint column)
{
  guint place = 0;

  while (place < columns->len && g_array_index (columns, guint, place) != column)
    place++;
  return place;
}

/* Gives the selected rows to the clipboard. */
void
sauda_grid_copy (SaudaGrid *self)
{
  g_autofree char *text = sauda_grid_copy_text (self);
  guint count = sauda_grid_count_selected (self);
  g_autofree char *said =
    g_strdup_printf (ngettext ("%u row is copied.", "%u rows are copied.", count), count);

  if (count == 0)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  sauda_grid_say (self, said);
}

/* Gives the value of one cell to the clipboard. */
void
sauda_grid_copy_cell (SaudaGrid *self, SaudaGridCell *cell)
{
  g_autofree char *value = sauda_grid_get_value (self, cell->row, cell->column);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), value != NULL ? value : "");
  sauda_grid_say (self, _ ("The cell is copied."));
}

/* Writes what the clipboard holds into @cell and those right of it and below. */
void
sauda_grid_paste (SaudaGrid *self, SaudaGridCell *cell)
{
  Paste *data = g_new0 (Paste, 1);

  data->grid = g_object_ref (self);
  data->position = gtk_list_item_get_position (cell->item);
  data->column = cell->column;
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                                 sauda_grid_get_private (self)->cancellable, on_clipboard_read, data);
}

/**
 * sauda_grid_copy_text:
 * @self: a table
 *
 * Returns: (transfer full): the selected rows for a spreadsheet: the columns that are shown with tabs between
 * them, a line for each row
 */
char *
sauda_grid_copy_text (SaudaGrid *self)
{
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  g_autoptr (GPtrArray) selected = sauda_grid_list_selected (self);
  g_autoptr (GArray) columns = sauda_grid_layout_list_shown (priv->layout);
  GString *text = g_string_new (NULL);

  for (guint n = 0; n < selected->len; n++) {
    for (guint i = 0; i < columns->len; i++) {
      const SaudaGridColumn *column = sauda_grid_get_kind_column (self, g_array_index (columns, guint, i));
      g_autofree char *cell = column->get_text (g_ptr_array_index (selected, n), priv->now_ms);

      if (i > 0)
        g_string_append_c (text, '\t');
      if (cell != NULL)
        g_string_append (text, g_strdelimit (cell, "\t\r\n", ' '));
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
 * Writes @text into the cells to the right and below, as one step that can be undone. One value for several
 * selected rows goes into each of them.
 *
 * Returns: number of cells that change
 */
guint
sauda_grid_paste_text (SaudaGrid *self, guint position, guint column, const char *text)
{
  SaudaGridPrivate *priv;
  g_autofree char *trimmed = NULL;
  g_auto (GStrv) rows = NULL;
  g_autoptr (GArray) columns = NULL;
  g_autoptr (GError) error = NULL;
  guint first, changed;

  g_return_val_if_fail (SAUDA_IS_GRID (self), 0);

  priv = sauda_grid_get_private (self);
  columns = sauda_grid_layout_list_shown (priv->layout);
  first = find_place (columns, column);
  trimmed = g_strdup (text);
  if (g_str_has_suffix (trimmed, "\n"))
    trimmed[strlen (trimmed) - 1] = '\0';
  if (strpbrk (trimmed, "\t\n") == NULL && sauda_grid_count_selected (self) > 1)
    return sauda_grid_set_selected (self, column, trimmed);
  rows = g_strsplit (trimmed, "\n", -1);
  sauda_edit_history_begin (priv->history);
  if (rows[0] == NULL)
    paste_row (self, position, columns, first, "", &error);
  for (guint i = 0; rows[i] != NULL; i++)
    paste_row (self, position + i, columns, first, g_strdelimit (rows[i], "\r", ' '), &error);
  changed = sauda_edit_history_commit (priv->history);
  if (error != NULL)
    sauda_grid_fail (self, error);
  return changed;
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
 * Gives every selected row the value of the first of them, as one step that can be undone.
 *
 * Returns: number of cells that change
 */
guint
sauda_grid_fill_down (SaudaGrid *self, guint column)
{
  g_autoptr (GPtrArray) selected = NULL;
  g_autofree char *value = NULL;

  g_return_val_if_fail (SAUDA_IS_GRID (self), 0);

  selected = sauda_grid_list_selected (self);
  if (selected->len < 2)
    return 0;
  value = sauda_grid_get_value (self, g_ptr_array_index (selected, 0), column);
  return sauda_grid_set_selected (self, column, value);
}

/**
 * sauda_grid_select_all:
 * @self: a table
 *
 * Selects what the filter shows, and says how much that is.
 */
void
sauda_grid_select_all (SaudaGrid *self)
{
  SaudaGridPrivate *priv;
  g_autofree char *said = NULL;

  g_return_if_fail (SAUDA_IS_GRID (self));

  priv = sauda_grid_get_private (self);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (priv->selection));
  if (SAUDA_GRID_GET_CLASS (self)->describe_all == NULL)
    return;
  said = SAUDA_GRID_GET_CLASS (self)->describe_all (self);
  sauda_grid_say (self, said);
}
