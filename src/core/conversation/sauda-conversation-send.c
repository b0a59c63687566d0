#include "sauda-conversation-send-private.h"

#include "sauda-act.h"
#include "sauda-connection.h"
#include "sauda-conversation-error.h"
#include "sauda-outbox.h"
#include "sauda-reason.h"
#include "sauda-template-store.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <string.h>

/* What the ledger keeps of a message: all that is needed to send it, and no more. */
static char *
make_payload (const SaudaConversationRules *rules, const SaudaDueMessage *due)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "provider");
  json_builder_add_string_value (json, sauda_whatsapp_kind_get_name (rules->provider));
  json_builder_set_member_name (json, "purpose");
  json_builder_add_string_value (json, due->manual ? SAUDA_MESSAGE_MANUAL
                                                   : sauda_whatsapp_purpose_get_name (due->purpose));
  json_builder_set_member_name (json, "template");
  if (due->template_name != NULL)
    json_builder_add_string_value (json, due->template_name);
  else
    json_builder_add_null_value (json);
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}

static gint64
find_last_act (SaudaConnection *connection, gint64 plan_id, const char *code, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT MAX (id) FROM outbox_act WHERE plan_id = ? AND target = ? AND kind = ?", error);
  gboolean row;
  gint64 id;

  if (find == NULL)
    return 0;
  sauda_statement_bind_int64 (find, 1, plan_id);
  sauda_statement_bind_text (find, 2, code);
  sauda_statement_bind_text (find, 3, SAUDA_ACT_MESSAGE);
  if (!sauda_statement_step (find, &row, error))
    return 0;
  id = row ? sauda_statement_get_int64 (find, 0) : 0;
  sauda_statement_reset (find);
  return id;
}

/**
 * sauda_conversation_plan_message:
 * @connection: inside a transaction
 * @rules: who sends
 * @due: a message that is due
 * @plan_id: a plan of the ledger
 * @who: who planned it
 * @now_ms: UTC ms
 * @error: return location
 *
 * Writes a message into the ledger and the conversation, before anything leaves. The ledger has one act for
 * each order, purpose and attempt; a new attempt exists only once every earlier one has surely failed.
 *
 * Returns: the message, 0 without @error when the ledger has this act already
 */
gint64
sauda_conversation_plan_message (SaudaConnection *connection,
                                 const SaudaConversationRules *rules,
                                 const SaudaDueMessage *due,
                                 gint64 plan_id,
                                 const char *who,
                                 gint64 now_ms,
                                 GError **error)
{
  const char *purpose = due->manual ? SAUDA_MESSAGE_MANUAL : sauda_whatsapp_purpose_get_name (due->purpose);
  int earlier = sauda_messages_count_purpose (connection, due->question_id, purpose, NULL, error);
  g_autofree char *detail = g_strdup_printf ("%s-%d", purpose, earlier + 1);
  g_autofree char *payload = make_payload (rules, due);
  const SaudaActDraft act = { .store_id = due->store_id,
                              .kind = SAUDA_ACT_MESSAGE,
                              .target = due->code,
                              .after = purpose,
                              .payload = payload,
                              .detail = detail };
  SaudaMessageDraft draft = { .provider = rules->provider,
                              .contact_id = due->contact_id,
                              .question_id = due->question_id,
                              .purpose = purpose,
                              .text = due->text,
                              .template = due->template_name,
                              .first_contact = due->first_contact,
                              .delivery = SAUDA_WHATSAPP_DELIVERY_QUEUED };
  gboolean added;

  if (earlier < 0 || !sauda_outbox_add_act (connection, plan_id, &act, who, now_ms, &added, error) || !added)
    return 0;
  draft.act_id = find_last_act (connection, plan_id, due->code, error);
  return draft.act_id != 0 ? sauda_messages_add_outbound (connection, &draft, now_ms, error) : 0;
}

