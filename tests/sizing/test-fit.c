#include "sauda-size-fit.h"
#include "sizing-buyers.h"

#include <math.h>

#define N_ORDERS 3000

static const SaudaSizeFit plain = { .most_orders = 0, .half_life = 0, .n_groups = 1 };

static SaudaSizeModel *
fit_from_usual (SaudaSizePeople people, const SaudaSizeFit *how, const SaudaSizeOrder *orders, guint n)
{
  SaudaSizeFit fit = *how;
  SaudaSizeChart chart;
  g_autoptr (SaudaSizeModel) mean = NULL;

  fit.spread = sauda_size_spread_usual;
  sauda_size_chart_init_usual (&chart, people);
  mean = sauda_size_model_new (&chart, &fit.spread);
  return sauda_size_fit (&fit, mean, NULL, orders, NULL, n);
}

/* From the chest chart to the chart by which invented orders were decided. */
static void
test_recovers (void)
{
  g_autofree SaudaSizeOrder *orders = g_new (SaudaSizeOrder, N_ORDERS);
  g_autoptr (SaudaSizeModel) model = NULL;
  SaudaSizeChart truth;

  sizing_buyers_init_chart (&truth);
  sizing_buyers_make (&truth, NULL, 1, 1, orders, N_ORDERS);
  model = fit_from_usual (SAUDA_SIZE_PEOPLE_MEN, &plain, orders, N_ORDERS);
  for (guint k = 1; k < 5; k++) {
    double shift_kg = sauda_size_model_get_shift (model, 0);

    g_assert_cmpfloat_with_epsilon (model->chart.limits[k].weight_kg + shift_kg, truth.limits[k].weight_kg,
                                    1);
    g_assert_cmpfloat_with_epsilon (model->chart.limits[k].height_cm, truth.limits[k].height_cm, 1);
    g_assert_cmpfloat (model->chart.limits[k].weight_softness_kg, <, 2.2);
    g_assert_cmpfloat (model->weight_variances[k], <, 0.3);
    g_assert_cmpfloat (model->height_variances[k], <, 1);
  }
}

static void
test_group_shift (void)
{
  static const double shifts_kg[] = { 0, -3 };
  g_autofree SaudaSizeOrder *orders = g_new (SaudaSizeOrder, N_ORDERS);
  g_autoptr (SaudaSizeModel) model = NULL;
  SaudaSizeFit fit = plain;
  SaudaSizeChart truth;

  fit.n_groups = 3;
  sizing_buyers_init_chart (&truth);
  sizing_buyers_make (&truth, shifts_kg, 2, 2, orders, N_ORDERS);
  model = fit_from_usual (SAUDA_SIZE_PEOPLE_MEN, &fit, orders, N_ORDERS);
  g_assert_cmpfloat_with_epsilon (
    sauda_size_model_get_shift (model, 1) - sauda_size_model_get_shift (model, 0), -3, 0.6);
  /* A group without orders keeps to its prior, and is the least certain. */
  g_assert_cmpfloat_with_epsilon (sauda_size_model_get_shift (model, 2), 0, 1e-6);
  g_assert_cmpfloat (model->weight_variances[2 * 6 + 2], >, 2 * model->weight_variances[2]);
  g_assert_cmpfloat (sauda_size_model_get_shift (model, SAUDA_SIZE_NO_GROUP), ==, 0);
}

static void
test_kids (void)
{
  g_autofree SaudaSizeOrder *orders = g_new (SaudaSizeOrder, N_ORDERS);
  g_autoptr (SaudaSizeModel) model = NULL;
  SaudaSizeChart truth;
  double probabilities[SAUDA_SIZE_MOST_SIZES];

  sauda_size_chart_init_usual (&truth, SAUDA_SIZE_PEOPLE_KIDS);
  for (guint k = 0; k + 1 < truth.n_sizes; k++)
    truth.limits[k].height_cm += 3;
  sizing_buyers_make (&truth, NULL, 1, 3, orders, N_ORDERS);
  model = fit_from_usual (SAUDA_SIZE_PEOPLE_KIDS, &plain, orders, N_ORDERS);
  for (guint k = 0; k + 1 < truth.n_sizes; k++)
    g_assert_cmpfloat_with_epsilon (model->chart.limits[k].height_cm, truth.limits[k].height_cm, 0.7);
  sauda_size_model_predict (model, 113, 0, 0, NULL, probabilities);
  g_assert_cmpfloat (probabilities[2], >, 0.75);
}

