#include "sauda-size-memory.h"

#include "sauda-size-charts.h"
#include "sauda-size-scores.h"

#define REFIT_EVERY 25
#define PRECISION 0.9
#define MOST_SCORES 1000

static void
restore_scores (SaudaSizeMemory *self)
{
  for (guint i = 0; i < self->scores->len; i++) {
    const SaudaSizeScore *score = &g_array_index (self->scores, SaudaSizeScore, i);
    double probabilities[SAUDA_SIZE_MOST_SIZES] = { 0 };
    int shipped = sauda_size_chart_find (&self->set.chart, score->shipped);

    for (guint k = 0; k < score->n_sizes; k++) {
      int place = sauda_size_chart_find (&self->set.chart, score->names[k]);

      if (place >= 0)
        probabilities[place] = score->probabilities[k];
    }
    if (shipped >= 0)
      sauda_size_learner_restore_score (self->learner, probabilities, (guint) shipped);
  }
  g_array_set_size (self->scores, 0);
}

static void
fill_score (const SaudaSizeMemory *self, const double *probabilities, SaudaSizeScore *score)
{
  guint best = 0;

  score->n_sizes = self->set.chart.n_sizes;
  for (guint k = 0; k < score->n_sizes; k++) {
    g_strlcpy (score->names[k], self->set.chart.names[k], SAUDA_SIZE_NAME_LENGTH);
    score->probabilities[k] = probabilities[k];
    best = probabilities[k] > probabilities[best] ? k : best;
  }
  g_strlcpy (score->size, self->set.chart.names[best], SAUDA_SIZE_NAME_LENGTH);
  score->probability = probabilities[best];
  score->sure = probabilities[best] >= sauda_size_learner_get_threshold (self->learner);
}

/* The replay scored the latest orders that did not come back. */
static void
collect_scores (SaudaSizeMemory *self)
{
  const SaudaSizeCalibration *calibration = sauda_size_learner_get_calibration (self->learner);
  guint place = sauda_size_calibration_get_count (calibration);

  for (guint i = self->set.orders->len; i-- > 0 && place > 0;) {
    const SaudaSizeOrder *order = &g_array_index (self->set.orders, SaudaSizeOrder, i);
    double probabilities[SAUDA_SIZE_MOST_SIZES];
    SaudaSizeScore score = { .history_id = g_array_index (self->set.ids, gint64, i) };

    if (order->outcome != SAUDA_SIZE_OUTCOME_SHIPPED)
      continue;
    sauda_size_calibration_get_score (calibration, --place, probabilities);
    fill_score (self, probabilities, &score);
    g_array_append_val (self->scores, score);
  }
}

/**
 * sauda_size_memory_read:
 * @connection: inside a transaction
 * @people: whose
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the stored history, not yet learned, or %NULL with an error of the
 * store
 */
SaudaSizeMemory *
sauda_size_memory_read (SaudaConnection *connection, SaudaSizePeople people, GError **error)
{
  g_autoptr (SaudaSizeMemory) self = g_new0 (SaudaSizeMemory, 1);
  g_autoptr (GPtrArray) records = NULL;
  SaudaSizeChart chart;

  self->people = people;
  if (!sauda_size_history_get_revision (connection, &self->revision, error) ||
      !sauda_size_charts_get (connection, people, &chart, error))
    return NULL;
  sauda_size_set_init (&self->set, &chart);
  records = sauda_size_history_list (connection, people, 0, error);
  if (records == NULL)
    return NULL;
  self->scores = sauda_size_scores_list (connection, people, MOST_SCORES, error);
  if (self->scores == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    self->last_id = MAX (self->last_id, ((SaudaSizeRecord *) g_ptr_array_index (records, i))->id);
  sauda_size_set_take (&self->set, records);
  return g_steal_pointer (&self);
}

/**
 * sauda_size_memory_learn:
 * @self: a memory that was just read
 *
 * Learns the history. Takes tenths of a second, or a second when its predictions were never scored, and
 * touches nothing else: for any thread but the main one.
 */
void
sauda_size_memory_learn (SaudaSizeMemory *self)
{
  const SaudaSizeLearnerOptions options = { .refit_every = REFIT_EVERY,
                                            .two_speeds = TRUE,
                                            .precision = PRECISION };
  const SaudaSizeOrder *orders = (const SaudaSizeOrder *) self->set.orders->data;
  guint wanted = MIN (self->set.orders->len / 2, MOST_SCORES);

  self->learner = sauda_size_learner_new (&self->set.chart, &options);
  if (self->scores->len * 2 >= wanted) {
    restore_scores (self);
    sauda_size_learner_restore (self->learner, orders, self->set.orders->len);
  } else {
    g_array_set_size (self->scores, 0);
    sauda_size_learner_replay (self->learner, orders, self->set.orders->len);
    collect_scores (self);
  }
}

/**
 * sauda_size_memory_save_scores:
 * @self: a memory that has learned
 * @connection: inside a transaction
 * @error: return location
 *
 * Keeps the scores of a replay, so that the next start needs none.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_size_memory_save_scores (SaudaSizeMemory *self, SaudaConnection *connection, GError **error)
{
  for (guint i = 0; i < self->scores->len; i++)
    if (!sauda_size_scores_put (connection, &g_array_index (self->scores, SaudaSizeScore, i), error))
      return FALSE;
  g_array_set_size (self->scores, 0);
  return TRUE;
}

/**
 * sauda_size_memory_follow:
 * @self: a memory that has learned
 * @connection: inside a transaction
 * @outdated: (out): whether it has to be read and learned anew
 * @error: return location
 *
 * Takes in what was decided since. The chart itself stays as it is until the next refit.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_size_memory_follow (SaudaSizeMemory *self,
                          SaudaConnection *connection,
                          gboolean *outdated,
                          GError **error)
{
  g_autoptr (GPtrArray) records = NULL;
  gint64 revision;

  *outdated = FALSE;
  if (!sauda_size_history_get_revision (connection, &revision, error))
    return FALSE;
  records = sauda_size_history_list (connection, self->people, self->last_id, error);
  if (records == NULL)
    return FALSE;
  *outdated = revision != self->revision;
  for (guint i = 0; i < records->len && !*outdated; i++) {
    const SaudaSizeRecord *record = g_ptr_array_index (records, i);
    SaudaSizeOrder order;

    if (sauda_size_set_make_order (&self->set, record, &order)) {
      sauda_size_learner_note (self->learner, &order);
      self->last_id = MAX (self->last_id, record->id);
    } else {
      *outdated = TRUE;
    }
  }
  return TRUE;
}

/**
 * sauda_size_memory_free:
 * @self: (transfer full) (nullable): a memory
 */
void
sauda_size_memory_free (SaudaSizeMemory *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->learner, sauda_size_learner_free);
  sauda_size_set_clear (&self->set);
  g_clear_pointer (&self->scores, g_array_unref);
  g_free (self);
}
