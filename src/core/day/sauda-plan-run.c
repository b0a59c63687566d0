#include "sauda-plan-run.h"

#include "sauda-act-kind.h"
#include "sauda-act-sender.h"
#include "sauda-card-sender.h"
#include "sauda-card-work.h"
#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-day-lock.h"
#include "sauda-kaspi-records.h"
#include "sauda-order-lookup.h"
#include "sauda-order-merge.h"
#include "sauda-order-sources.h"
#include "sauda-outbox.h"
#include "sauda-reason.h"

#include <glib/gi18n-lib.h>

/* One plan being carried out. Its orders are read again first, so that it is judged by what is true now. */
typedef struct {
  SaudaWorkspace *workspace; /* (owned) */
  gint64 plan_id;
  char *who;              /* (owned) */
  SaudaDayStep *step;     /* (owned) */
  int lock;               /* the day's */
  GPtrArray *channels;    /* (owned) (nullable) (element-type SaudaChannel) */
  GPtrArray *acts;        /* (owned) (nullable) (element-type SaudaAct) still to send */
  GPtrArray *records;     /* (owned) (nullable) orders of one store on their way into the database */
  SaudaActSender *sender; /* (owned) (nullable) while acts are under way */
  guint next_channel;     /* whose orders are read next */
  gint64 now_ms;
} PlanRun;

static void
plan_run_free (gpointer data)
{
  PlanRun *run = data;

  g_object_unref (run->workspace);
  g_free (run->who);
  g_object_unref (run->step);
  g_clear_pointer (&run->channels, g_ptr_array_unref);
  g_clear_pointer (&run->acts, g_ptr_array_unref);
  g_clear_pointer (&run->records, g_ptr_array_unref);
  g_clear_object (&run->sender);
  sauda_day_lock_release (run->lock);
  g_free (run);
}

static PlanRun *
get_run (GTask *task)
{
  PlanRun *run = g_task_get_task_data (task);

  run->now_ms = sauda_workspace_get_now (run->workspace);
  return run;
}

/* Ends the task and lets the day go, whichever comes first to the caller. Takes @task and @error. */
static void
end_run (GTask *task, GError *error)
{
  PlanRun *run = get_run (task);

  sauda_day_lock_release (run->lock);
  run->lock = -1;
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Why no act of the plan may be sent at all; %NULL when some may. */
static gboolean
find_closed_gate (SaudaConnection *connection, GPtrArray *acts, char **reason, GError **error)
{
  for (guint i = 0; i < acts->len; i++) {
    const SaudaAct *act = g_ptr_array_index (acts, i);
    g_autoptr (SaudaStoreInfo) store = sauda_stores_get (connection, act->store_id, error);
    g_autofree char *kept = store != NULL ? sauda_act_kind_find_trust_obstacle (store) : NULL;
    g_autofree char *trust = sauda_reason_show (kept);

    g_clear_pointer (reason, g_free);
    if (store == NULL)
      return FALSE;
    if (store->stopped)
      *reason = g_strdup_printf (_ ("%s: the red Stop is on, nothing is sent."), store->name);
    else if (trust != NULL)
      *reason = g_strdup_printf (_ ("%s: %s"), store->name, trust);
    else if (g_str_equal (act->kind, SAUDA_ACT_CARDS) && store->trust < SAUDA_TRUST_FULL)
      *reason =
        g_strdup_printf (_ ("%s: the store's trust level does not allow product cards."), store->name);
    else
      return TRUE;
  }
  return TRUE;
}

/* Nobody else runs the day: what a killed process left behind is taken up, and the plan is looked at. */
static gpointer
prepare_work (SaudaConnection *connection, gpointer data, GError **error)
{
  PlanRun *run = data;
  g_autoptr (GPtrArray) acts = NULL;
  g_autofree char *reason = NULL;

  if (!sauda_outbox_recover (connection, run->now_ms, NULL, error) ||
      !sauda_outbox_check_plan (connection, run->plan_id, run->now_ms, error))
    return NULL;
  acts = sauda_outbox_list (connection, 1u << SAUDA_ACT_PLANNED, run->plan_id, error);
  if (acts == NULL || !find_closed_gate (connection, acts, &reason, error))
    return NULL;
  if (reason != NULL) {
    g_set_error_literal (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED, reason);
    return NULL;
  }
  return g_steal_pointer (&acts);
}

static gpointer
approve_work (SaudaConnection *connection, gpointer data, GError **error)
{
  PlanRun *run = data;

  if (!sauda_outbox_approve (connection, run->plan_id, run->who, run->now_ms, error))
    return NULL;
  return sauda_outbox_list (connection, 1u << SAUDA_ACT_APPROVED, run->plan_id, error);
}

static gpointer
merge_work (SaudaConnection *connection, gpointer data, GError **error)
{
  PlanRun *run = data;
  SaudaChannel *channel = g_ptr_array_index (run->channels, run->next_channel);
  SaudaMergeCounts counts = { 0 };

  return sauda_orders_merge (connection, channel->store->id, run->records, run->now_ms, &counts, error) &&
             sauda_order_sources_keep (connection, channel->store->id, run->records, run->now_ms, error)
           ? run
           : NULL;
}

/* Moves the acts of the first one's kind out of the plan. */
static GPtrArray *
take_next_kind (GPtrArray *acts)
{
  GPtrArray *taken = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_act_free);
  g_autofree char *kind = g_strdup (((SaudaAct *) g_ptr_array_index (acts, 0))->kind);

  for (guint i = 0; i < acts->len;)
    if (g_str_equal (((SaudaAct *) g_ptr_array_index (acts, i))->kind, kind))
      g_ptr_array_add (taken, g_ptr_array_steal_index (acts, i));
    else
      i++;
  return taken;
}

