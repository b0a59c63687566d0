#include "sauda-sync-schedule.h"

#include "sauda-time.h"

#define MINUTE_MS (G_GINT64_CONSTANT (60000))
#define USUAL_MS (10 * MINUTE_MS)
#define CUTOFF_MS (2 * MINUTE_MS)
/* So long before a cut-off, and so long after it, orders are read often. */
#define AROUND_CUTOFF_MS (30 * MINUTE_MS)
#define MAX_BACK_OFF_MS (30 * MINUTE_MS)
#define MAX_DOUBLINGS 4

/* Whether a store's cut-off of that day is near. */
static gboolean
is_near_cutoff (const SaudaStoreInfo *store, gint64 at_ms)
{
  gint64 cutoff_ms =
    sauda_day_time_ms (sauda_day_from_ms (at_ms), store->cutoff_minutes / 60, store->cutoff_minutes % 60);

  return store->trust >= SAUDA_TRUST_READ && ABS (at_ms - cutoff_ms) <= AROUND_CUTOFF_MS;
}

static gboolean
is_any_near_cutoff (GPtrArray *stores, gint64 at_ms)
{
  for (guint i = 0; i < stores->len; i++)
    if (is_near_cutoff (g_ptr_array_index (stores, i), at_ms))
      return TRUE;
  return FALSE;
}

/**
 * sauda_sync_schedule_get_next:
 * @stores: (element-type SaudaStoreInfo): every store
 * @last_ms: when orders were read last, or tried to, UTC ms
 * @failures: how many times in a row that failed
 *
 * Every ten minutes, every two around a store's cut-off; after failures later and later, half an hour at
 * most, so that a Kaspi in trouble is left alone.
 *
 * Returns: when to read next, UTC ms
 */
gint64
sauda_sync_schedule_get_next (GPtrArray *stores, gint64 last_ms, guint failures)
{
  gint64 step_ms = is_any_near_cutoff (stores, last_ms) ? CUTOFF_MS : USUAL_MS;
  gint64 wait_ms = MIN (step_ms << MIN (failures, MAX_DOUBLINGS), MAX_BACK_OFF_MS);

  /* The quick time begins when it begins, not ten minutes into it. */
  if (failures == 0)
    for (gint64 at_ms = last_ms + CUTOFF_MS; at_ms < last_ms + wait_ms; at_ms += MINUTE_MS)
      if (is_any_near_cutoff (stores, at_ms))
        return at_ms;
  return last_ms + wait_ms;
}
