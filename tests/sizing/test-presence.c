#include "sauda-size-presence.h"
#include "sizing-buyers.h"

#define N_ORDERS 900
#define GONE_FROM 300
#define GONE_TO 600
#define XL 3
#define XXL 4

/* XL runs out in the middle third, and 2XL is shipped instead. */
static SaudaSizeModel *
make_orders (SaudaSizeOrder *orders)
{
  SaudaSizeChart chart;

  sizing_buyers_init_chart (&chart);
  sizing_buyers_make (&chart, NULL, 1, 11, orders, N_ORDERS);
  for (guint i = GONE_FROM; i < GONE_TO; i++)
    if (orders[i].size == XL)
      orders[i].size = XXL;
  return sauda_size_model_new (&chart, &sauda_size_spread_drift);
}

static void
test_infer (void)
{
  SaudaSizeOrder orders[N_ORDERS];
  guint32 exists[N_ORDERS];
  double presence[SAUDA_SIZE_MOST_SIZES];
  g_autoptr (SaudaSizeModel) model = make_orders (orders);

  sauda_size_presence_infer (model, orders, N_ORDERS, 1, exists, presence);
  for (guint i = 0; i < N_ORDERS; i++) {
    gboolean there = (exists[i] & (1u << XL)) != 0;

    g_assert_true ((exists[i] & (1u << orders[i].size)) != 0);
    if (i < GONE_FROM - 40 || i >= GONE_TO + 40)
      g_assert_true (there);
    else if (i >= GONE_FROM + 40 && i < GONE_TO - 40)
      g_assert_false (there);
  }
  g_assert_cmpfloat (presence[XL], >, 0.9);
  sauda_size_presence_infer (model, orders, GONE_TO, 1, exists, presence);
  g_assert_cmpfloat (presence[XL], <, 0.1);
  g_assert_cmpfloat (presence[XXL], >, 0.9);
}

/* What an order itself knows stays, and groups do not tell of each other. */
static void
test_told (void)
{
  SaudaSizeOrder orders[N_ORDERS];
  guint32 exists[N_ORDERS];
  double presences[2 * SAUDA_SIZE_MOST_SIZES];
  g_autoptr (SaudaSizeModel) model = make_orders (orders);
  guint n_sizes = model->chart.n_sizes;

  for (guint i = GONE_FROM; i < GONE_TO; i++)
    orders[i].group = 1;
  orders[450].exists = 0x7f;
  sauda_size_presence_infer (model, orders, N_ORDERS, 2, exists, presences);
  g_assert_cmpuint (exists[450], ==, 0x7f);
  g_assert_cmpfloat (presences[XL], >, 0.9);
  g_assert_cmpfloat (presences[n_sizes + XL], <, 0.1);
}

static void
test_see (void)
{
  double presence[3], probabilities[] = { 0.2, 0.7, 0.1 };

  sauda_size_presence_init (presence, 3);
  for (guint i = 0; i < 20; i++) {
    double before = presence[1];

    sauda_size_presence_see (presence, 3, probabilities, 0);
    g_assert_cmpfloat (presence[1], <, before);
  }
  g_assert_cmpfloat (presence[1], <, 0.1);
  g_assert_cmpfloat (presence[0], >, 0.99);
  g_assert_cmpfloat (presence[2], >, presence[1]);
  sauda_size_presence_see (presence, 3, probabilities, 1);
  g_assert_cmpfloat (presence[1], >, 0.99);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sizing/presence/infer", test_infer);
  g_test_add_func ("/sizing/presence/told", test_told);
  g_test_add_func ("/sizing/presence/see", test_see);
  return g_test_run ();
}
