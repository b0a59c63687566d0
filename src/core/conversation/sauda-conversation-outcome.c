#include "sauda-conversation-send-private.h"

#include "sauda-act.h"
#include "sauda-connection.h"
#include "sauda-outbox.h"
#include "sauda-reason.h"
#include "sauda-template-store.h"
#include "sauda-whatsapp-code.h"
#include "sauda-whatsapp-limits.h"

#include <glib/gi18n-lib.h>

/* A limit is waited out: ten minutes, then an hour, then a day (whatsapp-api 2.6). Who has not joined a test
 * number does not stand before the others either. */
static gboolean
find_pause (SaudaConnection *connection,
            const SaudaMessage *message,
            SaudaWhatsappError failure,
            int code,
            gint64 *pause_ms,
            GError **error)
{
  int live = 0, all;

  if (failure != SAUDA_WHATSAPP_ERROR_LATER && failure != SAUDA_WHATSAPP_ERROR_PAIR &&
      !sauda_whatsapp_code_is_about_buyer (message->provider, code))
    return TRUE;
  all = sauda_messages_count_purpose (connection, message->question_id, message->purpose, &live, error);
  if (all < 0)
    return FALSE;
  *pause_ms = MAX (sauda_whatsapp_get_pause (SAUDA_WHATSAPP_ERROR_LATER, (guint) MAX (all - live, 1)),
                   sauda_whatsapp_code_get_least_pause (message->provider, code));
  return TRUE;
}

/* Whether the same message may go out another time. */
static gboolean
is_passing (SaudaWhatsappError failure)
{
  return failure == SAUDA_WHATSAPP_ERROR_RETRY || failure == SAUDA_WHATSAPP_ERROR_PAIR ||
         failure == SAUDA_WHATSAPP_ERROR_LATER || failure == SAUDA_WHATSAPP_ERROR_CONFIGURATION;
}

/* What a failure means for the question: later, by template, never. */
static gboolean
judge_failure (SaudaConnection *connection,
               const SaudaMessage *message,
               SaudaWhatsappError failure,
               int code,
               const char *reason,
               gint64 now_ms,
               GError **error)
{
  g_autoptr (SaudaQuestion) question = NULL;
  gint64 pause_ms = 0;

  if (message->template != NULL && sauda_whatsapp_code_pauses_template (message->provider, code) &&
      !sauda_template_store_pause (connection, message->provider, message->template, now_ms, error))
    return FALSE;
  if (message->question_id == 0)
    return TRUE;
  question = sauda_question_get (connection, message->question_id, error);
  if (question == NULL)
    return FALSE;
  if (failure == SAUDA_WHATSAPP_ERROR_OPTED_OUT) {
    SaudaStatement *update = sauda_connection_prepare (
      connection, "UPDATE contact SET opted_out_ms = COALESCE (opted_out_ms, ?) WHERE id = ?", error);

    if (update == NULL)
      return FALSE;
    sauda_statement_bind_int64 (update, 1, now_ms);
    sauda_statement_bind_int64 (update, 2, message->contact_id);
    if (!sauda_statement_run (update, error))
      return FALSE;
  }
  /* Only what the provider took and could not deliver has moved the question on; that is taken back. */
  if (g_strcmp0 (message->purpose, "ask") == 0 && question->state == SAUDA_QUESTION_ASKED &&
      question->last_inbound_ms < question->asked_ms) {
    question->asked_ms = 0;
    if (!sauda_question_move (connection, question, SAUDA_QUESTION_TO_ASK, "rule", reason, now_ms, error))
      return FALSE;
  }
  if (g_strcmp0 (message->purpose, "propose") == 0 && question->state == SAUDA_QUESTION_PROPOSED) {
    question->proposed_ms = 0;
    question->proposals -= MIN (question->proposals, 1);
    if (!sauda_question_move (connection, question, SAUDA_QUESTION_ANSWERED, "rule", reason, now_ms, error))
      return FALSE;
  }
  if (!find_pause (connection, message, failure, code, &pause_ms, error))
    return FALSE;
  if (pause_ms > 0)
    question->not_before_ms = MAX (question->not_before_ms, now_ms + pause_ms);
  if (sauda_question_state_is_closed (question->state)) {
    /* What did not go out for a passing reason is due again. */
    question->inform = question->inform && is_passing (failure);
    return sauda_question_save (connection, question, error);
  }
  if (failure == SAUDA_WHATSAPP_ERROR_TEMPLATE) {
    SaudaStatement *update =
      sauda_connection_prepare (connection, "UPDATE contact SET last_inbound_ms = NULL WHERE id = ?", error);

    if (update == NULL)
      return FALSE;
    sauda_statement_bind_int64 (update, 1, message->contact_id);
    return sauda_statement_run (update, error) && sauda_question_save (connection, question, error);
  }
  if (failure == SAUDA_WHATSAPP_ERROR_NEVER || failure == SAUDA_WHATSAPP_ERROR_INVALID ||
      failure == SAUDA_WHATSAPP_ERROR_OPTED_OUT)
    return sauda_question_call_person (connection, question, reason, now_ms, error);
  return sauda_question_save (connection, question, error);
}

