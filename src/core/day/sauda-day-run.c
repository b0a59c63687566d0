#include "sauda-day-run.h"

#include "sauda-act-sender.h"
#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-day-journal.h"
#include "sauda-day-ledger.h"
#include "sauda-day-lock.h"
#include "sauda-day-report.h"
#include "sauda-fetch.h"
#include "sauda-label-report.h"
#include "sauda-outbox.h"
#include "sauda-waybill-fetch.h"

#include <glib/gi18n-lib.h>

#define FETCH_DAYS 14

typedef enum {
  STEP_FETCH,
  STEP_SETTLE,
  STEP_ACCEPT,
  STEP_ASSEMBLE,
  STEP_WAYBILLS,
  STEP_LABELS,
  N_STEPS
} StepId;

static const struct {
  const char *name;
  const char *title;
} step_names[N_STEPS] = {
  [STEP_FETCH] = { "fetch", N_ ("Fetch orders") },
  [STEP_SETTLE] = { "settle", N_ ("Clear up unclear answers") },
  [STEP_ACCEPT] = { "accept", N_ ("Accept new orders") },
  [STEP_ASSEMBLE] = { "assemble", N_ ("Assemble orders") },
  [STEP_WAYBILLS] = { "waybills", N_ ("Save waybills") },
  [STEP_LABELS] = { "labels", N_ ("Group labels") },
};

struct _SaudaDayRun {
  GObject parent_instance;

  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  SaudaDay day;
  gboolean tomorrow;
  gboolean approved;        /* by the options, or by a person */
  gboolean planned;         /* the plan waits for its approval */
  char *who;                /* (owned) (not nullable) */
  char *folder;             /* (owned) (nullable) */
  GListStore *steps;        /* (owned) (not nullable) */
  GPtrArray *channels;      /* (owned) (nullable) (element-type SaudaChannel) */
  SaudaDayPlan *plan;       /* (owned) (nullable) */
  SaudaLabelReport *labels; /* (owned) (nullable) */
  SaudaActSender *sender;   /* (owned) (nullable) while acts are under way */
  char *report_path;        /* (owned) (nullable) */
  gint64 id;
  gint64 plan_id; /* in the ledger */
  int lock;
  GTask *task;               /* (owned) (nullable) while it runs */
  GCancellable *cancellable; /* (owned) (nullable) the caller's */
  gulong cancelled_id;       /* handler on @cancellable while the plan waits */
};

G_DEFINE_FINAL_TYPE (SaudaDayRun, sauda_day_run, G_TYPE_OBJECT)

enum { PLAN_READY, N_SIGNALS };

static guint signals[N_SIGNALS];

static SaudaDayStep *
get_step (SaudaDayRun *self, StepId id)
{
  g_autoptr (SaudaDayStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), id);

  return step; /* the list holds it */
}

static gint64
now (SaudaDayRun *self)
{
  return sauda_clock_get_now (sauda_workspace_get_clock (self->workspace));
}

static void
sauda_day_run_finalize (GObject *object)
{
  SaudaDayRun *self = SAUDA_DAY_RUN (object);

  g_object_unref (self->workspace);
  g_free (self->who);
  g_free (self->folder);
  g_object_unref (self->steps);
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->plan, sauda_day_plan_free);
  g_clear_pointer (&self->labels, sauda_label_report_free);
  g_clear_object (&self->sender);
  g_free (self->report_path);
  g_clear_object (&self->cancellable);
  sauda_day_lock_release (self->lock);
  G_OBJECT_CLASS (sauda_day_run_parent_class)->finalize (object);
}

