#include "sauda-conversation-reply-private.h"

#include "sauda-catalog-product.h"
#include "sauda-connection.h"
#include "sauda-contacts.h"
#include "sauda-conversation-error.h"
#include "sauda-orders.h"
#include "sauda-reason.h"
#include "sauda-reply.h"
#include "sauda-size-word.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MOST_PROPOSALS 2

static char *
describe_measures (double height_cm, double weight_kg)
{
  g_autofree char *height = g_strdup_printf ("%g", height_cm), *weight = g_strdup_printf ("%g", weight_kg);

  return sauda_reason_new (N_ ("height %s cm, weight %s kg"), height, weight, NULL);
}

/* What the buyer clicked, when the order is one piece of one thing; NULL when a person has to look. */
static char *
find_single_size (SaudaConnection *connection, const SaudaQuestion *question, GError **error)
{
  g_autoptr (SaudaOrderInfo) order =
    sauda_orders_find (connection, question->store_id, question->code, error);
  const SaudaOrderLineInfo *line;

  if (order == NULL || order->lines->len != 1)
    return NULL;
  line = g_ptr_array_index (order->lines, 0);
  return line->quantity == 1 ? g_strdup (line->clicked_size) : NULL;
}

static gboolean
call_person (SaudaConnection *connection,
             SaudaQuestion *question,
             const SaudaReplyTaking *taking,
             gboolean take_over,
             const char *reason,
             SaudaConversationCounts *counts,
             GError **error)
{
  counts->people++;
  return (!take_over ||
          sauda_contacts_set_taken_over (connection, taking->contact_id, taking->now_ms, reason, error)) &&
         sauda_question_call_person (connection, question, reason, taking->now_ms, error);
}

/* A closed question is not opened by whatever comes later: the parcel may be packed. A person is told. */
static gboolean
note_late (SaudaConnection *connection,
           SaudaQuestion *question,
           const SaudaReplyTaking *taking,
           const SaudaReply *reply,
           SaudaConversationCounts *counts,
           GError **error)
{
  const char *name = sauda_question_state_get_name (question->state);

  switch (reply->intent) {
  case SAUDA_REPLY_YES:
  case SAUDA_REPLY_OTHER:
  case SAUDA_REPLY_OPTIN:
  case SAUDA_REPLY_OPTOUT:
    return TRUE;
  default:
    break;
  }
  counts->people++;
  g_free (question->attention);
  question->attention = g_strdup (N_ ("The buyer wrote after the size was decided."));
  return sauda_question_save (connection, question, error) &&
         sauda_question_add_event (connection, question, name, name, "buyer", question->attention,
                                   taking->now_ms, error);
}

/* Both numbers are known. */
static gboolean
take_measures (SaudaConnection *connection,
               SaudaQuestion *question,
               const SaudaReplyTaking *taking,
               SaudaConversationCounts *counts,
               GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *clicked = find_single_size (connection, question, &local);
  g_autofree char *reason = describe_measures (question->height_cm, question->weight_kg);

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  question->answered_ms = taking->now_ms;
  g_clear_pointer (&question->proposed_size, g_free);
  g_clear_pointer (&question->advice, g_free);
  g_clear_pointer (&question->attention, g_free);
  question->probability = 0;
  counts->answers++;
  if (!sauda_question_move (connection, question, SAUDA_QUESTION_ANSWERED, "buyer", reason, taking->now_ms,
                            error))
    return FALSE;
  if (clicked == NULL)
    return call_person (connection, question, taking, FALSE,
                        N_ ("The order has several pieces: decide each one's size."), counts, error);
  if (question->proposals >= MOST_PROPOSALS)
    return call_person (connection, question, taking, TRUE, N_ ("The buyer changed the measures again."),
                        counts, error);
  return TRUE;
}

static gboolean
take_numbers (SaudaConnection *connection,
              SaudaQuestion *question,
              const SaudaReplyTaking *taking,
              const SaudaReply *reply,
              SaudaConversationCounts *counts,
              GError **error)
{
  double height_cm = reply->height_cm > 0 ? reply->height_cm : question->height_cm;
  double weight_kg = reply->weight_kg > 0 ? reply->weight_kg : question->weight_kg;
  gboolean same =
    fabs (height_cm - question->height_cm) < 0.05 && fabs (weight_kg - question->weight_kg) < 0.05;
  gboolean closed = sauda_question_state_is_closed (question->state);

  /* The same once more changes nothing. */
  if (same && question->answered_ms != 0)
    return TRUE;
  if (closed && (taking->now_ms >= question->deadline_ms || question->state == SAUDA_QUESTION_DROPPED))
    return note_late (connection, question, taking, reply, counts, error);
  question->height_cm = height_cm;
  question->weight_kg = weight_kg;
  if (height_cm > 0 && weight_kg > 0)
    return take_measures (connection, question, taking, counts, error);
  return sauda_question_save (connection, question, error);
}

