#include "sauda-rehearsal.h"

#include "sauda-act-kind.h"
#include "sauda-database.h"
#include "sauda-workspace.h"

#include <glib/gi18n-lib.h>

/* When each order came to a stage, and when it left it, out of its history; ?1 and ?2 are the day's bounds,
 * ?3 the stage, ?4 the kind of act, ?5 the day. */
#define HISTORY                                                                                              \
  "WITH came AS (SELECT order_id, min (at_ms) AS at_ms FROM order_event WHERE kind = 'stage' AND after = ?3" \
  " GROUP BY order_id),"                                                                                     \
  " gone AS (SELECT order_id, min (at_ms) AS at_ms, after FROM order_event WHERE kind = 'stage'"             \
  " AND before = ?3 GROUP BY order_id)"                                                                      \
  " SELECT store.name, orders.code,"                                                                         \
  " EXISTS (SELECT 1 FROM outbox_act WHERE outbox_act.store_id = orders.store_id AND target = orders.code"   \
  " AND kind = ?4 AND outbox_act.state = 'verified' AND settled_ms >= ?1 AND settled_ms < ?2) AS was_done,"  \
  " came.at_ms < ?2 AND (gone.at_ms IS NULL OR gone.at_ms >= ?1)"                                            \
  " AND NOT (gone.at_ms IS NOT NULL AND gone.at_ms < ?2 AND gone.after IN ('cancelled', 'cancelling'))"      \
  " AND orders.kaspi_id IS NOT NULL AND coalesce (orders.hold_until, 0) <= ?5 AND "

#define JOINS                                                                                                \
  " AS was_due, gone.at_ms IS NOT NULL AND gone.at_ms >= ?1 AND gone.at_ms < ?2 AS has_gone"                 \
  " FROM orders JOIN store ON store.id = orders.store_id"                                                    \
  " LEFT JOIN came ON came.order_id = orders.id LEFT JOIN gone ON gone.order_id = orders.id"                 \
  " WHERE was_done OR was_due ORDER BY store.name, orders.code"

/* What the ledger planned on the day and did not let run out. A message that was sent once more, and went out
 * then, is done; so is a question that was asked. Columns as of the others, with the kind behind them. */
#define LEDGER                                                                                               \
  "SELECT coalesce (store.name, ''), target, outbox_act.state = 'verified', 1, 0, kind FROM outbox_act"      \
  " LEFT JOIN store ON store.id = outbox_act.store_id WHERE planned_ms >= ?1 AND planned_ms < ?2"            \
  " AND outbox_act.state != 'expired' AND kind NOT IN ('accept', 'assemble')"                                \
  " AND (kind != 'message' OR outbox_act.state = 'verified' OR NOT EXISTS (SELECT 1 FROM message AS failed"  \
  " JOIN message AS again ON again.question_id = failed.question_id AND again.purpose = failed.purpose"      \
  " JOIN outbox_act AS other ON other.id = again.act_id AND other.state = 'verified'"                        \
  " WHERE failed.act_id = outbox_act.id))"

/* Questions that could have been asked in time, and stand nowhere in the ledger: a message that went out and
 * never arrived was sent all the same. */
#define UNASKED                                                                                              \
  "SELECT store.name, orders.code, 0, 1, 0, 'message' FROM question"                                         \
  " JOIN orders ON orders.id = question.order_id JOIN store ON store.id = orders.store_id"                   \
  " JOIN contact ON contact.id = question.contact_id"                                                        \
  " WHERE question.created_ms >= ?1 AND question.created_ms < ?2 AND question.asked_ms IS NULL"              \
  " AND question.state NOT IN ('dropped', 'no-phone') AND contact.opted_out_ms IS NULL"                      \
  " AND question.created_ms < question.deadline_ms - 600000"                                                 \
  " AND NOT EXISTS (SELECT 1 FROM message JOIN outbox_act ON outbox_act.id = message.act_id"                 \
  " WHERE message.question_id = question.id AND outbox_act.state != 'expired')"

/* Orders that were assembled on the day, and their labels. */
#define LABELS                                                                                               \
  "SELECT store.name, orders.code, EXISTS (SELECT 1 FROM waybill WHERE waybill.order_id = orders.id), 1, 0," \
  " '" SAUDA_ACT_LABEL "' FROM outbox_act JOIN orders ON orders.store_id = outbox_act.store_id"              \
  " AND orders.code = outbox_act.target JOIN store ON store.id = orders.store_id"                            \
  " WHERE outbox_act.kind = 'assemble' AND outbox_act.state = 'verified' AND settled_ms >= ?1"               \
  " AND settled_ms < ?2"

