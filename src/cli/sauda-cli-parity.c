#include "sauda-cli.h"

#include "sauda-parity.h"
#include "sauda-stores.h"

#include <glib/gi18n-lib.h>

/* The comparison of all stores together, and of each. */
typedef struct {
  const char *store; /* (nullable) the one store to compare */
  SaudaDay day;
  SaudaParity *all;   /* (owned) (nullable) */
  GPtrArray *stores;  /* (owned) (nullable) (element-type SaudaStoreInfo) */
  GArray *equal_days; /* (owned) (element-type guint) by store */
} Comparison;

static gpointer
compare_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Comparison *comparison = data;
  gint64 store_id = 0;

  if (comparison->store != NULL) {
    g_autoptr (SaudaStoreInfo) store = sauda_stores_find (connection, comparison->store, error);

    if (store == NULL)
      return NULL;
    store_id = store->id;
  }
  comparison->all = sauda_parity_read (connection, store_id, comparison->day, error);
  comparison->stores = comparison->all != NULL ? sauda_stores_list (connection, error) : NULL;
  for (guint i = 0; comparison->stores != NULL && i < comparison->stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (comparison->stores, i);
    g_autoptr (SaudaParity) parity = sauda_parity_read (connection, store->id, comparison->day, error);

    if (parity == NULL)
      return NULL;
    g_array_append_val (comparison->equal_days, parity->equal_days);
  }
  return comparison->stores != NULL ? comparison : NULL;
}

static void
add_codes (JsonBuilder *json, const char *key, GPtrArray *codes)
{
  sauda_cli_begin_array (json, key);
  for (guint i = 0; i < codes->len; i++)
    json_builder_add_string_value (json, g_ptr_array_index (codes, i));
  json_builder_end_array (json);
}

static void
add_difference (JsonBuilder *json, const SaudaParityDifference *difference)
{
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "code", difference->code);
  sauda_cli_add_string (json, "store", difference->store);
  sauda_cli_add_string (json, "field", difference->field);
  sauda_cli_add_string (json, "api", difference->api);
  sauda_cli_add_string (json, "file", difference->file);
  sauda_cli_add_time (json, "api_time", difference->api_ms);
  sauda_cli_add_time (json, "file_time", difference->file_ms);
  json_builder_end_object (json);
}

static void
add_day (JsonBuilder *json, const SaudaParityDay *day)
{
  g_autofree char *date = day->day != SAUDA_DAY_NONE ? sauda_day_format_iso (day->day) : NULL;

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "date", date);
  sauda_cli_add_int (json, "compared", day->compared);
  json_builder_set_member_name (json, "equal");
  json_builder_add_boolean_value (json, sauda_parity_day_is_equal (day));
  add_codes (json, "only_api", day->only_api);
  add_codes (json, "only_file", day->only_file);
  sauda_cli_begin_array (json, "differs");
  for (guint i = 0; i < day->differs->len; i++)
    add_difference (json, g_ptr_array_index (day->differs, i));
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static void
print_comparison_json (const Comparison *comparison)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "days");
  for (guint i = 0; i < comparison->all->days->len; i++)
    add_day (json, g_ptr_array_index (comparison->all->days, i));
  json_builder_end_array (json);
  sauda_cli_add_int (json, "equal_days", comparison->all->equal_days);
  sauda_cli_begin_array (json, "stores");
  for (guint i = 0; i < comparison->stores->len; i++) {
    json_builder_begin_object (json);
    sauda_cli_add_string (json, "name", ((SaudaStoreInfo *) g_ptr_array_index (comparison->stores, i))->name);
    sauda_cli_add_int (json, "equal_days", g_array_index (comparison->equal_days, guint, i));
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

static void
print_day (const SaudaParityDay *day)
{
  g_autofree char *date = day->day != SAUDA_DAY_NONE ? sauda_day_format_iso (day->day) : g_strdup ("–");

  sauda_cli_print (_ ("%s: compared %u, only in the API %u, only in files %u, differences %u."), date,
                   day->compared, day->only_api->len, day->only_file->len, day->differs->len);
  for (guint i = 0; i < day->differs->len; i++) {
    const SaudaParityDifference *difference = g_ptr_array_index (day->differs, i);

    sauda_cli_print (_ ("  %s %s, %s: API “%s”, file “%s”"), difference->store, difference->code,
                     difference->field, difference->api != NULL ? difference->api : "–",
                     difference->file != NULL ? difference->file : "–");
  }
}

/**
 * sauda_cli_orders_parity:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Compares what the API and the spreadsheets said of the orders of each day.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_parity (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *date = NULL, *store = NULL;
  const GOptionEntry entries[] = {
    { "date", 0, 0, G_OPTION_ARG_STRING, &date, N_ ("Orders made on this day alone"), "DAY" },
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Orders of this store alone"), "NAME" },
    { NULL }
  };
  g_autoptr (GArray) equal_days = g_array_new (FALSE, FALSE, sizeof (guint));
  Comparison comparison = { .day = SAUDA_DAY_NONE, .equal_days = equal_days };
  g_autoptr (GError) error = NULL;
  gpointer compared;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (date != NULL && !sauda_day_parse (date, &comparison.day, &error))
    return sauda_cli_usage (error->message);
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  comparison.store = store;
  compared = sauda_workspace_read (cli->workspace, compare_work, &comparison, &error);
  if (compared != NULL && cli->json)
    print_comparison_json (&comparison);
  else if (compared != NULL) {
    for (guint i = 0; i < comparison.all->days->len; i++)
      print_day (g_ptr_array_index (comparison.all->days, i));
    sauda_cli_print (_ ("Equal days: %u."), comparison.all->equal_days);
  }
  g_clear_pointer (&comparison.all, sauda_parity_free);
  g_clear_pointer (&comparison.stores, g_ptr_array_unref);
  return compared != NULL ? SAUDA_EXIT_DONE : sauda_cli_fail (cli, error);
}
