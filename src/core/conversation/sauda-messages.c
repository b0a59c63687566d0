#include "sauda-messages.h"

#include "sauda-connection.h"
#include "sauda-conversation-error.h"

#include <glib/gi18n-lib.h>

#define SELECT                                                                                                \
  "SELECT message.id, message.provider, message.provider_id, message.contact_id, message.question_id,"        \
  " message.act_id, orders.code, contact.phone, message.outbound, message.purpose, message.content,"          \
  " message.text, message.template, message.delivery, message.first_contact, message.code, message.error,"    \
  " message.intent, message.height_cm, message.weight_kg, message.size, message.at_ms, message.edited_ms,"    \
  " message.revoked_ms FROM message JOIN contact ON contact.id = message.contact_id"                          \
  " LEFT JOIN question ON question.id = message.question_id LEFT JOIN orders ON orders.id = question.order_id "

static SaudaMessage *
read_message (SaudaStatement *row)
{
  SaudaMessage *message = g_new0 (SaudaMessage, 1);

  message->id = sauda_statement_get_int64 (row, 0);
  sauda_whatsapp_kind_from_name (sauda_statement_get_text (row, 1), &message->provider);
  message->provider_id = g_strdup (sauda_statement_get_text (row, 2));
  message->contact_id = sauda_statement_get_int64 (row, 3);
  message->question_id = sauda_statement_get_int64 (row, 4);
  message->act_id = sauda_statement_get_int64 (row, 5);
  message->order = g_strdup (sauda_statement_get_text (row, 6));
  message->phone = g_strdup (sauda_statement_get_text (row, 7));
  message->outbound = sauda_statement_get_int64 (row, 8) != 0;
  message->purpose = g_strdup (sauda_statement_get_text (row, 9));
  message->content = g_strdup (sauda_statement_get_text (row, 10));
  message->text = g_strdup (sauda_statement_get_text (row, 11));
  message->template = g_strdup (sauda_statement_get_text (row, 12));
  sauda_whatsapp_delivery_from_name (sauda_statement_get_text (row, 13), &message->delivery);
  message->first_contact = sauda_statement_get_int64 (row, 14) != 0;
  message->code = (int) sauda_statement_get_int64 (row, 15);
  message->error = g_strdup (sauda_statement_get_text (row, 16));
  message->intent = g_strdup (sauda_statement_get_text (row, 17));
  message->height_cm = sauda_statement_get_double (row, 18);
  message->weight_kg = sauda_statement_get_double (row, 19);
  message->size = g_strdup (sauda_statement_get_text (row, 20));
  message->at_ms = sauda_statement_get_int64 (row, 21);
  message->edited_ms = sauda_statement_get_int64 (row, 22);
  message->revoked_ms = sauda_statement_get_int64 (row, 23);
  return message;
}

/* The first number of the first row, 0 for no row, -1 with @error. */
static gint64
ask (SaudaStatement *statement, GError **error)
{
  gint64 value;

  return sauda_statement_read_number (statement, &value, error) ? value : -1;
}

static void
bind_id (SaudaStatement *statement, int index, gint64 id)
{
  if (id != 0)
    sauda_statement_bind_int64 (statement, index, id);
}

static void
bind_number (SaudaStatement *statement, int index, double number)
{
  if (number > 0)
    sauda_statement_bind_double (statement, index, number);
}

/**
 * sauda_message_free:
 * @message: (transfer full): a message
 */
void
sauda_message_free (SaudaMessage *message)
{
  g_free (message->provider_id);
  g_free (message->order);
  g_free (message->phone);
  g_free (message->purpose);
  g_free (message->content);
  g_free (message->text);
  g_free (message->template);
  g_free (message->error);
  g_free (message->intent);
  g_free (message->size);
  g_free (message);
}

