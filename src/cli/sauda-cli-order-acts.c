#include "sauda-cli-plan.h"

#include "sauda-act-kind.h"
#include "sauda-order-acts.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What every command on orders understands. */
typedef struct {
  char *store; /* (owned) (nullable) */
  gboolean approve;
} Options;

#define SHARED_ENTRIES(options)                                                                              \
  { "store", 0, 0, G_OPTION_ARG_STRING, &(options).store, N_ ("The store of the orders"), "NAME" },          \
    { "yes", 0, 0, G_OPTION_ARG_NONE, &(options).approve, N_ ("Approve the plan and send it"), NULL },       \
  {                                                                                                          \
    NULL                                                                                                     \
  }

static gpointer
plan_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_order_acts_plan (connection, data, error);
}

/* Returns how many orders are not in the plan. */
static guint
add_orders (JsonBuilder *json, const SaudaOrderActs *acts)
{
  guint problems = 0;

  sauda_cli_begin_array (json, "orders");
  for (guint i = 0; i < acts->orders->len; i++) {
    const SaudaOrderActsOrder *order = g_ptr_array_index (acts->orders, i);

    json_builder_begin_object (json);
    sauda_cli_add_string (json, "code", order->code);
    sauda_cli_add_string (json, "store", order->store);
    sauda_cli_add_string (json, "problem", order->problem);
    json_builder_end_object (json);
    if (order->problem == NULL)
      continue;
    sauda_cli_say ("%s: %s", order->code, order->problem);
    problems++;
  }
  json_builder_end_array (json);
  return problems;
}

/* Plans, and carries the plan out when that was asked for. */
static SaudaExit
plan_and_report (SaudaCli *cli, SaudaOrderActsRequest *request, const Options *options)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (SaudaOrderActs) acts = NULL;
  g_autoptr (GError) error = NULL;
  SaudaExit code = SAUDA_EXIT_FAILED;
  guint problems;

  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  request->store = options->store;
  request->who = g_get_user_name ();
  request->now_ms = sauda_workspace_get_now (cli->workspace);
  acts = sauda_workspace_write (cli->workspace, plan_work, request, &error);
  if (acts == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  problems = add_orders (json, acts);
  if (acts->stopped)
    code = SAUDA_EXIT_STOPPED;
  if (acts->plan_id != 0 && options->approve)
    code = sauda_cli_carry_out (cli, acts->plan_id, json);
  else if (acts->plan_id != 0 && sauda_cli_ask_for_approval (cli, acts->plan_id, json) == SAUDA_EXIT_DONE)
    code = SAUDA_EXIT_STOPPED;
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  return code == SAUDA_EXIT_DONE && problems > 0 ? SAUDA_EXIT_PARTLY : code;
}

/* Reads `SKU=N`: the number stands behind the last equals sign, as an article may hold one. */
static GPtrArray *
read_lines (char **texts)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_act_line_free);

  for (gsize i = 0; texts[i] != NULL; i++) {
    char *equals = strrchr (texts[i], '=');
    SaudaOrderActLine *line;
    guint64 quantity;

    if (equals == NULL || equals == texts[i] ||
        !g_ascii_string_to_unsigned (equals + 1, 10, 0, G_MAXINT, &quantity, NULL))
      return NULL;
    line = g_new0 (SaudaOrderActLine, 1);
    line->sku = g_strndup (texts[i], (gsize) (equals - texts[i]));
    line->quantity = (gint) quantity;
    g_ptr_array_add (lines, line);
  }
  return g_steal_pointer (&lines);
}

