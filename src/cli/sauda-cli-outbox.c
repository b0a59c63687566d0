#include "sauda-cli-plan.h"

#include "sauda-day-error.h"
#include "sauda-order-acts.h"
#include "sauda-outbox-error.h"
#include "sauda-outbox.h"

#include <glib/gi18n-lib.h>

/* Acts to be planned again. */
typedef struct {
  GArray *ids;         /* (owned) (element-type gint64) */
  GPtrArray *problems; /* (owned) (element-type utf8) one for each act that may not */
  gint64 plan_id;      /* 0: none may */
  gint64 now_ms;
  gboolean forbidden; /* an act may not be sent again, rather than not being there */
} Retry;

/* One act to be settled by hand. */
typedef struct {
  gint64 id;
  SaudaActState state;
  const char *reason;
  gint64 now_ms;
} Settlement;

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_outbox_list (connection, GPOINTER_TO_UINT (data), 0, error);
}

static gint64
get_now (SaudaCli *cli)
{
  return sauda_workspace_get_now (cli->workspace);
}

static gboolean
parse_id (const char *text, gint64 *id)
{
  guint64 number;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &number, NULL))
    return FALSE;
  *id = (gint64) number;
  return TRUE;
}

/* An act whose effect is unclear stays out, and does not keep the others out. */
static gboolean
retry_one (SaudaConnection *connection, Retry *retry, gint64 id, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (retry->plan_id == 0)
    retry->plan_id = sauda_outbox_add_plan (connection, _ ("Try again"), retry->now_ms, error);
  if (retry->plan_id == 0)
    return FALSE;
  if (sauda_order_acts_plan_again (connection, retry->plan_id, id, g_get_user_name (), retry->now_ms, &local))
    return TRUE;
  if (local->domain != SAUDA_OUTBOX_ERROR && local->domain != SAUDA_DAY_ERROR) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  retry->forbidden |= !g_error_matches (local, SAUDA_OUTBOX_ERROR, SAUDA_OUTBOX_ERROR_NOT_FOUND);
  g_ptr_array_add (retry->problems, g_strdup_printf ("%lld: %s", (long long) id, local->message));
  return TRUE;
}

static gpointer
retry_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Retry *retry = data;

  if (!sauda_outbox_expire (connection, retry->now_ms, error))
    return NULL;
  for (guint i = 0; i < retry->ids->len; i++)
    if (!retry_one (connection, retry, g_array_index (retry->ids, gint64, i), error))
      return NULL;
  return retry;
}

static gpointer
settle_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Settlement *settlement = data;

  return sauda_outbox_settle (connection, settlement->id, settlement->state, g_get_user_name (),
                              settlement->reason, settlement->now_ms, error)
           ? data
           : NULL;
}

/**
 * sauda_cli_outbox_list:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_outbox_list (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *state_name = NULL;
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_STRING, &state_name, N_ ("Acts in this state alone"), "STATE" }, { NULL }
  };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GPtrArray) acts = NULL;
  g_autoptr (GError) error = NULL;
  SaudaActState state;
  guint mask = 0;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (state_name != NULL) {
    if (!sauda_act_state_from_name (state_name, &state))
      return sauda_cli_usage (_ ("There is no such state. See saudactl(1) for their names."));
    mask = 1u << state;
  }
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  acts = sauda_workspace_read (cli->workspace, list_work, GUINT_TO_POINTER (mask), &error);
  if (acts == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "acts");
  for (guint i = 0; i < acts->len; i++) {
    sauda_cli_add_act (json, g_ptr_array_index (acts, i));
    if (!cli->json)
      sauda_cli_print_act (g_ptr_array_index (acts, i));
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_outbox_approve:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Approves a plan once and carries it out.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_outbox_approve (SaudaCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;
  gint64 plan_id;
  SaudaExit code;

  if (!sauda_cli_parse (cli, "PLAN", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2 || !parse_id (argv[1], &plan_id))
    return sauda_cli_usage (_ ("Give the number of one plan: saudactl outbox approve PLAN"));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  code = sauda_cli_carry_out (cli, plan_id, json);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  return code;
}

static SaudaExit
report_retry (SaudaCli *cli, const Retry *retry, gboolean approve)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  gboolean planned = retry->problems->len < retry->ids->len;
  SaudaExit code = retry->forbidden ? SAUDA_EXIT_STOPPED : SAUDA_EXIT_FAILED;

  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "problems");
  for (guint i = 0; i < retry->problems->len; i++) {
    json_builder_add_string_value (json, g_ptr_array_index (retry->problems, i));
    sauda_cli_say ("%s", (const char *) g_ptr_array_index (retry->problems, i));
  }
  json_builder_end_array (json);
  if (planned)
    code = approve ? sauda_cli_carry_out (cli, retry->plan_id, json)
                   : sauda_cli_ask_for_approval (cli, retry->plan_id, json);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  return code == SAUDA_EXIT_DONE && retry->problems->len > 0 ? SAUDA_EXIT_PARTLY : code;
}

/**
 * sauda_cli_outbox_retry:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Plans acts again that surely had no effect.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_outbox_retry (SaudaCli *cli, int argc, char **argv)
{
  gboolean approve = FALSE;
  const GOptionEntry entries[] = {
    { "yes", 0, 0, G_OPTION_ARG_NONE, &approve, N_ ("Approve the plan and send it"), NULL }, { NULL }
  };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  Retry retry = { .ids = ids, .problems = problems };
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "ID…", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  for (int i = 1; i < argc; i++) {
    gint64 id;

    if (!parse_id (argv[i], &id))
      return sauda_cli_usage (_ ("An act is named by its number, see saudactl outbox list."));
    g_array_append_val (ids, id);
  }
  if (ids->len == 0)
    return sauda_cli_usage (_ ("Name at least one act: saudactl outbox retry ID…"));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  retry.now_ms = get_now (cli);
  if (sauda_workspace_write (cli->workspace, retry_work, &retry, &error) == NULL)
    return sauda_cli_fail (cli, error);
  return report_retry (cli, &retry, approve);
}

/**
 * sauda_cli_outbox_settle:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Settles by hand an act whose effect is unclear.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_outbox_settle (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_STRING, &reason, N_ ("How you know it"), "TEXT" }, { NULL }
  };
  Settlement settlement = { 0 };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "ID verified|failed --reason TEXT", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 3 || !parse_id (argv[1], &settlement.id) ||
      !sauda_act_state_from_name (argv[2], &settlement.state) ||
      (settlement.state != SAUDA_ACT_VERIFIED && settlement.state != SAUDA_ACT_FAILED))
    return sauda_cli_usage (
      _ ("Say what became of one act: saudactl outbox settle ID verified|failed --reason TEXT"));
  if (reason == NULL || *g_strstrip (reason) == '\0')
    return sauda_cli_usage (_ ("Say how you know it: --reason TEXT. The ledger keeps it."));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  settlement.reason = reason;
  settlement.now_ms = get_now (cli);
  if (sauda_workspace_write (cli->workspace, settle_work, &settlement, &error) == NULL) {
    SaudaExit code = sauda_cli_fail (cli, error);

    return g_error_matches (error, SAUDA_OUTBOX_ERROR, SAUDA_OUTBOX_ERROR_TRANSITION) ? SAUDA_EXIT_STOPPED
                                                                                      : code;
  }
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "id", settlement.id);
  sauda_cli_add_string (json, "state", sauda_act_state_get_name (settlement.state));
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    sauda_cli_print (_ ("Act %lld is “%s” now."), (long long) settlement.id,
                     sauda_act_state_get_title (settlement.state));
  return SAUDA_EXIT_DONE;
}
