#include "sauda-cli-pricelist.h"

#include "sauda-price-list-make.h"
#include "sauda-price-list-publish.h"
#include "sauda-price-list-server.h"
#include "sauda-price-list-verify.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

#define HISTORY_LENGTH 50

typedef struct {
  const char *store;    /* (nullable) */
  const char *place;    /* (nullable) to be remembered */
  char *known_place;    /* (owned) (nullable) */
  SaudaStoreInfo *info; /* (owned) (nullable) */
  gint64 list_id;
  gint64 now_ms;
} Request;

static void
request_clear (Request *request)
{
  g_clear_pointer (&request->info, sauda_store_info_free);
  g_clear_pointer (&request->known_place, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static gpointer
store_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  request->info = sauda_price_list_find_store (connection, request->store, error);
  if (request->info == NULL)
    return NULL;
  if (request->place != NULL &&
      !sauda_price_list_set_place (connection, request->info->name, request->place, request->now_ms, error))
    return NULL;
  return sauda_price_list_get_place (connection, request->info->name, &request->known_place, error) ? request
                                                                                                    : NULL;
}

static gpointer
history_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;
  gint64 store_id = 0;

  if (request->store != NULL) {
    request->info = sauda_stores_find (connection, request->store, error);
    if (request->info == NULL)
      return NULL;
    store_id = request->info->id;
  }
  return sauda_price_lists_list (connection, store_id, HISTORY_LENGTH, error);
}

static gpointer
rollback_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;
  g_autoptr (GPtrArray) lists = sauda_price_lists_list (connection, 0, G_MAXINT, error);

  for (guint i = 0; lists != NULL && i < lists->len; i++) {
    const SaudaPriceListInfo *list = g_ptr_array_index (lists, i);

    if (list->id == request->list_id) {
      request->info = sauda_stores_get (connection, list->store_id, error);
      if (request->info == NULL ||
          !sauda_price_list_get_place (connection, request->info->name, &request->known_place, error))
        return NULL;
      if (request->known_place == NULL)
        request->known_place = g_strdup (list->place);
      return request;
    }
  }
  if (lists != NULL)
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_NOT_FOUND,
                 _ ("There is no price list with the number %u. “saudactl pricelist history” shows them."),
                 (guint) request->list_id);
  return NULL;
}

static void
add_info (JsonBuilder *json, const SaudaPriceListInfo *info)
{
  sauda_cli_add_int (json, "id", info->id);
  sauda_cli_add_string (json, "store", info->store);
  sauda_cli_add_time (json, "made", info->made_ms);
  sauda_cli_add_time (json, "published", info->published_ms);
  sauda_cli_add_string (json, "who", info->who);
  sauda_cli_add_string (json, "sha256", info->sha256);
  sauda_cli_add_int (json, "offers", info->offers);
  sauda_cli_add_int (json, "on_sale", info->on_sale);
  sauda_cli_add_string (json, "place", info->place);
  sauda_cli_add_string (json, "state", sauda_price_list_state_get_name (info->state));
  sauda_cli_add_string (json, "error", info->error);
}

static SaudaExit
publish (SaudaCli *cli, const SaudaPublishOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaPriceListInfo) info =
    sauda_price_list_publish (cli->workspace, options, cli->cancellable, &error);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (info == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json) {
    json_builder_begin_object (json);
    add_info (json, info);
    json_builder_end_object (json);
    sauda_cli_print_json (json);
  } else if (info->state == SAUDA_PRICE_LIST_PUBLISHED) {
    sauda_cli_print (_ ("Published and read back: %u offers, %u on sale, at %s."), info->offers,
                     info->on_sale, info->place);
  } else {
    sauda_cli_print (_ ("Not published: %s"), info->error);
  }
  return info->state == SAUDA_PRICE_LIST_PUBLISHED ? SAUDA_EXIT_DONE : SAUDA_EXIT_FAILED;
}

/**
 * sauda_cli_pricelist_publish:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_pricelist_publish (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL, *place = NULL, *full = NULL;
  gboolean yes = FALSE;
  int confirmed = -1;
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Of which store"), "NAME" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &place, N_ ("Where to: a path, an address, or “served”; remembered"),
      "PLACE" },
    { "confirm", 0, 0, G_OPTION_ARG_INT, &confirmed, N_ ("How many offers may be missing"), "N" },
    { "yes", 0, 0, G_OPTION_ARG_NONE, &yes, N_ ("Take off sale what has run out"), NULL },
    { NULL }
  };
  g_auto (Request) request = { 0 };
  g_autoptr (GError) error = NULL;
  SaudaPublishOptions options;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  request.store = store;
  if (place != NULL && !g_str_equal (place, SAUDA_PRICE_LIST_SERVED) && strstr (place, "://") == NULL)
    full = g_canonicalize_filename (place, NULL); /* remembered for programs that start elsewhere */
  request.place = full != NULL ? full : place;
  request.now_ms = sauda_workspace_get_now (cli->workspace);
  if (sauda_workspace_write (cli->workspace, store_work, &request, &error) == NULL)
    return sauda_cli_fail (cli, error);
  if (request.known_place == NULL)
    return sauda_cli_usage (_ ("Tell once where the list goes: saudactl pricelist publish --to PLACE"));
  options = (SaudaPublishOptions){ .store_id = request.info->id,
                                   .place = request.known_place,
                                   .confirmed_gone = confirmed,
                                   .accept_run_out = yes,
                                   .who = g_get_user_name () };
  return publish (cli, &options);
}

