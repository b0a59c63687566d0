#include "sauda-store-rows.h"

/**
 * sauda_store_rows_read:
 * @connection: inside a transaction
 * @sql: a question whose one parameter is a store
 * @store_id: the store
 * @func: takes a row
 * @data: for @func
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_store_rows_read (SaudaConnection *connection,
                       const char *sql,
                       gint64 store_id,
                       SaudaStoreRowFunc func,
                       gpointer data,
                       GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (connection, sql, error);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;
  sauda_statement_bind_int64 (select, 1, store_id);
  while (row) {
    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (row)
      func (select, data);
  }
  return TRUE;
}

/**
 * sauda_store_rows_move:
 * @connection: inside a transaction
 * @from: a store that becomes a part of @into
 * @into: another one
 * @error: return location
 *
 * Its warehouses, its published lists and what Kaspi's own list said of it. What both have stays as @into has
 * it.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_store_rows_move (SaudaConnection *connection, gint64 from, gint64 into, GError **error)
{
  static const char *const move[] = {
    "DELETE FROM warehouse WHERE store_id = ?1 AND name IN (SELECT name FROM warehouse WHERE store_id = ?2)",
    "UPDATE warehouse SET store_id = ?2 WHERE store_id = ?1",
    "UPDATE warehouse_share_change SET store_id = ?2 WHERE store_id = ?1",
    "UPDATE price_list SET store_id = ?2 WHERE store_id = ?1",
    "DELETE FROM kaspi_offer WHERE store_id = ?1 AND sku IN (SELECT sku FROM kaspi_offer WHERE store_id = "
    "?2)",
    "UPDATE kaspi_offer SET store_id = ?2 WHERE store_id = ?1",
    "DELETE FROM drift WHERE store_id = ?1 AND (sku, field) IN (SELECT sku, field FROM drift WHERE store_id "
    "= ?2)",
    "UPDATE drift SET store_id = ?2 WHERE store_id = ?1",
    NULL,
  };

  return sauda_connection_run_each (connection, move, from, into, error);
}