/**
 * sauda_messages_add_outbound:
 * @connection: inside a transaction
 * @draft: what is sent
 * @now_ms: UTC ms
 * @error: return location
 *
 * Written before anything leaves.
 *
 * Returns: its number, or 0 with an error of the store
 */
gint64
sauda_messages_add_outbound (SaudaConnection *connection,
                             const SaudaMessageDraft *draft,
                             gint64 now_ms,
                             GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO message (provider, contact_id, question_id, act_id, outbound, purpose, content, text,"
    " template, delivery, first_contact, at_ms, stored_ms)"
    " VALUES (?, ?, ?, ?, 1, ?, 'text', ?, ?, ?, ?, ?, ?)",
    error);

  if (insert == NULL)
    return 0;
  sauda_statement_bind_text (insert, 1, sauda_whatsapp_kind_get_name (draft->provider));
  sauda_statement_bind_int64 (insert, 2, draft->contact_id);
  bind_id (insert, 3, draft->question_id);
  bind_id (insert, 4, draft->act_id);
  sauda_statement_bind_text (insert, 5, draft->purpose);
  sauda_statement_bind_text (insert, 6, draft->text);
  sauda_statement_bind_text (insert, 7, draft->template);
  sauda_statement_bind_text (insert, 8, sauda_whatsapp_delivery_get_name (draft->delivery));
  sauda_statement_bind_int64 (insert, 9, draft->first_contact);
  sauda_statement_bind_int64 (insert, 10, now_ms);
  sauda_statement_bind_int64 (insert, 11, now_ms);
  return sauda_statement_run (insert, error) ? sauda_connection_get_last_id (connection) : 0;
}