static void
sauda_day_run_class_init (SaudaDayRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_day_run_finalize;
  signals[PLAN_READY] = g_signal_new ("plan-ready", SAUDA_TYPE_DAY_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                      NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
sauda_day_run_init (SaudaDayRun *self)
{
  self->lock = -1;
  self->steps = g_list_store_new (SAUDA_TYPE_DAY_STEP);
  for (guint i = 0; i < N_STEPS; i++) {
    g_autoptr (SaudaDayStep) step = sauda_day_step_new (step_names[i].name, _ (step_names[i].title));

    g_list_store_append (self->steps, step);
  }
}

/* How the run ended, judged by its steps. */
static SaudaStepState
judge (SaudaDayRun *self)
{
  SaudaStepState worst = SAUDA_STEP_DONE;

  for (guint i = 0; i < N_STEPS; i++) {
    SaudaDayStep *step = get_step (self, i);
    SaudaStepState state = sauda_day_step_get_state (step);

    if (state == SAUDA_STEP_FAILED)
      return state;
    if (state == SAUDA_STEP_PARTLY || *sauda_day_step_get_failed (step) != NULL)
      worst = SAUDA_STEP_PARTLY;
  }
  return worst;
}

typedef struct {
  SaudaDayRun *run;
  SaudaStepState state;
} Ending;

static gpointer
end_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Ending *ending = data;
  SaudaDayRun *self = ending->run;

  for (guint i = 0; i < N_STEPS; i++)
    if (!sauda_day_journal_write_step (connection, self->id, get_step (self, i), now (self), error))
      return NULL;
  return sauda_day_journal_end (connection, self->id, ending->state, now (self), error) ? self : NULL;
}

static void
close_run (SaudaDayRun *self)
{
  sauda_day_lock_release (self->lock);
  self->lock = -1;
  g_clear_object (&self->sender);
}

static void
on_journal_closed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  SaudaDayRun *self = g_task_get_source_object (task);
  GError *error = NULL;
  gpointer written = sauda_database_run_finish (SAUDA_DATABASE (source), result, &error);
  GError *reason = g_task_get_task_data (task);

  close_run (self);
  if (reason != NULL) {
    g_clear_error (&error);
    g_task_return_error (task, g_error_copy (reason));
  } else if (written == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* Ends the run: with @reason, which is taken, or well. */
static void
end_run (SaudaDayRun *self, GError *reason)
{
  GTask *task = g_steal_pointer (&self->task);
  Ending *ending;

  if (reason != NULL)
    g_task_set_task_data (task, reason, (GDestroyNotify)g_error_free);
  if (self->id == 0) {
    close_run (self);
    g_task_return_error (task, g_error_copy (reason));
    g_object_unref (task);
    return;
  }
  ending = g_new0 (Ending, 1);
  ending->run = self;
  ending->state = reason == NULL                                               ? judge (self)
                  : g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? SAUDA_STEP_CANCELLED
                                                                               : SAUDA_STEP_FAILED;
  sauda_database_run_async (sauda_workspace_get_database (self->workspace), end_work, ending, g_free, NULL,
                            NULL, on_journal_closed, task);
}

/* Ends the running step and the run with @error, which is taken. */
static void
fail_step (SaudaDayRun *self, StepId id, GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  sauda_day_step_end (get_step (self, id), cancelled ? SAUDA_STEP_CANCELLED : SAUDA_STEP_FAILED,
                      cancelled ? _ ("Stopped. What was done stays done; press again to go on.")
                                : error->message);
  end_run (self, error);
}

static SaudaStepState
get_outcome (SaudaDayStep *step)
{
  return *sauda_day_step_get_failed (step) != NULL || *sauda_day_step_get_waiting (step) != NULL
           ? SAUDA_STEP_PARTLY
           : SAUDA_STEP_DONE;
}

/* --- labels --- */

static void
on_labels (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  SaudaDayStep *step = get_step (self, STEP_LABELS);
  g_autofree char *detail = NULL;
  GError *error = NULL;

  self->labels = sauda_label_run_finish (result, &error);
  if (self->labels == NULL) {
    fail_step (self, STEP_LABELS, error);
    return;
  }
  sauda_day_step_set_progress (step, self->labels->pages, self->labels->labels);
  for (guint i = 0; i < self->labels->missing->len; i++) {
    const SaudaLabelMissing *missing = g_ptr_array_index (self->labels->missing, i);
    g_autofree char *sentence =
      g_strdup_printf (_ ("%s, order %s: %s"), missing->store, missing->code, missing->reason);

    sauda_day_step_add_waiting (step, sentence);
  }
  detail = g_strdup_printf (_ ("Orders %u, labels %u, pages %u."), self->labels->orders, self->labels->labels,
                            self->labels->pages);
  sauda_day_step_end (step, self->labels->complete ? SAUDA_STEP_DONE : SAUDA_STEP_PARTLY, detail);
  self->report_path = sauda_day_report_write (self->workspace, self->day, G_LIST_MODEL (self->steps),
                                              (const char *const *)self->plan->waiting, self->labels, &error);
  end_run (self, error);
}

static void
build_labels (SaudaDayRun *self)
{
  const SaudaLabelRunOptions options = { .day = self->day,
                                         .tomorrow = self->tomorrow,
                                         .folder = self->folder };

  sauda_day_step_begin (get_step (self, STEP_LABELS));
  sauda_label_run_async (self->workspace, &options, NULL, NULL, self->cancellable, on_labels, self);
}

/* --- waybills --- */

static void
on_waybills (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  SaudaDayStep *step = get_step (self, STEP_WAYBILLS);
  g_autofree char *detail = NULL;
  GError *error = NULL;
  guint saved;

  if (!sauda_waybill_fetch_finish (result, &saved, &error)) {
    fail_step (self, STEP_WAYBILLS, error);
    return;
  }
  detail = g_strdup_printf (ngettext ("%u waybill saved.", "%u waybills saved.", saved), saved);
  sauda_day_step_end (step, sauda_day_step_get_total (step) == 0 ? SAUDA_STEP_SKIPPED : get_outcome (step),
                      detail);
  build_labels (self);
}

static void
fetch_waybills (SaudaDayRun *self)
{
  SaudaDayStep *step = get_step (self, STEP_WAYBILLS);

  sauda_day_step_begin (step);
  sauda_waybill_fetch_async (self->workspace, self->channels, self->day, self->tomorrow, step,
                             self->cancellable, on_waybills, self);
}

/* --- acts --- */

static void
query_acts (SaudaDayRun *self, const char *kind, gint64 plan_id, GAsyncReadyCallback callback)
{
  sauda_day_ledger_list_async (self->workspace, kind, plan_id, self->cancellable, callback, self);
}

/* Sends or settles the acts that were found; an empty list skips the step. Returns whether it is under way.
 */
static gboolean
run_acts (SaudaDayRun *self, StepId id, GAsyncResult *result, GAsyncReadyCallback callback)
{
  SaudaDayStep *step = get_step (self, id);
  GError *error = NULL;
  g_autoptr (GPtrArray) acts = sauda_day_ledger_list_finish (result, &error);

  sauda_day_step_begin (step);
  if (acts == NULL) {
    fail_step (self, id, error);
    return TRUE;
  }
  if (acts->len == 0) {
    sauda_day_step_end (step, SAUDA_STEP_SKIPPED, NULL);
    return FALSE;
  }
  g_clear_object (&self->sender);
  self->sender = sauda_act_sender_new (self->workspace, self->channels, step);
  sauda_act_sender_run_async (self->sender, acts, self->cancellable, callback, self);
  return TRUE;
}

/* Closes a step of acts. Returns whether the run goes on. */
static gboolean
end_acts (SaudaDayRun *self, StepId id, GAsyncResult *result)
{
  SaudaDayStep *step = get_step (self, id);
  g_autofree char *detail = NULL;
  GError *error = NULL;
  guint left, done;

  sauda_workspace_emit_orders_changed (self->workspace);
  if (!sauda_act_sender_run_finish (self->sender, result, &error)) {
    fail_step (self, id, error);
    return FALSE;
  }
  left = g_strv_length ((GStrv)sauda_day_step_get_failed (step)) +
         g_strv_length ((GStrv)sauda_day_step_get_waiting (step));
  done = sauda_day_step_get_done (step);
  done -= MIN (done, left);
  detail = g_strdup_printf (ngettext ("%u order.", "%u orders.", done), done);
  sauda_day_step_end (step, get_outcome (step), detail);
  return TRUE;
}

static void
on_assembled (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;

  if (end_acts (self, STEP_ASSEMBLE, result))
    fetch_waybills (self);
}

static void
on_assemblies (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;

  if (!run_acts (self, STEP_ASSEMBLE, result, on_assembled))
    fetch_waybills (self);
}

static void
on_accepted (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;

  if (end_acts (self, STEP_ACCEPT, result))
    query_acts (self, "assemble", self->plan_id, on_assemblies);
}

static void
on_accepts (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;

  if (!run_acts (self, STEP_ACCEPT, result, on_accepted))
    query_acts (self, "assemble", self->plan_id, on_assemblies);
}

/* --- plan --- */

static void
on_approved (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  self->plan_id = sauda_day_ledger_approve_finish (result, &error);
  if (self->plan_id == 0)
    fail_step (self, STEP_ACCEPT, error);
  else
    query_acts (self, "accept", self->plan_id, on_accepts);
}

static void
apply_plan (SaudaDayRun *self)
{
  if (self->cancelled_id != 0) {
    g_cancellable_disconnect (self->cancellable, self->cancelled_id);
    self->cancelled_id = 0;
  }
  self->planned = FALSE;
  if (self->plan->acts->len == 0) {
    sauda_day_step_end (get_step (self, STEP_ACCEPT), SAUDA_STEP_SKIPPED, NULL);
    sauda_day_step_end (get_step (self, STEP_ASSEMBLE), SAUDA_STEP_SKIPPED, NULL);
    fetch_waybills (self);
    return;
  }
  sauda_day_ledger_approve_async (self->workspace, self->plan, self->who, on_approved, self);
}

static gboolean
on_plan_refused (gpointer data)
{
  SaudaDayRun *self = data;

  if (self->planned) {
    self->planned = FALSE;
    if (self->cancelled_id != 0)
      g_cancellable_disconnect (self->cancellable, self->cancelled_id);
    self->cancelled_id = 0;
    fail_step (self, STEP_ACCEPT,
               g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                    _ ("The plan was not approved; nothing was sent.")));
  }
  return G_SOURCE_REMOVE;
}

/* Runs inside g_cancellable_cancel(), maybe on another thread: the answer is given from the main loop. */
static void
on_cancelled_while_waiting (GCancellable *cancellable, gpointer data)
{
  g_idle_add_full (G_PRIORITY_DEFAULT, on_plan_refused, g_object_ref (data), g_object_unref);
}

static void
on_planned (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  self->plan = sauda_day_plan_finish (result, &error);
  if (self->plan == NULL) {
    fail_step (self, STEP_ACCEPT, error);
    return;
  }
  self->planned = TRUE;
  if (self->cancellable != NULL && !self->approved)
    self->cancelled_id =
      g_cancellable_connect (self->cancellable, G_CALLBACK (on_cancelled_while_waiting), self, NULL);
  g_signal_emit (self, signals[PLAN_READY], 0, self->plan);
  if (self->planned && (self->approved || self->plan->acts->len == 0))
    apply_plan (self);
}

static void
make_plan (SaudaDayRun *self)
{
  sauda_day_plan_async (self->workspace, self->day, self->tomorrow, self->cancellable, on_planned, self);
}

/* --- settle, fetch, begin --- */

static void
on_settled (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;

  if (end_acts (self, STEP_SETTLE, result))
    make_plan (self);
}

static void
on_unclear (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;

  if (!run_acts (self, STEP_SETTLE, result, on_settled))
    make_plan (self);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  SaudaDayStep *step = get_step (self, STEP_FETCH);
  GError *error = NULL;
  g_autoptr (SaudaFetchReport) report = sauda_fetch_finish (result, &error);
  g_autofree char *detail = NULL;

  if (report == NULL) {
    fail_step (self, STEP_FETCH, error);
    return;
  }
  for (gsize i = 0; report->problems[i] != NULL; i++)
    sauda_day_step_add_failed (step, report->problems[i]);
  detail = g_strdup_printf (_ ("%u orders read: %u new, %u changed."), report->orders, report->new_orders,
                            report->changed);
  sauda_day_step_end (step, get_outcome (step), detail);
  query_acts (self, NULL, 0, on_unclear);
}

static void
on_channels (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  self->channels = sauda_channels_open_finish (result, &error);
  if (self->channels == NULL) {
    fail_step (self, STEP_FETCH, error);
    return;
  }
  if (self->channels->len == 0) {
    fail_step (
      self, STEP_FETCH,
      g_error_new_literal (SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NO_STORE,
                           _ ("There is no store yet. Add one in Settings, or import its spreadsheets.")));
    return;
  }
  sauda_fetch_async (self->workspace, self->channels, NULL, FETCH_DAYS, get_step (self, STEP_FETCH),
                     self->cancellable, on_fetched, self);
}

static gpointer
begin_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaDayRun *self = data;

  if (!sauda_outbox_recover (connection, now (self), NULL, error))
    return NULL;
  self->id = sauda_day_journal_begin (connection, self->day, self->who, self->folder, now (self), error);
  return self->id != 0 ? self : NULL;
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  sauda_day_step_begin (get_step (self, STEP_FETCH));
  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    fail_step (self, STEP_FETCH, error);
  else
    sauda_channels_open_async (self->workspace, self->cancellable, on_channels, self);
}

