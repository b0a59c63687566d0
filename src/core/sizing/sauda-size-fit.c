#include "sauda-size-fit.h"

#include "sauda-minimise.h"
#include "sauda-size-choice.h"

#include <math.h>
#include <string.h>

#define LEAST_LIKELIHOOD 1e-9
#define MOST_STEPS 200
#define TOLERANCE 1e-6

/* An order as the likelihood needs it: base + Σ effects[k]·P(size ≤ k). Few effects are not 0. */
typedef struct {
  double height_cm;
  double weight_kg;
  double weight;
  double base;
  guint group;
  guint8 first; /* effects from here … */
  guint8 end;   /* … to before here */
  double effects[SAUDA_SIZE_MOST_SIZES - 1];
} Row;

/* The variables: per limit weight, log softness, height, log softness; then the shift of each group. */
typedef struct {
  const SaudaSizeFit *fit;
  gboolean by_height_only;
  guint n_limits;
  guint n; /* variables */
  guint n_rows;
  const SaudaSizeOrder *orders; /* n_rows */
  const guint32 *exists;        /* (nullable) n_rows */
  Row *rows;                    /* (owned) */
  double *mean;                 /* (owned) n */
  double *root;                 /* (owned) n times n: lower triangle whose square is the prior's covariance */
  double *values;               /* (owned) n: variables in kg, cm and logarithms */
  double *gradient;             /* (owned) n: by @values */
} Problem;

static void
set_row (Row *row, const SaudaSizeOrder *order, guint size, guint32 exists, guint n_sizes, double weight)
{
  double weights[SAUDA_SIZE_MOST_SIZES];

  sauda_size_choice_weigh (n_sizes, exists, size, order->outcome, weights);
  *row = (Row){ .height_cm = order->height_cm,
                .weight_kg = order->weight_kg,
                .weight = weight,
                .base = weights[n_sizes - 1],
                .group = order->group };
  row->first = (guint8) n_sizes;
  for (guint k = 0; k + 1 < n_sizes; k++) {
    row->effects[k] = weights[k] - weights[k + 1];
    if (fabs (row->effects[k]) < 1e-12)
      continue;
    row->first = MIN (row->first, (guint8) k);
    row->end = (guint8) (k + 1);
  }
}

/* Cholesky of the @n times @n matrix @a with row length @stride, in place. */
static void
decompose (double *a, guint n, guint stride)
{
  for (guint j = 0; j < n; j++) {
    for (guint i = j; i < n; i++) {
      double sum = a[i * stride + j];

      for (guint k = 0; k < j; k++)
        sum -= a[i * stride + k] * a[j * stride + k];
      a[i * stride + j] = i == j ? sqrt (MAX (sum, 1e-12)) : sum / a[j * stride + j];
    }
    for (guint i = 0; i < j; i++)
      a[i * stride + j] = 0;
  }
}

static void
set_prior (Problem *problem, const SaudaSizeModel *mean)
{
  const SaudaSizeSpread *spread = &problem->fit->spread;
  guint n_limits = problem->n_limits, n = problem->n;
  double *weights = problem->root, *heights = problem->root + 2 * n_limits * n + 2 * n_limits;

  for (guint k = 0; k < n_limits; k++) {
    const SaudaSizeLimit *limit = &mean->chart.limits[k];

    problem->mean[k] = limit->weight_kg;
    problem->mean[n_limits + k] = log (limit->weight_softness_kg);
    problem->mean[2 * n_limits + k] = limit->height_cm;
    problem->mean[3 * n_limits + k] = log (limit->height_softness_cm);
    problem->root[(n_limits + k) * n + n_limits + k] = spread->softness_log;
    problem->root[(3 * n_limits + k) * n + 3 * n_limits + k] = spread->softness_log;
    for (guint j = 0; j < n_limits; j++) {
      double place_k = n_limits > 1 ? 2.0 * k / (n_limits - 1) - 1 : 0;
      double place_j = n_limits > 1 ? 2.0 * j / (n_limits - 1) - 1 : 0;

      weights[k * n + j] = spread->common_kg * spread->common_kg +
                           spread->scale_kg * spread->scale_kg * place_k * place_j +
                           (k == j ? spread->limit_kg * spread->limit_kg : 0);
      heights[k * n + j] =
        spread->common_cm * spread->common_cm + (k == j ? spread->limit_cm * spread->limit_cm : 0);
    }
  }
  decompose (weights, n_limits, n);
  decompose (heights, n_limits, n);
  for (guint g = 0; g < problem->fit->n_groups; g++) {
    guint i = 4 * n_limits + g;

    problem->mean[i] = sauda_size_model_get_shift (mean, g);
    problem->root[i * n + i] = spread->group_kg;
  }
}

