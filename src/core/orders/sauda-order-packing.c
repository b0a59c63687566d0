#include "sauda-order-packing.h"

#include "sauda-connection.h"
#include "sauda-order-events.h"

/* Kinds of the history; the last of them says where an order is. */
static const char *const kinds[] = {
  [SAUDA_PACKING_OPEN] = "unpacked",
  [SAUDA_PACKING_PACKED] = "packed",
  [SAUDA_PACKING_HELD] = "held",
};

static gboolean
add_event (SaudaConnection *connection,
           gint64 order_id,
           const char *kind,
           const char *after,
           const SaudaOrderEdit *edit,
           GError **error)
{
  return sauda_order_events_add (connection,
                                 &(SaudaOrderEventDraft){ .order_id = order_id,
                                                          .at_ms = edit->now_ms,
                                                          .kind = kind,
                                                          .after = after,
                                                          .who = edit->who,
                                                          .reason = edit->reason },
                                 error);
}

/**
 * sauda_orders_find_id:
 * @connection: inside a transaction
 * @store: name of a store
 * @code: number of an order
 * @id: (out): its id, 0 when there is no such order
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_orders_find_id (SaudaConnection *connection,
                      const char *store,
                      const char *code,
                      gint64 *id,
                      GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection,
                              "SELECT orders.id FROM orders JOIN store ON store.id = orders.store_id"
                              " WHERE orders.code = ?1 AND store.name = ?2",
                              error);
  gboolean row = FALSE;

  *id = 0;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, code);
  sauda_statement_bind_text (find, 2, store);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row)
    *id = sauda_statement_get_int64 (find, 0);
  sauda_statement_reset (find);
  return TRUE;
}

/**
 * sauda_orders_add_printed:
 * @connection: inside a transaction
 * @order_id: an order
 * @printer: where its label was sent
 * @edit: by whom, when, and why again
 * @error: return location
 *
 * Notes in the history that the label of an order was sent to a printer.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_orders_add_printed (SaudaConnection *connection,
                          gint64 order_id,
                          const char *printer,
                          const SaudaOrderEdit *edit,
                          GError **error)
{
  return add_event (connection, order_id, "printed", printer, edit, error);
}

/**
 * sauda_orders_set_packing:
 * @connection: inside a transaction
 * @order_id: an order
 * @packing: where it is now
 * @edit: by whom, when, and why
 * @error: return location
 *
 * Notes in the history that an order was packed, put aside or taken out again; nothing when it is there
 * already.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_orders_set_packing (SaudaConnection *connection,
                          gint64 order_id,
                          SaudaPacking packing,
                          const SaudaOrderEdit *edit,
                          GError **error)
{
  SaudaPacking now = SAUDA_PACKING_OPEN;

  if (!sauda_orders_get_packing (connection, order_id, &now, error))
    return FALSE;
  return now == packing || add_event (connection, order_id, kinds[packing], NULL, edit, error);
}

/**
 * sauda_orders_get_packing:
 * @connection: inside a transaction
 * @order_id: an order
 * @packing: (out): where it is
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_orders_get_packing (SaudaConnection *connection, gint64 order_id, SaudaPacking *packing, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection,
                              "SELECT kind FROM order_event WHERE order_id = ? AND kind IN ('packed', 'held',"
                              " 'unpacked') ORDER BY at_ms DESC, id DESC LIMIT 1",
                              error);
  gboolean row = FALSE;

  *packing = SAUDA_PACKING_OPEN;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, order_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  for (guint i = 0; row && i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (sauda_statement_get_text (find, 0), kinds[i]))
      *packing = (SaudaPacking) i;
  if (row)
    sauda_statement_reset (find);
  return TRUE;
}
