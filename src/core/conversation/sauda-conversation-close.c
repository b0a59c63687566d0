#include "sauda-conversation.h"

#include "sauda-connection.h"
#include "sauda-orders.h"
#include "sauda-reason.h"

#include <glib/gi18n-lib.h>

static gboolean
is_single (const SaudaOrderInfo *order)
{
  return order->lines->len == 1 &&
         ((const SaudaOrderLineInfo *) g_ptr_array_index (order->lines, 0))->quantity == 1;
}

/* Whether the order still waits to be packed: only then its size matters. */
static gboolean
is_open_order (const SaudaOrderInfo *order)
{
  switch (order->stage) {
  case SAUDA_STAGE_NEW:
  case SAUDA_STAGE_SIGNING:
  case SAUDA_STAGE_PREORDER:
  case SAUDA_STAGE_PACKING:
  case SAUDA_STAGE_HANDOVER:
  case SAUDA_STAGE_PICKUP:
  case SAUDA_STAGE_OWN_DELIVERY:
  case SAUDA_STAGE_UNKNOWN:
    return order->handed_over_ms == 0;
  default:
    return FALSE;
  }
}

static gboolean
drop (SaudaConnection *connection, SaudaQuestion *question, gint64 now_ms, GError **error)
{
  return sauda_question_move (connection, question, SAUDA_QUESTION_DROPPED, "rule",
                              N_ ("The order is no longer packed here."), now_ms, error);
}

/* A person has decided in the table while the question was open. */
static const char *
find_decision (const SaudaOrderInfo *order)
{
  const SaudaOrderLineInfo *line = order->lines->len > 0 ? g_ptr_array_index (order->lines, 0) : NULL;

  return line != NULL ? line->decided_size : NULL;
}

static gboolean
close_by_person (SaudaConnection *connection,
                 SaudaQuestion *question,
                 const SaudaOrderInfo *order,
                 gint64 now_ms,
                 GError **error)
{
  const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, 0);
  const char *who = line->decided_by != NULL ? line->decided_by : "merchant";
  gboolean same = g_strcmp0 (line->decided_size, line->clicked_size) == 0;

  return sauda_question_move (connection, question, same ? SAUDA_QUESTION_AS_ORDERED : SAUDA_QUESTION_CHANGED,
                              who, N_ ("Decided by a person."), now_ms, error);
}

static char *
explain (const SaudaQuestion *question)
{
  g_autofree char *clock = sauda_time_format_clock (question->deadline_ms);

  switch (question->state) {
  case SAUDA_QUESTION_NO_PHONE:
    return sauda_reason_new (N_ ("The order has no telephone number; the cut-off came."), NULL);
  case SAUDA_QUESTION_TO_ASK:
    return g_strdup (question->opted_out_ms != 0 ? N_ ("The buyer wants no messages.")
                     : !question->consents       ? N_ ("The buyer gave no consent to messages.")
                     : question->reason != NULL  ? question->reason
                                                 : N_ ("The buyer could not be asked before the cut-off."));
  case SAUDA_QUESTION_ASKED:
    if (question->height_cm > 0 || question->weight_kg > 0)
      return sauda_reason_new (N_ ("Only one of height and weight was told by %s."), clock, NULL);
    return sauda_reason_new (N_ ("No reply by %s."), clock, NULL);
  case SAUDA_QUESTION_PERSON:
    return sauda_reason_new (N_ ("Nobody decided by %s: %s"), clock,
                             question->attention != NULL ? question->attention : "–", NULL);
  default:
    return sauda_reason_new (N_ ("The cut-off came at %s."), clock, NULL);
  }
}

/* The buyer told the measures and did not answer the proposal, or there was no time for one. */
static gboolean
close_by_measures (SaudaConnection *connection,
                   SaudaQuestion *question,
                   const char *clicked,
                   gint64 now_ms,
                   SaudaConversationClosed *closed,
                   GError **error)
{
  gboolean same = g_strcmp0 (question->proposed_size, clicked) == 0;
  g_autofree char *height = g_strdup_printf ("%g", question->height_cm);
  g_autofree char *weight = g_strdup_printf ("%g", question->weight_kg);
  g_autofree char *reason =
    sauda_reason_new (N_ ("By the buyer's measures (height %s cm, weight %s kg): %s"), height, weight,
                      question->advice != NULL ? question->advice : question->proposed_size, NULL);

  question->inform = TRUE;
  if (same)
    closed->as_ordered++;
  else
    closed->changed++;
  return sauda_question_decide (connection, question,
                                same ? SAUDA_QUESTION_AS_ORDERED : SAUDA_QUESTION_CHANGED,
                                question->proposed_size, "rule", reason, now_ms, error);
}

