#include "sauda-size-learner.h"

#include "sauda-size-choice.h"
#include "sauda-size-fit.h"
#include "sauda-size-presence.h"

/* sizing.md "Fit" forgets with 500. A chart that is refit all the time may forget faster: over seven
 * stretches of the measured orders, 430 each, the chart of protocol B was right in 78.9 % with 500, 80.3 %
 * with 300, 80.6 % with 200 and 81.0 % with 150; over five of 640 each in 79.7, 81.1, 81.4 and 81.6 %. Of
 * 1,760 in a row, from the 2,163rd on, 80.2 % with 500, 81.5 % with 300 and 82.3 % with 150: more than
 * chance, which is 0.6 % here. */
#define MOST_ORDERS 3000
#define HALF_LIFE 500
#define HALF_LIFE_ONLINE 150
#define SLOW_HALF_LIFE 600
#define FAST_ORDERS 450
#define FAST_HALF_LIFE 75
#define MOST_REPLAYED 1000

struct _SaudaSizeLearner {
  SaudaSizeLearnerOptions options;
  SaudaSizeModel *prior; /* (owned) */
  SaudaSizeModel *slow;  /* (owned) (nullable) the last fit to all orders; @model itself rests on it */
  SaudaSizeModel *model; /* (owned) what predicts */
  GArray *orders;        /* (owned) SaudaSizeOrder */
  guint n_groups;
  GArray *presences;                 /* (owned) double: per group and size */
  SaudaSizeCalibration *calibration; /* (owned) */
  double threshold;
  guint new_orders; /* since the last fit */
};

static void
set_groups (SaudaSizeLearner *self, guint n_groups)
{
  guint n_sizes = self->prior->chart.n_sizes;

  if (n_groups <= self->n_groups)
    return;
  g_array_set_size (self->presences, n_groups * n_sizes);
  for (guint g = self->n_groups; g < n_groups; g++)
    sauda_size_presence_init (&g_array_index (self->presences, double, g *n_sizes), n_sizes);
  self->n_groups = n_groups;
}

static void
append (SaudaSizeLearner *self, const SaudaSizeOrder *order)
{
  g_array_append_vals (self->orders, order, 1);
  set_groups (self, order->group + 1u);
  self->new_orders++;
}

/* What is known of the sizes of @group: told, else seen, else (%NULL) nothing. */
static const double *
get_presence (const SaudaSizeLearner *self, guint group, const SaudaSizeShelf *shelf, double *presence)
{
  guint n_sizes = self->prior->chart.n_sizes;
  const double *seen =
    group < self->n_groups ? &g_array_index (self->presences, double, group *n_sizes) : NULL;

  if (shelf == NULL || (shelf->there == 0 && shelf->gone == 0))
    return seen;
  for (guint i = 0; i < n_sizes; i++) {
    presence[i] = seen != NULL ? seen[i] : 1;
    if ((shelf->there & (1u << i)) != 0)
      presence[i] = 1;
    else if ((shelf->gone & (1u << i)) != 0)
      presence[i] = 0;
  }
  return presence;
}

/* What an order itself knows. */
static SaudaSizeShelf
get_shelf (const SaudaSizeOrder *order)
{
  return (SaudaSizeShelf){ order->exists, order->exists != 0 ? ~order->exists : 0 };
}

/**
 * sauda_size_learner_new:
 * @chart: the chart to begin with
 * @options: how to learn
 *
 * Makes what stands behind a size chart: it predicts, and it learns from every decided order. It belongs to
 * one thread at a time.
 *
 * Returns: (transfer full): a learner without orders
 */
SaudaSizeLearner *
sauda_size_learner_new (const SaudaSizeChart *chart, const SaudaSizeLearnerOptions *options)
{
  SaudaSizeLearner *self = g_new0 (SaudaSizeLearner, 1);

  self->options = *options;
  self->prior = sauda_size_model_new (chart, &sauda_size_spread_usual);
  self->model = sauda_size_model_copy (self->prior);
  self->orders = g_array_new (FALSE, FALSE, sizeof (SaudaSizeOrder));
  self->presences = g_array_new (FALSE, FALSE, sizeof (double));
  self->calibration = sauda_size_calibration_new (chart->n_sizes);
  self->threshold = SAUDA_SIZE_NEVER;
  return self;
}

