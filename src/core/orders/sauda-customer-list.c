#include "sauda-customer-list.h"

#include "sauda-connection.h"
#include "sauda-orders-error.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SELECT_CUSTOMERS                                                                                     \
  "SELECT customer.id, phone, name, city, customer.source, erased_ms, count (orders.id),"                    \
  " max (orders.created_ms), total (orders.total) FILTER (WHERE orders.stage = 'completed'),"                \
  " count (orders.id) FILTER (WHERE orders.stage IN ('cancelling', 'cancelled')),"                           \
  " (SELECT group_concat (other.name, ', ') FROM customer_name AS other"                                     \
  " WHERE other.customer_id = customer.id)"                                                                  \
  " FROM customer LEFT JOIN orders ON orders.customer_id = customer.id"

static SaudaCustomerInfo *
read_customer (SaudaStatement *row)
{
  SaudaCustomerInfo *info = g_new0 (SaudaCustomerInfo, 1);

  info->id = sauda_statement_get_int64 (row, 0);
  info->phone = g_strdup (sauda_statement_get_text (row, 1));
  info->name = g_strdup (sauda_statement_get_text (row, 2));
  info->city = g_strdup (sauda_statement_get_text (row, 3));
  info->source = g_strdup (sauda_statement_get_text (row, 4));
  info->erased_ms = sauda_statement_get_int64 (row, 5);
  info->orders = (guint) sauda_statement_get_int64 (row, 6);
  info->last_order_ms = sauda_statement_get_int64 (row, 7);
  info->total = sauda_statement_get_int64 (row, 8);
  info->cancelled = (guint) sauda_statement_get_int64 (row, 9);
  info->other_names = g_strdup (sauda_statement_get_text (row, 10));
  return info;
}

static SaudaCustomerInfo *
read_one (SaudaStatement *select, GError **error)
{
  SaudaCustomerInfo *info;
  gboolean row;

  if (!sauda_statement_step (select, &row, error))
    return NULL;
  if (!row) {
    g_set_error_literal (error, SAUDA_ORDERS_ERROR, SAUDA_ORDERS_ERROR_NOT_FOUND,
                         _ ("There is no such buyer. Look at the list of customers."));
    return NULL;
  }
  info = read_customer (select);
  sauda_statement_reset (select);
  return info;
}

static gboolean
customer_matches (const SaudaCustomerInfo *info, const char *const *words)
{
  g_autofree char *text =
    g_strjoin (" ", info->name != NULL ? info->name : "", info->other_names != NULL ? info->other_names : "",
               info->city != NULL ? info->city : "", info->phone != NULL ? info->phone : "", NULL);
  g_autofree char *key = sauda_text_search_key (text);

  for (gsize i = 0; words[i] != NULL; i++)
    if (strstr (key, words[i]) == NULL)
      return FALSE;
  return TRUE;
}

/* Counts those who have the same name: perhaps one person with two phones. */
static void
count_alike (GPtrArray *customers)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < customers->len; i++) {
      SaudaCustomerInfo *info = g_ptr_array_index (customers, i);
      g_autofree char *key = info->name != NULL ? sauda_text_search_key (info->name) : NULL;
      guint count = key != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) : 0;

      if (key == NULL)
        continue;
      if (pass == 1)
        info->alike = count - 1;
      else
        g_hash_table_insert (counts, g_steal_pointer (&key), GUINT_TO_POINTER (count + 1));
    }
}

static gboolean
run_update (SaudaConnection *connection, const char *sql, gint64 id, gint64 number, GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (connection, sql, error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, id);
  if (number != 0)
    sauda_statement_bind_int64 (update, 2, number);
  if (!sauda_statement_run (update, error))
    return FALSE;
  return TRUE;
}

static gboolean
add_events (SaudaConnection *connection, gint64 customer_id, const char *who, gint64 now_ms, GError **error)
{
  SaudaStatement *insert =
    sauda_connection_prepare (connection,
                              "INSERT INTO order_event (order_id, at_ms, kind, who)"
                              " SELECT id, ?2, 'erased', ?3 FROM orders WHERE customer_id = ?1",
                              error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, customer_id);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  sauda_statement_bind_text (insert, 3, who);
  return sauda_statement_run (insert, error);
}

/**
 * sauda_customer_info_free:
 * @info: (transfer full) (nullable): a buyer
 */
