#include "sauda-cli-pricelist.h"

#include "sauda-city.h"
#include "sauda-price-list-make.h"
#include "sauda-pricing-error.h"
#include "sauda-time.h"
#include "sauda-warehouse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct {
  const char *store; /* (nullable) */
  const char *name;  /* (nullable) the warehouse that changes */
  const char *city;  /* (nullable) KATO number, or `none`; NULL: as it is */
  const char *share; /* (nullable) */
  gint pre_order;    /* days; -1: as it is */
  gint cutoff;       /* minute of the day; negative: the store's, 0: as it is */
  gboolean on, off;
  SaudaWarehouseChange change;
} Request;

static gboolean
set_share (const Request *request, SaudaWarehouse *warehouse, GError **error)
{
  if (request->share == NULL)
    return TRUE;
  if (!sauda_share_parse (request->share, &warehouse->share, &warehouse->amount, error))
    return FALSE;
  if (!warehouse->is_main || warehouse->share == SAUDA_SHARE_NONE)
    return TRUE;
  g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
               _ ("%s is the main warehouse of the store: it gets what the others do not. Set the share of "
                  "another one."),
               warehouse->name);
  return FALSE;
}

static gboolean
set (SaudaConnection *connection, const Request *request, const SaudaStoreInfo *store, GError **error)
{
  g_autoptr (GPtrArray) known = sauda_warehouses_read (connection, store->id, store->warehouse, error);
  const SaudaWarehouse *before = known != NULL ? sauda_warehouses_find (known, request->name) : NULL;
  SaudaWarehouse after = { .name = (char *) request->name, .selling = TRUE };

  if (known == NULL)
    return FALSE;
  if (before != NULL)
    after = *before;
  if (request->city != NULL)
    after.city_id = strcmp (request->city, "none") == 0 ? NULL : (char *) request->city;
  if (request->pre_order >= 0)
    after.pre_order = request->pre_order;
  if (request->on || request->off)
    after.selling = request->on;
  if (request->cutoff != 0)
    after.cutoff = request->cutoff;
  return set_share (request, &after, error) &&
         sauda_warehouses_set_beside (connection, store->id, store->warehouse, &after, &request->change,
                                      error);
}

static gpointer
warehouse_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Request *request = data;
  g_autoptr (SaudaStoreInfo) store = request->store != NULL
                                       ? sauda_stores_find (connection, request->store, error)
                                       : sauda_price_list_find_store (connection, NULL, error);

  if (store == NULL || (request->name != NULL && !set (connection, request, store, error)))
    return NULL;
  return sauda_warehouses_read (connection, store->id, store->warehouse, error);
}

static void
print_warehouse (SaudaCli *cli, JsonBuilder *json, const SaudaWarehouse *warehouse)
{
  g_autofree char *share = sauda_share_write (warehouse->share, warehouse->amount);
  g_autofree char *words = sauda_share_describe (warehouse);
  g_autofree char *cutoff = warehouse->cutoff > 0
                              ? g_strdup_printf ("%02d:%02d", warehouse->cutoff / 60, warehouse->cutoff % 60)
                              : NULL;
  const SaudaCliCell cells[] = {
    { warehouse->name, 12 },
    { warehouse->city_id != NULL ? sauda_city_get_name (warehouse->city_id) : "", 18 },
    { warehouse->selling ? _ ("sells") : _ ("does not sell"), 16 },
    { cutoff != NULL ? cutoff : "", 6 },
    { words, 0 },
  };

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "name", warehouse->name);
  sauda_cli_add_string (json, "city", warehouse->city_id);
  sauda_cli_add_int (json, "pre_order", warehouse->pre_order);
  sauda_cli_add_string (json, "cutoff", cutoff);
  json_builder_set_member_name (json, "selling");
  json_builder_add_boolean_value (json, warehouse->selling);
  json_builder_set_member_name (json, "main");
  json_builder_add_boolean_value (json, warehouse->is_main);
  sauda_cli_add_string (json, "share", warehouse->is_main ? "rest" : share);
  json_builder_end_object (json);
  if (!cli->json)
    sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
}

/* `store` takes the warehouse's own cut-off back. Returns whether it is a time. */
static gboolean
read_cutoff (const char *text, Request *request, GError **error)
{
  int hour, minute;

  request->cutoff = -1;
  if (strcmp (text, "store") == 0)
    return TRUE;
  if (!sauda_time_parse_clock (text, &hour, &minute, error))
    return FALSE;
  request->cutoff = MAX (hour * 60 + minute, 1);
  return TRUE;
}

/**
 * sauda_cli_pricelist_warehouse:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Lists the warehouses of a store, or changes what is named of one; the rest of it stays.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_pricelist_warehouse (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL, *city = NULL, *share = NULL, *reason = NULL, *cutoff = NULL;
  Request request = { .pre_order = -1 };
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Of which store"), "NAME" },
    { "city", 0, 0, G_OPTION_ARG_STRING, &city, N_ ("Number of its city, 750000000 for Almaty"), "ID" },
    { "pre-order", 0, 0, G_OPTION_ARG_INT, &request.pre_order, N_ ("Days until goods can be handed over"),
      "N" },
    { "cutoff", 0, 0, G_OPTION_ARG_STRING, &cutoff,
      N_ ("When sizes of its orders are decided; store: at the store's cut-off"), "HH:MM" },
    { "share", 0, 0, G_OPTION_ARG_STRING, &share,
      N_ ("Its part of the shelf: none, all, 30%, keep:5 or double"), "SHARE" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("Why a piece may be sold twice"), "TEXT" },
    { "on", 0, 0, G_OPTION_ARG_NONE, &request.on, N_ ("It sells"), NULL },
    { "off", 0, 0, G_OPTION_ARG_NONE, &request.off, N_ ("Nothing is sold from there"), NULL },
    { NULL }
  };
  g_autoptr (GPtrArray) warehouses = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "PP1", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc > 2 || (request.on && request.off))
    return sauda_cli_usage (_ ("Name one warehouse: saudactl pricelist warehouse PP1 --city ID"));
  if (cutoff != NULL && !read_cutoff (cutoff, &request, &error))
    return sauda_cli_usage (error->message);
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  request.store = store;
  request.name = argc == 2 ? argv[1] : NULL;
  request.city = city;
  request.share = share;
  request.change = (SaudaWarehouseChange){
    .who = g_get_user_name (),
    .reason = reason,
    .now_ms = sauda_workspace_get_now (cli->workspace),
  };
  warehouses = sauda_workspace_write (cli->workspace, warehouse_work, &request, &error);
  if (warehouses == NULL) {
    SaudaExit code = sauda_cli_fail (cli, error);

    return g_error_matches (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_LIMIT) ? SAUDA_EXIT_STOPPED
                                                                                   : code;
  }
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "warehouses");
  for (guint i = 0; i < warehouses->len; i++)
    print_warehouse (cli, json, g_ptr_array_index (warehouses, i));
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}
