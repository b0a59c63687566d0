#include "sauda-cli.h"

#include "sauda-channel.h"
#include "sauda-fetch.h"
#include "sauda-money.h"
#include "sauda-order-files.h"
#include "sauda-orders.h"
#include "sauda-stores.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SaudaOrderQuery query;
  const char *store; /* (nullable) */
} ListRequest;

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  ListRequest *request = data;

  if (request->store != NULL) {
    g_autoptr (SaudaStoreInfo) store = sauda_stores_find (connection, request->store, error);

    if (store == NULL)
      return NULL;
    request->query.store_id = store->id;
  }
  return sauda_orders_list (connection, &request->query, error);
}

static void
add_file (JsonBuilder *json, const SaudaOrderFile *file)
{
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "name", file->name);
  sauda_cli_add_string (json, "sha256", file->sha256);
  sauda_cli_add_string (json, "store", file->store);
  sauda_cli_add_string (json, "error", file->error);
  sauda_cli_add_int (json, "rows", file->rows);
  sauda_cli_add_int (json, "orders", file->orders);
  sauda_cli_add_int (json, "lines", file->lines);
  sauda_cli_add_int (json, "new", file->new_orders);
  sauda_cli_add_int (json, "changed", file->changed);
  sauda_cli_add_int (json, "same", file->same);
  sauda_cli_add_int (json, "refused", file->refused);
  sauda_cli_add_string (json, "amount_meaning", file->amount_meaning);
  sauda_cli_add_string (json, "named_merchant", file->named_merchant);
  json_builder_set_member_name (json, "known_file");
  json_builder_add_boolean_value (json, file->known_file);
  json_builder_end_object (json);
}

static void
print_report_json (const SaudaOrderFilesReport *report)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "files");
  for (guint i = 0; i < report->files->len; i++)
    add_file (json, g_ptr_array_index (report->files, i));
  json_builder_end_array (json);
  sauda_cli_begin_array (json, "problems");
  for (guint i = 0; i < report->problems->len; i++) {
    const SaudaOrderFileProblem *problem = g_ptr_array_index (report->problems, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "file", problem->file);
    sauda_cli_add_problem (json, problem->row, problem->column, problem->value, problem->reason);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

static void
print_report (const SaudaOrderFilesReport *report)
{
  for (guint i = 0; i < report->files->len; i++) {
    const SaudaOrderFile *file = g_ptr_array_index (report->files, i);

    if (file->error != NULL)
      sauda_cli_print ("%s: %s", file->name, file->error);
    else
      sauda_cli_print (_ ("%s (%s): orders %u, lines %u; new %u, changed %u, already here %u, refused %u."),
                       file->name, file->store != NULL ? file->store : "–", file->orders, file->lines,
                       file->new_orders, file->changed, file->same, file->refused);
    if (file->named_merchant != NULL)
      sauda_cli_print (_ ("The store %s had no merchant ID; with these orders it is the merchant %s."),
                       file->store, file->named_merchant);
  }
  for (guint i = 0; i < report->problems->len; i++) {
    const SaudaOrderFileProblem *problem = g_ptr_array_index (report->problems, i);

    sauda_cli_print (_ ("%s, row %u, %s “%s”: %s"), problem->file, problem->row, problem->column,
                     problem->value, problem->reason);
  }
  if (report->preview)
    sauda_cli_print ("%s", _ ("This was a preview; nothing was written."));
}

/* 3 when nothing came in at all, 1 when some did not. */
static SaudaExit
judge (const SaudaOrderFilesReport *report)
{
  guint failed = 0, refused = 0;

  for (guint i = 0; i < report->files->len; i++) {
    const SaudaOrderFile *file = g_ptr_array_index (report->files, i);

    failed += file->error != NULL;
    refused += file->refused;
  }
  if (failed == report->files->len)
    return SAUDA_EXIT_FAILED;
  return failed + refused > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}

static void
add_line (JsonBuilder *json, const SaudaOrderLineInfo *line)
{
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "sku", line->sku);
  sauda_cli_add_string (json, "title", line->title);
  sauda_cli_add_string (json, "model", line->model);
  sauda_cli_add_string (json, "clicked_size", line->clicked_size);
  sauda_cli_add_string (json, "decided_size", line->decided_size);
  sauda_cli_add_int (json, "quantity", line->quantity);
  sauda_cli_add_amount (json, "amount", line->amount);
  json_builder_end_object (json);
}

