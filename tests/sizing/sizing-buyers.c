#include "sizing-buyers.h"

#include <math.h>

static const char *const sizes[] = { "S", "M", "L", "XL", "2XL", "3XL", "4XL" };
static const double weights_kg[] = { 42.9, 55.0, 65.6, 79.7, 90.3, 105.5, 0 };
static const double weight_softnesses_kg[] = { 1.6, 1.4, 1.4, 1.4, 0.9, 3.3 };
static const double heights_cm[] = { 161, 171, 178, 184, 190, 203, 0 };
static const double height_softnesses_cm[] = { 2.7, 2.7, 1.8, 1.6, 1.4, 2.2 };

void
sizing_buyers_init_chart (SaudaSizeChart *chart)
{
  gboolean good = sauda_size_chart_init_supplier (chart, sizes, weights_kg, heights_cm, G_N_ELEMENTS (sizes));

  g_assert_true (good);
  for (guint k = 0; k + 1 < chart->n_sizes; k++) {
    chart->limits[k].weight_softness_kg = weight_softnesses_kg[k];
    chart->limits[k].height_softness_cm = height_softnesses_cm[k];
  }
}

static double
draw_normal (GRand *random, double mean, double spread)
{
  double a = g_rand_double_range (random, 1e-12, 1), b = g_rand_double (random);

  return mean + spread * sqrt (-2 * log (a)) * cos (2 * G_PI * b);
}

static guint8
draw_size (const SaudaSizeChart *chart, GRand *random, double height_cm, double weight_kg, double shift_kg)
{
  double draw = g_rand_double (random), below = 0;

  for (guint k = 0; k + 1 < chart->n_sizes; k++) {
    const SaudaSizeLimit *limit = &chart->limits[k];
    double fits = 1 / (1 + exp ((height_cm - limit->height_cm) / limit->height_softness_cm));

    if (!chart->by_height_only)
      fits /= 1 + exp ((weight_kg - limit->weight_kg - shift_kg) / limit->weight_softness_kg);
    below = MAX (below, fits);
    if (draw < below)
      return (guint8) k;
  }
  return (guint8) (chart->n_sizes - 1);
}

void
sizing_buyers_make (const SaudaSizeChart *chart,
                    const double *shifts_kg,
                    guint n_groups,
                    guint32 seed,
                    SaudaSizeOrder *orders,
                    guint n)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  for (guint i = 0; i < n; i++) {
    double height_cm =
      rint (chart->by_height_only ? g_rand_double_range (random, 85, 155) : draw_normal (random, 175, 8));
    double weight_kg = rint (chart->by_height_only ? height_cm / 5 : draw_normal (random, 78, 14));
    guint16 group = (guint16) g_rand_int_range (random, 0, (gint32) n_groups);

    weight_kg = CLAMP (weight_kg, 16, 150);
    orders[i] =
      (SaudaSizeOrder){ .height_cm = (float) height_cm, .weight_kg = (float) weight_kg, .group = group };
    orders[i].size =
      draw_size (chart, random, height_cm, weight_kg, shifts_kg != NULL ? shifts_kg[group] : 0);
  }
}
