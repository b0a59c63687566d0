#include "sauda-talk.h"

#include "sauda-connection.h"
#include "sauda-database.h"
#include "sauda-orders.h"
#include "sauda-size-explanation.h"
#include "sauda-size-measure.h"
#include "sauda-size-product.h"

#include <glib/gi18n-lib.h>

#define REFIT_EVERY 25
#define PRECISION 0.9

/* Deciding what can be decided. */
typedef struct {
  SaudaDay day;
  gboolean tomorrow;
  gint64 now_ms;
} Deciding;

/* Listing what is due. */
typedef struct {
  SaudaConversationRules rules;
  gint64 now_ms;
  GPtrArray *waiting; /* (owned) */
} Listing;

/* Whom the product of a line is cut for, and whether it has sizes by which a buyer can be measured. */
static gboolean
find_product (SaudaConnection *connection, gint64 variant_id, SaudaSizePeople *people, gboolean *sized, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT gender, product_type FROM variant WHERE id = ?", error);
  gboolean row;

  *people = SAUDA_SIZE_PEOPLE_MEN;
  *sized = TRUE;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, variant_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row) {
    *people = sauda_size_product_get_people (sauda_statement_get_text (find, 0));
    *sized = sauda_size_product_has_sizes (sauda_statement_get_text (find, 1));
  }
  sauda_statement_reset (find);
  return TRUE;
}

static gboolean
advise_question (SaudaConnection *connection,
                 const SaudaQuestion *question,
                 const SaudaOrderLineInfo *line,
                 gint64 now_ms,
                 guint *advised,
                 GError **error)
{
  const SaudaSizeLearnerOptions options = { REFIT_EVERY, TRUE, PRECISION };
  double height_cm = question->height_cm, weight_kg = question->weight_kg;
  SaudaSizePeople people;
  SaudaSizeChart chart;
  SaudaSizeAdvice advice;
  SaudaSizeExplanation explanation;
  g_autoptr (SaudaSizeLearner) learner = NULL;
  g_autofree char *why = NULL;
  SaudaSizeMeasure measure;
  gboolean sized;

  if (!find_product (connection, line->variant_id, &people, &sized, error))
    return FALSE;
  if (!sized)
    return TRUE;
  measure = sauda_size_measure_check (people, &height_cm, &weight_kg);
  if (!sauda_size_measure_is_usable (measure)) {
    g_autoptr (SaudaQuestion) unlikely = sauda_question_get (connection, question->id, error);
    g_autofree char *reason = sauda_size_measure_describe (measure, height_cm, weight_kg);

    return unlikely != NULL && sauda_question_call_person (connection, unlikely, reason, now_ms, error);
  }
  sauda_size_chart_init_usual (&chart, people);
  learner = sauda_size_learner_new (&chart, &options);
  sauda_size_learner_advise (learner, height_cm, weight_kg, SAUDA_SIZE_NO_GROUP, SAUDA_SIZE_ALL, &advice);
  sauda_size_explanation_init (&explanation, learner, &advice, height_cm, weight_kg, SAUDA_SIZE_NO_GROUP);
  why = sauda_size_explanation_describe (&explanation, &chart);
  (*advised)++;
  return sauda_conversation_advise (connection, question->id, chart.names[advice.size],
                                    advice.probabilities[advice.size], why, now_ms, error);
}

static gboolean
advise_all (SaudaConnection *connection, gint64 now_ms, guint *advised, GError **error)
{
  g_autoptr (GPtrArray) answered =
    sauda_question_list (connection, 1u << SAUDA_QUESTION_ANSWERED, 0, error);

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
    if (order->lines->len == 1 && !advise_question (connection, question, g_ptr_array_index (order->lines, 0),
                                                    now_ms, advised, error))
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

static gpointer
decide_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Deciding *deciding = data;
  g_autofree SaudaTalkDecided *decided = g_new0 (SaudaTalkDecided, 1);

  if (!sauda_conversation_open (connection, deciding->day, deciding->tomorrow, deciding->now_ms,
                                &decided->opened, error) ||
      !advise_all (connection, deciding->now_ms, &decided->advised, error) ||
      !sauda_conversation_close_due (connection, deciding->now_ms, &decided->closed, error) ||
      !count_open (connection, decided, error))
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
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  SaudaWorkspace *workspace = sauda_talk_get_workspace (self);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Deciding *deciding = g_new0 (Deciding, 1);

  g_task_set_source_tag (task, sauda_talk_decide_async);
  deciding->day = day;
  deciding->tomorrow = tomorrow;
  deciding->now_ms = sauda_clock_get_now (sauda_workspace_get_clock (workspace));
  sauda_database_run_async (sauda_workspace_get_database (workspace), decide_work, deciding, g_free, g_free,
                            cancellable, on_decided, task);
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
  listing->rules = *sauda_talk_get_rules (self);
  listing->now_ms = sauda_clock_get_now (sauda_workspace_get_clock (workspace));
  listing->waiting = g_ptr_array_new_with_free_func (g_free);
  sauda_database_read_async (sauda_workspace_get_database (workspace), due_work, listing, listing_free,
                             (GDestroyNotify) g_ptr_array_unref, cancellable, on_due, task);
}

/**
 * sauda_talk_list_due_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaDueMessage) (nullable): messages, or %NULL with an error of the
 * store room
 */
GPtrArray *
sauda_talk_list_due_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
