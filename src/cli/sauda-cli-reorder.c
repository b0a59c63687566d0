#include "sauda-cli-stock.h"

#include "sauda-purchase.h"
#include "sauda-reorder-sheet.h"

#include <glib/gi18n-lib.h>
#include <math.h>

typedef struct {
  const char *supplier; /* (nullable) */
  const char *sku;      /* (nullable) */
  char **models;        /* (nullable) */
  SaudaReorderRule rule;
  gint64 purchase_id;
  gint64 pieces;
  gint64 now_ms;
} Request;

static gpointer
levels_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_stock_levels_read (connection, ((Request *) data)->now_ms, error);
}

static gpointer
order_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (SaudaStockLevels) levels = sauda_stock_levels_read (connection, request->now_ms, error);

  if (levels == NULL)
    return NULL;
  request->purchase_id = sauda_reorder_sheet_order (connection, levels, request->supplier, g_get_user_name (),
                                                    request->now_ms, error);
  return request->purchase_id != 0 ? sauda_purchase_list (connection, request->purchase_id, error) : NULL;
}

static gpointer
purchases_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_purchase_list (connection, 0, error);
}

static gpointer
receive_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;
  gint64 variant_id = sauda_cli_stock_need_variant (connection, request->sku, error);

  if (variant_id == 0 ||
      sauda_purchase_receive (connection, request->purchase_id, variant_id, request->pieces,
                              g_get_user_name (), request->now_ms, error) == 0)
    return NULL;
  return sauda_purchase_list (connection, request->purchase_id, error);
}

static gpointer
close_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;

  return sauda_purchase_close (connection, request->purchase_id, request->now_ms, error)
           ? sauda_purchase_list (connection, request->purchase_id, error)
           : NULL;
}

/* What was not given stays as it is for the supplier, or begins as for a new one. */
static gboolean
complete_rule (SaudaConnection *connection, const char *name, SaudaReorderRule *rule, GError **error)
{
  g_autoptr (GPtrArray) suppliers = sauda_supplier_list (connection, error);
  SaudaReorderRule known = SAUDA_REORDER_RULE_INIT;

  if (suppliers == NULL)
    return FALSE;
  for (guint i = 0; i < suppliers->len; i++) {
    const SaudaSupplier *supplier = g_ptr_array_index (suppliers, i);

    if (g_str_equal (supplier->name, name))
      known = supplier->rule;
  }
  rule->lead_days = isnan (rule->lead_days) ? known.lead_days : rule->lead_days;
  rule->review_days = isnan (rule->review_days) ? known.review_days : rule->review_days;
  rule->service_z = isnan (rule->service_z) ? known.service_z : rule->service_z;
  return TRUE;
}

static gpointer
supplier_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  if (request->supplier != NULL &&
      (!complete_rule (connection, request->supplier, &request->rule, error) ||
       sauda_supplier_set (connection, request->supplier, &request->rule, error) == 0))
    return NULL;
  for (gsize i = 0; request->models != NULL && request->models[i] != NULL; i++)
    if (!sauda_supplier_set_model (connection, request->supplier, request->models[i], error))
      return NULL;
  return sauda_supplier_list (connection, error);
}

static void
add_line (JsonBuilder *json, const SaudaPurchaseLine *line)
{
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "sku", line->sku);
  sauda_cli_add_string (json, "model", line->model);
  sauda_cli_add_string (json, "size", line->size);
  sauda_cli_add_int (json, "pieces", line->pieces);
  sauda_cli_add_int (json, "received", line->received);
  json_builder_end_object (json);
}

/* How a purchase ended: all of it may have come, or nobody waits for the rest. */
static const char *
describe_end (const SaudaPurchase *purchase)
{
  if (purchase->closed_ms == 0)
    return "";
  for (guint n = 0; n < purchase->lines->len; n++) {
    const SaudaPurchaseLine *line = g_ptr_array_index (purchase->lines, n);

    if (line->received < line->pieces)
      return _ (", the rest is not expected");
  }
  return _ (", all of it came");
}

