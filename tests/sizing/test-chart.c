#include "sauda-size-chart.h"
#include "sauda-size-product.h"

#include <math.h>

static void
test_men (void)
{
  SaudaSizeChart chart;

  sauda_size_chart_init_usual (&chart, SAUDA_SIZE_PEOPLE_MEN);
  g_assert_cmpuint (chart.n_sizes, ==, 7);
  g_assert_cmpstr (chart.names[0], ==, "S");
  g_assert_cmpstr (chart.names[6], ==, "4XL");
  g_assert_false (chart.by_height_only);
  /* 175·((92 + 6.03)/162.08)² and 175·((128 + 6.03)/162.08)² */
  g_assert_cmpfloat_with_epsilon (chart.limits[0].weight_kg, 64.02, 0.01);
  g_assert_cmpfloat_with_epsilon (chart.limits[5].weight_kg, 119.67, 0.01);
  g_assert_cmpfloat (chart.limits[0].height_cm, ==, 168);
  g_assert_cmpfloat (chart.limits[5].height_cm, ==, 198);
  g_assert_cmpfloat (chart.limits[3].height_softness_cm, ==, 4);
}

static void
test_women (void)
{
  SaudaSizeChart men, women;

  sauda_size_chart_init_usual (&men, SAUDA_SIZE_PEOPLE_MEN);
  sauda_size_chart_init_usual (&women, SAUDA_SIZE_PEOPLE_WOMEN);
  g_assert_cmpuint (women.n_sizes, ==, 6);
  g_assert_cmpstr (women.names[5], ==, "3XL");
  for (guint k = 0; k + 1 < women.n_sizes; k++)
    g_assert_cmpfloat (women.limits[k].weight_kg, <, men.limits[k].weight_kg);
}

static void
test_kids (void)
{
  static const double limits_cm[] = { 95, 105, 115, 125, 135, 145 };
  SaudaSizeChart chart;

  sauda_size_chart_init_usual (&chart, SAUDA_SIZE_PEOPLE_KIDS);
  g_assert_true (chart.by_height_only);
  g_assert_cmpuint (chart.n_sizes, ==, 7);
  g_assert_cmpstr (chart.names[0], ==, "22");
  g_assert_cmpstr (chart.names[6], ==, "34");
  for (guint k = 0; k < G_N_ELEMENTS (limits_cm); k++)
    g_assert_cmpfloat (chart.limits[k].height_cm, ==, limits_cm[k]);
}

static void
test_chest_and_back (void)
{
  for (guint people = SAUDA_SIZE_PEOPLE_MEN; people <= SAUDA_SIZE_PEOPLE_WOMEN; people++) {
    double before = 0;

    for (double chest_cm = 80; chest_cm <= 140; chest_cm += 10) {
      double weight_kg = sauda_size_chart_get_weight_of_chest (people, chest_cm);

      g_assert_cmpfloat (weight_kg, >, before);
      before = weight_kg;
    }
  }
  g_assert_cmpfloat_with_epsilon (
    sauda_size_chart_get_chest (SAUDA_SIZE_PEOPLE_MEN, 175,
                                sauda_size_chart_get_weight_of_chest (SAUDA_SIZE_PEOPLE_MEN, 104)),
    104, 1e-9);
  g_assert_cmpfloat_with_epsilon (sauda_size_chart_get_chest (SAUDA_SIZE_PEOPLE_WOMEN, 164, 64), 92.79, 0.01);
}

