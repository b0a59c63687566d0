#include "sauda-cli.h"

#include "sauda-catalog-report.h"
#include "sauda-competitor-files.h"
#include "sauda-money.h"
#include "sauda-price-changes.h"
#include "sauda-price-view.h"
#include "sauda-rates.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define HISTORY_LENGTH 200

typedef struct {
  SaudaPriceOrder order;
  const char *reason; /* (nullable) */
  const char *title;
  gboolean yes;
  gint64 batch_id;
  gint64 now_ms;
  SaudaPricePlan *plan; /* (owned) (nullable) */
} Request;

static gpointer
view_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_price_view_read (connection, ((Request *) data)->now_ms, error);
}

static gpointer
plan_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  request->plan = sauda_price_plan_make (connection, &request->order, request->now_ms, error);
  if (request->plan == NULL)
    return NULL;
  if (request->yes) {
    request->batch_id = sauda_price_plan_apply (connection, request->plan, request->title, request->reason,
                                                g_get_user_name (), request->now_ms, error);
    if (request->batch_id == 0)
      return NULL;
  }
  return request;
}

static gpointer
undo_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  return sauda_price_changes_undo (connection, request->batch_id, g_get_user_name (), request->now_ms,
                                   error) != 0
           ? request
           : NULL;
}

static gpointer
history_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_price_changes_list (connection, HISTORY_LENGTH, error);
}

static char *
format_price (gint64 price)
{
  return price >= 0 ? sauda_money_format (price) : NULL;
}

static void
add_row (JsonBuilder *json, const SaudaPriceRow *row)
{
  guint alarms = sauda_price_row_get_alarms (row);

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "store", row->store);
  sauda_cli_add_string (json, "sku", row->sku);
  sauda_cli_add_string (json, "title", row->title);
  sauda_cli_add_amount (json, "price", row->price);
  sauda_cli_add_amount (json, "floor", row->floor);
  sauda_cli_add_amount (json, "break_even", row->break_even);
  sauda_cli_add_amount (json, "target", row->target);
  json_builder_set_member_name (json, "margin");
  if (row->price > 0 && row->result.goods >= 0)
    json_builder_add_double_value (json, round (row->result.margin * 10) / 10);
  else
    json_builder_add_null_value (json);
  sauda_cli_add_amount (json, "kaspi", row->kaspi);
  sauda_cli_add_amount (json, "competitor", row->competitor);
  json_builder_set_member_name (json, "estimate");
  json_builder_add_boolean_value (json, row->estimate);
  sauda_cli_begin_array (json, "alarms");
  if (alarms & SAUDA_PRICE_ALARM_KASPI)
    json_builder_add_string_value (json, "kaspi");
  if (alarms & SAUDA_PRICE_ALARM_FLOOR)
    json_builder_add_string_value (json, "floor");
  if (alarms & SAUDA_PRICE_ALARM_COMPETITOR)
    json_builder_add_string_value (json, "competitor");
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
say_row (const SaudaPriceRow *row)
{
  g_autofree char *price = format_price (row->price), *floor = format_price (row->floor),
                  *target = format_price (row->target);
  g_autofree char *margin =
    row->price > 0 && row->result.goods >= 0 ? g_strdup_printf ("%.1f %%", row->result.margin) : NULL;
  guint alarms = sauda_price_row_get_alarms (row);
  const SaudaCliCell cells[] = {
    { row->store, 10 },
    { row->sku, 44 },
    { price, -10 },
    { floor, -10 },
    { target, -10 },
    { margin, -8 },
    { alarms & SAUDA_PRICE_ALARM_FLOOR        ? _ ("below the floor")
      : alarms & SAUDA_PRICE_ALARM_KASPI      ? _ ("Kaspi has another price")
      : alarms & SAUDA_PRICE_ALARM_COMPETITOR ? _ ("others sell for less")
                                              : "",
      0 },
  };

  sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
}