/* values = mean + root · x */
static void
expand (const Problem *problem, const double *x)
{
  for (guint i = 0; i < problem->n; i++) {
    double sum = problem->mean[i];

    for (guint j = 0; j <= i; j++)
      sum += problem->root[i * problem->n + j] * x[j];
    problem->values[i] = sum;
  }
}

/* Likelihood of a row; @slopes takes its slope by weight, log softness, height, log softness of each limit.
 * Where two curves cross, far from their limits, the larger one counts for both. */
static double
get_likelihood (const Problem *problem, const Row *row, const double *inverse, double (*slopes)[4])
{
  guint n_limits = problem->n_limits, highest = row->first;
  const double *values = problem->values;
  double effects[SAUDA_SIZE_MOST_SIZES], fits[SAUDA_SIZE_MOST_SIZES], likelihood = row->base;
  double weight_kg = row->weight_kg - values[4 * n_limits + row->group];

  for (guint k = row->first; k < row->end; k++) {
    double by_weight = 1, weight_z = 0, height_z, by_height;

    height_z = (values[2 * n_limits + k] - row->height_cm) * inverse[n_limits + k];
    by_height = 1 / (1 + exp (-height_z));
    if (!problem->by_height_only) {
      weight_z = (values[k] - weight_kg) * inverse[k];
      by_weight = 1 / (1 + exp (-weight_z));
    }
    fits[k] = by_weight * by_height;
    slopes[k][0] = (1 - by_weight) * inverse[k];
    slopes[k][1] = -(1 - by_weight) * weight_z;
    slopes[k][2] = (1 - by_height) * inverse[n_limits + k];
    slopes[k][3] = -(1 - by_height) * height_z;
    effects[k] = 0;
    if (fits[k] > fits[highest])
      highest = k;
    effects[highest] += row->effects[k];
  }
  for (guint k = row->first; k < row->end; k++) {
    double share = effects[k] * fits[k];

    likelihood += share;
    for (guint part = 0; part < 4; part++)
      slopes[k][part] *= share;
  }
  return MAX (likelihood, LEAST_LIKELIHOOD);
}

static void
set_inverse (const Problem *problem, double *inverse)
{
  for (guint k = 0; k < problem->n_limits; k++) {
    inverse[k] = exp (-problem->values[problem->n_limits + k]);
    inverse[problem->n_limits + k] = exp (-problem->values[3 * problem->n_limits + k]);
  }
}

/* Minus the logarithm of the posterior in whitened variables. */
static double
evaluate (const double *x, double *gradient, gpointer data)
{
  Problem *problem = data;
  guint n_limits = problem->n_limits, n = problem->n;
  double inverse[2 * SAUDA_SIZE_MOST_SIZES], slopes[SAUDA_SIZE_MOST_SIZES][4], loss = 0;

  expand (problem, x);
  set_inverse (problem, inverse);
  memset (problem->gradient, 0, n * sizeof *problem->gradient);
  for (guint r = 0; r < problem->n_rows; r++) {
    const Row *row = &problem->rows[r];
    double likelihood = get_likelihood (problem, row, inverse, slopes);
    double factor = row->weight / likelihood;

    loss -= row->weight * log (likelihood);
    for (guint k = row->first; k < row->end; k++) {
      for (guint part = 0; part < 4; part++)
        problem->gradient[part * n_limits + k] -= factor * slopes[k][part];
      problem->gradient[4 * n_limits + row->group] -= factor * slopes[k][0];
    }
  }
  for (guint j = 0; j < n; j++) {
    double sum = x[j];

    for (guint i = j; i < n; i++)
      sum += problem->root[i * n + j] * problem->gradient[i];
    gradient[j] = sum;
    loss += 0.5 * x[j] * x[j];
  }
  return loss;
}

/* Adds what an outcome tells about every pair of variables to the lower triangle of @information, times how
 * probable it is. */