/**
 * sauda_messages_add_inbound:
 * @connection: inside a transaction, which also holds what the message causes
 * @provider: who brought it
 * @inbound: what came in
 * @contact_id: from whom
 * @now_ms: UTC ms
 * @message_id: (out): its number; 0 when it is here already
 * @error: return location
 *
 * Two deliveries of the same message cannot both get in, however close: its id is unique.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_messages_add_inbound (SaudaConnection *connection,
                            SaudaWhatsappKind provider,
                            const SaudaWhatsappInbound *inbound,
                            gint64 contact_id,
                            gint64 now_ms,
                            gint64 *message_id,
                            GError **error)
{
  SaudaStatement *insert =
    sauda_connection_prepare (connection,
                              "INSERT OR IGNORE INTO message (provider, provider_id, contact_id, outbound,"
                              " content, text, quoted_id, at_ms, stored_ms) VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?)",
                              error);

  *message_id = 0;
  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_text (insert, 1, sauda_whatsapp_kind_get_name (provider));
  sauda_statement_bind_text (insert, 2, inbound->id);
  sauda_statement_bind_int64 (insert, 3, contact_id);
  sauda_statement_bind_text (insert, 4, sauda_whatsapp_content_get_name (inbound->content));
  sauda_statement_bind_text (insert, 5, inbound->text);
  sauda_statement_bind_text (insert, 6, inbound->quoted_id);
  sauda_statement_bind_int64 (insert, 7, inbound->at_ms > 0 ? inbound->at_ms : now_ms);
  sauda_statement_bind_int64 (insert, 8, now_ms);
  if (!sauda_statement_run (insert, error))
    return FALSE;
  if (sauda_connection_get_changes (connection) > 0)
    *message_id = sauda_connection_get_last_id (connection);
  return TRUE;
}

/**
 * sauda_messages_set_reading:
 * @connection: inside a transaction
 * @message_id: a buyer's message
 * @question_id: what it answers, 0 for nothing
 * @intent: what it means
 * @height_cm: 0 when not told
 * @weight_kg: 0 when not told
 * @size: (nullable): a size
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_messages_set_reading (SaudaConnection *connection,
                            gint64 message_id,
                            gint64 question_id,
                            const char *intent,
                            double height_cm,
                            double weight_kg,
                            const char *size,
                            GError **error)
{
  SaudaStatement *update =
    sauda_connection_prepare (connection,
                              "UPDATE message SET question_id = ?, intent = ?, height_cm = ?, weight_kg = ?,"
                              " size = ? WHERE id = ?",
                              error);

  if (update == NULL)
    return FALSE;
  bind_id (update, 1, question_id);
  sauda_statement_bind_text (update, 2, intent);
  bind_number (update, 3, height_cm);
  bind_number (update, 4, weight_kg);
  sauda_statement_bind_text (update, 5, size != NULL && *size != '\0' ? size : NULL);
  sauda_statement_bind_int64 (update, 6, message_id);
  return sauda_statement_run (update, error);
}

/**
 * sauda_messages_set_delivery:
 * @connection: inside a transaction
 * @message_id: a message of ours
 * @delivery: how far it is
 * @provider_id: (nullable): its id, once it is known
 * @code: the provider's code of a failure, 0 for none
 * @reason: (nullable): a sentence of a failure
 * @at_ms: when it was sent, 0 keeps what is known
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_messages_set_delivery (SaudaConnection *connection,
                             gint64 message_id,
                             SaudaWhatsappDelivery delivery,
                             const char *provider_id,
                             int code,
                             const char *reason,
                             gint64 at_ms,
                             GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection,
    "UPDATE message SET delivery = ?1, provider_id = COALESCE (?2, provider_id), code = ?3, error = ?4,"
    " at_ms = COALESCE (?5, at_ms) WHERE id = ?6",
    error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_text (update, 1, sauda_whatsapp_delivery_get_name (delivery));
  sauda_statement_bind_text (update, 2, provider_id);
  bind_id (update, 3, code);
  sauda_statement_bind_text (update, 4, reason);
  bind_id (update, 5, at_ms);
  sauda_statement_bind_int64 (update, 6, message_id);
  return sauda_statement_run (update, error);
}

/**
 * sauda_messages_mark:
 * @connection: inside a transaction
 * @message_id: a buyer's message
 * @revoked: whether it was taken back, else it was edited
 * @text: (nullable): the new words of an edit
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_messages_mark (SaudaConnection *connection,
                     gint64 message_id,
                     gboolean revoked,
                     const char *text,
                     gint64 now_ms,
                     GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection,
    revoked ? "UPDATE message SET revoked_ms = ?1 WHERE id = ?2 AND ?3 IS NULL"
            : "UPDATE message SET edited_ms = ?1, text = COALESCE (?3, text) WHERE id = ?2",
    error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, now_ms);
  sauda_statement_bind_int64 (update, 2, message_id);
  sauda_statement_bind_text (update, 3, revoked ? NULL : text);
  return sauda_statement_run (update, error);
}

/**
 * sauda_messages_get:
 * @connection: inside a transaction
 * @id: a message
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the message, or %NULL with %SAUDA_CONVERSATION_ERROR_NOT_FOUND
 */
SaudaMessage *
sauda_messages_get (SaudaConnection *connection, gint64 id, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (connection, SELECT "WHERE message.id = ?", error);
  gboolean row;

  if (find == NULL)
    return NULL;
  sauda_statement_bind_int64 (find, 1, id);
  if (!sauda_statement_step (find, &row, error))
    return NULL;
  if (!row) {
    g_set_error_literal (error, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_NOT_FOUND,
                         _ ("There is no such message."));
    return NULL;
  }
  return read_message (find);
}

/**
 * sauda_messages_find:
 * @connection: inside a transaction
 * @provider: whose id it is
 * @provider_id: the provider's id
 * @error: return location
 *
 * Returns: its number, 0 for none, -1 with an error of the store
 */
gint64
sauda_messages_find (SaudaConnection *connection,
                     SaudaWhatsappKind provider,
                     const char *provider_id,
                     GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT id FROM message WHERE provider = ? AND provider_id = ?", error);

  if (find == NULL)
    return -1;
  sauda_statement_bind_text (find, 1, sauda_whatsapp_kind_get_name (provider));
  sauda_statement_bind_text (find, 2, provider_id);
  return ask (find, error);
}

