#include "sauda-cli.h"

#include "sauda-schedule.h"

#include <glib/gi18n-lib.h>

/* Runs systemctl for the person's own units. Returns whether it was there and agreed. */
static gboolean
tell_systemd (const char *verb, const char *const *timers)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;

  g_ptr_array_add (words, (gpointer) "systemctl");
  g_ptr_array_add (words, (gpointer) "--user");
  g_ptr_array_add (words, (gpointer) verb);
  if (timers != NULL)
    g_ptr_array_add (words, (gpointer) "--now");
  for (gsize i = 0; timers != NULL && timers[i] != NULL; i++)
    g_ptr_array_add (words, (gpointer) timers[i]);
  g_ptr_array_add (words, NULL);
  process = g_subprocess_newv ((const char *const *) words->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL);
  return process != NULL && g_subprocess_wait_check (process, NULL, NULL);
}

static void
report (SaudaCli *cli, const char *folder, gboolean active)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  sauda_cli_add_string (json, "folder", folder);
  json_builder_set_member_name (json, "active");
  json_builder_add_boolean_value (json, active);
  json_builder_end_object (json);
  if (cli->json)
    sauda_cli_print_json (json);
}

/**
 * sauda_cli_schedule_install:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Writes the systemd user timers that read orders, and run the day, while no window is open.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_schedule_install (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *run_at = NULL, *folder = sauda_schedule_get_folder (), *data_folder = NULL;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  int minutes = 10;
  const GOptionEntry entries[] = {
    { "every", 0, 0, G_OPTION_ARG_INT, &minutes, N_ ("Minutes between readings, 10 at first"), "N" },
    { "run-at", 0, 0, G_OPTION_ARG_STRING, &run_at, N_ ("Run the day at this time"), "HH:MM" },
    { NULL }
  };
  SaudaScheduleOptions options = { .run_hour = -1 };
  g_autoptr (GError) error = NULL;
  gboolean active;

  if (!sauda_cli_parse (cli, "", entries, &argc, &argv))
    return SAUDA_EXIT_USAGE;
  if (argc != 1 || minutes < 1 || minutes > 60)
    return sauda_cli_usage (_ ("--every is a number of minutes from 1 to 60."));
  if (run_at != NULL && !sauda_time_parse_clock (run_at, &options.run_hour, &options.run_minute, &error))
    return sauda_cli_usage (error->message);
  data_folder = cli->data_folder != NULL ? g_canonicalize_filename (cli->data_folder, NULL) : NULL;
  options.program = program != NULL ? program : "saudactl";
  options.data_folder = data_folder;
  options.fetch_minutes = (guint) minutes;
  if (!sauda_schedule_write (folder, &options, &error))
    return sauda_cli_fail (cli, error);
  active = tell_systemd ("daemon-reload", NULL) &&
           tell_systemd ("enable", sauda_schedule_get_timers (options.run_hour >= 0));
  report (cli, folder, active);
  if (active)
    sauda_cli_say ("%s",
                   _ ("The timers are on. They run while you are logged in; “loginctl enable-linger” lets "
                      "them run without you."));
  else
    sauda_cli_say (
      _ ("The timers are written to %s, but systemd could not be told. Turn them on with: systemctl "
         "--user enable --now sauda-fetch.timer"),
      folder);
  return active ? SAUDA_EXIT_DONE : SAUDA_EXIT_PARTLY;
}

/**
 * sauda_cli_schedule_remove:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Takes the timers away again.
 *
 * Returns: what saudactl ends with
 */
SaudaExit
sauda_cli_schedule_remove (SaudaCli *cli, int argc, char **argv)
{
  g_autofree char *folder = sauda_schedule_get_folder ();
  g_autoptr (GError) error = NULL;

  if (argc != 1)
    return sauda_cli_usage (_ ("schedule remove takes no arguments."));
  tell_systemd ("disable", sauda_schedule_get_timers (TRUE));
  if (!sauda_schedule_remove (folder, &error))
    return sauda_cli_fail (cli, error);
  tell_systemd ("daemon-reload", NULL);
  report (cli, folder, FALSE);
  return SAUDA_EXIT_DONE;
}