/* Whether the model exists in that size. What the catalogue does not know is taken as it is. */
static gboolean
model_has_size (SaudaConnection *connection,
                const SaudaQuestion *question,
                const char *size,
                gboolean *has,
                GError **error)
{
  g_autoptr (SaudaOrderInfo) order =
    sauda_orders_find (connection, question->store_id, question->code, error);
  const SaudaOrderLineInfo *line = order != NULL ? g_ptr_array_index (order->lines, 0) : NULL;
  g_autoptr (SaudaCatalogProduct) product = NULL;

  *has = TRUE;
  if (line == NULL)
    return FALSE;
  if (line->variant_id == 0 || g_strcmp0 (line->clicked_size, size) == 0)
    return TRUE;
  product = sauda_catalog_find_product (connection, line->variant_id, error);
  if (product == NULL)
    return FALSE;
  *has = product->sizes->len == 0;
  for (guint i = 0; i < product->sizes->len && !*has; i++)
    *has = g_strcmp0 (((const SaudaCatalogSize *) g_ptr_array_index (product->sizes, i))->size, size) == 0;
  return TRUE;
}

/* The buyer's own word is the size. */
static gboolean
take_size (SaudaConnection *connection,
           SaudaQuestion *question,
           const SaudaReplyTaking *taking,
           const SaudaReply *reply,
           SaudaConversationCounts *counts,
           GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *clicked = find_single_size (connection, question, &local);
  g_autofree char *reason = NULL;
  gboolean pair = strchr (reply->size, '-') != NULL;
  gboolean proposed = question->state == SAUDA_QUESTION_PROPOSED, has;

  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (sauda_question_state_is_closed (question->state) &&
      (taking->now_ms >= question->deadline_ms || question->state == SAUDA_QUESTION_DROPPED))
    return note_late (connection, question, taking, reply, counts, error);
  if (clicked == NULL)
    return call_person (connection, question, taking, FALSE,
                        N_ ("The order has several pieces: decide each one's size."), counts, error);
  if (pair)
    return call_person (connection, question, taking, TRUE, N_ ("The buyer named two sizes."), counts, error);
  if (!model_has_size (connection, question, reply->size, &has, error))
    return FALSE;
  if (!has) {
    reason =
      sauda_reason_new (N_ ("The buyer asked for %s, which this model does not have."), reply->size, NULL);
    return call_person (connection, question, taking, TRUE, reason, counts, error);
  }
  counts->answers++;
  reason = sauda_reason_new (N_ ("The buyer asked for %s."), reply->size, NULL);
  return sauda_question_decide (connection, question,
                                g_strcmp0 (clicked, reply->size) == 0 ||
                                    (proposed && g_strcmp0 (question->proposed_size, reply->size) == 0)
                                  ? SAUDA_QUESTION_CONFIRMED
                                  : SAUDA_QUESTION_CHANGED,
                                reply->size, "buyer", reason, taking->now_ms, error);
}

/* A yes belongs to a proposal of this very order, and to nothing else (product.md 3). */
static gboolean
take_yes (SaudaConnection *connection,
          SaudaQuestion *question,
          const SaudaReplyTaking *taking,
          SaudaConversationCounts *counts,
          GError **error)
{
  g_autofree char *reason = NULL;

  if (question->state != SAUDA_QUESTION_PROPOSED || question->proposed_size == NULL)
    return call_person (connection, question, taking, FALSE,
                        N_ ("The buyer said yes, but no size was proposed."), counts, error);
  counts->answers++;
  reason = sauda_reason_new (N_ ("The buyer agreed to %s."), question->proposed_size, NULL);
  return sauda_question_decide (connection, question, SAUDA_QUESTION_CONFIRMED, question->proposed_size,
                                "buyer", reason, taking->now_ms, error);
}

