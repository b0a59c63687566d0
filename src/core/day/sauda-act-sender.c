#include "sauda-act-sender.h"

#include "sauda-act-effect.h"
#include "sauda-act-kind.h"
#include "sauda-act-schedule.h"
#include "sauda-act-send.h"
#include "sauda-act.h"
#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-kaspi-error.h"
#include "sauda-kaspi-records.h"
#include "sauda-order-merge.h"
#include "sauda-order-sources.h"
#include "sauda-outbox.h"

#include <glib/gi18n-lib.h>

/* Twice as many as the requests that SaudaHttp lets out at once: the others wait for the disk meanwhile. */
#define UNDER_WAY 8
#define MAX_SENDINGS 4 /* of one act in one run, each after "too many requests" */
#define RATE_LIMIT_PAUSE_MS 2000
#define MAX_FIRST_REFUSALS                                                                                   \
  3 /* an order may be refused for its own reasons; three in a row are no accident                           \
     */

/* A clock that was put forward makes a fresh act look old: one reading alone proves nothing. */
#define MIN_READINGS 2
#define SECOND_READING_MS 3000

/* An order never shows that its buyer was sent a code, so there is nothing to read again. */
#define MAYBE_SENT                                                                                           \
  N_ ("It is not known whether the buyer was sent the code. Ask the buyer; without it, ask Kaspi again.")

struct _SaudaActSender {
  GObject parent_instance;

  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  GPtrArray *channels;       /* (owned) (not nullable) (element-type SaudaChannel) */
  SaudaDayStep *step;        /* (owned) (not nullable) */
  GPtrArray *acts;           /* (owned) (nullable) (element-type SaudaAct) while it runs */
  GTask *task;               /* (owned) (nullable) while it runs */
  GError *error;             /* (owned) (nullable) what ends the whole run */
  guint next;                /* first act that is not begun */
  guint in_flight;
  guint finished;
  guint refusals;       /* of first acts */
  gboolean canary_home; /* whether the first act has been read back */
  gboolean held;        /* it went wrong, so the others stay here */
  gboolean open;        /* more acts may come */
};

enum { HOME, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaudaActSender, sauda_act_sender, G_TYPE_OBJECT)

/* One act on its way. */
typedef struct {
  SaudaActSender *sender; /* (owned) */
  SaudaAct *act;          /* borrowed from sender->acts */
  SaudaChannel *channel;  /* borrowed from sender->channels */
  guint sendings;
  guint check;            /* index into the schedule */
  guint readings;         /* of the order, since the act was sent */
  SaudaKaspiOrder *order; /* (owned) (nullable) as it was last read */
  /* What the next unit of work on the database shall write, and found. */
  SaudaActState state;
  char *note; /* (owned) (nullable) */
  gint64 next_check_ms;
  gint64 now_ms;
  gboolean may_send;
  char *obstacle; /* (owned) (nullable) why it may not be sent */
} Job;

typedef void (*JobStep) (Job *job);

static void start_more (SaudaActSender *self);

static void
job_free (Job *job)
{
  g_clear_pointer (&job->order, sauda_kaspi_order_unref);
  g_free (job->note);
  g_free (job->obstacle);
  g_object_unref (job->sender);
  g_free (job);
}

static gboolean
is_traceless (const Job *job)
{
  const SaudaActKind *kind = sauda_act_kind_find (job->act->kind);

  return kind != NULL && kind->traceless;
}

static gint64
now (Job *job)
{
  return sauda_workspace_get_now (job->sender->workspace);
}

static gboolean
is_practice (const Job *job)
{
  return sauda_workspace_is_practice (job->sender->workspace);
}

static void
report (Job *job, gboolean failed, const char *reason)
{
  g_autofree char *sentence =
    g_strdup_printf (_ ("%s, order %s: %s"), job->channel->store->name, job->act->target, reason);

  if (failed)
    sauda_day_step_add_failed (job->sender->step, sentence);
  else
    sauda_day_step_add_waiting (job->sender->step, sentence);
}

