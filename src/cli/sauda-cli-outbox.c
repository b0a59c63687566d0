#include "sauda-cli.h"

#include "sauda-outbox.h"

#include <glib/gi18n-lib.h>

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_outbox_list (connection, GPOINTER_TO_UINT (data), 0, error);
}

static void
add_act (JsonBuilder *json, const SaudaAct *act)
{
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "id", act->id);
  sauda_cli_add_int (json, "plan", act->plan_id);
  sauda_cli_add_string (json, "kind", act->kind);
  sauda_cli_add_string (json, "target", act->target);
  sauda_cli_add_string (json, "before", act->before);
  sauda_cli_add_string (json, "after", act->after);
  sauda_cli_add_string (json, "state", sauda_act_state_get_name (act->state));
  sauda_cli_add_int (json, "attempts", act->attempts);
  sauda_cli_add_string (json, "error", act->error);
  sauda_cli_add_string (json, "who", act->who);
  json_builder_end_object (json);
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
    const SaudaAct *act = g_ptr_array_index (acts, i);

    add_act (json, act);
    if (!cli->json)
      sauda_cli_print ("%6lld  %-9s %-10s %-22s %s", (long long)act->id, act->kind, act->target,
                       sauda_act_state_get_title (act->state), act->error != NULL ? act->error : "");
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  return SAUDA_EXIT_DONE;
}
