#include "sauda-order-details.h"

#include "sauda-database.h"
#include "sauda-order-read.h"
#include "sauda-orders-error.h"

#include <glib/gi18n-lib.h>

static int
compare_newest (gconstpointer a, gconstpointer b)
{
  const SaudaOrderInfo *first = *(SaudaOrderInfo *const *) a, *second = *(SaudaOrderInfo *const *) b;

  return (second->created_ms > first->created_ms) - (second->created_ms < first->created_ms);
}

static gboolean
load_order (SaudaOrderDetails *self, SaudaConnection *connection, gint64 order_id, GError **error)
{
  g_autoptr (GPtrArray) orders =
    sauda_orders_read (connection, &(SaudaOrderCondition){ "orders.id = ?1", &order_id, 1, NULL }, error);

  if (orders == NULL)
    return FALSE;
  if (orders->len == 0) {
    g_set_error_literal (error, SAUDA_ORDERS_ERROR, SAUDA_ORDERS_ERROR_NOT_FOUND,
                         _ ("This order is no longer there. Load the list again."));
    return FALSE;
  }
  self->order = g_ptr_array_steal_index (orders, 0);
  return TRUE;
}

static gboolean
load_others (SaudaOrderDetails *self, SaudaConnection *connection, GError **error)
{
  self->others = sauda_orders_read (
    connection,
    &(SaudaOrderCondition){
      "orders.id <> ?1 AND orders.customer_id = (SELECT customer_id FROM orders WHERE id = ?1)",
      &self->order->id, 1, NULL },
    error);
  if (self->others == NULL)
    return FALSE;
  g_ptr_array_sort (self->others, compare_newest);
  return TRUE;
}

/* What the list of orders has no use for. */
static gboolean
load_rest (SaudaOrderDetails *self, SaudaConnection *connection, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT address, delivery_mode, payment_mode, cancellation_reason, delivery_cost_for_seller"
    " FROM orders WHERE id = ?",
    error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  sauda_statement_bind_int64 (select, 1, self->order->id);
  if (!sauda_statement_step (select, &row, error))
    return FALSE;
  self->address = g_strdup (sauda_statement_get_text (select, 0));
  self->delivery_mode = g_strdup (sauda_statement_get_text (select, 1));
  self->payment_mode = g_strdup (sauda_statement_get_text (select, 2));
  self->cancellation_reason = g_strdup (sauda_statement_get_text (select, 3));
  self->delivery_cost = sauda_statement_is_null (select, 4) ? -1 : sauda_statement_get_int64 (select, 4);
  sauda_statement_reset (select);
  return TRUE;
}

static gpointer
run_load (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_order_details_load (connection, *(gint64 *) data, error);
}

static void
free_details (gpointer details)
{
  sauda_order_details_free (details);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  SaudaOrderDetails *details = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (details != NULL)
    g_task_return_pointer (task, details, free_details);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/**
 * sauda_order_details_free:
 * @details: (transfer full) (nullable): all of an order
 */
void
sauda_order_details_free (SaudaOrderDetails *details)
{
  if (details == NULL)
    return;
  sauda_order_info_free (details->order);
  g_free (details->address);
  g_free (details->delivery_mode);
  g_free (details->payment_mode);
  g_free (details->cancellation_reason);
  sauda_customer_info_free (details->customer);
  g_clear_pointer (&details->history, g_ptr_array_unref);
  g_clear_pointer (&details->others, g_ptr_array_unref);
  sauda_waybill_free (details->waybill);
  g_free (details);
}

/**
 * sauda_order_details_load:
 * @connection: inside a transaction
 * @order_id: an order
 * @error: return location
 *
 * Returns: (transfer full) (nullable): all of it, or %NULL with %SAUDA_ORDERS_ERROR_NOT_FOUND or an error of
 * the store
 */
SaudaOrderDetails *
sauda_order_details_load (SaudaConnection *connection, gint64 order_id, GError **error)
{
  g_autoptr (SaudaOrderDetails) self = g_new0 (SaudaOrderDetails, 1);

  if (!load_order (self, connection, order_id, error) || !load_rest (self, connection, error) ||
      !load_others (self, connection, error) ||
      !sauda_waybills_find (connection, order_id, &self->waybill, error))
    return NULL;
  self->history = sauda_orders_list_history (connection, order_id, error);
  if (self->history == NULL)
    return NULL;
  if (self->order->phone != NULL) {
    self->customer = sauda_customers_find (connection, self->order->phone, error);
    if (self->customer == NULL)
      return NULL;
  }
  return g_steal_pointer (&self);
}

/**
 * sauda_order_details_load_async:
 * @database: a database
 * @order_id: an order
 * @cancellable: (nullable): cancels
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * See sauda_order_details_load().
 */
void
sauda_order_details_load_async (SaudaDatabase *database,
                                gint64 order_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GTask *task = g_task_new (database, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_order_details_load_async);
  sauda_database_read_async (database, run_load, g_memdup2 (&order_id, sizeof order_id), g_free, free_details,
                             cancellable, on_loaded, task);
}

/**
 * sauda_order_details_load_finish:
 * @database: the database
 * @result: of sauda_order_details_load_async()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): all of the order, or %NULL with the errors of
 * sauda_order_details_load()
 */
SaudaOrderDetails *
sauda_order_details_load_finish (SaudaDatabase *database, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, database), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_order_details_load_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
