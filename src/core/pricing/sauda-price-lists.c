#include "sauda-price-lists.h"

#include "sauda-connection.h"
#include "sauda-reason.h"

#include <glib/gi18n-lib.h>

/* So many are kept for each store: a roll-back goes no further. */
#define KEPT 50

#define SELECT_LISTS                                                                                         \
  "SELECT list.id, list.store_id, store.name, list.made_ms, list.published_ms, list.who, list.sha256,"       \
  " list.offers, list.on_sale, list.place, list.error, list.state FROM price_list AS list"                   \
  " JOIN store ON store.id = list.store_id"

static const char *const states[] = {
  [SAUDA_PRICE_LIST_MADE] = "made",
  [SAUDA_PRICE_LIST_SENDING] = "sending",
  [SAUDA_PRICE_LIST_PUBLISHED] = "published",
  [SAUDA_PRICE_LIST_FAILED] = "failed",
};

static SaudaPriceListInfo *
read_info (SaudaStatement *row)
{
  SaudaPriceListInfo *info = g_new0 (SaudaPriceListInfo, 1);

  info->id = sauda_statement_get_int64 (row, 0);
  info->store_id = sauda_statement_get_int64 (row, 1);
  info->store = g_strdup (sauda_statement_get_text (row, 2));
  info->made_ms = sauda_statement_get_int64 (row, 3);
  info->published_ms = sauda_statement_get_int64 (row, 4);
  info->who = g_strdup (sauda_statement_get_text (row, 5));
  info->sha256 = g_strdup (sauda_statement_get_text (row, 6));
  info->offers = (guint) sauda_statement_get_int64 (row, 7);
  info->on_sale = (guint) sauda_statement_get_int64 (row, 8);
  info->place = g_strdup (sauda_statement_get_text (row, 9));
  info->error = sauda_reason_show (sauda_statement_get_text (row, 10));
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i], sauda_statement_get_text (row, 11)) == 0)
      info->state = (SaudaPriceListState) i;
  return info;
}

/* Old texts go; what was published last stays. */
static gboolean
forget_old (SaudaConnection *connection, gint64 store_id, GError **error)
{
  SaudaStatement *clear = sauda_connection_prepare (
    connection,
    "DELETE FROM price_list WHERE store_id = ?1 AND id NOT IN (SELECT id FROM price_list WHERE store_id = ?1"
    " ORDER BY id DESC LIMIT ?2) AND id IS NOT (SELECT max (id) FROM price_list WHERE store_id = ?1 AND"
    " state = 'published')",
    error);

  if (clear == NULL)
    return FALSE;
  sauda_statement_bind_int64 (clear, 1, store_id);
  sauda_statement_bind_int64 (clear, 2, KEPT);
  return sauda_statement_run (clear, error);
}

/**
 * sauda_price_list_info_free:
 * @info: (transfer full) (nullable): a list
 */
void
sauda_price_list_info_free (SaudaPriceListInfo *info)
{
  if (info == NULL)
    return;
  g_free (info->store);
  g_free (info->who);
  g_free (info->sha256);
  g_free (info->place);
  g_free (info->error);
  g_free (info);
}

/**
 * sauda_price_list_state_get_name:
 * @state: a state
 *
 * Returns: (not nullable): its stable name
 */
const char *
sauda_price_list_state_get_name (SaudaPriceListState state)
{
  return states[state];
}

/**
 * sauda_price_lists_add:
 * @connection: inside a transaction
 * @info: store, time, who, checksum, counts and place
 * @xml: the whole text
 * @error: return location
 *
 * Returns: its number, 0 with an error of the store
 */
gint64
sauda_price_lists_add (SaudaConnection *connection,
                       const SaudaPriceListInfo *info,
                       GBytes *xml,
                       GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO price_list (store_id, made_ms, who, sha256, offers, on_sale, xml, place, state)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'made')",
    error);
  gint64 id;

  if (insert == NULL)
    return 0;
  sauda_statement_bind_int64 (insert, 1, info->store_id);
  sauda_statement_bind_int64 (insert, 2, info->made_ms);
  sauda_statement_bind_text (insert, 3, info->who);
  sauda_statement_bind_text (insert, 4, info->sha256);
  sauda_statement_bind_int64 (insert, 5, info->offers);
  sauda_statement_bind_int64 (insert, 6, info->on_sale);
  sauda_statement_bind_blob (insert, 7, xml);
  sauda_statement_bind_text (insert, 8, info->place);
  if (!sauda_statement_run (insert, error))
    return 0;
  id = sauda_connection_get_last_id (connection);
  return forget_old (connection, info->store_id, error) ? id : 0;
}

