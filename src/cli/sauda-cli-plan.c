#include "sauda-cli-plan.h"

#include "sauda-day-error.h"
#include "sauda-outbox.h"
#include "sauda-plan-run.h"

#include <glib/gi18n-lib.h>

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_outbox_list (connection, 0, *(gint64 *) data, error);
}

/* Adds the plan's acts as they are now. Returns how many are not done, or -1 with @error. */
static int
add_acts (SaudaCli *cli, gint64 plan_id, JsonBuilder *json, GError **error)
{
  g_autoptr (GPtrArray) acts = sauda_workspace_read (cli->workspace, list_work, &plan_id, error);
  int left = 0;

  if (acts == NULL)
    return -1;
  sauda_cli_begin_array (json, "acts");
  for (guint i = 0; i < acts->len; i++) {
    const SaudaAct *act = g_ptr_array_index (acts, i);

    sauda_cli_add_act (json, act);
    if (!cli->json)
      sauda_cli_print_act (act);
    left += act->state != SAUDA_ACT_VERIFIED;
  }
  json_builder_end_array (json);
  return left;
}

/**
 * sauda_cli_add_act:
 * @json: a document inside an array
 * @act: an act of the ledger
 */
void
sauda_cli_add_act (JsonBuilder *json, const SaudaAct *act)
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
 * sauda_cli_print_act:
 * @act: an act of the ledger
 */
void
sauda_cli_print_act (const SaudaAct *act)
{
  g_autofree char *id = g_strdup_printf ("%lld", (long long) act->id);
  const SaudaCliCell cells[] = { { id, -6 },
                                 { act->kind, 9 },
                                 { act->target, 10 },
                                 { sauda_act_state_get_title (act->state), 24 },
                                 { act->error != NULL ? act->error : "", 0 } };

  sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
}

/**
 * sauda_cli_carry_out:
 * @cli: the call, with its workspace open
 * @plan_id: a plan that nobody has approved
 * @json: a document inside an object; gets `plan` and `acts`
 *
 * Approves a plan and sends its acts; what became of each is listed. Whoever comes second, or meets a gate,
 * is told so.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_carry_out (SaudaCli *cli, gint64 plan_id, JsonBuilder *json)
{
  g_autoptr (SaudaDayStep) step = sauda_day_step_new ("plan", _ ("Plan"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  int left;

  sauda_cli_add_int (json, "plan", plan_id);
  sauda_plan_run_async (cli->workspace, plan_id, g_get_user_name (), step, cli->cancellable,
                        sauda_cli_on_ready, &result);
  if (!sauda_plan_run_finish (sauda_cli_wait (&result), &error)) {
    SaudaExit code = sauda_cli_fail (cli, error);

    return g_error_matches (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_LOCKED) ? SAUDA_EXIT_STOPPED : code;
  }
  for (const char *const *failed = sauda_day_step_get_failed (step); *failed != NULL; failed++)
    sauda_cli_say ("%s", *failed);
  for (const char *const *waiting = sauda_day_step_get_waiting (step); *waiting != NULL; waiting++)
    sauda_cli_say ("%s", *waiting);
  left = add_acts (cli, plan_id, json, &error);
  if (left < 0)
    return sauda_cli_fail (cli, error);
  return left > 0 ? SAUDA_EXIT_PARTLY : SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_ask_for_approval:
 * @cli: the call, with its workspace open
 * @plan_id: a plan that nobody has approved
 * @json: a document inside an object; gets `plan` and `acts`
 *
 * Lists what a plan would do, and how to approve it.
 *
 * Returns: %SAUDA_EXIT_DONE or _FAILED
 */
SaudaExit
sauda_cli_ask_for_approval (SaudaCli *cli, gint64 plan_id, JsonBuilder *json)
{
  g_autoptr (GError) error = NULL;

  sauda_cli_add_int (json, "plan", plan_id);
  if (add_acts (cli, plan_id, json, &error) < 0)
    return sauda_cli_fail (cli, error);
  sauda_cli_say (_ ("Plan %lld waits for its approval; nothing was sent. Approve it within 60 minutes: "
                    "saudactl outbox approve "
                    "%lld"),
                 (long long) plan_id, (long long) plan_id);
  return SAUDA_EXIT_DONE;
}