/**
 * sauda_size_learner_copy:
 * @self: a learner
 *
 * Returns: (transfer full): another one that knows the same, such as to refit in another thread
 */
SaudaSizeLearner *
sauda_size_learner_copy (const SaudaSizeLearner *self)
{
  SaudaSizeLearner *copy = g_memdup2 (self, sizeof *self);

  copy->prior = sauda_size_model_copy (self->prior);
  copy->slow = self->slow != NULL ? sauda_size_model_copy (self->slow) : NULL;
  copy->model = sauda_size_model_copy (self->model);
  copy->orders = g_array_copy (self->orders);
  copy->presences = g_array_copy (self->presences);
  copy->calibration = sauda_size_calibration_copy (self->calibration);
  return copy;
}

/**
 * sauda_size_learner_free:
 * @self: (transfer full): a learner
 */
void
sauda_size_learner_free (SaudaSizeLearner *self)
{
  sauda_size_model_free (self->prior);
  g_clear_pointer (&self->slow, sauda_size_model_free);
  sauda_size_model_free (self->model);
  g_array_unref (self->orders);
  g_array_unref (self->presences);
  sauda_size_calibration_free (self->calibration);
  g_free (self);
}

static double
get_half_life (const SaudaSizeLearnerOptions *options)
{
  if (options->two_speeds)
    return SLOW_HALF_LIFE;
  return options->refit_every > 0 ? HALF_LIFE_ONLINE : HALF_LIFE;
}

static void
fit (SaudaSizeLearner *self)
{
  const SaudaSizeOrder *orders = &g_array_index (self->orders, SaudaSizeOrder, 0);
  guint n_orders = self->orders->len;
  g_autofree guint32 *exists = g_new (guint32, n_orders);
  SaudaSizeFit slow = { .most_orders = MOST_ORDERS,
                        .half_life = get_half_life (&self->options),
                        .n_groups = self->n_groups,
                        .spread = sauda_size_spread_usual };
  SaudaSizeFit fast = { .most_orders = FAST_ORDERS,
                        .half_life = FAST_HALF_LIFE,
                        .n_groups = self->n_groups,
                        .spread = sauda_size_spread_drift };
  SaudaSizeModel *model;

  sauda_size_presence_infer (self->model, orders, n_orders, self->n_groups, exists,
                             &g_array_index (self->presences, double, 0));
  model = sauda_size_fit (&slow, self->prior, self->slow, orders, exists, n_orders);
  g_clear_pointer (&self->slow, sauda_size_model_free);
  self->slow = model;
  model = self->options.two_speeds ? sauda_size_fit (&fast, self->slow, self->model, orders, exists, n_orders)
                                   : sauda_size_model_copy (self->slow);
  sauda_size_model_free (self->model);
  self->model = model;
}

/**
 * sauda_size_learner_refit:
 * @self: a learner
 *
 * Learns the chart anew from all orders, beginning at the last one. Takes tens of milliseconds: not for the
 * main thread.
 */
void
sauda_size_learner_refit (SaudaSizeLearner *self)
{
  gboolean first = self->slow == NULL;

  if (self->orders->len > 0) {
    fit (self);
    /* Which sizes existed is only known well once there is a chart. */
    if (first)
      fit (self);
  }
  self->new_orders = 0;
  /* A chart that is never refit drifts away: what its first predictions were worth says little of
   * later ones. */
  if (self->options.refit_every > 0)
    self->model->temperature = sauda_size_calibration_get_temperature (self->calibration);
  self->threshold = sauda_size_calibration_get_threshold (self->calibration, self->model->temperature,
                                                          self->options.precision);
}