static gboolean
take_reply (SaudaConnection *connection,
            SaudaQuestion *question,
            const SaudaReplyTaking *taking,
            const SaudaReply *reply,
            SaudaConversationCounts *counts,
            GError **error)
{
  gboolean closed = sauda_question_state_is_closed (question->state);

  if (reply->intent == SAUDA_REPLY_MEASUREMENTS || reply->intent == SAUDA_REPLY_HEIGHT_ONLY ||
      reply->intent == SAUDA_REPLY_WEIGHT_ONLY)
    return take_numbers (connection, question, taking, reply, counts, error);
  if (reply->intent == SAUDA_REPLY_SIZE)
    return take_size (connection, question, taking, reply, counts, error);
  if (closed)
    return note_late (connection, question, taking, reply, counts, error);
  switch (reply->intent) {
  case SAUDA_REPLY_YES:
    return take_yes (connection, question, taking, counts, error);
  case SAUDA_REPLY_NO:
    return call_person (connection, question, taking, TRUE, N_ ("The buyer said no."), counts, error);
  case SAUDA_REPLY_QUESTION:
    if (reply->height_cm > 0)
      question->height_cm = reply->height_cm;
    if (reply->weight_kg > 0)
      question->weight_kg = reply->weight_kg;
    return call_person (connection, question, taking, TRUE, N_ ("The buyer asks something."), counts, error);
  case SAUDA_REPLY_AMBIGUOUS:
    return call_person (connection, question, taking, TRUE, N_ ("The answer is not clear."), counts, error);
  case SAUDA_REPLY_CANCEL:
    return call_person (connection, question, taking, TRUE, N_ ("The buyer wants to cancel."), counts, error);
  case SAUDA_REPLY_HUMAN:
    return call_person (connection, question, taking, TRUE, N_ ("The buyer wants a person."), counts, error);
  default:
    return TRUE;
  }
}

/* Nothing more is sent: what waits for an answer goes as ordered. */
static gboolean
opt_out (SaudaConnection *connection, const SaudaReplyTaking *taking, GError **error)
{
  g_autoptr (GPtrArray) questions = sauda_question_list (
    connection, 1u << SAUDA_QUESTION_TO_ASK | 1u << SAUDA_QUESTION_ASKED | 1u << SAUDA_QUESTION_PERSON,
    taking->contact_id, error);

  if (questions == NULL ||
      !sauda_contacts_set_opted_out (connection, taking->contact_id, taking->now_ms, error))
    return FALSE;
  for (guint i = 0; i < questions->len; i++)
    if (!sauda_question_decide (connection, g_ptr_array_index (questions, i), SAUDA_QUESTION_AS_ORDERED, NULL,
                                "buyer", N_ ("The buyer wants no messages."), taking->now_ms, error))
      return FALSE;
  return TRUE;
}

/* Pictures, voices and what nobody can read here: a person looks. */
static gboolean
take_wordless (SaudaConnection *connection,
               const SaudaReplyTaking *taking,
               SaudaConversationCounts *counts,
               GError **error)
{
  g_autoptr (SaudaQuestion) question = NULL;
  const char *reason =
    taking->content == SAUDA_WHATSAPP_CONTENT_VOICE   ? N_ ("The buyer sent a voice message.")
    : taking->content == SAUDA_WHATSAPP_CONTENT_MEDIA ? N_ ("The buyer sent a picture or a file.")
                                                      : N_ ("The message cannot be read here.");

  if (!sauda_messages_set_reading (connection, taking->message_id, taking->question_id, "other", 0, 0, NULL,
                                   error))
    return FALSE;
  if (taking->question_id == 0)
    return TRUE;
  question = sauda_question_get (connection, taking->question_id, error);
  if (question == NULL)
    return FALSE;
  if (sauda_question_state_is_closed (question->state))
    return note_late (connection, question, taking, &(SaudaReply){ .intent = SAUDA_REPLY_AMBIGUOUS }, counts,
                      error);
  return call_person (connection, question, taking, FALSE, reason, counts, error);
}