static void
add_order (JsonBuilder *json, const SaudaOrderInfo *order)
{
  g_autofree char *hold = order->hold_until != 0 ? sauda_day_format_iso (order->hold_until) : NULL;

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "code", order->code);
  sauda_cli_add_string (json, "store", order->store);
  sauda_cli_add_string (json, "status", order->status);
  sauda_cli_add_string (json, "stage", sauda_stage_get_name (order->stage));
  sauda_cli_add_time (json, "planned_handover", order->planned_handover_ms);
  sauda_cli_add_amount (json, "total", order->total);
  sauda_cli_add_string (json, "note", order->note);
  sauda_cli_add_string (json, "tags", order->tags);
  sauda_cli_add_string (json, "hold_until", hold);
  sauda_cli_add_string (json, "hold_reason", order->hold_reason);
  sauda_cli_begin_array (json, "lines");
  for (guint i = 0; i < order->lines->len; i++)
    add_line (json, g_ptr_array_index (order->lines, i));
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
print_order (const SaudaOrderInfo *order)
{
  g_autofree char *total = order->total >= 0 ? sauda_money_format (order->total) : NULL;
  g_autofree char *day = order->planned_handover_ms > 0
                           ? sauda_day_format_short (sauda_day_from_ms (order->planned_handover_ms))
                           : NULL;

  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, i);
    g_autofree char *quantity = g_strdup_printf ("× %d", line->quantity);
    const SaudaCliCell cells[] = { { order->store, 10 },
                                   { order->code, 10 },
                                   { sauda_stage_get_title (order->stage), 22 },
                                   { day, 8 },
                                   { sauda_order_line_info_get_size (line), 4 },
                                   { quantity, 4 },
                                   { i == 0 ? total : "", -10 },
                                   { line->model, 0 } };

    sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
  }
}

/**
 * sauda_cli_orders_import:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_import (SaudaCli *cli, int argc, char **argv)
{
  gboolean preview = FALSE;
  g_autofree char *store = NULL, *amount = NULL;
  g_auto (GStrv) names = NULL;
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Whose orders they are"), "NAME" },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &preview, N_ ("Tell what would happen, write nothing"), NULL },
    { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &names,
      N_ ("Take a header of the file for a column of Kaspi's and remember it"), "HEADER=COLUMN" },
    { "amount", 0, 0, G_OPTION_ARG_STRING, &amount,
      N_ ("What «Сумма» means: line-total, order-total or piece-price; found out where it is not said"),
      "MEANING" },
    { NULL }
  };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaOrderFilesReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "FILE…", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc < 2)
    return sauda_cli_usage (_ ("Name at least one file: saudactl orders import FILE…"));
  if (amount != NULL && !g_str_equal (amount, "line-total") && !g_str_equal (amount, "order-total") &&
      !g_str_equal (amount, "piece-price"))
    return sauda_cli_usage (_ ("--amount is line-total, order-total or piece-price."));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  sauda_order_files_import_async (
    cli->workspace, (const char *const *) argv + 1,
    &(SaudaOrderFilesOptions){
      .store = store, .names = (const char *const *) names, .amount = amount, .preview = preview },
    cli->cancellable, sauda_cli_on_ready, &result);
  report = sauda_order_files_import_finish (sauda_cli_wait (&result), &error);
  if (report == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json)
    print_report_json (report);
  else
    print_report (report);
  return judge (report);
}

/**
 * sauda_cli_orders_fetch:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_fetch (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL;
  int days = 14;
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Read this store alone"), "NAME" },
    { "days", 0, 0, G_OPTION_ARG_INT, &days, N_ ("Orders of the last so many days, 14 at first"), "N" },
    { NULL }
  };
  g_autoptr (GAsyncResult) opening = NULL, result = NULL;
  g_autoptr (GPtrArray) channels = NULL;
  g_autoptr (SaudaFetchReport) report = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (SaudaDayStep) step = sauda_day_step_new ("fetch", _ ("Fetch orders"));
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (days < 1 || days > 90)
    return sauda_cli_usage (_ ("--days is a number from 1 to 90."));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  sauda_cli_watch_step (step);
  sauda_day_step_begin (step);
  sauda_channels_open_async (cli->workspace, cli->cancellable, sauda_cli_on_ready, &opening);
  channels = sauda_channels_open_finish (sauda_cli_wait (&opening), &error);
  if (channels == NULL)
    return sauda_cli_fail (cli, error);
  sauda_fetch_async (cli->workspace, channels, store, (guint) days, step, cli->cancellable,
                     sauda_cli_on_ready, &result);
  report = sauda_fetch_finish (sauda_cli_wait (&result), &error);
  if (report == NULL)
    return sauda_cli_fail (cli, error);
  sauda_cli_look_after (cli, channels);
  for (gsize i = 0; report->problems[i] != NULL; i++)
    sauda_cli_say ("%s", report->problems[i]);
  for (gsize i = 0; report->from_files[i] != NULL; i++)
    sauda_cli_say ("%s", report->from_files[i]);
  for (gsize i = 0; report->warnings[i] != NULL; i++)
    sauda_cli_say ("%s", report->warnings[i]);
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "orders", report->orders);
  sauda_cli_add_int (json, "lines", report->lines);
  sauda_cli_add_int (json, "new", report->new_orders);
  sauda_cli_add_int (json, "changed", report->changed);
  sauda_cli_add_int (json, "same", report->same);
  sauda_cli_add_int (json, "requests", report->requests);
  json_builder_set_member_name (json, "seconds");
  json_builder_add_double_value (json, report->seconds);
  sauda_cli_begin_array (json, "problems");
  for (gsize i = 0; report->problems[i] != NULL; i++)
    json_builder_add_string_value (json, report->problems[i]);
  for (gsize i = 0; report->from_files[i] != NULL; i++)
    json_builder_add_string_value (json, report->from_files[i]);
  json_builder_end_array (json);
  sauda_cli_begin_array (json, "warnings");
  for (gsize i = 0; report->warnings[i] != NULL; i++)
    json_builder_add_string_value (json, report->warnings[i]);
  if (!sauda_cli_end_list (cli, json))
    sauda_cli_print (_ ("%u orders read with %u requests: new %u, changed %u, already here %u."),
                     report->orders, report->requests, report->new_orders, report->changed, report->same);
  /* A store that works from files is no failure, and no other store's day is spoilt by it. */
  if (report->problems[0] == NULL)
    return report->requests > 0 || report->from_files[0] == NULL ? SAUDA_EXIT_DONE : SAUDA_EXIT_STOPPED;
  return report->orders > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_FAILED;
}