void
sauda_customer_info_free (SaudaCustomerInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->phone);
  g_free (info->name);
  g_free (info->other_names);
  g_free (info->city);
  g_free (info->source);
  g_free (info->consent_source);
  g_free (info);
}

/**
 * sauda_customers_list:
 * @connection: inside a transaction
 * @text: (nullable): words that must all be found in name, phone or city, in any case
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaCustomerInfo) (nullable): the buyers by name, those of one name
 * together; or %NULL with an error of the store
 */
GPtrArray *
sauda_customers_list (SaudaConnection *connection, const char *text, GError **error)
{
  g_autoptr (GPtrArray) customers =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_customer_info_free);
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_customer_info_free);
  g_autofree char *folded = sauda_text_search_key (text);
  g_auto (GStrv) words = *folded != '\0' ? g_strsplit (folded, " ", -1) : g_new0 (char *, 1);
  SaudaStatement *select = sauda_connection_prepare (
    connection, SELECT_CUSTOMERS " GROUP BY customer.id ORDER BY search_key, customer.id", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      break;
    g_ptr_array_add (customers, read_customer (select));
  }
  count_alike (customers);
  for (guint i = 0; i < customers->len; i++) {
    SaudaCustomerInfo *info = g_ptr_array_index (customers, i);

    if (customer_matches (info, (const char *const *) words))
      g_ptr_array_add (kept, info);
    else
      sauda_customer_info_free (info);
  }
  g_ptr_array_set_free_func (customers, NULL);
  return g_steal_pointer (&kept);
}

/**
 * sauda_customers_find:
 * @connection: inside a transaction
 * @phone: ten digits
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the buyer, or %NULL with %SAUDA_ORDERS_ERROR_NOT_FOUND or an error of
 * the store
 */
SaudaCustomerInfo *
sauda_customers_find (SaudaConnection *connection, const char *phone, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection, SELECT_CUSTOMERS " WHERE customer.phone = ?1 GROUP BY customer.id", error);

  if (select == NULL)
    return NULL;
  sauda_statement_bind_text (select, 1, phone);
  return read_one (select, error);
}

/**
 * sauda_customers_get:
 * @connection: inside a transaction
 * @customer_id: a buyer
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the buyer, or %NULL with %SAUDA_ORDERS_ERROR_NOT_FOUND or an error of
 * the store
 */
SaudaCustomerInfo *
sauda_customers_get (SaudaConnection *connection, gint64 customer_id, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection, SELECT_CUSTOMERS " WHERE customer.id = ?1 GROUP BY customer.id", error);

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, customer_id);
  return read_one (select, error);
}

/**
 * sauda_customers_erase:
 * @connection: inside a transaction
 * @customer_id: a buyer
 * @who: who erases him
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Takes everything about the buyer out of these tables: name, phone, town, address, and every free text of
 * his orders and their history, in which he may be named. Orders, lines, sums and stages stay, and no source
 * brings the buyer back. What other rooms know of him they erase themselves.
 *
 * Returns: %FALSE with an error of the store; the caller rolls back
 */
gboolean
sauda_customers_erase (SaudaConnection *connection,
                       gint64 customer_id,
                       const char *who,
                       gint64 now_ms,
                       GError **error)
{
  static const char *const statements[] = {
    "UPDATE order_line SET decided_reason = NULL"
    " WHERE order_id IN (SELECT id FROM orders WHERE customer_id = ?1)",
    "UPDATE order_event SET before = NULL, after = NULL"
    " WHERE kind IN ('note', 'tags') AND order_id IN (SELECT id FROM orders WHERE customer_id = ?1)",
    "UPDATE order_event SET reason = NULL"
    " WHERE kind NOT IN ('stage', 'waybill') AND order_id IN (SELECT id FROM orders WHERE customer_id = ?1)",
    "UPDATE orders SET address = NULL, town = NULL, extra = NULL, note = '', tags = '', hold_reason = NULL,"
    " buyer_erased = 1 WHERE customer_id = ?1",
    "DELETE FROM customer_name WHERE customer_id = ?1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++)
    if (!run_update (connection, statements[i], customer_id, 0, error))
      return FALSE;
  return add_events (connection, customer_id, who, now_ms, error) &&
         run_update (connection,
                     "UPDATE customer SET phone = NULL, name = NULL, city = NULL, source = NULL,"
                     " search_key = '', erased_ms = ?2 WHERE id = ?1",
                     customer_id, now_ms, error);
}