/**
 * sauda_messages_find_by_act:
 * @connection: inside a transaction
 * @act_id: an act of the ledger
 * @error: return location
 *
 * Returns: the number of its message, 0 for none, -1 with an error of the store
 */
gint64
sauda_messages_find_by_act (SaudaConnection *connection, gint64 act_id, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT id FROM message WHERE act_id = ?", error);

  if (find == NULL)
    return -1;
  sauda_statement_bind_int64 (find, 1, act_id);
  return ask (find, error);
}

/**
 * sauda_messages_list:
 * @connection: inside a transaction
 * @contact_id: a buyer, 0 for all
 * @question_id: a question, 0 for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaMessage) (nullable): messages, the oldest first
 */
GPtrArray *
sauda_messages_list (SaudaConnection *connection, gint64 contact_id, gint64 question_id, GError **error)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_message_free);
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    SELECT "WHERE (?1 = 0 OR message.contact_id = ?1) AND (?2 = 0 OR message.question_id = ?2)"
           " ORDER BY message.at_ms, message.id",
    error);
  gboolean row;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_int64 (list, 1, contact_id);
  sauda_statement_bind_int64 (list, 2, question_id);
  while (sauda_statement_step (list, &row, error)) {
    if (!row)
      return g_steal_pointer (&messages);
    g_ptr_array_add (messages, read_message (list));
  }
  return NULL;
}

/**
 * sauda_messages_list_underway:
 * @connection: inside a transaction
 * @provider: whose ids
 * @since_ms: of messages sent after this, UTC ms
 * @most: so many at most; another handful each time, so that each has its turn
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8) (nullable): ids of messages of ours that have not arrived yet
 */
GPtrArray *
sauda_messages_list_underway (SaudaConnection *connection,
                              SaudaWhatsappKind provider,
                              gint64 since_ms,
                              guint most,
                              GError **error)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    "SELECT provider_id FROM message WHERE provider = ? AND provider_id IS NOT NULL AND outbound"
    " AND delivery IN ('accepted', 'sending', 'sent') AND at_ms > ? ORDER BY random () LIMIT ?",
    error);
  gboolean row;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_text (list, 1, sauda_whatsapp_kind_get_name (provider));
  sauda_statement_bind_int64 (list, 2, since_ms);
  sauda_statement_bind_int64 (list, 3, most);
  while (sauda_statement_step (list, &row, error)) {
    if (!row)
      return g_steal_pointer (&ids);
    g_ptr_array_add (ids, g_strdup (sauda_statement_get_text (list, 0)));
  }
  return NULL;
}

/**
 * sauda_messages_list_ids:
 * @connection: inside a transaction
 * @provider: whose ids
 * @error: return location
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the set of ids that are stored
 */
GHashTable *
sauda_messages_list_ids (SaudaConnection *connection, SaudaWhatsappKind provider, GError **error)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  SaudaStatement *list = sauda_connection_prepare (
    connection, "SELECT provider_id FROM message WHERE provider = ? AND provider_id IS NOT NULL", error);
  gboolean row;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_text (list, 1, sauda_whatsapp_kind_get_name (provider));
  while (sauda_statement_step (list, &row, error)) {
    if (!row)
      return g_steal_pointer (&ids);
    g_hash_table_add (ids, g_strdup (sauda_statement_get_text (list, 0)));
  }
  return NULL;
}

/**
 * sauda_messages_get_watermark:
 * @connection: inside a transaction
 * @provider: a provider
 * @error: return location
 *
 * Returns: up to when its messages have been read, UTC ms; 0 for nothing, -1 with an error of the store
 */