static void
test_supplier (void)
{
  static const char *const sizes[] = { "M", "L", "XL" }, *const twice[] = { "M", "L", "M" };
  static const char *const endless[] = { "M", "EXTRALARGE", "XL" };
  static const double weights_kg[] = { 60, 75, 90 }, heights_cm[] = { 170, 178, 186 };
  static const double shrinking[] = { 60, 60, 90 }, falling[] = { 178, 170, 186 };
  SaudaSizeChart chart;

  g_assert_true (sauda_size_chart_init_supplier (&chart, sizes, weights_kg, heights_cm, 3));
  g_assert_cmpfloat (chart.limits[1].weight_kg, ==, 75);
  g_assert_cmpfloat (chart.limits[1].weight_softness_kg, ==, 2.5);
  g_assert_cmpfloat (chart.limits[1].height_softness_cm, ==, 3);
  g_assert_cmpint (sauda_size_chart_find (&chart, "XL"), ==, 2);
  g_assert_cmpint (sauda_size_chart_find (&chart, "S"), ==, -1);
  g_assert_false (sauda_size_chart_init_supplier (&chart, sizes, weights_kg, heights_cm, 1));
  g_assert_false (sauda_size_chart_init_supplier (&chart, sizes, weights_kg, heights_cm, 21));
  g_assert_false (sauda_size_chart_init_supplier (&chart, sizes, shrinking, heights_cm, 3));
  g_assert_false (sauda_size_chart_init_supplier (&chart, sizes, weights_kg, falling, 3));
  g_assert_false (sauda_size_chart_init_supplier (&chart, twice, weights_kg, heights_cm, 3));
  g_assert_false (sauda_size_chart_init_supplier (&chart, endless, weights_kg, heights_cm, 3));
}

static void
test_add_size (void)
{
  static const char *const sizes[] = { "S", "L", "2XL" };
  static const char *const after[] = { "XS", "S", "M", "L", "XL", "2XL", "3XL" };
  static const double weights_kg[] = { 50, 70, 0 }, heights_cm[] = { 165, 177, 0 };
  SaudaSizeChart chart;

  g_assert_true (sauda_size_chart_init_supplier (&chart, sizes, weights_kg, heights_cm, 3));
  g_assert_true (sauda_size_chart_add_size (&chart, "M"));
  g_assert_true (sauda_size_chart_add_size (&chart, "3XL"));
  g_assert_true (sauda_size_chart_add_size (&chart, "XS"));
  g_assert_true (sauda_size_chart_add_size (&chart, "XL"));
  g_assert_false (sauda_size_chart_add_size (&chart, "XL"));
  g_assert_cmpuint (chart.n_sizes, ==, 7);
  for (guint i = 0; i < chart.n_sizes; i++)
    g_assert_cmpstr (chart.names[i], ==, after[i]);
  for (guint k = 1; k + 1 < chart.n_sizes; k++) {
    g_assert_cmpfloat (chart.limits[k].weight_kg, >, chart.limits[k - 1].weight_kg);
    g_assert_cmpfloat (chart.limits[k].height_cm, >, chart.limits[k - 1].height_cm);
    g_assert_cmpfloat (chart.limits[k].weight_softness_kg, >, 0);
  }
}

static void
test_full (void)
{
  SaudaSizeChart chart;
  guint added = 0;

  sauda_size_chart_init_usual (&chart, SAUDA_SIZE_PEOPLE_MEN);
  for (guint i = 44; i <= 99; i++) {
    g_autofree char *size = g_strdup_printf ("%u", i);

    added += sauda_size_chart_add_size (&chart, size);
  }
  g_assert_cmpuint (added, ==, SAUDA_SIZE_MOST_SIZES - 7);
  g_assert_cmpuint (chart.n_sizes, ==, SAUDA_SIZE_MOST_SIZES);
}