/* The message, when it is one of ours. */
SaudaMessage *
sauda_conversation_get_outbound (SaudaConnection *connection, gint64 message_id, GError **error)
{
  g_autoptr (SaudaMessage) message = sauda_messages_get (connection, message_id, error);

  if (message == NULL)
    return NULL;
  if (!message->outbound) {
    g_set_error_literal (error, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_NOT_FOUND,
                         _ ("There is no such message."));
    return NULL;
  }
  return g_steal_pointer (&message);
}

/* Minds may change between planning and sending: what counts is what is so now. */
static const char *
find_obstacle (const SaudaQuestion *question, const SaudaMessage *message)
{
  gboolean closed = sauda_question_state_is_closed (question->state);
  gboolean decided = g_strcmp0 (message->purpose, "decided") == 0;

  if (question->opted_out_ms != 0)
    return N_ ("the buyer wants no messages");
  if (question->taken_over_ms != 0)
    return N_ ("a person answers this buyer");
  if (!question->consents)
    return N_ ("the buyer gave no consent to messages");
  if (closed != decided)
    return N_ ("the question is settled by now");
  return NULL;
}

/* One message of a paused template is refused, the others are not sent at all. */
static gboolean
check_template (SaudaConnection *connection,
                const SaudaMessage *message,
                const char **obstacle,
                GError **error)
{
  gboolean approved = TRUE;

  if (message->template != NULL &&
      !sauda_template_store_is_approved (connection, message->provider, message->template, &approved, error))
    return FALSE;
  if (!approved && *obstacle == NULL)
    *obstacle = N_ ("WhatsApp has paused the template.");
  return TRUE;
}

/**
 * sauda_conversation_begin_sending:
 * @connection: inside a transaction, to be committed before anything leaves
 * @message_id: a message of ours
 * @now_ms: UTC ms
 * @may_send: (out): whether the caller, and nobody else, may send it now
 * @obstacle: (out) (transfer full) (nullable): why not
 * @error: return location
 *
 * Asks the ledger, and once more the buyer's wishes: an opt-out holds at the moment of sending.
 *
 * Returns: %FALSE with an error of the outbox or store room
 */
gboolean
sauda_conversation_begin_sending (SaudaConnection *connection,
                                  gint64 message_id,
                                  gint64 now_ms,
                                  gboolean *may_send,
                                  char **obstacle,
                                  GError **error)
{
  g_autoptr (SaudaMessage) message = sauda_conversation_get_outbound (connection, message_id, error);
  g_autoptr (SaudaQuestion) question = NULL;
  const char *found = NULL;

  *may_send = FALSE;
  *obstacle = NULL;
  if (message == NULL)
    return FALSE;
  if (message->question_id != 0 && g_strcmp0 (message->purpose, SAUDA_MESSAGE_MANUAL) != 0) {
    question = sauda_question_get (connection, message->question_id, error);
    if (question == NULL)
      return FALSE;
    found = find_obstacle (question, message);
  }
  if (!check_template (connection, message, &found, error))
    return FALSE;
  if (found != NULL) {
    *obstacle = g_strdup (_ (found));
    return sauda_outbox_record (connection, message->act_id, SAUDA_ACT_EXPIRED, found, 0, now_ms, error) &&
           sauda_messages_set_delivery (connection, message_id, SAUDA_WHATSAPP_DELIVERY_FAILED, NULL, 0,
                                        found, 0, error);
  }
  if (!sauda_outbox_begin_sending (connection, message->act_id, now_ms, may_send, error))
    return FALSE;
  if (*may_send)
    return sauda_messages_set_delivery (connection, message_id, SAUDA_WHATSAPP_DELIVERY_UNKNOWN, NULL, 0,
                                        NULL, now_ms, error);
  found = N_ ("the plan is not valid any more; press again");
  *obstacle = g_strdup (_ (found));
  return sauda_messages_set_delivery (connection, message_id, SAUDA_WHATSAPP_DELIVERY_FAILED, NULL, 0, found,
                                      0, error);
}