/**
 * sauda_cli_find_orders:
 * @cli: the call
 * @arguments: what stands behind the command in its help
 * @more: (nullable): options beside those that choose orders
 * @argc: (inout): number of words
 * @argv: (inout): the words behind the command; what is no option stays
 * @orders: (out) (element-type SaudaOrderInfo) (nullable): the orders; %NULL when there is nothing more to do
 *
 * Reads the options that choose orders, and the orders.
 *
 * Returns: what saudactl ends with when @orders is %NULL
 */
SaudaExit
sauda_cli_find_orders (SaudaCli *cli,
                       const char *arguments,
                       const GOptionEntry *more,
                       int *argc,
                       char ***argv,
                       GPtrArray **orders)
{
  g_autofree char *store = NULL, *stage_name = NULL, *query = NULL;
  GOptionEntry entries[8] = {
    { "stage", 0, 0, G_OPTION_ARG_STRING, &stage_name, N_ ("Orders of this stage alone"), "STAGE" },
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Orders of this store alone"), "NAME" },
    { "query", 0, 0, G_OPTION_ARG_STRING, &query, N_ ("Words that must be found"), "TEXT" },
  };
  ListRequest request = { .query = { .stage = -1 } };
  g_autoptr (GError) error = NULL;
  SaudaStage stage;

  for (gsize i = 0; more != NULL && more[i].long_name != NULL && i < 4; i++)
    entries[3 + i] = more[i];
  if (!sauda_cli_parse (cli, arguments, entries, argc, argv))
    return SAUDA_EXIT_USAGE;
  if (stage_name != NULL) {
    if (!sauda_stage_from_name (stage_name, &stage))
      return sauda_cli_usage (_ ("There is no such stage. See saudactl(1) for their names."));
    request.query.stage = (int) stage;
  }
  request.query.text = query;
  request.store = store;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  *orders = sauda_workspace_read (cli->workspace, list_work, &request, &error);
  return *orders != NULL ? SAUDA_EXIT_DONE : sauda_cli_fail (cli, error);
}

/**
 * sauda_cli_orders_list:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_list (SaudaCli *cli, int argc, char **argv)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GPtrArray) orders = NULL;
  SaudaExit ended = sauda_cli_find_orders (cli, "", NULL, &argc, &argv, &orders);

  if (orders == NULL)
    return ended;
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "orders");
  for (guint i = 0; i < orders->len; i++)
    if (cli->json)
      add_order (json, g_ptr_array_index (orders, i));
    else
      print_order (g_ptr_array_index (orders, i));
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}
