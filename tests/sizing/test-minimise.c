#include "sauda-minimise.h"

#include <math.h>

/* Rosenbrock's valley in pairs of variables: the minimum is 1 everywhere. */
static double
valley (const double *x, double *gradient, gpointer data)
{
  guint n = *(const guint *) data;
  double value = 0;

  for (guint i = 0; i < n; i += 2) {
    double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];

    value += 100 * a * a + b * b;
    gradient[i] = -400 * a * x[i] - 2 * b;
    gradient[i + 1] = 200 * a;
  }
  return value;
}

/* Steep far away: a full first step would leave the numbers. */
static double
wall (const double *x, double *gradient, gpointer data)
{
  gradient[0] = exp (x[0]) - 2;
  return exp (x[0]) - 2 * x[0];
}

static void
test_valley (void)
{
  guint n = 10;
  double x[10];

  for (guint i = 0; i < n; i++)
    x[i] = i % 2 == 0 ? -1.2 : 1;
  g_assert_cmpuint (sauda_minimise (valley, &n, x, n, 500, 1e-14), <, 400);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (x[i], 1, 1e-3);
}

static void
test_wall (void)
{
  for (double start = -20; start <= 40; start += 20) {
    double x = start;

    sauda_minimise (wall, NULL, &x, 1, 500, 1e-14);
    g_assert_cmpfloat_with_epsilon (x, log (2), 1e-4);
  }
}

static void
test_stands_still (void)
{
  guint n = 2;
  double x[2] = { 1, 1 };

  g_assert_cmpuint (sauda_minimise (valley, &n, x, n, 500, 1e-14), <=, 2);
  g_assert_cmpfloat (x[0], ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sizing/minimise/valley", test_valley);
  g_test_add_func ("/sizing/minimise/wall", test_wall);
  g_test_add_func ("/sizing/minimise/stands-still", test_stands_still);
  return g_test_run ();
}
