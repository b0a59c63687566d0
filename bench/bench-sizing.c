#include "sauda-size-fit.h"
#include "sauda-size-learner.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* performance.md: one size ≤ 1 µs, one refit of 4,000 orders ≤ 60 ms; the peer is the hand-made height ×
 * weight matrix, 34 µs a size in Python. */
#define N_ORDERS 4000
#define MOST_US 1.0
#define MOST_MS 60.0
#define ROUNDS 9

/* Invented buyers, and a chart that decides hard at its limits. */
static void
make_orders (SaudaSizeOrder *orders, guint n)
{
  static const double weights_kg[] = { 42.9, 55.0, 65.6, 79.7, 90.3, 105.5 };
  static const double heights_cm[] = { 161, 171, 178, 184, 190, 203 };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint i = 0; i < n; i++) {
    double height_cm = g_rand_double_range (random, 155, 200);
    double weight_kg = g_rand_double_range (random, 45, 120);
    double noise = g_rand_double_range (random, -3, 3);
    guint8 size = 0;

    while (size < 6 && (weight_kg + noise > weights_kg[size] || height_cm + noise > heights_cm[size]))
      size++;
    orders[i] = (SaudaSizeOrder){ .height_cm = (float) rint (height_cm),
                                  .weight_kg = (float) rint (weight_kg),
                                  .group = (guint16) (i % 7),
                                  .size = size };
  }
}

static int
compare (const void *a, const void *b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static double
time_predictions (const SaudaSizeLearner *learner, const SaudaSizeOrder *orders)
{
  double rounds[ROUNDS], sum = 0;

  for (guint round = 0; round < ROUNDS; round++) {
    gint64 begin_us = g_get_monotonic_time ();

    for (guint i = 0; i < N_ORDERS; i++) {
      SaudaSizeAdvice advice;

      sauda_size_learner_advise (learner, orders[i].height_cm, orders[i].weight_kg, orders[i].group, NULL,
                                 &advice);
      sum += advice.probabilities[advice.size];
    }
    rounds[round] = (double) (g_get_monotonic_time () - begin_us) / N_ORDERS;
  }
  g_assert_cmpfloat (sum, >, 0);
  qsort (rounds, ROUNDS, sizeof *rounds, compare);
  return rounds[ROUNDS / 2];
}

/* As the day does it: another 25 orders, then a fit that begins at the last one. */
static double
time_refits (SaudaSizeLearner *learner, const SaudaSizeOrder *orders)
{
  double rounds[ROUNDS];

  for (guint round = 0; round < ROUNDS; round++) {
    gint64 begin_us;

    for (guint i = 0; i < 25; i++)
      sauda_size_learner_learn (learner, &orders[round * 25 + i]);
    begin_us = g_get_monotonic_time ();
    sauda_size_learner_refit (learner);
    rounds[round] = (double) (g_get_monotonic_time () - begin_us) / 1000;
  }
  qsort (rounds, ROUNDS, sizeof *rounds, compare);
  return rounds[ROUNDS / 2];
}

static gboolean
report (const char *what, double value, double most)
{
  printf ("%-42s %8.2f  (limit %.0f)  %s\n", what, value, most, value <= most ? "good" : "TOO SLOW");
  return value <= most;
}

int
main (void)
{
  g_autofree SaudaSizeOrder *orders = g_new (SaudaSizeOrder, N_ORDERS);
  SaudaSizeChart chart;
  gboolean good = TRUE;

  make_orders (orders, N_ORDERS);
  sauda_size_chart_init_usual (&chart, SAUDA_SIZE_PEOPLE_MEN);
  for (guint two_speeds = 0; two_speeds < 2; two_speeds++) {
    const SaudaSizeLearnerOptions options = { .two_speeds = two_speeds == 1, .precision = 0.9 };
    g_autoptr (SaudaSizeLearner) learner = sauda_size_learner_new (&chart, &options);

    sauda_size_learner_replay (learner, orders, N_ORDERS);
    good &= report (two_speeds ? "one size, two speeds, µs" : "one size, µs",
                    time_predictions (learner, orders), MOST_US);
    good &=
      report (two_speeds ? "one refit of 4,000 orders, two speeds, ms" : "one refit of 4,000 orders, ms",
              time_refits (learner, orders), MOST_MS);
  }
  return good ? 0 : 1;
}
