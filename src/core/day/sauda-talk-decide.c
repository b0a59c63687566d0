#include "sauda-talk.h"

#include "sauda-connection.h"
#include "sauda-database.h"
#include "sauda-decisions.h"
#include "sauda-orders.h"
#include "sauda-strangers.h"

#include <glib/gi18n-lib.h>

#define STRANGER_MS (2 * SAUDA_MS_PER_DAY) /* later nobody waits for an answer any more */

/* Deciding what can be decided. */
typedef struct {
  SaudaSizeAdvisor *advisor; /* (owned) */
  SaudaDay day;
  gboolean tomorrow;
  gboolean unread; /* what buyers wrote */
  gint64 now_ms;
} Deciding;

static void
deciding_free (gpointer data)
{
  Deciding *deciding = data;

  g_object_unref (deciding->advisor);
  g_free (deciding);
}

/* Listing what is due. */
typedef struct {
  SaudaConversationRules rules;
  gint64 now_ms;
  GPtrArray *waiting; /* (owned) */
} Listing;

/* Notes the measures for the queue of decisions, and a size for the buyer. What nobody can be goes to a
 * person. */
static gboolean
advise_question (SaudaConnection *connection,
                 const Deciding *deciding,
                 const SaudaQuestion *question,
                 const SaudaOrderLineInfo *line,
                 guint *advised,
                 GError **error)
{
  g_autoptr (SaudaLineAdvice) advice = sauda_size_advisor_advise (
    deciding->advisor, connection, line->id, question->height_cm, question->weight_kg, error);
  const SaudaDecision measure = { .line_id = line->id,
                                  .height_cm = question->height_cm,
                                  .weight_kg = question->weight_kg,
                                  .who = "buyer",
                                  .now_ms = deciding->now_ms };

  if (advice == NULL)
    return FALSE;
  if (advice->kind == SAUDA_ADVICE_ASK_AGAIN || advice->kind == SAUDA_ADVICE_NO_CHART) {
    g_autoptr (SaudaQuestion) unlikely = sauda_question_get (connection, question->id, error);

    return unlikely != NULL &&
           sauda_question_call_person (connection, unlikely, advice->reason, deciding->now_ms, error);
  }
  if (advice->kind != SAUDA_ADVICE_SIZE || advice->n_sizes == 0)
    return TRUE;
  (*advised)++;
  return sauda_decisions_set_measure (connection, &measure, error) &&
         sauda_conversation_advise (connection, question->id, advice->sizes[0].size,
                                    advice->sizes[0].probability, advice->reason, deciding->now_ms, error);
}

/* What buyers agreed to is learned from; what a rule decided alone is noted without being learned from. */
static gboolean
learn (SaudaConnection *connection, const Deciding *deciding, const SaudaQuestion *question, GError **error)
{
  g_autoptr (SaudaOrderInfo) order =
    sauda_orders_find (connection, question->store_id, question->code, error);
  const SaudaOrderLineInfo *line;

  if (order == NULL)
    return FALSE;
  line = order->lines->len == 1 ? g_ptr_array_index (order->lines, 0) : NULL;
  if (line != NULL && line->decided_size != NULL &&
      !sauda_decisions_decide (deciding->advisor, connection,
                               &(SaudaDecision){ .line_id = line->id,
                                                 .size = line->decided_size,
                                                 .height_cm = question->height_cm,
                                                 .weight_kg = question->weight_kg,
                                                 .source = g_strcmp0 (line->decided_by, "buyer") == 0
                                                             ? SAUDA_SIZE_SOURCE_BUYER
                                                             : SAUDA_SIZE_SOURCE_RULE,
                                                 .who = line->decided_by,
                                                 .reason = line->decided_reason,
                                                 .now_ms = deciding->now_ms },
                               error))
    return FALSE;
  return sauda_question_mark_learned (connection, question->id, error);
}