static void
test_products (void)
{
  static const struct {
    const char *gender;
    SaudaSizePeople people;
  } cases[] = {
    { "Men", SAUDA_SIZE_PEOPLE_MEN },       { "Women", SAUDA_SIZE_PEOPLE_WOMEN },
    { "Kids", SAUDA_SIZE_PEOPLE_KIDS },     { "мужской", SAUDA_SIZE_PEOPLE_MEN },
    { "Женский", SAUDA_SIZE_PEOPLE_WOMEN }, { "детский", SAUDA_SIZE_PEOPLE_KIDS },
    { "мальчик", SAUDA_SIZE_PEOPLE_KIDS },  { NULL, SAUDA_SIZE_PEOPLE_MEN },
    { "F", SAUDA_SIZE_PEOPLE_WOMEN },       { "footballers", SAUDA_SIZE_PEOPLE_MEN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (sauda_size_product_get_people (cases[i].gender), ==, cases[i].people);
  g_assert_true (sauda_size_product_has_sizes ("CL"));
  g_assert_true (sauda_size_product_has_sizes (NULL));
  g_assert_false (sauda_size_product_has_sizes ("ELS"));
}

/* A number is half the chest; the heights agree with those of the letters. */
static void
test_numbers (void)
{
  SaudaSizeChart numbers, letters;

  for (guint women = 0; women < 2; women++) {
    sauda_size_chart_init_usual (&numbers,
                                 women ? SAUDA_SIZE_PEOPLE_WOMEN_NUMBERS : SAUDA_SIZE_PEOPLE_MEN_NUMBERS);
    sauda_size_chart_init_usual (&letters, women ? SAUDA_SIZE_PEOPLE_WOMEN : SAUDA_SIZE_PEOPLE_MEN);
    g_assert_true (sauda_size_chart_is_sound (&numbers));
    g_assert_cmpuint (numbers.n_sizes, ==, 11);
    g_assert_cmpstr (numbers.names[0], ==, "44");
    g_assert_cmpstr (numbers.names[10], ==, "64");
    g_assert_cmpfloat (numbers.limits[0].height_cm, >, 160);
    g_assert_cmpfloat (numbers.limits[9].height_cm, <, 230);
  }
  sauda_size_chart_init_usual (&numbers, SAUDA_SIZE_PEOPLE_MEN_NUMBERS);
  sauda_size_chart_init_usual (&letters, SAUDA_SIZE_PEOPLE_MEN);
  /* M ends at 98 cm, as 48 does; L at 104 between 50 and 52. */
  g_assert_cmpfloat_with_epsilon (numbers.limits[2].weight_kg, letters.limits[1].weight_kg, 1e-9);
  g_assert_cmpfloat_with_epsilon (numbers.limits[2].height_cm, letters.limits[1].height_cm, 1e-9);
  g_assert_cmpfloat (numbers.limits[3].weight_kg, <, letters.limits[2].weight_kg);
  g_assert_cmpfloat (numbers.limits[4].weight_kg, >, letters.limits[2].weight_kg);
}

static void
test_whose_sizes (void)
{
  static const struct {
    SaudaSizePeople people;
    const char *size;
    SaudaSizePeople found;
  } cases[] = {
    { SAUDA_SIZE_PEOPLE_MEN, "52", SAUDA_SIZE_PEOPLE_MEN_NUMBERS },
    { SAUDA_SIZE_PEOPLE_MEN, "2XL", SAUDA_SIZE_PEOPLE_MEN },
    { SAUDA_SIZE_PEOPLE_MEN, NULL, SAUDA_SIZE_PEOPLE_MEN },
    { SAUDA_SIZE_PEOPLE_WOMEN, "44", SAUDA_SIZE_PEOPLE_WOMEN_NUMBERS },
    { SAUDA_SIZE_PEOPLE_WOMEN_NUMBERS, "M", SAUDA_SIZE_PEOPLE_WOMEN },
    { SAUDA_SIZE_PEOPLE_MEN_NUMBERS, "64", SAUDA_SIZE_PEOPLE_MEN_NUMBERS },
    { SAUDA_SIZE_PEOPLE_MEN, "34", SAUDA_SIZE_PEOPLE_MEN },
    { SAUDA_SIZE_PEOPLE_KIDS, "34", SAUDA_SIZE_PEOPLE_KIDS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (sauda_size_product_get_people_of_size (cases[i].people, cases[i].size), ==,
                     cases[i].found);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sizing/chart/men", test_men);
  g_test_add_func ("/sizing/chart/women", test_women);
  g_test_add_func ("/sizing/chart/kids", test_kids);
  g_test_add_func ("/sizing/chart/chest-and-back", test_chest_and_back);
  g_test_add_func ("/sizing/chart/supplier", test_supplier);
  g_test_add_func ("/sizing/chart/add-size", test_add_size);
  g_test_add_func ("/sizing/chart/full", test_full);
  g_test_add_func ("/sizing/chart/products", test_products);
  g_test_add_func ("/sizing/chart/numbers", test_numbers);
  g_test_add_func ("/sizing/chart/whose-sizes", test_whose_sizes);
  return g_test_run ();
}
