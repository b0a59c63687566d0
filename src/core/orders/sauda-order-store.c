#include "sauda-order-store.h"

#include "sauda-connection.h"

/**
 * sauda_orders_move_store:
 * @connection: inside a transaction
 * @from: a store that becomes a part of @into
 * @into: another one
 * @error: return location
 *
 * An order that both have goes with @from: whoever merges made sure that nothing hangs on it.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_orders_move_store (SaudaConnection *connection, gint64 from, gint64 into, GError **error)
{
  static const char *const move[] = {
    "DELETE FROM orders WHERE store_id = ?1 AND code IN (SELECT code FROM orders WHERE store_id = ?2)",
    "UPDATE orders SET store_id = ?2 WHERE store_id = ?1",
    NULL,
  };

  return sauda_connection_run_each (connection, move, from, into, error);
}
