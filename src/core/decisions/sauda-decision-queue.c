#include "sauda-decision-queue.h"

#include "sauda-connection.h"
#include "sauda-database.h"
#include "sauda-decisions-error.h"
#include "sauda-sized-line.h"

#include <glib/gi18n-lib.h>

#define MOST_SIMILAR 6

/* A piece of work for the database's thread; texts are copied. */
typedef struct {
  SaudaSizeAdvisor *advisor; /* (owned) */
  SaudaDecision decision;
  char *size, *answer, *who, *reason; /* (owned) (nullable) what @decision points to */
} Job;

static Job *
job_new (SaudaSizeAdvisor *advisor, const SaudaDecision *decision)
{
  Job *job = g_new0 (Job, 1);

  job->advisor = g_object_ref (advisor);
  if (decision == NULL)
    return job;
  job->decision = *decision;
  job->decision.size = job->size = g_strdup (decision->size);
  job->decision.answer = job->answer = g_strdup (decision->answer);
  job->decision.who = job->who = g_strdup (decision->who);
  job->decision.reason = job->reason = g_strdup (decision->reason);
  return job;
}

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->advisor);
  g_free (job->size);
  g_free (job->answer);
  g_free (job->who);
  g_free (job->reason);
  g_free (job);
}

static void
similar_free (gpointer data)
{
  SaudaSimilarOrder *similar = data;

  g_free (similar->size);
  g_free (similar);
}

static gboolean
add_similar (SaudaWaitingLine *line, SaudaConnection *connection, const SaudaSizedLine *sized, GError **error)
{
  g_autoptr (GPtrArray) records =
    sauda_size_history_list_similar (connection, sized->people, sized->group, line->measure.height_cm,
                                     line->measure.weight_kg, MOST_SIMILAR, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++) {
    SaudaSizeRecord *record = g_ptr_array_index (records, i);
    SaudaSimilarOrder *similar = g_new0 (SaudaSimilarOrder, 1);

    similar->height_cm = record->height_cm;
    similar->weight_kg = record->weight_kg;
    similar->size = g_steal_pointer (&record->size);
    similar->outcome = record->outcome;
    similar->at_ms = record->at_ms;
    similar->imported = record->source == SAUDA_SIZE_SOURCE_FILE;
    g_ptr_array_add (line->similar, similar);
  }
  return TRUE;
}

static SaudaWaitingLine *
make_line (const SaudaSizedLine *sized)
{
  SaudaWaitingLine *line = g_new0 (SaudaWaitingLine, 1);

  line->line_id = sized->line->id;
  line->order_id = sized->order->id;
  line->code = g_strdup (sized->order->code);
  line->store = g_strdup (sized->order->store);
  line->buyer = g_strdup (sized->order->buyer);
  line->model = g_strdup (sized->line->model);
  line->title = g_strdup (sized->line->title);
  line->clicked_size = g_strdup (sized->line->clicked_size);
  line->quantity = sized->line->quantity;
  line->ship_by_ms = sized->order->ship_by_ms;
  line->similar = g_ptr_array_new_with_free_func (similar_free);
  return line;
}

/* @line is %NULL when the product has no sizes. */
static gboolean
read_line (SaudaSizeAdvisor *advisor,
           SaudaConnection *connection,
           gint64 line_id,
           SaudaWaitingLine **line,
           GError **error)
{
  g_autoptr (SaudaSizedLine) sized = sauda_sized_line_find (connection, line_id, error);
  g_autoptr (SaudaWaitingLine) found = NULL;

  *line = NULL;
  if (sized == NULL)
    return FALSE;
  if (!sized->has_sizes)
    return TRUE;
  found = make_line (sized);
  if (!sauda_decisions_get_measure (connection, line_id, &found->measure, error))
    return FALSE;
  if (found->measure.height_cm > 0) {
    found->advice = sauda_size_advisor_advise (advisor, connection, line_id, found->measure.height_cm,
                                               found->measure.weight_kg, error);
    if (found->advice == NULL || !add_similar (found, connection, sized, error))
      return FALSE;
  }
  *line = g_steal_pointer (&found);
  return TRUE;
}

/* What can be decided at once comes first, and of that what leaves first. */
static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const SaudaWaitingLine *first = *(SaudaWaitingLine *const *) a, *second = *(SaudaWaitingLine *const *) b;
  gint64 first_ms = first->ship_by_ms != 0 ? first->ship_by_ms : G_MAXINT64;
  gint64 second_ms = second->ship_by_ms != 0 ? second->ship_by_ms : G_MAXINT64;

  if ((first->advice == NULL) != (second->advice == NULL))
    return first->advice == NULL ? 1 : -1;
  if (first_ms != second_ms)
    return first_ms < second_ms ? -1 : 1;
  return (first->line_id > second->line_id) - (first->line_id < second->line_id);
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_decision_queue_list (((Job *) data)->advisor, connection, error);
}

static gpointer
measure_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;

  return sauda_decisions_set_measure (connection, &job->decision, error)
           ? sauda_decision_queue_find (job->advisor, connection, job->decision.line_id, error)
           : NULL;
}

static gpointer
decide_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;

  return GINT_TO_POINTER (sauda_decisions_decide (job->advisor, connection, &job->decision, error));
}

static gpointer
undo_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;

  return sauda_decisions_undo (connection, &job->decision, error)
           ? sauda_decision_queue_find (job->advisor, connection, job->decision.line_id, error)
           : NULL;
}

/**
 * sauda_waiting_line_free:
 * @line: (transfer full) (nullable): a line that waits
 */
