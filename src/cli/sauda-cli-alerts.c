#include "sauda-act-settle.h"
#include "sauda-alert-rules.h"
#include "sauda-cli.h"

#include <glib/gi18n-lib.h>

/* Alerts to be acknowledged. */
typedef struct {
  GArray *ids; /* (owned) (element-type gint64) empty for all open ones */
  guint done;
  gint64 now_ms;
} Acknowledgement;

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_alerts_list (connection, data != NULL, error);
}

static gboolean
take_all (SaudaConnection *connection, GArray *ids, GError **error)
{
  g_autoptr (GPtrArray) alerts = sauda_alerts_list (connection, FALSE, error);

  if (alerts == NULL)
    return FALSE;
  for (guint i = 0; i < alerts->len; i++) {
    const SaudaAlert *alert = g_ptr_array_index (alerts, i);

    if (alert->acknowledged_ms == 0)
      g_array_append_val (ids, alert->id);
  }
  return TRUE;
}

static gpointer
acknowledge_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Acknowledgement *work = data;

  if (work->ids->len == 0 && !take_all (connection, work->ids, error))
    return NULL;
  for (guint i = 0; i < work->ids->len; i++)
    if (!sauda_alerts_acknowledge (connection, g_array_index (work->ids, gint64, i), g_get_user_name (),
                                   work->now_ms, error))
      return NULL;
  work->done = work->ids->len;
  return work;
}

static void
add_alert (JsonBuilder *json, const SaudaAlert *alert)
{
  SaudaAlertKind kind;
  gboolean known = sauda_alert_kind_find (alert->kind, &kind);

  json_builder_begin_object (json);
  sauda_cli_add_int (json, "id", alert->id);
  sauda_cli_add_string (json, "kind", alert->kind);
  sauda_cli_add_string (json, "title", known ? kind.title : alert->kind);
  sauda_cli_add_string (json, "store", alert->store);
  sauda_cli_add_string (json, "order", alert->order_code);
  sauda_cli_add_string (json, "severity", sauda_alert_severity_get_name (alert->severity));
  sauda_cli_add_string (json, "text", alert->text);
  sauda_cli_add_time (json, "first_seen", alert->first_seen_ms);
  sauda_cli_add_time (json, "last_seen", alert->last_seen_ms);
  sauda_cli_add_time (json, "acknowledged", alert->acknowledged_ms);
  sauda_cli_add_string (json, "acknowledged_by", alert->acknowledged_by);
  sauda_cli_add_time (json, "resolved", alert->resolved_ms);
  json_builder_end_object (json);
}

static void
print_alert (const SaudaAlert *alert)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, alert->id);
  g_autofree char *since = sauda_time_format_iso (alert->first_seen_ms);
  const char *state = alert->resolved_ms != 0       ? _ ("over")
                      : alert->acknowledged_ms != 0 ? _ ("seen")
                                                    : _ ("open");
  const SaudaCliCell cells[] = {
    { id, -5 },           { sauda_alert_severity_get_name (alert->severity), 8 },
    { state, 8 },         { since, 20 },
    { alert->store, 16 }, { alert->text, 0 },
  };

  sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
}

/**
 * sauda_cli_alerts_list:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_alerts_list (SaudaCli *cli, int argc, char **argv)
{
  gboolean history = FALSE;
  const GOptionEntry entries[] = {
    { "all", 0, 0, G_OPTION_ARG_NONE, &history, N_ ("Those that are over as well"), NULL }, { NULL }
  };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GPtrArray) alerts = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  alerts = sauda_workspace_read (cli->workspace, list_work, GINT_TO_POINTER (history), &error);
  if (alerts == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "alerts");
  for (guint i = 0; i < alerts->len; i++) {
    add_alert (json, g_ptr_array_index (alerts, i));
    if (!cli->json)
      print_alert (g_ptr_array_index (alerts, i));
  }
  if (!sauda_cli_end_list (cli, json) && alerts->len == 0)
    sauda_cli_print ("%s", _ ("Nothing needs you."));
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_alerts_ack:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Makes alerts quiet until they get worse.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_alerts_ack (SaudaCli *cli, int argc, char **argv)
{
  gboolean all = FALSE;
  const GOptionEntry entries[] = { { "all", 0, 0, G_OPTION_ARG_NONE, &all, N_ ("All that are open"), NULL },
                                   { NULL } };
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;
  Acknowledgement work = { .ids = ids };

  if (!sauda_cli_parse (cli, "ID…", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  for (int i = 1; i < argc; i++) {
    guint64 id;

    if (!g_ascii_string_to_unsigned (argv[i], 10, 1, G_MAXINT64, &id, NULL))
      return sauda_cli_usage (_ ("An alert is named by its number, see saudactl alerts list."));
    g_array_append_val (ids, id);
  }
  if ((ids->len == 0) != all)
    return sauda_cli_usage (_ ("Name the alerts, or all of them: saudactl alerts ack ID… | --all"));
  if (!sauda_cli_open_now (cli, &work.now_ms, &error))
    return sauda_cli_fail (cli, error);
  if (sauda_workspace_write (cli->workspace, acknowledge_work, &work, &error) == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_add_int (json, "acknowledged", work.done);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_look_after:
 * @cli: the call, whose workspace is open
 * @channels: (nullable) (element-type SaudaChannel): the stores' ways to Kaspi as the call used them, so that
 * one that was silent is not asked again; %NULL to open them
 *
 * Does what the window does between its readings: clears up unclear acts that are due, and looks what needs
 * the merchant. A failure is said and changes nothing of the call's own result.
 */
void
sauda_cli_look_after (SaudaCli *cli, GPtrArray *channels)
{
  g_autoptr (GAsyncResult) settling = NULL, looking = NULL;
  g_autoptr (GError) error = NULL;

  sauda_act_settle_async (cli->workspace, channels, cli->cancellable, sauda_cli_on_ready, &settling);
  if (!sauda_act_settle_finish (sauda_cli_wait (&settling), NULL, NULL, &error)) {
    sauda_cli_say ("%s", error->message);
    return;
  }
  sauda_alert_rules_run_async (cli->workspace, cli->cancellable, sauda_cli_on_ready, &looking);
  if (!sauda_alert_rules_run_finish (sauda_cli_wait (&looking), NULL, &error))
    sauda_cli_say ("%s", error->message);
}
