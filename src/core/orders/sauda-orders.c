#include "sauda-orders.h"

#include "sauda-connection.h"
#include "sauda-order-due.h"
#include "sauda-order-read.h"
#include "sauda-orders-error.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define OF_STORE " AND (orders.store_id = ?2 OR ?2 = 0)"
#define TO_SHIP SAUDA_ORDER_TO_SHIP_SQL ("?1", "?3") OF_STORE

#define TO_ASSEMBLE                                                                                          \
  "orders.stage = 'packing' AND orders.state = 'KASPI_DELIVERY' AND orders.imei_required = 0"                \
  " AND orders.pre_order = 0 AND orders.waybill_number IS NULL AND orders.assembled IS NOT 1"                \
  " AND " SAUDA_ORDER_DUE_SQL ("?1", "?3") OF_STORE

static GPtrArray *
read_due (SaudaConnection *connection,
          const char *where,
          gint64 store_id,
          SaudaDay day,
          gboolean tomorrow,
          GError **error)
{
  gint64 numbers[] = { sauda_day_start_ms (day + (tomorrow ? 2 : 1)), store_id, day };

  return sauda_orders_read (connection,
                            &(SaudaOrderCondition){ where, numbers, G_N_ELEMENTS (numbers), NULL }, error);
}

static gboolean
order_matches (const SaudaOrderInfo *order, const char *const *words)
{
  g_autoptr (GString) text = g_string_new (order->code);
  g_autofree char *key = NULL;

  g_string_append_printf (text, " %s %s %s %s %s", order->store, order->buyer != NULL ? order->buyer : "",
                          order->town != NULL ? order->town : "", order->note, order->tags);
  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, i);

    g_string_append_printf (text, " %s %s %s", line->sku, line->title != NULL ? line->title : "",
                            line->model);
  }
  key = sauda_text_search_key (text->str);
  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (key, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

static GPtrArray *
keep_matching (GPtrArray *orders, const char *text)
{
  g_autofree char *folded = sauda_text_search_key (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);
  GPtrArray *kept = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_info_free);

  for (guint i = 0; i < orders->len; i++) {
    SaudaOrderInfo *order = g_ptr_array_index (orders, i);

    if (order_matches (order, (const char *const *) words))
      g_ptr_array_add (kept, order);
    else
      sauda_order_info_free (order);
  }
  g_ptr_array_set_free_func (orders, NULL);
  g_ptr_array_unref (orders);
  return kept;
}

/* The first column of all rows; @select is %NULL when it could not be prepared. */
static GArray *
read_ids (SaudaStatement *select, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean row;

  if (select == NULL)
    return NULL;
  for (;;) {
    gint64 id;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&ids);
    id = sauda_statement_get_int64 (select, 0);
    g_array_append_val (ids, id);
  }
}

/**
 * sauda_orders_list:
 * @connection: inside a transaction
 * @query: (nullable): which orders; %NULL for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOrderInfo) (nullable): the orders in the order in which they
 * came, or %NULL with an error of the store
 */
GPtrArray *
sauda_orders_list (SaudaConnection *connection, const SaudaOrderQuery *query, GError **error)
{
  gint64 store_id = query != NULL ? query->store_id : 0;
  const char *stage =
    query != NULL && query->stage >= 0 ? sauda_stage_get_name ((SaudaStage) query->stage) : NULL;
  GPtrArray *orders = sauda_orders_read (
    connection,
    &(SaudaOrderCondition){ "(orders.store_id = ?1 OR ?1 = 0) AND (orders.stage = ?2 OR ?2 IS NULL)",
                            &store_id, 1, stage },
    error);

  if (orders == NULL || query == NULL || query->text == NULL)
    return orders;
  return keep_matching (orders, query->text);
}

/**
 * sauda_orders_list_current:
 * @connection: inside a transaction
 * @since_ms: UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOrderInfo) (nullable): orders that have not come to their end,
 * and all that were made or were to be handed over since then; %NULL with an error of the store
 */
GPtrArray *
sauda_orders_list_current (SaudaConnection *connection, gint64 since_ms, GError **error)
{
  return sauda_orders_read (
    connection,
    &(SaudaOrderCondition){ "orders.stage NOT IN ('completed', 'cancelled', 'returned')"
                            " OR coalesce (orders.created_ms, orders.first_seen_ms) >= ?1"
                            " OR orders.planned_handover_ms >= ?1",
                            &since_ms, 1, NULL },
    error);
}