static void
add_outcome (const Problem *problem,
             const Row *row,
             const double *inverse,
             gboolean or_not,
             double *information)
{
  guint n_limits = problem->n_limits, n = problem->n, count = 0;
  double slopes[SAUDA_SIZE_MOST_SIZES][4], found[4 * SAUDA_SIZE_MOST_SIZES + 1], by_group = 0;
  guint places[4 * SAUDA_SIZE_MOST_SIZES + 1];
  double likelihood = get_likelihood (problem, row, inverse, slopes);
  double weight = row->weight * likelihood / (or_not ? MAX (1 - likelihood, LEAST_LIKELIHOOD) : 1);

  for (guint part = 0; part < 4; part++)
    for (guint k = row->first; k < row->end; k++) {
      places[count] = part * n_limits + k;
      found[count++] = slopes[k][part] / likelihood;
      by_group += part == 0 ? slopes[k][0] / likelihood : 0;
    }
  places[count] = 4 * n_limits + row->group;
  found[count++] = by_group;
  for (guint i = 0; i < count; i++)
    for (guint j = 0; j <= i; j++)
      information[places[i] * n + places[j]] += weight * found[i] * found[j];
}

/* What an order is expected to tell (Fisher), whichever of its outcomes came true. Were only that one
 * counted, a few orders that went as the chart says would seem to tell nothing. */
static void
add_information (const Problem *problem, guint place, const double *inverse, double *information)
{
  const SaudaSizeOrder *order = &problem->orders[place];
  const Row *row = &problem->rows[place];
  guint32 exists = problem->exists != NULL ? problem->exists[place] : order->exists;

  if (order->outcome != SAUDA_SIZE_OUTCOME_SHIPPED && order->outcome != SAUDA_SIZE_OUTCOME_EXCHANGED) {
    add_outcome (problem, row, inverse, TRUE, information);
    return;
  }
  exists = exists != 0 ? exists | 1u << order->size : SAUDA_SIZE_ALL;
  for (guint size = 0; size <= problem->n_limits; size++) {
    Row other;

    if ((exists & (1u << size)) == 0)
      continue;
    set_row (&other, order, size, exists, problem->n_limits + 1, row->weight);
    add_outcome (problem, &other, inverse, FALSE, information);
  }
}

/* Laplace: the square root of the posterior's covariance, one row per variable. */
static double *
get_posterior_root (const Problem *problem)
{
  guint n = problem->n;
  g_autofree double *information = g_new0 (double, (gsize) n *n);
  g_autofree double *whitened = g_new0 (double, (gsize) n *n);
  double *posterior = g_new0 (double, (gsize) n *n), inverse[2 * SAUDA_SIZE_MOST_SIZES];
  const double *root = problem->root;

  set_inverse (problem, inverse);
  for (guint r = 0; r < problem->n_rows; r++)
    add_information (problem, r, inverse, information);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      for (guint k = j; k < n; k++)
        whitened[i * n + j] += information[MAX (i, k) * n + MIN (i, k)] * root[k * n + j];
  memset (information, 0, (gsize) n * n * sizeof *information);
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j <= i; j++) {
      information[i * n + j] = i == j;
      for (guint k = i; k < n; k++)
        information[i * n + j] += root[k * n + i] * whitened[k * n + j];
    }
  decompose (information, n, n);
  /* The covariance is root · information⁻¹ · rootᵀ. */
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++) {
      double sum = root[i * n + j];

      for (guint k = 0; k < j; k++)
        sum -= information[j * n + k] * posterior[i * n + k];
      posterior[i * n + j] = sum / information[j * n + j];
    }
  return posterior;
}

static double
get_variance (const double *posterior, guint n, guint a, const guint *b)
{
  double variance = 0;

  for (guint j = 0; j < n; j++) {
    double both = posterior[a * n + j] + (b != NULL ? posterior[*b * n + j] : 0);

    variance += both * both;
  }
  return variance;
}

static SaudaSizeModel *
get_model (const Problem *problem, const SaudaSizeModel *mean)
{
  SaudaSizeModel *model = sauda_size_model_copy (mean);
  g_autofree double *posterior = get_posterior_root (problem);
  guint n_limits = problem->n_limits, n_groups = problem->fit->n_groups, n = problem->n;
  const double *values = problem->values;

  sauda_size_model_set_groups (model, n_groups);
  for (guint k = 0; k < n_limits; k++) {
    model->chart.limits[k] = (SaudaSizeLimit){ .weight_kg = values[k],
                                               .weight_softness_kg = exp (values[n_limits + k]),
                                               .height_cm = values[2 * n_limits + k],
                                               .height_softness_cm = exp (values[3 * n_limits + k]) };
    model->height_variances[k] = get_variance (posterior, n, 2 * n_limits + k, NULL);
    for (guint g = 0; g < n_groups; g++) {
      guint place = 4 * n_limits + g;

      model->shifts_kg[g] = values[place];
      model->weight_variances[g * n_limits + k] = get_variance (posterior, n, k, &place);
    }
    model->weight_variances[n_groups * n_limits + k] =
      get_variance (posterior, n, k, NULL) + problem->fit->spread.group_kg * problem->fit->spread.group_kg;
  }
  return model;
}

