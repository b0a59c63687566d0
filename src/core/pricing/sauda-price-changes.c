#include "sauda-price-changes.h"

#include "sauda-connection.h"

#include <glib/gi18n-lib.h>

static void
bind_price (SaudaStatement *statement, int index, gint64 price)
{
  if (price >= 0)
    sauda_statement_bind_int64 (statement, index, price);
  else
    sauda_statement_bind_null (statement, index);
}

static gint64
read_price (SaudaStatement *row, int column)
{
  return sauda_statement_is_null (row, column) ? -1 : sauda_statement_get_int64 (row, column);
}

/* Whether a batch may be undone: it is there, was not undone and is no undo itself. */
static gboolean
check_undo (SaudaConnection *connection, gint64 batch_id, char **title, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT title, undoes IS NOT NULL OR EXISTS (SELECT 1 FROM price_batch AS later WHERE later.undoes ="
    " price_batch.id) FROM price_batch WHERE id = ?",
    error);
  gboolean row, undone;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, batch_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (!row) {
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_NOT_FOUND,
                 _ ("There is no change of prices with the number %u. “saudactl prices history” shows them."),
                 (guint) batch_id);
    return FALSE;
  }
  *title = g_strdup (sauda_statement_get_text (find, 0));
  undone = sauda_statement_get_int64 (find, 1) != 0;
  sauda_statement_reset (find);
  if (undone)
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_DONE_ALREADY,
                 _ ("The change “%s” was undone already, or is an undo itself."), *title);
  return !undone;
}

/* Prices that were changed again since stay as they are: somebody wanted them so. */
static gboolean
write_back (SaudaConnection *connection, gint64 batch_id, gint64 undo_id, gint64 now_ms, GError **error)
{
  static const char *const statements[] = {
    "INSERT INTO price_change (batch_id, offer_id, at_ms, before, after) SELECT ?2, offer_id, ?3, after, "
    "before"
    " FROM price_change JOIN offer ON offer.id = offer_id AND offer.price IS after WHERE batch_id = ?1",
    "UPDATE offer SET price = (SELECT after FROM price_change WHERE batch_id = ?2 AND offer_id = offer.id)"
    " WHERE id IN (SELECT offer_id FROM price_change WHERE batch_id = ?2) AND ?1 <> ?3",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++) {
    SaudaStatement *change = sauda_connection_prepare (connection, statements[i], error);

    if (change == NULL)
      return FALSE;
    sauda_statement_bind_int64 (change, 1, batch_id);
    sauda_statement_bind_int64 (change, 2, undo_id);
    sauda_statement_bind_int64 (change, 3, now_ms);
    if (!sauda_statement_run (change, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_price_change_free:
 * @change: (transfer full) (nullable): a change
 */
void
sauda_price_change_free (SaudaPriceChange *change)
{
  if (change == NULL)
    return;
  g_free (change->store);
  g_free (change->sku);
  g_free (change->title);
  g_free (change->who);
  g_free (change->reason);
  g_free (change);
}

/**
 * sauda_price_changes_begin:
 * @connection: inside a transaction
 * @title: what is done, a few words
 * @reason: (nullable): typed where a limit is overruled
 * @who: the person or the rule
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: the number of the change, 0 with an error of the store
 */
gint64
sauda_price_changes_begin (SaudaConnection *connection,
                           const char *title,
                           const char *reason,
                           const char *who,
                           gint64 now_ms,
                           GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection, "INSERT INTO price_batch (title, at_ms, who, reason) VALUES (?, ?, ?, ?)", error);

  if (insert == NULL)
    return 0;
  sauda_statement_bind_text (insert, 1, title);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  sauda_statement_bind_text (insert, 3, who);
  sauda_statement_bind_text (insert, 4, reason);
  return sauda_statement_run (insert, error) ? sauda_connection_get_last_id (connection) : 0;
}

/**
 * sauda_price_changes_write:
 * @connection: inside the transaction of the change
 * @batch_id: the change
 * @offer_id: an offer
 * @before: its price as it was shown, whole tenge; -1: none
 * @after: its new price
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_PRICING_ERROR_DONE_ALREADY when the price is another meanwhile, or an error of
 *   the store
 */
gboolean
sauda_price_changes_write (SaudaConnection *connection,
                           gint64 batch_id,
                           gint64 offer_id,
                           gint64 before,
                           gint64 after,
                           gint64 now_ms,
                           GError **error)
{
  SaudaStatement *change =
    sauda_connection_prepare (connection, "UPDATE offer SET price = ?3 WHERE id = ?1 AND price IS ?2", error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, offer_id);
  bind_price (change, 2, before);
  sauda_statement_bind_int64 (change, 3, after);
  if (!sauda_statement_run (change, error))
    return FALSE;
  if (sauda_connection_get_changes (connection) == 0) {
    g_set_error_literal (
      error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_DONE_ALREADY,
      _ ("A price was changed meanwhile by somebody else. Nothing was changed; look again."));
    return FALSE;
  }
  change = sauda_connection_prepare (
    connection, "INSERT INTO price_change (batch_id, offer_id, at_ms, before, after) VALUES (?, ?, ?, ?, ?)",
    error);
  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, batch_id);
  sauda_statement_bind_int64 (change, 2, offer_id);
  sauda_statement_bind_int64 (change, 3, now_ms);
  bind_price (change, 4, before);
  sauda_statement_bind_int64 (change, 5, after);
  return sauda_statement_run (change, error);
}

/**
 * sauda_price_changes_undo:
 * @connection: inside a transaction
 * @batch_id: a change
 * @who: the person
 * @now_ms: UTC ms
 * @error: return location
 *
 * Puts every price of the change back that nobody changed since.
 *
 * Returns: the number of the undo, 0 with %SAUDA_PRICING_ERROR_NOT_FOUND, %SAUDA_PRICING_ERROR_DONE_ALREADY
 * or an error of the store
 */
gint64
sauda_price_changes_undo (SaudaConnection *connection,
                          gint64 batch_id,
                          const char *who,
                          gint64 now_ms,
                          GError **error)
{
  g_autofree char *undone = NULL, *title = NULL;
  SaudaStatement *insert;
  gint64 undo_id;

  if (!check_undo (connection, batch_id, &undone, error))
    return 0;
  title = g_strdup_printf (_ ("Undo: %s"), undone);
  insert = sauda_connection_prepare (
    connection, "INSERT INTO price_batch (title, at_ms, who, undoes) VALUES (?, ?, ?, ?)", error);
  if (insert == NULL)
    return 0;
  sauda_statement_bind_text (insert, 1, title);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  sauda_statement_bind_text (insert, 3, who);
  sauda_statement_bind_int64 (insert, 4, batch_id);
  if (!sauda_statement_run (insert, error))
    return 0;
  undo_id = sauda_connection_get_last_id (connection);
  return write_back (connection, batch_id, undo_id, now_ms, error) ? undo_id : 0;
}

/**
 * sauda_price_changes_count_since:
 * @connection: inside a transaction
 * @since_ms: UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64 guint) (nullable): how often each offer changed since then
 */
GHashTable *
sauda_price_changes_count_since (SaudaConnection *connection, gint64 since_ms, GError **error)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  SaudaStatement *select = sauda_connection_prepare (
    connection, "SELECT offer_id, count(*) FROM price_change WHERE at_ms >= ? GROUP BY offer_id", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, since_ms);
  for (;;) {
    gint64 id;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&counts);
    id = sauda_statement_get_int64 (select, 0);
    g_hash_table_insert (counts, g_memdup2 (&id, sizeof id),
                         GUINT_TO_POINTER ((guint) sauda_statement_get_int64 (select, 1)));
  }
}