/**
 * sauda_orders_list_to_ship:
 * @connection: inside a transaction
 * @store_id: a store, or 0 for every one
 * @day: an Almaty day
 * @tomorrow: whether the day after is shipped too
 * @error: return location
 *
 * The shipping filter of product.md 2: Kaspi Delivery, not yet handed over, nothing to sign, planned
 * hand-over up to @day, not held on @day. Orders whose day is not known are among them.
 *
 * Returns: (transfer full) (element-type SaudaOrderInfo) (nullable): orders, or %NULL with an error of the
 * store
 */
GPtrArray *
sauda_orders_list_to_ship (SaudaConnection *connection,
                           gint64 store_id,
                           SaudaDay day,
                           gboolean tomorrow,
                           GError **error)
{
  return read_due (connection, TO_SHIP, store_id, day, tomorrow, error);
}

/**
 * sauda_orders_count_overdue:
 * @connection: inside a transaction
 * @day: an Almaty day
 * @count: (out): how many orders are still here that were to be handed over before @day
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_orders_count_overdue (SaudaConnection *connection, SaudaDay day, gint64 *count, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT count (*) FROM orders WHERE " SAUDA_ORDER_OVERDUE_SQL ("?1", "?2"), error);

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, sauda_day_start_ms (day));
  sauda_statement_bind_int64 (find, 2, day);
  return sauda_statement_read_number (find, count, error);
}

/**
 * sauda_orders_list_without_label:
 * @connection: inside a transaction
 * @store_id: a store, or 0 for every one
 * @day: an Almaty day
 * @tomorrow: whether the day after is shipped too
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOrderInfo) (nullable): orders to ship whose label is not saved,
 * or %NULL with an error of the store
 */
GPtrArray *
sauda_orders_list_without_label (SaudaConnection *connection,
                                 gint64 store_id,
                                 SaudaDay day,
                                 gboolean tomorrow,
                                 GError **error)
{
  return read_due (connection, TO_SHIP " AND waybill.id IS NULL", store_id, day, tomorrow, error);
}

/**
 * sauda_orders_list_formed:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOrderInfo) (nullable): orders of whatever day that are
 * assembled, not handed over yet, and whose label is not saved, as long as the API knows them; %NULL with an
 * error of the store
 */
GPtrArray *
sauda_orders_list_formed (SaudaConnection *connection, GError **error)
{
  return sauda_orders_read (
    connection,
    &(SaudaOrderCondition){ "orders.kaspi_id IS NOT NULL AND orders.kaspi_delivery = 1 AND waybill.id IS NULL"
                            " AND (orders.stage = 'handover'"
                            " OR (orders.stage = 'packing' AND orders.waybill_number IS NOT NULL))",
                            NULL, 0, NULL },
    error);
}

/**
 * sauda_orders_list_to_accept:
 * @connection: inside a transaction
 * @store_id: a store, or 0 for every one
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOrderInfo) (nullable): new orders that the merchant may accept,
 * or %NULL with an error of the store
 */
GPtrArray *
sauda_orders_list_to_accept (SaudaConnection *connection, gint64 store_id, GError **error)
{
  return sauda_orders_read (
    connection,
    &(SaudaOrderCondition){
      "orders.stage = 'new' AND orders.state = 'NEW' AND orders.status = 'APPROVED_BY_BANK'"
      " AND (orders.store_id = ?1 OR ?1 = 0)",
      &store_id, 1, NULL },
    error);
}

/**
 * sauda_orders_list_to_assemble:
 * @connection: inside a transaction
 * @store_id: a store, or 0 for every one
 * @day: an Almaty day
 * @tomorrow: whether the day after is shipped too
 * @error: return location
 *
 * Orders in packing that are due, with nothing to sign, no serial number to enter in the cabinet, no
 * pre-order and no waybill yet. Those that only a file told of have no `kaspi_id`.
 *
 * Returns: (transfer full) (element-type SaudaOrderInfo) (nullable): orders, or %NULL with an error of the
 * store
 */
GPtrArray *
sauda_orders_list_to_assemble (SaudaConnection *connection,
                               gint64 store_id,
                               SaudaDay day,
                               gboolean tomorrow,
                               GError **error)
{
  return read_due (connection, TO_ASSEMBLE, store_id, day, tomorrow, error);
}

/**
 * sauda_orders_list_of_phone:
 * @connection: inside a transaction
 * @phone: ten digits
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOrderInfo) (nullable): every order of that buyer, or %NULL with
 * an error of the store
 */