static const char *const others[] = { LABELS, UNASKED " UNION ALL " LEDGER };

static const struct {
  const char *kind;
  const char *stage;
  const char *query;
} kinds[] = {
  { SAUDA_ACT_ACCEPT, "new", HISTORY "1" JOINS },
  { SAUDA_ACT_ASSEMBLE, "packing",
    HISTORY "orders.kaspi_delivery AND NOT orders.signature_required AND NOT orders.imei_required AND NOT "
            "orders.pre_order AND coalesce (orders.planned_handover_ms, 0) < ?2" JOINS },
};

static void
difference_free (gpointer data)
{
  SaudaRehearsalDifference *difference = data;

  g_free (difference->store);
  g_free (difference->code);
  g_free (difference->reason);
  g_free (difference);
}

static void
add_difference (SaudaRehearsal *rehearsal, SaudaStatement *row, const char *kind)
{
  SaudaRehearsalDifference *difference = g_new0 (SaudaRehearsalDifference, 1);

  difference->store = g_strdup (sauda_statement_get_text (row, 0));
  difference->code = g_strdup (sauda_statement_get_text (row, 1));
  difference->kind = kind;
  difference->done = sauda_statement_get_int64 (row, 2) != 0;
  difference->reason = g_strdup (
    difference->done                          ? _ ("It was done, although the day would not have done it.")
    : sauda_statement_get_int64 (row, 4) != 0 ? _ ("It was done elsewhere, such as in the merchant cabinet.")
                                              : _ ("It was due, and was not done."));
  g_ptr_array_add (rehearsal->differences, difference);
}

static SaudaRehearsalCount *
ensure_count (SaudaRehearsal *rehearsal, const char *kind)
{
  const SaudaRehearsalCount fresh = { .kind = g_intern_string (kind) };

  for (guint i = 0; i < rehearsal->counts->len; i++)
    if (g_array_index (rehearsal->counts, SaudaRehearsalCount, i).kind == fresh.kind)
      return &g_array_index (rehearsal->counts, SaudaRehearsalCount, i);
  g_array_append_val (rehearsal->counts, fresh);
  return &g_array_index (rehearsal->counts, SaudaRehearsalCount, rehearsal->counts->len - 1);
}

/* Compares row by row; @kind is %NULL where the rows name it. */
static gboolean
compare_rows (SaudaRehearsal *rehearsal, SaudaStatement *list, const char *kind, GError **error)
{
  gboolean row = TRUE;

  while (row) {
    SaudaRehearsalCount *count;

    if (!sauda_statement_step (list, &row, error))
      return FALSE;
    if (!row)
      break;
    count = ensure_count (rehearsal, kind != NULL ? kind : sauda_statement_get_text (list, 5));
    count->done += sauda_statement_get_int64 (list, 2) != 0;
    count->expected += sauda_statement_get_int64 (list, 3) != 0;
    if ((sauda_statement_get_int64 (list, 2) != 0) != (sauda_statement_get_int64 (list, 3) != 0))
      add_difference (rehearsal, list, count->kind);
  }
  return TRUE;
}

static gboolean
compare (SaudaConnection *connection, SaudaRehearsal *rehearsal, guint index, GError **error)
{
  SaudaStatement *list = sauda_connection_prepare (connection, kinds[index].query, error);

  if (list == NULL)
    return FALSE;
  ensure_count (rehearsal, kinds[index].kind);
  sauda_statement_bind_int64 (list, 1, sauda_day_start_ms (rehearsal->day));
  sauda_statement_bind_int64 (list, 2, sauda_day_start_ms (rehearsal->day + 1));
  sauda_statement_bind_text (list, 3, kinds[index].stage);
  sauda_statement_bind_text (list, 4, kinds[index].kind);
  sauda_statement_bind_int64 (list, 5, rehearsal->day);
  return compare_rows (rehearsal, list, kinds[index].kind, error);
}