/**
 * sauda_day_run_new:
 * @workspace: the merchant's folder
 * @options: (nullable): what to do; %NULL for today, with approval by a person
 *
 * Returns: (transfer full): a run that has not begun
 */
SaudaDayRun *
sauda_day_run_new (SaudaWorkspace *workspace, const SaudaDayRunOptions *options)
{
  SaudaDayRun *self = g_object_new (SAUDA_TYPE_DAY_RUN, NULL);
  static const SaudaDayRunOptions usual = { .day = SAUDA_DAY_NONE };

  if (options == NULL)
    options = &usual;
  self->workspace = g_object_ref (workspace);
  self->day = options->day != SAUDA_DAY_NONE ? options->day : sauda_workspace_get_today (workspace);
  self->tomorrow = options->tomorrow;
  self->approved = options->approve;
  self->who = g_strdup (options->who != NULL ? options->who : "merchant");
  self->folder = options->folder != NULL ? g_canonicalize_filename (options->folder, NULL)
                                         : sauda_workspace_get_labels_folder (workspace);
  return self;
}

/**
 * sauda_day_run_start_async:
 * @self: a run that has not begun
 * @cancellable: (nullable): takes effect between two requests
 * @callback: called at the end
 * @user_data: data for @callback
 */
void
sauda_day_run_start_async (SaudaDayRun *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GError *error = NULL;

  g_return_if_fail (SAUDA_IS_DAY_RUN (self));
  g_return_if_fail (self->task == NULL && self->id == 0);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, sauda_day_run_start_async);
  g_task_set_check_cancellable (self->task, FALSE);
  g_set_object (&self->cancellable, cancellable);
  self->lock = sauda_day_lock_take (sauda_workspace_get_folder (self->workspace), &error);
  if (self->lock < 0) {
    fail_step (self, STEP_FETCH, error);
    return;
  }
  sauda_database_run_async (sauda_workspace_get_database (self->workspace), begin_work, self, NULL, NULL,
                            NULL, on_begun, self);
}

