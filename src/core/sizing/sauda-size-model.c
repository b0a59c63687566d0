#include "sauda-size-model.h"

#include "sauda-size-choice.h"

#include <math.h>
#include <string.h>

/* sizing.md: "Start without data" and "Fit". */
const SaudaSizeSpread sauda_size_spread_usual = {
  .common_kg = 8,
  .scale_kg = 4,
  .limit_kg = 3,
  .common_cm = 4,
  .limit_cm = 4,
  .softness_log = 0.7,
  .group_kg = 2,
};
const SaudaSizeSpread sauda_size_spread_drift = {
  .limit_kg = 2,
  .limit_cm = 2,
  .softness_log = 0.3,
  .group_kg = 0.7,
};

static double
sigmoid (double z)
{
  return 1 / (1 + exp (-z));
}

/* An uncertain limit is a softer one (MacKay 1992). */
static double
widen (double softness, double variance)
{
  return sqrt (softness * softness + G_PI / 8 * variance);
}

static guint
get_row (const SaudaSizeModel *self, guint group)
{
  return MIN (group, self->n_groups);
}

/**
 * sauda_size_model_new:
 * @chart: a chart
 * @spread: how far it may be from the true one
 *
 * Returns: (transfer full): a model that knows nothing but @chart
 */
SaudaSizeModel *
sauda_size_model_new (const SaudaSizeChart *chart, const SaudaSizeSpread *spread)
{
  SaudaSizeModel *self = g_new0 (SaudaSizeModel, 1);
  guint n_limits = chart->n_sizes - 1;

  self->chart = *chart;
  self->temperature = 1;
  self->weight_variances = g_new (double, n_limits);
  for (guint k = 0; k < n_limits; k++) {
    double place = n_limits > 1 ? 2.0 * k / (n_limits - 1) - 1 : 0;

    self->weight_variances[k] = spread->common_kg * spread->common_kg +
                                spread->scale_kg * spread->scale_kg * place * place +
                                spread->limit_kg * spread->limit_kg + spread->group_kg * spread->group_kg;
    self->height_variances[k] = spread->common_cm * spread->common_cm + spread->limit_cm * spread->limit_cm;
  }
  return self;
}

/**
 * sauda_size_model_copy:
 * @self: a model
 *
 * Returns: (transfer full): another one like it
 */
SaudaSizeModel *
sauda_size_model_copy (const SaudaSizeModel *self)
{
  SaudaSizeModel *copy = g_memdup2 (self, sizeof *self);
  gsize n_limits = self->chart.n_sizes - 1;

  copy->shifts_kg = g_memdup2 (self->shifts_kg, self->n_groups * sizeof (double));
  copy->weight_variances =
    g_memdup2 (self->weight_variances, (self->n_groups + 1) * n_limits * sizeof (double));
  return copy;
}

/**
 * sauda_size_model_free:
 * @self: (transfer full): a model
 */
void
sauda_size_model_free (SaudaSizeModel *self)
{
  g_free (self->shifts_kg);
  g_free (self->weight_variances);
  g_free (self);
}

/**
 * sauda_size_model_set_groups:
 * @self: a model
 * @n_groups: product groups are numbered below this
 *
 * Makes room for shifts. Those of new groups are 0 and as uncertain as an unknown group's.
 */
void
sauda_size_model_set_groups (SaudaSizeModel *self, guint n_groups)
{
  gsize n_limits = self->chart.n_sizes - 1;
  double *variances;

  if (n_groups == self->n_groups)
    return;
  variances = g_new (double, (n_groups + 1) * n_limits);
  for (guint g = 0; g <= n_groups; g++)
    memcpy (variances + g * n_limits,
            self->weight_variances + (g < n_groups ? get_row (self, g) : self->n_groups) * n_limits,
            n_limits * sizeof (double));
  g_free (self->weight_variances);
  self->weight_variances = variances;
  self->shifts_kg = g_renew (double, self->shifts_kg, n_groups);
  for (guint g = self->n_groups; g < n_groups; g++)
    self->shifts_kg[g] = 0;
  self->n_groups = n_groups;
}

/**
 * sauda_size_model_get_shift:
 * @self: a model
 * @group: a product group or %SAUDA_SIZE_NO_GROUP
 *
 * Returns: by how many kg the group's limits lie above the chart's; below 0 the product runs small
 */
double
sauda_size_model_get_shift (const SaudaSizeModel *self, guint group)
{
  return group < self->n_groups ? self->shifts_kg[group] : 0;
}

/**
 * sauda_size_model_get_wishes:
 * @self: a model
 * @height_cm: height in cm
 * @weight_kg: weight in kg
 * @group: a product group or %SAUDA_SIZE_NO_GROUP
 * @probabilities: (array) (out caller-allocates): one per size of the chart
 *
 * Tells what the chart says, as if every size existed and nobody made a mistake.
 */
void
sauda_size_model_get_wishes (const SaudaSizeModel *self,
                             double height_cm,
                             double weight_kg,
                             guint group,
                             double *probabilities)
{
  guint n_limits = self->chart.n_sizes - 1;
  const double *variances = self->weight_variances + get_row (self, group) * n_limits;
  double shift_kg = sauda_size_model_get_shift (self, group), below = 0;

  for (guint k = 0; k < n_limits; k++) {
    const SaudaSizeLimit *limit = &self->chart.limits[k];
    double fits =
      sigmoid ((limit->height_cm - height_cm) / widen (limit->height_softness_cm, self->height_variances[k]));

    if (!self->chart.by_height_only)
      fits *=
        sigmoid ((limit->weight_kg + shift_kg - weight_kg) / widen (limit->weight_softness_kg, variances[k]));
    /* Softnesses differ, so far from the limits two curves may cross. */
    fits = MAX (fits, below);
    probabilities[k] = fits - below;
    below = fits;
  }
  probabilities[n_limits] = 1 - below;
}

/**
 * sauda_size_model_predict:
 * @self: a model
 * @height_cm: height in cm
 * @weight_kg: weight in kg
 * @group: a product group or %SAUDA_SIZE_NO_GROUP
 * @presence: (nullable) (array): how probable it is that the product has each size, 0 to 1; %NULL when it has
 * all
 * @probabilities: (array) (out caller-allocates): one per size of the chart
 *
 * Tells how probable it is that the merchant ships each size. It is no proof of fit.
 */
void
sauda_size_model_predict (const SaudaSizeModel *self,
                          double height_cm,
                          double weight_kg,
                          guint group,
                          const double *presence,
                          double *probabilities)
{
  guint n_sizes = self->chart.n_sizes;

  sauda_size_model_get_wishes (self, height_cm, weight_kg, group, probabilities);
  sauda_size_choice_apply (n_sizes, presence, probabilities);
  if (self->temperature != 1) {
    double sum = 0;

    for (guint i = 0; i < n_sizes; i++) {
      if (probabilities[i] > 0)
        probabilities[i] = exp (log (probabilities[i]) / self->temperature);
      sum += probabilities[i];
    }
    for (guint i = 0; i < n_sizes; i++)
      probabilities[i] /= sum;
  }
}