static void send_next_kind (GTask *task);

static void
on_cards_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  if (sauda_card_sender_run_finish (result, &error))
    send_next_kind (data);
  else
    end_run (data, error);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer data)
{
  PlanRun *run = get_run (data);
  GError *error = NULL;

  sauda_workspace_emit_orders_changed (run->workspace);
  if (sauda_act_sender_run_finish (run->sender, result, &error))
    send_next_kind (data);
  else
    end_run (data, error);
}

/* Kinds go one after the other: an order must be accepted before it can be assembled. */
static void
send_next_kind (GTask *task)
{
  PlanRun *run = get_run (task);
  g_autoptr (GPtrArray) acts = NULL;

  g_clear_object (&run->sender);
  if (run->acts->len == 0) {
    end_run (task, NULL);
    return;
  }
  acts = take_next_kind (run->acts);
  if (g_str_equal (((SaudaAct *) g_ptr_array_index (acts, 0))->kind, SAUDA_ACT_CARDS)) {
    sauda_card_sender_run_async (run->workspace, run->channels, run->step, acts,
                                 g_task_get_cancellable (task), on_cards_sent, task);
    return;
  }
  run->sender = sauda_act_sender_new (run->workspace, run->channels, run->step);
  sauda_act_sender_run_async (run->sender, acts, g_task_get_cancellable (task), on_sent, task);
}

static void
on_approved (GObject *source, GAsyncResult *result, gpointer data)
{
  PlanRun *run = get_run (data);
  GError *error = NULL;

  g_clear_pointer (&run->acts, g_ptr_array_unref);
  run->acts = sauda_database_run_finish (SAUDA_DATABASE (source), result, &error);
  if (run->acts != NULL)
    send_next_kind (data);
  else
    end_run (data, error);
}

static void read_next_store (GTask *task);

static void
on_merged (GObject *source, GAsyncResult *result, gpointer data)
{
  PlanRun *run = get_run (data);
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    end_run (data, error);
    return;
  }
  g_clear_pointer (&run->records, g_ptr_array_unref);
  run->next_channel++;
  read_next_store (data);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  PlanRun *run = get_run (data);
  GError *error = NULL;
  g_autoptr (SaudaOrderLookup) lookup = sauda_order_lookup_finish (result, &error);

  if (lookup != NULL && lookup->error != NULL)
    error = g_steal_pointer (&lookup->error);
  if (error != NULL) {
    end_run (data, error);
    return;
  }
  run->records = sauda_kaspi_records_from_orders (lookup->orders, run->now_ms);
  sauda_database_run_async (sauda_workspace_get_database (run->workspace), merge_work, run, NULL, NULL, NULL,
                            on_merged, data);
}

/* Numbers of the plan's orders in a store, each once. */
static GPtrArray *
list_codes (PlanRun *run, gint64 store_id)
{
  GPtrArray *codes = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < run->acts->len; i++) {
    const SaudaAct *act = g_ptr_array_index (run->acts, i);

    if (act->store_id == store_id && sauda_act_kind_find (act->kind) != NULL &&
        !g_ptr_array_find_with_equal_func (codes, act->target, g_str_equal, NULL))
      g_ptr_array_add (codes, g_strdup (act->target));
  }
  return codes;
}