/**
 * sauda_size_learner_set_chart:
 * @self: a learner
 * @chart: a chart of the same sizes, such as one with a limit that the merchant dragged
 *
 * Begins at another chart and learns anew from all orders.
 */
void
sauda_size_learner_set_chart (SaudaSizeLearner *self, const SaudaSizeChart *chart)
{
  g_return_if_fail (chart->n_sizes == self->prior->chart.n_sizes);

  sauda_size_model_free (self->prior);
  self->prior = sauda_size_model_new (chart, &sauda_size_spread_usual);
  g_clear_pointer (&self->slow, sauda_size_model_free);
  sauda_size_model_free (self->model);
  self->model = sauda_size_model_copy (self->prior);
  sauda_size_learner_refit (self);
}

/**
 * sauda_size_learner_foretell:
 * @self: a learner
 * @order: an order; its size and outcome do not matter
 * @probabilities: (array) (out caller-allocates): one per size of the chart
 *
 * Tells what is probable at temperature 1, as it is kept for the calibration.
 */
void
sauda_size_learner_foretell (const SaudaSizeLearner *self, const SaudaSizeOrder *order, double *probabilities)
{
  const SaudaSizeShelf shelf = get_shelf (order);
  double presence[SAUDA_SIZE_MOST_SIZES];

  sauda_size_model_get_wishes (self->model, order->height_cm, order->weight_kg, order->group, probabilities);
  sauda_size_choice_apply (self->prior->chart.n_sizes, get_presence (self, order->group, &shelf, presence),
                           probabilities);
}

/**
 * sauda_size_learner_restore_score:
 * @self: a learner
 * @probabilities: (array): what sauda_size_learner_foretell() told of an order before it was decided
 * @size: place of the size that was shipped
 *
 * Puts a prediction that was kept back into the memory, the oldest first.
 */
void
sauda_size_learner_restore_score (SaudaSizeLearner *self, const double *probabilities, guint size)
{
  sauda_size_calibration_add (self->calibration, probabilities, size);
}

/**
 * sauda_size_learner_restore:
 * @self: a learner
 * @orders: (array length=n_orders): decided orders from the oldest to the latest
 * @n_orders: how many
 *
 * Learns a history whose predictions were kept: see sauda_size_learner_restore_score(), which comes first.
 */
void
sauda_size_learner_restore (SaudaSizeLearner *self, const SaudaSizeOrder *orders, guint n_orders)
{
  for (guint i = 0; i < n_orders; i++)
    append (self, &orders[i]);
  sauda_size_learner_refit (self);
}

/**
 * sauda_size_learner_is_due:
 * @self: a learner
 *
 * Returns: whether enough orders were decided since the last fit
 */
gboolean
sauda_size_learner_is_due (const SaudaSizeLearner *self)
{
  return self->options.refit_every > 0 && self->new_orders >= self->options.refit_every;
}

/**
 * sauda_size_learner_note:
 * @self: a learner
 * @order: an order that was decided just now
 *
 * Scores what would have been predicted and notes which sizes exist. The chart stays as it is: once
 * sauda_size_learner_is_due() the caller refits, such as in another thread.
 */
void
sauda_size_learner_note (SaudaSizeLearner *self, const SaudaSizeOrder *order)
{
  double probabilities[SAUDA_SIZE_MOST_SIZES];
  guint n_sizes = self->prior->chart.n_sizes;

  g_return_if_fail (order->size < n_sizes);

  set_groups (self, order->group + 1u);
  if (order->outcome == SAUDA_SIZE_OUTCOME_SHIPPED) {
    sauda_size_learner_foretell (self, order, probabilities);
    sauda_size_calibration_add (self->calibration, probabilities, order->size);
  }
  sauda_size_model_get_wishes (self->model, order->height_cm, order->weight_kg, order->group, probabilities);
  sauda_size_choice_apply (n_sizes, NULL, probabilities);
  sauda_size_presence_see (&g_array_index (self->presences, double, order->group *n_sizes), n_sizes,
                           probabilities, order->size);
  append (self, order);
}

