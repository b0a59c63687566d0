#include "sauda-cli-stock.h"

#include "sauda-offer-sale.h"
#include "sauda-reason.h"
#include "sauda-stock-files.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *sku; /* (nullable) */
  SaudaStockKind kind;
  gint64 pieces;
  const char *reason; /* (nullable) */
  const char *order;  /* (nullable) */
  gint64 now_ms;
  gboolean preview;
} Request;

static gpointer
move_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (GArray) drafts = g_array_new (FALSE, TRUE, sizeof (SaudaStockDraft));
  gint64 variant_id = sauda_cli_stock_need_variant (connection, request->sku, error);
  g_autofree char *title =
    sauda_reason_new ("%s: %s", request->sku, sauda_stock_kind_get_reason (request->kind), NULL);
  const SaudaStockAct act = { drafts, title, g_get_user_name (), request->now_ms, request->preview };

  if (variant_id == 0)
    return NULL;
  if (request->kind == SAUDA_STOCK_COUNT) {
    if (!sauda_stock_acts_add_count (connection, drafts, variant_id, request->pieces, error))
      return NULL;
  } else {
    SaudaStockDraft draft;

    if (!sauda_stock_acts_make_move (variant_id, request->kind, request->pieces, &draft, error))
      return NULL;
    draft.order_code = request->order;
    g_array_append_val (drafts, draft);
  }
  for (guint i = 0; i < drafts->len; i++)
    g_array_index (drafts, SaudaStockDraft, i).reason = request->reason;
  return sauda_stock_acts_apply (connection, &act, error);
}

static void
add_impact (JsonBuilder *json, const SaudaStockImpact *impact)
{
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "sku", impact->sku);
  sauda_cli_add_int (json, "on_hand_before", impact->on_hand_before);
  sauda_cli_add_int (json, "on_hand", impact->on_hand_after);
  sauda_cli_add_int (json, "available_before", impact->available_before);
  sauda_cli_add_int (json, "available", impact->available_after);
  sauda_cli_add_int (json, "to_inspect", impact->inspect_after);
  sauda_cli_begin_array (json, sauda_stock_impact_runs_out (impact) ? "off_sale" : "back_on_sale");
  for (guint i = 0; i < impact->offers->len; i++) {
    const SaudaOfferState *offer = g_ptr_array_index (impact->offers, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "store", offer->store);
    sauda_cli_add_string (json, "sku", offer->sku);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
}

/* Does a movement, or tells what it would do. */
static SaudaExit
run_move (SaudaCli *cli, Request *request)
{
  g_autoptr (SaudaStockOutcome) outcome = NULL;
  g_autoptr (GError) error = NULL;

  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  request->now_ms = sauda_workspace_get_now (cli->workspace);
  outcome = request->preview ? sauda_workspace_read (cli->workspace, move_work, request, &error)
                             : sauda_workspace_write (cli->workspace, move_work, request, &error);
  if (outcome == NULL)
    return sauda_cli_fail (cli, error);
  sauda_cli_stock_print_outcome (cli, outcome);
  return SAUDA_EXIT_DONE;
}

static gboolean
read_pieces (const char *text, gint64 *pieces)
{
  return g_ascii_string_to_signed (text, 10, -1000000, 1000000, pieces, NULL);
}

/**
 * sauda_cli_stock_need_variant:
 * @connection: inside a transaction
 * @sku: a SKU_ID, or an offer's SKU
 * @error: return location
 *
 * Returns: the variant, 0 with %SAUDA_INVENTORY_ERROR_NOT_FOUND or an error of the store
 */
gint64
sauda_cli_stock_need_variant (SaudaConnection *connection, const char *sku, GError **error)
{
  gint64 variant_id;

  if (!sauda_stock_ledger_find_variant (connection, sku, &variant_id, error))
    return 0;
  if (variant_id == 0)
    g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_NOT_FOUND,
                 _ ("The catalogue has no product “%s”, or more than one goes by it. Name its SKU_ID."), sku);
  return variant_id;
}

/**
 * sauda_cli_stock_add_outcome:
 * @json: a document inside an object
 * @outcome: what an act did
 */
void
sauda_cli_stock_add_outcome (JsonBuilder *json, const SaudaStockOutcome *outcome)
{
  json_builder_set_member_name (json, "batch");
  if (outcome->batch_id != 0)
    json_builder_add_int_value (json, outcome->batch_id);
  else
    json_builder_add_null_value (json);
  sauda_cli_begin_array (json, "variants");
  for (guint i = 0; i < outcome->impacts->len; i++)
    add_impact (json, g_ptr_array_index (outcome->impacts, i));
  json_builder_end_array (json);
}

/**
 * sauda_cli_stock_say_outcome:
 * @outcome: what an act did
 *
 * Tells it to a person.
 */
