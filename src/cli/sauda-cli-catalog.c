#include "sauda-cli.h"

#include "sauda-catalog-export.h"
#include "sauda-catalog-files.h"
#include "sauda-catalog-report.h"
#include "sauda-catalog.h"
#include "sauda-money.h"

#include <glib/gi18n-lib.h>

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_catalog_list (connection, data, error);
}

static gpointer
export_work (SaudaConnection *connection, gpointer data, GError **error)
{
  guint rows;

  return sauda_catalog_export (connection, data, &rows, error) ? GUINT_TO_POINTER (rows + 1) : NULL;
}

/* Numbers of rows, ended by 0; what is no number chooses nothing. */
static guint *
read_rows (char **texts)
{
  guint n = texts != NULL ? g_strv_length (texts) : 0, kept = 0;
  guint *rows = g_new0 (guint, n + 1);

  for (guint i = 0; i < n; i++) {
    guint64 row = g_ascii_strtoull (texts[i], NULL, 10);

    if (row > 0 && row < G_MAXUINT)
      rows[kept++] = (guint) row;
  }
  return rows;
}

static void
add_conflict (JsonBuilder *json, const SaudaCatalogConflict *conflict)
{
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "store", conflict->store);
  sauda_cli_add_string (json, "code", conflict->sku);
  sauda_cli_add_int (json, "first_row", conflict->first_row);
  sauda_cli_add_int (json, "second_row", conflict->second_row);
  sauda_cli_add_int (json, "taken_row", conflict->taken_row);
  sauda_cli_begin_array (json, "differences");
  for (guint i = 0; i < conflict->differences->len; i++) {
    const SaudaCatalogDifference *difference = g_ptr_array_index (conflict->differences, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "column", difference->column);
    sauda_cli_add_string (json, "first", difference->first);
    sauda_cli_add_string (json, "second", difference->second);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
say_conflict (const SaudaCatalogConflict *conflict)
{
  sauda_cli_print (_ ("%s, %s: row %u and row %u disagree; row %u was taken. To take the other: --take %u"),
                   conflict->store, conflict->sku, conflict->first_row, conflict->second_row,
                   conflict->taken_row,
                   conflict->taken_row == conflict->first_row ? conflict->second_row : conflict->first_row);
  for (guint i = 0; i < conflict->differences->len; i++) {
    const SaudaCatalogDifference *difference = g_ptr_array_index (conflict->differences, i);

    sauda_cli_print ("    %s: “%s” | “%s”", difference->column,
                     difference->first != NULL ? difference->first : "",
                     difference->second != NULL ? difference->second : "");
  }
}

static void
print_report_json (const SaudaCatalogReport *report)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_add_int (json, "rows", report->rows);
  sauda_cli_add_int (json, "new", report->added);
  sauda_cli_add_int (json, "changed", report->changed);
  sauda_cli_add_int (json, "same", report->same);
  sauda_cli_add_int (json, "refused", report->refused);
  sauda_cli_add_int (json, "variants", report->variants);
  sauda_cli_add_int (json, "offers", report->offers);
  sauda_cli_add_int (json, "conflicts", report->conflicts);
  sauda_cli_begin_array (json, "problems");
  for (guint i = 0; i < report->problems->len; i++) {
    const SaudaCatalogProblem *problem = g_ptr_array_index (report->problems, i);

    json_builder_begin_object (json);
    sauda_cli_add_problem (json, problem->row, problem->column, problem->value, problem->reason);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  sauda_cli_begin_array (json, "sides");
  for (guint i = 0; i < report->sides->len; i++)
    add_conflict (json, g_ptr_array_index (report->sides, i));
  json_builder_end_array (json);
  sauda_cli_begin_array (json, "notes");
  for (guint i = 0; i < report->notes->len; i++)
    json_builder_add_string_value (json, g_ptr_array_index (report->notes, i));
  json_builder_end_array (json);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

static void
print_report (const SaudaCatalogReport *report)
{
  sauda_cli_print (_ ("Rows %u: new %u, changed %u, same %u, refused %u; conflicts %u."), report->rows,
                   report->added, report->changed, report->same, report->refused, report->conflicts);
  for (guint i = 0; i < report->problems->len; i++) {
    const SaudaCatalogProblem *problem = g_ptr_array_index (report->problems, i);

    sauda_cli_print (_ ("row %u, %s “%s”: %s"), problem->row,
                     problem->column != NULL ? problem->column : _ ("whole row"),
                     problem->value != NULL ? problem->value : "", problem->reason);
  }
  for (guint i = 0; i < report->sides->len; i++)
    say_conflict (g_ptr_array_index (report->sides, i));
  for (guint i = 0; i < report->notes->len; i++)
    sauda_cli_print ("%s", (const char *) g_ptr_array_index (report->notes, i));
  if (report->preview)
    sauda_cli_print ("%s", _ ("This was a preview; nothing was written."));
}

static void
add_offer (JsonBuilder *json, const SaudaCatalogOffer *offer)
{
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "merchantProductId", offer->variant_sku);
  sauda_cli_add_string (json, "title", offer->model_name);
  sauda_cli_add_string (json, "masterCode", offer->kaspi_code);
  sauda_cli_add_string (json, "code", offer->sku);
  sauda_cli_add_amount (json, "price", offer->price);
  sauda_cli_add_amount (json, "availableAmount", offer->stock);
  json_builder_set_member_name (json, "weight");
  if (offer->weight_grams >= 0)
    json_builder_add_double_value (json, (double) offer->weight_grams / 1000);
  else
    json_builder_add_null_value (json);
  sauda_cli_add_string (json, "brand", offer->brand);
  sauda_cli_add_string (json, "model", offer->model);
  sauda_cli_add_string (json, "color", offer->color);
  sauda_cli_add_string (json, "size", offer->size != NULL ? offer->size : offer->size_text);
  sauda_cli_add_string (json, "gender", offer->gender);
  sauda_cli_add_string (json, "season", offer->season);
  sauda_cli_add_string (json, "category", offer->product_type);
  sauda_cli_add_string (json, "subcategory", offer->sub_category);
  sauda_cli_add_string (json, "store", offer->store);
  json_builder_end_object (json);
}

static SaudaExit
print_offers (SaudaCli *cli, const char *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GPtrArray) offers = NULL;

  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  offers = sauda_workspace_read (cli->workspace, list_work, (gpointer) query, &error);
  if (offers == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "offers");
  for (guint i = 0; i < offers->len; i++) {
    const SaudaCatalogOffer *offer = g_ptr_array_index (offers, i);

    add_offer (json, offer);
    if (!cli->json) {
      g_autofree char *price = offer->price >= 0 ? sauda_money_format (offer->price) : NULL;
      const SaudaCliCell cells[] = {
        { offer->store, 10 }, { offer->sku, 44 }, { offer->size, 5 }, { price, -10 }, { offer->model_name, 0 }
      };

      sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
    }
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_catalog_import:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_catalog_import (SaudaCli *cli, int argc, char **argv)
{
  gboolean preview = FALSE;
  g_auto (GStrv) map = NULL, take = NULL;
  g_autofree guint *choices = NULL;
  const GOptionEntry entries[] = {
    { "preview", 0, 0, G_OPTION_ARG_NONE, &preview, N_ ("Tell what would happen, write nothing"), NULL },
    { "take", 0, 0, G_OPTION_ARG_STRING_ARRAY, &take, N_ ("The row to take where two rows disagree"), "ROW" },
    { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &map, N_ ("A column that is named otherwise"), "COL=FIELD" },
    { NULL }
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaCatalogReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "FILE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one file: saudactl catalog import FILE"));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  choices = read_rows (take);
  sauda_catalog_files_import_async (
    cli->workspace, argv[1],
    &(SaudaCatalogFilesOptions){ .overrides = (const char *const *) map,
                                 .choices = choices,
                                 .preview = preview,
                                 .progress = sauda_cli_progress,
                                 .progress_data = (gpointer) _ ("Catalogue") },
    cli->cancellable, sauda_cli_on_ready, &result);
  report = sauda_catalog_files_import_finish (sauda_cli_wait (&result), &error);
  if (report == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json)
    print_report_json (report);
  else
    print_report (report);
  return report->refused > 0 || report->problems->len > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_catalog_export:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_catalog_export (SaudaCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  gpointer rows;

  if (argc != 2)
    return sauda_cli_usage (_ ("Name one file: saudactl catalog export FILE"));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  rows = sauda_workspace_read (cli->workspace, export_work, argv[1], &error);
  if (rows == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json) {
    g_autoptr (JsonBuilder) json = json_builder_new ();

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "file", argv[1]);
    sauda_cli_add_int (json, "rows", GPOINTER_TO_UINT (rows) - 1);
    json_builder_end_object (json);
    sauda_cli_print_json (json);
  } else
    sauda_cli_print (_ ("%u rows written to %s."), GPOINTER_TO_UINT (rows) - 1, argv[1]);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_catalog_list:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_catalog_list (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *query = NULL;
  const GOptionEntry entries[] = {
    { "query", 0, 0, G_OPTION_ARG_STRING, &query, N_ ("Words that must be found"), "TEXT" }, { NULL }
  };

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  return print_offers (cli, query);
}

/**
 * sauda_cli_catalog_map_api:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_catalog_map_api (SaudaCli *cli, int argc, char **argv)
{
  return print_offers (cli, NULL);
}