/* Orders that came back as too small draw the limit down, as too large up. */
static void
test_returns (void)
{
  g_autofree SaudaSizeOrder *orders = g_new (SaudaSizeOrder, N_ORDERS);
  double limits_kg[3];
  SaudaSizeChart truth;

  sizing_buyers_init_chart (&truth);
  for (guint way = 0; way < 3; way++) {
    g_autoptr (SaudaSizeModel) model = NULL;

    sizing_buyers_make (&truth, NULL, 1, 4, orders, N_ORDERS);
    for (guint i = 0; i < N_ORDERS; i++) {
      SaudaSizeOrder *order = &orders[i];

      if (way == 1 && order->size == 3 && order->weight_kg > 75)
        order->outcome = SAUDA_SIZE_OUTCOME_TOO_SMALL;
      if (way == 2 && order->size == 4 && order->weight_kg < 83)
        order->outcome = SAUDA_SIZE_OUTCOME_TOO_LARGE;
    }
    model = fit_from_usual (SAUDA_SIZE_PEOPLE_MEN, &plain, orders, N_ORDERS);
    limits_kg[way] = model->chart.limits[3].weight_kg + model->shifts_kg[0];
  }
  g_assert_cmpfloat (limits_kg[1], <, limits_kg[0] - 2);
  g_assert_cmpfloat (limits_kg[2], >, limits_kg[0] + 0.5);
}

/* Half of the orders by another chart: with forgetting the later half counts. */
static void
test_forgets (void)
{
  g_autofree SaudaSizeOrder *orders = g_new (SaudaSizeOrder, N_ORDERS);
  g_autoptr (SaudaSizeModel) old = NULL, forgetting = NULL, capped = NULL;
  SaudaSizeFit half_life = plain, cap = plain;
  SaudaSizeChart truth;

  sizing_buyers_init_chart (&truth);
  sizing_buyers_make (&truth, NULL, 1, 5, orders, N_ORDERS / 2);
  truth.limits[3].weight_kg += 4;
  sizing_buyers_make (&truth, NULL, 1, 6, orders + N_ORDERS / 2, N_ORDERS / 2);
  half_life.half_life = 200;
  cap.most_orders = N_ORDERS / 2;
  old = fit_from_usual (SAUDA_SIZE_PEOPLE_MEN, &plain, orders, N_ORDERS);
  forgetting = fit_from_usual (SAUDA_SIZE_PEOPLE_MEN, &half_life, orders, N_ORDERS);
  capped = fit_from_usual (SAUDA_SIZE_PEOPLE_MEN, &cap, orders, N_ORDERS);
  g_assert_cmpfloat (old->chart.limits[3].weight_kg + old->shifts_kg[0], <, 83);
  g_assert_cmpfloat_with_epsilon (forgetting->chart.limits[3].weight_kg + forgetting->shifts_kg[0], 83.7, 1);
  g_assert_cmpfloat_with_epsilon (capped->chart.limits[3].weight_kg + capped->shifts_kg[0], 83.7, 0.7);
}

/* With sizes absent the limit is found none the less. */
static void
test_absent (void)
{
  g_autofree SaudaSizeOrder *orders = g_new (SaudaSizeOrder, N_ORDERS);
  g_autoptr (SaudaSizeModel) model = NULL;
  SaudaSizeChart truth;

  sizing_buyers_init_chart (&truth);
  sizing_buyers_make (&truth, NULL, 1, 7, orders, N_ORDERS);
  for (guint i = 0; i < N_ORDERS; i += 2) {
    orders[i].exists = 0x7f & ~(1u << 3);
    if (orders[i].size == 3)
      orders[i].size = 4;
  }
  model = fit_from_usual (SAUDA_SIZE_PEOPLE_MEN, &plain, orders, N_ORDERS);
  g_assert_cmpfloat_with_epsilon (model->chart.limits[2].weight_kg + model->shifts_kg[0], 65.6, 1);
  g_assert_cmpfloat_with_epsilon (model->chart.limits[3].weight_kg + model->shifts_kg[0], 79.7, 1);
}

/* More weight or more height never makes a smaller size more probable. */
static void
test_monotone (void)
{
  g_autofree SaudaSizeOrder *orders = g_new (SaudaSizeOrder, 200);
  SaudaSizeChart truth;

  sizing_buyers_init_chart (&truth);
  for (guint n = 0; n <= 200; n += 50) {
    g_autoptr (SaudaSizeModel) model = NULL;

    sizing_buyers_make (&truth, NULL, 1, 8, orders, n);
    model = fit_from_usual (SAUDA_SIZE_PEOPLE_MEN, &plain, orders, n);
    for (double height_cm = 145; height_cm <= 210; height_cm += 5)
      for (double weight_kg = 35; weight_kg <= 150; weight_kg += 5) {
        double here[SAUDA_SIZE_MOST_SIZES], heavier[SAUDA_SIZE_MOST_SIZES], taller[SAUDA_SIZE_MOST_SIZES];
        double sums[3] = { 0, 0, 0 };

        sauda_size_model_get_wishes (model, height_cm, weight_kg, 0, here);
        sauda_size_model_get_wishes (model, height_cm, weight_kg + 3, 0, heavier);
        sauda_size_model_get_wishes (model, height_cm + 3, weight_kg, 0, taller);
        for (guint k = 0; k < model->chart.n_sizes; k++) {
          g_assert_cmpfloat (here[k], >=, 0);
          sums[0] += here[k];
          sums[1] += heavier[k];
          sums[2] += taller[k];
          g_assert_cmpfloat (sums[1], <=, sums[0] + 1e-12);
          g_assert_cmpfloat (sums[2], <=, sums[0] + 1e-12);
        }
        g_assert_cmpfloat_with_epsilon (sums[0], 1, 1e-12);
      }
  }
}