static SaudaExit
print_rows (SaudaCli *cli, gboolean alarms_only)
{
  Request request = { 0 };
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_open_now (cli, &request.now_ms, &error))
    return sauda_cli_fail (cli, error);
  rows = sauda_workspace_read (cli->workspace, view_work, &request, &error);
  if (rows == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "offers");
  for (guint i = 0; i < rows->len; i++) {
    const SaudaPriceRow *row = g_ptr_array_index (rows, i);

    if (alarms_only && sauda_price_row_get_alarms (row) == 0)
      continue;
    add_row (json, row);
    if (!cli->json)
      say_row (row);
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

static void
print_plan (SaudaCli *cli, const Request *request)
{
  const SaudaPricePlan *plan = request->plan;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "batch");
  if (request->batch_id != 0)
    json_builder_add_int_value (json, request->batch_id);
  else
    json_builder_add_null_value (json);
  sauda_cli_add_int (json, "allowed", plan->fine);
  sauda_cli_add_int (json, "below_floor", plan->below_floor);
  sauda_cli_add_int (json, "refused", plan->refused);
  sauda_cli_add_int (json, "limit", plan->limit);
  sauda_cli_begin_array (json, "changes");
  for (guint i = 0; i < plan->wishes->len; i++) {
    const SaudaPriceWish *wish = &g_array_index (plan->wishes, SaudaPriceWish, i);
    g_autofree char *before = format_price (wish->row->price), *after = format_price (wish->after);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "store", wish->row->store);
    sauda_cli_add_string (json, "sku", wish->row->sku);
    sauda_cli_add_amount (json, "before", wish->row->price);
    sauda_cli_add_amount (json, "after", wish->after);
    sauda_cli_add_amount (json, "floor", wish->row->floor);
    sauda_cli_add_string (json, "verdict", sauda_price_verdict_get_name (wish->verdict));
    json_builder_end_object (json);
    if (!cli->json && wish->verdict != SAUDA_PRICE_SAME)
      sauda_cli_print ("%s, %s: %s → %s  %s", wish->row->store, wish->row->sku, before != NULL ? before : "—",
                       after, sauda_price_verdict_get_title (wish->verdict));
  }
  if (sauda_cli_end_list (cli, json))
    return;
  if (request->batch_id != 0)
    sauda_cli_print (
      _ ("Changed; Kaspi hears of it with the next price list. To take it back: saudactl prices undo "
         "%d"),
      (int) request->batch_id);
  else
    sauda_cli_print (_ ("May be changed %u, below the floor %u, refused %u. To do it: --yes"), plan->fine,
                     plan->below_floor, plan->refused);
}

/* Shows what would change and, with --yes, changes it. A limit that forbids it ends with 4. */
static SaudaExit
run_plan (SaudaCli *cli, Request *request)
{
  g_autoptr (GError) error = NULL;
  gpointer done;
  gboolean all;

  if (!sauda_cli_open_now (cli, &request->now_ms, &error))
    return sauda_cli_fail (cli, error);
  done = request->yes ? sauda_workspace_write (cli->workspace, plan_work, request, &error)
                      : sauda_workspace_read (cli->workspace, plan_work, request, &error);
  if (done == NULL) {
    g_clear_pointer (&request->plan, sauda_price_plan_free);
    sauda_cli_fail (cli, error);
    return g_error_matches (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_LIMIT) ? SAUDA_EXIT_STOPPED
                                                                                   : SAUDA_EXIT_FAILED;
  }
  print_plan (cli, request);
  all = request->plan->refused == 0 && (request->plan->below_floor == 0 || request->reason != NULL);
  g_clear_pointer (&request->plan, sauda_price_plan_free);
  return all ? SAUDA_EXIT_DONE : SAUDA_EXIT_PARTLY;
}

