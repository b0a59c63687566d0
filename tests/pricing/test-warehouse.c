#include "sauda-pricing-error.h"
#include "sauda-warehouse.h"

/* How the one shelf is divided: never more than it together, unless a person said so. */
static void
test_split (void)
{
  static const struct {
    const char *second, *third; /* shares beside the main warehouse */
    gboolean main_sells;
    gint64 stock;
    gint64 parts[3];
  } cases[] = {
    { "none", "none", TRUE, 10, { 10, 0, 0 } },    { "30%", "none", TRUE, 10, { 7, 3, 0 } },
    { "50%", "none", TRUE, 1, { 1, 0, 0 } },       { "all", "none", TRUE, 10, { 0, 10, 0 } },
    { "keep:4", "none", TRUE, 10, { 4, 6, 0 } },   { "keep:4", "none", TRUE, 3, { 3, 0, 0 } },
    { "double", "none", TRUE, 10, { 10, 10, 0 } }, { "60%", "60%", TRUE, 10, { 0, 6, 4 } },
    { "all", "keep:2", TRUE, 10, { 0, 10, 0 } },   { "30%", "double", TRUE, 10, { 7, 3, 10 } },
    { "30%", "none", FALSE, 10, { 0, 3, 0 } },     { "30%", "keep:1", TRUE, 0, { 0, 0, 0 } },
    { "30%", "none", TRUE, -1, { -1, 0, 0 } },     { "all", "all", TRUE, -1, { 0, -1, 0 } },
    { "double", "none", TRUE, -1, { -1, -1, 0 } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SaudaWarehouse shelf[] = { { .name = (char *) "PP1", .selling = cases[i].main_sells, .is_main = TRUE },
                               { .name = (char *) "PP2", .selling = TRUE },
                               { .name = (char *) "PP3", .selling = TRUE } };
    g_autoptr (GPtrArray) warehouses = g_ptr_array_new ();
    gint64 parts[3];

    g_assert_true (sauda_share_parse (cases[i].second, &shelf[1].share, &shelf[1].amount, NULL));
    g_assert_true (sauda_share_parse (cases[i].third, &shelf[2].share, &shelf[2].amount, NULL));
    for (guint n = 0; n < 3; n++)
      g_ptr_array_add (warehouses, &shelf[n]);
    sauda_warehouses_split (warehouses, cases[i].stock, parts);
    for (guint n = 0; n < 3; n++)
      g_assert_cmpint (parts[n], ==, cases[i].parts[n]);
  }
}

static void
test_words (void)
{
  static const char *const good[] = { "none", "all", "30%", "keep:5", "double" };
  static const char *const bad[] = { "", "0%", "101%", "5", "keep:", "keep:-1", "-3%", "half" };
  SaudaShareKind share;
  gint amount;

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++) {
    g_autofree char *again = NULL;

    g_assert_true (sauda_share_parse (good[i], &share, &amount, NULL));
    again = sauda_share_write (share, amount);
    g_assert_cmpstr (again, ==, good[i]);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (sauda_share_parse (bad[i], &share, &amount, &error));
    g_assert_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pricing/warehouse/split", test_split);
  g_test_add_func ("/pricing/warehouse/words", test_words);
  return g_test_run ();
}
