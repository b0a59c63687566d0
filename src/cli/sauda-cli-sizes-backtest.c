#include "sauda-cli-sizes.h"

#include "sauda-base-error.h"
#include "sauda-size-backtest.h"
#include "sauda-size-charts.h"
#include "sauda-size-product.h"
#include "sauda-size-set.h"
#include "sauda-size-sheet.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FEW_ORDERS 100 /* that a cold start knows, when nobody says how many */

/* How orders are foretold. */
typedef struct {
  SaudaSizePeople people;
  SaudaSizeProtocol protocol;
  guint latest; /* only so many are known before; 0 for all */
  SaudaSizeChart chart;
  GPtrArray *known;      /* (owned) (element-type SaudaSizeRecord) */
  SaudaSizeSheet *sheet; /* (owned) the orders to foretell */
} Backtest;

static void
backtest_clear (Backtest *self)
{
  g_clear_pointer (&self->known, g_ptr_array_unref);
  g_clear_pointer (&self->sheet, sauda_size_sheet_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Backtest, backtest_clear)

static void
print_backtest_json (const SaudaSizeBacktest *backtest, GPtrArray *problems)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_add_int (json, "n", backtest->n);
  sauda_cli_add_double (json, "exact", backtest->exact);
  sauda_cli_add_double (json, "within_one", backtest->within_one);
  sauda_cli_add_double (json, "macro", backtest->macro);
  sauda_cli_add_double (json, "log_loss", backtest->log_loss);
  sauda_cli_add_double (json, "ece", backtest->ece);
  sauda_cli_add_double (json, "top2", backtest->top2);
  sauda_cli_add_double (json, "coverage_at_90", backtest->coverage_at_90);
  sauda_cli_add_double (json, "learned_coverage", backtest->learned_coverage);
  sauda_cli_add_double (json, "learned_precision", backtest->learned_precision);
  sauda_cli_add_double (json, "seconds_per_prediction", backtest->seconds_per_prediction);
  sauda_cli_add_double (json, "refit_ms", backtest->refit_ms);
  sauda_cli_sizes_add_problems (json, problems);
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

/* d is a with few orders to begin from. */
static gboolean
parse_protocol (const char *text, Backtest *self)
{
  static const SaudaSizeProtocol protocols[] = { SAUDA_SIZE_PROTOCOL_FIT_ONCE, SAUDA_SIZE_PROTOCOL_ONLINE,
                                                 SAUDA_SIZE_PROTOCOL_TWO_SPEEDS,
                                                 SAUDA_SIZE_PROTOCOL_FIT_ONCE };
  char letter = text != NULL ? g_ascii_tolower (text[0]) : 'c';

  if ((text != NULL && strlen (text) != 1) || letter < 'a' || letter > 'd')
    return FALSE;
  self->protocol = protocols[letter - 'a'];
  if (letter == 'd' && self->latest == 0)
    self->latest = FEW_ORDERS;
  return TRUE;
}

static gpointer
read_stored (SaudaConnection *connection, gpointer data, GError **error)
{
  Backtest *self = data;

  if (!sauda_size_charts_get (connection, self->people, &self->chart, error))
    return NULL;
  self->known = sauda_size_history_list (connection, self->people, 0, error);
  return self->known;
}

/* Orders of other people are on another chart. */
static void
keep_people (GPtrArray *records, SaudaSizePeople people)
{
  for (guint i = records->len; i-- > 0;)
    if (((SaudaSizeRecord *) g_ptr_array_index (records, i))->people != people)
      g_ptr_array_remove_index (records, i);
}

/* A row that is to be foretold must not be known. Rows without a number, a date or an order may be equal by
 * chance, so only those that have one are told apart. */
static void
forget_foretold (Backtest *self)
{
  g_autoptr (GHashTable) foretold = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->sheet->records->len; i++) {
    SaudaSizeRecord *record = g_ptr_array_index (self->sheet->records, i);

    if (!g_str_has_prefix (record->file_key, "row / "))
      g_hash_table_add (foretold, record->file_key);
  }
  for (guint i = self->known->len; i-- > 0;) {
    const SaudaSizeRecord *record = g_ptr_array_index (self->known, i);

    if (record->file_key != NULL && g_hash_table_contains (foretold, record->file_key))
      g_ptr_array_remove_index (self->known, i);
  }
}

