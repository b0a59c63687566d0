#include "sauda-cli.h"

#include "sauda-size-backtest.h"
#include "sauda-size-explanation.h"
#include "sauda-size-sheet.h"
#include "sauda-size-measure.h"
#include "sauda-size-product.h"

#include <glib/gi18n-lib.h>

#define REFIT_EVERY 25
#define PRECISION 0.9

/* Whose size is asked for. */
typedef struct {
  double height_cm;
  double weight_kg;
  double age_years; /* of a child; below 0 when not told */
  char *gender;     /* (owned) (nullable) */
  char *type;       /* (owned) (nullable) */
  char *model;      /* (owned) (nullable) */
  char *train;      /* (owned) (nullable) path */
} Buyer;

static void
buyer_clear (Buyer *buyer)
{
  g_free (buyer->gender);
  g_free (buyer->type);
  g_free (buyer->model);
  g_free (buyer->train);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Buyer, buyer_clear)

static void
add_double (JsonBuilder *json, const char *key, double value)
{
  json_builder_set_member_name (json, key);
  json_builder_add_double_value (json, value);
}

static void
say_problems (const SaudaSizeSheet *history)
{
  for (guint i = 0; i < history->problems->len; i++) {
    const SaudaSizeProblem *problem = g_ptr_array_index (history->problems, i);

    sauda_cli_say (_ ("Row %u, %s “%s”: %s"), problem->row, problem->column, problem->value, problem->reason);
  }
}

static void
add_problems (JsonBuilder *json, const SaudaSizeSheet *history)
{
  json_builder_set_member_name (json, "problems");
  json_builder_begin_array (json);
  for (guint i = 0; i < history->problems->len; i++) {
    const SaudaSizeProblem *problem = g_ptr_array_index (history->problems, i);

    json_builder_begin_object (json);
    sauda_cli_add_int (json, "row", problem->row);
    sauda_cli_add_string (json, "column", problem->column);
    sauda_cli_add_string (json, "value", problem->value);
    sauda_cli_add_string (json, "reason", problem->reason);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

/* Places of the sizes, the most probable first. */
static void
rank_sizes (const SaudaSizeAdvice *advice, guint *ranked)
{
  for (guint i = 0; i < advice->n_sizes; i++) {
    guint place = i;

    for (; place > 0 && advice->probabilities[ranked[place - 1]] < advice->probabilities[i]; place--)
      ranked[place] = ranked[place - 1];
    ranked[place] = i;
  }
}

/* @advice is %NULL for a product without sizes. */
static void
print_advice (SaudaCli *cli, const SaudaSizeChart *chart, const SaudaSizeAdvice *advice, const char *reason)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  guint ranked[SAUDA_SIZE_MOST_SIZES];

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "size", advice != NULL ? chart->names[advice->size] : NULL);
  add_double (json, "probability", advice != NULL ? advice->probabilities[advice->size] : 0);
  json_builder_set_member_name (json, "alternatives");
  json_builder_begin_array (json);
  if (advice != NULL) {
    rank_sizes (advice, ranked);
    for (guint i = 1; i < advice->n_sizes; i++) {
      json_builder_begin_object (json);
      sauda_cli_add_string (json, "size", chart->names[ranked[i]]);
      add_double (json, "probability", advice->probabilities[ranked[i]]);
      json_builder_end_object (json);
    }
  }
  json_builder_end_array (json);
  sauda_cli_add_string (json, "reason", reason);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else if (advice != NULL)
    sauda_cli_print ("%s  %.0f %%  %s", chart->names[advice->size], advice->probabilities[advice->size] * 100,
                     reason);
  else
    sauda_cli_print ("%s", reason);
}

static SaudaSizeLearner *
new_learner (SaudaSizeChart *chart,
             const char *path,
             SaudaSizeSheet *history,
             GCancellable *cancellable,
             GError **error)
{
  const SaudaSizeLearnerOptions options = { .refit_every = REFIT_EVERY,
                                            .two_speeds = TRUE,
                                            .precision = PRECISION };
  SaudaSizeLearner *learner;

  if (path != NULL && !sauda_size_sheet_read (history, chart, path, cancellable, error))
    return NULL;
  learner = sauda_size_learner_new (chart, &options);
  sauda_size_learner_replay (learner, (const SaudaSizeOrder *) history->orders->data, history->orders->len);
  return learner;
}

