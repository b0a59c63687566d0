#include "sauda-cli-stores.h"

#include "sauda-reason.h"
#include "sauda-trust-ladder.h"

#include <glib/gi18n-lib.h>

typedef struct {
  SaudaStoreDraft draft;
  const char *name; /* (nullable) every store */
  gboolean stopped;
  SaudaTrust trust;
  const char *reason; /* (nullable) for a step that is not unlocked */
  gboolean practice;
  gint64 now_ms;
} Request;

/* The stores, and where each stands on the ladder of trust. */
typedef struct {
  GPtrArray *stores;  /* (owned) (nullable) (element-type SaudaStoreInfo) */
  GPtrArray *ladders; /* (owned) (element-type SaudaTrustLadder) */
  gint64 now_ms;
} Listing;

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Listing *listing = data;

  listing->stores = sauda_stores_list (connection, error);
  for (guint i = 0; listing->stores != NULL && i < listing->stores->len; i++) {
    SaudaTrustLadder *ladder =
      sauda_trust_ladder_read (connection, g_ptr_array_index (listing->stores, i), listing->now_ms, error);

    if (ladder == NULL)
      return NULL;
    g_ptr_array_add (listing->ladders, ladder);
  }
  return listing->stores != NULL ? listing : NULL;
}

static void
fill_trust_request (const Request *request, const char *name, SaudaTrust trust, SaudaTrustRequest *filled)
{
  *filled = (SaudaTrustRequest){ .store = name,
                                 .trust = trust,
                                 .reason = request->reason,
                                 .who = g_get_user_name (),
                                 .practice = request->practice,
                                 .now_ms = request->now_ms };
}

static gpointer
add_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;
  SaudaTrustRequest trust;

  fill_trust_request (request, NULL, SAUDA_TRUST_FILES, &trust);
  return sauda_trust_ladder_add_store (connection, &request->draft, &trust, error) ? request : NULL;
}

static gpointer
trust_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;
  SaudaTrustRequest trust;

  fill_trust_request (request, request->name, request->trust, &trust);
  return sauda_trust_ladder_set (connection, &trust, error) ? request : NULL;
}

static gpointer
stop_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Request *request = data;

  return sauda_stores_set_stopped (connection, request->name, request->stopped, error) ? request : NULL;
}

static char *
format_cutoff (const SaudaStoreInfo *store)
{
  return g_strdup_printf ("%02d:%02d", store->cutoff_minutes / 60, store->cutoff_minutes % 60);
}

static void
add_ladder (JsonBuilder *json, const SaudaTrustLadder *ladder)
{
  json_builder_set_member_name (json, "next_step");
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "trust",
                        ladder->next != ladder->trust ? sauda_trust_get_name (ladder->next) : NULL);
  json_builder_set_member_name (json, "unlocked");
  json_builder_add_boolean_value (json, ladder->unlocked);
  sauda_cli_add_int (json, "equal_days", ladder->equal_days);
  sauda_cli_add_int (json, "needed_days", ladder->needed_days);
  sauda_cli_add_string (json, "reason", ladder->reason);
  json_builder_end_object (json);
}

static void
print_json (const Listing *listing)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  GPtrArray *stores = listing->stores;

  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "stores");
  for (guint i = 0; i < stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (stores, i);
    g_autofree char *cutoff = format_cutoff (store);
    g_autofree char *sync_problem = sauda_reason_show (store->sync_problem);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "name", store->name);
    sauda_cli_add_string (json, "merchant_id", store->merchant_id);
    sauda_cli_add_string (json, "warehouse", store->warehouse);
    sauda_cli_add_string (json, "cutoff", cutoff);
    sauda_cli_add_string (json, "trust", sauda_trust_get_name (store->trust));
    json_builder_set_member_name (json, "stopped");
    json_builder_add_boolean_value (json, store->stopped);
    json_builder_set_member_name (json, "last_sync_ms");
    if (store->last_sync_ms > 0)
      json_builder_add_int_value (json, store->last_sync_ms);
    else
      json_builder_add_null_value (json);
    sauda_cli_add_string (json, "sync_problem", sync_problem);
    add_ladder (json, g_ptr_array_index (listing->ladders, i));
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
  sauda_cli_print_json (json);
}

static void
print_listing (const Listing *listing)
{
  for (guint i = 0; i < listing->stores->len; i++) {
    const SaudaStoreInfo *store = g_ptr_array_index (listing->stores, i);
    const SaudaTrustLadder *ladder = g_ptr_array_index (listing->ladders, i);
    g_autofree char *cutoff = format_cutoff (store);
    const SaudaCliCell cells[] = { { store->name, 16 },
                                   { store->merchant_id, 10 },
                                   { cutoff, 5 },
                                   { sauda_trust_get_title (store->trust), 24 },
                                   { store->stopped ? _ ("STOPPED") : "", 0 } };
    const SaudaCliCell reason[] = { { "", 16 }, { ladder->reason, 0 } };

    sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
    sauda_cli_print_cells (reason, G_N_ELEMENTS (reason));
    if (store->sync_problem != NULL) {
      g_autofree char *sentence = sauda_reason_show (store->sync_problem);
      const SaudaCliCell problem[] = { { "", 16 }, { sentence, 0 } };

      sauda_cli_print_cells (problem, G_N_ELEMENTS (problem));
    }
  }
  if (listing->stores->len == 0)
    sauda_cli_print ("%s", _ ("There is no store yet: saudactl stores add NAME --merchant-id ID"));
}