static gboolean
close_question (SaudaConnection *connection,
                SaudaQuestion *question,
                const SaudaOrderInfo *order,
                gint64 now_ms,
                SaudaConversationClosed *closed,
                GError **error)
{
  g_autofree char *reason = NULL;

  if (is_single (order) && question->proposed_size != NULL &&
      (question->state == SAUDA_QUESTION_ANSWERED || question->state == SAUDA_QUESTION_PROPOSED))
    return close_by_measures (
      connection, question, ((const SaudaOrderLineInfo *) g_ptr_array_index (order->lines, 0))->clicked_size,
      now_ms, closed, error);
  reason = explain (question);
  closed->as_ordered++;
  if (question->state == SAUDA_QUESTION_ASKED &&
      !sauda_question_move (connection, question, SAUDA_QUESTION_NO_REPLY, "deadline", reason, now_ms, error))
    return FALSE;
  return sauda_question_decide (connection, question, SAUDA_QUESTION_AS_ORDERED, NULL, "deadline", reason,
                                now_ms, error);
}

/**
 * sauda_conversation_close_due:
 * @connection: inside a transaction
 * @now_ms: UTC ms
 * @closed: (out): what was decided
 * @error: return location
 *
 * The cut-off: told measures decide, everything else goes as ordered, each with its reason. Orders that are
 * not packed here any more are dropped, sizes that a person has set close their question.
 *
 * Returns: %FALSE with an error of the orders or store room
 */
gboolean
sauda_conversation_close_due (SaudaConnection *connection,
                              gint64 now_ms,
                              SaudaConversationClosed *closed,
                              GError **error)
{
  g_autoptr (GPtrArray) questions = sauda_question_list (connection, 0, 0, error);

  *closed = (SaudaConversationClosed){ 0 };
  if (questions == NULL)
    return FALSE;
  for (guint i = 0; i < questions->len; i++) {
    SaudaQuestion *question = g_ptr_array_index (questions, i);
    g_autoptr (SaudaOrderInfo) order = NULL;

    if (sauda_question_state_is_closed (question->state))
      continue;
    order = sauda_orders_find (connection, question->store_id, question->code, error);
    if (order == NULL)
      return FALSE;
    if (!is_open_order (order)) {
      closed->dropped++;
      if (!drop (connection, question, now_ms, error))
        return FALSE;
    } else if (is_single (order) && find_decision (order) != NULL && question->proposed_size == NULL &&
               question->answered_ms == 0) {
      closed->changed++;
      if (!close_by_person (connection, question, order, now_ms, error))
        return FALSE;
    } else if (now_ms >= question->deadline_ms &&
               !close_question (connection, question, order, now_ms, closed, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_conversation_advise:
 * @connection: inside a transaction
 * @question_id: an answered question
 * @size: the size that fits the measures
 * @probability: how sure, 0 to 1
 * @advice: (nullable): why
 * @now_ms: UTC ms
 * @error: return location
 *
 * Notes what the size engine says; it is proposed next.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_conversation_advise (SaudaConnection *connection,
                           gint64 question_id,
                           const char *size,
                           double probability,
                           const char *advice,
                           gint64 now_ms,
                           GError **error)
{
  g_autoptr (SaudaQuestion) question = sauda_question_get (connection, question_id, error);

  if (question == NULL)
    return FALSE;
  if (question->state != SAUDA_QUESTION_ANSWERED)
    return TRUE;
  g_free (question->proposed_size);
  question->proposed_size = g_strdup (size);
  question->probability = probability;
  g_free (question->advice);
  question->advice = g_strdup (advice);
  return sauda_question_save (connection, question, error);
}
