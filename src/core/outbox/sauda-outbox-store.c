#include "sauda-outbox-store.h"

#include "sauda-connection.h"

/**
 * sauda_outbox_move_store:
 * @connection: inside a transaction
 * @from: a store without acts on their way, which becomes a part of @into
 * @into: another one
 * @error: return location
 *
 * Acts stay what they were, and none is repeated: an act exists once in the store that it belongs to now.
 * Where both stores had the same one, the older key is marked with the number of its act.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_outbox_move_store (SaudaConnection *connection, gint64 from, gint64 into, GError **error)
{
  static const char *const move[] = {
    "UPDATE outbox_act SET key = key || '#' || id WHERE store_id = ?1 AND EXISTS (SELECT 1 FROM outbox_act "
    "AS other"
    " WHERE other.key = ?2 || substr (outbox_act.key, instr (outbox_act.key, '/')))",
    "UPDATE outbox_act SET key = ?2 || substr (key, instr (key, '/')), store_id = ?2 WHERE store_id = ?1",
    NULL,
  };

  return sauda_connection_run_each (connection, move, from, into, error);
}