/* Moves the question on, now that its message is with the provider. */
static gboolean
move_on (SaudaConnection *connection, const SaudaMessage *message, gint64 now_ms, GError **error)
{
  g_autoptr (SaudaQuestion) question = NULL;
  SaudaWhatsappPurpose purpose;

  if (message->question_id == 0 || !sauda_whatsapp_purpose_from_name (message->purpose, &purpose))
    return TRUE;
  question = sauda_question_get (connection, message->question_id, error);
  if (question == NULL)
    return FALSE;
  switch (purpose) {
  case SAUDA_WHATSAPP_PURPOSE_ASK:
    question->asked_ms = now_ms;
    if (question->state == SAUDA_QUESTION_TO_ASK)
      return sauda_question_move (connection, question, SAUDA_QUESTION_ASKED, "rule", NULL, now_ms, error);
    break;
  case SAUDA_WHATSAPP_PURPOSE_REMIND:
    question->reminded_ms = now_ms;
    break;
  case SAUDA_WHATSAPP_PURPOSE_MORE:
    question->more_ms = now_ms;
    break;
  case SAUDA_WHATSAPP_PURPOSE_PROPOSE:
    question->proposed_ms = now_ms;
    question->proposals++;
    if (question->state == SAUDA_QUESTION_ANSWERED)
      return sauda_question_move (connection, question, SAUDA_QUESTION_PROPOSED, "rule", question->advice,
                                  now_ms, error);
    break;
  case SAUDA_WHATSAPP_PURPOSE_DECIDED:
    question->inform = FALSE;
    break;
  default:
    break;
  }
  return sauda_question_save (connection, question, error);
}

/**
 * sauda_conversation_record_sent:
 * @connection: inside a transaction
 * @message_id: a message of ours
 * @provider_id: the provider's id of it
 * @now_ms: UTC ms
 * @error: return location
 *
 * The provider has it: the act is done, delivery is told by statuses later.
 *
 * Returns: %FALSE with an error of the outbox or store room
 */
gboolean
sauda_conversation_record_sent (SaudaConnection *connection,
                                gint64 message_id,
                                const char *provider_id,
                                gint64 now_ms,
                                GError **error)
{
  g_autoptr (SaudaMessage) message = sauda_conversation_get_outbound (connection, message_id, error);

  return message != NULL &&
         sauda_outbox_record (connection, message->act_id, SAUDA_ACT_VERIFIED, NULL, 0, now_ms, error) &&
         sauda_messages_set_delivery (
           connection, message_id,
           sauda_whatsapp_delivery_merge (message->delivery, SAUDA_WHATSAPP_DELIVERY_ACCEPTED), provider_id,
           0, NULL, 0, error) &&
         move_on (connection, message, now_ms, error);
}

/**
 * sauda_conversation_record_unclear:
 * @connection: inside a transaction
 * @message_id: a message of ours
 * @reason: a sentence
 * @next_check_ms: when to look again, UTC ms
 * @now_ms: UTC ms
 * @error: return location
 *
 * Nobody knows whether it went out. It is looked for, never sent again blindly.
 *
 * Returns: %FALSE with an error of the outbox or store room
 */
gboolean
sauda_conversation_record_unclear (SaudaConnection *connection,
                                   gint64 message_id,
                                   const char *reason,
                                   gint64 next_check_ms,
                                   gint64 now_ms,
                                   GError **error)
{
  g_autoptr (SaudaMessage) message = sauda_conversation_get_outbound (connection, message_id, error);

  return message != NULL &&
         sauda_outbox_record (connection, message->act_id, SAUDA_ACT_UNKNOWN, reason, next_check_ms, now_ms,
                              error) &&
         sauda_messages_set_delivery (connection, message_id, SAUDA_WHATSAPP_DELIVERY_UNKNOWN, NULL, 0,
                                      reason, 0, error);
}

/**
 * sauda_conversation_give_back:
 * @connection: inside a transaction
 * @message_id: a message of ours that was surely not processed
 * @reason: a sentence
 * @now_ms: UTC ms
 * @error: return location
 *
 * Lets the same act be sent once more after a pause.
 *
 * Returns: %FALSE with an error of the outbox or store room
 */
