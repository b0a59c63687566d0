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

/* Each text with what reads and writes it, and its name in the history. */
static const struct {
  const char *select;
  const char *update;
  const char *kind;
} texts[SAUDA_N_ORDER_TEXTS] = {
  [SAUDA_ORDER_TEXT_NOTE] = { "SELECT id, note FROM orders WHERE id = ?",
                              "UPDATE orders SET note = ? WHERE id = ?", "note" },
  [SAUDA_ORDER_TEXT_TAGS] = { "SELECT id, tags FROM orders WHERE id = ?",
                              "UPDATE orders SET tags = ? WHERE id = ?", "tags" },
};

static gboolean
write_text (SaudaConnection *connection, const char *sql, gint64 order_id, const char *text, GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (connection, sql, error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_text (update, 1, text);
  sauda_statement_bind_int64 (update, 2, order_id);
  return sauda_statement_run (update, error);
}

static gboolean
has_tag (GPtrArray *tags, const char *tag)
{
  g_autofree char *key = sauda_text_search_key (tag);

  for (guint i = 0; i < tags->len; i++) {
    g_autofree char *other = sauda_text_search_key (g_ptr_array_index (tags, i));

    if (g_str_equal (key, other))
      return TRUE;
  }
  return FALSE;
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
 * sauda_order_edit_read_tags:
 * @text: (nullable): tags as a person types them, with commas or semicolons between them
 *
 * Returns: (transfer full): the tags with ", " between them, each once however it is written
 */
char *
sauda_order_edit_read_tags (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text != NULL ? text : "", ",;\n", -1);
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; parts[i] != NULL; i++) {
    g_autofree char *tag = sauda_text_squeeze (parts[i]);

    if (!sauda_text_is_empty (tag) && !has_tag (tags, tag))
      g_ptr_array_add (tags, g_steal_pointer (&tag));
  }
  g_ptr_array_add (tags, NULL);
  return g_strjoinv (", ", (char **) tags->pdata);
}

/**
 * sauda_orders_set_text:
 * @connection: inside a transaction
 * @order_id: an order
 * @which: note or tags
 * @text: (nullable): the text; %NULL takes it away
 * @edit: who, why and when
 * @error: return location
 *
 * Writes one of the merchant's own texts, with an entry in the history. The same text again changes nothing.
 *
 * Returns: %FALSE with %SAUDA_ORDERS_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_orders_set_text (SaudaConnection *connection,
                       gint64 order_id,
                       SaudaOrderText which,
                       const char *text,
                       const SaudaOrderEdit *edit,
                       GError **error)
{
  g_autofree char *before = NULL;
  g_autofree char *after =
    which == SAUDA_ORDER_TEXT_TAGS ? sauda_order_edit_read_tags (text) : g_strdup (text != NULL ? text : "");
  gint64 id;

  if (!read_before (connection, texts[which].select, order_id, &id, &before, error))
    return FALSE;
  if (g_strcmp0 (before, after) == 0)
    return TRUE;
  return write_text (connection, texts[which].update, order_id, after, error) &&
         sauda_order_events_add (connection,
                                 &(SaudaOrderEventDraft){ .order_id = order_id,
                                                          .at_ms = edit->now_ms,
                                                          .kind = texts[which].kind,
                                                          .before = before,
                                                          .after = after,
                                                          .who = edit->who,
                                                          .reason = edit->reason },
                                 error);
}

/**
 * sauda_orders_set_hold:
 * @connection: inside a transaction
 * @order_id: an order
 * @until: Almaty day from which it is shipped again; 0 lets it go at once
 * @edit: who, why and when; the reason is shown as long as the order is held
 * @error: return location
 *
 * A held order is neither assembled nor labelled nor shipped before @until, and comes back by itself then.
 *
 * Returns: %FALSE with %SAUDA_ORDERS_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_orders_set_hold (SaudaConnection *connection,
                       gint64 order_id,
                       SaudaDay until,
                       const SaudaOrderEdit *edit,
                       GError **error)
{
  g_autofree char *days = NULL, *before = NULL, *after = until != 0 ? sauda_day_format_iso (until) : NULL;
  SaudaStatement *update;
  gint64 id, known;

  if (!read_before (connection, "SELECT id, hold_until FROM orders WHERE id = ?", order_id, &id, &days,
                    error))
    return FALSE;
  known = days != NULL ? g_ascii_strtoll (days, NULL, 10) : 0;
  if (known == 0 && until == 0)
    return TRUE;
  before = known != 0 ? sauda_day_format_iso ((SaudaDay) known) : NULL;
  update = sauda_connection_prepare (
    connection, "UPDATE orders SET hold_until = nullif (?1, 0), hold_reason = ?2 WHERE id = ?3", error);
  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, until);
  if (until != 0)
    sauda_statement_bind_text (update, 2, edit->reason);
  sauda_statement_bind_int64 (update, 3, order_id);
  return sauda_statement_run (update, error) &&
         sauda_order_events_add (connection,
                                 &(SaudaOrderEventDraft){ .order_id = order_id,
                                                          .at_ms = edit->now_ms,
                                                          .kind = "hold",
                                                          .before = before,
                                                          .after = after,
                                                          .who = edit->who,
                                                          .reason = edit->reason },
                                 error);
}
