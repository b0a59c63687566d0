#include "sauda-card-store.h"

#include "sauda-connection.h"

/**
 * sauda_cards_move_store:
 * @connection: inside a transaction
 * @from: a store that becomes a part of @into
 * @into: another one
 * @error: return location
 *
 * Where both have a card of one SKU, that of @into stays.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_cards_move_store (SaudaConnection *connection, gint64 from, gint64 into, GError **error)
{
  static const char *const move[] = {
    "DELETE FROM card WHERE store_id = ?1 AND sku IN (SELECT sku FROM card WHERE store_id = ?2)",
    "UPDATE card SET store_id = ?2 WHERE store_id = ?1",
    "UPDATE card_upload SET store_id = ?2 WHERE store_id = ?1",
    NULL,
  };

  return sauda_connection_run_each (connection, move, from, into, error);
}