static gboolean
learn_all (SaudaConnection *connection, const Deciding *deciding, GError **error)
{
  g_autoptr (GHashTable) ids = sauda_question_list_unlearned (connection, error);
  GHashTableIter iter;
  gpointer id;

  if (ids == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL)) {
    g_autoptr (SaudaQuestion) question = sauda_question_get (connection, *(gint64 *) id, error);

    if (question == NULL || !learn (connection, deciding, question, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
advise_all (SaudaConnection *connection, const Deciding *deciding, guint *advised, GError **error)
{
  g_autoptr (GPtrArray) answered = sauda_question_list (connection, 1u << SAUDA_QUESTION_ANSWERED, 0, error);

  if (answered == NULL)
    return FALSE;
  for (guint i = 0; i < answered->len; i++) {
    const SaudaQuestion *question = g_ptr_array_index (answered, i);
    g_autoptr (SaudaOrderInfo) order = NULL;

    if (question->proposed_size != NULL)
      continue;
    order = sauda_orders_find (connection, question->store_id, question->code, error);
    if (order == NULL)
      return FALSE;
    if (order->lines->len == 1 && !advise_question (connection, deciding, question,
                                                    g_ptr_array_index (order->lines, 0), advised, error))
      return FALSE;
  }
  return TRUE;
}

/* A product whose type has no sizes is never asked about, whatever stands in its size column. */
static gboolean
drop_unsized (SaudaConnection *connection, gint64 now_ms, GError **error)
{
  g_autoptr (GPtrArray) questions =
    sauda_question_list (connection, 1u << SAUDA_QUESTION_TO_ASK | 1u << SAUDA_QUESTION_NO_PHONE, 0, error);

  if (questions == NULL)
    return FALSE;
  for (guint i = 0; i < questions->len; i++) {
    SaudaQuestion *question = g_ptr_array_index (questions, i);
    g_autoptr (SaudaOrderInfo) order =
      sauda_orders_find (connection, question->store_id, question->code, error);
    gboolean sized = FALSE;

    if (order == NULL)
      return FALSE;
    for (guint l = 0; l < order->lines->len && !sized; l++)
      if (!sauda_decisions_has_sizes (connection,
                                      ((const SaudaOrderLineInfo *) g_ptr_array_index (order->lines, l))->id,
                                      &sized, error))
        return FALSE;
    if (!sized && !sauda_question_move (connection, question, SAUDA_QUESTION_DROPPED, "rule",
                                        N_ ("The product has no sizes."), now_ms, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
count_open (SaudaConnection *connection, SaudaTalkDecided *decided, GError **error)
{
  g_autoptr (GPtrArray) questions = sauda_question_list (connection, 0, 0, error);

  if (questions == NULL)
    return FALSE;
  for (guint i = 0; i < questions->len; i++) {
    const SaudaQuestion *question = g_ptr_array_index (questions, i);

    if (sauda_question_state_is_closed (question->state))
      continue;
    if (question->state == SAUDA_QUESTION_PERSON)
      decided->people++;
    else if (question->state == SAUDA_QUESTION_NO_PHONE)
      decided->no_phone++;
    else
      decided->open++;
  }
  return TRUE;
}

static gboolean
count_strangers (SaudaConnection *connection, gint64 now_ms, guint *count, GError **error)
{
  g_autoptr (GPtrArray) strangers = sauda_strangers_list (connection, now_ms - STRANGER_MS, error);

  *count = strangers != NULL ? strangers->len : 0;
  return strangers != NULL;
}

static gpointer
decide_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Deciding *deciding = data;
  g_autofree SaudaTalkDecided *decided = g_new0 (SaudaTalkDecided, 1);

  if (!sauda_conversation_open (connection, deciding->day, deciding->tomorrow, deciding->now_ms,
                                &decided->opened, error) ||
      !drop_unsized (connection, deciding->now_ms, error) ||
      !advise_all (connection, deciding, &decided->advised, error) ||
      (deciding->unread
         ? !sauda_conversation_put_off (connection, deciding->day, deciding->now_ms, &decided->put_off, error)
         : !sauda_conversation_take_up (connection, deciding->day, error)) ||
      !sauda_conversation_close_due (connection, deciding->now_ms, &decided->closed, error) ||
      !learn_all (connection, deciding, error) || !count_open (connection, decided, error) ||
      !count_strangers (connection, deciding->now_ms, &decided->strangers, error))
    return NULL;
  return g_steal_pointer (&decided);
}

static void
on_decided (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  gpointer decided = sauda_database_run_finish (SAUDA_DATABASE (source), result, &error);

  if (decided != NULL)
    g_task_return_pointer (task, decided, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_talk_decide_async:
 * @self: a way to buyers
 * @day: the Almaty day that is shipped
 * @tomorrow: whether the day after is too
 * @unread: whether what buyers wrote could not be read
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Opens questions about new orders, finds a size for each answer, and closes what the cut-off closes. Changes
 * sizes here, and nothing outside.
 */
void
sauda_talk_decide_async (SaudaTalk *self,
                         SaudaDay day,
                         gboolean tomorrow,
                         gboolean unread,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  SaudaWorkspace *workspace = sauda_talk_get_workspace (self);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Deciding *deciding = g_new0 (Deciding, 1);

  g_task_set_source_tag (task, sauda_talk_decide_async);
  deciding->advisor = g_object_ref (sauda_workspace_get_size_advisor (workspace));
  deciding->day = day;
  deciding->tomorrow = tomorrow;
  deciding->unread = unread;
  deciding->now_ms = sauda_workspace_get_now (workspace);
  sauda_database_run_async (sauda_workspace_get_database (workspace), decide_work, deciding, deciding_free,
                            g_free, cancellable, on_decided, task);
}

/**
 * sauda_talk_decide_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was decided, or %NULL with an error of the store room
 */
SaudaTalkDecided *
sauda_talk_decide_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
listing_free (gpointer data)
{
  Listing *listing = data;

  g_ptr_array_unref (listing->waiting);
  g_free (listing);
}

static gpointer
due_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Listing *listing = data;

  return sauda_conversation_list_due (connection, &listing->rules, listing->now_ms, listing->waiting, error);
}

static void
on_due (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  gpointer due = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (due != NULL)
    g_task_return_pointer (task, due, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_talk_list_due_async:
 * @self: a way to buyers
 * @cancellable: (nullable): to stop
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Lists what would be written now, for the plan that a person approves.
 */
void
sauda_talk_list_due_async (SaudaTalk *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  SaudaWorkspace *workspace = sauda_talk_get_workspace (self);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Listing *listing = g_new0 (Listing, 1);

  g_task_set_source_tag (task, sauda_talk_list_due_async);
  g_task_set_task_data (task, listing, listing_free);
  listing->rules = *sauda_talk_get_rules (self);
  listing->now_ms = sauda_workspace_get_now (workspace);
  listing->waiting = g_ptr_array_new_with_free_func (g_free);
  sauda_database_read_async (sauda_workspace_get_database (workspace), due_work, listing, NULL,
                             (GDestroyNotify) g_ptr_array_unref, cancellable, on_due, task);
}

/**
 * sauda_talk_list_due_finish:
 * @result: the result
 * @held: (out): whether more would be due but for a template, the hour or a limit
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaDueMessage) (nullable): messages, or %NULL with an error of the
 * store room
 */
GPtrArray *
sauda_talk_list_due_finish (GAsyncResult *result, gboolean *held, GError **error)
{
  const Listing *listing = g_task_get_task_data (G_TASK (result));

  *held = listing->waiting->len > 0;
  return g_task_propagate_pointer (G_TASK (result), error);
}
