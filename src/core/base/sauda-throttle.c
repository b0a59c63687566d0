#include "sauda-throttle.h"

/* Nobody publishes how many requests a server takes, so its "too many" is learned from: what it took in the
 * last second, less a fifth, is the pace from then on, and every quiet second lets it grow again. */
#define SLOWER 0.8
#define FASTER 1.1
#define SLOWEST_PER_SECOND 4.0
#define FASTEST_PER_SECOND 100.0 /* from there on it is no limit any more */
#define REMEMBERED 128

struct _SaudaThrottle {
  GObject parent_instance;

  GMainContext *context;       /* (owned) (not nullable): where the timer runs */
  GSource *timer;              /* (owned) (nullable): until the next piece may start */
  SaudaThrottleFunc start;     /* (not nullable) */
  GQueue waiting;              /* of pieces of work, not owned */
  gint64 interval_us;          /* between two starts, 0 for no limit */
  gint64 usual_us;             /* the interval that was asked for */
  gint64 adjusted_us;          /* monotonic: when @interval_us was changed last */
  gint64 taken_us[REMEMBERED]; /* monotonic: when the server took something, in a ring */
  guint taken;                 /* how often it did */
  gint64 next_start_us;        /* monotonic */
  guint max_running;
  guint running;
};

G_DEFINE_FINAL_TYPE (SaudaThrottle, sauda_throttle, G_TYPE_OBJECT)

static void
stop_timer (SaudaThrottle *self)
{
  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);
}

static void
set_pace (SaudaThrottle *self, double per_second, gint64 now_us)
{
  gint64 interval_us = per_second >= FASTEST_PER_SECOND ? 0 : (gint64) ((double) G_USEC_PER_SEC / per_second);

  self->interval_us = MAX (interval_us, self->usual_us);
  self->adjusted_us = now_us;
}

static void
speed_up (SaudaThrottle *self, gint64 now_us)
{
  if (self->interval_us > self->usual_us && now_us - self->adjusted_us >= G_USEC_PER_SEC)
    set_pace (self, FASTER * G_USEC_PER_SEC / (double) self->interval_us, now_us);
}

/* Starts what may start now. Returns after how many microseconds to look again, 0 for "when something ends".
 */
static gint64
start_what_may (SaudaThrottle *self)
{
  while (self->running < self->max_running && !g_queue_is_empty (&self->waiting)) {
    gint64 now_us = g_get_monotonic_time ();

    speed_up (self, now_us);
    if (now_us < self->next_start_us)
      return self->next_start_us - now_us;
    self->next_start_us = now_us + self->interval_us;
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

  stop_timer (self);
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

  stop_timer (self);
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
  self->usual_us = per_second > 0 ? (gint64) ((double) G_USEC_PER_SEC / per_second) : 0;
  self->interval_us = self->usual_us;
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

  self->taken_us[self->taken++ % REMEMBERED] = g_get_monotonic_time ();
}

/**
 * sauda_throttle_slow_down:
 * @self: a throttle
 *
 * Tells that the server had too many requests. The pace falls below what it took in the last second, and
 * grows again as long as it does not complain; it never gets faster than sauda_throttle_new() was told.
 */
void
sauda_throttle_slow_down (SaudaThrottle *self)
{
  gint64 now_us = g_get_monotonic_time ();
  guint taken = 0;

  g_return_if_fail (SAUDA_IS_THROTTLE (self));

  for (guint i = 0; i < MIN (self->taken, REMEMBERED); i++)
    taken += now_us - self->taken_us[i] < G_USEC_PER_SEC;
  /* Those that were on their way together are refused together; and one that takes nothing tells no pace. */
  if (taken > 1 && (self->adjusted_us == 0 || now_us - self->adjusted_us >= G_USEC_PER_SEC))
    set_pace (self, MAX (SLOWEST_PER_SECOND, SLOWER * taken), now_us);
}