static SaudaExit
recommend (SaudaCli *cli, const Buyer *buyer, SaudaSizePeople people, double height_cm, double weight_kg)
{
  g_autoptr (SaudaSizeSheet) history = sauda_size_sheet_new ();
  g_autoptr (SaudaSizeLearner) learner = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *reason = NULL;
  SaudaSizeChart chart;
  SaudaSizeAdvice advice;
  SaudaSizeExplanation explanation;
  guint group = SAUDA_SIZE_NO_GROUP;

  sauda_size_chart_init_usual (&chart, people);
  learner = new_learner (&chart, buyer->train, history, cli->cancellable, &error);
  if (learner == NULL)
    return sauda_cli_fail (cli, error);
  say_problems (history);
  if (buyer->model != NULL)
    group = sauda_size_sheet_find_group (history, buyer->model);
  sauda_size_learner_advise (learner, height_cm, weight_kg, group, NULL, &advice);
  sauda_size_explanation_init (&explanation, learner, &advice, height_cm, weight_kg, group);
  reason = sauda_size_explanation_describe (&explanation, &chart);
  print_advice (cli, &chart, &advice, reason);
  return history->problems->len > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}

static void
print_backtest_json (const SaudaSizeBacktest *backtest, const SaudaSizeSheet *history)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_add_int (json, "n", backtest->n);
  add_double (json, "exact", backtest->exact);
  add_double (json, "within_one", backtest->within_one);
  add_double (json, "macro", backtest->macro);
  add_double (json, "log_loss", backtest->log_loss);
  add_double (json, "ece", backtest->ece);
  add_double (json, "top2", backtest->top2);
  add_double (json, "coverage_at_90", backtest->coverage_at_90);
  add_double (json, "learned_coverage", backtest->learned_coverage);
  add_double (json, "learned_precision", backtest->learned_precision);
  add_double (json, "seconds_per_prediction", backtest->seconds_per_prediction);
  add_double (json, "refit_ms", backtest->refit_ms);
  add_problems (json, history);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

static void
print_backtest (const SaudaSizeBacktest *backtest)
{
  sauda_cli_print (_ ("Orders foretold: %u"), backtest->n);
  sauda_cli_print (_ ("Right: %.1f %%, right or one size off: %.1f %%, among the first two: %.1f %%"),
                   backtest->exact * 100, backtest->within_one * 100, backtest->top2 * 100);
  sauda_cli_print (_ ("Right on average over the sizes: %.1f %%"), backtest->macro * 100);
  sauda_cli_print (_ ("Log loss: %.3f, calibration error: %.3f"), backtest->log_loss, backtest->ece);
  sauda_cli_print (_ ("Could be decided with 90 %% right: %.1f %%"), backtest->coverage_at_90 * 100);
  sauda_cli_print (_ ("Would have been decided: %.1f %%, of these right: %.1f %%"),
                   backtest->learned_coverage * 100, backtest->learned_precision * 100);
  sauda_cli_print (_ ("One size: %.2f µs, one refit: %.1f ms"), backtest->seconds_per_prediction * 1e6,
                   backtest->refit_ms);
}

static gboolean
parse_protocol (const char *text, SaudaSizeProtocol *protocol)
{
  static const char *const names[] = { "a", "b", "c" };

  *protocol = SAUDA_SIZE_PROTOCOL_TWO_SPEEDS;
  if (text == NULL)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (text, names[i]) == 0) {
      *protocol = (SaudaSizeProtocol) i;
      return TRUE;
    }
  return FALSE;
}

/* The latest @latest orders of what is known before; when nothing is, of the file itself. */
static void
run_backtest (const SaudaSizeChart *chart,
              SaudaSizeProtocol protocol,
              GArray *orders,
              guint n_history,
              guint latest,
              SaudaSizeBacktest *backtest)
{
  const SaudaSizeOrder *all = (const SaudaSizeOrder *) orders->data;
  guint first = 0, n = orders->len - n_history;

  if (latest > 0 && n_history > 0)
    first = n_history - MIN (latest, n_history);
  else if (latest > 0)
    n_history = first = n - MIN (latest, n);
  sauda_size_backtest (chart, protocol, all + first, n_history - first, all + n_history,
                       orders->len - n_history, backtest);
}

