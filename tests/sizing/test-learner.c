#include "sauda-size-backtest.h"
#include "sizing-buyers.h"

#define N_ORDERS 1500

static const SaudaSizeLearnerOptions online = { .refit_every = 25, .precision = 0.9 };

/* It learns from the chest chart to the merchant's, and says how sure it is. */
static void
test_learns (void)
{
  g_autofree SaudaSizeOrder *orders = g_new (SaudaSizeOrder, N_ORDERS);
  SaudaSizeChart truth, usual;
  SaudaSizeBacktest early, late;

  sizing_buyers_init_chart (&truth);
  sauda_size_chart_init_usual (&usual, SAUDA_SIZE_PEOPLE_MEN);
  sizing_buyers_make (&truth, NULL, 1, 21, orders, N_ORDERS);
  for (guint protocol = SAUDA_SIZE_PROTOCOL_FIT_ONCE; protocol <= SAUDA_SIZE_PROTOCOL_TWO_SPEEDS;
       protocol++) {
    sauda_size_backtest (&usual, protocol, orders, 20, orders + 500, 1000, &early);
    sauda_size_backtest (&usual, protocol, orders, 500, orders + 500, 1000, &late);
    g_assert_cmpuint (late.n, ==, 1000);
    if (protocol == SAUDA_SIZE_PROTOCOL_FIT_ONCE)
      g_assert_cmpfloat (late.exact, >, early.exact + 0.02);
    g_assert_cmpfloat (late.log_loss, <, early.log_loss);
    g_assert_cmpfloat (late.exact, >, 0.8);
    g_assert_cmpfloat (late.top2, >, 0.97);
    g_assert_cmpfloat (late.within_one, >, 0.98);
    g_assert_cmpfloat (late.ece, <, 0.05);
    g_assert_cmpfloat (late.learned_precision, >, 0.88);
    g_assert_cmpfloat (late.learned_coverage, >, 0.4);
    g_assert_cmpfloat (late.coverage_at_90, >=, late.learned_coverage - 0.15);
  }
}

static void
test_empty (void)
{
  SaudaSizeChart usual;
  SaudaSizeBacktest backtest;

  sauda_size_chart_init_usual (&usual, SAUDA_SIZE_PEOPLE_MEN);
  sauda_size_backtest (&usual, SAUDA_SIZE_PROTOCOL_ONLINE, NULL, 0, NULL, 0, &backtest);
  g_assert_cmpuint (backtest.n, ==, 0);
}

static void
test_never_sure_before_sixty (void)
{
  g_autofree SaudaSizeOrder *orders = g_new (SaudaSizeOrder, 400);
  g_autoptr (SaudaSizeLearner) learner = NULL;
  SaudaSizeChart truth;
  guint sure = 0;

  sizing_buyers_init_chart (&truth);
  sizing_buyers_make (&truth, NULL, 1, 22, orders, 400);
  learner = sauda_size_learner_new (&truth, &online);
  for (guint i = 0; i < 400; i++) {
    SaudaSizeAdvice advice;

    sauda_size_learner_advise (learner, orders[i].height_cm, orders[i].weight_kg, 0, NULL, &advice);
    if (i < 60)
      g_assert_false (advice.sure);
    sure += advice.sure;
    sauda_size_learner_learn (learner, &orders[i]);
  }
  g_assert_cmpuint (sure, >, 100);
}

static void
test_stock (void)
{
  g_autoptr (SaudaSizeLearner) learner = NULL;
  SaudaSizeChart chart;
  SaudaSizeAdvice advice;

  sizing_buyers_init_chart (&chart);
  learner = sauda_size_learner_new (&chart, &online);
  sauda_size_learner_advise (learner, 175, 73, SAUDA_SIZE_NO_GROUP, NULL, &advice);
  g_assert_cmpuint (advice.size, ==, 3);
  sauda_size_learner_advise (learner, 175, 73, SAUDA_SIZE_NO_GROUP, &(SaudaSizeShelf){ .gone = 1u << 3 },
                             &advice);
  g_assert_cmpuint (advice.size, ==, 4);
  g_assert_cmpfloat (advice.probabilities[3], ==, 0);
}

static void
test_drag (void)
{
  g_autofree SaudaSizeOrder *orders = g_new (SaudaSizeOrder, 40);
  g_autoptr (SaudaSizeLearner) learner = NULL;
  SaudaSizeChart chart;
  double before_kg;

  sizing_buyers_init_chart (&chart);
  sizing_buyers_make (&chart, NULL, 1, 23, orders, 40);
  learner = sauda_size_learner_new (&chart, &online);
  sauda_size_learner_replay (learner, orders, 40);
  before_kg = sauda_size_learner_get_model (learner)->chart.limits[5].weight_kg;
  chart.limits[5].weight_kg += 6;
  sauda_size_learner_set_chart (learner, &chart);
  g_assert_cmpfloat (sauda_size_learner_get_model (learner)->chart.limits[5].weight_kg, >, before_kg + 3);
}

/* The same orders, the same chart: nothing depends on chance or on what lies in memory. */
static void
test_same_again (void)
{
  g_autofree SaudaSizeOrder *orders = g_new (SaudaSizeOrder, 300);
  SaudaSizeChart chart;
  SaudaSizeBacktest first, second;

  sizing_buyers_init_chart (&chart);
  sizing_buyers_make (&chart, NULL, 3, 24, orders, 300);
  sauda_size_backtest (&chart, SAUDA_SIZE_PROTOCOL_TWO_SPEEDS, orders, 100, orders + 100, 200, &first);
  sauda_size_backtest (&chart, SAUDA_SIZE_PROTOCOL_TWO_SPEEDS, orders, 100, orders + 100, 200, &second);
  g_assert_cmpfloat (first.log_loss, ==, second.log_loss);
  g_assert_cmpfloat (first.exact, ==, second.exact);
}

/* Sizes by lot cannot be foretold, unless a prediction sees the size that it is to foretell. */
static void
test_no_look_ahead (void)
{
  g_autofree SaudaSizeOrder *orders = g_new (SaudaSizeOrder, 600);
  g_autoptr (GRand) random = g_rand_new_with_seed (26);
  SaudaSizeChart chart;
  SaudaSizeBacktest backtest;

  sizing_buyers_init_chart (&chart);
  sizing_buyers_make (&chart, NULL, 1, 25, orders, 600);
  for (guint i = 0; i < 600; i++)
    orders[i].size = (guint8) g_rand_int_range (random, 0, (gint32) chart.n_sizes);
  for (guint protocol = SAUDA_SIZE_PROTOCOL_FIT_ONCE; protocol <= SAUDA_SIZE_PROTOCOL_TWO_SPEEDS;
       protocol++) {
    sauda_size_backtest (&chart, protocol, orders, 300, orders + 300, 300, &backtest);
    g_assert_cmpfloat (backtest.exact, <, 0.25);
    g_assert_cmpfloat (backtest.log_loss, >, 1.8);
    g_assert_cmpfloat (backtest.learned_coverage, <, 0.05);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sizing/learner/learns", test_learns);
  g_test_add_func ("/sizing/learner/empty", test_empty);
  g_test_add_func ("/sizing/learner/never-sure-before-sixty", test_never_sure_before_sixty);
  g_test_add_func ("/sizing/learner/stock", test_stock);
  g_test_add_func ("/sizing/learner/drag", test_drag);
  g_test_add_func ("/sizing/learner/same-again", test_same_again);
  g_test_add_func ("/sizing/learner/no-look-ahead", test_no_look_ahead);
  return g_test_run ();
}