/* How sure a chart is lies in the orders that there were, not in how they ended: as many near a limit that
 * all went the likelier way tell as much as some that did not. */
static void
test_sureness (void)
{
  SaudaSizeOrder orders[40];
  double variances[2];

  for (guint way = 0; way < 2; way++) {
    g_autoptr (SaudaSizeModel) model = NULL;

    for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
      orders[i] = (SaudaSizeOrder){ .height_cm = 170,
                                    .weight_kg = i % 2 == 0 ? 66.5f : 71.5f,
                                    .size = i % 2 == 0 ? 1 : 2,
                                    .outcome = SAUDA_SIZE_OUTCOME_SHIPPED };
    for (guint i = 0; way == 1 && i < G_N_ELEMENTS (orders); i += 10) {
      orders[i].size = 2;
      orders[i + 5].size = 1;
    }
    model = fit_from_usual (SAUDA_SIZE_PEOPLE_MEN, &plain, orders, G_N_ELEMENTS (orders));
    variances[way] = model->weight_variances[1];
  }
  g_test_message ("%.3f and %.3f kg²", variances[0], variances[1]);
  g_assert_cmpfloat (variances[0], <, 3 * variances[1]);
}

static void
test_without_orders (void)
{
  g_autoptr (SaudaSizeModel) model = fit_from_usual (SAUDA_SIZE_PEOPLE_MEN, &plain, NULL, 0);
  SaudaSizeChart chart;
  SaudaSizeModel *prior;

  sauda_size_chart_init_usual (&chart, SAUDA_SIZE_PEOPLE_MEN);
  prior = sauda_size_model_new (&chart, &sauda_size_spread_usual);
  for (guint k = 0; k < 6; k++) {
    g_assert_cmpfloat_with_epsilon (model->chart.limits[k].weight_kg, chart.limits[k].weight_kg, 1e-6);
    g_assert_cmpfloat_with_epsilon (model->weight_variances[k], prior->weight_variances[k], 1e-6);
    g_assert_cmpfloat_with_epsilon (model->height_variances[k], prior->height_variances[k], 1e-6);
  }
  sauda_size_model_free (prior);
}

/* A merchant whose orders contradict each other and every chart. */
static void
test_nonsense (void)
{
  g_autofree SaudaSizeOrder *orders = g_new0 (SaudaSizeOrder, 500);
  g_autoptr (SaudaSizeModel) model = NULL;
  double probabilities[SAUDA_SIZE_MOST_SIZES];

  for (guint i = 0; i < 500; i++)
    orders[i] = (SaudaSizeOrder){ .height_cm = 140 + i * 37 % 80,
                                  .weight_kg = 30 + i * 53 % 120,
                                  .size = (guint8) (i * 7919 % 7),
                                  .outcome = (guint8) (i % 5),
                                  .exists = i % 3 == 0 ? 1u << (i % 7) : 0 };
  model = fit_from_usual (SAUDA_SIZE_PEOPLE_MEN, &plain, orders, 500);
  for (double weight_kg = 0; weight_kg < 300; weight_kg += 10) {
    double sum = 0;

    sauda_size_model_predict (model, 175, weight_kg, 0, NULL, probabilities);
    for (guint k = 0; k < 7; k++) {
      g_assert_cmpfloat (probabilities[k], >=, 0);
      sum += probabilities[k];
    }
    g_assert_cmpfloat_with_epsilon (sum, 1, 1e-9);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sizing/fit/recovers", test_recovers);
  g_test_add_func ("/sizing/fit/group-shift", test_group_shift);
  g_test_add_func ("/sizing/fit/kids", test_kids);
  g_test_add_func ("/sizing/fit/returns", test_returns);
  g_test_add_func ("/sizing/fit/forgets", test_forgets);
  g_test_add_func ("/sizing/fit/absent", test_absent);
  g_test_add_func ("/sizing/fit/monotone", test_monotone);
  g_test_add_func ("/sizing/fit/sureness", test_sureness);
  g_test_add_func ("/sizing/fit/without-orders", test_without_orders);
  g_test_add_func ("/sizing/fit/nonsense", test_nonsense);
  return g_test_run ();
}