static void
finish_run (SaudaActSender *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_clear_pointer (&self->acts, g_ptr_array_unref);
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

/* Whether the acts that went first give no reason to send the others. */
static gboolean
must_hold_back (SaudaActSender *self, SaudaActState state)
{
  if (self->canary_home)
    return FALSE;
  if (state == SAUDA_ACT_REFUSED)
    return ++self->refusals >= MAX_FIRST_REFUSALS;
  return state == SAUDA_ACT_UNKNOWN || state == SAUDA_ACT_FAILED;
}

static void
tell_held (SaudaActSender *self)
{
  guint held = self->acts->len - self->next;
  g_autofree char *sentence = g_strdup_printf (
    ngettext ("The first act was not confirmed, so %u other was held back. Press again later.",
              "The first act was not confirmed, so %u others were held back. Press again later.", held),
    held);

  sauda_day_step_add_waiting (self->step, sentence);
  self->next = self->acts->len;
}

/* Takes the job home. What went wrong with the first act would go wrong with the others, so they are held
 * back. */
static void
end_job (Job *job)
{
  g_autoptr (SaudaActSender) self = g_object_ref (job->sender);
  SaudaActState state = job->state;
  gint64 id = job->act->id;

  self->in_flight--;
  self->finished++;
  if (state == SAUDA_ACT_VERIFIED)
    self->canary_home = TRUE;
  else if (must_hold_back (self, state))
    self->held = TRUE;
  sauda_day_step_set_progress (self->step, self->finished, self->acts->len);
  job_free (job);
  g_signal_emit (self, signals[HOME], 0, id, state);
  start_more (self);
}

static void
end_job_with_error (Job *job, GError *error)
{
  if (job->sender->error == NULL)
    job->sender->error = error;
  else
    g_error_free (error);
  end_job (job);
}

/* Another Sauda may have settled by reading what this one is still reading: that is the truth then. */
static gboolean
adopt_settled (SaudaConnection *connection, Job *job, gboolean *adopted, GError **error)
{
  g_autoptr (SaudaAct) act = sauda_outbox_get (connection, job->act->id, error);

  if (act == NULL)
    return FALSE;
  *adopted = act->state == SAUDA_ACT_VERIFIED || act->state == SAUDA_ACT_FAILED;
  if (*adopted) {
    job->state = act->state;
    g_free (job->note);
    job->note = g_strdup (act->error != NULL ? act->error : "");
  }
  return TRUE;
}

static gpointer
record_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;
  gboolean adopted;

  if (job->order != NULL) {
    g_autoptr (GPtrArray) records = sauda_kaspi_records_from_order (job->order, job->now_ms);
    SaudaMergeCounts counts = { 0 };

    if (!sauda_orders_merge (connection, job->act->store_id, records, job->now_ms, &counts, error) ||
        !sauda_order_sources_keep (connection, job->act->store_id, records, job->now_ms, error))
      return NULL;
  }
  if (!adopt_settled (connection, job, &adopted, error))
    return NULL;
  if (adopted)
    return job;
  return sauda_outbox_record (connection, job->act->id, job->state, job->note, job->next_check_ms,
                              job->now_ms, error)
           ? job
           : NULL;
}

/* Writes job->state into the ledger, and the order as it was read, as one unit; @done goes on. */
static void
record (Job *job, SaudaActState state, const char *note, GAsyncReadyCallback done)
{
  g_autofree char *previous = job->note;

  job->state = state;
  job->note = g_strdup (note);
  job->now_ms = now (job);
  if (!sauda_act_state_is_open (state))
    job->next_check_ms = 0;
  sauda_database_run_async (sauda_workspace_get_database (job->sender->workspace), record_work, job, NULL,
                            NULL, NULL, done, job);
}

/* Ends a job whose last record has been written. */
static void
end_settled (Job *job)
{
  if (job->state == SAUDA_ACT_REFUSED || job->state == SAUDA_ACT_FAILED)
    report (job, TRUE, job->note);
  else if (job->state == SAUDA_ACT_UNKNOWN)
    report (job, FALSE, job->note);
  end_job (job);
}

static void
on_settled (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    end_job_with_error (data, error);
  else
    end_settled (data);
}

