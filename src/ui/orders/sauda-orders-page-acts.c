#include "sauda-orders-page-private.h"

/**
 * sauda_orders_page_list_selected_orders:
 * @self: the page
 *
 * Returns: (transfer container) (element-type SaudaOrder): the orders with at least one selected line
 */
GPtrArray *
sauda_orders_page_list_selected_orders (SaudaOrdersPage *self)
{
  g_return_val_if_fail (SAUDA_IS_ORDERS_PAGE (self), NULL);
  return sauda_orders_table_list_selected_orders (self->table);
}

/**
 * sauda_orders_page_list_lines:
 * @self: the page
 * @order: an order
 *
 * Returns: (transfer full) (element-type SaudaOrderLine): its lines, selected or not
 */
GPtrArray *
sauda_orders_page_list_lines (SaudaOrdersPage *self, SaudaOrder *order)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (SAUDA_IS_ORDERS_PAGE (self), lines);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++) {
    SaudaOrderLine *line = g_list_model_get_item (G_LIST_MODEL (self->list), i);

    if (sauda_order_line_get_order (line) == order)
      g_ptr_array_add (lines, line);
    else
      g_object_unref (line);
  }
  return lines;
}