/**
 * sauda_price_lists_set_state:
 * @connection: inside a transaction
 * @id: a list
 * @state: what became of it
 * @note: (nullable): why it failed, as sauda_reason_new() keeps it
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_price_lists_set_state (SaudaConnection *connection,
                             gint64 id,
                             SaudaPriceListState state,
                             const char *note,
                             gint64 now_ms,
                             GError **error)
{
  SaudaStatement *change = sauda_connection_prepare (
    connection,
    "UPDATE price_list SET state = ?2, error = ?3, published_ms = iif (?2 = 'published', ?4, published_ms)"
    " WHERE id = ?1",
    error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, id);
  sauda_statement_bind_text (change, 2, states[state]);
  sauda_statement_bind_text (change, 3, note);
  sauda_statement_bind_int64 (change, 4, now_ms);
  return sauda_statement_run (change, error);
}

/**
 * sauda_price_lists_list:
 * @connection: inside a transaction
 * @store_id: a store, 0 for every one
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaPriceListInfo) (nullable): lists, the newest first
 */
GPtrArray *
sauda_price_lists_list (SaudaConnection *connection, gint64 store_id, guint limit, GError **error)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_price_list_info_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection, SELECT_LISTS " WHERE ?1 = 0 OR list.store_id = ?1 ORDER BY list.id DESC LIMIT ?2", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, store_id);
  sauda_statement_bind_int64 (select, 2, limit);
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&lists);
    g_ptr_array_add (lists, read_info (select));
  }
}

/**
 * sauda_price_lists_read_xml:
 * @connection: inside a transaction
 * @id: a list
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its text, or %NULL with %SAUDA_PRICING_ERROR_NOT_FOUND or an error of
 *   the store
 */
GBytes *
sauda_price_lists_read_xml (SaudaConnection *connection, gint64 id, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT xml FROM price_list WHERE id = ?", error);
  GBytes *xml = NULL;
  gboolean row;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, id);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  if (row)
    xml = sauda_statement_get_blob (find, 0);
  else
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_NOT_FOUND,
                 _ ("There is no price list with the number %u. “saudactl pricelist history” shows them."),
                 (guint) id);
  sauda_statement_reset (find);
  return xml;
}

/**
 * sauda_price_lists_find_published:
 * @connection: inside a transaction
 * @store_id: a store
 * @error: return location without an error when there is none
 *
 * Lists of a store go out one after the other, so that the last one has the highest number; its time may be
 * earlier, when the clock was put back meanwhile.
 *
 * Returns: (transfer full) (nullable): the list that was published last
 */
SaudaPriceListInfo *
sauda_price_lists_find_published (SaudaConnection *connection, gint64 store_id, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    SELECT_LISTS " WHERE list.store_id = ? AND list.state = 'published' ORDER BY list.id DESC LIMIT 1",
    error);
  SaudaPriceListInfo *info = NULL;
  gboolean row;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, store_id);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  if (row)
    info = read_info (find);
  sauda_statement_reset (find);
  return info;
}

/**
 * sauda_price_lists_find_served:
 * @connection: inside a transaction
 * @merchant_id: a merchant
 * @place: a place
 * @error: return location without an error when there is none
 *
 * Returns: (transfer full) (nullable): the text that the merchant published there last
 */
GBytes *
sauda_price_lists_find_served (SaudaConnection *connection,
                               const char *merchant_id,
                               const char *place,
                               GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT list.xml FROM price_list AS list JOIN store ON store.id = list.store_id WHERE store.merchant_id "
    "= ?"
    " AND list.state = 'published' AND list.place = ? ORDER BY list.id DESC LIMIT 1",
    error);
  GBytes *xml = NULL;
  gboolean row;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_text (find, 1, merchant_id);
  sauda_statement_bind_text (find, 2, place);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  if (row)
    xml = sauda_statement_get_blob (find, 0);
  sauda_statement_reset (find);
  return xml;
}

/**
 * sauda_price_lists_close_open:
 * @connection: inside a transaction
 * @store_id: a store
 * @error: return location
 *
 * A list that a crash left on its way is told to have failed: only what was read back counts as published.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_price_lists_close_open (SaudaConnection *connection, gint64 store_id, GError **error)
{
  SaudaStatement *change = sauda_connection_prepare (
    connection,
    "UPDATE price_list SET state = 'failed', error = ?2 WHERE store_id = ?1 AND state = 'sending'", error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, store_id);
  sauda_statement_bind_text (change, 2, _ ("Publishing was cut off; nobody read the list back."));
  return sauda_statement_run (change, error);
}
