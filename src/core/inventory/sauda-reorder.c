#include "sauda-reorder.h"

#include <math.h>
#include <stdlib.h>

/* 1.4826 makes the median absolute deviation of normal days their standard deviation. */
#define MAD_SCALE 1.4826
/* A day so many deviations above the usual is a sale, not the usual. */
#define SPIKE_DEVIATIONS 3.0
/* A model that is younger than this is judged by so many days all the same. */
#define MIN_DAYS 14

static int
compare_doubles (const void *a, const void *b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static double
find_median (double *values, guint n)
{
  if (n == 0)
    return 0;
  qsort (values, n, sizeof *values, compare_doubles);
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

static double
find_deviation (const guint *sold, guint n_days, double median)
{
  g_autofree double *distances = g_new (double, MAX (n_days, 1));

  for (guint i = 0; i < n_days; i++)
    distances[i] = fabs (sold[i] - median);
  return MAD_SCALE * find_median (distances, n_days);
}

/* The days from the first sale on: before it there was nothing to sell. */
static guint
skip_days_before_the_first_sale (const guint *sold, guint n_days)
{
  guint first = 0;

  while (first < n_days && sold[first] == 0)
    first++;
  return n_days < MIN_DAYS ? 0 : MIN (first, n_days - MIN_DAYS);
}

/**
 * sauda_reorder_read_demand:
 * @sold: (array length=n_days): pieces by day, the oldest first
 * @n_days: how many
 * @demand: (out): what the days say
 *
 * D is the mean and σ 1.4826·MAD of the days since the first sale, without days that stand more than three
 * deviations (and at least three pieces) above the median (product.md 2). Where more than half of the days
 * saw the same number, the MAD is 0; sales that rare come one by one, and √D is their deviation.
 */
void
sauda_reorder_read_demand (const guint *sold, guint n_days, SaudaReorderDemand *demand)
{
  guint first = skip_days_before_the_first_sale (sold, n_days), n = n_days - first, kept = 0;
  g_autofree double *values = g_new0 (double, MAX (n, 1));
  g_autofree guint *usual = g_new0 (guint, MAX (n, 1));
  double median, limit, sum = 0;

  *demand = (SaudaReorderDemand){ 0 };
  for (guint i = 0; i < n; i++)
    values[i] = sold[first + i];
  median = find_median (values, n);
  limit = median + SPIKE_DEVIATIONS * MAX (find_deviation (sold + first, n, median), 1);
  for (guint i = 0; i < n; i++) {
    if (sold[first + i] > limit) {
      demand->spikes++;
      continue;
    }
    usual[kept++] = sold[first + i];
    sum += sold[first + i];
  }
  demand->days = kept;
  if (kept == 0)
    return;
  demand->per_day = sum / kept;
  for (guint i = 0; i < kept; i++)
    values[i] = usual[i];
  demand->sigma = find_deviation (usual, kept, find_median (values, kept));
  if (demand->sigma <= 0)
    demand->sigma = sqrt (demand->per_day);
}

static guint
sum_last (const guint *sold, guint n_days, guint last)
{
  guint sum = 0;

  for (guint i = n_days > last ? n_days - last : 0; i < n_days; i++)
    sum += sold[i];
  return sum;
}

static guint *
add_sizes (const SaudaReorderSize *sizes, guint n_sizes, guint n_days)
{
  guint *model = g_new0 (guint, MAX (n_days, 1));

  for (guint s = 0; s < n_sizes; s++)
    for (guint i = 0; i < n_days; i++)
      model[i] += sizes[s].sold[i];
  return model;
}

static void
count_cover (const SaudaReorderSize *size, guint n_days, SaudaReorderAdvice *advice)
{
  advice->sold_cover = sum_last (size->sold, n_days, SAUDA_REORDER_COVER_DAYS);
  advice->days_cover = -1;
  if (advice->sold_cover > 0)
    advice->days_cover =
      MAX (0.0, (double) size->available) / ((double) advice->sold_cover / SAUDA_REORDER_COVER_DAYS);
  advice->low = advice->sold_cover > 0 && advice->days_cover < SAUDA_REORDER_LOW_DAYS;
}

/**
 * sauda_reorder_advise:
 * @rule: how the supplier delivers
 * @sizes: (array length=n_sizes): the sizes of one model
 * @n_sizes: how many
 * @n_days: days of sales in each of them
 * @advice: (out caller-allocates) (array length=n_sizes): what follows for each size
 *
 * The demand of the model is steadier than that of its sizes, so it is learned from the model and split by
 * the size mix, the shares of the sizes in what was sold. For a size with the share s: D = s·D(model),
 * σ = √s·σ(model), safety stock = z·σ·√L, reorder point = D·L + safety stock (product.md 2). At or below it,
 * as many pieces are proposed as bring what is there and on its way up to D·(L + R) + z·σ·√(L + R), where R
 * is the time until the next order. Pieces that were sold and are not there are proposed in any case.
 */
void
sauda_reorder_advise (const SaudaReorderRule *rule,
                      const SaudaReorderSize *sizes,
                      guint n_sizes,
                      guint n_days,
                      SaudaReorderAdvice *advice)
{
  g_autofree guint *model = add_sizes (sizes, n_sizes, n_days);
  guint sold = sum_last (model, n_days, n_days);
  double horizon = rule->lead_days + rule->review_days;
  SaudaReorderDemand demand;

  sauda_reorder_read_demand (model, n_days, &demand);
  for (guint s = 0; s < n_sizes; s++) {
    SaudaReorderAdvice *size = &advice[s];
    double sigma, target, there = (double) (sizes[s].available + sizes[s].on_order);

    *size = (SaudaReorderAdvice){ 0 };
    count_cover (&sizes[s], n_days, size);
    size->share = sold > 0 ? (double) sum_last (sizes[s].sold, n_days, n_days) / sold : 0;
    size->per_day = size->share * demand.per_day;
    sigma = sqrt (size->share) * demand.sigma;
    size->safety_stock = rule->service_z * sigma * sqrt (rule->lead_days);
    size->reorder_point = size->per_day * rule->lead_days + size->safety_stock;
    target = size->per_day * horizon + rule->service_z * sigma * sqrt (horizon);
    if (size->per_day > 0 && there <= size->reorder_point)
      size->proposal = (gint64) ceil (MAX (0.0, target - there) - 1e-9);
    /* sold already, and not there: whatever the days tell */
    size->proposal = MAX (size->proposal, -(sizes[s].available + sizes[s].on_order));
  }
}
