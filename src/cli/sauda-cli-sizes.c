#include "sauda-cli.h"

#include "sauda-cli-sizes.h"
#include "sauda-reason.h"
#include "sauda-size-advisor.h"
#include "sauda-size-import.h"
#include "sauda-size-measure.h"
#include "sauda-size-product.h"

#include <glib/gi18n-lib.h>

/* Whose size is asked for. */
typedef struct {
  SaudaSizeAdvisor *advisor; /* (not owned) */
  SaudaSizePeople people;
  double height_cm;
  double weight_kg;
  double age_years; /* of a child; below 0 when not told */
  char *gender;     /* (owned) (nullable) */
  char *type;       /* (owned) (nullable) */
  char *model;      /* (owned) (nullable) */
} Buyer;

static void
buyer_clear (Buyer *buyer)
{
  g_free (buyer->gender);
  g_free (buyer->type);
  g_free (buyer->model);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Buyer, buyer_clear)

/* @advice is %NULL for a product without sizes. */
static void
print_advice (SaudaCli *cli, const SaudaLineAdvice *advice, const char *reason)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "size", advice != NULL ? advice->sizes[0].size : NULL);
  sauda_cli_add_double (json, "probability", advice != NULL ? advice->sizes[0].probability : 0);
  sauda_cli_begin_array (json, "alternatives");
  for (guint i = 1; advice != NULL && i < advice->n_sizes; i++) {
    json_builder_begin_object (json);
    sauda_cli_add_string (json, "size", advice->sizes[i].size);
    sauda_cli_add_double (json, "probability", advice->sizes[i].probability);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  sauda_cli_add_string (json, "reason", reason);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else if (advice != NULL)
    sauda_cli_print ("%s  %.0f %%  %s", advice->sizes[0].size, advice->sizes[0].probability * 100, reason);
  else
    sauda_cli_print ("%s", reason);
}

static gpointer
recommend_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Buyer *buyer = data;

  return sauda_size_advisor_recommend (buyer->advisor, connection, buyer->people, buyer->model,
                                       buyer->height_cm, buyer->weight_kg, error);
}

static SaudaExit
recommend (SaudaCli *cli, Buyer *buyer)
{
  g_autoptr (GError) error = NULL;
  SaudaWorkspace *workspace = sauda_cli_open (cli, &error);
  g_autoptr (SaudaLineAdvice) advice = NULL;
  g_autofree char *reason = NULL;

  if (workspace == NULL)
    return sauda_cli_fail (cli, error);
  buyer->advisor = sauda_workspace_get_size_advisor (workspace);
  advice = sauda_workspace_read (workspace, recommend_work, buyer, &error);
  if (advice == NULL)
    return sauda_cli_fail (cli, error);
  reason = sauda_reason_show (advice->reason);
  print_advice (cli, advice, reason);
  return SAUDA_EXIT_DONE;
}

static void
print_import (SaudaCli *cli, const SaudaSizeImportReport *report)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  guint rows = report->added + report->changed + report->same + report->problems->len;

  sauda_cli_sizes_say_problems (report->problems);
  if (!cli->json) {
    sauda_cli_print (_ ("Rows %u: new %u, changed %u, same %u, refused %u."), rows, report->added,
                     report->changed, report->same, report->problems->len);
    if (report->preview)
      sauda_cli_print ("%s", _ ("This was a preview; nothing was written."));
    return;
  }
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "rows", rows);
  sauda_cli_add_int (json, "new", report->added);
  sauda_cli_add_int (json, "changed", report->changed);
  sauda_cli_add_int (json, "same", report->same);
  sauda_cli_add_int (json, "refused", report->problems->len);
  sauda_cli_sizes_add_problems (json, report->problems);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

/**
 * sauda_cli_sizes_say_problems:
 * @problems: (element-type SaudaSizeProblem): rows that were left out
 */
void
sauda_cli_sizes_say_problems (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++) {
    const SaudaSizeProblem *problem = g_ptr_array_index (problems, i);

    sauda_cli_say (_ ("Row %u, %s “%s”: %s"), problem->row, problem->column, problem->value, problem->reason);
  }
}

/**
 * sauda_cli_sizes_add_problems:
 * @json: a document inside an object
 * @problems: (element-type SaudaSizeProblem): rows that were left out
 */
