#include "sauda-size-presence.h"

#include "sauda-size-choice.h"

#include <math.h>

/* How probable it is that a size runs out, or comes back, between two orders of its product. */
#define CHANGES 0.0007
#define THERE_AT_FIRST 0.95

/* The probability of seeing another size shipped while this one is there. Orders in a row err alike where the
 * chart is off, so each counts for half: the square root. */
static double
get_other (double probability)
{
  return sqrt (MAX (1 - probability, 0));
}

static double
pass_time (double presence)
{
  return presence * (1 - CHANGES) + (1 - presence) * CHANGES;
}

/**
 * sauda_size_presence_init:
 * @presence: (array length=n_sizes) (out caller-allocates): how probable it is that a product has each size
 * @n_sizes: number of sizes
 *
 * What is known of a product before its first order.
 */
void
sauda_size_presence_init (double *presence, guint n_sizes)
{
  for (guint i = 0; i < n_sizes; i++)
    presence[i] = THERE_AT_FIRST;
}

/**
 * sauda_size_presence_see:
 * @presence: (array length=n_sizes) (inout): how probable it is that the product has each size
 * @n_sizes: number of sizes
 * @probabilities: (array length=n_sizes): of the sizes of an order of this product, would all exist
 * @size: the size that was shipped
 *
 * Learns from one order which sizes exist: one that was shipped does; one that is not shipped time and again
 * although the chart calls for it does not.
 */
void
sauda_size_presence_see (double *presence, guint n_sizes, const double *probabilities, guint size)
{
  for (guint i = 0; i < n_sizes; i++) {
    double there = presence[i] * get_other (probabilities[i]);

    presence[i] = pass_time (i == size ? 1 : there / (there + 1 - presence[i]));
  }
}

/* From the latest order to the oldest: what later orders tell of each size of each product. */
static void
look_back (guint n_sizes,
           const SaudaSizeOrder *orders,
           guint n_orders,
           guint n_groups,
           const float *probabilities,
           const float *before,
           guint32 *exists)
{
  /* Probability of the later orders if the size is there, and if it is gone, up to a common factor. */
  g_autofree double *there = g_new (double, (gsize) n_groups *n_sizes);
  g_autofree double *gone = g_new (double, (gsize) n_groups *n_sizes);

  for (guint i = 0; i < n_groups * n_sizes; i++)
    there[i] = gone[i] = 1;
  for (guint i = n_orders; i-- > 0;) {
    guint first = orders[i].group * n_sizes;

    for (guint k = 0; k < n_sizes; k++) {
      double probability = probabilities[i * n_sizes + k], belief = before[i * n_sizes + k], sum;
      double if_there = there[first + k] * (orders[i].size == k ? probability : get_other (probability));
      double if_gone = orders[i].size == k ? 0 : gone[first + k];

      if (orders[i].exists == 0 && belief * if_there >= (1 - belief) * if_gone)
        exists[i] |= 1u << k;
      there[first + k] = (1 - CHANGES) * if_there + CHANGES * if_gone;
      gone[first + k] = CHANGES * if_there + (1 - CHANGES) * if_gone;
      sum = there[first + k] + gone[first + k];
      there[first + k] /= sum;
      gone[first + k] /= sum;
    }
  }
}

/**
 * sauda_size_presence_infer:
 * @model: a model
 * @orders: (array length=n_orders): decided orders from the oldest to the latest
 * @n_orders: how many
 * @n_groups: product groups are numbered below this
 * @exists: (array length=n_orders) (out caller-allocates): bit per size that the product had at each order
 * @presences: (array) (out caller-allocates): per group, how probable each size is after the last order
 *
 * Works out of the orders which sizes each product had when. Where an order knows it, that stays.
 */
void
sauda_size_presence_infer (const SaudaSizeModel *model,
                           const SaudaSizeOrder *orders,
                           guint n_orders,
                           guint n_groups,
                           guint32 *exists,
                           double *presences)
{
  guint n_sizes = model->chart.n_sizes;
  g_autofree float *probabilities = g_new (float, (gsize) n_orders *n_sizes);
  g_autofree float *before = g_new (float, (gsize) n_orders *n_sizes);

  for (guint g = 0; g < n_groups; g++)
    sauda_size_presence_init (presences + g * n_sizes, n_sizes);
  for (guint i = 0; i < n_orders; i++) {
    double *presence = presences + orders[i].group * n_sizes, one[SAUDA_SIZE_MOST_SIZES];

    sauda_size_model_get_wishes (model, orders[i].height_cm, orders[i].weight_kg, orders[i].group, one);
    sauda_size_choice_apply (n_sizes, NULL, one);
    exists[i] = orders[i].exists;
    for (guint k = 0; k < n_sizes; k++) {
      probabilities[i * n_sizes + k] = (float) one[k];
      before[i * n_sizes + k] = (float) presence[k];
    }
    sauda_size_presence_see (presence, n_sizes, one, orders[i].size);
  }
  look_back (n_sizes, orders, n_orders, n_groups, probabilities, before, exists);
}
