#include "sauda-cli.h"

#include "sauda-city.h"
#include "sauda-money.h"
#include "sauda-offer-terms.h"
#include "sauda-pricing-error.h"
#include "sauda-term-changes.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HISTORY_LENGTH 200

typedef struct {
  SaudaOfferTermOrder order;
  gboolean has_warehouse;
  gint64 id; /* of the change that was made or taken back */
} Request;

static gpointer
set_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  request->id = sauda_offer_terms_set (connection, &request->order, error);
  if (request->id == 0 ||
      (request->order.city != NULL &&
       !sauda_offer_terms_has_warehouse (connection, &request->order, &request->has_warehouse, error)))
    return NULL;
  return request;
}

static gpointer
undo_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  request->id = sauda_term_changes_undo (connection, 0, request->order.who, request->order.now_ms, error);
  return request->id != 0 ? request : NULL;
}

static gpointer
terms_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_term_changes_list_terms (connection, error);
}

static gpointer
history_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_term_changes_list (connection, 0, HISTORY_LENGTH, error);
}

static gboolean
open_now (SaudaCli *cli, Request *request, GError **error)
{
  if (sauda_cli_open (cli, error) == NULL)
    return FALSE;
  request->order.who = g_get_user_name ();
  request->order.now_ms = sauda_workspace_get_now (cli->workspace);
  return TRUE;
}

static SaudaExit
set_term (SaudaCli *cli, Request *request)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!open_now (cli, request, &error))
    return sauda_cli_fail (cli, error);
  if (sauda_workspace_write (cli->workspace, set_work, request, &error) == NULL) {
    SaudaExit code = sauda_cli_fail (cli, error);

    return g_error_matches (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_LIMIT) ? SAUDA_EXIT_STOPPED
                                                                                   : code;
  }
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "change", request->id);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print ("%s", _ ("Written down; it goes into the next price list."));
  if (request->order.city != NULL && request->order.value >= 0 && !request->has_warehouse)
    sauda_cli_say ("%s",
                   _ ("The store has no warehouse in that city yet, so the price does not count: saudactl "
                      "pricelist warehouse PP1 --city ID"));
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_pricelist_city:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Sets what one offer costs in one city.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_pricelist_city (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL, *reason = NULL;
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Of which store"), "NAME" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("Why it may be below the floor"), "TEXT" },
    { NULL }
  };
  Request request = { 0 };

  if (!sauda_cli_parse (cli, "SKU CITY PRICE|off", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  request.order.value = -1;
  if (argc != 4 || (strcmp (argv[3], "off") != 0 &&
                    (!sauda_money_parse (argv[3], &request.order.value, NULL) || request.order.value <= 0)))
    return sauda_cli_usage (_ ("Name an offer, a city and its price: saudactl pricelist city SKU Алматы "
                               "8990, or off to take it back"));
  request.order.store = store;
  request.order.sku = argv[1];
  request.order.city = argv[2];
  request.order.reason = reason;
  return set_term (cli, &request);
}

/**
 * sauda_cli_pricelist_preorder:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Sets how many days one offer takes as a pre-order, everywhere or in one warehouse.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_pricelist_preorder (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL, *warehouse = NULL;
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Of which store"), "NAME" },
    { "warehouse", 0, 0, G_OPTION_ARG_STRING, &warehouse, N_ ("In that warehouse alone"), "PP2" },
    { NULL }
  };
  Request request = { 0 };
  gint64 days = -1;

  if (!sauda_cli_parse (cli, "SKU DAYS|off", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 3 ||
      (strcmp (argv[2], "off") == 0 ? warehouse == NULL
                                    : !g_ascii_string_to_signed (argv[2], 10, 0, 30, &days, NULL)))
    return sauda_cli_usage (
      _ ("Name an offer and 1 to 30 days, 0 to take them back: saudactl pricelist preorder SKU DAYS. With "
         "--warehouse PP2 they are that warehouse's, and off takes them back."));
  request.order.store = store;
  request.order.sku = argv[1];
  request.order.place = warehouse;
  request.order.value = days;
  return set_term (cli, &request);
}

/* The city, the warehouse, or everywhere. */
static char *
describe_where (const char *city_id, const char *place)
{
  if (city_id != NULL)
    return g_strdup (sauda_city_get_name (city_id));
  return place != NULL ? g_strdup_printf (_ ("pre-order in %s, days"), place)
                       : g_strdup (_ ("pre-order, days"));
}

static void
list_term (SaudaCli *cli, JsonBuilder *json, const SaudaOfferTerm *term)
{
  g_autofree char *value =
    term->city_id != NULL ? sauda_money_format (term->value) : g_strdup_printf ("%d", (int) term->value);
  g_autofree char *where = describe_where (term->city_id, term->place);

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "store", term->store);
  sauda_cli_add_string (json, "sku", term->sku);
  sauda_cli_add_string (json, "title", term->title);
  sauda_cli_add_string (json, "city", term->city_id);
  sauda_cli_add_string (json, "warehouse", term->place);
  sauda_cli_add_amount (json, "city_price", term->city_id != NULL ? term->value : -1);
  sauda_cli_add_int (json, "pre_order", term->city_id != NULL ? 0 : term->value);
  sauda_cli_add_amount (json, "price", term->price);
  json_builder_end_object (json);
  if (!cli->json)
    sauda_cli_print_cells (
      (SaudaCliCell[]){ { term->store, 12 }, { term->sku, 40 }, { where, 24 }, { value, -10 } }, 4);
}

