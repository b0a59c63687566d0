#include "sauda-cli.h"

#include "sauda-money.h"
#include "sauda-profit.h"
#include "sauda-rates.h"

#include <glib/gi18n-lib.h>

typedef struct {
  const char *name;
  const char *category; /* (nullable) */
  double value;
  SaudaDay from;
  SaudaDay to;
  SaudaProfitBy by;
  gint64 now_ms;
} Request;

static gpointer
rates_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  if (request->name != NULL && !sauda_rates_set (connection, request->name, request->category, request->value,
                                                 request->from, g_get_user_name (), request->now_ms, error))
    return NULL;
  return sauda_rates_list (connection, error);
}

static gpointer
profit_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;

  return sauda_profit_read (connection, request->from, request->to, request->by, error);
}

static void
print_rate (SaudaCli *cli, JsonBuilder *json, const SaudaRate *rate)
{
  g_autofree char *value = g_strdup_printf ("%g", rate->value);
  g_autofree char *from = rate->from_day != SAUDA_DAY_NONE ? sauda_day_format_iso (rate->from_day) : NULL;
  const SaudaCliCell cells[] = { { rate->name, 12 },
                                 { value, -10 },
                                 { from, 12 },
                                 { *rate->scope != '\0' ? rate->scope : _ ("everything"), 14 },
                                 { rate->estimate ? _ ("Sauda's own, an estimate") : rate->who, 26 },
                                 { sauda_rates_get_title (rate->name), 0 } };

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "name", rate->name);
  json_builder_set_member_name (json, "value");
  json_builder_add_double_value (json, rate->value);
  sauda_cli_add_string (json, "from", from);
  sauda_cli_add_string (json, "category", *rate->scope != '\0' ? rate->scope : NULL);
  json_builder_set_member_name (json, "estimate");
  json_builder_add_boolean_value (json, rate->estimate);
  sauda_cli_add_string (json, "who", rate->who);
  json_builder_end_object (json);
  if (!cli->json)
    sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
}

