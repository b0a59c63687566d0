#include "sauda-list-watch.h"

#include "sauda-connection.h"

#include <string.h>

static gboolean
forget (SaudaConnection *connection, const char *sql, gint64 store_id, GError **error)
{
  SaudaStatement *clear = sauda_connection_prepare (connection, sql, error);

  if (clear == NULL)
    return FALSE;
  sauda_statement_bind_int64 (clear, 1, store_id);
  return sauda_statement_run (clear, error);
}

static void
bind_amount (SaudaStatement *statement, int index, gint64 amount)
{
  if (amount >= 0)
    sauda_statement_bind_int64 (statement, index, amount);
  else
    sauda_statement_bind_null (statement, index);
}

static gint64
read_amount (SaudaStatement *row, int column)
{
  return sauda_statement_is_null (row, column) ? -1 : sauda_statement_get_int64 (row, column);
}

/**
 * sauda_seen_offer_free:
 * @offer: (transfer full) (nullable): an offer
 */
void
sauda_seen_offer_free (SaudaSeenOffer *offer)
{
  if (offer == NULL)
    return;
  g_free (offer->sku);
  g_free (offer->title);
  g_free (offer);
}

/**
 * sauda_list_watch_remember:
 * @connection: inside a transaction
 * @store_id: a store
 * @offers: (element-type SaudaSeenOffer): Kaspi's whole list
 * @now_ms: UTC ms
 * @error: return location
 *
 * Keeps what Kaspi's list says; an earlier one is forgotten.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_list_watch_remember (SaudaConnection *connection,
                           gint64 store_id,
                           GPtrArray *offers,
                           gint64 now_ms,
                           GError **error)
{
  if (!forget (connection, "DELETE FROM kaspi_offer WHERE store_id = ?", store_id, error))
    return FALSE;
  for (guint i = 0; i < offers->len; i++) {
    const SaudaSeenOffer *offer = g_ptr_array_index (offers, i);
    SaudaStatement *insert = sauda_connection_prepare (
      connection,
      "INSERT OR REPLACE INTO kaspi_offer (store_id, sku, title, price, stock, available,"
      " read_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
      error);

    if (insert == NULL)
      return FALSE;
    sauda_statement_bind_int64 (insert, 1, store_id);
    sauda_statement_bind_text (insert, 2, offer->sku);
    sauda_statement_bind_text (insert, 3, offer->title);
    bind_amount (insert, 4, offer->price);
    bind_amount (insert, 5, offer->stock);
    sauda_statement_bind_int64 (insert, 6, offer->available ? 1 : 0);
    sauda_statement_bind_int64 (insert, 7, now_ms);
    if (!sauda_statement_run (insert, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_list_watch_read:
 * @connection: inside a transaction
 * @store_id: a store
 * @read_ms: (out): when Kaspi's list was read last, UTC ms; 0: never
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaSeenOffer) (nullable): Kaspi's list as it was read last
 */
GPtrArray *
sauda_list_watch_read (SaudaConnection *connection, gint64 store_id, gint64 *read_ms, GError **error)
{
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_seen_offer_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT sku, title, price, stock, available, read_ms FROM kaspi_offer WHERE store_id = ? ORDER BY sku",
    error);
  gboolean row;

  *read_ms = 0;
  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, store_id);
  for (;;) {
    SaudaSeenOffer *offer;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&offers);
    offer = g_new0 (SaudaSeenOffer, 1);
    offer->sku = g_strdup (sauda_statement_get_text (select, 0));
    offer->title = g_strdup (sauda_statement_get_text (select, 1));
    offer->price = read_amount (select, 2);
    offer->stock = read_amount (select, 3);
    offer->available = sauda_statement_get_int64 (select, 4) != 0;
    *read_ms = sauda_statement_get_int64 (select, 5);
    g_ptr_array_add (offers, offer);
  }
}

/**
 * sauda_list_watch_make_key:
 * @sku: a merchant SKU
 * @field: what differs
 *
 * Returns: (transfer full): what the drift is found by
 */
char *
sauda_list_watch_make_key (const char *sku, const char *field)
{
  return g_strdup_printf ("%s\n%s", field, sku);
}

/**
 * sauda_list_watch_read_drift:
 * @connection: inside a transaction
 * @store_id: a store
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8 gint64) (nullable): since when each difference is known, UTC
 *   ms, by sauda_list_watch_make_key()
 */
GHashTable *
sauda_list_watch_read_drift (SaudaConnection *connection, gint64 store_id, GError **error)
{
  g_autoptr (GHashTable) since = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SaudaStatement *select =
    sauda_connection_prepare (connection, "SELECT sku, field, since_ms FROM drift WHERE store_id = ?", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, store_id);
  for (;;) {
    gint64 since_ms;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&since);
    since_ms = sauda_statement_get_int64 (select, 2);
    g_hash_table_insert (
      since,
      sauda_list_watch_make_key (sauda_statement_get_text (select, 0), sauda_statement_get_text (select, 1)),
      g_memdup2 (&since_ms, sizeof since_ms));
  }
}

/**
 * sauda_list_watch_set_drift:
 * @connection: inside a transaction
 * @store_id: a store
 * @since: (element-type utf8 gint64): as sauda_list_watch_read_drift(): every difference that there is now
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_list_watch_set_drift (SaudaConnection *connection, gint64 store_id, GHashTable *since, GError **error)
{
  GHashTableIter iter;
  gpointer key, value;

  if (!forget (connection, "DELETE FROM drift WHERE store_id = ?", store_id, error))
    return FALSE;
  g_hash_table_iter_init (&iter, since);
  while (g_hash_table_iter_next (&iter, &key, &value)) {
    SaudaStatement *insert = sauda_connection_prepare (
      connection, "INSERT INTO drift (store_id, sku, field, since_ms) VALUES (?, ?, ?, ?)", error);
    const char *border = strchr (key, '\n');
    g_autofree char *field = g_strndup (key, (gsize) (border - (const char *) key));

    if (insert == NULL)
      return FALSE;
    sauda_statement_bind_int64 (insert, 1, store_id);
    sauda_statement_bind_text (insert, 2, border + 1);
    sauda_statement_bind_text (insert, 3, field);
    sauda_statement_bind_int64 (insert, 4, *(const gint64 *) value);
    if (!sauda_statement_run (insert, error))
      return FALSE;
  }
  return TRUE;
}