/**
 * sauda_cli_pricelist_history:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_pricelist_history (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL;
  const GOptionEntry entries[] = {
    { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Of which store"), "NAME" }, { NULL }
  };
  g_auto (Request) request = { 0 };
  g_autoptr (GPtrArray) lists = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  request.store = store;
  lists = sauda_workspace_read (cli->workspace, history_work, &request, &error);
  if (lists == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "lists");
  for (guint i = 0; i < lists->len; i++) {
    const SaudaPriceListInfo *info = g_ptr_array_index (lists, i);
    g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (info->made_ms));
    g_autofree char *clock = sauda_time_format_clock (info->made_ms);

    json_builder_begin_object (json);
    add_info (json, info);
    json_builder_end_object (json);
    if (!cli->json)
      sauda_cli_print (_ ("%d  %s %s  %s: %u offers, %u on sale; %s"), (int) info->id, day, clock,
                       info->store, info->offers, info->on_sale,
                       sauda_price_list_state_get_name (info->state));
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_pricelist_rollback:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_pricelist_rollback (SaudaCli *cli, int argc, char **argv)
{
  int confirmed = -1;
  const GOptionEntry entries[] = {
    { "confirm", 0, 0, G_OPTION_ARG_INT, &confirmed, N_ ("How many offers may be missing"), "N" }, { NULL }
  };
  g_auto (Request) request = { 0 };
  g_autoptr (GError) error = NULL;
  SaudaPublishOptions options;

  if (!sauda_cli_parse (cli, "N", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2 || !g_ascii_string_to_signed (argv[1], 10, 1, G_MAXINT32, &request.list_id, NULL))
    return sauda_cli_usage (_ ("Name a list by its number: saudactl pricelist rollback N"));
  if (sauda_cli_open (cli, &error) == NULL ||
      sauda_workspace_read (cli->workspace, rollback_work, &request, &error) == NULL)
    return sauda_cli_fail (cli, error);
  options = (SaudaPublishOptions){ .store_id = request.info->id,
                                   .place = request.known_place,
                                   .rollback_id = request.list_id,
                                   .confirmed_gone = confirmed,
                                   .who = g_get_user_name () };
  return publish (cli, &options);
}

/**
 * sauda_cli_pricelist_serve:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_pricelist_serve (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *user = NULL;
  const char *password = g_getenv ("PRICELIST_PASSWORD");
  int port = 0;
  const GOptionEntry entries[] = { { "port", 0, 0, G_OPTION_ARG_INT, &port,
                                     N_ ("On which port; any free one otherwise"), "N" },
                                   { "user", 0, 0, G_OPTION_ARG_STRING, &user,
                                     N_ ("Who may fetch it; the password is in PRICELIST_PASSWORD"), "NAME" },
                                   { NULL } };
  SaudaPriceListServer *server;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (port < 0 || port > 65535 || (user != NULL && (password == NULL || *password == '\0')))
    return sauda_cli_usage (_ ("A port is 0 to 65535, and a user needs a password in PRICELIST_PASSWORD."));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  server = sauda_price_list_server_new (sauda_workspace_get_database (cli->workspace), (guint) port, user,
                                        password, &error);
  if (server == NULL)
    return sauda_cli_fail (cli, error);
  g_print ("http://localhost:%u/\n", sauda_price_list_server_get_port (server));
  fflush (stdout);
  while (!g_cancellable_is_cancelled (cli->cancellable))
    g_main_context_iteration (NULL, TRUE);
  sauda_price_list_server_free (server);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_pricelist_verify:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_pricelist_verify (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *store = NULL, *user = NULL;
  const GOptionEntry entries[] = { { "store", 0, 0, G_OPTION_ARG_STRING, &store, N_ ("Of which store"),
                                     "NAME" },
                                   { "user", 0, 0, G_OPTION_ARG_STRING, &user,
                                     N_ ("Who may fetch it; the password is in PRICELIST_PASSWORD"), "NAME" },
                                   { NULL } };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "URL", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name the address that Kaspi fetches: saudactl pricelist verify URL"));
  if (sauda_cli_open (cli, &error) == NULL ||
      !sauda_price_list_verify (cli->workspace, store, argv[1], user, g_getenv ("PRICELIST_PASSWORD"),
                                cli->cancellable, &error))
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "url", argv[1]);
  json_builder_set_member_name (json, "same");
  json_builder_add_boolean_value (json, TRUE);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print ("%s", _ ("The address serves exactly the list that was published last."));
  return SAUDA_EXIT_DONE;
}
