#include "sauda-cli.h"

#include "sauda-money.h"
#include "sauda-rates.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define GRAMS_PER_KG 1000

typedef struct {
  SaudaDeliveryBand bands[SAUDA_DELIVERY_MAX_BANDS];
  guint n_bands; /* 0: only look */
  SaudaDay from;
  gint64 now_ms;
} Request;

static gpointer
tariff_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  if (request->n_bands > 0 &&
      !sauda_rates_set_tariff (connection, request->bands, request->n_bands, request->from,
                               g_get_user_name (), request->now_ms, error))
    return NULL;
  return sauda_rates_list (connection, error);
}

/* TOTAL[/KG]=CITY,BETWEEN,EXPRESS */
static gboolean
read_band (const char *text, SaudaDeliveryBand *band)
{
  g_auto (GStrv) sides = g_strsplit (text, "=", 2);
  g_auto (GStrv) from = sides[0] != NULL ? g_strsplit (sides[0], "/", 2) : NULL;
  g_auto (GStrv) costs = sides[0] != NULL && sides[1] != NULL ? g_strsplit (sides[1], ",", -1) : NULL;
  char *end = NULL;
  double kg;

  *band = (SaudaDeliveryBand){ 0 };
  if (costs == NULL || g_strv_length (costs) != SAUDA_DELIVERY_N_WAYS || from[0] == NULL ||
      !sauda_money_parse (from[0], &band->total_from, NULL))
    return FALSE;
  if (from[1] != NULL) {
    kg = g_ascii_strtod (from[1], &end);
    if (end == from[1] || *end != '\0' || !(kg >= 0 && kg < 10000))
      return FALSE;
    band->grams_from = (gint64) floor (kg * GRAMS_PER_KG + 0.5);
  }
  for (int way = 0; way < SAUDA_DELIVERY_N_WAYS; way++)
    if (!sauda_money_parse (costs[way], &band->cost[way], NULL))
      return FALSE;
  return TRUE;
}

static void
print_band (SaudaCli *cli, JsonBuilder *json, const SaudaDeliveryBand *band)
{
  g_autofree char *total = sauda_money_format (band->total_from), *city = sauda_money_format (band->cost[0]),
                  *between = sauda_money_format (band->cost[1]),
                  *express = sauda_money_format (band->cost[2]);
  g_autofree char *kg = g_strdup_printf ("%g", (double) band->grams_from / GRAMS_PER_KG);
  const SaudaCliCell cells[] = {
    { total, -12 }, { kg, -8 }, { city, -12 }, { between, -12 }, { express, -12 }
  };

  json_builder_begin_object (json);
  sauda_cli_add_int (json, "total_from", band->total_from);
  json_builder_set_member_name (json, "kg_from");
  json_builder_add_double_value (json, (double) band->grams_from / GRAMS_PER_KG);
  sauda_cli_add_int (json, "city", band->cost[SAUDA_DELIVERY_CITY]);
  sauda_cli_add_int (json, "between", band->cost[SAUDA_DELIVERY_BETWEEN]);
  sauda_cli_add_int (json, "express", band->cost[SAUDA_DELIVERY_EXPRESS]);
  json_builder_end_object (json);
  if (!cli->json)
    sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
}

static void
print_tariff (SaudaCli *cli, JsonBuilder *json, const SaudaRate *rate)
{
  g_autofree char *from = rate->from_day != SAUDA_DAY_NONE ? sauda_day_format_iso (rate->from_day) : NULL;

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "from", from);
  sauda_cli_add_string (json, "who", rate->who);
  json_builder_set_member_name (json, "estimate");
  json_builder_add_boolean_value (json, rate->estimate);
  sauda_cli_begin_array (json, "bands");
  if (!cli->json)
    sauda_cli_print (
      _ ("Tariff from %s on, %s: order total, kilograms, within the city, between cities, Express"),
      from != NULL ? from : "–", rate->who != NULL ? rate->who : _ ("Sauda's own, an estimate"));
  for (guint i = 0; i < rate->tariff->n_bands; i++)
    print_band (cli, json, &rate->tariff->bands[i]);
  json_builder_end_array (json);
  json_builder_end_object (json);
}

/**
 * sauda_cli_prices_tariff:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_prices_tariff (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *from = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &from, N_ ("From which day on; today otherwise"), "DATE" }, { NULL }
  };
  Request request = { 0 };
  g_autoptr (GPtrArray) rates = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "[TOTAL[/KG]=CITY,BETWEEN,EXPRESS…]", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  for (int i = 1; i < argc; i++)
    if (request.n_bands == SAUDA_DELIVERY_MAX_BANDS ||
        !read_band (argv[i], &request.bands[request.n_bands++]))
      return sauda_cli_usage (
        _ ("Give every line of the tariff as order total, kilograms and the three costs: "
           "saudactl prices tariff 0=57,57,57 5000=811,927,927 10000/5=1565,1971,2145"));
  if (!sauda_cli_open_now (cli, &request.now_ms, &error))
    return sauda_cli_fail (cli, error);
  request.from = sauda_day_from_ms (request.now_ms);
  if (from != NULL && !sauda_day_parse (from, &request.from, &error))
    return sauda_cli_usage (error->message);
  rates = request.n_bands > 0 ? sauda_workspace_write (cli->workspace, tariff_work, &request, &error)
                              : sauda_workspace_read (cli->workspace, tariff_work, &request, &error);
  if (rates == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "tariffs");
  for (guint i = 0; i < rates->len; i++)
    if (((SaudaRate *) g_ptr_array_index (rates, i))->tariff != NULL)
      print_tariff (cli, json, g_ptr_array_index (rates, i));
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}
