#include "sauda-size-calibration.h"

#include <math.h>
#include <stdlib.h>

#define MOST_SCORES 1000
#define LEAST_SCORES 60
#define LEAST_SURE 20 /* a threshold rests on at least so many */
#define LEAST_PROBABILITY 1e-6
#define SPREAD_OF_INVERSE_TEMPERATURE 0.15

/* A prediction whose end is known. */
typedef struct {
  float logarithms[SAUDA_SIZE_MOST_SIZES]; /* of the probabilities at temperature 1 */
  guint8 likeliest;
  guint8 size;
} Score;

struct _SaudaSizeCalibration {
  guint n_sizes;
  guint next; /* place of the next score */
  guint count;
  Score scores[MOST_SCORES];
};

typedef struct {
  double probability;
  gboolean right;
} Claim;

/**
 * sauda_size_calibration_new:
 * @n_sizes: number of sizes of the chart
 *
 * Returns: (transfer full): a memory of the last 1000 own predictions, still empty
 */
SaudaSizeCalibration *
sauda_size_calibration_new (guint n_sizes)
{
  SaudaSizeCalibration *self = g_new0 (SaudaSizeCalibration, 1);

  self->n_sizes = n_sizes;
  return self;
}

/**
 * sauda_size_calibration_copy:
 * @self: a memory
 *
 * Returns: (transfer full): another one with the same predictions
 */
SaudaSizeCalibration *
sauda_size_calibration_copy (const SaudaSizeCalibration *self)
{
  return g_memdup2 (self, sizeof *self);
}

/**
 * sauda_size_calibration_free:
 * @self: (transfer full): a memory
 */
void
sauda_size_calibration_free (SaudaSizeCalibration *self)
{
  g_free (self);
}

/**
 * sauda_size_calibration_add:
 * @self: a memory
 * @probabilities: (array): what was predicted before the order was decided, at temperature 1
 * @size: place of the size that was shipped
 *
 * Keeps a prediction once its end is known.
 */
void
sauda_size_calibration_add (SaudaSizeCalibration *self, const double *probabilities, guint size)
{
  Score *score = &self->scores[self->next];

  score->size = (guint8) size;
  score->likeliest = 0;
  for (guint i = 0; i < self->n_sizes; i++) {
    score->logarithms[i] = (float) log (MAX (probabilities[i], LEAST_PROBABILITY));
    if (probabilities[i] > probabilities[score->likeliest])
      score->likeliest = (guint8) i;
  }
  self->next = (self->next + 1) % MOST_SCORES;
  self->count = MIN (self->count + 1, MOST_SCORES);
}

/**
 * sauda_size_calibration_get_count:
 * @self: a memory
 *
 * Returns: how many predictions are kept, 1000 at most
 */
guint
sauda_size_calibration_get_count (const SaudaSizeCalibration *self)
{
  return self->count;
}

/**
 * sauda_size_calibration_get_score:
 * @self: a memory
 * @place: from 0 for the oldest prediction that is kept
 * @probabilities: (array) (out caller-allocates): what was predicted, at temperature 1
 *
 * Returns: the size that was shipped
 */
guint
sauda_size_calibration_get_score (const SaudaSizeCalibration *self, guint place, double *probabilities)
{
  const Score *score = &self->scores[(self->next + MOST_SCORES - self->count + place) % MOST_SCORES];

  for (guint i = 0; i < self->n_sizes; i++)
    probabilities[i] = exp (score->logarithms[i]);
  return score->size;
}

/**
 * sauda_size_calibration_get_temperature:
 * @self: a memory
 *
 * Finds the temperature at which the kept predictions would have been most probable. It begins at 1, and few
 * predictions move it little.
 *
 * Returns: the temperature, above 0
 */
