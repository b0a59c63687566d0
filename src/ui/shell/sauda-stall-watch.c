#include "sauda-stall-watch.h"

#include <time.h>

/* Between two polls the main loop works; while it does, the window stands still. */
static struct {
  GPollFunc poll;    /* (nullable) of before; NULL while nothing is watched */
  gint64 awake_us;   /* when the last poll returned, 0 before the first */
  gint64 longest_us; /* since it was started */
  gint64 worked_us;  /* the thread's time on the processor at @awake_us */
  gint64 longest_work_us;
  guint limit_ms;
} watch;

static gint64
get_work_us (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

static int
poll_and_measure (GPollFD *fds, guint n_fds, int timeout)
{
  gint64 now = g_get_monotonic_time ();
  int result = 0;

  if (watch.awake_us != 0) {
    gint64 busy = now - watch.awake_us, work = get_work_us () - watch.worked_us;

    watch.longest_us = MAX (watch.longest_us, busy);
    watch.longest_work_us = MAX (watch.longest_work_us, work);
    if (busy > (gint64) watch.limit_ms * 1000)
      g_debug ("The window stood still for %u ms, %u of them at work", (guint) (busy / 1000),
               (guint) (work / 1000));
  }
  result = watch.poll (fds, n_fds, timeout);
  watch.awake_us = g_get_monotonic_time ();
  watch.worked_us = get_work_us ();
  return result;
}

/**
 * sauda_stall_watch_start:
 * @limit_ms: what is logged as standing still, in milliseconds
 *
 * Measures how long the default main loop works at one go. For developers; costs two looks at the clock a
 * turn.
 */
void
sauda_stall_watch_start (guint limit_ms)
{
  watch.limit_ms = limit_ms;
  watch.awake_us = 0;
  watch.longest_us = 0;
  watch.longest_work_us = 0;
  if (watch.poll != NULL)
    return;
  watch.poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_and_measure);
}

/**
 * sauda_stall_watch_stop:
 *
 * Measures no more.
 */
void
sauda_stall_watch_stop (void)
{
  if (watch.poll == NULL)
    return;
  g_main_context_set_poll_func (NULL, watch.poll);
  watch.poll = NULL;
}

/**
 * sauda_stall_watch_get_longest:
 *
 * Returns: the longest that the loop worked at one go since it is watched, in milliseconds
 */
guint
sauda_stall_watch_get_longest (void)
{
  return (guint) (watch.longest_us / 1000);
}

/**
 * sauda_stall_watch_get_longest_work:
 *
 * Returns: the most of the processor's time that the loop took at one go since it is watched, in
 * milliseconds; what other programs take does not count
 */
guint
sauda_stall_watch_get_longest_work (void)
{
  return (guint) (watch.longest_work_us / 1000);
}
