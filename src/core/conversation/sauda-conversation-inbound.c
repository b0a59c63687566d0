#include "sauda-conversation.h"

#include "sauda-connection.h"
#include "sauda-contacts.h"
#include "sauda-conversation-error.h"
#include "sauda-conversation-reply-private.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ORDER_DIGITS 6

static gboolean
is_kazakh (const char *text)
{
  static const char letters[] = "әғқңөұүһіӘҒҚҢӨҰҮҺІ";

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_utf8_strchr (letters, -1, g_utf8_get_char (p)) != NULL)
      return TRUE;
  return FALSE;
}

/* An order of this buyer whose number stands in the text; 0 for none. */
static gint64
find_by_number (GPtrArray *questions, const char *text)
{
  g_auto (GStrv) runs = sauda_text_digit_runs (text, ORDER_DIGITS);

  for (guint i = 0; i < questions->len; i++) {
    const SaudaQuestion *question = g_ptr_array_index (questions, i);

    if (g_strv_contains ((const char *const *) runs, question->code))
      return question->id;
  }
  return 0;
}

/* The question of the message that is quoted; 0 for none, -1 with @error. */
static gint64
find_by_quote (SaudaConnection *connection, SaudaWhatsappKind provider, const char *quoted_id, GError **error)
{
  gint64 id = quoted_id != NULL ? sauda_messages_find (connection, provider, quoted_id, error) : 0;
  g_autoptr (SaudaMessage) quoted = NULL;

  if (id <= 0)
    return id;
  quoted = sauda_messages_get (connection, id, error);
  return quoted != NULL ? quoted->question_id : -1;
}

/* Somebody without a telephone number who names an order: the same person as its buyer. */
static gboolean
join_by_number (SaudaConnection *connection, gint64 *contact_id, const char *text, GError **error)
{
  g_auto (GStrv) runs = sauda_text_digit_runs (text, ORDER_DIGITS);
  g_autoptr (SaudaContact) contact = sauda_contacts_get (connection, *contact_id, error);
  g_autoptr (GPtrArray) all = NULL;

  if (contact == NULL)
    return FALSE;
  if (contact->phone != NULL || *runs == NULL)
    return TRUE;
  all = sauda_question_list (connection, 0, 0, error);
  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len; i++) {
    const SaudaQuestion *question = g_ptr_array_index (all, i);

    if (question->contact_id != 0 && question->contact_id != *contact_id && question->asked_ms != 0 &&
        g_strv_contains ((const char *const *) runs, question->code)) {
      if (!sauda_contacts_join (connection, *contact_id, question->contact_id, error))
        return FALSE;
      *contact_id = question->contact_id;
      return TRUE;
    }
  }
  return TRUE;
}

typedef struct {
  gint64 question_id; /* 0: none, or not clear which */
  gboolean several;   /* more than one could be meant */
} Aim;

/* Quoted message, then number in the text, then the only open question, then the last one
 * (whatsapp-api 7). */
static gboolean
find_aim (SaudaConnection *connection,
          SaudaWhatsappKind provider,
          gint64 contact_id,
          const SaudaWhatsappInbound *inbound,
          Aim *aim,
          GError **error)
{
  g_autoptr (GPtrArray) questions = sauda_question_list (connection, 0, contact_id, error);
  guint open = 0;
  gint64 latest_ms = 0;

  *aim = (Aim){ 0 };
  if (questions == NULL)
    return FALSE;
  aim->question_id = find_by_quote (connection, provider, inbound->quoted_id, error);
  if (aim->question_id < 0)
    return FALSE;
  if (aim->question_id == 0)
    aim->question_id = find_by_number (questions, inbound->text);
  for (guint i = 0; i < questions->len && aim->question_id == 0; i++) {
    const SaudaQuestion *question = g_ptr_array_index (questions, i);

    open += !sauda_question_state_is_closed (question->state);
  }
  if (aim->question_id != 0)
    return TRUE;
  aim->several = open > 1;
  for (guint i = 0; i < questions->len && open <= 1; i++) {
    const SaudaQuestion *question = g_ptr_array_index (questions, i);
    gboolean is_open = !sauda_question_state_is_closed (question->state);
    gint64 time_ms = MAX (question->closed_ms, question->asked_ms);

    if (open == 1 ? is_open : (time_ms > latest_ms && question->state != SAUDA_QUESTION_DROPPED)) {
      aim->question_id = question->id;
      latest_ms = time_ms;
    }
  }
  return TRUE;
}