void
sauda_cli_stock_say_outcome (const SaudaStockOutcome *outcome)
{
  for (guint i = 0; i < outcome->impacts->len; i++) {
    const SaudaStockImpact *impact = g_ptr_array_index (outcome->impacts, i);

    sauda_cli_print (_ ("%s: on hand %d → %d, available %d → %d"), impact->sku, (int) impact->on_hand_before,
                     (int) impact->on_hand_after, (int) impact->available_before,
                     (int) impact->available_after);
    if (impact->on_hand_after < 0)
      sauda_cli_print ("  %s", _ ("LESS THAN NOTHING: count the shelf"));
    for (guint n = 0; n < impact->offers->len; n++) {
      const SaudaOfferState *offer = g_ptr_array_index (impact->offers, n);

      if (sauda_stock_impact_runs_out (impact))
        sauda_cli_print (_ ("  off sale in the next price list: %s, %s"), offer->store, offer->sku);
      else
        sauda_cli_print (_ ("  may be sold again: %s, %s"), offer->store, offer->sku);
    }
  }
  if (outcome->batch_id != 0)
    sauda_cli_print (_ ("Done. To take it back: saudactl stock undo %d"), (int) outcome->batch_id);
  else
    sauda_cli_print ("%s", _ ("Nothing was written."));
}

/**
 * sauda_cli_stock_print_outcome:
 * @cli: the call
 * @outcome: what an act did
 */
void
sauda_cli_stock_print_outcome (SaudaCli *cli, const SaudaStockOutcome *outcome)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (!cli->json) {
    sauda_cli_stock_say_outcome (outcome);
    return;
  }
  json_builder_begin_object (json);
  sauda_cli_stock_add_outcome (json, outcome);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

/**
 * sauda_cli_stock_set:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stock_set (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL;
  Request request = { .kind = SAUDA_STOCK_COUNT };
  const GOptionEntry entries[] = { { "preview", 0, 0, G_OPTION_ARG_NONE, &request.preview,
                                     N_ ("Tell what would happen, write nothing"), NULL },
                                   { "reason", 0, 0, G_OPTION_ARG_STRING, &reason,
                                     N_ ("Why, for the history"), "TEXT" },
                                   { NULL } };

  if (!sauda_cli_parse (cli, "SKU N", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 3 || !read_pieces (argv[2], &request.pieces))
    return sauda_cli_usage (_ ("Name a product and a whole number of pieces: saudactl stock set SKU N"));
  request.sku = argv[1];
  request.reason = reason;
  return run_move (cli, &request);
}

/**
 * sauda_cli_stock_move:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stock_move (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL, *order = NULL;
  Request request = { 0 };
  const GOptionEntry entries[] = {
    { "preview", 0, 0, G_OPTION_ARG_NONE, &request.preview, N_ ("Tell what would happen, write nothing"),
      NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("Why, for the history"), "TEXT" },
    { "order", 0, 0, G_OPTION_ARG_STRING, &order, N_ ("The order behind it"), "CODE" },
    { NULL }
  };

  if (!sauda_cli_parse (cli, "SKU KIND N", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 4 || !sauda_stock_kind_from_name (argv[2], &request.kind) ||
      request.kind == SAUDA_STOCK_COUNT || request.kind == SAUDA_STOCK_OPENING ||
      !read_pieces (argv[3], &request.pieces))
    return sauda_cli_usage (
      _ ("Name a product, a kind (sale, cancel, return, good, damaged, lost, correction, "
         "purchase) and a whole number: saudactl stock move SKU KIND N"));
  request.sku = argv[1];
  request.reason = reason;
  request.order = order;
  return run_move (cli, &request);
}

/**
 * sauda_cli_stock_import:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stock_import (SaudaCli *cli, int argc, char **argv)
{
  gboolean preview = FALSE;
  const GOptionEntry entries[] = { { "preview", 0, 0, G_OPTION_ARG_NONE, &preview,
                                     N_ ("Tell what would happen, write nothing"), NULL },
                                   { NULL } };
  g_autoptr (SaudaStockFile) file = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "FILE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one file: saudactl stock import FILE"));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  file = sauda_stock_files_import (sauda_workspace_get_database (cli->workspace), argv[1], preview,
                                   g_get_user_name (), sauda_workspace_get_now (cli->workspace),
                                   cli->cancellable, &error);
  if (file == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "rows", file->rows);
  sauda_cli_add_int (json, "changed", file->changed);
  sauda_cli_add_int (json, "same", file->same);
  sauda_cli_add_int (json, "refused", file->refused);
  sauda_cli_stock_add_outcome (json, file->outcome);
  sauda_cli_begin_array (json, "problems");
  if (!cli->json) {
    sauda_cli_stock_say_outcome (file->outcome);
    sauda_cli_print (_ ("Rows %u: changed %u, same %u, refused %u."), file->rows, file->changed, file->same,
                     file->refused);
  }
  for (guint i = 0; i < file->problems->len; i++) {
    const SaudaCatalogProblem *problem = g_ptr_array_index (file->problems, i);

    json_builder_begin_object (json);
    sauda_cli_add_problem (json, problem->row, problem->column, problem->value, problem->reason);
    json_builder_end_object (json);
    if (!cli->json)
      sauda_cli_print (_ ("row %u, %s “%s”: %s"), problem->row, problem->column, problem->value,
                       problem->reason);
  }
  sauda_cli_end_list (cli, json);
  return file->refused > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}