/**
 * sauda_size_learner_learn:
 * @self: a learner
 * @order: an order that was decided just now
 *
 * Notes an order and refits when it is time.
 */
void
sauda_size_learner_learn (SaudaSizeLearner *self, const SaudaSizeOrder *order)
{
  sauda_size_learner_note (self, order);
  if (sauda_size_learner_is_due (self))
    sauda_size_learner_refit (self);
}

/**
 * sauda_size_learner_replay:
 * @self: a learner
 * @orders: (array length=n_orders): decided orders from the oldest to the latest
 * @n_orders: how many
 *
 * Learns a history. Its later half, 1000 orders at most, is predicted before it is learned, so that the
 * learner knows how sure it may be.
 */
void
sauda_size_learner_replay (SaudaSizeLearner *self, const SaudaSizeOrder *orders, guint n_orders)
{
  guint replayed = MIN (n_orders / 2, MOST_REPLAYED);

  for (guint i = 0; i < n_orders - replayed; i++)
    append (self, &orders[i]);
  sauda_size_learner_refit (self);
  for (guint i = n_orders - replayed; i < n_orders; i++)
    sauda_size_learner_learn (self, &orders[i]);
  sauda_size_learner_refit (self);
}

/**
 * sauda_size_learner_advise:
 * @self: a learner
 * @height_cm: height in cm
 * @weight_kg: weight in kg
 * @group: a product group or %SAUDA_SIZE_NO_GROUP
 * @shelf: (nullable): which sizes are there
 * @advice: (out caller-allocates): what is probable
 */
void
sauda_size_learner_advise (const SaudaSizeLearner *self,
                           double height_cm,
                           double weight_kg,
                           guint group,
                           const SaudaSizeShelf *shelf,
                           SaudaSizeAdvice *advice)
{
  double presence[SAUDA_SIZE_MOST_SIZES];
  const double *probabilities = advice->probabilities;

  advice->n_sizes = self->prior->chart.n_sizes;
  sauda_size_model_predict (self->model, height_cm, weight_kg, group,
                            get_presence (self, group, shelf, presence), advice->probabilities);
  advice->size = 0;
  for (guint i = 1; i < advice->n_sizes; i++)
    if (probabilities[i] > probabilities[advice->size])
      advice->size = i;
  advice->second = advice->size == 0;
  for (guint i = 0; i < advice->n_sizes; i++)
    if (i != advice->size && probabilities[i] > probabilities[advice->second])
      advice->second = i;
  advice->sure = probabilities[advice->size] >= self->threshold;
}

/**
 * sauda_size_learner_get_model:
 * @self: a learner
 *
 * Returns: (transfer none): the chart as learned; valid until the next refit
 */
const SaudaSizeModel *
sauda_size_learner_get_model (const SaudaSizeLearner *self)
{
  return self->model;
}

/**
 * sauda_size_learner_get_calibration:
 * @self: a learner
 *
 * Returns: (transfer none): the memory of its own predictions
 */
const SaudaSizeCalibration *
sauda_size_learner_get_calibration (const SaudaSizeLearner *self)
{
  return self->calibration;
}

/**
 * sauda_size_learner_get_orders:
 * @self: a learner
 * @n_orders: (out): how many
 *
 * Returns: (transfer none) (array length=n_orders): what it learned from, from the oldest to the latest
 */
const SaudaSizeOrder *
sauda_size_learner_get_orders (const SaudaSizeLearner *self, guint *n_orders)
{
  *n_orders = self->orders->len;
  return &g_array_index (self->orders, SaudaSizeOrder, 0);
}

/**
 * sauda_size_learner_get_threshold:
 * @self: a learner
 *
 * Returns: from which probability on nobody needs to look, or %SAUDA_SIZE_NEVER
 */
double
sauda_size_learner_get_threshold (const SaudaSizeLearner *self)
{
  return self->threshold;
}