/**
 * sauda_cli_stores_show:
 * @cli: the call
 *
 * Shows the stores as they are now.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stores_show (SaudaCli *cli)
{
  g_autoptr (GPtrArray) ladders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_trust_ladder_free);
  Listing listing = { .ladders = ladders, .now_ms = sauda_workspace_get_now (cli->workspace) };
  g_autoptr (GError) error = NULL;
  gpointer listed = sauda_workspace_read (cli->workspace, list_work, &listing, &error);

  if (listed != NULL && cli->json)
    print_json (&listing);
  else if (listed != NULL)
    print_listing (&listing);
  g_clear_pointer (&listing.stores, g_ptr_array_unref);
  return listed != NULL ? SAUDA_EXIT_DONE : sauda_cli_fail (cli, error);
}

/* Opens the workspace, changes it and shows the stores. */
static SaudaExit
change (SaudaCli *cli, SaudaWorkspaceFunc work, Request *request)
{
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_open_now (cli, &request->now_ms, &error))
    return sauda_cli_fail (cli, error);
  request->practice = sauda_workspace_is_practice (cli->workspace);
  if (sauda_workspace_write (cli->workspace, work, request, &error) == NULL)
    return sauda_cli_fail (cli, error);
  return sauda_cli_stores_show (cli);
}

/**
 * sauda_cli_stores_add:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stores_add (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *merchant_id = NULL, *warehouse = NULL, *cutoff = NULL, *trust_name = NULL, *reason = NULL;
  const GOptionEntry entries[] = {
    { "merchant-id", 0, 0, G_OPTION_ARG_STRING, &merchant_id, N_ ("Merchant id at Kaspi"), "ID" },
    { "warehouse", 0, 0, G_OPTION_ARG_STRING, &warehouse, N_ ("Warehouse, PP1 at first"), "PP1" },
    { "cutoff", 0, 0, G_OPTION_ARG_STRING, &cutoff, N_ ("When sizes are decided, 15:00 at first"), "HH:MM" },
    { "trust", 0, 0, G_OPTION_ARG_STRING, &trust_name, N_ ("How far the store is trusted"), "LEVEL" },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("Why a step is taken that is not unlocked"), "TEXT" },
    { NULL }
  };
  Request request = { .draft = { .cutoff_minutes = -1, .trust = -1 } };
  int hour, minute;
  SaudaTrust trust;

  if (!sauda_cli_parse (cli, "NAME --merchant-id ID", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2 || *argv[1] == '\0')
    return sauda_cli_usage (_ ("Name one store: saudactl stores add NAME --merchant-id ID"));
  if (cutoff != NULL) {
    g_autoptr (GError) error = NULL;

    if (!sauda_time_parse_clock (cutoff, &hour, &minute, &error))
      return sauda_cli_usage (error->message);
    request.draft.cutoff_minutes = hour * 60 + minute;
  }
  if (trust_name != NULL) {
    if (!sauda_trust_from_name (trust_name, &trust))
      return sauda_cli_usage (_ ("The trust level is one of: files, read, limited, full."));
    request.draft.trust = (int) trust;
  }
  request.reason = reason != NULL ? g_strstrip (reason) : NULL;
  request.draft.name = argv[1];
  request.draft.merchant_id = merchant_id;
  request.draft.warehouse = warehouse;
  return change (cli, add_work, &request);
}

/**
 * sauda_cli_stores_list:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stores_list (SaudaCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  if (argc != 1)
    return sauda_cli_usage (_ ("stores list takes no arguments."));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  return sauda_cli_stores_show (cli);
}

/**
 * sauda_cli_stores_trust:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stores_trust (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = { { "reason", 0, 0, G_OPTION_ARG_STRING, &reason,
                                     N_ ("Why a step is taken that is not unlocked"), "TEXT" },
                                   { NULL } };
  Request request = { 0 };

  if (!sauda_cli_parse (cli, "NAME LEVEL", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 3 || !sauda_trust_from_name (argv[2], &request.trust))
    return sauda_cli_usage (_ ("Name a store and a level: files, read, limited, full."));
  request.name = argv[1];
  request.reason = reason != NULL ? g_strstrip (reason) : NULL;
  return change (cli, trust_work, &request);
}

static SaudaExit
set_stopped (SaudaCli *cli, int argc, char **argv, gboolean stopped)
{
  Request request = { .name = argc > 1 ? argv[1] : NULL, .stopped = stopped };

  if (argc > 2)
    return sauda_cli_usage (_ ("Name one store, or none for all."));
  return change (cli, stop_work, &request);
}

/**
 * sauda_cli_stores_stop:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stores_stop (SaudaCli *cli, int argc, char **argv)
{
  return set_stopped (cli, argc, argv, TRUE);
}

/**
 * sauda_cli_stores_resume:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_stores_resume (SaudaCli *cli, int argc, char **argv)
{
  return set_stopped (cli, argc, argv, FALSE);
}