/**
 * sauda_conversation_record_failure:
 * @connection: inside a transaction
 * @message_id: a message of ours that is being sent
 * @failure: what has to be done
 * @code: the provider's code, 0 for none
 * @reason: a sentence
 * @now_ms: UTC ms
 * @error: return location
 *
 * The provider said no, so it did not go out.
 *
 * Returns: %FALSE with an error of the outbox or store room
 */
gboolean
sauda_conversation_record_failure (SaudaConnection *connection,
                                   gint64 message_id,
                                   SaudaWhatsappError failure,
                                   int code,
                                   const char *reason,
                                   gint64 now_ms,
                                   GError **error)
{
  g_autoptr (SaudaMessage) message = sauda_conversation_get_outbound (connection, message_id, error);
  g_autoptr (GError) local = NULL;
  g_autofree char *number = g_strdup_printf ("%d", code), *kept = NULL;

  if (message == NULL)
    return FALSE;
  if (code > 0)
    kept = sauda_reason_new (
      N_ ("%s (%s)"), sauda_whatsapp_code_read (message->provider, code, NULL, 0).reason, number, NULL);
  /* An unclear act that turned out not to have happened has failed; a clear no was refused. */
  if (!sauda_outbox_record (connection, message->act_id, SAUDA_ACT_REFUSED, reason, 0, now_ms, &local) &&
      !sauda_outbox_record (connection, message->act_id, SAUDA_ACT_FAILED, reason, 0, now_ms, error))
    return FALSE;
  return sauda_messages_set_delivery (connection, message_id, SAUDA_WHATSAPP_DELIVERY_FAILED, NULL, code,
                                      kept != NULL ? kept : reason, 0, error) &&
         judge_failure (connection, message, failure, code, kept != NULL ? kept : reason, now_ms, error);
}

static gint64
find_status_message (SaudaConnection *connection,
                     SaudaWhatsappKind provider,
                     const SaudaWhatsappStatus *status,
                     GError **error)
{
  gint64 id = sauda_messages_find (connection, provider, status->id, error);
  gint64 own = status->reference != NULL ? g_ascii_strtoll (status->reference, NULL, 10) : 0;
  g_autoptr (SaudaMessage) message = NULL;

  if (id != 0 || own <= 0)
    return id;
  message = sauda_messages_get (connection, own, NULL);
  return message != NULL && message->outbound && message->provider == provider && message->provider_id == NULL
           ? own
           : 0;
}

/**
 * sauda_conversation_take_status:
 * @connection: inside a transaction
 * @provider: who tells it
 * @status: what became of a message of ours
 * @now_ms: UTC ms
 * @counts: (inout) (nullable): counts on
 * @error: return location
 *
 * Statuses come in any order and several times. One that carries our own reference settles a message whose
 * answer was lost.
 *
 * Returns: %FALSE with an error of the outbox or store room
 */
gboolean
sauda_conversation_take_status (SaudaConnection *connection,
                                SaudaWhatsappKind provider,
                                const SaudaWhatsappStatus *status,
                                gint64 now_ms,
                                SaudaConversationCounts *counts,
                                GError **error)
{
  gint64 id = find_status_message (connection, provider, status, error);
  g_autoptr (SaudaMessage) message = NULL;
  SaudaWhatsappDelivery delivery;

  if (id <= 0)
    return id == 0;
  message = sauda_messages_get (connection, id, error);
  if (message == NULL)
    return FALSE;
  if (!message->outbound || message->delivery == SAUDA_WHATSAPP_DELIVERY_FAILED)
    return TRUE;
  if (message->provider_id == NULL) {
    if (!sauda_conversation_record_sent (connection, id, status->id, now_ms, error))
      return FALSE;
    message->delivery = SAUDA_WHATSAPP_DELIVERY_ACCEPTED;
  }
  delivery = sauda_whatsapp_delivery_merge (message->delivery, status->delivery);
  if (delivery == message->delivery)
    return TRUE;
  if (!sauda_messages_set_delivery (connection, id, delivery, NULL, status->code, status->reason, 0, error))
    return FALSE;
  if (counts != NULL && delivery == SAUDA_WHATSAPP_DELIVERY_FAILED &&
      status->failure == SAUDA_WHATSAPP_ERROR_CONFIGURATION) {
    counts->refused++;
    counts->refusal = g_intern_string (status->reason);
  }
  return delivery != SAUDA_WHATSAPP_DELIVERY_FAILED ||
         judge_failure (connection, message, status->failure, status->code, status->reason, now_ms, error);
}