static void read_back (Job *job);

static gboolean
on_check_due (gpointer data)
{
  read_back (data);
  return G_SOURCE_REMOVE;
}

static void
wait_for_check (Job *job)
{
  guint delay_ms = job->check == 0 ? 0
                                   : sauda_act_schedule_get_offset (is_practice (job), job->check) -
                                       sauda_act_schedule_get_offset (is_practice (job), job->check - 1);

  g_timeout_add (MIN (delay_ms, SECOND_READING_MS), on_check_due, job);
}

static void
on_unclear_recorded (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    end_job_with_error (job, error);
  else if (job->state != SAUDA_ACT_UNKNOWN)
    end_settled (job);
  else
    wait_for_check (job);
}

/* The order was read again and shows nothing yet. */
static void
go_on_checking (Job *job, const char *reason, gboolean was_read)
{
  guint n_checks = sauda_act_schedule_get_length (is_practice (job));
  gint64 sent_ms = job->act->sent_ms > 0 ? job->act->sent_ms : now (job);
  gboolean last = ++job->check >= n_checks;

  /* Only an order that was really read proves that the act had no effect. */
  if (last && was_read && job->readings >= MIN_READINGS) {
    record (job, SAUDA_ACT_FAILED,
            _ ("Kaspi shows no change: the act had no effect. Press again to repeat it."), on_settled);
    return;
  }
  job->check = MIN (job->check, n_checks - 1);
  job->next_check_ms = sent_ms + sauda_act_schedule_get_offset (is_practice (job), job->check);
  if ((job->check >= sauda_act_schedule_get_waited_for (is_practice (job)) && !last) || !was_read ||
      g_cancellable_is_cancelled (g_task_get_cancellable (job->sender->task)))
    record (job, SAUDA_ACT_UNKNOWN, reason, on_settled);
  else
    record (job, SAUDA_ACT_UNKNOWN, reason, on_unclear_recorded);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaKaspiOrder) order =
    sauda_kaspi_client_find_order_finish (SAUDA_KASPI_CLIENT (source), result, &error);

  if (order == NULL) {
    go_on_checking (job, error != NULL ? error->message : _ ("Kaspi does not show this order any more."),
                    FALSE);
    return;
  }
  g_clear_pointer (&job->order, sauda_kaspi_order_unref);
  job->order = g_steal_pointer (&order);
  job->readings++;
  if (sauda_act_shows_effect (job->act, job->order))
    record (job, SAUDA_ACT_VERIFIED, NULL, on_settled);
  else if (is_traceless (job))
    record (job, SAUDA_ACT_FAILED, _ (MAYBE_SENT), on_settled);
  else
    go_on_checking (job, _ ("The answer is unclear; Sauda reads the order again before anything else."),
                    TRUE);
}

static void
read_back (Job *job)
{
  sauda_kaspi_client_find_order_async (job->channel->client, job->act->target, NULL, on_read, job);
}

static void
on_accepted_recorded (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    end_job_with_error (job, error);
  else
    read_back (job);
}

static void begin (Job *job);

static gboolean
on_pause_over (gpointer data)
{
  begin (data);
  return G_SOURCE_REMOVE;
}

static void
on_given_back (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    end_job_with_error (job, error);
  else
    g_timeout_add (RATE_LIMIT_PAUSE_MS * job->sendings, on_pause_over, job);
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;
  SaudaKaspiAnswer answer = sauda_act_send_finish (SAUDA_KASPI_CLIENT (source), result, &error);

  job->act->sent_ms = now (job);
  job->check = job->readings = 0;
  if (is_traceless (job) && answer == SAUDA_KASPI_ANSWER_ACCEPTED)
    record (job, SAUDA_ACT_VERIFIED, NULL, on_settled);
  else if (is_traceless (job) && answer == SAUDA_KASPI_ANSWER_UNCLEAR)
    record (job, SAUDA_ACT_FAILED, _ (MAYBE_SENT), on_settled);
  else if (answer == SAUDA_KASPI_ANSWER_ACCEPTED)
    record (job, SAUDA_ACT_ACCEPTED, NULL, on_accepted_recorded);
  else if (answer == SAUDA_KASPI_ANSWER_UNCLEAR) {
    job->next_check_ms = job->act->sent_ms;
    record (job, SAUDA_ACT_UNKNOWN, error->message, on_unclear_recorded);
  } else if (g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_RATE_LIMITED) &&
             job->sendings < MAX_SENDINGS)
    record (job, SAUDA_ACT_APPROVED, error->message, on_given_back);
  else {
    /* What Kaspi says of the token it says to every other act of the store. */
    if (g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_UNAUTHORIZED))
      job->channel->token_refused = TRUE;
    record (job, SAUDA_ACT_REFUSED, error->message, on_settled);
  }
}

