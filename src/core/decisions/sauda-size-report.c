#include "sauda-size-report.h"

#include "sauda-database.h"
#include "sauda-size-advisor-private.h"
#include "sauda-size-backtest.h"

#include <math.h>

#define BLOCK 50       /* predictions of a point in time */
#define LEAST_ORDERS 5 /* of a product that is spoken of */
#define MOST_FORETOLD 300

/* On its way between the threads. */
typedef struct {
  SaudaSizeAdvisor *advisor; /* (owned) */
  SaudaDatabase *database;   /* (owned) */
  SaudaSizeReport *report;   /* (owned) (nullable) */
  SaudaSizeLearner *learner; /* (owned) (nullable) a copy */
} Making;

static void
making_clear (Making *making)
{
  g_clear_object (&making->advisor);
  g_clear_object (&making->database);
  g_clear_pointer (&making->report, sauda_size_report_free);
  g_clear_pointer (&making->learner, sauda_size_learner_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

static void
making_free (gpointer data)
{
  making_clear (data);
  g_free (data);
}

static void
product_free (gpointer data)
{
  SaudaProductFit *product = data;

  g_free (product->product);
  g_free (product);
}

static SaudaSizeReport *
report_new (SaudaSizePeople people)
{
  SaudaSizeReport *report = g_new0 (SaudaSizeReport, 1);

  report->people = people;
  report->times = g_array_new (FALSE, TRUE, sizeof (SaudaSizeShare));
  report->curve = g_array_new (FALSE, TRUE, sizeof (SaudaSizeShare));
  report->products = g_ptr_array_new_with_free_func (product_free);
  return report;
}

static int
compare_products (gconstpointer a, gconstpointer b)
{
  const SaudaProductFit *first = *(SaudaProductFit *const *) a, *second = *(SaudaProductFit *const *) b;

  return (first->n < second->n) - (first->n > second->n);
}

/* One size, in kg: what lies between two limits on average. */
static double
get_step (const SaudaSizeChart *chart)
{
  guint last = chart->n_sizes - 2;

  return last > 0 ? (chart->limits[last].weight_kg - chart->limits[0].weight_kg) / last : 10;
}

static void
add_products (Making *making, const SaudaSizeMemory *memory)
{
  const SaudaSizeModel *model = sauda_size_learner_get_model (making->learner);
  guint n_orders, n_groups = g_hash_table_size (memory->set.groups);
  const SaudaSizeOrder *orders = sauda_size_learner_get_orders (making->learner, &n_orders);
  g_autofree guint *counts = g_new0 (guint, n_groups + 1);
  double step = get_step (&model->chart);
  GHashTableIter iter;
  gpointer product, number;

  for (guint i = 0; i < n_orders; i++)
    if (orders[i].group < n_groups)
      counts[orders[i].group]++;
  g_hash_table_iter_init (&iter, memory->set.groups);
  while (g_hash_table_iter_next (&iter, &product, &number)) {
    guint group = GPOINTER_TO_UINT (number);
    SaudaProductFit *fit;

    if (group >= n_groups || counts[group] < LEAST_ORDERS || model->chart.by_height_only)
      continue;
    fit = g_new (SaudaProductFit, 1);
    *fit = (SaudaProductFit){ g_strdup (product), counts[group],
                              -sauda_size_model_get_shift (model, group) / step };
    g_ptr_array_add (making->report->products, fit);
  }
  g_ptr_array_sort (making->report->products, compare_products);
}

/* On the database's thread, with the memory lent: only what is quick. */
static gboolean
take_memory (SaudaSizeMemory *memory, gpointer data, GError **error)
{
  Making *making = data;

  making->learner = sauda_size_learner_copy (memory->learner);
  making->report->prior = memory->set.chart;
  add_products (making, memory);
  return TRUE;
}

static gpointer
read_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Making *making = data;

  if (!sauda_size_advisor_use (making->advisor, connection, making->report->people, take_memory, making,
                               error))
    return NULL;
  making->report->charts = sauda_size_charts_list (connection, making->report->people, error);
  return making->report->charts;
}

static void
add_limits (Making *making)
{
  const SaudaSizeModel *model = sauda_size_learner_get_model (making->learner);
  guint n_limits = model->chart.n_sizes - 1;

  making->report->learned = model->chart;
  for (guint k = 0; k < n_limits; k++) {
    /* Of the products that are known, the best known one. */
    double variance = model->weight_variances[model->n_groups * n_limits + k];

    for (guint g = 0; g < model->n_groups; g++)
      variance = MIN (variance, model->weight_variances[g * n_limits + k]);
    making->report->weight_sd_kg[k] = sqrt (variance);
    making->report->height_sd_cm[k] = sqrt (model->height_variances[k]);
  }
}

static void
add_block (GArray *times, guint place, gboolean right)
{
  if (place % BLOCK == 0)
    g_array_set_size (times, times->len + 1);
  g_array_index (times, SaudaSizeShare, times->len - 1).n++;
  g_array_index (times, SaudaSizeShare, times->len - 1).right += right;
  g_array_index (times, SaudaSizeShare, times->len - 1).before = place + 1;
}

static void
add_scores (Making *making)
{
  SaudaSizeReport *report = making->report;
  const SaudaSizeCalibration *calibration = sauda_size_learner_get_calibration (making->learner);
  const SaudaSizeModel *model = sauda_size_learner_get_model (making->learner);

  report->n_scores = sauda_size_calibration_get_count (calibration);
  report->threshold = sauda_size_learner_get_threshold (making->learner);
  sauda_size_calibration_get_bins (calibration, model->temperature, report->bins);
  for (guint i = 0; i < report->n_scores; i++) {
    double probabilities[SAUDA_SIZE_MOST_SIZES], sum = 0;
    guint size = sauda_size_calibration_get_score (calibration, i, probabilities), best = 0;
    gboolean right;

    for (guint k = 0; k < model->chart.n_sizes; k++) {
      sum += pow (probabilities[k], 1 / model->temperature);
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    right = best == size;
    report->sizes[size].n++;
    report->sizes[size].right += right;
    add_block (report->times, i, right);
    if (pow (probabilities[best], 1 / model->temperature) / sum < report->threshold)
      continue;
    report->sure.n++;
    report->sure.right += right;
  }
}

/* The latest orders, foretold from ever more orders before them. */
static void
add_curve (Making *making)
{
  static const guint counts[] = { 0, 20, 50, 100, 300, 1000, 3000 };
  guint n_orders;
  const SaudaSizeOrder *orders = sauda_size_learner_get_orders (making->learner, &n_orders);
  guint foretold = MIN (n_orders / 3, MOST_FORETOLD), known = n_orders - foretold;

  for (guint i = 0; i < G_N_ELEMENTS (counts) && foretold > 0; i++) {
    SaudaSizeShare share = { .n = foretold, .before = MIN (counts[i], known) };
    SaudaSizeBacktest backtest;

    sauda_size_backtest (&making->report->prior, SAUDA_SIZE_PROTOCOL_FIT_ONCE, orders + known - share.before,
                         share.before, orders + known, foretold, &backtest);
    share.right = (guint) lround (backtest.exact * foretold);
    g_array_append_val (making->report->curve, share);
    if (counts[i] >= known)
      break;
  }
}

static void
make_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Making *making = data;
  GError *error = NULL;
  SaudaSizeReport *report =
    sauda_size_report_make (making->advisor, making->database, making->report->people, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) sauda_size_report_free);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_size_report_free:
 * @report: (transfer full) (nullable): a report
 */
void
sauda_size_report_free (SaudaSizeReport *report)
{
  if (report == NULL)
    return;
  g_array_unref (report->times);
  g_array_unref (report->curve);
  g_ptr_array_unref (report->products);
  g_clear_pointer (&report->charts, g_ptr_array_unref);
  g_free (report);
}

/**
 * sauda_size_report_make:
 * @advisor: the advisor of the workspace
 * @database: its database
 * @people: whose sizes
 * @error: return location
 *
 * Draws up what is known. Takes some tenths of a second: for worker threads.
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with an error of the store
 */
SaudaSizeReport *
sauda_size_report_make (SaudaSizeAdvisor *advisor,
                        SaudaDatabase *database,
                        SaudaSizePeople people,
                        GError **error)
{
  g_auto (Making) making = { .advisor = g_object_ref (advisor),
                             .database = g_object_ref (database),
                             .report = report_new (people) };

  if (sauda_database_read (database, read_work, &making, error) == NULL)
    return NULL;
  sauda_size_learner_get_orders (making.learner, &making.report->n_orders);
  add_limits (&making);
  add_scores (&making);
  add_curve (&making);
  return g_steal_pointer (&making.report);
}

/**
 * sauda_size_report_make_async:
 * @advisor: the advisor of the workspace
 * @database: its database
 * @people: whose sizes
 * @cancellable: (nullable): to stop
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * See sauda_size_report_make().
 */
void
sauda_size_report_make_async (SaudaSizeAdvisor *advisor,
                              SaudaDatabase *database,
                              SaudaSizePeople people,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Making *making = g_new0 (Making, 1);

  making->advisor = g_object_ref (advisor);
  making->database = g_object_ref (database);
  making->report = report_new (people);
  g_task_set_source_tag (task, sauda_size_report_make_async);
  g_task_set_task_data (task, making, making_free);
  g_task_run_in_thread (task, make_in_thread);
}

/**
 * sauda_size_report_make_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with an error of the store or
 *   %G_IO_ERROR_CANCELLED
 */
SaudaSizeReport *
sauda_size_report_make_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
