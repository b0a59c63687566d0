#include "sauda-pace.h"

/* Nobody publishes how many requests a server takes, so its "too many" is learned from. The first one tells
 * most: what it took in the last second. From then on each one slows down by a fifth, and every second in
 * which it takes something speeds up again, carefully near the pace at which it refused. */
#define SLOWER 0.8
#define FASTER 1.1
#define CAREFULLY_FASTER 1.02
#define NEAR_FROM 0.75
#define NEAR_TO 1.25
#define FIRST_PER_SECOND 4.0 /* at least, as what was taken in a second is a guess */
#define SLOWEST_PER_SECOND 2.0
#define FASTEST_PER_SECOND 100.0 /* from there on it is no limit any more */

static double
get_per_second (const SaudaPace *self)
{
  return (double) G_USEC_PER_SEC / (double) self->interval_us;
}

static void
set_per_second (SaudaPace *self, double per_second, gint64 now_us)
{
  gint64 interval_us = per_second >= FASTEST_PER_SECOND ? 0 : (gint64) ((double) G_USEC_PER_SEC / per_second);

  self->interval_us = MAX (interval_us, self->usual_us);
  self->adjusted_us = now_us;
}

static guint
count_last_second (const SaudaPace *self, gint64 now_us)
{
  guint count = 0;

  for (guint i = 0; i < MIN (self->taken, SAUDA_PACE_REMEMBERED); i++)
    count += now_us - self->taken_us[i] < G_USEC_PER_SEC;
  return count;
}

/**
 * sauda_pace_init:
 * @self: (out caller-allocates): a pace
 * @per_second: how many may start in a second at most, 0 for no limit
 */
void
sauda_pace_init (SaudaPace *self, double per_second)
{
  *self = (SaudaPace){ 0 };
  self->usual_us = per_second > 0 ? (gint64) ((double) G_USEC_PER_SEC / per_second) : 0;
  self->interval_us = self->usual_us;
}

/**
 * sauda_pace_get_interval:
 * @self: a pace
 *
 * Returns: microseconds between two starts, 0 for no limit
 */
gint64
sauda_pace_get_interval (const SaudaPace *self)
{
  return self->interval_us;
}

/**
 * sauda_pace_note_taken:
 * @self: a pace
 * @now_us: the time
 *
 * Tells that the server took a request, whatever it answered.
 */
void
sauda_pace_note_taken (SaudaPace *self, gint64 now_us)
{
  self->taken_us[self->taken++ % SAUDA_PACE_REMEMBERED] = now_us;
  if (self->interval_us > self->usual_us && now_us - self->adjusted_us >= G_USEC_PER_SEC) {
    double per_second = get_per_second (self);
    gboolean near = per_second >= NEAR_FROM * self->refused_at && per_second <= NEAR_TO * self->refused_at;

    set_per_second (self, (near ? CAREFULLY_FASTER : FASTER) * per_second, now_us);
  }
}

/**
 * sauda_pace_note_refused:
 * @self: a pace
 * @now_us: the time
 *
 * Tells that the server had too many requests. The pace falls, and grows again as long as it does not
 * complain; it never gets faster than sauda_pace_init() was told.
 */
void
sauda_pace_note_refused (SaudaPace *self, gint64 now_us)
{
  guint taken = count_last_second (self, now_us);

  /* Those that were on their way together are refused together. */
  if (self->refused_us != 0 && now_us - self->refused_us < G_USEC_PER_SEC)
    return;
  self->refused_us = now_us;
  if (self->interval_us > 0) {
    self->refused_at = get_per_second (self);
    set_per_second (self, MAX (SLOWEST_PER_SECOND, SLOWER * self->refused_at), now_us);
  } else if (taken > 0) { /* one that takes nothing tells no pace */
    self->refused_at = 0;
    set_per_second (self, MAX (FIRST_PER_SECOND, SLOWER * taken), now_us);
  }
}
