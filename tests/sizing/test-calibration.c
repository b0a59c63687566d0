#include "sauda-size-calibration.h"

#include <math.h>

#define N 3

/* Predictions that claim @claimed and are right in @right_of_ten of ten. */
static void
add (SaudaSizeCalibration *calibration, double claimed, guint right_of_ten, guint n)
{
  for (guint i = 0; i < n; i++) {
    double probabilities[N] = { claimed, (1 - claimed) / 2, (1 - claimed) / 2 };

    sauda_size_calibration_add (calibration, probabilities, i % 10 < right_of_ten ? 0 : 1 + i % 2);
  }
}

static void
test_temperature (void)
{
  static const struct {
    double claimed;
    guint right_of_ten;
    double least, most;
  } cases[] = { { 0.9, 9, 0.95, 1.05 }, { 0.95, 7, 1.8, 3.5 }, { 0.6, 9, 0.3, 0.7 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SaudaSizeCalibration) calibration = sauda_size_calibration_new (N);
    double temperature;
    SaudaSizeBin bins[SAUDA_SIZE_CALIBRATION_BINS];

    g_assert_cmpfloat (sauda_size_calibration_get_temperature (calibration), ==, 1);
    add (calibration, cases[i].claimed, cases[i].right_of_ten, 1000);
    temperature = sauda_size_calibration_get_temperature (calibration);
    g_assert_cmpfloat (temperature, >=, cases[i].least);
    g_assert_cmpfloat (temperature, <=, cases[i].most);
    /* At that temperature the claim is what came true, but for what is still believed of 1. */
    sauda_size_calibration_get_bins (calibration, temperature, bins);
    for (guint b = 0; b < SAUDA_SIZE_CALIBRATION_BINS; b++)
      if (bins[b].count > 0)
        g_assert_cmpfloat_with_epsilon (bins[b].claimed, cases[i].right_of_ten / 10.0, 0.06);
  }
}

static void
test_few_move_little (void)
{
  g_autoptr (SaudaSizeCalibration) calibration = sauda_size_calibration_new (N);

  add (calibration, 0.95, 7, 10);
  g_assert_cmpfloat (sauda_size_calibration_get_temperature (calibration), <, 1.3);
}

static void
test_forgets (void)
{
  g_autoptr (SaudaSizeCalibration) calibration = sauda_size_calibration_new (N);

  add (calibration, 0.95, 3, 700);
  add (calibration, 0.9, 9, 1000);
  g_assert_cmpuint (sauda_size_calibration_get_count (calibration), ==, 1000);
  g_assert_cmpfloat_with_epsilon (sauda_size_calibration_get_temperature (calibration), 1, 0.05);
}

static void
test_never_before_sixty (void)
{
  g_autoptr (SaudaSizeCalibration) calibration = sauda_size_calibration_new (N);

  for (guint i = 0; i < 59; i++) {
    add (calibration, 0.99, 10, 1);
    g_assert_cmpfloat (sauda_size_calibration_get_threshold (calibration, 1, 0.9), ==, SAUDA_SIZE_NEVER);
  }
  add (calibration, 0.99, 10, 1);
  g_assert_cmpfloat_with_epsilon (sauda_size_calibration_get_threshold (calibration, 1, 0.9), 0.99, 1e-6);
}

static void
test_threshold (void)
{
  g_autoptr (SaudaSizeCalibration) calibration = sauda_size_calibration_new (N);

  add (calibration, 0.98, 10, 300);
  add (calibration, 0.8, 9, 100);
  add (calibration, 0.6, 5, 300);
  g_assert_cmpfloat_with_epsilon (sauda_size_calibration_get_threshold (calibration, 1, 0.9), 0.8, 1e-6);
  g_assert_cmpfloat_with_epsilon (sauda_size_calibration_get_threshold (calibration, 1, 0.985), 0.98, 1e-6);
}

static void
test_threshold_unreachable (void)
{
  g_autoptr (SaudaSizeCalibration) calibration = sauda_size_calibration_new (N);

  add (calibration, 0.99, 8, 1000);
  g_assert_cmpfloat (sauda_size_calibration_get_threshold (calibration, 1, 0.9), ==, SAUDA_SIZE_NEVER);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sizing/calibration/temperature", test_temperature);
  g_test_add_func ("/sizing/calibration/few-move-little", test_few_move_little);
  g_test_add_func ("/sizing/calibration/forgets", test_forgets);
  g_test_add_func ("/sizing/calibration/never-before-sixty", test_never_before_sixty);
  g_test_add_func ("/sizing/calibration/threshold", test_threshold);
  g_test_add_func ("/sizing/calibration/threshold-unreachable", test_threshold_unreachable);
  return g_test_run ();
}
