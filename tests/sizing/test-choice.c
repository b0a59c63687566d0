#include "sauda-size-choice.h"

#include <string.h>

#define N 5

static void
assert_sum (const double *probabilities)
{
  double sum = 0;

  for (guint i = 0; i < N; i++) {
    g_assert_cmpfloat (probabilities[i], >=, 0);
    sum += probabilities[i];
  }
  g_assert_cmpfloat_with_epsilon (sum, 1, 1e-12);
}

static void
test_lapse (void)
{
  double probabilities[N] = { 0, 0, 1, 0, 0 };

  sauda_size_choice_apply (N, NULL, probabilities);
  assert_sum (probabilities);
  g_assert_cmpfloat_with_epsilon (probabilities[2], 0.97, 0.001);
  g_assert_cmpfloat (probabilities[1], ==, probabilities[3]);
  g_assert_cmpfloat (probabilities[1], >, 10 * probabilities[0]);
  g_assert_cmpfloat (probabilities[0], >, 0);
}

static void
test_absent (void)
{
  static const struct {
    double presence[N];
    double wishes[N];
    guint shipped;
  } cases[] = {
    { { 1, 0, 1, 1, 1 }, { 1, 0, 0, 0, 0 }, 0 }, { { 0, 1, 1, 1, 1 }, { 1, 0, 0, 0, 0 }, 1 },
    { { 0, 0, 0, 1, 1 }, { 1, 0, 0, 0, 0 }, 3 }, { { 1, 1, 0, 0, 0 }, { 0, 0, 0, 0, 1 }, 1 },
    { { 1, 0, 0, 1, 1 }, { 0, 1, 0, 0, 0 }, 0 }, { { 1, 0, 0, 1, 1 }, { 0, 0, 1, 0, 0 }, 3 },
    { { 1, 0, 1, 1, 1 }, { 0, 1, 0, 0, 0 }, 2 }, { { 0, 0, 0, 0, 0 }, { 0, 1, 0, 0, 0 }, 1 },
    { { 0, 0, 1, 0, 0 }, { 0, 0, 0, 0, 1 }, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    double probabilities[N];

    memcpy (probabilities, cases[i].wishes, sizeof probabilities);
    sauda_size_choice_apply (N, cases[i].presence, probabilities);
    assert_sum (probabilities);
    g_assert_cmpfloat (probabilities[cases[i].shipped], >=, 0.97);
    for (guint k = 0; k < N && i != 7; k++)
      if (cases[i].presence[k] == 0)
        g_assert_cmpfloat (probabilities[k], ==, 0);
  }
}

static void
test_doubtful (void)
{
  double presence[N] = { 1, 1, 0.6, 1, 1 }, probabilities[N] = { 0, 0, 1, 0, 0 };

  sauda_size_choice_apply (N, presence, probabilities);
  assert_sum (probabilities);
  g_assert_cmpfloat_with_epsilon (probabilities[2], 0.6, 0.02);
  g_assert_cmpfloat_with_epsilon (probabilities[3], 0.4, 0.02);
}

/* Learning weighs what predicting foretells: both are the same table, read the other way. */
static void
test_same_both_ways (void)
{
  for (guint32 exists = 1; exists < 1u << N; exists++) {
    double presence[N];

    for (guint k = 0; k < N; k++)
      presence[k] = (exists & (1u << k)) != 0;
    for (guint wish = 0; wish < N; wish++) {
      double probabilities[N] = { 0 };

      probabilities[wish] = 1;
      sauda_size_choice_apply (N, presence, probabilities);
      for (guint size = 0; size < N; size++) {
        double weights[N];

        if ((exists & (1u << size)) == 0)
          continue;
        sauda_size_choice_weigh (N, exists, size, SAUDA_SIZE_OUTCOME_SHIPPED, weights);
        g_assert_cmpfloat_with_epsilon (weights[wish], probabilities[size], 1e-12);
      }
    }
  }
}

static void
test_returns (void)
{
  double weights[N];

  sauda_size_choice_weigh (N, 0, 2, SAUDA_SIZE_OUTCOME_TOO_SMALL, weights);
  g_assert_cmpfloat (weights[2], <, 0.05);
  g_assert_cmpfloat (weights[3], >, 0.95);
  g_assert_cmpfloat (weights[4], >, 0.95);
  sauda_size_choice_weigh (N, 0, 2, SAUDA_SIZE_OUTCOME_TOO_LARGE, weights);
  g_assert_cmpfloat (weights[1], >, 0.95);
  g_assert_cmpfloat (weights[3], <, 0.05);
  sauda_size_choice_weigh (N, 0, 2, SAUDA_SIZE_OUTCOME_WRONG, weights);
  g_assert_cmpfloat (weights[1], >, 0.95);
  g_assert_cmpfloat (weights[2], <, 0.05);
  sauda_size_choice_weigh (N, 0, 2, SAUDA_SIZE_OUTCOME_EXCHANGED, weights);
  g_assert_cmpfloat (weights[2], >, 0.95);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sizing/choice/lapse", test_lapse);
  g_test_add_func ("/sizing/choice/absent", test_absent);
  g_test_add_func ("/sizing/choice/doubtful", test_doubtful);
  g_test_add_func ("/sizing/choice/same-both-ways", test_same_both_ways);
  g_test_add_func ("/sizing/choice/returns", test_returns);
  return g_test_run ();
}
