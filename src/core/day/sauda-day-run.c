#include "sauda-day-run-private.h"

#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-day-journal.h"
#include "sauda-day-lock.h"
#include "sauda-fetch.h"
#include "sauda-label-report.h"
#include "sauda-outbox.h"

#include <glib/gi18n-lib.h>

#define FETCH_DAYS 14

static const struct {
  const char *name;
  const char *title;
} step_names[N_STEPS] = {
  [STEP_FETCH] = { "fetch", N_ ("Fetch orders") },
  [STEP_SETTLE] = { "settle", N_ ("Clear up unclear answers") },
  [STEP_REPLIES] = { "replies", N_ ("Read buyers' answers, decide sizes") },
  [STEP_MESSAGES] = { "messages", N_ ("Write to buyers") },
  [STEP_ACCEPT] = { "accept", N_ ("Accept new orders") },
  [STEP_ASSEMBLE] = { "assemble", N_ ("Assemble orders") },
  [STEP_WAYBILLS] = { "waybills", N_ ("Save waybills") },
  [STEP_LABELS] = { "labels", N_ ("Group labels") },
  [STEP_STOCK] = { "stock", N_ ("Move the stock") },
};

G_DEFINE_FINAL_TYPE (SaudaDayRun, sauda_day_run, G_TYPE_OBJECT)

enum { PLAN_READY, N_SIGNALS };

static guint signals[N_SIGNALS];

/**
 * sauda_day_run_get_step_title:
 * @name: a step as in the journal
 *
 * Returns: (nullable): what people read, translated; %NULL for a name that no step has
 */
const char *
sauda_day_run_get_step_title (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (step_names); i++)
    if (g_str_equal (step_names[i].name, name))
      return _ (step_names[i].title);
  return NULL;
}

/**
 * sauda_day_run_get_step:
 * @self: a run
 * @id: which step
 *
 * Returns: (transfer none): the step
 */
