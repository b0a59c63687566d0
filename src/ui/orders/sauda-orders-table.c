#include "sauda-orders-table.h"

#include "sauda-orders-table-private.h"

G_DEFINE_FINAL_TYPE (SaudaOrdersTable, sauda_orders_table, ADW_TYPE_BIN)

static guint changed_signal;

static void
add_column (SaudaOrdersTable *self, SaudaOrdersColumn column)
{
  g_autoptr (GtkSorter) sorter = sauda_orders_column_create_sorter (column);
  g_autoptr (GtkColumnViewColumn) view_column = gtk_column_view_column_new (
    sauda_orders_column_get_title (column), sauda_orders_table_create_factory (self, column));

  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_column_set_resizable (view_column, TRUE);
  gtk_column_view_column_set_expand (view_column, column == SAUDA_ORDERS_COLUMN_PRODUCT);
  gtk_column_view_append_column (self->view, view_column);
  self->columns[column] = view_column;
}

static gboolean
on_resort (gpointer user_data)
{
  SaudaOrdersTable *self = user_data;

  self->resort_id = 0;
  for (int column = 0; column < SAUDA_N_ORDERS_COLUMNS; column++) {
    SaudaEditField field;

    if (sauda_orders_column_is_editable (column, &field) && self->resort[field]) {
      self->resort[field] = FALSE;
      gtk_sorter_changed (gtk_column_view_column_get_sorter (self->columns[column]),
                          GTK_SORTER_CHANGE_DIFFERENT);
    }
  }
  return G_SOURCE_REMOVE;
}

/* Sorting while an edit ends would re-bind the row under it. */
static void
on_history_applied (SaudaEditHistory *history, SaudaEditField field, SaudaOrdersTable *self)
{
  self->resort[field] = TRUE;
  if (self->resort_id == 0)
    self->resort_id = g_idle_add_full (G_PRIORITY_LOW, on_resort, self, NULL);
}

static void
emit_changed (SaudaOrdersTable *self)
{
  /* Models change once more while the table dies. */
  if (self->view != NULL)
    g_signal_emit (self, changed_signal, 0);
}

static void
on_size_chosen (SaudaSizePopover *sizes, const char *size, SaudaOrdersTable *self)
{
  SaudaOrdersCell *cell = self->edited;

  if (cell == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (sauda_edit_cell_get_entry (SAUDA_EDIT_CELL (cell->widget))), size);
  sauda_edit_cell_end (SAUDA_EDIT_CELL (cell->widget), TRUE);
}

static void
sauda_orders_table_dispose (GObject *object)
{
  SaudaOrdersTable *self = SAUDA_ORDERS_TABLE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->resort_id, g_source_remove);
  self->edited = NULL;
  g_clear_object (&self->layout);
  if (self->sizes != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->sizes));
  self->sizes = NULL;
  /* The view still hears of changes while it dies. */
  if (self->view != NULL)
    gtk_column_view_set_model (g_steal_pointer (&self->view), NULL);
  G_OBJECT_CLASS (sauda_orders_table_parent_class)->dispose (object);
  g_clear_object (&self->history);
  g_clear_object (&self->list);
}

static void
sauda_orders_table_finalize (GObject *object)
{
  SaudaOrdersTable *self = SAUDA_ORDERS_TABLE (object);

  g_hash_table_unref (self->cells);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_orders_table_parent_class)->finalize (object);
}

static void
sauda_orders_table_class_init (SaudaOrdersTableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_orders_table_dispose;
  object_class->finalize = sauda_orders_table_finalize;
  g_signal_new ("selection-said", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_STRING);
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);

  g_type_ensure (SAUDA_TYPE_ORDERS_FILTER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/orders/sauda-orders-table.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersTable, view);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersTable, selection);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersTable, sorted);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersTable, filtered);
  gtk_widget_class_bind_template_child (widget_class, SaudaOrdersTable, filter);
}

static void
sauda_orders_table_init (SaudaOrdersTable *self)
{
  self->cells = g_hash_table_new (NULL, NULL);
  self->cancellable = g_cancellable_new ();
  self->now_ms = g_get_real_time () / 1000;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int column = 0; column < SAUDA_N_ORDERS_COLUMNS; column++)
    add_column (self, column);
  self->layout = sauda_orders_layout_new (self->view, self->columns);
  self->sizes = SAUDA_SIZE_POPOVER (sauda_size_popover_new ());
  gtk_widget_set_parent (GTK_WIDGET (self->sizes), GTK_WIDGET (self));
  g_signal_connect (self->sizes, "chosen", G_CALLBACK (on_size_chosen), self);
  g_signal_connect (self->view, "query-tooltip", G_CALLBACK (sauda_orders_table_query_tooltip), self);
  g_signal_connect_object (self->filtered, "items-changed", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  sauda_orders_table_install_keys (self);
}

/**
 * sauda_orders_table_set_list:
 * @self: a table
 * @list: the lines to show
 */
void
sauda_orders_table_set_list (SaudaOrdersTable *self, SaudaOrderList *list)
{
  g_return_if_fail (SAUDA_IS_ORDERS_TABLE (self));
  g_return_if_fail (self->list == NULL);

  self->list = g_object_ref (list);
  self->history = sauda_edit_history_new (list);
  g_signal_connect_object (self->history, "applied", G_CALLBACK (on_history_applied), self, 0);
  gtk_sort_list_model_set_model (self->sorted, G_LIST_MODEL (list));
}

