#include "sauda-connection.h"
#include "sauda-order-events.h"
#include "sauda-orders-error.h"
#include "sauda-orders.h"
#include "sauda-size-word.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>

/* Reads an id and a text; sets NOT_FOUND without a row. */
static gboolean
read_before (SaudaConnection *connection,
             const char *sql,
             gint64 id,
             gint64 *order_id,
             char **before,
             GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (connection, sql, error);
  gboolean row;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (!row) {
    g_set_error_literal (error, SAUDA_ORDERS_ERROR, SAUDA_ORDERS_ERROR_NOT_FOUND,
                         _ ("This order is no longer there. Load the list again."));
    return FALSE;
  }
  *order_id = sauda_statement_get_int64 (find, 0);
  *before = g_strdup (sauda_statement_get_text (find, 1));
  sauda_statement_reset (find);
  return TRUE;
}

static gboolean
write_size (SaudaConnection *connection,
            gint64 line_id,
            const char *size,
            const SaudaOrderEdit *edit,
            GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection,
    "UPDATE order_line SET decided_size = ?, decided_by = ?, decided_ms = ?, decided_reason = ? WHERE id = ?",
    error);

  if (update == NULL)
    return FALSE;
  if (size != NULL) {
    sauda_statement_bind_text (update, 1, size);
    sauda_statement_bind_text (update, 2, edit->who);
    sauda_statement_bind_int64 (update, 3, edit->now_ms);
    sauda_statement_bind_text (update, 4, edit->reason);
  }
  sauda_statement_bind_int64 (update, 5, line_id);
  return sauda_statement_run (update, error);
}

static gboolean
write_note (SaudaConnection *connection, gint64 order_id, const char *note, GError **error)
{
  SaudaStatement *update =
    sauda_connection_prepare (connection, "UPDATE orders SET note = ? WHERE id = ?", error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_text (update, 1, note);
  sauda_statement_bind_int64 (update, 2, order_id);
  return sauda_statement_run (update, error);
}

/**
 * sauda_order_edit_read_size:
 * @text: (nullable): a size as a person types it
 *
 * Returns: (transfer full) (nullable): the size in Sauda's one way of writing, or as typed when it is no word
 * of size; %NULL for nothing
 */
char *
sauda_order_edit_read_size (const char *text)
{
  char *size;

  if (sauda_text_is_empty (text))
    return NULL;
  size = sauda_size_word_find (text);
  return size != NULL ? size : sauda_text_squeeze (text);
}

/**
 * sauda_orders_set_decided_size:
 * @connection: inside a transaction
 * @line_id: a line of an order
 * @size: (nullable): the size to ship, in any writing; %NULL to ship the clicked one
 * @edit: who, why and when
 * @error: return location
 *
 * Decides a size, and writes into the history who did it, when and why. The same size again changes nothing.
 *
 * Returns: %FALSE with %SAUDA_ORDERS_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_orders_set_decided_size (SaudaConnection *connection,
                               gint64 line_id,
                               const char *size,
                               const SaudaOrderEdit *edit,
                               GError **error)
{
  g_autofree char *before = NULL, *after = sauda_order_edit_read_size (size);
  gint64 order_id;

  if (!read_before (connection, "SELECT order_id, decided_size FROM order_line WHERE id = ?", line_id,
                    &order_id, &before, error))
    return FALSE;
  if (g_strcmp0 (before, after) == 0)
    return TRUE;
  return write_size (connection, line_id, after, edit, error) &&
         sauda_order_events_add (connection,
                                 &(SaudaOrderEventDraft){ .order_id = order_id,
                                                          .line_id = line_id,
                                                          .at_ms = edit->now_ms,
                                                          .kind = "size",
                                                          .before = before,
                                                          .after = after,
                                                          .who = edit->who,
                                                          .reason = edit->reason },
                                 error);
}

/**
 * sauda_orders_set_note:
 * @connection: inside a transaction
 * @order_id: an order
 * @note: (nullable): the note; %NULL takes it away
 * @edit: who, why and when
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_ORDERS_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_orders_set_note (SaudaConnection *connection,
                       gint64 order_id,
                       const char *note,
                       const SaudaOrderEdit *edit,
                       GError **error)
{
  g_autofree char *before = NULL;
  const char *after = note != NULL ? note : "";
  gint64 id;

  if (!read_before (connection, "SELECT id, note FROM orders WHERE id = ?", order_id, &id, &before, error))
    return FALSE;
  if (g_strcmp0 (before, after) == 0)
    return TRUE;
  return write_note (connection, order_id, after, error) &&
         sauda_order_events_add (connection,
                                 &(SaudaOrderEventDraft){ .order_id = order_id,
                                                          .at_ms = edit->now_ms,
                                                          .kind = "note",
                                                          .before = before,
                                                          .after = after,
                                                          .who = edit->who,
                                                          .reason = edit->reason },
                                 error);
}