gboolean
sauda_conversation_give_back (SaudaConnection *connection,
                              gint64 message_id,
                              const char *reason,
                              gint64 now_ms,
                              GError **error)
{
  g_autoptr (SaudaMessage) message = sauda_conversation_get_outbound (connection, message_id, error);

  return message != NULL &&
         sauda_outbox_record (connection, message->act_id, SAUDA_ACT_APPROVED, reason, 0, now_ms, error) &&
         sauda_messages_set_delivery (connection, message_id, SAUDA_WHATSAPP_DELIVERY_QUEUED, NULL, 0, reason,
                                      0, error);
}

static SaudaAct *
find_act (GPtrArray *acts, gint64 id)
{
  for (guint i = 0; i < acts->len; i++) {
    SaudaAct *act = g_ptr_array_index (acts, i);

    if (act->id == id)
      return act;
  }
  return NULL;
}

static gboolean
recover_message (SaudaConnection *connection,
                 const SaudaMessage *message,
                 const SaudaAct *act,
                 gint64 now_ms,
                 GError **error)
{
  switch (act->state) {
  case SAUDA_ACT_PLANNED:
  case SAUDA_ACT_APPROVED:
    if (!sauda_outbox_record (connection, act->id, SAUDA_ACT_EXPIRED,
                              N_ ("Sauda was stopped before it was sent."), 0, now_ms, error))
      return FALSE;
    return sauda_messages_set_delivery (connection, message->id, SAUDA_WHATSAPP_DELIVERY_FAILED, NULL, 0,
                                        N_ ("Sauda was stopped before it was sent."), 0, error);
  case SAUDA_ACT_EXPIRED:
  case SAUDA_ACT_FAILED:
  case SAUDA_ACT_REFUSED:
    return sauda_messages_set_delivery (connection, message->id, SAUDA_WHATSAPP_DELIVERY_FAILED, NULL, 0,
                                        act->error, 0, error);
  case SAUDA_ACT_VERIFIED:
    /* A person settled it: it went out, under whatever id. */
    return sauda_messages_set_delivery (connection, message->id, SAUDA_WHATSAPP_DELIVERY_ACCEPTED, NULL, 0,
                                        NULL, 0, error) &&
           move_on (connection, message, now_ms, error);
  case SAUDA_ACT_SENDING:
  case SAUDA_ACT_ACCEPTED:
  case SAUDA_ACT_UNKNOWN:
  default:
    return TRUE;
  }
}

/**
 * sauda_conversation_recover:
 * @connection: inside a transaction; whoever calls holds the day's lock
 * @now_ms: UTC ms
 * @error: return location
 *
 * Takes up messages that a killed process left behind: what was not sent yet may be planned anew, what may
 * have gone out stays unclear until it is looked for, what a person has settled is followed.
 *
 * Returns: %FALSE with an error of the outbox or store room
 */
gboolean
sauda_conversation_recover (SaudaConnection *connection, gint64 now_ms, GError **error)
{
  g_autoptr (GPtrArray) messages = sauda_messages_list (connection, 0, 0, error);
  g_autoptr (GPtrArray) acts = messages != NULL ? sauda_outbox_list (connection, 0, 0, error) : NULL;

  if (acts == NULL)
    return FALSE;
  for (guint i = 0; i < messages->len; i++) {
    const SaudaMessage *message = g_ptr_array_index (messages, i);
    const SaudaAct *act = NULL;

    if (!message->outbound || message->act_id == 0 ||
        (message->delivery != SAUDA_WHATSAPP_DELIVERY_QUEUED &&
         message->delivery != SAUDA_WHATSAPP_DELIVERY_UNKNOWN))
      continue;
    act = find_act (acts, message->act_id);
    if (act != NULL && !recover_message (connection, message, act, now_ms, error))
      return FALSE;
  }
  return TRUE;
}