static gboolean
call_person_for_all (SaudaConnection *connection, gint64 contact_id, gint64 now_ms, GError **error)
{
  g_autoptr (GPtrArray) questions = sauda_question_list (connection, 0, contact_id, error);

  if (questions == NULL)
    return FALSE;
  for (guint i = 0; i < questions->len; i++) {
    SaudaQuestion *question = g_ptr_array_index (questions, i);

    if (!sauda_question_state_is_closed (question->state) && question->state != SAUDA_QUESTION_TO_ASK &&
        !sauda_question_call_person (connection, question,
                                     N_ ("The buyer has several orders; it is not clear which one is meant."),
                                     now_ms, error))
      return FALSE;
  }
  return TRUE;
}

/* An earlier message with other words, or none: what it had decided is open again. */
static gboolean
take_change (SaudaConnection *connection,
             SaudaWhatsappKind provider,
             const SaudaWhatsappInbound *inbound,
             gint64 contact_id,
             gint64 now_ms,
             gboolean *taken,
             SaudaConversationCounts *counts,
             GError **error)
{
  gboolean revoked = inbound->content == SAUDA_WHATSAPP_CONTENT_REVOKE;
  gint64 id = inbound->original_id != NULL
                ? sauda_messages_find (connection, provider, inbound->original_id, error)
                : 0;
  g_autoptr (SaudaMessage) original = NULL;

  *taken = FALSE;
  if (id < 0)
    return FALSE;
  /* What it changes never came: an edit counts as a new message. */
  if (id == 0)
    return TRUE;
  original = sauda_messages_get (connection, id, error);
  if (original == NULL || !sauda_messages_mark (connection, id, revoked, inbound->text, now_ms, error))
    return FALSE;
  *taken = TRUE;
  if (original->outbound || original->question_id == 0 || original->contact_id != contact_id)
    return TRUE;
  return sauda_conversation_reopen (connection, original, revoked ? NULL : inbound->text, now_ms, counts,
                                    error);
}

static gboolean
read_words (SaudaConnection *connection,
            SaudaWhatsappKind provider,
            const SaudaWhatsappInbound *inbound,
            gint64 contact_id,
            gint64 message_id,
            gint64 now_ms,
            SaudaConversationCounts *counts,
            GError **error)
{
  Aim aim;

  if (!find_aim (connection, provider, contact_id, inbound, &aim, error))
    return FALSE;
  return sauda_conversation_apply (connection,
                                   &(SaudaReplyTaking){ .message_id = message_id,
                                                        .contact_id = contact_id,
                                                        .question_id = aim.question_id,
                                                        .several = aim.several,
                                                        .content = inbound->content,
                                                        .text = inbound->text,
                                                        .now_ms = now_ms },
                                   counts, error) &&
         (!aim.several || inbound->content == SAUDA_WHATSAPP_CONTENT_REACTION ||
          inbound->content == SAUDA_WHATSAPP_CONTENT_SYSTEM ||
          call_person_for_all (connection, contact_id, now_ms, error));
}