static GError *
new_closed_error (const SaudaChannel *channel, const char *reason)
{
  return g_error_new (SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STOPPED, _ ("%s: %s"), channel->store->name, reason);
}

/* A store's orders have been read, so its clock is known. Returns whether the run goes on. */
static gboolean
clocks_agree (GTask *task)
{
  PlanRun *run = get_run (task);

  for (guint i = 0; i < run->channels->len; i++) {
    const SaudaChannel *channel = g_ptr_array_index (run->channels, i);
    g_autofree char *obstacle = sauda_channel_find_clock_obstacle (channel);

    if (obstacle != NULL) {
      end_run (task, new_closed_error (channel, obstacle));
      return FALSE;
    }
  }
  return TRUE;
}

/* Reads the orders of one store after the other; then the plan is approved. Nothing is sent before. */
static void
read_next_store (GTask *task)
{
  PlanRun *run = get_run (task);

  for (; run->next_channel < run->channels->len; run->next_channel++) {
    SaudaChannel *channel = g_ptr_array_index (run->channels, run->next_channel);
    g_autoptr (GPtrArray) codes = list_codes (run, channel->store->id);

    if (codes->len == 0)
      continue;
    if (channel->client == NULL) {
      end_run (task, new_closed_error (channel, channel->problem));
      return;
    }
    sauda_order_lookup_async (channel->client, codes, g_task_get_cancellable (task), on_read, task);
    return;
  }
  if (!clocks_agree (task))
    return;
  sauda_database_run_async (sauda_workspace_get_database (run->workspace), approve_work, run, NULL,
                            (GDestroyNotify) g_ptr_array_unref, NULL, on_approved, task);
}

static void
on_channels (GObject *source, GAsyncResult *result, gpointer data)
{
  PlanRun *run = get_run (data);
  GError *error = NULL;

  run->channels = sauda_channels_open_finish (result, &error);
  if (run->channels != NULL)
    read_next_store (data);
  else
    end_run (data, error);
}

static void
on_prepared (GObject *source, GAsyncResult *result, gpointer data)
{
  PlanRun *run = get_run (data);
  GError *error = NULL;

  run->acts = sauda_database_run_finish (SAUDA_DATABASE (source), result, &error);
  if (run->acts != NULL)
    sauda_channels_open_async (run->workspace, g_task_get_cancellable (data), on_channels, data);
  else
    end_run (data, error);
}

static void
on_locked (GObject *source, GAsyncResult *result, gpointer data)
{
  PlanRun *run = get_run (data);
  GError *error = NULL;

  run->lock = sauda_day_lock_take_finish (result, &error);
  if (run->lock < 0)
    end_run (data, error);
  else
    sauda_database_run_async (sauda_workspace_get_database (run->workspace), prepare_work, run, NULL,
                              (GDestroyNotify) g_ptr_array_unref, NULL, on_prepared, data);
}

/**
 * sauda_plan_run_async:
 * @workspace: the merchant's folder
 * @plan_id: a plan in the ledger that nobody has approved
 * @who: the person who approves it
 * @step: shows the progress and takes what failed and what waits
 * @cancellable: (nullable): takes effect between two requests
 * @callback: called at the end
 * @user_data: data for @callback
 *
 * Approves a plan and carries it out: its orders are read again, then its acts are sent, the first of each
 * kind alone. Holds the day's lock, so no other process sends meanwhile.
 */
void
sauda_plan_run_async (SaudaWorkspace *workspace,
                      gint64 plan_id,
                      const char *who,
                      SaudaDayStep *step,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  PlanRun *run = g_new0 (PlanRun, 1);

  g_task_set_source_tag (task, sauda_plan_run_async);
  g_task_set_check_cancellable (task, FALSE);
  run->workspace = g_object_ref (workspace);
  run->plan_id = plan_id;
  run->who = g_strdup (who);
  run->step = g_object_ref (step);
  run->lock = -1;
  g_task_set_task_data (task, run, plan_run_free);
  sauda_day_lock_take_async (sauda_workspace_get_folder (workspace), on_locked, task);
}

/**
 * sauda_plan_run_finish:
 * @result: the result
 * @error: return location
 *
 * What became of each act stands in the ledger; an error here kept the plan from being carried out, and
 * leaves it as it was unless it is one of the database.
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_LOCKED, _STOPPED, %SAUDA_OUTBOX_ERROR_ALREADY_APPROVED, _EXPIRED,
 * _NOT_FOUND, %G_IO_ERROR_CANCELLED or an error of the room that failed
 */
gboolean
sauda_plan_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