/* The tariff of delivery has a command of its own. */
static SaudaExit
print_rates (SaudaCli *cli, GPtrArray *rates)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "rates");
  for (guint i = 0; i < rates->len; i++)
    if (((SaudaRate *) g_ptr_array_index (rates, i))->tariff == NULL)
      print_rate (cli, json, g_ptr_array_index (rates, i));
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_prices_rates:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_prices_rates (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *category = NULL, *from = NULL;
  const GOptionEntry entries[] = {
    { "category", 0, 0, G_OPTION_ARG_STRING, &category, N_ ("For one category of the catalogue"), "NAME" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("From which day on; today otherwise"), "DATE" },
    { NULL }
  };
  Request request = { 0 };
  g_autoptr (GPtrArray) rates = NULL;
  g_autoptr (GError) error = NULL;
  char *end = NULL;

  if (!sauda_cli_parse (cli, "[NAME VALUE]", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc == 3)
    request.value = g_ascii_strtod (argv[2], &end);
  if ((argc != 1 && argc != 3) || (end != NULL && (*end != '\0' || end == argv[2])))
    return sauda_cli_usage (
      _ ("Name a rate and its value: saudactl prices rates commission 12.5 --from 2026-01-01"));
  if (!sauda_cli_open_now (cli, &request.now_ms, &error))
    return sauda_cli_fail (cli, error);
  request.from = sauda_day_from_ms (request.now_ms);
  if (from != NULL && !sauda_day_parse (from, &request.from, &error))
    return sauda_cli_usage (error->message);
  request.name = argc == 3 ? argv[1] : NULL;
  request.category = category;
  rates = argc == 3 ? sauda_workspace_write (cli->workspace, rates_work, &request, &error)
                    : sauda_workspace_read (cli->workspace, rates_work, &request, &error);
  return rates != NULL ? print_rates (cli, rates) : sauda_cli_fail (cli, error);
}

static void
add_amounts (JsonBuilder *json, const SaudaProfitRow *row)
{
  sauda_cli_add_int (json, "orders", row->orders);
  sauda_cli_add_int (json, "pieces", row->pieces);
  sauda_cli_add_int (json, "revenue", row->revenue);
  sauda_cli_add_int (json, "commission", row->commission);
  sauda_cli_add_int (json, "vat", row->vat);
  sauda_cli_add_int (json, "delivery", row->delivery);
  sauda_cli_add_int (json, "goods", row->goods);
  sauda_cli_add_int (json, "profit", row->profit);
  sauda_cli_add_int (json, "estimated_commission", row->estimated_commission);
  sauda_cli_add_int (json, "estimated_delivery", row->estimated_delivery);
  sauda_cli_add_int (json, "revenue_without_cost", row->without_goods);
  json_builder_set_member_name (json, "estimate");
  json_builder_add_boolean_value (json, row->estimate);
}

static void
say_row (const SaudaProfitRow *row)
{
  g_autofree char *orders = g_strdup_printf ("%u", row->orders);
  g_autofree char *revenue = sauda_money_format (row->revenue),
                  *delivery = sauda_money_format (row->delivery), *goods = sauda_money_format (row->goods),
                  *profit = sauda_money_format (row->profit);
  gboolean estimated = row->estimate || row->estimated_delivery > 0 || row->without_goods > 0;
  const SaudaCliCell cells[] = { { row->name, 32 },
                                 { orders, -6 },
                                 { revenue, -14 },
                                 { delivery, -12 },
                                 { goods, -12 },
                                 { profit, -14 },
                                 { estimated ? _ ("partly estimated") : "", 0 } };

  sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
}

static void
print_profit (SaudaCli *cli, const SaudaProfit *profit)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "rows");
  for (guint i = 0; i < profit->rows->len; i++) {
    const SaudaProfitRow *row = g_ptr_array_index (profit->rows, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "key", row->key);
    sauda_cli_add_string (json, "name", row->name);
    add_amounts (json, row);
    json_builder_end_object (json);
    if (!cli->json)
      say_row (row);
  }
  json_builder_end_array (json);
  json_builder_set_member_name (json, "total");
  json_builder_begin_object (json);
  add_amounts (json, profit->total);
  json_builder_end_object (json);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    say_row (profit->total);
}

static gboolean
read_days (Request *request, const char *from, const char *to, SaudaDay today, GError **error)
{
  request->to = today;
  request->from = today - 29;
  if (to != NULL && !sauda_day_parse (to, &request->to, error))
    return FALSE;
  return from == NULL || sauda_day_parse (from, &request->from, error);
}

/**
 * sauda_cli_prices_profit:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_prices_profit (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *by = NULL, *from = NULL, *to = NULL, *out = NULL;
  const GOptionEntry entries[] = {
    { "by", 0, 0, G_OPTION_ARG_STRING, &by, N_ ("order, day, model or store"), "WHAT" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("First day; 30 days back otherwise"), "DATE" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to, N_ ("Last day; today otherwise"), "DATE" },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, N_ ("Write it to a spreadsheet as well"), "FILE" },
    { NULL }
  };
  Request request = { .by = SAUDA_PROFIT_BY_DAY };
  g_autoptr (SaudaProfit) profit = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 1 || (by != NULL && !sauda_profit_by_from_name (by, &request.by)))
    return sauda_cli_usage (_ ("Tell what by: saudactl prices profit --by order|day|model|store"));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  if (!read_days (&request, from, to, sauda_workspace_get_today (cli->workspace), &error))
    return sauda_cli_usage (error->message);
  profit = sauda_workspace_read (cli->workspace, profit_work, &request, &error);
  if (profit == NULL || (out != NULL && !sauda_profit_export (profit, out, &error)))
    return sauda_cli_fail (cli, error);
  print_profit (cli, profit);
  return SAUDA_EXIT_DONE;
}
