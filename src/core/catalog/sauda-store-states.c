#include "sauda-database.h"
#include "sauda-stores.h"

/* What becomes of a store from day to day: whether it is stopped, and whether Kaspi could be read. */

/**
 * sauda_stores_set_stopped:
 * @connection: inside a transaction
 * @name: (nullable): a store's name; %NULL for all stores
 * @stopped: whether nothing may be sent
 * @error: return location
 *
 * The red Stop of product.md 5; it survives a restart.
 *
 * Returns: %FALSE with %SAUDA_CATALOG_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_stores_set_stopped (SaudaConnection *connection, const char *name, gboolean stopped, GError **error)
{
  SaudaStatement *update;
  gint64 id = 0;

  if (name != NULL) {
    g_autoptr (SaudaStoreInfo) store = sauda_stores_find (connection, name, error);

    if (store == NULL)
      return FALSE;
    id = store->id;
  }
  g_info ("setting of %s: red Stop %s", name != NULL ? name : "all stores", stopped ? "on" : "off");
  update =
    sauda_connection_prepare (connection, "UPDATE store SET stopped = ?1 WHERE id = ?2 OR ?2 = 0", error);
  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, stopped ? 1 : 0);
  sauda_statement_bind_int64 (update, 2, id);
  return sauda_statement_run (update, error);
}

/**
 * sauda_stores_set_last_sync:
 * @connection: inside a transaction
 * @id: a store's id
 * @now_ms: when Kaspi was read completely, UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stores_set_last_sync (SaudaConnection *connection, gint64 id, gint64 now_ms, GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection, "UPDATE store SET last_sync_ms = ?, sync_problem = NULL, failing_ms = NULL WHERE id = ?",
    error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, now_ms);
  sauda_statement_bind_int64 (update, 2, id);
  return sauda_statement_run (update, error);
}

/**
 * sauda_stores_set_sync_problem:
 * @connection: inside a transaction
 * @id: a store's id
 * @problem: why its orders could not be read, of sauda_reason_new()
 * @now_ms: when, UTC ms
 * @error: return location
 *
 * Keeps why a store cannot be read, and since when, until sauda_stores_set_last_sync().
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stores_set_sync_problem (SaudaConnection *connection,
                               gint64 id,
                               const char *problem,
                               gint64 now_ms,
                               GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection, "UPDATE store SET sync_problem = ?, failing_ms = coalesce (failing_ms, ?) WHERE id = ?",
    error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_text (update, 1, problem);
  sauda_statement_bind_int64 (update, 2, now_ms);
  sauda_statement_bind_int64 (update, 3, id);
  return sauda_statement_run (update, error);
}