void
sauda_cli_sizes_add_problems (JsonBuilder *json, GPtrArray *problems)
{
  sauda_cli_begin_array (json, "problems");
  for (guint i = 0; i < problems->len; i++) {
    const SaudaSizeProblem *problem = g_ptr_array_index (problems, i);

    json_builder_begin_object (json);
    sauda_cli_add_problem (json, problem->row, problem->column, problem->value, problem->reason);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
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
  gboolean numbers = FALSE;
  const GOptionEntry entries[] = {
    { "height", 0, 0, G_OPTION_ARG_DOUBLE, &buyer.height_cm, N_ ("Height in cm"), "CM" },
    { "weight", 0, 0, G_OPTION_ARG_DOUBLE, &buyer.weight_kg, N_ ("Weight in kg"), "KG" },
    { "age", 0, 0, G_OPTION_ARG_DOUBLE, &buyer.age_years, N_ ("Age of a child whose height is not known"),
      "YEARS" },
    { "gender", 0, 0, G_OPTION_ARG_STRING, &buyer.gender,
      N_ ("Whom the product is cut for: men, women, kids"), "G" },
    { "numbers", 0, 0, G_OPTION_ARG_NONE, &numbers, SAUDA_CLI_SIZES_NUMBERS, NULL },
    { "type", 0, 0, G_OPTION_ARG_STRING, &buyer.type, N_ ("Product type of the catalogue"), "TYPE" },
    { "model", 0, 0, G_OPTION_ARG_STRING, &buyer.model, N_ ("Product group of the decided orders"), "M" },
    { NULL }
  };
  SaudaSizeMeasure measure;
  g_autofree char *kept = NULL, *sentence = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 1)
    return sauda_cli_usage (_ ("Tell height and weight: saudactl sizes recommend --height CM --weight KG"));
  if (!sauda_size_product_has_sizes (buyer.type)) {
    print_advice (cli, NULL, _ ("Products of this type have no sizes."));
    return SAUDA_EXIT_DONE;
  }
  buyer.people = sauda_size_product_get_people_of_size (sauda_size_product_get_people (buyer.gender),
                                                        numbers ? "44" : NULL);
  if (buyer.people == SAUDA_SIZE_PEOPLE_KIDS && buyer.height_cm == 0)
    buyer.height_cm = sauda_size_measure_get_height_of_age (buyer.age_years);
  if (buyer.height_cm == 0 || (buyer.weight_kg == 0 && buyer.people != SAUDA_SIZE_PEOPLE_KIDS))
    return sauda_cli_usage (_ ("Tell height and weight: saudactl sizes recommend --height CM --weight KG"));
  measure = sauda_size_measure_check (buyer.people, &buyer.height_cm, &buyer.weight_kg);
  kept = sauda_size_measure_describe (measure, buyer.height_cm, buyer.weight_kg);
  sentence = sauda_reason_show (kept);
  if (measure != SAUDA_SIZE_MEASURE_GOOD)
    sauda_cli_say ("saudactl: %s", sentence);
  if (!sauda_size_measure_is_usable (measure))
    return SAUDA_EXIT_FAILED;
  return recommend (cli, &buyer);
}

/**
 * sauda_cli_sizes_import:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_sizes_import (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *gender = NULL;
  gboolean preview = FALSE;
  const GOptionEntry entries[] = {
    { "gender", 0, 0, G_OPTION_ARG_STRING, &gender,
      N_ ("Whom the products are cut for where the sheet does not tell: men, women, kids"), "G" },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &preview, N_ ("Only tell what would be done"), NULL },
    { NULL }
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaSizeImportReport) report = NULL;
  SaudaWorkspace *workspace;
  SaudaSizeImport import = { 0 };

  if (!sauda_cli_parse (cli, "FILE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one file: saudactl sizes import FILE"));
  workspace = sauda_cli_open (cli, &error);
  if (workspace == NULL)
    return sauda_cli_fail (cli, error);
  import.people = sauda_size_product_get_people (gender);
  import.preview = preview;
  import.now_ms = sauda_workspace_get_now (workspace);
  report = sauda_size_import_file (sauda_workspace_get_database (workspace), argv[1], &import,
                                   cli->cancellable, &error);
  /* The scores of what came in are kept, so that the next question is answered at once. */
  if (report == NULL ||
      (!preview && !sauda_size_advisor_prepare (sauda_workspace_get_size_advisor (workspace),
                                                sauda_workspace_get_database (workspace), &error)))
    return sauda_cli_fail (cli, error);
  print_import (cli, report);
  return report->problems->len > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}