/**
 * sauda_cli_prices_list:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_prices_list (SaudaCli *cli, int argc, char **argv)
{
  return print_rows (cli, FALSE);
}

/**
 * sauda_cli_prices_watch:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_prices_watch (SaudaCli *cli, int argc, char **argv)
{
  return print_rows (cli, TRUE);
}

/**
 * sauda_cli_prices_set:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_prices_set (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL, *reason = NULL;
  gboolean preview = FALSE;
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Of which store"), "NAME" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("Why, where it is below the floor"), "TEXT" },
    { "preview", 0, 0, G_OPTION_ARG_NONE, &preview, N_ ("Tell what would happen, write nothing"), NULL },
    { NULL }
  };
  Request request = { .title = _ ("Price set by hand") };

  if (!sauda_cli_parse (cli, "SKU PRICE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 3 || !sauda_money_parse (argv[2], &request.order.price, NULL) || request.order.price <= 0)
    return sauda_cli_usage (_ ("Name an offer and a price in whole tenge: saudactl prices set SKU PRICE"));
  request.order.sku = argv[1];
  request.order.store = store;
  request.reason = reason;
  request.yes = !preview;
  return run_plan (cli, &request);
}

/**
 * sauda_cli_prices_bulk:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_prices_bulk (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL, *query = NULL, *reason = NULL;
  Request request = { .order.price = -1 };
  int ending = 0;
  const GOptionEntry entries[] = {
    { "percent", 0, 0, G_OPTION_ARG_DOUBLE, &request.order.percent, N_ ("By how much; less than 0 is down"),
      "N" },
    { "round", 0, 0, G_OPTION_ARG_INT, &ending, N_ ("Digits that prices end in, such as 990"), "N" },
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Of which store"), "NAME" },
    { "query", 0, 0, G_OPTION_ARG_STRING, &query, N_ ("Words that must be found"), "TEXT" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("Why, where it is below the floor"), "TEXT" },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &request.yes, N_ ("Do it; otherwise it is only shown"), NULL },
    { NULL }
  };
  g_autofree char *title = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 1 || ending < 0 || ending > 99999 ||
      !(request.order.percent > -100 && request.order.percent < 1000))
    return sauda_cli_usage (_ ("Tell by how much: saudactl prices bulk --percent -5 --round 990"));
  title = g_strdup_printf (_ ("All prices %+g %%"), request.order.percent);
  request.title = title;
  request.order.store = store;
  request.order.query = query;
  request.order.ending = ending;
  request.reason = reason;
  return run_plan (cli, &request);
}

/**
 * sauda_cli_prices_undo:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_prices_undo (SaudaCli *cli, int argc, char **argv)
{
  Request request = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (argc != 2 || !g_ascii_string_to_signed (argv[1], 10, 1, G_MAXINT32, &request.batch_id, NULL))
    return sauda_cli_usage (_ ("Name a change by its number: saudactl prices undo N"));
  if (!sauda_cli_open_now (cli, &request.now_ms, &error) ||
      sauda_workspace_write (cli->workspace, undo_work, &request, &error) == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "undone", request.batch_id);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print ("%s", _ ("The change was taken back."));
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_prices_history:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_prices_history (SaudaCli *cli, int argc, char **argv)
{
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  changes = sauda_workspace_read (cli->workspace, history_work, NULL, &error);
  if (changes == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "changes");
  for (guint i = 0; i < changes->len; i++) {
    const SaudaPriceChange *change = g_ptr_array_index (changes, i);
    g_autofree char *before = format_price (change->before), *after = format_price (change->after);

    json_builder_begin_object (json);
    sauda_cli_add_int (json, "batch", change->batch_id);
    sauda_cli_add_time (json, "at", change->at_ms);
    sauda_cli_add_string (json, "store", change->store);
    sauda_cli_add_string (json, "sku", change->sku);
    sauda_cli_add_amount (json, "before", change->before);
    sauda_cli_add_amount (json, "after", change->after);
    sauda_cli_add_string (json, "title", change->title);
    sauda_cli_add_string (json, "who", change->who);
    sauda_cli_add_string (json, "reason", change->reason);
    json_builder_end_object (json);
    if (!cli->json)
      sauda_cli_print ("%d  %s, %s: %s → %s  %s, %s", (int) change->batch_id, change->store, change->sku,
                       before != NULL ? before : "—", after != NULL ? after : "—", change->title,
                       change->who);
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_prices_competitors:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_prices_competitors (SaudaCli *cli, int argc, char **argv)
{
  Request request = { 0 };
  g_autoptr (SaudaCatalogReport) report = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (argc != 2)
    return sauda_cli_usage (_ ("Name one file with SKU, price and seller: saudactl prices competitors FILE"));
  if (!sauda_cli_open_now (cli, &request.now_ms, &error))
    return sauda_cli_fail (cli, error);
  report = sauda_competitor_files_import (sauda_workspace_get_database (cli->workspace), argv[1],
                                          request.now_ms, cli->cancellable, &error);
  if (report == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "rows", report->rows);
  sauda_cli_add_int (json, "taken", report->changed);
  sauda_cli_add_int (json, "refused", report->refused);
  sauda_cli_begin_array (json, "problems");
  for (guint i = 0; i < report->problems->len; i++) {
    const SaudaCatalogProblem *problem = g_ptr_array_index (report->problems, i);

    json_builder_begin_object (json);
    sauda_cli_add_problem (json, problem->row, problem->column, problem->value, problem->reason);
    json_builder_end_object (json);
    if (!cli->json)
      sauda_cli_print (_ ("row %u, %s “%s”: %s"), problem->row, problem->column, problem->value,
                       problem->reason);
  }
  if (!sauda_cli_end_list (cli, json))
    sauda_cli_print (_ ("Rows %u: taken %u, refused %u."), report->rows, report->changed, report->refused);
  return report->refused > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}
