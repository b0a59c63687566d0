#include "sauda-price-list-history.h"

#include "sauda-connection.h"
#include "sauda-price-lists.h"

/* A number that a query gives for a list; 0 for none, -1 with an error. */
static gint64
ask_for_id (SaudaConnection *connection, const char *sql, gint64 list_id, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (connection, sql, error);
  gint64 id = 0;
  gboolean row;

  if (find == NULL)
    return -1;
  sauda_statement_bind_int64 (find, 1, list_id);
  if (!sauda_statement_step (find, &row, error))
    return -1;
  if (row)
    id = sauda_statement_get_int64 (find, 0);
  sauda_statement_reset (find);
  return id;
}

/**
 * sauda_price_list_history_read:
 * @connection: inside a transaction
 * @list_id: a list of the history
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the list, or %NULL with %SAUDA_PRICING_ERROR_NOT_FOUND or an error of
 * the store
 */
SaudaKaspiPriceList *
sauda_price_list_history_read (SaudaConnection *connection, gint64 list_id, GError **error)
{
  g_autoptr (GBytes) xml = sauda_price_lists_read_xml (connection, list_id, error);

  return xml != NULL ? sauda_price_list_parse (xml, error) : NULL;
}

/**
 * sauda_price_list_history_find_before:
 * @connection: inside a transaction
 * @list_id: a list of the history
 * @error: return location
 *
 * Returns: the list of the same store that was published before it; 0: none, -1 with an error of the store
 */
gint64
sauda_price_list_history_find_before (SaudaConnection *connection, gint64 list_id, GError **error)
{
  return ask_for_id (connection,
                     "SELECT max (earlier.id) FROM price_list AS list JOIN price_list AS earlier"
                     " ON earlier.store_id = list.store_id AND earlier.id < list.id"
                     " AND earlier.state = 'published' WHERE list.id = ?",
                     list_id, error);
}

/**
 * sauda_price_list_history_diff:
 * @connection: inside a transaction
 * @before_id: a list of the history; 0 for the one before @after_id that was published
 * @after_id: a list of the history
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaDrift) (nullable): what changed from the one to the other,
 *   nothing where there is none before; %NULL with %SAUDA_PRICING_ERROR_NOT_FOUND or an error of the store
 */
GPtrArray *
sauda_price_list_history_diff (SaudaConnection *connection, gint64 before_id, gint64 after_id, GError **error)
{
  g_autoptr (SaudaKaspiPriceList) before = NULL, after = NULL;

  if (before_id == 0)
    before_id = sauda_price_list_history_find_before (connection, after_id, error);
  if (before_id < 0)
    return NULL;
  after = sauda_price_list_history_read (connection, after_id, error);
  if (after == NULL)
    return NULL;
  if (before_id == 0)
    return g_ptr_array_new_with_free_func (sauda_drift_free);
  before = sauda_price_list_history_read (connection, before_id, error);
  return before != NULL ? sauda_price_list_diff (before, after) : NULL;
}
