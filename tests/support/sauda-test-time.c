#include "sauda-test-time.h"

#include <gio/gio.h>

gint64 __real_g_get_monotonic_time (void);
gint64 __wrap_g_get_monotonic_time (void);

static GMutex lock; /* guards what follows */
static gint64 since_us;
static gint64 ahead_us; /* of the machine's clock, at @since_us */
static guint pace = 1;

static gint64
get_ahead (gint64 now_us)
{
  return ahead_us + (now_us - since_us) * (pace - 1);
}

/* What the program under test takes for the time; GLib's own timers and threads keep the machine's. */
gint64
__wrap_g_get_monotonic_time (void)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  gint64 now_us = __real_g_get_monotonic_time ();

  return now_us + get_ahead (now_us);
}

/**
 * sauda_test_time_hurry:
 * @times: how much faster than the machine's the monotonic clock goes from now on; 1: as fast
 *
 * For what waits long by that clock. It never goes back.
 */
void
sauda_test_time_hurry (guint times)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  gint64 now_us = __real_g_get_monotonic_time ();

  ahead_us = get_ahead (now_us);
  since_us = now_us;
  pace = times;
}
