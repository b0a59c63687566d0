#include "sauda-act-sender.h"

#include "sauda-act-job-private.h"

#include <glib/gi18n-lib.h>

/* Twice as many as the requests that SaudaHttp lets out at once: the others wait for the disk meanwhile. */
#define UNDER_WAY 8
/* An order may be refused for its own reasons; three in a row are no accident. */
#define MAX_FIRST_REFUSALS 3

/* One store's acts: what goes wrong there keeps no other store's from being sent. The first act of all goes
 * alone (product.md 5), then each store's own before its others. */
typedef struct {
  SaudaChannel *channel; /* borrowed */
  GQueue waiting;        /* (element-type SaudaAct) borrowed; not begun */
  guint in_flight;
  guint refusals;       /* of first acts */
  gboolean canary_home; /* whether the first act has been read back */
  gboolean held;        /* it went wrong, so the others stay here */
} Lane;

struct _SaudaActSender {
  GObject parent_instance;

  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  GPtrArray *channels;       /* (owned) (not nullable) (element-type SaudaChannel) */
  SaudaDayStep *step;        /* (owned) (not nullable) */
  GPtrArray *acts;           /* (owned) (nullable) (element-type SaudaAct) while it runs */
  GPtrArray *lanes;          /* (owned) (not nullable) (element-type Lane) */
  GTask *task;               /* (owned) (nullable) while it runs */
  GError *error;             /* (owned) (nullable) what ends the whole run */
  guint in_flight;
  guint finished;
  gboolean canary_home; /* whether a first act has been read back */
  gboolean open;        /* more acts may come */
};

enum { HOME, N_SIGNALS };

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SaudaActSender, sauda_act_sender, G_TYPE_OBJECT)

static void start_more (SaudaActSender *self);

static void
lane_free (gpointer data)
{
  Lane *lane = data;

  g_queue_clear (&lane->waiting);
  g_free (lane);
}

static Lane *
find_lane (SaudaActSender *self, gint64 store_id)
{
  for (guint i = 0; i < self->lanes->len; i++) {
    Lane *lane = g_ptr_array_index (self->lanes, i);

    if (lane->channel->store->id == store_id)
      return lane;
  }
  return NULL;
}

/* Puts an act into its store's lane; one of a store that is not there any more is through. */
static void
add_act (SaudaActSender *self, SaudaAct *act)
{
  Lane *lane = find_lane (self, act->store_id);
  SaudaChannel *channel = lane != NULL ? lane->channel : sauda_channels_find (self->channels, act->store_id);

  if (channel == NULL) {
    self->finished++;
    return;
  }
  if (lane == NULL) {
    lane = g_new0 (Lane, 1);
    lane->channel = channel;
    /* Reading again sends nothing, so it needs no canary. */
    lane->canary_home = act->state == SAUDA_ACT_UNKNOWN;
    g_ptr_array_add (self->lanes, lane);
  }
  g_queue_push_tail (&lane->waiting, act);
}

static void
finish_run (SaudaActSender *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  g_ptr_array_set_size (self->lanes, 0);
  g_clear_pointer (&self->acts, g_ptr_array_unref);
  if (self->error != NULL)
    g_task_return_error (task, g_steal_pointer (&self->error));
  else if (!g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

/* Whether the acts that went first give no reason to send the others of the store. */
static gboolean
must_hold_back (Lane *lane, SaudaActState state)
{
  if (lane->canary_home)
    return FALSE;
  if (state == SAUDA_ACT_REFUSED)
    return ++lane->refusals >= MAX_FIRST_REFUSALS;
  return state == SAUDA_ACT_UNKNOWN || state == SAUDA_ACT_FAILED;
}

static void
tell_held (SaudaActSender *self, Lane *lane)
{
  guint held = g_queue_get_length (&lane->waiting);
  g_autofree char *reason = g_strdup_printf (
    ngettext ("The first act was not confirmed, so %u other was held back. Press again later.",
              "The first act was not confirmed, so %u others were held back. Press again later.", held),
    held);
  g_autofree char *sentence = g_strdup_printf (_ ("%s: %s"), lane->channel->store->name, reason);

  if (held > 0)
    sauda_day_step_add_waiting (self->step, sentence);
}

/* An act is home. What went wrong with the first one would go wrong with the store's others, so they are held
 * back. */
static void
on_home (const SaudaAct *act, SaudaActState state, GError *error, gpointer data)
{
  g_autoptr (SaudaActSender) self = data;
  Lane *lane = find_lane (self, act->store_id);

  if (self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
  self->in_flight--;
  lane->in_flight--;
  self->finished++;
  if (state == SAUDA_ACT_VERIFIED)
    self->canary_home = lane->canary_home = TRUE;
  else if (must_hold_back (lane, state))
    lane->held = TRUE;
  sauda_day_step_set_progress (self->step, self->finished, self->acts->len);
  g_signal_emit (self, signals[HOME], 0, act->id, state);
  start_more (self);
}

static void
start_job (SaudaActSender *self, Lane *lane)
{
  const SaudaActJobPlace place = { self->workspace, self->step, g_task_get_cancellable (self->task) };

  self->in_flight++;
  lane->in_flight++;
  sauda_act_job_start (&place, lane->channel, g_queue_pop_head (&lane->waiting), on_home,
                       g_object_ref (self));
}

static gboolean
may_start (SaudaActSender *self, Lane *lane)
{
  if (lane->held || g_queue_is_empty (&lane->waiting))
    return FALSE;
  if (lane->canary_home)
    return lane->in_flight < UNDER_WAY;
  return lane->in_flight == 0 && (self->canary_home || self->in_flight == 0);
}

static void
start_more (SaudaActSender *self)
{
  gboolean stopped;

  if (self->task == NULL)
    return;
  stopped = self->error != NULL || g_cancellable_is_cancelled (g_task_get_cancellable (self->task));
  for (guint i = 0; i < self->lanes->len; i++) {
    Lane *lane = g_ptr_array_index (self->lanes, i);

    if (stopped)
      g_queue_clear (&lane->waiting);
    while (may_start (self, lane)) {
      start_job (self, lane);
      /* It may have come home at once, as the last one. */
      if (self->task == NULL)
        return;
    }
  }
  if (self->in_flight > 0 || self->open)
    return;
  for (guint i = 0; i < self->lanes->len; i++)
    tell_held (self, g_ptr_array_index (self->lanes, i));
  finish_run (self);
}

static void
sauda_act_sender_finalize (GObject *object)
{
  SaudaActSender *self = SAUDA_ACT_SENDER (object);

  g_object_unref (self->workspace);
  g_ptr_array_unref (self->channels);
  g_ptr_array_unref (self->lanes);
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
  self->lanes = g_ptr_array_new_with_free_func (lane_free);
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
  for (guint i = 0; more != NULL && i < more->len; i++)
    add_act (self, g_ptr_array_index (more, i));
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
  self->in_flight = self->finished = 0;
  self->canary_home = FALSE;
  for (guint i = 0; i < acts->len; i++)
    add_act (self, g_ptr_array_index (acts, i));
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