/**
 * sauda_conversation_take_inbound:
 * @connection: inside a transaction
 * @provider: who brought it
 * @inbound: what a buyer sent
 * @now_ms: UTC ms
 * @counts: (inout): counts on
 * @error: return location
 *
 * Stores a message and does what it means, in one unit: what is here already does nothing. Belongs to the
 * order that it quotes or names, else to the only open question of the buyer; with several open a person
 * decides.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_conversation_take_inbound (SaudaConnection *connection,
                                 SaudaWhatsappKind provider,
                                 const SaudaWhatsappInbound *inbound,
                                 gint64 now_ms,
                                 SaudaConversationCounts *counts,
                                 GError **error)
{
  gint64 contact_id = sauda_contacts_find_sender (connection, provider, inbound, now_ms, error);
  gint64 message_id, at_ms = inbound->at_ms > 0 ? inbound->at_ms : now_ms;
  gboolean taken = FALSE;

  if (contact_id < 0 || !join_by_number (connection, &contact_id, inbound->text, error) ||
      !sauda_messages_add_inbound (connection, provider, inbound, contact_id, now_ms, &message_id, error))
    return FALSE;
  if (message_id == 0) {
    counts->duplicates++;
    return TRUE;
  }
  counts->received++;
  if (inbound->content != SAUDA_WHATSAPP_CONTENT_SYSTEM &&
      !sauda_contacts_note_inbound (connection, contact_id, at_ms, is_kazakh (inbound->text), error))
    return FALSE;
  if (inbound->content == SAUDA_WHATSAPP_CONTENT_EDIT || inbound->content == SAUDA_WHATSAPP_CONTENT_REVOKE) {
    if (!take_change (connection, provider, inbound, contact_id, now_ms, &taken, counts, error))
      return FALSE;
    if (taken || inbound->content == SAUDA_WHATSAPP_CONTENT_REVOKE)
      return TRUE;
  }
  return read_words (connection, provider, inbound, contact_id, message_id, now_ms, counts, error);
}

/**
 * sauda_conversation_take_batch:
 * @connection: inside a transaction
 * @provider: who told it
 * @batch: what was told
 * @now_ms: UTC ms
 * @counts: (inout): counts on
 * @error: return location
 *
 * Takes everything in as one unit: what buyers sent, then what became of our messages, then notices.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_conversation_take_batch (SaudaConnection *connection,
                               SaudaWhatsappKind provider,
                               const SaudaWhatsappBatch *batch,
                               gint64 now_ms,
                               SaudaConversationCounts *counts,
                               GError **error)
{
  for (guint i = 0; i < batch->statuses->len; i++)
    if (!sauda_conversation_take_status (connection, provider, g_ptr_array_index (batch->statuses, i), now_ms,
                                         counts, error))
      return FALSE;
  for (guint i = 0; i < batch->inbound->len; i++)
    if (!sauda_conversation_take_inbound (connection, provider, g_ptr_array_index (batch->inbound, i), now_ms,
                                          counts, error))
      return FALSE;
  for (guint i = 0; i < batch->notices->len; i++) {
    const SaudaWhatsappNotice *notice = g_ptr_array_index (batch->notices, i);
    SaudaStatement *update;

    if (!g_str_has_prefix (notice->field, "message_template_status") || notice->subject == NULL ||
        notice->value == NULL)
      continue;
    update = sauda_connection_prepare (connection,
                                       "UPDATE whatsapp_template SET status = lower (?), checked_ms = ?"
                                       " WHERE provider = ? AND name = ?",
                                       error);
    if (update == NULL)
      return FALSE;
    sauda_statement_bind_text (update, 1, notice->value);
    sauda_statement_bind_int64 (update, 2, now_ms);
    sauda_statement_bind_text (update, 3, sauda_whatsapp_kind_get_name (provider));
    sauda_statement_bind_text (update, 4, notice->subject);
    if (!sauda_statement_run (update, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_conversation_answer_by_hand:
 * @connection: inside a transaction
 * @question_id: a question
 * @text: what the buyer answered, as the person pasted it
 * @who: the person
 * @now_ms: UTC ms
 * @error: return location
 *
 * For answers that come by a way of which Sauda knows nothing: a link that was opened by hand, a call. The
 * order is named, so several open ones of one buyer are no doubt here, and no window opens.
 *
 * Returns: %FALSE with %SAUDA_CONVERSATION_ERROR_NOT_FOUND, _INVALID or an error of the store
 */
gboolean
sauda_conversation_answer_by_hand (SaudaConnection *connection,
                                   gint64 question_id,
                                   const char *text,
                                   const char *who,
                                   gint64 now_ms,
                                   GError **error)
{
  g_autoptr (SaudaQuestion) question = sauda_question_get (connection, question_id, error);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *clean = sauda_whatsapp_clean_text (text, -1);
  g_autoptr (SaudaWhatsappInbound) inbound = NULL;
  SaudaConversationCounts counts = { 0 };
  gint64 message_id;

  if (question == NULL)
    return FALSE;
  if (question->contact_id == 0) {
    g_set_error_literal (error, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_INVALID,
                         _ ("The order has no telephone number; set the size in the table."));
    return FALSE;
  }
  inbound = sauda_whatsapp_inbound_new (id, question->phone != NULL ? question->phone + 1 : "");
  inbound->at_ms = now_ms;
  g_free (inbound->text);
  inbound->text = g_strdup (clean);
  return sauda_question_add_event (connection, question, NULL,
                                   sauda_question_state_get_name (question->state), who,
                                   N_ ("An answer was entered by hand."), now_ms, error) &&
         sauda_messages_add_inbound (connection, SAUDA_WHATSAPP_LINK, inbound, question->contact_id, now_ms,
                                     &message_id, error) &&
         sauda_conversation_apply (connection,
                                   &(SaudaReplyTaking){ .message_id = message_id,
                                                        .contact_id = question->contact_id,
                                                        .question_id = question_id,
                                                        .content = SAUDA_WHATSAPP_CONTENT_TEXT,
                                                        .text = clean,
                                                        .now_ms = now_ms },
                                   &counts, error);
}