void
sauda_waiting_line_free (SaudaWaitingLine *line)
{
  if (line == NULL)
    return;
  g_free (line->code);
  g_free (line->store);
  g_free (line->buyer);
  g_free (line->model);
  g_free (line->title);
  g_free (line->clicked_size);
  sauda_line_measure_clear (&line->measure);
  g_clear_pointer (&line->advice, sauda_line_advice_free);
  g_ptr_array_unref (line->similar);
  g_free (line);
}

/**
 * sauda_decision_queue_list:
 * @advisor: the advisor of the workspace
 * @connection: inside a transaction
 * @error: return location
 *
 * Lists the lines with sizes of orders that are not handed over and whose size nobody decided: first those
 * whose buyer's height and weight are known.
 *
 * Returns: (transfer full) (element-type SaudaWaitingLine) (nullable): the lines, or %NULL with an error of
 * the store
 */
GPtrArray *
sauda_decision_queue_list (SaudaSizeAdvisor *advisor, SaudaConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_waiting_line_free);
  g_autoptr (GArray) ids = sauda_orders_list_undecided (connection, error);

  for (guint i = 0; ids != NULL && i < ids->len; i++) {
    SaudaWaitingLine *line;

    if (!read_line (advisor, connection, g_array_index (ids, gint64, i), &line, error))
      return NULL;
    if (line != NULL)
      g_ptr_array_add (lines, line);
  }
  if (ids == NULL)
    return NULL;
  g_ptr_array_sort (lines, compare_lines);
  return g_steal_pointer (&lines);
}

/**
 * sauda_decision_queue_find:
 * @advisor: the advisor of the workspace
 * @connection: inside a transaction
 * @line_id: a line of an order, decided or not
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the line as the queue shows it, or %NULL with
 *   %SAUDA_ORDERS_ERROR_NOT_FOUND or an error of the store
 */
SaudaWaitingLine *
sauda_decision_queue_find (SaudaSizeAdvisor *advisor,
                           SaudaConnection *connection,
                           gint64 line_id,
                           GError **error)
{
  SaudaWaitingLine *line;

  if (!read_line (advisor, connection, line_id, &line, error))
    return NULL;
  if (line == NULL)
    g_set_error_literal (error, SAUDA_DECISIONS_ERROR, SAUDA_DECISIONS_ERROR_SIZE,
                         _ ("Products of this type have no sizes."));
  return line;
}

/**
 * sauda_decision_queue_load_async:
 * @advisor: the advisor of the workspace
 * @database: its database
 * @cancellable: (nullable): to stop
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * See sauda_decision_queue_list().
 */
void
sauda_decision_queue_load_async (SaudaSizeAdvisor *advisor,
                                 SaudaDatabase *database,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  sauda_database_read_async (database, list_work, job_new (advisor, NULL), job_free,
                             (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

/**
 * sauda_decision_queue_load_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaWaitingLine) (nullable): the lines, or %NULL with an error
 */
GPtrArray *
sauda_decision_queue_load_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) database = g_async_result_get_source_object (result);

  return sauda_database_read_finish (SAUDA_DATABASE (database), result, error);
}

/**
 * sauda_decision_queue_measure_async:
 * @advisor: the advisor of the workspace
 * @database: its database
 * @decision: line, height, weight, answer, who and when
 * @cancellable: (nullable): to stop
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Notes a buyer's height and weight, and asks for advice.
 */
void
sauda_decision_queue_measure_async (SaudaSizeAdvisor *advisor,
                                    SaudaDatabase *database,
                                    const SaudaDecision *decision,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  sauda_database_run_async (database, measure_work, job_new (advisor, decision), job_free,
                            (GDestroyNotify) sauda_waiting_line_free, cancellable, callback, user_data);
}

/**
 * sauda_decision_queue_measure_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the line with its advice, or %NULL with an error
 */
SaudaWaitingLine *
sauda_decision_queue_measure_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) database = g_async_result_get_source_object (result);

  return sauda_database_run_finish (SAUDA_DATABASE (database), result, error);
}

/**
 * sauda_decision_queue_decide_async:
 * @advisor: the advisor of the workspace
 * @database: its database
 * @decision: what was decided
 * @cancellable: (nullable): to stop
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * See sauda_decisions_decide().
 */
void
sauda_decision_queue_decide_async (SaudaSizeAdvisor *advisor,
                                   SaudaDatabase *database,
                                   const SaudaDecision *decision,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  sauda_database_run_async (database, decide_work, job_new (advisor, decision), job_free, NULL, cancellable,
                            callback, user_data);
}

/**
 * sauda_decision_queue_decide_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE with an error
 */
gboolean
sauda_decision_queue_decide_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) database = g_async_result_get_source_object (result);

  return sauda_database_run_finish (SAUDA_DATABASE (database), result, error) != NULL;
}

/**
 * sauda_decision_queue_undo_async:
 * @advisor: the advisor of the workspace
 * @database: its database
 * @decision: line, who, why and when
 * @cancellable: (nullable): to stop
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * See sauda_decisions_undo().
 */
void
sauda_decision_queue_undo_async (SaudaSizeAdvisor *advisor,
                                 SaudaDatabase *database,
                                 const SaudaDecision *decision,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  sauda_database_run_async (database, undo_work, job_new (advisor, decision), job_free,
                            (GDestroyNotify) sauda_waiting_line_free, cancellable, callback, user_data);
}

/**
 * sauda_decision_queue_undo_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the line, which waits again, or %NULL with an error
 */
SaudaWaitingLine *
sauda_decision_queue_undo_finish (GAsyncResult *result, GError **error)
{
  return sauda_decision_queue_measure_finish (result, error);
}
