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
