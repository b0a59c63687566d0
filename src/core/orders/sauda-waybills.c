#include "sauda-waybills.h"

#include "sauda-connection.h"
#include "sauda-order-events.h"

/**
 * sauda_waybill_free:
 * @waybill: (transfer full) (nullable): a saved label
 */
void
sauda_waybill_free (SaudaWaybill *waybill)
{
  if (waybill == NULL)
    return;
  g_free (waybill->sha256);
  g_free (waybill->path);
  g_free (waybill->source);
  g_free (waybill);
}

/**
 * sauda_waybills_find:
 * @connection: inside a transaction
 * @order_id: an order
 * @waybill: (out) (nullable) (transfer full): its saved label, or %NULL
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_waybills_find (SaudaConnection *connection, gint64 order_id, SaudaWaybill **waybill, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT order_id, sha256, path, pages, source, saved_ms FROM waybill WHERE order_id = ?",
    error);
  gboolean row;

  *waybill = NULL;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, order_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (!row)
    return TRUE;
  *waybill = g_new0 (SaudaWaybill, 1);
  (*waybill)->order_id = sauda_statement_get_int64 (find, 0);
  (*waybill)->sha256 = g_strdup (sauda_statement_get_text (find, 1));
  (*waybill)->path = g_strdup (sauda_statement_get_text (find, 2));
  (*waybill)->pages = (guint) sauda_statement_get_int64 (find, 3);
  (*waybill)->source = g_strdup (sauda_statement_get_text (find, 4));
  (*waybill)->saved_ms = sauda_statement_get_int64 (find, 5);
  sauda_statement_reset (find);
  return TRUE;
}

/**
 * sauda_waybills_save:
 * @connection: inside a transaction
 * @waybill: a label whose file is on disk
 * @error: return location
 *
 * Remembers the label of an order; the last one saved counts. The history tells of it, once per file.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_waybills_save (SaudaConnection *connection, const SaudaWaybill *waybill, GError **error)
{
  g_autoptr (SaudaWaybill) known = NULL;
  SaudaStatement *save;

  if (!sauda_waybills_find (connection, waybill->order_id, &known, error))
    return FALSE;
  save = sauda_connection_prepare (
    connection,
    "INSERT INTO waybill (order_id, sha256, path, pages, source, saved_ms) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (order_id) DO UPDATE SET sha256 = excluded.sha256, path = excluded.path, pages = "
    "excluded.pages,"
    " source = excluded.source, saved_ms = excluded.saved_ms",
    error);
  if (save == NULL)
    return FALSE;
  sauda_statement_bind_int64 (save, 1, waybill->order_id);
  sauda_statement_bind_text (save, 2, waybill->sha256);
  sauda_statement_bind_text (save, 3, waybill->path);
  sauda_statement_bind_int64 (save, 4, waybill->pages);
  sauda_statement_bind_text (save, 5, waybill->source);
  sauda_statement_bind_int64 (save, 6, waybill->saved_ms);
  if (!sauda_statement_run (save, error))
    return FALSE;
  if (known != NULL && g_str_equal (known->sha256, waybill->sha256))
    return TRUE;
  return sauda_order_events_add (connection,
                                 &(SaudaOrderEventDraft){ .order_id = waybill->order_id,
                                                          .at_ms = waybill->saved_ms,
                                                          .kind = "waybill",
                                                          .before = known != NULL ? known->path : NULL,
                                                          .after = waybill->path,
                                                          .who = waybill->source },
                                 error);
}

/**
 * sauda_waybills_forget:
 * @connection: inside a transaction
 * @order_id: an order
 * @error: return location
 *
 * Forgets the saved label of an order, which the caller deletes: the buyer's name stands on it.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_waybills_forget (SaudaConnection *connection, gint64 order_id, GError **error)
{
  SaudaStatement *forget =
    sauda_connection_prepare (connection, "DELETE FROM waybill WHERE order_id = ?", error);

  if (forget == NULL)
    return FALSE;
  sauda_statement_bind_int64 (forget, 1, order_id);
  return sauda_statement_run (forget, error);
}
