#include "sauda-act-sender.h"

#include "sauda-act-job-private.h"

#include <glib/gi18n-lib.h>

/* Twice as many as the requests that SaudaHttp lets out at once: the others wait for the disk meanwhile. */
#define UNDER_WAY 8
/* An order may be refused for its own reasons; three in a row are no accident. */
#define MAX_FIRST_REFUSALS 3

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

static void start_more (SaudaActSender *self);

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

/* An act is home. What went wrong with the first one would go wrong with the others, so they are held back. */
static void
on_home (const SaudaAct *act, SaudaActState state, GError *error, gpointer data)
{
  g_autoptr (SaudaActSender) self = data;

  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
  self->in_flight--;
  self->finished++;
  if (state == SAUDA_ACT_VERIFIED)
    self->canary_home = TRUE;
  else if (must_hold_back (self, state))
    self->held = TRUE;
  sauda_day_step_set_progress (self->step, self->finished, self->acts->len);
  g_signal_emit (self, signals[HOME], 0, act->id, state);
  start_more (self);
}

static void
start_job (SaudaActSender *self, SaudaAct *act, SaudaChannel *channel)
{
  const SaudaActJobPlace place = { self->workspace, self->step, g_task_get_cancellable (self->task) };

  self->in_flight++;
  sauda_act_job_start (&place, channel, act, on_home, g_object_ref (self));
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
    SaudaChannel *channel = sauda_channels_find (self->channels, act->store_id);

    if (channel != NULL)
      start_job (self, act, channel);
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
