#include "sauda-messages.h"

#include "sauda-connection.h"
#include "sauda-conversation-error.h"

#include <glib/gi18n-lib.h>

#define SELECT                                                                                               \
  "SELECT message.id, message.provider, message.provider_id, message.contact_id, message.question_id,"       \
  " message.act_id, orders.code, contact.phone, message.outbound, message.purpose, message.content,"         \
  " message.text, message.template, message.delivery, message.first_contact, message.code, message.error,"   \
  " message.intent, message.height_cm, message.weight_kg, message.size, message.at_ms, message.edited_ms,"   \
  " message.revoked_ms FROM message JOIN contact ON contact.id = message.contact_id"                         \
  " LEFT JOIN question ON question.id = message.question_id LEFT JOIN orders ON orders.id = "                \
  "question.order_id "

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
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
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
