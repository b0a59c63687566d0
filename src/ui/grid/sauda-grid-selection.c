#include "sauda-compat.h"
#include "sauda-grid-private.h"

/* Which rows are selected, which one has the focus, and whether something is typed into a cell. */

/* Into the first selected row, else the first one. The selection stays as it is. */
gboolean
sauda_grid_grab_focus (GtkWidget *widget)
{
  SaudaGrid *self = SAUDA_GRID (widget);
  SaudaGridPrivate *priv = sauda_grid_get_private (self);
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (priv->selection));
  guint position = gtk_bitset_is_empty (selected) ? 0 : gtk_bitset_get_minimum (selected);
  guint column = SAUDA_GRID_GET_CLASS (self)->kind->fixed;
  SaudaGridCell *cell = sauda_grid_find_cell (self, position, column);

  if (priv->view == NULL)
    return FALSE;
  if (cell == NULL) {
    sauda_grid_model_tell_all (priv->model);
    sauda_compat_scroll_to (priv->view, position);
    cell = sauda_grid_find_cell (self, position, column);
  }
  return cell != NULL && gtk_widget_grab_focus (cell->widget);
}

/**
 * sauda_grid_count_selected:
 * @self: a table
 *
 * Returns: number of selected rows
 */
guint
sauda_grid_count_selected (SaudaGrid *self)
{
  g_autoptr (GtkBitset) selected = NULL;

  g_return_val_if_fail (SAUDA_IS_GRID (self), 0);

  selected =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (sauda_grid_get_private (self)->selection));
  return (guint) gtk_bitset_get_size (selected);
}

/**
 * sauda_grid_list_selected:
 * @self: a table
 *
 * Returns: (transfer container) (element-type GObject): the selected items, as they are sorted
 */
GPtrArray *
sauda_grid_list_selected (SaudaGrid *self)
{
  g_autoptr (GtkBitset) selected = NULL;
  GPtrArray *items = g_ptr_array_new ();
  SaudaGridPrivate *priv;
  GtkBitsetIter iter;
  guint position;

  g_return_val_if_fail (SAUDA_IS_GRID (self), items);

  priv = sauda_grid_get_private (self);
  selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (priv->selection));
  for (gboolean more = gtk_bitset_iter_init_first (&iter, selected, &position); more;
       more = gtk_bitset_iter_next (&iter, &position)) {
    gpointer item = sauda_grid_model_peek (priv->model, position);

    if (item != NULL)
      g_ptr_array_add (items, item);
  }
  return items;
}

/**
 * sauda_grid_unselect_all:
 * @self: a table
 */
void
sauda_grid_unselect_all (SaudaGrid *self)
{
  g_return_if_fail (SAUDA_IS_GRID (self));
  sauda_grid_range_clear (self);
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (sauda_grid_get_private (self)->selection));
}

/**
 * sauda_grid_has_all_selected:
 * @self: a table
 *
 * Returns: whether several rows are shown and all of them are selected: who did that where only the beginning
 * of a list is there meant all of it
 */
gboolean
sauda_grid_has_all_selected (SaudaGrid *self)
{
  guint selected;

  g_return_val_if_fail (SAUDA_IS_GRID (self), FALSE);

  selected = sauda_grid_count_selected (self);
  return selected > 1 && selected == sauda_grid_model_count (sauda_grid_get_model (self));
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
  sauda_grid_range_clear (self);
  sauda_grid_model_tell_all (priv->model);
  gtk_selection_model_select_all (GTK_SELECTION_MODEL (priv->selection));
  if (SAUDA_GRID_GET_CLASS (self)->describe_all == NULL)
    return;
  said = SAUDA_GRID_GET_CLASS (self)->describe_all (self);
  sauda_grid_say (self, said);
}

/**
 * sauda_grid_get_focused_item:
 * @self: a table
 *
 * Returns: (transfer none) (nullable): the item of the row that has the focus, else the first selected one
 */
gpointer
sauda_grid_get_focused_item (SaudaGrid *self)
{
  SaudaGridCell *cell;
  g_autoptr (GPtrArray) selected = NULL;

  g_return_val_if_fail (SAUDA_IS_GRID (self), NULL);

  cell = sauda_grid_get_focused_cell (self);
  if (cell != NULL)
    return cell->row;
  if (sauda_grid_get_menu_item (self) != NULL)
    return sauda_grid_get_menu_item (self);
  selected = sauda_grid_list_selected (self);
  return selected->len > 0 ? g_ptr_array_index (selected, 0) : NULL;
}

/**
 * sauda_grid_open_focused:
 * @self: a table
 *
 * Lets the row with the focus be looked at.
 */
void
sauda_grid_open_focused (SaudaGrid *self)
{
  gpointer item = sauda_grid_get_focused_item (self);

  if (item != NULL)
    g_signal_emit_by_name (self, "opened", item);
}

/**
 * sauda_grid_is_editing:
 * @self: a table
 *
 * Returns: whether something is being typed into a cell
 */
gboolean
sauda_grid_is_editing (SaudaGrid *self)
{
  g_return_val_if_fail (SAUDA_IS_GRID (self), FALSE);

  return sauda_grid_get_private (self)->edited != NULL;
}
