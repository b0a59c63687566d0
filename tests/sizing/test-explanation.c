#include "sauda-reason.h"
#include "sauda-size-explanation.h"
#include "sizing-buyers.h"

#include <string.h>

static void
test_limits (void)
{
  static const struct {
    double height_cm, weight_kg;
    guint size;
    gboolean by_height, above;
    guint limit;
    double margin;
  } cases[] = {
    /* heavy for the height, tall for the weight, the smallest size, the largest */
    { 170, 84, 4, FALSE, TRUE, 3, 4.3 },
    { 187, 70, 4, TRUE, TRUE, 3, 3 },
    { 146, 36, 0, FALSE, FALSE, 0, 6.9 },
    { 175, 130, 6, FALSE, TRUE, 5, 24.5 },
  };
  const SaudaSizeLearnerOptions options = { .refit_every = 25, .precision = 0.9 };
  g_autoptr (SaudaSizeLearner) learner = NULL;
  SaudaSizeChart chart;

  sizing_buyers_init_chart (&chart);
  learner = sauda_size_learner_new (&chart, &options);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    SaudaSizeAdvice advice;
    SaudaSizeExplanation why;
    g_autofree char *kept = NULL, *text = NULL;

    sauda_size_learner_advise (learner, cases[i].height_cm, cases[i].weight_kg, SAUDA_SIZE_NO_GROUP, NULL,
                               &advice);
    sauda_size_explanation_init (&why, learner, &advice, cases[i].height_cm, cases[i].weight_kg,
                                 SAUDA_SIZE_NO_GROUP);
    kept = sauda_size_explanation_describe (&why, &chart);
    text = sauda_reason_show (kept);
    g_assert_cmpuint (why.by_chart, ==, cases[i].size);
    g_assert_cmpuint (why.limit, ==, cases[i].limit);
    g_assert_cmpint (why.by_height, ==, cases[i].by_height);
    g_assert_cmpint (why.above, ==, cases[i].above);
    g_assert_cmpfloat_with_epsilon (why.margin, cases[i].margin, 1e-6);
    g_assert_cmpuint (why.second, !=, why.size);
    g_assert_cmpfloat (why.second_probability, <=, why.probability);
    g_assert_cmpuint (why.n_similar, ==, 0);
    g_assert_nonnull (strstr (text, cases[i].above ? "above" : "below"));
    g_assert_nonnull (strstr (text, chart.names[cases[i].limit]));
  }
}

static void
test_similar_and_stock (void)
{
  const SaudaSizeLearnerOptions options = { .precision = 0.9 };
  g_autoptr (SaudaSizeLearner) learner = NULL;
  const SaudaSizeOrder orders[] = {
    { .height_cm = 175, .weight_kg = 73, .size = 3 },
    { .height_cm = 177, .weight_kg = 71, .size = 3 },
    { .height_cm = 174, .weight_kg = 75, .size = 4 },
    { .height_cm = 175, .weight_kg = 73, .size = 4, .group = 1 },
    { .height_cm = 175, .weight_kg = 90, .size = 5 },
    { .height_cm = 185, .weight_kg = 73, .size = 4 },
  };
  SaudaSizeChart chart;
  SaudaSizeAdvice advice;
  SaudaSizeExplanation why;
  g_autofree char *kept = NULL, *text = NULL;

  sizing_buyers_init_chart (&chart);
  learner = sauda_size_learner_new (&chart, &options);
  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    sauda_size_learner_learn (learner, &orders[i]);
  sauda_size_learner_advise (learner, 175, 73, 0, &(SaudaSizeShelf){ .gone = 1u << 3 }, &advice);
  sauda_size_explanation_init (&why, learner, &advice, 175, 73, 0);
  g_assert_cmpuint (why.n_similar, ==, 3);
  g_assert_cmpuint (why.similar[3], ==, 2);
  g_assert_cmpuint (why.similar[4], ==, 1);
  g_assert_cmpuint (why.size, ==, 4);
  g_assert_cmpuint (why.by_chart, ==, 3);
  kept = sauda_size_explanation_describe (&why, &chart);
  text = sauda_reason_show (kept);
  g_assert_nonnull (strstr (text, "By the chart it would be XL"));
  g_assert_nonnull (strstr (text, "3 earlier orders with nearly these measures; 1 got 2XL."));
  g_assert_true (g_str_has_suffix (text, " %."));
  sauda_size_explanation_init (&why, learner, &advice, 175, 73, SAUDA_SIZE_NO_GROUP);
  g_assert_cmpuint (why.n_similar, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sizing/explanation/limits", test_limits);
  g_test_add_func ("/sizing/explanation/similar-and-stock", test_similar_and_stock);
  return g_test_run ();
}