gint64
sauda_messages_get_watermark (SaudaConnection *connection, SaudaWhatsappKind provider, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT MAX (at_ms) FROM message WHERE provider = ? AND provider_id IS NOT NULL", error);

  if (find == NULL)
    return -1;
  sauda_statement_bind_text (find, 1, sauda_whatsapp_kind_get_name (provider));
  return ask (find, error);
}

/**
 * sauda_messages_count_purpose:
 * @connection: inside a transaction
 * @question_id: a question
 * @purpose: what the messages were for
 * @live: (out) (optional): of these, those that did not fail
 * @error: return location
 *
 * Returns: how many messages of ours there are; -1 with an error of the store
 */
int
sauda_messages_count_purpose (SaudaConnection *connection,
                              gint64 question_id,
                              const char *purpose,
                              int *live,
                              GError **error)
{
  SaudaStatement *count = sauda_connection_prepare (
    connection,
    "SELECT COUNT (*), COALESCE (SUM (delivery <> 'failed'), 0) FROM message"
    " WHERE outbound = 1 AND question_id = ? AND purpose = ?",
    error);
  gboolean row;
  int all;

  if (count == NULL)
    return -1;
  sauda_statement_bind_int64 (count, 1, question_id);
  sauda_statement_bind_text (count, 2, purpose);
  if (!sauda_statement_step (count, &row, error))
    return -1;
  all = (int) sauda_statement_get_int64 (count, 0);
  if (live != NULL)
    *live = (int) sauda_statement_get_int64 (count, 1);
  sauda_statement_reset (count);
  return all;
}

/**
 * sauda_messages_count_first_contacts:
 * @connection: inside a transaction
 * @since_ms: UTC ms
 * @error: return location
 *
 * Returns: buyers to whom a message went outside of their window since then (whatsapp-api 3.3); -1 with an
 * error of the store
 */
int
sauda_messages_count_first_contacts (SaudaConnection *connection, gint64 since_ms, GError **error)
{
  SaudaStatement *count = sauda_connection_prepare (
    connection,
    "SELECT COUNT (DISTINCT contact_id) FROM message WHERE outbound = 1 AND first_contact = 1"
    " AND at_ms > ? AND delivery NOT IN ('failed', 'opened')",
    error);

  if (count == NULL)
    return -1;
  sauda_statement_bind_int64 (count, 1, since_ms);
  return (int) ask (count, error);
}

/* Messages between two moments. */
static int
count_between (SaudaConnection *connection, const char *sql, gint64 from_ms, gint64 to_ms, GError **error)
{
  SaudaStatement *count = sauda_connection_prepare (connection, sql, error);

  if (count == NULL)
    return -1;
  sauda_statement_bind_int64 (count, 1, from_ms);
  sauda_statement_bind_int64 (count, 2, to_ms);
  return (int) ask (count, error);
}

/**
 * sauda_messages_count_sent:
 * @connection: inside a transaction
 * @from_ms: UTC ms
 * @to_ms: UTC ms, no longer counted
 * @error: return location
 *
 * Returns: messages of ours that a provider took between the two; -1 with an error of the store
 */
int
sauda_messages_count_sent (SaudaConnection *connection, gint64 from_ms, gint64 to_ms, GError **error)
{
  return count_between (
    connection,
    "SELECT COUNT (*) FROM message WHERE outbound = 1 AND provider_id IS NOT NULL AND at_ms >= ? AND at_ms < ?",
    from_ms, to_ms, error);
}

/**
 * sauda_messages_count_received:
 * @connection: inside a transaction
 * @from_ms: UTC ms
 * @to_ms: UTC ms, no longer counted
 * @error: return location
 *
 * Returns: messages of buyers that came in between the two; -1 with an error of the store
 */
int
sauda_messages_count_received (SaudaConnection *connection, gint64 from_ms, gint64 to_ms, GError **error)
{
  return count_between (connection,
                        "SELECT COUNT (*) FROM message WHERE outbound = 0 AND stored_ms >= ? AND stored_ms < ?", from_ms,
                        to_ms, error);
}