double
sauda_size_calibration_get_temperature (const SaudaSizeCalibration *self)
{
  const double prior = 1 / (SPREAD_OF_INVERSE_TEMPERATURE * SPREAD_OF_INVERSE_TEMPERATURE);
  double inverse = 1;

  /* The loss is convex in the inverse temperature, so Newton's steps lead there. */
  for (guint step = 0; step < 8; step++) {
    double slope = (inverse - 1) * prior, curvature = prior;

    for (guint i = 0; i < self->count; i++) {
      const Score *score = &self->scores[i];
      double sum = 0, mean = 0, square = 0;

      for (guint k = 0; k < self->n_sizes; k++) {
        double logarithm = score->logarithms[k], share = exp (inverse * logarithm);

        sum += share;
        mean += share * logarithm;
        square += share * logarithm * logarithm;
      }
      mean /= sum;
      slope += mean - score->logarithms[score->size];
      curvature += square / sum - mean * mean;
    }
    inverse = CLAMP (inverse - slope / curvature, 0.25, 4);
  }
  return 1 / inverse;
}

static Claim
get_claim (const SaudaSizeCalibration *self, guint place, double temperature)
{
  const Score *score = &self->scores[place];
  double sum = 0;

  for (guint k = 0; k < self->n_sizes; k++)
    sum += exp ((score->logarithms[k] - score->logarithms[score->likeliest]) / temperature);
  return (Claim){ 1 / sum, score->likeliest == score->size };
}

static int
compare_claims (const void *a, const void *b)
{
  double difference = ((const Claim *) b)->probability - ((const Claim *) a)->probability;

  return (difference > 0) - (difference < 0);
}

/**
 * sauda_size_calibration_get_threshold:
 * @self: a memory
 * @temperature: the temperature in use
 * @precision: how often a size that nobody looks at must be right, such as 0.9
 *
 * Finds the lowest probability from which on the past precision, less one standard error, reached @precision.
 *
 * Returns: the probability, or %SAUDA_SIZE_NEVER when there is none and while fewer than 60 predictions are
 * kept
 */
double
sauda_size_calibration_get_threshold (const SaudaSizeCalibration *self, double temperature, double precision)
{
  Claim claims[MOST_SCORES];
  double threshold = SAUDA_SIZE_NEVER;
  guint right = 0;

  if (self->count < LEAST_SCORES)
    return SAUDA_SIZE_NEVER;
  for (guint i = 0; i < self->count; i++)
    claims[i] = get_claim (self, i, temperature);
  qsort (claims, self->count, sizeof *claims, compare_claims);
  for (guint i = 0; i < self->count; i++) {
    double n = i + 1, share, error;

    right += claims[i].right;
    share = right / n;
    /* Before the first mistake the error would be 0: one mistake more is reckoned with. */
    error = sqrt ((right + 1) * (n - right + 1)) / ((n + 2) * sqrt (n));
    /* Equal claims are decided together. */
    if (i + 1 < self->count && claims[i + 1].probability == claims[i].probability)
      continue;
    if (n >= LEAST_SURE && share - error >= precision)
      threshold = claims[i].probability;
  }
  return threshold;
}

/**
 * sauda_size_calibration_get_bins:
 * @self: a memory
 * @temperature: the temperature in use
 * @bins: (array fixed-size=10) (out caller-allocates): by tenths of the claimed probability
 *
 * Draws up the reliability chart: what was claimed, and how often it was right.
 */
void
sauda_size_calibration_get_bins (const SaudaSizeCalibration *self, double temperature, SaudaSizeBin *bins)
{
  for (guint b = 0; b < SAUDA_SIZE_CALIBRATION_BINS; b++)
    bins[b] = (SaudaSizeBin){ 0 };
  for (guint i = 0; i < self->count; i++) {
    Claim claim = get_claim (self, i, temperature);
    guint b =
      MIN ((guint) (claim.probability * SAUDA_SIZE_CALIBRATION_BINS), SAUDA_SIZE_CALIBRATION_BINS - 1);

    bins[b].count++;
    bins[b].claimed += claim.probability;
    bins[b].right += claim.right;
  }
  for (guint b = 0; b < SAUDA_SIZE_CALIBRATION_BINS; b++) {
    if (bins[b].count == 0)
      continue;
    bins[b].claimed /= bins[b].count;
    bins[b].right /= bins[b].count;
  }
}