static void
send_act (Job *job)
{
  job->sendings++;
  if (!sauda_act_send_async (job->channel->client, job->act, on_answered, job))
    record (job, SAUDA_ACT_FAILED, _ ("The ledger's row is damaged; nothing was sent."), on_settled);
}

static gpointer
begin_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (SaudaStoreInfo) store = sauda_stores_get (connection, job->act->store_id, error);

  if (store == NULL)
    return NULL;
  if (store->stopped)
    job->obstacle = g_strdup (_ ("the red Stop is on, nothing is sent"));
  else if (store->trust < SAUDA_TRUST_LIMITED)
    job->obstacle = g_strdup (_ ("the store's trust level does not allow writing"));
  else if (job->channel->token_refused)
    job->obstacle =
      g_strdup (_ ("Kaspi does not take the store's token any more; enter a new one in Settings"));
  else
    job->obstacle = sauda_channel_find_clock_obstacle (job->channel);
  if (job->obstacle != NULL)
    return job;
  if (!sauda_act_kind_find_obstacle (connection, job->act->store_id, job->act->kind, job->act->target,
                                     &job->obstacle, error))
    return NULL;
  /* The order has moved on since the plan was made: the act is not sent any more. */
  if (job->obstacle != NULL)
    return sauda_outbox_record (connection, job->act->id, SAUDA_ACT_EXPIRED, job->obstacle, 0, job->now_ms,
                                error)
             ? job
             : NULL;
  return sauda_outbox_begin_sending (connection, job->act->id, job->now_ms, &job->may_send, error) ? job
                                                                                                   : NULL;
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  GError *error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    end_job_with_error (job, error);
  else if (job->may_send)
    send_act (job);
  else {
    job->state = SAUDA_ACT_EXPIRED;
    report (job, FALSE,
            job->obstacle != NULL ? job->obstacle : _ ("the plan is not valid any more; press again"));
    end_job (job);
  }
}

static void
begin (Job *job)
{
  job->now_ms = now (job);
  job->may_send = FALSE;
  sauda_database_run_async (sauda_workspace_get_database (job->sender->workspace), begin_work, job, NULL,
                            NULL, NULL, on_begun, job);
}

/* An act that an earlier run left unclear is taken up where the schedule stands. */
static void
begin_checking (Job *job)
{
  gint64 elapsed_ms = MAX (0, now (job) - job->act->sent_ms);

  job->readings = job->act->checks;
  if (!is_practice (job))
    while (job->check + 1 < sauda_act_schedule_get_length (FALSE) &&
           sauda_act_schedule_get_offset (FALSE, job->check + 1) <= elapsed_ms)
      job->check++;
  read_back (job);
}

static void
start_job (SaudaActSender *self, SaudaAct *act)
{
  Job *job = g_new0 (Job, 1);

  job->sender = g_object_ref (self);
  job->act = act;
  job->channel = sauda_channels_find (self->channels, act->store_id);
  self->in_flight++;
  if (job->channel->client == NULL) {
    job->state = SAUDA_ACT_EXPIRED;
    report (job, FALSE, job->channel->problem);
    end_job (job);
  } else if (act->state == SAUDA_ACT_UNKNOWN)
    begin_checking (job);
  else
    begin (job);
}