/**
 * sauda_day_run_start_finish:
 * @self: a run
 * @result: the result
 * @error: return location
 *
 * Orders that failed or wait stand in the steps; an error here ended the run.
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_LOCKED, _NO_STORE, %G_IO_ERROR_CANCELLED or an error of the room that
 * failed
 */
gboolean
sauda_day_run_start_finish (SaudaDayRun *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sauda_day_run_approve:
 * @self: a run
 *
 * Approves the plan that `plan-ready` told; the run goes on. A second call does nothing.
 */
void
sauda_day_run_approve (SaudaDayRun *self)
{
  g_return_if_fail (SAUDA_IS_DAY_RUN (self));

  self->approved = TRUE;
  if (self->planned && self->task != NULL && self->plan->acts->len > 0)
    apply_plan (self);
}

/**
 * sauda_day_run_get_steps:
 * @self: a run
 *
 * Returns: (transfer none): a list of #SaudaDayStep
 */
GListModel *
sauda_day_run_get_steps (SaudaDayRun *self)
{
  return G_LIST_MODEL (self->steps);
}

/**
 * sauda_day_run_get_plan:
 * @self: a run
 *
 * Returns: (nullable): the plan, once it is made
 */
const SaudaDayPlan *
sauda_day_run_get_plan (SaudaDayRun *self)
{
  return self->plan;
}

/**
 * sauda_day_run_get_label_report:
 * @self: a run
 *
 * Returns: (nullable): what was written, once it is
 */
const SaudaLabelReport *
sauda_day_run_get_label_report (SaudaDayRun *self)
{
  return self->labels;
}

/**
 * sauda_day_run_get_folder:
 * @self: a run
 *
 * Returns: where the groups go
 */
const char *
sauda_day_run_get_folder (SaudaDayRun *self)
{
  return self->folder;
}

/**
 * sauda_day_run_get_report_path:
 * @self: a run
 *
 * Returns: (nullable): the daily report, once it is written
 */
const char *
sauda_day_run_get_report_path (SaudaDayRun *self)
{
  return self->report_path;
}

/**
 * sauda_day_run_get_id:
 * @self: a run
 *
 * Returns: its number in the journal, 0 before it begins
 */
gint64
sauda_day_run_get_id (SaudaDayRun *self)
{
  return self->id;
}
