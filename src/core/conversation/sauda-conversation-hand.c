#include "sauda-conversation-hand.h"

#include "sauda-act.h"
#include "sauda-connection.h"
#include "sauda-conversation-error.h"
#include "sauda-outbox.h"

#include <glib/gi18n-lib.h>

static SaudaDueMessage *
find_due (SaudaConnection *connection,
          const SaudaConversationRules *rules,
          gint64 question_id,
          gint64 now_ms,
          GError **error)
{
  g_autoptr (GPtrArray) waiting = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) due = sauda_conversation_list_due (connection, rules, now_ms, waiting, error);

  for (guint i = 0; due != NULL && i < due->len; i++)
    if (((const SaudaDueMessage *) g_ptr_array_index (due, i))->question_id == question_id)
      return g_ptr_array_steal_index (due, i);
  return NULL;
}

static gboolean
mark_opened (SaudaConnection *connection, gint64 message_id, gint64 now_ms, GError **error)
{
  const char *reason = N_ ("Opened by hand: only the person knows whether it was sent.");
  g_autofree char *obstacle = NULL;
  gboolean may;

  if (!sauda_conversation_begin_sending (connection, message_id, now_ms, &may, &obstacle, error))
    return FALSE;
  if (!may) {
    g_set_error (error, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_STATE, "%s", obstacle);
    return FALSE;
  }
  return sauda_conversation_record_unclear (connection, message_id, reason, 0, now_ms, error) &&
         sauda_messages_set_delivery (connection, message_id, SAUDA_WHATSAPP_DELIVERY_OPENED, NULL, 0, NULL,
                                      now_ms, error);
}

/**
 * sauda_conversation_open_by_hand:
 * @connection: inside a transaction
 * @question_id: about which order
 * @who: the person
 * @now_ms: UTC ms
 * @to: (out) (transfer full): the telephone number
 * @text: (out) (transfer full) (nullable): what is due, to stand in the chat's line; %NULL when nothing is
 * @error: return location
 *
 * Writes what is due into the ledger as opened by hand, before the chat is. Once opened, it is not due again
 * until the person says what became of it.
 *
 * Returns: %FALSE with %SAUDA_CONVERSATION_ERROR_STATE or an error of the outbox or store room
 */
gboolean
sauda_conversation_open_by_hand (SaudaConnection *connection,
                                 gint64 question_id,
                                 const char *who,
                                 gint64 now_ms,
                                 char **to,
                                 char **text,
                                 GError **error)
{
  g_autoptr (SaudaQuestion) question = sauda_question_get (connection, question_id, error);
  g_autoptr (SaudaDueMessage) due = NULL;
  g_autoptr (GError) local = NULL;
  SaudaConversationRules rules;
  gint64 plan_id, message_id;

  *to = *text = NULL;
  if (question == NULL)
    return FALSE;
  if (question->phone == NULL || question->opted_out_ms != 0) {
    g_set_error_literal (error, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_STATE,
                         question->phone == NULL ? _ ("The order has no telephone number.")
                                                 : _ ("The buyer wants no messages."));
    return FALSE;
  }
  sauda_conversation_rules_init (&rules, SAUDA_WHATSAPP_LINK);
  /* Whoever presses knows what time it is. */
  rules.quiet_until_hour = 0;
  rules.quiet_from_hour = 24;
  due = find_due (connection, &rules, question_id, now_ms, &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  *to = g_strdup (question->phone);
  if (due == NULL)
    return TRUE;
  plan_id = sauda_outbox_add_plan (connection, N_ ("Open a chat by hand"), now_ms, error);
  message_id =
    plan_id != 0 ? sauda_conversation_plan_message (connection, &rules, due, plan_id, who, now_ms, error) : 0;
  if (message_id == 0 || !sauda_outbox_approve (connection, plan_id, who, now_ms, error) ||
      !mark_opened (connection, message_id, now_ms, error))
    return FALSE;
  *text = g_strdup (due->text);
  return TRUE;
}

/**
 * sauda_conversation_find_opened:
 * @connection: inside a transaction
 * @question_id: a question
 * @error: return location
 *
 * Returns: the message that was opened by hand and of which nobody has said whether it was sent; 0 for none,
 * -1 with an error of the store
 */
gint64
sauda_conversation_find_opened (SaudaConnection *connection, gint64 question_id, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT MAX (id) FROM message WHERE question_id = ? AND outbound = 1 AND delivery = 'opened'",
    error);
  gboolean row;
  gint64 id;

  if (find == NULL)
    return -1;
  sauda_statement_bind_int64 (find, 1, question_id);
  if (!sauda_statement_step (find, &row, error))
    return -1;
  id = row ? sauda_statement_get_int64 (find, 0) : 0;
  sauda_statement_reset (find);
  return id;
}

/**
 * sauda_conversation_settle_by_hand:
 * @connection: inside a transaction
 * @question_id: about which order
 * @outcome: what the person says
 * @who: the person
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_CONVERSATION_ERROR_STATE when no chat was opened, or an error of the outbox or
 * store room
 */
gboolean
sauda_conversation_settle_by_hand (SaudaConnection *connection,
                                   gint64 question_id,
                                   SaudaHandOutcome outcome,
                                   const char *who,
                                   gint64 now_ms,
                                   GError **error)
{
  gint64 id = sauda_conversation_find_opened (connection, question_id, error);
  g_autoptr (SaudaQuestion) question = id > 0 ? sauda_question_get (connection, question_id, error) : NULL;
  g_autofree char *own_id = g_uuid_string_random ();

  if (id == 0)
    g_set_error_literal (error, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_STATE,
                         _ ("No chat of this order was opened by hand."));
  if (question == NULL)
    return FALSE;
  switch (outcome) {
  case SAUDA_HAND_SENT:
    return sauda_question_add_event (connection, question, NULL,
                                     sauda_question_state_get_name (question->state), who,
                                     N_ ("Sent by hand."), now_ms, error) &&
           sauda_conversation_record_sent (connection, id, own_id, now_ms, error);
  case SAUDA_HAND_NO_WHATSAPP:
    return sauda_conversation_record_failure (connection, id, SAUDA_WHATSAPP_ERROR_NEVER, 0,
                                              N_ ("This number cannot be reached by WhatsApp."), now_ms,
                                              error);
  case SAUDA_HAND_LATER:
  default:
    return sauda_conversation_record_failure (connection, id, SAUDA_WHATSAPP_ERROR_RETRY, 0,
                                              N_ ("The person did not send it."), now_ms, error);
  }
}