static gboolean
compare_other (SaudaConnection *connection, SaudaRehearsal *rehearsal, const char *query, GError **error)
{
  SaudaStatement *list = sauda_connection_prepare (connection, query, error);

  if (list == NULL)
    return FALSE;
  sauda_statement_bind_int64 (list, 1, sauda_day_start_ms (rehearsal->day));
  sauda_statement_bind_int64 (list, 2, sauda_day_start_ms (rehearsal->day + 1));
  return compare_rows (rehearsal, list, NULL, error);
}

static gboolean
count_labels (SaudaConnection *connection, SaudaRehearsal *rehearsal, GError **error)
{
  SaudaStatement *count = sauda_connection_prepare (
    connection,
    "SELECT count (*), count (waybill.id), coalesce (sum (waybill.pages), 0) FROM outbox_act"
    " JOIN orders ON orders.store_id = outbox_act.store_id AND orders.code = outbox_act.target"
    " LEFT JOIN waybill ON waybill.order_id = orders.id"
    " WHERE outbox_act.kind = 'assemble' AND outbox_act.state = 'verified' AND settled_ms >= ? AND "
    "settled_ms "
    "< ?",
    error);
  gboolean row = FALSE;

  if (count == NULL)
    return FALSE;
  sauda_statement_bind_int64 (count, 1, sauda_day_start_ms (rehearsal->day));
  sauda_statement_bind_int64 (count, 2, sauda_day_start_ms (rehearsal->day + 1));
  if (!sauda_statement_step (count, &row, error))
    return FALSE;
  rehearsal->orders = (guint) sauda_statement_get_int64 (count, 0);
  rehearsal->labels = (guint) sauda_statement_get_int64 (count, 1);
  rehearsal->pages = (guint) sauda_statement_get_int64 (count, 2);
  return TRUE;
}

/**
 * sauda_rehearsal_free:
 * @rehearsal: (nullable): a rehearsal
 */
void
sauda_rehearsal_free (SaudaRehearsal *rehearsal)
{
  if (rehearsal == NULL)
    return;
  g_ptr_array_unref (rehearsal->differences);
  g_array_unref (rehearsal->counts);
  g_free (rehearsal);
}

/**
 * sauda_rehearsal_read:
 * @connection: inside a transaction
 * @day: an Almaty day
 * @error: return location
 *
 * Works out from the history of the orders what the day had to accept, to assemble, to ask and to label, and
 * compares it with what was done; whatever else the ledger planned on the day has to have come to its end.
 * Sends nothing and changes nothing (product.md 5).
 *
 * Returns: (transfer full) (nullable): the rehearsal, or %NULL with an error of the database
 */
SaudaRehearsal *
sauda_rehearsal_read (SaudaConnection *connection, SaudaDay day, GError **error)
{
  g_autoptr (SaudaRehearsal) rehearsal = g_new0 (SaudaRehearsal, 1);

  rehearsal->day = day;
  rehearsal->differences = g_ptr_array_new_with_free_func (difference_free);
  rehearsal->counts = g_array_new (FALSE, TRUE, sizeof (SaudaRehearsalCount));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (!compare (connection, rehearsal, i, error))
      return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (!compare_other (connection, rehearsal, others[i], error))
      return NULL;
  rehearsal->messages = ensure_count (rehearsal, "message")->done;
  return count_labels (connection, rehearsal, error) ? g_steal_pointer (&rehearsal) : NULL;
}

static gpointer
read_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_rehearsal_read (connection, GPOINTER_TO_INT (data), error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  SaudaRehearsal *rehearsal = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (rehearsal != NULL)
    g_task_return_pointer (task, rehearsal, (GDestroyNotify) sauda_rehearsal_free);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_rehearsal_read_async:
 * @workspace: the merchant's folder
 * @day: an Almaty day
 * @cancellable: (nullable): to stop
 * @callback: called with the rehearsal
 * @user_data: data for @callback
 *
 * See sauda_rehearsal_read().
 */
void
sauda_rehearsal_read_async (SaudaWorkspace *workspace,
                            SaudaDay day,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_rehearsal_read_async);
  sauda_database_read_async (sauda_workspace_get_database (workspace), read_work, GINT_TO_POINTER (day), NULL,
                             (GDestroyNotify) sauda_rehearsal_free, cancellable, on_read, task);
}

/**
 * sauda_rehearsal_read_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the rehearsal, or %NULL with %G_IO_ERROR_CANCELLED or an error of the
 * database
 */
SaudaRehearsal *
sauda_rehearsal_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_rehearsal_read_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
