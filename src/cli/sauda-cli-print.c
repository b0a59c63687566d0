#include "sauda-cli.h"
#include "sauda-print-queue.h"
#include "sauda-reason.h"

#include <glib/gi18n-lib.h>

/* What a person says about a job. */
typedef struct {
  gint64 id;
  guint printed;
  gint64 now_ms;
} Mark;

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_print_queue_list (connection, *(gint64 *) data, error);
}

static gpointer
mark_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Mark *mark = data;

  if (!sauda_print_queue_confirm (connection, mark->id, mark->printed, mark->now_ms, error))
    return NULL;
  return sauda_print_queue_get (connection, mark->id, error);
}

static void
add_record (JsonBuilder *json, const SaudaPrintRecord *record)
{
  g_autofree char *reason = sauda_reason_show (record->reason);

  json_builder_begin_object (json);
  sauda_cli_add_int (json, "id", record->id);
  sauda_cli_add_time (json, "created", record->created_ms);
  sauda_cli_add_string (json, "kind", sauda_print_kind_get_name (record->kind));
  sauda_cli_add_string (json, "title", record->title);
  sauda_cli_add_string (json, "file", record->file);
  sauda_cli_add_string (json, "printer", record->printer);
  sauda_cli_add_int (json, "copies", record->copies);
  sauda_cli_add_string (json, "state", sauda_print_state_get_name (record->state));
  sauda_cli_add_int (json, "labels", record->n_labels);
  sauda_cli_add_int (json, "printed", record->n_confirmed);
  sauda_cli_add_string (json, "reason", reason);
  sauda_cli_add_string (json, "error", record->error);
  json_builder_end_object (json);
}

static void
print_record (const SaudaPrintRecord *record)
{
  g_autofree char *id = g_strdup_printf ("%lld", (long long) record->id);
  g_autofree char *count = g_strdup_printf ("%u/%u", record->n_confirmed, record->n_labels);
  const SaudaCliCell cells[] = { { id, -5 },
                                 { count, -9 },
                                 { sauda_print_state_get_title (record->state), 22 },
                                 { record->printer, 20 },
                                 { record->title, 0 } };

  sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
}

/**
 * sauda_cli_print_list:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Shows what was printed.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_print_list (SaudaCli *cli, int argc, char **argv)
{
  int days = 1;
  const GOptionEntry entries[] = {
    { "days", 0, 0, G_OPTION_ARG_INT, &days, N_ ("Of so many days, today among them"), "N" }, { NULL }
  };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  gint64 since_ms = 0;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 1 || days < 1 || days > 3650)
    return sauda_cli_usage (_ ("Give a number of days from 1 to 3650: saudactl print list --days 7"));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  since_ms = sauda_day_time_ms (sauda_workspace_get_today (cli->workspace) - days + 1, 0, 0);
  records = sauda_workspace_read (cli->workspace, list_work, &since_ms, &error);
  if (records == NULL)
    return sauda_cli_fail (cli, error);
  json_builder_begin_object (json);
  sauda_cli_begin_array (json, "jobs");
  for (guint i = 0; i < records->len; i++) {
    add_record (json, g_ptr_array_index (records, i));
    if (!cli->json)
      print_record (g_ptr_array_index (records, i));
  }
  sauda_cli_end_list (cli, json);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_print_mark:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Says how many labels of a job came out.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_print_mark (SaudaCli *cli, int argc, char **argv)
{
  int printed = -1;
  const GOptionEntry entries[] = {
    { "printed", 0, 0, G_OPTION_ARG_INT, &printed, N_ ("Only the first N labels came out"), "N" }, { NULL }
  };
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (SaudaPrintRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  Mark mark = { 0 };

  if (!sauda_cli_parse (cli, "JOB [--printed N]", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 2 || !g_ascii_string_to_signed (argv[1], 10, 1, G_MAXINT64, &mark.id, NULL) || printed < -1)
    return sauda_cli_usage (_ ("Give the number of one job: saudactl print mark JOB [--printed N]"));
  if (sauda_cli_open (cli, &error) == NULL)
    return sauda_cli_fail (cli, error);
  mark.printed = printed < 0 ? G_MAXUINT : (guint) printed;
  mark.now_ms = sauda_workspace_get_now (cli->workspace);
  record = sauda_workspace_write (cli->workspace, mark_work, &mark, &error);
  if (record == NULL)
    return sauda_cli_fail (cli, error);
  add_record (json, record);
  if (cli->json)
    sauda_cli_print_json (json);
  else
    print_record (record);
  return SAUDA_EXIT_DONE;
}