/**
 * sauda_cli_orders_cancel:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Cancels orders, or lines of one order.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_cancel (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL, *comment = NULL;
  g_auto (GStrv) texts = NULL;
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("out-of-stock, not-reachable or buyer"), "REASON" },
    { "comment", 0, 0, G_OPTION_ARG_STRING, &comment, N_ ("A few words, 1000 characters at most"), "TEXT" },
    { "line", 0, 0, G_OPTION_ARG_STRING_ARRAY, &texts,
      N_ ("Cancel a part: how many pieces of an article stay"), "SKU=N" },
    SHARED_ENTRIES (options)
  };
  SaudaOrderActsRequest request = { .kind = SAUDA_ACT_CANCEL };
  g_autofree char *store = NULL;
  g_autoptr (GPtrArray) lines = NULL;

  if (!sauda_cli_parse (cli, "CODE… --reason REASON", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  store = options.store;
  request.codes = (const char *const *) argv + 1;
  request.reason = sauda_order_acts_read_reason (reason);
  request.comment = comment;
  if (argc < 2)
    return sauda_cli_usage (_ ("Name at least one order."));
  if (request.reason == NULL)
    return sauda_cli_usage (_ ("Say why: --reason out-of-stock, not-reachable or buyer."));
  if (comment != NULL && g_utf8_strlen (comment, -1) > SAUDA_MAX_COMMENT)
    return sauda_cli_usage (_ ("Kaspi takes a comment of 1000 characters at most."));
  if (texts != NULL) {
    lines = read_lines (texts);
    if (lines == NULL || argc != 2)
      return sauda_cli_usage (_ ("A part of one order is cancelled by --line SKU=N, N pieces stay."));
    request.kind = SAUDA_ACT_CANCEL_LINES;
    request.lines = lines;
  }
  return plan_and_report (cli, &request, &options);
}

/**
 * sauda_cli_orders_accept:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Accepts new orders.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_accept (SaudaCli *cli, int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = { SHARED_ENTRIES (options) };
  SaudaOrderActsRequest request = { .kind = SAUDA_ACT_ACCEPT };
  g_autofree char *store = NULL;

  if (!sauda_cli_parse (cli, "CODE…", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  store = options.store;
  if (argc < 2)
    return sauda_cli_usage (_ ("Name at least one order."));
  request.codes = (const char *const *) argv + 1;
  return plan_and_report (cli, &request, &options);
}

/**
 * sauda_cli_orders_assemble:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Assembles orders of Kaspi Delivery, which forms their waybills: one label a place.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_assemble (SaudaCli *cli, int argc, char **argv)
{
  int places = 1;
  Options options = { 0 };
  const GOptionEntry entries[] = { { "places", 0, 0, G_OPTION_ARG_INT, &places,
                                     N_ ("Parcels of each order, 1 at first"), "N" },
                                   SHARED_ENTRIES (options) };
  SaudaOrderActsRequest request = { .kind = SAUDA_ACT_ASSEMBLE };
  g_autofree char *store = NULL;

  if (!sauda_cli_parse (cli, "CODE… [--places N]", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  store = options.store;
  if (argc < 2)
    return sauda_cli_usage (_ ("Name at least one order."));
  if (places < 1 || places > SAUDA_MAX_PLACES)
    return sauda_cli_usage (_ ("--places is a number from 1 to 99."));
  request.codes = (const char *const *) argv + 1;
  request.places = (guint) places;
  return plan_and_report (cli, &request, &options);
}

/**
 * sauda_cli_orders_arrived:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Tells that pre-orders, or returned parcels, have arrived.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_arrived (SaudaCli *cli, int argc, char **argv)
{
  gboolean backward = FALSE;
  Options options = { 0 };
  const GOptionEntry entries[] = { { "backward", 0, 0, G_OPTION_ARG_NONE, &backward,
                                     N_ ("Parcels that came back"), NULL },
                                   SHARED_ENTRIES (options) };
  SaudaOrderActsRequest request = { .kind = SAUDA_ACT_ARRIVED };
  g_autofree char *store = NULL;

  if (!sauda_cli_parse (cli, "CODE…", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  store = options.store;
  if (argc < 2)
    return sauda_cli_usage (_ ("Name at least one order."));
  request.codes = (const char *const *) argv + 1;
  if (backward)
    request.kind = SAUDA_ACT_ARRIVED_BACKWARD;
  return plan_and_report (cli, &request, &options);
}

/**
 * sauda_cli_orders_complete:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Hands an order out: without a code Kaspi sends the buyer one, with it the order is completed.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_orders_complete (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *security_code = NULL;
  Options options = { 0 };
  const GOptionEntry entries[] = { { "code", 0, 0, G_OPTION_ARG_STRING, &security_code,
                                     N_ ("The code that the buyer was sent"), "CODE" },
                                   SHARED_ENTRIES (options) };
  SaudaOrderActsRequest request = { .kind = SAUDA_ACT_SEND_CODE };
  g_autofree char *store = NULL;

  if (!sauda_cli_parse (cli, "CODE", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  store = options.store;
  if (argc != 2)
    return sauda_cli_usage (_ ("Name one order: the buyer's code is for one."));
  if (security_code != NULL &&
      (*security_code == '\0' || strspn (security_code, "0123456789") != strlen (security_code)))
    return sauda_cli_usage (_ ("The buyer's code is made of digits."));
  request.codes = (const char *const *) argv + 1;
  if (security_code != NULL) {
    request.kind = SAUDA_ACT_COMPLETE;
    request.security_code = security_code;
  }
  return plan_and_report (cli, &request, &options);
}
