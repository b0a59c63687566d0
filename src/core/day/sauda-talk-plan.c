#include "sauda-talk-plan.h"

#include "sauda-act.h"
#include "sauda-outbox.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
planned_free (gpointer data)
{
  SaudaTalkPlanned *planned = data;

  g_clear_pointer (&planned->due, sauda_due_message_free);
  g_free (planned);
}

static void
add_planned (SaudaTalkPlan *plan, gint64 message_id, SaudaDueMessage *due, gint64 sent_ms)
{
  SaudaTalkPlanned *planned = g_new0 (SaudaTalkPlanned, 1);

  planned->message_id = message_id;
  planned->due = due;
  planned->sent_ms = sent_ms;
  g_ptr_array_add (plan->planned, planned);
}

/**
 * sauda_talk_plan_new:
 * @rules: who sends, hours and limits
 * @who: (nullable): who pressed
 * @now_ms: UTC ms
 *
 * Returns: (transfer full): an empty plan
 */
SaudaTalkPlan *
sauda_talk_plan_new (const SaudaConversationRules *rules, const char *who, gint64 now_ms)
{
  SaudaTalkPlan *plan = g_new0 (SaudaTalkPlan, 1);

  plan->rules = *rules;
  plan->who = g_strdup (who);
  plan->now_ms = now_ms;
  plan->planned = g_ptr_array_new_with_free_func (planned_free);
  plan->waiting = g_ptr_array_new_with_free_func (g_free);
  return plan;
}

/**
 * sauda_talk_plan_free:
 * @plan: (transfer full): a plan
 */
void
sauda_talk_plan_free (SaudaTalkPlan *plan)
{
  g_free (plan->who);
  g_free (plan->text);
  g_ptr_array_unref (plan->planned);
  g_ptr_array_unref (plan->waiting);
  g_free (plan);
}

/**
 * sauda_talk_plan_due:
 * @connection: inside a transaction
 * @plan: (type SaudaTalkPlan): gets the messages
 * @error: return location
 *
 * Gives each message that is due its act, before anything leaves; the plan is approved by whoever pressed.
 * What the ledger has already is left out.
 *
 * Returns: (nullable): @plan, or %NULL with an error of the outbox or store room
 */
gpointer
sauda_talk_plan_due (SaudaConnection *connection, gpointer plan, GError **error)
{
  SaudaTalkPlan *self = plan;
  g_autoptr (GPtrArray) due =
    sauda_conversation_list_due (connection, &self->rules, self->now_ms, self->waiting, error);
  gint64 plan_id = due != NULL && due->len > 0
                     ? sauda_outbox_add_plan (connection, N_ ("Write to buyers"), self->now_ms, error)
                     : 0;

  if (due == NULL || (due->len > 0 && plan_id == 0))
    return NULL;
  while (due->len > 0) {
    g_autoptr (SaudaDueMessage) next = g_ptr_array_steal_index (due, 0);
    g_autoptr (GError) local = NULL;
    gint64 id = sauda_conversation_plan_message (connection, &self->rules, next, plan_id, self->who,
                                                 self->now_ms, &local);

    if (local != NULL) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
    if (id != 0)
      add_planned (self, id, g_steal_pointer (&next), 0);
  }
  if (plan_id != 0 && !sauda_outbox_approve (connection, plan_id, self->who, self->now_ms, error))
    return NULL;
  return self;
}

/**
 * sauda_talk_plan_written:
 * @connection: inside a transaction
 * @plan: (type SaudaTalkPlan): names the question and holds the words; gets the message
 * @error: return location
 *
 * Gives what a person wrote its act.
 *
 * Returns: (nullable): @plan, or %NULL with an error of the conversation, outbox or store room
 */
gpointer
sauda_talk_plan_written (SaudaConnection *connection, gpointer plan, GError **error)
{
  SaudaTalkPlan *self = plan;
  g_autoptr (SaudaDueMessage) due = sauda_conversation_make_written (
    connection, &self->rules, self->question_id, self->text, self->now_ms, error);
  gint64 plan_id =
    due != NULL ? sauda_outbox_add_plan (connection, N_ ("Write to a buyer"), self->now_ms, error) : 0;
  gint64 id;

  if (plan_id == 0)
    return NULL;
  id =
    sauda_conversation_plan_message (connection, &self->rules, due, plan_id, self->who, self->now_ms, error);
  if (id == 0 || !sauda_outbox_approve (connection, plan_id, self->who, self->now_ms, error))
    return NULL;
  add_planned (self, id, g_steal_pointer (&due), 0);
  return self;
}

static SaudaDueMessage *
make_due (const SaudaMessage *message, gint64 store_id)
{
  SaudaDueMessage *due = g_new0 (SaudaDueMessage, 1);

  due->question_id = message->question_id;
  due->contact_id = message->contact_id;
  due->store_id = store_id;
  due->code = g_strdup (message->order != NULL ? message->order : "");
  due->to = g_strdup (message->phone != NULL ? message->phone : "");
  due->text = g_strdup (message->text);
  return due;
}

/**
 * sauda_talk_plan_unclear:
 * @connection: inside a transaction
 * @plan: (type SaudaTalkPlan): gets the messages
 * @error: return location
 *
 * Lists messages of which nobody knows whether they went out.
 *
 * Returns: (nullable): @plan, or %NULL with an error of the outbox or store room
 */
gpointer
sauda_talk_plan_unclear (SaudaConnection *connection, gpointer plan, GError **error)
{
  SaudaTalkPlan *self = plan;
  g_autoptr (GPtrArray) acts = sauda_outbox_list (connection, 1u << SAUDA_ACT_UNKNOWN, 0, error);

  for (guint i = 0; acts != NULL && i < acts->len; i++) {
    const SaudaAct *act = g_ptr_array_index (acts, i);
    g_autoptr (SaudaMessage) message = NULL;
    gint64 id;

    if (strcmp (act->kind, SAUDA_ACT_MESSAGE) != 0)
      continue;
    id = sauda_messages_find_by_act (connection, act->id, error);
    message = id > 0 ? sauda_messages_get (connection, id, error) : NULL;
    if (id < 0 || (id > 0 && message == NULL))
      return NULL;
    if (message != NULL && message->provider == self->rules.provider)
      add_planned (self, id, make_due (message, act->store_id), act->sent_ms);
  }
  return acts != NULL ? self : NULL;
}