/**
 * sauda_price_changes_list:
 * @connection: inside a transaction
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaPriceChange) (nullable): changes, the newest first
 */
GPtrArray *
sauda_price_changes_list (SaudaConnection *connection, guint limit, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_price_change_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT change.batch_id, change.offer_id, change.at_ms, store.name, offer.sku, batch.title, batch.who,"
    " batch.reason, change.before, change.after FROM price_change AS change JOIN price_batch AS batch ON"
    " batch.id = change.batch_id JOIN offer ON offer.id = change.offer_id JOIN store ON store.id = "
    "offer.store_id"
    " ORDER BY change.id DESC LIMIT ?",
    error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, limit);
  for (;;) {
    SaudaPriceChange *change;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&changes);
    change = g_new0 (SaudaPriceChange, 1);
    change->batch_id = sauda_statement_get_int64 (select, 0);
    change->offer_id = sauda_statement_get_int64 (select, 1);
    change->at_ms = sauda_statement_get_int64 (select, 2);
    change->store = g_strdup (sauda_statement_get_text (select, 3));
    change->sku = g_strdup (sauda_statement_get_text (select, 4));
    change->title = g_strdup (sauda_statement_get_text (select, 5));
    change->who = g_strdup (sauda_statement_get_text (select, 6));
    change->reason = g_strdup (sauda_statement_get_text (select, 7));
    change->before = read_price (select, 8);
    change->after = read_price (select, 9);
    g_ptr_array_add (changes, change);
  }
}

/**
 * sauda_competitors_set:
 * @connection: inside a transaction
 * @offer_id: an offer of the merchant
 * @seller: who else sells it
 * @price: for how much, whole tenge
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_competitors_set (SaudaConnection *connection,
                       gint64 offer_id,
                       const char *seller,
                       gint64 price,
                       gint64 now_ms,
                       GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO competitor_price (offer_id, seller, price, read_ms) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (offer_id, seller) DO UPDATE SET price = excluded.price, read_ms = excluded.read_ms",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, offer_id);
  sauda_statement_bind_text (insert, 2, seller);
  sauda_statement_bind_int64 (insert, 3, price);
  sauda_statement_bind_int64 (insert, 4, now_ms);
  return sauda_statement_run (insert, error);
}

/**
 * sauda_competitors_read_least:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64 gint64) (nullable): the lowest price of others, by offer
 */
GHashTable *
sauda_competitors_read_least (SaudaConnection *connection, GError **error)
{
  g_autoptr (GHashTable) prices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection, "SELECT offer_id, min (price) FROM competitor_price GROUP BY offer_id", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  for (;;) {
    gint64 pair[2];

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&prices);
    pair[0] = sauda_statement_get_int64 (select, 0);
    pair[1] = sauda_statement_get_int64 (select, 1);
    g_hash_table_insert (prices, g_memdup2 (&pair[0], sizeof pair[0]), g_memdup2 (&pair[1], sizeof pair[1]));
  }
}