/**
 * sauda_cli_sizes_recommend:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_sizes_recommend (SaudaCli *cli, int argc, char **argv)
{
  g_auto (Buyer) buyer = { .age_years = -1 };
  const GOptionEntry entries[] = {
    { "height", 0, 0, G_OPTION_ARG_DOUBLE, &buyer.height_cm, N_ ("Height in cm"), "CM" },
    { "weight", 0, 0, G_OPTION_ARG_DOUBLE, &buyer.weight_kg, N_ ("Weight in kg"), "KG" },
    { "age", 0, 0, G_OPTION_ARG_DOUBLE, &buyer.age_years, N_ ("Age of a child whose height is not known"),
      "YEARS" },
    { "gender", 0, 0, G_OPTION_ARG_STRING, &buyer.gender,
      N_ ("Whom the product is cut for: men, women, kids"), "G" },
    { "type", 0, 0, G_OPTION_ARG_STRING, &buyer.type, N_ ("Product type of the catalogue"), "TYPE" },
    { "model", 0, 0, G_OPTION_ARG_STRING, &buyer.model, N_ ("Product group of the decided orders"), "M" },
    { "train", 0, 0, G_OPTION_ARG_FILENAME, &buyer.train, N_ ("Decided orders to learn from"), "FILE" },
    { NULL }
  };
  SaudaSizePeople people;
  SaudaSizeMeasure measure;
  g_autofree char *sentence = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 1)
    return sauda_cli_usage (_ ("Tell height and weight: saudactl sizes recommend --height CM --weight KG"));
  if (!sauda_size_product_has_sizes (buyer.type)) {
    print_advice (cli, NULL, NULL, _ ("Products of this type have no sizes."));
    return SAUDA_EXIT_DONE;
  }
  people = sauda_size_product_get_people (buyer.gender);
  if (people == SAUDA_SIZE_PEOPLE_KIDS && buyer.height_cm == 0)
    buyer.height_cm = sauda_size_measure_get_height_of_age (buyer.age_years);
  if (buyer.height_cm == 0 || (buyer.weight_kg == 0 && people != SAUDA_SIZE_PEOPLE_KIDS))
    return sauda_cli_usage (_ ("Tell height and weight: saudactl sizes recommend --height CM --weight KG"));
  measure = sauda_size_measure_check (people, &buyer.height_cm, &buyer.weight_kg);
  sentence = sauda_size_measure_describe (measure, buyer.height_cm, buyer.weight_kg);
  if (measure != SAUDA_SIZE_MEASURE_GOOD)
    sauda_cli_say ("saudactl: %s", sentence);
  if (!sauda_size_measure_is_usable (measure))
    return SAUDA_EXIT_FAILED;
  return recommend (cli, &buyer, people, buyer.height_cm, buyer.weight_kg);
}

/**
 * sauda_cli_sizes_backtest:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_sizes_backtest (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *train = NULL, *protocol_name = NULL, *gender = NULL;
  gint latest = 0;
  const GOptionEntry entries[] = {
    { "train", 0, 0, G_OPTION_ARG_FILENAME, &train, N_ ("Decided orders that are known before"), "FILE" },
    { "protocol", 0, 0, G_OPTION_ARG_STRING, &protocol_name,
      N_ ("a: fit once, b: learn online, c: learn online at two speeds"), "a|b|c" },
    { "latest", 0, 0, G_OPTION_ARG_INT, &latest,
      N_ ("Know only the latest N orders before; without any, foretell only the latest N of FILE"), "N" },
    { "gender", 0, 0, G_OPTION_ARG_STRING, &gender, N_ ("Whose chart to begin with: men, women, kids"), "G" },
    { NULL }
  };
  g_autoptr (SaudaSizeSheet) history = sauda_size_sheet_new ();
  g_autoptr (GError) error = NULL;
  SaudaSizeProtocol protocol;
  SaudaSizeBacktest backtest;
  SaudaSizeChart chart;
  guint n_history;

  if (!sauda_cli_parse (cli, "FILE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one file: saudactl sizes backtest FILE"));
  if (!parse_protocol (protocol_name, &protocol))
    return sauda_cli_usage (_ ("The protocol is a, b or c."));
  if (latest < 0)
    return sauda_cli_usage (_ ("The number behind --latest is above 0."));
  sauda_size_chart_init_usual (&chart, sauda_size_product_get_people (gender));
  if (train != NULL && !sauda_size_sheet_read (history, &chart, train, cli->cancellable, &error))
    return sauda_cli_fail (cli, error);
  n_history = history->orders->len;
  if (!sauda_size_sheet_read (history, &chart, argv[1], cli->cancellable, &error))
    return sauda_cli_fail (cli, error);
  say_problems (history);
  run_backtest (&chart, protocol, history->orders, n_history, (guint) latest, &backtest);
  if (cli->json)
    print_backtest_json (&backtest, history);
  else
    print_backtest (&backtest);
  return history->problems->len > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}