SaudaDayStep *
sauda_day_run_get_step (SaudaDayRun *self, SaudaDayStepId id)
{
  g_autoptr (SaudaDayStep) step = g_list_model_get_item (G_LIST_MODEL (self->steps), id);

  return step; /* the list holds it */
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
  g_clear_pointer (&self->gates, g_ptr_array_unref);
  g_clear_object (&self->early);
  g_clear_pointer (&self->labels, sauda_label_report_free);
  g_clear_object (&self->accepter);
  g_clear_object (&self->sender);
  g_clear_pointer (&self->urgent, g_hash_table_unref);
  g_clear_pointer (&self->ready, g_ptr_array_unref);
  g_clear_error (&self->part_error);
  g_clear_object (&self->talk);
  g_clear_pointer (&self->mail, sauda_talk_mail_free);
  g_clear_error (&self->mail_error);
  g_clear_object (&self->writer);
  g_free (self->report_path);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
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

/* A run that is killed leaves what it had begun. What cannot be written now is written at the end, or said
 * there. */
static void
on_step_changed (SaudaDayStep *step, GParamSpec *pspec, gpointer data)
{
  SaudaDayRun *self = data;

  if (self->id != 0 && self->task != NULL)
    sauda_day_run_note_step (self, step);
}

static void
on_pausing (SaudaWorkspace *workspace, const char *sentence, SaudaDayRun *self)
{
  g_autofree char *note = *sentence != '\0'
                            ? g_strdup_printf ("%s %s", sentence, _ ("It can be stopped meanwhile."))
                            : g_strdup ("");

  for (guint i = 0; i < N_STEPS; i++) {
    SaudaDayStep *step = sauda_day_run_get_step (self, i);

    if (sauda_day_step_get_state (step) == SAUDA_STEP_RUNNING)
      sauda_day_step_set_note (step, note);
  }
}

static void
sauda_day_run_init (SaudaDayRun *self)
{
  self->lock = -1;
  self->steps = g_list_store_new (SAUDA_TYPE_DAY_STEP);
  for (guint i = 0; i < N_STEPS; i++) {
    g_autoptr (SaudaDayStep) step = sauda_day_step_new (step_names[i].name, _ (step_names[i].title));

    g_signal_connect_object (step, "notify::state", G_CALLBACK (on_step_changed), self, 0);
    g_list_store_append (self->steps, step);
  }
}

/**
 * sauda_day_run_emit_plan_ready:
 * @self: a run with a plan
 *
 * Tells watchers the plan.
 */
void
sauda_day_run_emit_plan_ready (SaudaDayRun *self)
{
  g_signal_emit (self, signals[PLAN_READY], 0, self->plan);
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

/**
 * sauda_day_run_end:
 * @self: a run
 * @reason: (nullable) (transfer full): why it ended; %NULL when it came to its end
 *
 * Writes the journal, lets the lock go and answers the caller.
 */
void
sauda_day_run_end (SaudaDayRun *self, GError *reason)
{
  GTask *task = g_steal_pointer (&self->task);

  if (reason != NULL)
    g_task_set_task_data (task, reason, (GDestroyNotify) g_error_free);
  if (self->id == 0) {
    close_run (self);
    g_task_return_error (task, g_error_copy (reason));
    g_object_unref (task);
    return;
  }
  sauda_day_run_note_end (self, reason, on_journal_closed, task);
}

/**
 * sauda_day_run_close_failed:
 * @self: a run
 * @id: the step that is at work
 * @error: why it fails
 *
 * Ends the step alone.
 */
void
sauda_day_run_close_failed (SaudaDayRun *self, SaudaDayStepId id, const GError *error)
{
  gboolean cancelled = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  sauda_day_step_end (sauda_day_run_get_step (self, id), cancelled ? SAUDA_STEP_CANCELLED : SAUDA_STEP_FAILED,
                      cancelled ? _ ("Stopped. What was done stays done; press again to go on.")
                                : error->message);
}

/**
 * sauda_day_run_fail_step:
 * @self: a run
 * @id: the step that is at work
 * @error: (transfer full): why
 *
 * Ends the step and the run; what is under way beside it comes home first.
 */
void
sauda_day_run_fail_step (SaudaDayRun *self, SaudaDayStepId id, GError *error)
{
  sauda_day_run_close_failed (self, id, error);
  sauda_day_run_break_off (self, error);
}

/**
 * sauda_day_run_break_off:
 * @self: a run whose step has ended for this reason
 * @error: (transfer full): why
 *
 * Ends the run; what is under way beside it comes home first.
 */
void
sauda_day_run_break_off (SaudaDayRun *self, GError *error)
{
  if (self->branches == 0 && !self->asking && !self->syncing) {
    sauda_day_run_end (self, error);
    return;
  }
  if (self->error == NULL)
    self->error = error;
  else
    g_error_free (error);
  if (self->branches > 0)
    sauda_day_run_join (self);
}

/**
 * sauda_day_run_join:
 * @self: a run, one branch of which is through
 *
 * Writes the report and ends the run once both are through.
 */
void
sauda_day_run_join (SaudaDayRun *self)
{
  if (--self->branches > 0)
    return;
  if (self->error != NULL)
    sauda_day_run_end (self, g_steal_pointer (&self->error));
  else
    sauda_day_run_write_report (self);
}

static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  SaudaDayStep *step = sauda_day_run_get_step (self, STEP_FETCH);
  GError *error = NULL;
  g_autoptr (SaudaFetchReport) report = sauda_fetch_finish (result, &error);
  g_autofree char *detail = NULL;

  if (report == NULL) {
    sauda_day_run_fail_step (self, STEP_FETCH, error);
    return;
  }
  for (gsize i = 0; report->problems[i] != NULL; i++)
    sauda_day_step_add_failed (step, report->problems[i]);
  if (g_strv_length (report->from_files) == self->channels->len && self->channels->len > 0)
    detail = g_strdup (_ ("The stores work from files: their orders come in with the spreadsheets."));
  else
    detail = g_strdup_printf (_ ("%u orders read: %u new, %u changed."), report->orders, report->new_orders,
                              report->changed);
  sauda_day_step_end (step,
                      *sauda_day_step_get_failed (step) != NULL                   ? SAUDA_STEP_PARTLY
                      : g_strv_length (report->from_files) == self->channels->len ? SAUDA_STEP_SKIPPED
                                                                                  : SAUDA_STEP_DONE,
                      detail);
  sauda_day_run_settle (self);
}

static void
on_channels (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  self->channels = sauda_channels_open_finish (result, &error);
  if (self->channels == NULL) {
    sauda_day_run_fail_step (self, STEP_FETCH, error);
    return;
  }
  if (self->channels->len == 0) {
    sauda_day_run_fail_step (
      self, STEP_FETCH,
      g_error_new_literal (SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NO_STORE,
                           _ ("There is no store yet. Add one in Settings, or import its spreadsheets.")));
    return;
  }
  sauda_day_run_ask_for_mail (self);
  sauda_fetch_async (self->workspace, self->channels, NULL, FETCH_DAYS,
                     sauda_day_run_get_step (self, STEP_FETCH), self->cancellable, on_fetched, self);
}

static gpointer
begin_work (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaDayRun *self = data;

  if (!sauda_outbox_recover (connection, sauda_workspace_get_now (self->workspace), NULL, error))
    return NULL;
  self->id = sauda_day_journal_begin (connection, self->day, self->tomorrow, self->who, self->folder,
                                      sauda_workspace_get_now (self->workspace), error);
  return self->id != 0 ? self : NULL;
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  sauda_day_step_begin (sauda_day_run_get_step (self, STEP_FETCH));
  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    sauda_day_run_fail_step (self, STEP_FETCH, error);
  else
    sauda_channels_open_async (self->workspace, self->cancellable, on_channels, self);
}

static void
on_locked (GObject *source, GAsyncResult *result, gpointer data)
{
  SaudaDayRun *self = data;
  GError *error = NULL;

  self->lock = sauda_day_lock_take_finish (result, &error);
  if (self->lock < 0)
    sauda_day_run_fail_step (self, STEP_FETCH, error);
  else
    sauda_database_run_async (sauda_workspace_get_database (self->workspace), begin_work, self, NULL, NULL,
                              NULL, on_begun, self);
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
  g_signal_connect_object (workspace, "pausing", G_CALLBACK (on_pausing), self, 0);
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
  g_return_if_fail (SAUDA_IS_DAY_RUN (self));
  g_return_if_fail (self->task == NULL && self->id == 0);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, sauda_day_run_start_async);
  g_task_set_check_cancellable (self->task, FALSE);
  g_set_object (&self->cancellable, cancellable);
  sauda_day_lock_take_async (sauda_workspace_get_folder (self->workspace), on_locked, self);
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
 * sauda_day_run_get_messages:
 * @self: a run
 *
 * Returns: messages to buyers that went out on the run's day, in this press and in earlier ones
 */
guint
sauda_day_run_get_messages (SaudaDayRun *self)
{
  return self->messages;
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

/**
 * sauda_day_run_get_channels:
 * @self: a run
 *
 * Returns: (transfer none) (nullable) (element-type SaudaChannel): the stores' ways to Kaspi, once they are
 * open
 */
GPtrArray *
sauda_day_run_get_channels (SaudaDayRun *self)
{
  return self->channels;
}

/**
 * sauda_day_run_get_requests:
 * @self: a run
 *
 * Returns: requests to Kaspi so far, every try of every one
 */
guint
sauda_day_run_get_requests (SaudaDayRun *self)
{
  return self->channels != NULL ? sauda_channels_get_requests (self->channels) : 0;
}
