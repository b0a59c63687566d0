#include "sauda-cli.h"

#include "sauda-schedule.h"
#include "sauda-time.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <string.h>

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

/* What systemd says of one unit, a line a property; %NULL when it cannot be asked. */
static char *
ask_systemd (const char *unit)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GSubprocess) process = NULL;
  char *answer = NULL;

  g_subprocess_launcher_setenv (launcher, "TZ", "UTC", TRUE);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C", TRUE);
  process = g_subprocess_launcher_spawn (
    launcher, NULL, "systemctl", "--user", "--timestamp=unix", "show", unit,
    "--property=ActiveState,NextElapseUSecRealtime,ExecMainExitTimestamp,ExecMainStatus,Result", NULL);

  if (process == NULL || !g_subprocess_communicate_utf8 (process, NULL, NULL, &answer, NULL, NULL) ||
      !g_subprocess_get_successful (process))
    g_clear_pointer (&answer, g_free);
  return answer;
}

static char *
find_property (const char *answer, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (answer, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (g_str_has_prefix (lines[i], name) && lines[i][strlen (name)] == '=')
      return g_strdup (lines[i] + strlen (name) + 1);
  return g_strdup ("");
}

/* UTC ms; 0 where there is none: systemd leaves it empty, or says "n/a". It tells when a timer elapses as
 * "Sat 2026-11-28 15:40:00 UTC", whatever time stamps it is asked for. */
static gint64
find_moment (const char *answer, const char *name)
{
  g_autofree char *value = find_property (answer, name);
  g_autoptr (GDateTime) moment = NULL;
  int year, month, day, hour, minute, second;

  if (*value == '@')
    return g_ascii_strtoll (value + 1, NULL, 10) * 1000;
  if (sscanf (value, "%*s %d-%d-%d %d:%d:%d UTC", &year, &month, &day, &hour, &minute, &second) != 6)
    return 0;
  moment = g_date_time_new_utc (year, month, day, hour, minute, second);
  return moment != NULL ? g_date_time_to_unix (moment) * 1000 : 0;
}

static const char *
describe_result (const char *service)
{
  g_autofree char *state = find_property (service, "ActiveState");
  g_autofree char *result = find_property (service, "Result");
  g_autofree char *status = find_property (service, "ExecMainStatus");

  if (strcmp (state, "activating") == 0)
    return _ ("runs now");
  if (find_moment (service, "ExecMainExitTimestamp") == 0)
    return _ ("has not run yet");
  if (strcmp (result, "success") != 0 && strcmp (result, "exit-code") != 0)
    return _ ("was stopped before it was done");
  switch (g_ascii_strtoll (status, NULL, 10)) {
  case SAUDA_EXIT_DONE:
    return _ ("done");
  case SAUDA_EXIT_PARTLY:
    return _ ("done, but something failed; alerts and the report of the day name it");
  case SAUDA_EXIT_STOPPED:
    return _ ("left for you by a gate or a safety rule; alerts name it");
  default:
    return _ ("could not be done; “saudactl doctor” may tell why");
  }
}

static char *
format_moment (gint64 utc_ms)
{
  g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (utc_ms));
  g_autofree char *clock = sauda_time_format_clock (utc_ms);

  return g_strconcat (day, " ", clock, NULL);
}

static void
say_timer (const char *title, gboolean on, gint64 next_ms, gint64 last_ms, const char *result)
{
  g_autofree char *next = next_ms > 0 ? format_moment (next_ms) : g_strdup ("–");
  g_autofree char *last = last_ms > 0 ? format_moment (last_ms) : g_strdup ("–");

  if (on)
    sauda_cli_say (_ ("%s: next at %s; last at %s: %s."), title, next, last, result);
  else
    sauda_cli_say (_ ("%s: the timer is off; last at %s: %s."), title, last, result);
}

/* Returns: whether systemd could be asked, and the timer is on */
static gboolean
report_timer (const char *timer, const char *title, JsonBuilder *json, gboolean *asked)
{
  g_autofree char *stem = g_strndup (timer, strlen (timer) - strlen (".timer"));
  g_autofree char *service_name = g_strconcat (stem, ".service", NULL);
  g_autofree char *unit = ask_systemd (timer), *service = ask_systemd (service_name);
  g_autofree char *state = unit != NULL ? find_property (unit, "ActiveState") : NULL;
  gboolean on = g_strcmp0 (state, "active") == 0;

  *asked &= unit != NULL && service != NULL;
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "name", stem);
  sauda_cli_add_string (json, "title", title);
  if (unit != NULL && service != NULL) {
    gint64 next_ms = find_moment (unit, "NextElapseUSecRealtime");
    gint64 last_ms = find_moment (service, "ExecMainExitTimestamp");
    const char *result = describe_result (service);

    json_builder_set_member_name (json, "active");
    json_builder_add_boolean_value (json, on);
    if (next_ms > 0)
      sauda_cli_add_int (json, "next_ms", next_ms);
    if (last_ms > 0)
      sauda_cli_add_int (json, "last_ms", last_ms);
    if (last_ms > 0) {
      g_autofree char *status = find_property (service, "ExecMainStatus");

      sauda_cli_add_int (json, "status", g_ascii_strtoll (status, NULL, 10));
    }
    sauda_cli_add_string (json, "result", result);
    say_timer (title, on, next_ms, last_ms, result);
  }
  json_builder_end_object (json);
  return on && *asked;
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

/**
 * sauda_cli_schedule_status:
 * @cli: the call
 * @argc: number of words
 * @argv: the words behind the command
 *
 * Tells of each timer when it runs next, when it ran last, and what came of it.
 *
 * Returns: what saudactl ends with; %SAUDA_EXIT_PARTLY while a timer that was written is not on, or systemd
 * cannot be asked
 */
SaudaExit
sauda_cli_schedule_status (SaudaCli *cli, int argc, char **argv)
{
  const char *const *timers = sauda_schedule_get_timers (TRUE);
  const char *const titles[] = { _ ("Reading orders"), _ ("Running the day") };
  g_autofree char *folder = sauda_schedule_get_folder ();
  g_autoptr (JsonBuilder) json = json_builder_new ();
  gboolean asked = TRUE, all_on = TRUE;
  guint written = 0;

  if (argc != 1)
    return sauda_cli_usage (_ ("schedule status takes no arguments."));
  json_builder_begin_object (json);
  sauda_cli_add_string (json, "folder", folder);
  json_builder_set_member_name (json, "timers");
  json_builder_begin_array (json);
  for (gsize i = 0; timers[i] != NULL; i++) {
    g_autofree char *path = g_build_filename (folder, timers[i], NULL);

    if (!g_file_test (path, G_FILE_TEST_EXISTS))
      continue;
    written++;
    all_on &= report_timer (timers[i], titles[i], json, &asked);
  }
  json_builder_end_array (json);
  json_builder_set_member_name (json, "active");
  json_builder_add_boolean_value (json, written > 0 && all_on);
  json_builder_end_object (json);
  if (written == 0)
    sauda_cli_say (
      "%s",
      _ ("No timers are written: Sauda reads orders while its window is open. “saudactl schedule install” "
         "has systemd do it."));
  else if (!asked)
    sauda_cli_say (
      _ ("The timers are written to %s, but systemd cannot be asked about them here: it does not run for "
         "this user. They do nothing until it does."),
      folder);
  if (cli->json)
    sauda_cli_print_json (json);
  return all_on ? SAUDA_EXIT_DONE : SAUDA_EXIT_PARTLY;
}