GPtrArray *
sauda_orders_list_of_phone (SaudaConnection *connection, const char *phone, GError **error)
{
  return sauda_orders_read (
    connection,
    &(SaudaOrderCondition){ "orders.customer_id = (SELECT id FROM customer WHERE phone = ?1)", NULL, 0,
                            phone },
    error);
}

/**
 * sauda_orders_list_of_customer:
 * @connection: inside a transaction
 * @customer_id: a buyer
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOrderInfo) (nullable): every order of that buyer, or %NULL with
 * an error of the store
 */
GPtrArray *
sauda_orders_list_of_customer (SaudaConnection *connection, gint64 customer_id, GError **error)
{
  return sauda_orders_read (
    connection, &(SaudaOrderCondition){ "orders.customer_id = ?1", &customer_id, 1, NULL }, error);
}

/**
 * sauda_orders_find:
 * @connection: inside a transaction
 * @store_id: a store; 0 for the first that has such an order
 * @code: the order's number
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the order, or %NULL with %SAUDA_ORDERS_ERROR_NOT_FOUND
 */
SaudaOrderInfo *
sauda_orders_find (SaudaConnection *connection, gint64 store_id, const char *code, GError **error)
{
  g_autoptr (GPtrArray) orders = sauda_orders_read (
    connection,
    &(SaudaOrderCondition){ "(orders.store_id = ?1 OR ?1 = 0) AND orders.code = ?2", &store_id, 1, code },
    error);

  if (orders == NULL)
    return NULL;
  if (orders->len == 0) {
    g_set_error (error, SAUDA_ORDERS_ERROR, SAUDA_ORDERS_ERROR_NOT_FOUND,
                 _ ("There is no order %s. Fetch or import the orders first."), code);
    return NULL;
  }
  return g_ptr_array_steal_index (orders, 0);
}

/**
 * sauda_orders_find_of_line:
 * @connection: inside a transaction
 * @line_id: a line of an order
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the order that has the line, or %NULL with
 * %SAUDA_ORDERS_ERROR_NOT_FOUND
 */
SaudaOrderInfo *
sauda_orders_find_of_line (SaudaConnection *connection, gint64 line_id, GError **error)
{
  g_autoptr (GPtrArray) orders =
    sauda_orders_read (connection,
                       &(SaudaOrderCondition){ "orders.id = (SELECT order_id FROM order_line WHERE id = ?1)",
                                               &line_id, 1, NULL },
                       error);

  if (orders == NULL)
    return NULL;
  if (orders->len == 0) {
    g_set_error_literal (error, SAUDA_ORDERS_ERROR, SAUDA_ORDERS_ERROR_NOT_FOUND,
                         _ ("This order is no longer there. Load the list again."));
    return NULL;
  }
  return g_ptr_array_steal_index (orders, 0);
}

/**
 * sauda_orders_list_undecided:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): ids of the lines of orders that are not handed
 *   over and whose size nobody decided, the oldest first; %NULL with an error of the store
 */
GArray *
sauda_orders_list_undecided (SaudaConnection *connection, GError **error)
{
  return read_ids (
    sauda_connection_prepare (
      connection,
      "SELECT order_line.id FROM order_line JOIN orders ON orders.id = order_line.order_id"
      " WHERE orders.stage IN ('new', 'packing', 'handover') AND order_line.decided_size IS NULL"
      " ORDER BY order_line.id",
      error),
    error);
}

/**
 * sauda_orders_find_ids:
 * @connection: inside a transaction
 * @code: an order's number
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): ids of the orders with that number; two stores
 * may have the same. %NULL with an error of the store
 */
GArray *
sauda_orders_find_ids (SaudaConnection *connection, const char *code, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT id FROM orders WHERE code = ? ORDER BY id", error);

  if (find != NULL)
    sauda_statement_bind_text (find, 1, code);
  return read_ids (find, error);
}

/**
 * sauda_orders_count_new:
 * @connection: inside a transaction
 * @from_ms: UTC ms
 * @to_ms: UTC ms, no longer counted
 * @count: (out): orders that were seen here for the first time between the two
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_orders_count_new (SaudaConnection *connection,
                        gint64 from_ms,
                        gint64 to_ms,
                        gint64 *count,
                        GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection, "SELECT count(*) FROM orders WHERE first_seen_ms >= ? AND first_seen_ms < ?", error);

  if (select == NULL)
    return FALSE;
  sauda_statement_bind_int64 (select, 1, from_ms);
  sauda_statement_bind_int64 (select, 2, to_ms);
  return sauda_statement_read_number (select, count, error);
}
