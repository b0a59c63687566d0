#include "sauda-outbox-erase.h"

#include "sauda-connection.h"

/**
 * sauda_outbox_erase_target:
 * @connection: inside a transaction
 * @store_id: a store
 * @target: number of an order whose buyer is erased
 * @error: return location
 *
 * Takes out what was sent about it and the notes beside it, in which the buyer may be named. That it was
 * sent, when, by whom and with which result stays: an act exists once.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_outbox_erase_target (SaudaConnection *connection, gint64 store_id, const char *target, GError **error)
{
  static const char *const statements[] = {
    "UPDATE outbox_event SET note = NULL"
    " WHERE act_id IN (SELECT id FROM outbox_act WHERE store_id = ?1 AND target = ?2)",
    "UPDATE outbox_act SET payload = '{}', before = NULL, after = NULL, error = NULL"
    " WHERE store_id = ?1 AND target = ?2",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (statements); i++) {
    SaudaStatement *erase = sauda_connection_prepare (connection, statements[i], error);

    if (erase == NULL)
      return FALSE;
    sauda_statement_bind_int64 (erase, 1, store_id);
    sauda_statement_bind_text (erase, 2, target);
    if (!sauda_statement_run (erase, error))
      return FALSE;
  }
  return TRUE;
}
