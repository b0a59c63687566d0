#include "sauda-strangers.h"

#include "sauda-connection.h"
#include "sauda-contacts.h"
#include "sauda-conversation-error.h"
#include "sauda-conversation-reply-private.h"

#include <glib/gi18n-lib.h>

/**
 * sauda_stranger_free:
 * @stranger: (transfer full): somebody
 */
void
sauda_stranger_free (SaudaStranger *stranger)
{
  g_free (stranger->address);
  g_free (stranger->name);
  g_free (stranger->text);
  g_free (stranger);
}

/**
 * sauda_strangers_list:
 * @connection: inside a transaction
 * @since_ms: who wrote last before that is left out, UTC ms
 * @error: return location
 *
 * A buyer may answer under an id that tells no telephone number (whatsapp-api 1.6). What is not linked by a
 * quoted message or an order number waits here for a person, instead of being no reply.
 *
 * Returns: (transfer full) (element-type SaudaStranger) (nullable): who wrote and has no order here, the
 * latest first, or %NULL with an error of the store
 */
GPtrArray *
sauda_strangers_list (SaudaConnection *connection, gint64 since_ms, GError **error)
{
  g_autoptr (GPtrArray) strangers = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_stranger_free);
  SaudaStatement *list = sauda_connection_prepare (
    connection,
    "SELECT contact.id, COALESCE (contact.phone, (SELECT address FROM contact_address WHERE contact_id = "
    "contact.id"
    " ORDER BY address LIMIT 1), ''), contact.name, message.text, MAX (message.at_ms), "
    "contact.last_inbound_ms"
    " FROM contact JOIN message ON message.contact_id = contact.id"
    " WHERE message.outbound = 0 AND message.content NOT IN ('system', 'reaction')"
    " AND NOT EXISTS (SELECT 1 FROM question WHERE question.contact_id = contact.id)"
    " GROUP BY contact.id HAVING MAX (message.at_ms) >= ? ORDER BY 5 DESC, 1",
    error);
  gboolean row;

  if (list == NULL)
    return NULL;
  sauda_statement_bind_int64 (list, 1, since_ms);
  while (sauda_statement_step (list, &row, error)) {
    SaudaStranger *stranger;

    if (!row)
      return g_steal_pointer (&strangers);
    stranger = g_new0 (SaudaStranger, 1);
    stranger->contact_id = sauda_statement_get_int64 (list, 0);
    stranger->address = g_strdup (sauda_statement_get_text (list, 1));
    stranger->name = g_strdup (sauda_statement_get_text (list, 2));
    stranger->text = g_strdup (sauda_statement_get_text (list, 3));
    stranger->at_ms = sauda_statement_get_int64 (list, 4);
    stranger->window_from_ms = sauda_statement_get_int64 (list, 5);
    g_ptr_array_add (strangers, stranger);
  }
  return NULL;
}

static gboolean
has_questions (SaudaConnection *connection, gint64 contact_id, gboolean *has, GError **error)
{
  g_autoptr (GPtrArray) questions = sauda_question_list (connection, 0, contact_id, error);

  *has = questions != NULL && questions->len > 0;
  return questions != NULL;
}

/* The order had no telephone number: now somebody is there who can be asked. */
static gboolean
take_contact (SaudaConnection *connection,
              SaudaQuestion *question,
              gint64 contact_id,
              const char *who,
              gint64 now_ms,
              GError **error)
{
  SaudaStatement *update =
    sauda_connection_prepare (connection, "UPDATE question SET contact_id = ? WHERE id = ?", error);

  if (update == NULL)
    return FALSE;
  sauda_statement_bind_int64 (update, 1, contact_id);
  sauda_statement_bind_int64 (update, 2, question->id);
  if (!sauda_statement_run (update, error))
    return FALSE;
  return question->state != SAUDA_QUESTION_NO_PHONE ||
         sauda_question_move (connection, question, SAUDA_QUESTION_TO_ASK, who,
                              N_ ("A person told whose messages these are."), now_ms, error);
}

/* What was written before counts now, in the order it came. */
static gboolean
read_again (SaudaConnection *connection,
            GPtrArray *messages,
            gint64 contact_id,
            gint64 question_id,
            gint64 now_ms,
            GError **error)
{
  SaudaConversationCounts counts = { 0 };

  for (guint i = 0; i < messages->len; i++) {
    const SaudaMessage *message = g_ptr_array_index (messages, i);
    SaudaReplyTaking taking = { .message_id = message->id,
                                .contact_id = contact_id,
                                .question_id = question_id,
                                .text = message->text,
                                .now_ms = now_ms };

    if (message->outbound || message->revoked_ms != 0 ||
        !sauda_whatsapp_content_from_name (message->content, &taking.content))
      continue;
    if (!sauda_conversation_apply (connection, &taking, &counts, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_strangers_attach:
 * @connection: inside a transaction
 * @contact_id: somebody without an order
 * @question_id: the question that they answer
 * @who: the person who says so
 * @now_ms: UTC ms
 * @error: return location
 *
 * From now on the address belongs to the order's buyer, and what came from it before is read as the answer.
 *
 * Returns: %FALSE with %SAUDA_CONVERSATION_ERROR_NOT_FOUND, _STATE when they have an order of their own, or
 * an error of the store
 */
gboolean
sauda_strangers_attach (SaudaConnection *connection,
                        gint64 contact_id,
                        gint64 question_id,
                        const char *who,
                        gint64 now_ms,
                        GError **error)
{
  g_autoptr (SaudaContact) stranger = sauda_contacts_get (connection, contact_id, error);
  g_autoptr (SaudaQuestion) question =
    stranger != NULL ? sauda_question_get (connection, question_id, error) : NULL;
  g_autoptr (GPtrArray) messages = NULL;
  gint64 buyer;
  gboolean known;

  if (question == NULL || !has_questions (connection, contact_id, &known, error))
    return FALSE;
  if (known) {
    g_set_error_literal (error, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_STATE,
                         _ ("This buyer has an order here already."));
    return FALSE;
  }
  messages = sauda_messages_list (connection, contact_id, 0, error);
  buyer = question->contact_id != 0 ? question->contact_id : contact_id;
  if (messages == NULL ||
      !sauda_question_add_event (connection, question, NULL, sauda_question_state_get_name (question->state),
                                 who, N_ ("A person told whose messages these are."), now_ms, error))
    return FALSE;
  if (question->contact_id != 0 ? !sauda_contacts_join (connection, contact_id, buyer, error)
                                : !take_contact (connection, question, buyer, who, now_ms, error))
    return FALSE;
  return read_again (connection, messages, buyer, question_id, now_ms, error);
}
