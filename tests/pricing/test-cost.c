#include "sauda-cost-model.h"
#include "sauda-price-rule.h"

/* The measured tariff (kaspi-api 11.1), at every border of its bands. */
static void
test_tariff (void)
{
  static const struct {
    int year;
    SaudaDeliveryWay way;
    gint64 total;
    gint64 grams;
    gint64 cost;
  } cases[] = {
    { 2026, SAUDA_DELIVERY_CITY, 999, 0, 57 },
    { 2026, SAUDA_DELIVERY_CITY, 1000, 0, 173 },
    { 2026, SAUDA_DELIVERY_BETWEEN, 2999, 0, 173 },
    { 2026, SAUDA_DELIVERY_BETWEEN, 3000, 0, 231 },
    { 2026, SAUDA_DELIVERY_CITY, 4999, 20000, 231 },
    { 2026, SAUDA_DELIVERY_CITY, 5000, 0, 811 },
    { 2026, SAUDA_DELIVERY_BETWEEN, 9999, 0, 927 },
    { 2026, SAUDA_DELIVERY_EXPRESS, 9999, 0, 927 },
    { 2026, SAUDA_DELIVERY_CITY, 10000, 5000, 1275 },
    { 2026, SAUDA_DELIVERY_BETWEEN, 10000, 5000, 1507 },
    { 2026, SAUDA_DELIVERY_BETWEEN, 10000, 5001, 1971 },
    { 2026, SAUDA_DELIVERY_EXPRESS, 50000, 15000, 2145 },
    { 2026, SAUDA_DELIVERY_BETWEEN, 50000, 45000, 6553 },
    { 2026, SAUDA_DELIVERY_CITY, 50000, 120000, 7481 },
    { 2025, SAUDA_DELIVERY_CITY, 4999, 0, 0 },
    { 2025, SAUDA_DELIVERY_CITY, 14999, 0, 783 },
    { 2025, SAUDA_DELIVERY_BETWEEN, 5000, 0, 895 },
    { 2025, SAUDA_DELIVERY_BETWEEN, 15000, 900, 1455 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (
      sauda_delivery_tariff_get_cost (sauda_delivery_tariff_find (sauda_day_from_date (cases[i].year, 6, 1)),
                                      cases[i].way, cases[i].total, cases[i].grams),
      ==, cases[i].cost);
}

static void
test_profit_by_hand (void)
{
  const SaudaCostRates rates = {
    sauda_delivery_tariff_find (sauda_day_from_date (2026, 6, 1)), 12.5, 16, 75, 1000, 0, 20
  };
  const SaudaCostItem item = { 65, 950, SAUDA_DELIVERY_BETWEEN },
                      unknown = { -1, 950, SAUDA_DELIVERY_BETWEEN };
  SaudaCostResult result;

  sauda_cost_model_evaluate (&rates, &item, 11990, -1, &result);
  g_assert_cmpint (result.commission, ==, 1499);
  g_assert_cmpint (result.vat, ==, 1654);
  g_assert_cmpint (result.delivery, ==, 1507);
  g_assert_cmpint (result.goods, ==, 5825);
  g_assert_cmpint (result.profit, ==, 1505);
  /* what Kaspi tells of an order beats the tariff */
  sauda_cost_model_evaluate (&rates, &item, 11990, 1275, &result);
  g_assert_cmpint (result.profit, ==, 1737);
  sauda_cost_model_evaluate (&rates, &unknown, 11990, -1, &result);
  g_assert_cmpint (result.goods, ==, -1);
  g_assert_cmpint (sauda_cost_model_find_price (&rates, &unknown, 0), ==, -1);
}

/* The price that is found leaves the margin, and a few tenge less, beyond all rounding, do not. */
static void
test_least_price (void)
{
  for (guint yuan = 1; yuan <= 400; yuan += 7) {
    for (int margin = 0; margin <= 30; margin += 10) {
      const SaudaCostRates rates = {
        sauda_delivery_tariff_find (sauda_day_from_date (2026, 6, 1)), 12.5, 16, 75, 1000, 0, 20
      };
      const SaudaCostItem item = { yuan, 700, SAUDA_DELIVERY_BETWEEN };
      gint64 price = sauda_cost_model_find_price (&rates, &item, margin);
      SaudaCostResult result;

      g_assert_cmpint (price, >, 0);
      sauda_cost_model_evaluate (&rates, &item, price, -1, &result);
      g_assert_cmpint (result.profit * 100, >=, price * margin);
      sauda_cost_model_evaluate (&rates, &item, price - 4, -1, &result);
      g_assert_cmpint (result.profit * 100, <, (price - 4) * margin);
    }
  }
}

static void
test_impossible_margin (void)
{
  const SaudaCostRates rates = {
    sauda_delivery_tariff_find (sauda_day_from_date (2026, 6, 1)), 60, 16, 75, 0, 0, 20
  };
  const SaudaCostItem item = { 10, 100, SAUDA_DELIVERY_CITY };

  g_assert_cmpint (sauda_cost_model_find_price (&rates, &item, 30), ==, -1);
}

static void
test_rounding (void)
{
  static const struct {
    gint64 price;
    double percent;
    gint64 ending;
    gint64 result;
  } cases[] = {
    { 9990, 5, 990, 9990 }, /* 10489.5: 9990 and 10990 are as far; the lower is taken */
    { 9990, 6, 990, 10990 }, { 11990, -5, 990, 10990 }, { 11990, 0, 990, 11990 }, { 8990, 10, 90, 9890 },
    { 8990, 10, 0, 9889 },   { 500, -10, 990, 990 },    { 100, -99.9, 0, 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (sauda_price_rule_apply (cases[i].price, cases[i].percent, cases[i].ending), ==,
                     cases[i].result);
}

static void
test_limits (void)
{
  g_assert_cmpint (sauda_price_rule_judge (10000, 11000, -1, 0), ==, SAUDA_PRICE_FINE);
  g_assert_cmpint (sauda_price_rule_judge (10000, 11001, -1, 0), ==, SAUDA_PRICE_TOO_FAR);
  g_assert_cmpint (sauda_price_rule_judge (10000, 9000, -1, 2), ==, SAUDA_PRICE_FINE);
  g_assert_cmpint (sauda_price_rule_judge (10000, 8999, -1, 0), ==, SAUDA_PRICE_TOO_FAR);
  g_assert_cmpint (sauda_price_rule_judge (10000, 9500, -1, 3), ==, SAUDA_PRICE_TOO_OFTEN);
  g_assert_cmpint (sauda_price_rule_judge (10000, 9500, 9600, 0), ==, SAUDA_PRICE_BELOW_FLOOR);
  g_assert_cmpint (sauda_price_rule_judge (9000, 9500, 9600, 0), ==, SAUDA_PRICE_FINE);
  g_assert_cmpint (sauda_price_rule_judge (10000, 10000, 9600, 3), ==, SAUDA_PRICE_SAME);
  g_assert_cmpint (sauda_price_rule_judge (-1, 5000, -1, 0), ==, SAUDA_PRICE_UNKNOWN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pricing/cost/tariff", test_tariff);
  g_test_add_func ("/pricing/cost/profit", test_profit_by_hand);
  g_test_add_func ("/pricing/cost/least-price", test_least_price);
  g_test_add_func ("/pricing/cost/impossible", test_impossible_margin);
  g_test_add_func ("/pricing/rule/rounding", test_rounding);
  g_test_add_func ("/pricing/rule/limits", test_limits);
  return g_test_run ();
}
