#include "sauda-size-backtest.h"

#include <math.h>
#include <stdlib.h>
#include <time.h>

#define REFIT_EVERY 25
#define PRECISION 0.9
#define TIMED_PASSES 5

typedef struct {
  double probability;
  gboolean right;
} Claim;

/* What is counted order by order. */
typedef struct {
  guint exact, within_one, top2, sure, sure_right;
  guint of_size[SAUDA_SIZE_MOST_SIZES];
  guint right_of_size[SAUDA_SIZE_MOST_SIZES];
  double loss;
  Claim *claims; /* (owned) one per order */
  gint64 predicting_us;
  gint64 fitting_us;
  guint fits;
} Count;

static int
compare_claims (const void *a, const void *b)
{
  double difference = ((const Claim *) b)->probability - ((const Claim *) a)->probability;

  return (difference > 0) - (difference < 0);
}

static void
count_order (Count *count, guint place, const SaudaSizeOrder *order, const SaudaSizeAdvice *advice)
{
  gboolean right = advice->size == order->size;

  count->exact += right;
  count->within_one += abs ((int) advice->size - (int) order->size) <= 1;
  count->top2 += right || advice->second == order->size;
  count->sure += advice->sure;
  count->sure_right += advice->sure && right;
  count->of_size[order->size]++;
  count->right_of_size[order->size] += right;
  count->loss -= log (MAX (advice->probabilities[order->size], 1e-6));
  count->claims[place] = (Claim){ advice->probabilities[advice->size], right };
}

static double
get_macro (const Count *count)
{
  double sum = 0;
  guint sizes = 0;

  for (guint i = 0; i < SAUDA_SIZE_MOST_SIZES; i++) {
    if (count->of_size[i] == 0)
      continue;
    sum += (double) count->right_of_size[i] / count->of_size[i];
    sizes++;
  }
  return sum / MAX (sizes, 1);
}

static double
get_calibration_error (const Claim *claims, guint n)
{
  double surplus[SAUDA_SIZE_CALIBRATION_BINS] = { 0 }, error = 0;

  for (guint i = 0; i < n; i++) {
    guint bin =
      MIN ((guint) (claims[i].probability * SAUDA_SIZE_CALIBRATION_BINS), SAUDA_SIZE_CALIBRATION_BINS - 1);

    surplus[bin] += claims[i].probability - claims[i].right;
  }
  for (guint bin = 0; bin < SAUDA_SIZE_CALIBRATION_BINS; bin++)
    error += fabs (surplus[bin]) / n;
  return error;
}

/* Sorts @claims. */
static double
get_coverage (Claim *claims, guint n)
{
  guint right = 0, covered = 0;

  qsort (claims, n, sizeof *claims, compare_claims);
  for (guint i = 0; i < n; i++) {
    right += claims[i].right;
    if (right >= PRECISION * (i + 1))
      covered = i + 1;
  }
  return (double) covered / n;
}

static void
summarise (Count *count, guint n, SaudaSizeBacktest *backtest)
{
  *backtest = (SaudaSizeBacktest){
    .n = n,
    .exact = (double) count->exact / n,
    .within_one = (double) count->within_one / n,
    .macro = get_macro (count),
    .log_loss = count->loss / n,
    .ece = get_calibration_error (count->claims, n),
    .top2 = (double) count->top2 / n,
    .coverage_at_90 = get_coverage (count->claims, n),
    .learned_coverage = (double) count->sure / n,
    .learned_precision = count->sure > 0 ? (double) count->sure_right / count->sure : 0,
    .seconds_per_prediction = count->predicting_us / 1e6 / n,
    .refit_ms = count->fits > 0 ? count->fitting_us / 1e3 / count->fits : 0,
  };
}

/* Of this thread: what else the machine does at the moment is none of the cost. */
static gint64
get_cpu_us (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
refit (SaudaSizeLearner *learner, Count *count)
{
  gint64 begin_us = get_cpu_us ();

  sauda_size_learner_refit (learner);
  count->fitting_us += get_cpu_us () - begin_us;
  count->fits++;
}

/* A clock that ticks in microseconds cannot time one prediction, so all are made once more, a few
 * times over. */
static gint64
time_predictions (const SaudaSizeLearner *learner, const SaudaSizeOrder *orders, guint n_orders)
{
  gint64 best_us = G_MAXINT64;

  for (guint pass = 0; pass < TIMED_PASSES; pass++) {
    gint64 begin_us = get_cpu_us ();

    for (guint i = 0; i < n_orders; i++) {
      SaudaSizeAdvice advice;

      sauda_size_learner_advise (learner, orders[i].height_cm, orders[i].weight_kg, orders[i].group, NULL,
                                 &advice);
    }
    best_us = MIN (best_us, get_cpu_us () - begin_us);
  }
  return best_us;
}

/**
 * sauda_size_backtest:
 * @chart: the chart to begin with
 * @protocol: how to learn
 * @history: (array length=n_history): orders that are known before, from the oldest to the latest
 * @n_history: how many
 * @orders: (array length=n_orders): orders to predict, later than @history
 * @n_orders: how many
 * @backtest: (out caller-allocates): how well that went
 *
 * Predicts each of @orders from nothing but what lies before it, and compares with the size that was shipped.
 */
void
sauda_size_backtest (const SaudaSizeChart *chart,
                     SaudaSizeProtocol protocol,
                     const SaudaSizeOrder *history,
                     guint n_history,
                     const SaudaSizeOrder *orders,
                     guint n_orders,
                     SaudaSizeBacktest *backtest)
{
  const SaudaSizeLearnerOptions options = { .refit_every =
                                              protocol == SAUDA_SIZE_PROTOCOL_FIT_ONCE ? 0 : REFIT_EVERY,
                                            .two_speeds = protocol == SAUDA_SIZE_PROTOCOL_TWO_SPEEDS,
                                            .precision = PRECISION };
  g_autoptr (SaudaSizeLearner) learner = sauda_size_learner_new (chart, &options);
  g_autofree Claim *claims = g_new0 (Claim, n_orders);
  Count count = { .claims = claims };

  *backtest = (SaudaSizeBacktest){ 0 };
  if (n_orders == 0)
    return;
  sauda_size_learner_replay (learner, history, n_history);
  refit (learner, &count);
  for (guint i = 0; i < n_orders; i++) {
    SaudaSizeAdvice advice;
    gint64 begin_us;

    sauda_size_learner_advise (learner, orders[i].height_cm, orders[i].weight_kg, orders[i].group, NULL,
                               &advice);
    count_order (&count, i, &orders[i], &advice);
    begin_us = get_cpu_us ();
    sauda_size_learner_learn (learner, &orders[i]);
    if (options.refit_every > 0 && (i + 1) % options.refit_every == 0) {
      count.fitting_us += get_cpu_us () - begin_us;
      count.fits++;
    }
  }
  count.predicting_us = time_predictions (learner, orders, n_orders);
  summarise (&count, n_orders, backtest);
}