/**
 * sauda_orders_table_get_filter:
 * @self: a table
 *
 * Returns: (transfer none): what decides which lines are shown
 */
SaudaOrdersFilter *
sauda_orders_table_get_filter (SaudaOrdersTable *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_TABLE (self), NULL);
  return self->filter;
}

/**
 * sauda_orders_table_get_history:
 * @self: a table with a list
 *
 * Returns: (transfer none): what was changed in it
 */
SaudaEditHistory *
sauda_orders_table_get_history (SaudaOrdersTable *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_TABLE (self), NULL);
  return self->history;
}

/**
 * sauda_orders_table_get_view:
 * @self: a table
 *
 * Returns: (transfer none): the view inside
 */
GtkColumnView *
sauda_orders_table_get_view (SaudaOrdersTable *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_TABLE (self), NULL);
  return self->view;
}

/**
 * sauda_orders_table_get_shown:
 * @self: a table
 *
 * Returns: (transfer none): the lines that are shown, as they are sorted
 */
GListModel *
sauda_orders_table_get_shown (SaudaOrdersTable *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_TABLE (self), NULL);
  return G_LIST_MODEL (self->filtered);
}

/**
 * sauda_orders_table_get_column:
 * @self: a table
 * @column: a column
 *
 * Returns: (transfer none): the column of the view
 */
GtkColumnViewColumn *
sauda_orders_table_get_column (SaudaOrdersTable *self, SaudaOrdersColumn column)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_TABLE (self), NULL);
  return self->columns[column];
}

/**
 * sauda_orders_table_get_layout:
 * @self: a table
 *
 * Returns: (transfer none): where its columns are, and what changes that
 */
SaudaOrdersLayout *
sauda_orders_table_get_layout (SaudaOrdersTable *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_TABLE (self), NULL);
  return self->layout;
}

/**
 * sauda_orders_table_count_shown_orders:
 * @self: a table
 *
 * Returns: number of orders with at least one line that is shown
 */
guint
sauda_orders_table_count_shown_orders (SaudaOrdersTable *self)
{
  GListModel *lines = G_LIST_MODEL (self->filtered);
  g_autoptr (GHashTable) orders = NULL;

  if (self->list != NULL &&
      g_list_model_get_n_items (lines) == g_list_model_get_n_items (G_LIST_MODEL (self->list)))
    return sauda_order_list_get_n_orders (self->list);
  orders = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++) {
    g_autoptr (SaudaOrderLine) line = g_list_model_get_item (lines, i);

    g_hash_table_add (orders, sauda_order_line_get_order (line));
  }
  return g_hash_table_size (orders);
}

/**
 * sauda_orders_table_count_selected:
 * @self: a table
 *
 * Returns: number of selected lines
 */
guint
sauda_orders_table_count_selected (SaudaOrdersTable *self)
{
  g_autoptr (GtkBitset) selected = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return (guint) gtk_bitset_get_size (selected);
}

/**
 * sauda_orders_table_set_now:
 * @self: a table
 * @now_ms: the time, UTC ms
 *
 * Moves every countdown on.
 */
void
sauda_orders_table_set_now (SaudaOrdersTable *self, gint64 now_ms)
{
  GHashTableIter iter;
  gpointer key;

  g_return_if_fail (SAUDA_IS_ORDERS_TABLE (self));

  self->now_ms = now_ms;
  if (self->history != NULL)
    sauda_edit_history_set_now (self->history, now_ms);
  g_hash_table_iter_init (&iter, self->cells);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (((SaudaOrdersCell *) key)->column == SAUDA_ORDERS_COLUMN_SHIP_BY)
      sauda_orders_cell_update (key);
}

/**
 * sauda_orders_table_refresh:
 * @self: a table
 *
 * Filters and sorts again after the list was loaded again, since lines that stayed may have changed.
 */
void
sauda_orders_table_refresh (SaudaOrdersTable *self)
{
  g_return_if_fail (SAUDA_IS_ORDERS_TABLE (self));

  sauda_orders_table_commit (self);
  sauda_orders_filter_refresh (self->filter, self->now_ms);
  gtk_sorter_changed (gtk_column_view_get_sorter (self->view), GTK_SORTER_CHANGE_DIFFERENT);
}

/**
 * sauda_orders_table_commit:
 * @self: a table
 *
 * Keeps what is being typed: to be called before anything that filters or sorts.
 */
void
sauda_orders_table_commit (SaudaOrdersTable *self)
{
  g_return_if_fail (SAUDA_IS_ORDERS_TABLE (self));

  if (self->edited != NULL)
    sauda_edit_cell_end (SAUDA_EDIT_CELL (self->edited->widget), TRUE);
}

/**
 * sauda_orders_table_get_cell:
 * @self: a table
 * @position: row, as it is sorted
 * @column: a column
 *
 * Returns: (transfer none) (nullable): the widget of that cell, when it exists
 */
GtkWidget *
sauda_orders_table_get_cell (SaudaOrdersTable *self, guint position, SaudaOrdersColumn column)
{
  SaudaOrdersCell *cell = sauda_orders_table_find_cell (self, position, column);

  return cell != NULL ? cell->widget : NULL;
}
