#include "sauda-reorder.h"

#include <math.h>

#define DAYS SAUDA_REORDER_DAYS

static void
test_demand_leaves_spike_days_out (void)
{
  guint sold[DAYS];
  SaudaReorderDemand demand;

  /* 2, 3, 4, 2, 3, 4 …: median 3, MAD 1; one sale day of 60 */
  for (guint i = 0; i < DAYS; i++)
    sold[i] = 2 + i % 3;
  sold[40] = 60;
  sauda_reorder_read_demand (sold, DAYS, &demand);
  g_assert_cmpuint (demand.spikes, ==, 1);
  g_assert_cmpuint (demand.days, ==, DAYS - 1);
  g_assert_cmpfloat_with_epsilon (demand.per_day, 3.0, 0.02);
  g_assert_cmpfloat_with_epsilon (demand.sigma, 1.4826, 1e-9);
}

static void
test_rare_sales_have_a_deviation (void)
{
  guint sold[DAYS] = { 0 };
  SaudaReorderDemand demand;

  for (guint i = 0; i < DAYS; i += 9)
    sold[i] = 1;
  sauda_reorder_read_demand (sold, DAYS, &demand);
  g_assert_cmpfloat_with_epsilon (demand.per_day, 10.0 / 90, 1e-9);
  g_assert_cmpfloat_with_epsilon (demand.sigma, sqrt (10.0 / 90), 1e-9);
}

static void
test_a_young_model_is_not_diluted (void)
{
  guint sold[DAYS] = { 0 };
  SaudaReorderDemand demand;

  for (guint i = DAYS - 20; i < DAYS; i++)
    sold[i] = 2;
  sauda_reorder_read_demand (sold, DAYS, &demand);
  g_assert_cmpuint (demand.days, ==, 20);
  g_assert_cmpfloat_with_epsilon (demand.per_day, 2.0, 1e-9);
}

static void
test_nothing_sold_orders_nothing (void)
{
  const guint sold[DAYS] = { 0 };
  const SaudaReorderRule rule = SAUDA_REORDER_RULE_INIT;
  const SaudaReorderSize size = { sold, 0, 0 };
  SaudaReorderAdvice advice;

  sauda_reorder_advise (&rule, &size, 1, DAYS, &advice);
  g_assert_cmpint (advice.proposal, ==, 0);
  g_assert_false (advice.low);
  g_assert_cmpfloat_with_epsilon (advice.days_cover, -1, 1e-9);
}

/* A single day of sales tells no demand yet; what was sold beyond the shelf is wanted all the same. */
static void
test_what_is_missing_is_ordered (void)
{
  guint sold[DAYS] = { 0 };
  const SaudaReorderRule rule = SAUDA_REORDER_RULE_INIT;
  SaudaReorderSize size = { sold, -2, 0 };
  SaudaReorderAdvice advice;

  sold[DAYS - 1] = 30;
  sauda_reorder_advise (&rule, &size, 1, DAYS, &advice);
  g_assert_cmpint (advice.proposal, ==, 2);
  size.on_order = 2;
  sauda_reorder_advise (&rule, &size, 1, DAYS, &advice);
  g_assert_cmpint (advice.proposal, ==, 0);
}

/* Counted by hand: 4 a day, M to L as 3 to 1, σ = √4 = 2 because every day saw the same. */
static void
test_proposal_per_size (void)
{
  guint medium[DAYS], large[DAYS];
  const SaudaReorderRule rule = SAUDA_REORDER_RULE_INIT;
  SaudaReorderSize sizes[2];
  SaudaReorderAdvice advice[2];

  for (guint i = 0; i < DAYS; i++) {
    medium[i] = 3;
    large[i] = 1;
  }
  sizes[0] = (SaudaReorderSize){ medium, 12, 0 };
  sizes[1] = (SaudaReorderSize){ large, 30, 0 };
  sauda_reorder_advise (&rule, sizes, 2, DAYS, advice);
  g_assert_cmpfloat_with_epsilon (advice[0].share, 0.75, 1e-9);
  g_assert_cmpfloat_with_epsilon (advice[0].per_day, 3.0, 1e-9);
  g_assert_cmpuint (advice[0].sold_cover, ==, 42);
  g_assert_cmpfloat_with_epsilon (advice[0].days_cover, 4.0, 1e-9);
  g_assert_true (advice[0].low);
  /* 1.65 · 2·√0.75 · √16 = 11.43; point 3·16 + 11.43 = 59.43 */
  g_assert_cmpfloat_with_epsilon (advice[0].safety_stock, 11.4315, 1e-3);
  g_assert_cmpfloat_with_epsilon (advice[0].reorder_point, 59.4315, 1e-3);
  /* 3·23 + 1.65·2·√0.75·√23 - 12 = 69 + 13.706 - 12 = 70.7 → 71 */
  g_assert_cmpint (advice[0].proposal, ==, 71);
  g_assert_false (advice[1].low);
  /* point 1·16 + 1.65·2·√0.25·4 = 22.6; 30 is above it */
  g_assert_cmpint (advice[1].proposal, ==, 0);
}

static void
test_what_is_on_its_way_counts (void)
{
  guint sold[DAYS];
  const SaudaReorderRule rule = SAUDA_REORDER_RULE_INIT;
  SaudaReorderSize size = { sold, 5, 0 };
  SaudaReorderAdvice advice;

  for (guint i = 0; i < DAYS; i++)
    sold[i] = 1;
  sauda_reorder_advise (&rule, &size, 1, DAYS, &advice);
  g_assert_cmpint (advice.proposal, >, 0);
  size.on_order = 40;
  sauda_reorder_advise (&rule, &size, 1, DAYS, &advice);
  g_assert_cmpint (advice.proposal, ==, 0);
  g_assert_false (advice.low);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/inventory/reorder/spike-days", test_demand_leaves_spike_days_out);
  g_test_add_func ("/inventory/reorder/rare-sales", test_rare_sales_have_a_deviation);
  g_test_add_func ("/inventory/reorder/young-model", test_a_young_model_is_not_diluted);
  g_test_add_func ("/inventory/reorder/nothing-sold", test_nothing_sold_orders_nothing);
  g_test_add_func ("/inventory/reorder/missing", test_what_is_missing_is_ordered);
  g_test_add_func ("/inventory/reorder/per-size", test_proposal_per_size);
  g_test_add_func ("/inventory/reorder/on-order", test_what_is_on_its_way_counts);
  return g_test_run ();
}
