#include "sauda-decisions-erase.h"

#include "sauda-connection.h"

/**
 * sauda_decisions_erase_order:
 * @connection: inside a transaction
 * @order_id: an order of a buyer who is erased
 * @error: return location
 *
 * Forgets what the buyer told of himself for this order. The history of sizes keeps its anonymous rows.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_decisions_erase_order (SaudaConnection *connection, gint64 order_id, GError **error)
{
  SaudaStatement *erase = sauda_connection_prepare (
    connection, "DELETE FROM line_measure WHERE line_id IN (SELECT id FROM order_line WHERE order_id = ?)",
    error);

  if (erase == NULL)
    return FALSE;
  sauda_statement_bind_int64 (erase, 1, order_id);
  return sauda_statement_run (erase, error);
}
