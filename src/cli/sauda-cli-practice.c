#include "sauda-cli.h"

#include "sauda-practice-day.h"
#include "sauda-practice-ledger.h"
#include "sauda-practice-script.h"
#include "sauda-practice-server.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>

static gboolean
on_stop (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

/* Serves until Ctrl+C. */
static void
serve (SaudaPracticeServer *server)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint interrupt = g_unix_signal_add (SIGINT, on_stop, loop);
  guint terminate = g_unix_signal_add (SIGTERM, on_stop, loop);

  puts (sauda_practice_server_get_url (server));
  fflush (stdout);
  g_main_loop_run (loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
}

static gboolean
set_clock (SaudaPracticeOptions *options, const char *moment, GError **error)
{
  gint64 now_ms;

  if (moment == NULL)
    return TRUE;
  if (!sauda_time_parse_iso (moment, &now_ms, error))
    return FALSE;
  options->clock = sauda_clock_new_at (now_ms);
  return TRUE;
}

/* Whoever reads the store goes by the computer's own clock, by which every order must have been made: in the
 * night a new day is yesterday's. */
static gboolean
begin_day (const SaudaPracticeOptions *options, GError **error)
{
  g_autoptr (SaudaPracticeOptions) begun = sauda_practice_options_copy (options);
  gint64 now_ms = sauda_clock_get_now (begun->clock);
  SaudaPracticeDay day = { .day = sauda_day_from_ms (now_ms) };

  if (now_ms < sauda_practice_day_get_morning_ms (&day))
    now_ms -= SAUDA_MS_PER_DAY;
  g_clear_object (&begun->clock);
  begun->clock = sauda_clock_new_at (now_ms);
  return sauda_practice_day_open (begun, &day, error);
}

/**
 * sauda_cli_practice_serve:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_practice_serve (SaudaCli *cli, int argc, char **argv)
{
  g_autoptr (SaudaPracticeOptions) options = sauda_practice_options_new ();
  g_autofree char *moment = NULL;
  int port = 0, orders = (int) options->orders, seed = (int) options->seed, latency = 0, rate = 0;
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &port, N_ ("Port, any free one at first"), "N" },
    { "orders", 0, 0, G_OPTION_ARG_INT, &orders, N_ ("Orders of a new practice day, 100 at first"), "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, N_ ("The same seed makes the same orders"), "N" },
    { "clock", 0, 0, G_OPTION_ARG_STRING, &moment, N_ ("What the clock shows at the beginning"), "ISO" },
    { "latency", 0, 0, G_OPTION_ARG_INT, &latency, N_ ("Milliseconds before every answer"), "MS" },
    { "rate", 0, 0, G_OPTION_ARG_INT, &rate, N_ ("Requests a second before “too many”, 0 for no limit"),
      "N" },
    { "faults", 0, 0, G_OPTION_ARG_STRING, &options->faults, N_ ("Faults, see saudactl(1)"), "LIST" },
    { NULL }
  };
  g_autoptr (SaudaPracticeServer) server = NULL;
  g_autoptr (GError) error = NULL;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (port < 0 || port > 65535 || orders < 0 || orders > 100000 || seed < 0 || latency < 0 || rate < 0)
    return sauda_cli_usage (_ ("A number is out of its range."));
  if (!set_clock (options, moment, &error))
    return sauda_cli_usage (error->message);
  options->port = (guint) port;
  options->orders = (guint) orders;
  options->seed = (guint) seed;
  options->latency_ms = (guint) latency;
  options->rate_per_second = (guint) rate;
  options->folder = sauda_cli_get_practice_folder (cli);
  if (moment == NULL && !begin_day (options, &error))
    return sauda_cli_fail (cli, error);
  server = sauda_practice_server_new (options, &error);
  if (server == NULL || !sauda_practice_server_start (server, &error))
    return sauda_cli_fail (cli, error);
  serve (server);
  sauda_practice_server_stop (server);
  return SAUDA_EXIT_DONE;
}

static void
print_ledger (const SaudaPracticeLedger *ledger)
{
  for (guint i = 0; i < ledger->orders->len; i++) {
    const SaudaPracticeLedgerOrder *order = g_ptr_array_index (ledger->orders, i);

    sauda_cli_print (_ ("%s: accepted %u, assembled %u, cancelled %u, completed %u, refused %u"), order->code,
                     order->accepts, order->assembles, order->cancels, order->completes, order->refused);
  }
}

/**
 * sauda_cli_practice_ledger:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_practice_ledger (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *folder = sauda_cli_get_practice_folder (cli);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaPracticeLedger) ledger = sauda_practice_ledger_read (folder, &error);

  if (ledger == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json) {
    g_autofree char *json = sauda_practice_ledger_to_json (ledger);

    puts (json);
  } else
    print_ledger (ledger);
  return SAUDA_EXIT_DONE;
}

static void
write_script (JsonBuilder *json, GPtrArray *script)
{
  sauda_cli_begin_array (json, "script");
  for (guint i = 0; i < script->len; i++) {
    const SaudaPracticeLine *line = g_ptr_array_index (script, i);

    json_builder_begin_object (json);
    sauda_cli_add_time (json, "at_ms", line->at_ms);
    sauda_cli_add_string (json, "order", line->order);
    sauda_cli_add_string (json, "buyer", line->buyer);
    sauda_cli_add_string (json, "content", line->content);
    sauda_cli_add_string (json, "text", line->text);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
}

static void
print_script (GPtrArray *script)
{
  for (guint i = 0; i < script->len; i++) {
    const SaudaPracticeLine *line = g_ptr_array_index (script, i);
    g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (line->at_ms));
    g_autofree char *clock = sauda_time_format_clock (line->at_ms);
    g_auto (GStrv) words = g_strsplit_set (line->text, "\r\n", -1);
    g_autofree char *text = g_strjoinv (" ", words);
    const SaudaCliCell cells[] = {
      { day, -8 }, { clock, 5 }, { line->order, 10 }, { line->content, 7 }, { text, 0 },
    };

    sauda_cli_print_cells (cells, G_N_ELEMENTS (cells));
  }
  if (script->len == 0)
    sauda_cli_print ("%s", _ ("No buyer has been asked yet: “saudactl --practice day run --yes” asks them."));
}

/**
 * sauda_cli_practice_script:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Tells what the buyers who were asked write and when, also what the practice clock has not come to yet.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_practice_script (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *folder = sauda_cli_get_practice_folder (cli);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) script = sauda_practice_script_read (folder, &error);

  if (script == NULL)
    return sauda_cli_fail (cli, error);
  if (cli->json) {
    g_autoptr (JsonBuilder) json = json_builder_new ();

    json_builder_begin_object (json);
    write_script (json, script);
    json_builder_end_object (json);
    sauda_cli_print_json (json);
  } else
    print_script (script);
  return SAUDA_EXIT_DONE;
}

/**
 * sauda_cli_practice_reset:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Begins a new practice day on both sides: what the practice store received and what Sauda made of it are
 * gone.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_practice_reset (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *folder = sauda_cli_get_practice_folder (cli);
  g_autoptr (GError) error = NULL;

  if (!sauda_workspace_forget_practice (cli->data_folder, &error) || !sauda_practice_reset (folder, &error))
    return sauda_cli_fail (cli, error);
  if (cli->json)
    puts ("{\"reset\":true}");
  else
    sauda_cli_print ("%s", _ ("A new practice day begins with the next command."));
  return SAUDA_EXIT_DONE;
}