static gboolean
read_orders (SaudaCli *cli, Backtest *self, const char *train, const char *path, GError **error)
{
  g_autoptr (SaudaSizeSheet) sheet = NULL;
  guint n_rows;

  sauda_size_chart_init_usual (&self->chart, self->people);
  if (train != NULL) {
    sheet = sauda_size_sheet_read (train, &self->chart, self->people, cli->cancellable, error);
    if (sheet == NULL)
      return FALSE;
    sauda_cli_sizes_say_problems (sheet->problems);
    self->known = g_ptr_array_ref (sheet->records);
  } else {
    SaudaWorkspace *workspace = sauda_cli_open (cli, error);

    if (workspace == NULL || sauda_workspace_read (workspace, read_stored, self, error) == NULL)
      return FALSE;
  }
  self->sheet = sauda_size_sheet_read (path, &self->chart, self->people, cli->cancellable, error);
  if (self->sheet == NULL)
    return FALSE;
  n_rows = self->sheet->records->len;
  keep_people (self->known, self->people);
  keep_people (self->sheet->records, self->people);
  if (n_rows > 0 && self->sheet->records->len == 0) {
    g_set_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_INVALID_VALUE,
                 _ ("No row of “%s” is on this chart. Say whose sizes they are with --gender, and --numbers "
                    "for 44 to 64."),
                 path);
    return FALSE;
  }
  if (train == NULL)
    forget_foretold (self);
  return TRUE;
}

/* What is known and what is foretold share one chart and one numbering of the products. */
static guint
join (const Backtest *self, SaudaSizeSet *set)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  guint n_known = 0;

  for (guint i = 0; i < self->known->len; i++)
    ((SaudaSizeRecord *) g_ptr_array_index (self->known, i))->id = 1;
  g_ptr_array_extend (all, self->known, NULL, NULL);
  g_ptr_array_extend (all, self->sheet->records, NULL, NULL);
  sauda_size_set_take (set, all);
  while (n_known < set->ids->len && g_array_index (set->ids, gint64, n_known) == 1)
    n_known++;
  return n_known;
}

/* Without anything known before, the file itself is what the latest orders are foretold from. */
static void
run_backtest (const Backtest *self, SaudaSizeBacktest *backtest)
{
  g_auto (SaudaSizeSet) set = { 0 };
  const SaudaSizeOrder *orders;
  guint first = 0, n_known, n;

  sauda_size_set_init (&set, &self->chart);
  n_known = join (self, &set);
  orders = (const SaudaSizeOrder *) set.orders->data;
  n = set.orders->len;
  if (self->latest > 0 && n_known > 0)
    first = n_known - MIN (self->latest, n_known);
  else if (self->latest > 0)
    n_known = first = n - MIN (self->latest, n);
  sauda_size_backtest (&set.chart, self->protocol, orders + first, n_known - first, orders + n_known,
                       n - n_known, backtest);
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
  gboolean numbers = FALSE;
  const GOptionEntry entries[] = {
    { "train", 0, 0, G_OPTION_ARG_FILENAME, &train,
      N_ ("Decided orders that are known before; without it, the stored history"), "FILE" },
    { "protocol", 0, 0, G_OPTION_ARG_STRING, &protocol_name,
      N_ ("a: fit once, b: learn online, c: learn online at two speeds, d: fit once to few orders"),
      "a|b|c|d" },
    { "latest", 0, 0, G_OPTION_ARG_INT, &latest,
      N_ ("Know only the latest N orders before; without any, foretell only the latest N of FILE"), "N" },
    { "gender", 0, 0, G_OPTION_ARG_STRING, &gender, N_ ("Whose chart to begin with: men, women, kids"), "G" },
    { "numbers", 0, 0, G_OPTION_ARG_NONE, &numbers, SAUDA_CLI_SIZES_NUMBERS, NULL },
    { NULL }
  };
  g_auto (Backtest) self = { 0 };
  g_autoptr (GError) error = NULL;
  SaudaSizeBacktest backtest;

  if (!sauda_cli_parse (cli, "FILE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one file: saudactl sizes backtest FILE"));
  if (latest < 0)
    return sauda_cli_usage (_ ("The number behind --latest is above 0."));
  self.people =
    sauda_size_product_get_people_of_size (sauda_size_product_get_people (gender), numbers ? "44" : NULL);
  self.latest = (guint) latest;
  if (!parse_protocol (protocol_name, &self))
    return sauda_cli_usage (_ ("The protocol is a, b, c or d."));
  if (!read_orders (cli, &self, train, argv[1], &error))
    return sauda_cli_fail (cli, error);
  sauda_cli_sizes_say_problems (self.sheet->problems);
  run_backtest (&self, &backtest);
  if (cli->json)
    print_backtest_json (&backtest, self.sheet->problems);
  else
    print_backtest (&backtest);
  return self.sheet->problems->len > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}
