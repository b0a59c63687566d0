#include "sauda-decision-pace.h"

#include "sauda-number.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

/* Whoever takes longer was away. */
#define AWAY_US (2 * 60 * G_USEC_PER_SEC)

struct _SaudaDecisionPace {
  gint64 shown_us; /* 0: no order is shown */
  guint keys;      /* since then */
  double seconds;  /* of the last decision */
  guint last_keys;
  GArray *all; /* (owned) double: seconds of each decision */
};

/**
 * sauda_decision_pace_new:
 *
 * Returns: (transfer full): a pace of nobody yet
 */
SaudaDecisionPace *
sauda_decision_pace_new (void)
{
  SaudaDecisionPace *pace = g_new0 (SaudaDecisionPace, 1);

  pace->all = g_array_new (FALSE, FALSE, sizeof (double));
  return pace;
}

/**
 * sauda_decision_pace_free:
 * @pace: (transfer full): a pace
 */
void
sauda_decision_pace_free (SaudaDecisionPace *pace)
{
  g_array_unref (pace->all);
  g_free (pace);
}

/**
 * sauda_decision_pace_show:
 * @pace: a pace
 * @now_us: monotonic time in µs
 *
 * An order is there to be decided.
 */
void
sauda_decision_pace_show (SaudaDecisionPace *pace, gint64 now_us)
{
  pace->shown_us = now_us;
  pace->keys = 0;
}

/**
 * sauda_decision_pace_press:
 * @pace: a pace
 *
 * A key was pressed.
 */
void
sauda_decision_pace_press (SaudaDecisionPace *pace)
{
  pace->keys++;
}

/**
 * sauda_decision_pace_decide:
 * @pace: a pace
 * @now_us: monotonic time in µs
 *
 * The order is decided.
 */
void
sauda_decision_pace_decide (SaudaDecisionPace *pace, gint64 now_us)
{
  gint64 took_us = now_us - pace->shown_us;

  if (pace->shown_us == 0 || took_us > AWAY_US)
    return;
  pace->seconds = (double) took_us / G_USEC_PER_SEC;
  pace->last_keys = pace->keys;
  g_array_append_val (pace->all, pace->seconds);
  pace->shown_us = 0;
}

/**
 * sauda_decision_pace_count:
 * @pace: a pace
 *
 * Returns: how many decisions were timed
 */
guint
sauda_decision_pace_count (SaudaDecisionPace *pace)
{
  return pace->all->len;
}

static int
compare_seconds (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

/**
 * sauda_decision_pace_describe:
 * @pace: a pace
 *
 * Returns: (transfer full) (nullable): the last decision and the median in seconds; %NULL while there is none
 */
char *
sauda_decision_pace_describe (SaudaDecisionPace *pace)
{
  g_autoptr (GArray) sorted = g_array_copy (pace->all);
  g_autofree char *last = NULL, *median = NULL;

  if (sorted->len == 0)
    return NULL;
  qsort (sorted->data, sorted->len, sizeof (double), compare_seconds);
  last = sauda_number_format (pace->seconds, 1);
  median = sauda_number_format (g_array_index (sorted, double, sorted->len / 2), 1);
  return g_strdup_printf (ngettext ("Last: %s s, %u key. Median of %u: %s s",
                                    "Last: %s s, %u keys. Median of %u: %s s", pace->last_keys),
                          last, pace->last_keys, sorted->len, median);
}