static void
start_more (SaudaActSender *self)
{
  if (self->task == NULL)
    return;
  if (self->error != NULL || g_cancellable_is_cancelled (g_task_get_cancellable (self->task)))
    self->next = self->acts->len;
  while (!self->held && self->next < self->acts->len &&
         self->in_flight < (self->canary_home ? UNDER_WAY : 1)) {
    SaudaAct *act = g_ptr_array_index (self->acts, self->next++);

    if (sauda_channels_find (self->channels, act->store_id) != NULL)
      start_job (self, act);
    else
      self->finished++;
    if (self->task == NULL)
      return;
  }
  if (self->in_flight > 0 || self->open || (!self->held && self->next < self->acts->len))
    return;
  if (self->next < self->acts->len)
    tell_held (self);
  finish_run (self);
}

static void
sauda_act_sender_finalize (GObject *object)
{
  SaudaActSender *self = SAUDA_ACT_SENDER (object);

  g_object_unref (self->workspace);
  g_ptr_array_unref (self->channels);
  g_object_unref (self->step);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (sauda_act_sender_parent_class)->finalize (object);
}

static void
sauda_act_sender_class_init (SaudaActSenderClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_act_sender_finalize;
  signals[HOME] = g_signal_new ("home", SAUDA_TYPE_ACT_SENDER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_UINT);
}

static void
sauda_act_sender_init (SaudaActSender *self)
{
}

/**
 * sauda_act_sender_new:
 * @workspace: the merchant's folder
 * @channels: (element-type SaudaChannel): the stores' ways to Kaspi
 * @step: the step that shows its progress and takes what failed and what waits
 *
 * Returns: (transfer full): a sender for one run
 */
SaudaActSender *
sauda_act_sender_new (SaudaWorkspace *workspace, GPtrArray *channels, SaudaDayStep *step)
{
  SaudaActSender *self = g_object_new (SAUDA_TYPE_ACT_SENDER, NULL);

  self->workspace = g_object_ref (workspace);
  self->channels = g_ptr_array_ref (channels);
  self->step = g_object_ref (step);
  return self;
}

/**
 * sauda_act_sender_keep_open:
 * @self: a sender that does not run
 *
 * Lets more acts come while it runs; it ends after sauda_act_sender_close().
 */
void
sauda_act_sender_keep_open (SaudaActSender *self)
{
  self->open = TRUE;
}

/**
 * sauda_act_sender_close:
 * @self: a sender that was kept open and runs
 * @more: (transfer full) (nullable) (element-type SaudaAct): acts to send behind the others
 *
 * Lets the run end when these are home too.
 */
void
sauda_act_sender_close (SaudaActSender *self, GPtrArray *more)
{
  g_return_if_fail (self->open && self->task != NULL);

  self->open = FALSE;
  if (more != NULL)
    g_ptr_array_extend_and_steal (self->acts, more);
  sauda_day_step_set_progress (self->step, self->finished, self->acts->len);
  start_more (self);
}

/**
 * sauda_act_sender_run_async:
 * @self: a sender
 * @acts: (element-type SaudaAct): approved acts to send, unclear ones to settle
 * @cancellable: (nullable): takes effect between two requests; what is on its way is still read back
 * @callback: called when all are home
 * @user_data: data for @callback
 */
void
sauda_act_sender_run_async (SaudaActSender *self,
                            GPtrArray *acts,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_return_if_fail (self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, sauda_act_sender_run_async);
  self->acts = g_ptr_array_ref (acts);
  self->next = self->in_flight = self->finished = self->refusals = 0;
  self->held = FALSE;
  /* Reading again sends nothing, so it needs no canary. */
  self->canary_home = acts->len > 0 && ((SaudaAct *) g_ptr_array_index (acts, 0))->state == SAUDA_ACT_UNKNOWN;
  sauda_day_step_set_progress (self->step, 0, acts->len);
  start_more (self);
}

/**
 * sauda_act_sender_run_finish:
 * @self: a sender
 * @result: the result
 * @error: return location
 *
 * What failed or waits stands in the step; an error here is one of the ledger itself.
 *
 * Returns: %FALSE with an error of the store room, or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_act_sender_run_finish (SaudaActSender *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