/* The whitened variables at which @problem's values are those of @start. */
static void
set_start (const Problem *problem, const SaudaSizeModel *start, double *x)
{
  guint n_limits = problem->n_limits, n = problem->n;

  for (guint i = 0; i < n; i++) {
    const SaudaSizeLimit *limit = &start->chart.limits[i % n_limits];
    double value, sum;

    if (i >= 4 * n_limits)
      value = sauda_size_model_get_shift (start, i - 4 * n_limits);
    else if (i >= 3 * n_limits)
      value = log (limit->height_softness_cm);
    else if (i >= 2 * n_limits)
      value = limit->height_cm;
    else
      value = i >= n_limits ? log (limit->weight_softness_kg) : limit->weight_kg;
    sum = value - problem->mean[i];
    for (guint j = 0; j < i; j++)
      sum -= problem->root[i * n + j] * x[j];
    x[i] = sum / problem->root[i * n + i];
  }
}

static void
problem_init (Problem *problem,
              const SaudaSizeModel *mean,
              const SaudaSizeOrder *orders,
              const guint32 *exists,
              guint n_orders)
{
  const SaudaSizeFit *fit = problem->fit;
  guint first = fit->most_orders > 0 && n_orders > fit->most_orders ? n_orders - fit->most_orders : 0;

  problem->by_height_only = mean->chart.by_height_only;
  problem->n_limits = mean->chart.n_sizes - 1;
  problem->n = 4 * problem->n_limits + fit->n_groups;
  problem->n_rows = n_orders - first;
  problem->orders = orders + first;
  problem->exists = exists != NULL ? exists + first : NULL;
  problem->rows = g_new (Row, problem->n_rows);
  problem->mean = g_new0 (double, problem->n);
  problem->root = g_new0 (double, (gsize) problem->n * problem->n);
  problem->values = g_new0 (double, problem->n);
  problem->gradient = g_new0 (double, problem->n);
  for (guint i = first; i < n_orders; i++) {
    double age = n_orders - 1 - i;
    double weight = fit->half_life > 0 ? exp2 (-age / fit->half_life) : 1;

    /* What came back for its size counts twice (sizing.md "Returns"). */
    if (orders[i].outcome != SAUDA_SIZE_OUTCOME_SHIPPED)
      weight *= 2;
    set_row (&problem->rows[i - first], &orders[i], orders[i].size,
             exists != NULL ? exists[i] : orders[i].exists, mean->chart.n_sizes, weight);
  }
  set_prior (problem, mean);
}

static void
problem_clear (Problem *problem)
{
  g_free (problem->rows);
  g_free (problem->mean);
  g_free (problem->root);
  g_free (problem->values);
  g_free (problem->gradient);
}

/**
 * sauda_size_fit:
 * @fit: how to learn
 * @mean: what is believed before any order; its shifts too
 * @start: (nullable): where to begin, such as the last fit; @mean otherwise
 * @orders: (array length=n_orders): decided orders from the oldest to the latest
 * @exists: (nullable) (array length=n_orders): bit per size that the product had at each order; %NULL for
 * what the orders themselves know
 * @n_orders: how many
 *
 * Finds the chart that is most probable after @orders and how sure it is. It takes tens of milliseconds for
 * thousands of orders and touches nothing but its arguments, so it may run in any thread.
 *
 * Returns: (transfer full): the learned model
 */
SaudaSizeModel *
sauda_size_fit (const SaudaSizeFit *fit,
                const SaudaSizeModel *mean,
                const SaudaSizeModel *start,
                const SaudaSizeOrder *orders,
                const guint32 *exists,
                guint n_orders)
{
  Problem problem = { .fit = fit };
  g_autofree double *x = NULL;
  SaudaSizeModel *model;

  problem_init (&problem, mean, orders, exists, n_orders);
  x = g_new0 (double, problem.n);
  if (start != NULL)
    set_start (&problem, start, x);
  sauda_minimise (evaluate, &problem, x, problem.n, MOST_STEPS, TOLERANCE);
  expand (&problem, x);
  model = get_model (&problem, mean);
  problem_clear (&problem);
  return model;
}