static void
list_change (SaudaCli *cli, JsonBuilder *json, const SaudaTermChange *change)
{
  g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (change->at_ms));
  g_autofree char *where = describe_where (change->city_id, change->place);
  g_autofree char *before = change->before >= 0 ? g_strdup_printf ("%lld", (long long) change->before) : NULL;
  g_autofree char *after = change->after >= 0 ? g_strdup_printf ("%lld", (long long) change->after) : NULL;

  json_builder_begin_object (json);
  sauda_cli_add_int (json, "id", change->id);
  sauda_cli_add_time (json, "at", change->at_ms);
  sauda_cli_add_string (json, "who", change->who);
  sauda_cli_add_string (json, "store", change->store);
  sauda_cli_add_string (json, "sku", change->sku);
  sauda_cli_add_string (json, "city", change->city_id);
  sauda_cli_add_string (json, "warehouse", change->place);
  sauda_cli_add_amount (json, "before", change->before);
  sauda_cli_add_amount (json, "after", change->after);
  sauda_cli_add_string (json, "reason", change->reason);
  json_builder_set_member_name (json, "undone");
  json_builder_add_boolean_value (json, change->undone);
  json_builder_end_object (json);
  if (!cli->json)
    sauda_cli_print_cells ((SaudaCliCell[]){ { day, 9 },
                                             { change->who, 12 },
                                             { change->sku, 40 },
                                             { where, 24 },
                                             { before, -9 },
                                             { after, -9 },
                                             { change->undone ? _ ("taken back") : "", 0 } },
                           7);
}

/**
 * sauda_cli_pricelist_terms:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Lists the prices by city and the pre-orders, or what was changed; takes the last change back.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_pricelist_terms (SaudaCli *cli, int argc, char **argv)
{
  gboolean undo = FALSE, history = FALSE;
  const GOptionEntry entries[] = {
    { "undo", 0, 0, G_OPTION_ARG_NONE, &undo, N_ ("Take the last change back"), NULL },
    { "history", 0, 0, G_OPTION_ARG_NONE, &history, N_ ("Show what was changed, by whom"), NULL },
    { NULL }
  };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GError) error = NULL;
  Request request = { 0 };

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (!open_now (cli, &request, &error) ||
      (undo && sauda_workspace_write (cli->workspace, undo_work, &request, &error) == NULL))
    return sauda_cli_fail (cli, error);
  list = sauda_workspace_read (cli->workspace, history ? history_work : terms_work, NULL, &error);
  if (list == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  if (undo)
    sauda_cli_add_int (json, "undone", request.id);
  sauda_cli_begin_array (json, history ? "changes" : "terms");
  for (guint i = 0; i < list->len; i++)
    if (history)
      list_change (cli, json, g_ptr_array_index (list, i));
    else
      list_term (cli, json, g_ptr_array_index (list, i));
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}
