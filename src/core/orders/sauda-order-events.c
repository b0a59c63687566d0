#include "sauda-order-events.h"

#include "sauda-connection.h"
#include "sauda-orders.h"

static SaudaOrderEvent *
read_event (SaudaStatement *row)
{
  SaudaOrderEvent *event = g_new0 (SaudaOrderEvent, 1);

  event->at_ms = sauda_statement_get_int64 (row, 0);
  event->line_id = sauda_statement_get_int64 (row, 1);
  event->kind = g_strdup (sauda_statement_get_text (row, 2));
  event->before = g_strdup (sauda_statement_get_text (row, 3));
  event->after = g_strdup (sauda_statement_get_text (row, 4));
  event->who = g_strdup (sauda_statement_get_text (row, 5));
  event->reason = g_strdup (sauda_statement_get_text (row, 6));
  event->told_ms = sauda_statement_get_int64 (row, 7);
  return event;
}

/**
 * sauda_order_events_add:
 * @connection: inside a transaction
 * @event: what happened
 * @error: return location
 *
 * Appends to an order's history; nothing is ever taken out of it.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_order_events_add (SaudaConnection *connection, const SaudaOrderEventDraft *event, GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO order_event (order_id, line_id, at_ms, kind, before, after, who, reason, told_ms)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, event->order_id);
  if (event->line_id != 0)
    sauda_statement_bind_int64 (insert, 2, event->line_id);
  sauda_statement_bind_int64 (insert, 3, event->at_ms);
  sauda_statement_bind_text (insert, 4, event->kind);
  sauda_statement_bind_text (insert, 5, event->before);
  sauda_statement_bind_text (insert, 6, event->after);
  sauda_statement_bind_text (insert, 7, event->who);
  sauda_statement_bind_text (insert, 8, event->reason);
  if (event->told_ms != 0)
    sauda_statement_bind_int64 (insert, 9, event->told_ms);
  return sauda_statement_run (insert, error);
}

/**
 * sauda_order_event_free:
 * @event: (transfer full) (nullable): an entry of a history
 */
void
sauda_order_event_free (SaudaOrderEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->kind);
  g_free (event->before);
  g_free (event->after);
  g_free (event->who);
  g_free (event->reason);
  g_free (event);
}

/**
 * sauda_orders_list_history:
 * @connection: inside a transaction
 * @order_id: an order
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOrderEvent) (nullable): what happened to it, the oldest first;
 * or %NULL with an error of the store
 */
GPtrArray *
sauda_orders_list_history (SaudaConnection *connection, gint64 order_id, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_event_free);
  SaudaStatement *select =
    sauda_connection_prepare (connection,
                              "SELECT at_ms, line_id, kind, before, after, who, reason, told_ms"
                              " FROM order_event WHERE order_id = ? ORDER BY at_ms, id",
                              error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, order_id);
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&events);
    g_ptr_array_add (events, read_event (select));
  }
}