/**
 * sauda_conversation_apply:
 * @connection: inside a transaction
 * @taking: the buyer's words and what they belong to
 * @counts: (inout): counts on
 * @error: return location
 *
 * Reads the words and moves the question on. While a person answers, everything is read and nothing is moved.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_conversation_apply (SaudaConnection *connection,
                          const SaudaReplyTaking *taking,
                          SaudaConversationCounts *counts,
                          GError **error)
{
  g_autoptr (SaudaQuestion) question = NULL;
  SaudaReply reply;

  if (taking->content == SAUDA_WHATSAPP_CONTENT_REACTION || taking->content == SAUDA_WHATSAPP_CONTENT_SYSTEM)
    return sauda_messages_set_reading (connection, taking->message_id, taking->question_id, "other", 0, 0,
                                       NULL, error);
  if ((taking->content != SAUDA_WHATSAPP_CONTENT_TEXT && taking->content != SAUDA_WHATSAPP_CONTENT_EDIT) &&
      *taking->text == '\0')
    return take_wordless (connection, taking, counts, error);
  if (taking->content == SAUDA_WHATSAPP_CONTENT_UNSUPPORTED)
    return take_wordless (connection, taking, counts, error);
  reply = sauda_reply_parse (taking->text);
  if (!sauda_messages_set_reading (connection, taking->message_id, taking->question_id,
                                   sauda_reply_intent_get_name (reply.intent), reply.height_cm,
                                   reply.weight_kg, reply.size, error))
    return FALSE;
  if (reply.intent == SAUDA_REPLY_OPTOUT)
    return opt_out (connection, taking, error);
  if (reply.intent == SAUDA_REPLY_OPTIN)
    return sauda_contacts_set_opted_out (connection, taking->contact_id, 0, error);
  if (taking->question_id == 0)
    return TRUE;
  question = sauda_question_get (connection, taking->question_id, error);
  if (question == NULL)
    return FALSE;
  if (question->taken_over_ms != 0) {
    counts->people++;
    g_free (question->attention);
    question->attention = g_strdup (N_ ("The buyer wrote to the person who answers."));
    return sauda_question_save (connection, question, error);
  }
  return take_reply (connection, question, taking, &reply, counts, error);
}

/* What the old words had decided is not decided any more. */
static gboolean
clear_decision (SaudaConnection *connection, const SaudaQuestion *question, gint64 now_ms, GError **error)
{
  g_autoptr (SaudaOrderInfo) order =
    sauda_orders_find (connection, question->store_id, question->code, error);
  const SaudaOrderEdit edit = { .who = "buyer",
                                .reason = N_ ("The buyer changed the answer."),
                                .now_ms = now_ms };

  if (order == NULL)
    return FALSE;
  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, i);

    if (!sauda_orders_set_decided_size (connection, line->id, NULL, &edit, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_conversation_reopen:
 * @connection: inside a transaction
 * @original: a buyer's message that was changed or taken back
 * @text: (nullable): its new words; %NULL when it was taken back
 * @now_ms: UTC ms
 * @counts: (inout): counts on
 * @error: return location
 *
 * What the old words had brought is taken back before the new ones count; after the cut-off a person is told.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_conversation_reopen (SaudaConnection *connection,
                           const SaudaMessage *original,
                           const char *text,
                           gint64 now_ms,
                           SaudaConversationCounts *counts,
                           GError **error)
{
  g_autoptr (SaudaQuestion) question = sauda_question_get (connection, original->question_id, error);
  SaudaReplyTaking taking = { .message_id = original->id,
                              .contact_id = original->contact_id,
                              .question_id = original->question_id,
                              .content = SAUDA_WHATSAPP_CONTENT_TEXT,
                              .text = text,
                              .now_ms = now_ms };

  if (question == NULL)
    return FALSE;
  if (question->state == SAUDA_QUESTION_DROPPED || now_ms >= question->deadline_ms)
    return note_late (connection, question, &taking, &(SaudaReply){ .intent = SAUDA_REPLY_AMBIGUOUS }, counts,
                      error);
  if (sauda_question_state_is_closed (question->state) &&
      !clear_decision (connection, question, now_ms, error))
    return FALSE;
  if (question->state != SAUDA_QUESTION_TO_ASK && question->state != SAUDA_QUESTION_PERSON) {
    question->height_cm = question->weight_kg = question->probability = 0;
    question->answered_ms = 0;
    g_clear_pointer (&question->proposed_size, g_free);
    g_clear_pointer (&question->advice, g_free);
    if (!sauda_question_move (connection, question, SAUDA_QUESTION_ASKED, "buyer",
                              text != NULL ? N_ ("The buyer changed the answer.")
                                           : N_ ("The buyer took the answer back."),
                              now_ms, error))
      return FALSE;
  }
  if (text != NULL)
    return sauda_conversation_apply (connection, &taking, counts, error);
  return call_person (connection, question, &taking, FALSE, N_ ("The buyer took the answer back."), counts,
                      error);
}

/**
 * sauda_conversation_correct:
 * @connection: inside a transaction
 * @message_id: a buyer's message
 * @height_cm: what it really says, 0 for nothing
 * @weight_kg: what it really says, 0 for nothing
 * @size: (nullable): what it really says
 * @who: the person
 * @now_ms: UTC ms
 * @error: return location
 *
 * A person reads a message otherwise than Sauda did. What was and what is are logged.
 *
 * Returns: %FALSE with %SAUDA_CONVERSATION_ERROR_INVALID, _NOT_FOUND or an error of the store
 */
gboolean
sauda_conversation_correct (SaudaConnection *connection,
                            gint64 message_id,
                            double height_cm,
                            double weight_kg,
                            const char *size,
                            const char *who,
                            gint64 now_ms,
                            GError **error)
{
  g_autoptr (SaudaMessage) message = sauda_messages_get (connection, message_id, error);
  g_autofree char *word = size != NULL && *size != '\0' ? sauda_size_word_find (size) : NULL;
  g_autofree char *before = NULL, *after = NULL;
  g_autoptr (SaudaQuestion) question = NULL;
  SaudaReplyTaking taking = { .message_id = message_id, .now_ms = now_ms, .text = "" };
  SaudaConversationCounts counts = { 0 };
  SaudaReply reply = { .height_cm = height_cm, .weight_kg = weight_kg };
  SaudaStatement *insert;

  if (message == NULL)
    return FALSE;
  if (message->outbound || (size != NULL && *size != '\0' && word == NULL) ||
      (height_cm != 0 && (height_cm < SAUDA_REPLY_MIN_HEIGHT_CM || height_cm > SAUDA_REPLY_MAX_HEIGHT_CM)) ||
      (weight_kg != 0 && (weight_kg < SAUDA_REPLY_MIN_WEIGHT_KG || weight_kg > SAUDA_REPLY_MAX_WEIGHT_KG))) {
    g_set_error_literal (error, SAUDA_CONVERSATION_ERROR, SAUDA_CONVERSATION_ERROR_INVALID,
                         _ ("Enter a height from 100 to 215 cm, a weight from 15 to 200 kg, or a size."));
    return FALSE;
  }
  before =
    g_strdup_printf ("%s %g/%g %s", message->intent != NULL ? message->intent : "–", message->height_cm,
                     message->weight_kg, message->size != NULL ? message->size : "–");
  after = g_strdup_printf ("%g/%g %s", height_cm, weight_kg, word != NULL ? word : "–");
  insert = sauda_connection_prepare (
    connection,
    "INSERT INTO message_correction (message_id, at_ms, who, before, after) VALUES (?, ?, ?, ?, ?)", error);
  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, message_id);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  sauda_statement_bind_text (insert, 3, who);
  sauda_statement_bind_text (insert, 4, before);
  sauda_statement_bind_text (insert, 5, after);
  reply.intent = word != NULL                     ? SAUDA_REPLY_SIZE
                 : height_cm > 0 && weight_kg > 0 ? SAUDA_REPLY_MEASUREMENTS
                 : height_cm > 0                  ? SAUDA_REPLY_HEIGHT_ONLY
                 : weight_kg > 0                  ? SAUDA_REPLY_WEIGHT_ONLY
                                                  : SAUDA_REPLY_AMBIGUOUS;
  if (word != NULL)
    g_strlcpy (reply.size, word, sizeof reply.size);
  if (!sauda_statement_run (insert, error) ||
      !sauda_messages_set_reading (connection, message_id, message->question_id,
                                   sauda_reply_intent_get_name (reply.intent), height_cm, weight_kg, word,
                                   error))
    return FALSE;
  if (message->question_id == 0 || reply.intent == SAUDA_REPLY_AMBIGUOUS)
    return TRUE;
  question = sauda_question_get (connection, message->question_id, error);
  taking.contact_id = message->contact_id;
  taking.question_id = message->question_id;
  return question != NULL &&
         sauda_question_add_event (connection, question, before, after, who,
                                   N_ ("The reading of a message was corrected."), now_ms, error) &&
         take_reply (connection, question, &taking, &reply, &counts, error);
}