static SaudaExit
print_purchases (SaudaCli *cli, GPtrArray *purchases)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "purchases");
  for (guint i = 0; i < purchases->len; i++) {
    const SaudaPurchase *purchase = g_ptr_array_index (purchases, i);

    json_builder_begin_object (json);
    sauda_cli_add_int (json, "id", purchase->id);
    sauda_cli_add_string (json, "title", purchase->title);
    sauda_cli_add_string (json, "supplier", purchase->supplier);
    sauda_cli_add_time (json, "made", purchase->made_ms);
    sauda_cli_add_time (json, "closed", purchase->closed_ms);
    sauda_cli_begin_array (json, "lines");
    if (!cli->json)
      sauda_cli_print ("%d  %s%s", (int) purchase->id, purchase->title, describe_end (purchase));
    for (guint n = 0; n < purchase->lines->len; n++) {
      const SaudaPurchaseLine *line = g_ptr_array_index (purchase->lines, n);

      add_line (json, line);
      if (!cli->json)
        sauda_cli_print (_ ("    %s: %d ordered, %d received"), line->sku, (int) line->pieces,
                         (int) line->received);
    }
    json_builder_end_array (json);
    json_builder_end_object (json);
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_reorder_list:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_reorder_list (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *supplier = NULL, *out = NULL;
  const GOptionEntry entries[] = {
    { "supplier", 0, 0, G_OPTION_ARG_STRING, &supplier, N_ ("From one supplier alone"), "NAME" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, N_ ("Write it to a spreadsheet as well"), "FILE" },
    { NULL }
  };
  Request request = { 0 };
  g_autoptr (SaudaStockLevels) levels = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (!sauda_cli_open_now (cli, &request.now_ms, &error))
    return sauda_cli_fail (cli, error);
  levels = sauda_workspace_read (cli->workspace, levels_work, &request, &error);
  if (levels == NULL || (out != NULL && !sauda_reorder_sheet_write (levels, supplier, out, &error)))
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "proposals");
  for (guint i = 0; i < levels->levels->len; i++) {
    const SaudaStockLevel *level = g_ptr_array_index (levels->levels, i);

    if (level->reorder == 0 || (supplier != NULL && g_strcmp0 (supplier, level->supplier) != 0))
      continue;
    json_builder_begin_object (json);
    sauda_cli_add_string (json, "sku", level->sku);
    sauda_cli_add_string (json, "model", level->model);
    sauda_cli_add_string (json, "size", level->size);
    sauda_cli_add_string (json, "supplier", level->supplier);
    sauda_cli_add_int (json, "available", level->available);
    sauda_cli_add_int (json, "on_order", level->on_order);
    sauda_cli_add_int (json, "sold_14_days", level->sold);
    json_builder_set_member_name (json, "per_day");
    json_builder_add_double_value (json, round (level->per_day * 1000) / 1000);
    json_builder_set_member_name (json, "reorder_point");
    json_builder_add_double_value (json, round (level->reorder_point * 10) / 10);
    sauda_cli_add_int (json, "order", level->reorder);
    json_builder_end_object (json);
    if (!cli->json)
      sauda_cli_print (_ ("%s: order %d (available %d, on its way %d, %.2f a day)"), level->sku,
                       (int) level->reorder, (int) level->available, (int) level->on_order, level->per_day);
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_reorder_order:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_reorder_order (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *supplier = NULL;
  const GOptionEntry entries[] = {
    { "supplier", 0, 0, G_OPTION_ARG_STRING, &supplier, N_ ("From one supplier alone"), "NAME" }, { NULL }
  };
  Request request = { 0 };
  g_autoptr (GPtrArray) purchases = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  request.supplier = supplier;
  if (!sauda_cli_open_now (cli, &request.now_ms, &error))
    return sauda_cli_fail (cli, error);
  purchases = sauda_workspace_write (cli->workspace, order_work, &request, &error);
  return purchases != NULL ? print_purchases (cli, purchases) : sauda_cli_fail (cli, error);
}

/**
 * sauda_cli_reorder_purchases:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_reorder_purchases (SaudaCli *cli, int argc, char **argv)
{
  g_autoptr (GPtrArray) purchases = NULL;
  g_autoptr (GError) error = NULL;

  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  purchases = sauda_workspace_read (cli->workspace, purchases_work, NULL, &error);
  return purchases != NULL ? print_purchases (cli, purchases) : sauda_cli_fail (cli, error);
}

/**
 * sauda_cli_reorder_receive:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_reorder_receive (SaudaCli *cli, int argc, char **argv)
{
  Request request = { 0 };
  g_autoptr (GPtrArray) purchases = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 4 || !g_ascii_string_to_signed (argv[1], 10, 1, G_MAXINT32, &request.purchase_id, NULL) ||
      !g_ascii_string_to_signed (argv[3], 10, 1, 1000000, &request.pieces, NULL))
    return sauda_cli_usage (
      _ ("Name a purchase, a product and how many came: saudactl reorder receive N SKU PIECES"));
  request.sku = argv[2];
  if (!sauda_cli_open_now (cli, &request.now_ms, &error))
    return sauda_cli_fail (cli, error);
  purchases = sauda_workspace_write (cli->workspace, receive_work, &request, &error);
  return purchases != NULL ? print_purchases (cli, purchases) : sauda_cli_fail (cli, error);
}

/**
 * sauda_cli_reorder_close:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_reorder_close (SaudaCli *cli, int argc, char **argv)
{
  Request request = { 0 };
  g_autoptr (GPtrArray) purchases = NULL;
  g_autoptr (GError) error = NULL;

  if (argc != 2 || !g_ascii_string_to_signed (argv[1], 10, 1, G_MAXINT32, &request.purchase_id, NULL))
    return sauda_cli_usage (_ ("Name a purchase by its number: saudactl reorder close N"));
  if (!sauda_cli_open_now (cli, &request.now_ms, &error))
    return sauda_cli_fail (cli, error);
  purchases = sauda_workspace_write (cli->workspace, close_work, &request, &error);
  return purchases != NULL ? print_purchases (cli, purchases) : sauda_cli_fail (cli, error);
}

/**
 * sauda_cli_reorder_supplier:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_reorder_supplier (SaudaCli *cli, int argc, char **argv)
{
  g_auto (GStrv) models = NULL;
  Request request = { .rule = { NAN, NAN, NAN } };
  const GOptionEntry entries[] = {
    { "lead", 0, 0, G_OPTION_ARG_DOUBLE, &request.rule.lead_days, N_ ("Days from the order to the shelf"),
      "N" },
    { "review", 0, 0, G_OPTION_ARG_DOUBLE, &request.rule.review_days, N_ ("Days between two orders"), "N" },
    { "safety", 0, 0, G_OPTION_ARG_DOUBLE, &request.rule.service_z, N_ ("Safety factor, 1.65 for 95 %"),
      "N" },
    { "model", 0, 0, G_OPTION_ARG_STRING_ARRAY, &models, N_ ("A model that comes from there"), "SKU_KEY" },
    { NULL }
  };
  g_autoptr (GPtrArray) suppliers = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "[NAME]", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc > 2 || (argc == 1 && models != NULL))
    return sauda_cli_usage (_ ("Name one supplier: saudactl reorder supplier NAME --lead 16"));
  request.supplier = argc == 2 ? argv[1] : NULL;
  request.models = models;
  if (!sauda_cli_open_now (cli, &request.now_ms, &error))
    return sauda_cli_fail (cli, error);
  suppliers = argc == 2 ? sauda_workspace_write (cli->workspace, supplier_work, &request, &error)
                        : sauda_workspace_read (cli->workspace, supplier_work, &request, &error);
  if (suppliers == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "suppliers");
  for (guint i = 0; i < suppliers->len; i++) {
    const SaudaSupplier *supplier = g_ptr_array_index (suppliers, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "name", supplier->name);
    json_builder_set_member_name (json, "lead_days");
    json_builder_add_double_value (json, supplier->rule.lead_days);
    json_builder_set_member_name (json, "review_days");
    json_builder_add_double_value (json, supplier->rule.review_days);
    json_builder_set_member_name (json, "safety");
    json_builder_add_double_value (json, supplier->rule.service_z);
    json_builder_end_object (json);
    if (!cli->json)
      sauda_cli_print (_ ("%s: %g days to the shelf, ordered every %g days, safety factor %g"),
                       supplier->name, supplier->rule.lead_days, supplier->rule.review_days,
                       supplier->rule.service_z);
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}
