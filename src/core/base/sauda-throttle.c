#include "sauda-throttle.h"

#include "sauda-pace.h"
#include "sauda-source.h"

struct _SaudaThrottle {
  GObject parent_instance;

  GMainContext *context;   /* (owned) (not nullable): where the timer runs */
  GSource *timer;          /* (owned) (nullable): until the next piece may start */
  SaudaThrottleFunc start; /* (not nullable) */
  GQueue waiting;          /* of pieces of work, not owned */
  SaudaPace pace;
  gint64 next_start_us; /* monotonic */
  guint max_running;
  guint running;
};

G_DEFINE_FINAL_TYPE (SaudaThrottle, sauda_throttle, G_TYPE_OBJECT)

/* Starts what may start now. Returns after how many microseconds to look again, 0 for "when
 * something ends". */
static gint64
start_what_may (SaudaThrottle *self)
{
  while (self->running < self->max_running && !g_queue_is_empty (&self->waiting)) {
    gint64 now_us = g_get_monotonic_time ();

    if (now_us < self->next_start_us)
      return self->next_start_us - now_us;
    self->next_start_us = now_us + sauda_pace_get_interval (&self->pace);
    self->running++;
    self->start (g_queue_pop_head (&self->waiting));
  }
  return 0;
}

static gboolean
look_again (gpointer data)
{
  SaudaThrottle *self = data;
  gint64 wait_us;

  sauda_source_clear (&self->timer);
  wait_us = start_what_may (self);
  if (wait_us > 0) {
    /* Rounded up: a little late keeps the limit, a little early breaks it. */
    self->timer = g_timeout_source_new ((guint) ((wait_us + 999) / 1000));
    g_source_set_callback (self->timer, look_again, self, NULL);
    g_source_attach (self->timer, self->context);
  }
  return G_SOURCE_REMOVE;
}

static void
sauda_throttle_finalize (GObject *object)
{
  SaudaThrottle *self = SAUDA_THROTTLE (object);

  sauda_source_clear (&self->timer);
  g_queue_clear (&self->waiting);
  g_main_context_unref (self->context);
  G_OBJECT_CLASS (sauda_throttle_parent_class)->finalize (object);
}

static void
sauda_throttle_class_init (SaudaThrottleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_throttle_finalize;
}

static void
sauda_throttle_init (SaudaThrottle *self)
{
  self->context = g_main_context_ref_thread_default ();
  g_queue_init (&self->waiting);
}

/**
 * sauda_throttle_new:
 * @max_running: how many may run at a time, at least 1
 * @per_second: how many may start in a second, 0 for no limit
 * @start: starts one
 *
 * There is no burst above the rate after a pause: starts are always 1 / @per_second seconds apart.
 *
 * Returns: (transfer full): a throttle
 */
SaudaThrottle *
sauda_throttle_new (guint max_running, double per_second, SaudaThrottleFunc start)
{
  SaudaThrottle *self = g_object_new (SAUDA_TYPE_THROTTLE, NULL);

  g_return_val_if_fail (max_running > 0 && per_second >= 0, self);

  self->max_running = max_running;
  sauda_pace_init (&self->pace, per_second);
  self->start = start;
  return self;
}

/**
 * sauda_throttle_enter:
 * @self: a throttle
 * @work: what shall start, alive until it does
 *
 * Starts @work now or when its turn comes.
 */
void
sauda_throttle_enter (SaudaThrottle *self, gpointer work)
{
  g_return_if_fail (SAUDA_IS_THROTTLE (self));

  g_queue_push_tail (&self->waiting, work);
  look_again (self);
}

/**
 * sauda_throttle_withdraw:
 * @self: a throttle
 * @work: what was entered
 *
 * Returns: whether @work was still waiting; then it will not start
 */
gboolean
sauda_throttle_withdraw (SaudaThrottle *self, gpointer work)
{
  g_return_val_if_fail (SAUDA_IS_THROTTLE (self), FALSE);

  return g_queue_remove (&self->waiting, work);
}

/**
 * sauda_throttle_leave:
 * @self: a throttle
 *
 * Tells that a piece of work which was started has ended.
 */
void
sauda_throttle_leave (SaudaThrottle *self)
{
  g_return_if_fail (SAUDA_IS_THROTTLE (self));
  g_return_if_fail (self->running > 0);

  self->running--;
  look_again (self);
}

/**
 * sauda_throttle_note_taken:
 * @self: a throttle
 *
 * Tells that the server took a request, whatever it answered.
 */
void
sauda_throttle_note_taken (SaudaThrottle *self)
{
  g_return_if_fail (SAUDA_IS_THROTTLE (self));

  sauda_pace_note_taken (&self->pace, g_get_monotonic_time ());
}

/**
 * sauda_throttle_slow_down:
 * @self: a throttle
 *
 * Tells that the server had too many requests: the pace falls, and grows again as long as it does not
 * complain.
 */
void
sauda_throttle_slow_down (SaudaThrottle *self)
{
  g_return_if_fail (SAUDA_IS_THROTTLE (self));

  sauda_pace_note_refused (&self->pace, g_get_monotonic_time ());
}
