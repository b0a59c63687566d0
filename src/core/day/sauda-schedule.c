#include "sauda-schedule.h"

#include "sauda-base-error.h"
#include "sauda-file.h"
#include "sauda-time.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define FETCH_TIMER "sauda-fetch.timer"
#define FETCH_SERVICE "sauda-fetch.service"
#define RUN_TIMER "sauda-day.timer"
#define RUN_SERVICE "sauda-day.service"
#define MINUTES_PER_DAY 1440

/* systemd expands % and $ in a command line, and splits it at blanks. */
static char *
quote (const char *word)
{
  GString *quoted = g_string_new ("\"");

  for (const char *c = word; *c != '\0'; c++) {
    if (*c == '"' || *c == '\\')
      g_string_append_c (quoted, '\\');
    if (*c == '%' || *c == '$')
      g_string_append_c (quoted, *c);
    g_string_append_c (quoted, *c);
  }
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

static char *
make_service (const SaudaScheduleOptions *options, const char *description, const char *words)
{
  g_autofree char *program = quote (options->program);
  g_autofree char *folder = options->data_folder != NULL ? quote (options->data_folder) : NULL;

  /* Left for later (4) and done in part (1) are no failures: alerts and the journal tell of them. */
  return g_strdup_printf ("# Written by saudactl schedule install\n"
                          "[Unit]\n"
                          "Description=%s\n"
                          "After=network-online.target\n"
                          "\n"
                          "[Service]\n"
                          "Type=oneshot\n"
                          "ExecStart=%s%s%s %s\n"
                          "SuccessExitStatus=1 4\n",
                          description, program, folder != NULL ? " --data-dir " : "",
                          folder != NULL ? folder : "", words);
}

static char *
make_timer (const char *description, const char *when)
{
  return g_strdup_printf ("# Written by saudactl schedule install\n"
                          "[Unit]\n"
                          "Description=%s\n"
                          "\n"
                          "[Timer]\n"
                          "%s\n"
                          "Persistent=true\n"
                          "\n"
                          "[Install]\n"
                          "WantedBy=timers.target\n",
                          description, when);
}

/* The day's own time zone is written as UTC: old data of time zones has Almaty an hour wrong. */
static char *
format_calendar (int hour, int minute)
{
  int utc = hour * 60 + minute - (int) (SAUDA_ALMATY_OFFSET_MS / 60000);

  utc = (utc + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  return g_strdup_printf ("OnCalendar=*-*-* %02d:%02d:00 UTC", utc / 60, utc % 60);
}

static gboolean
write_unit (const char *folder, const char *name, const char *text, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return sauda_file_write (path, text, strlen (text), error);
}

static gboolean
remove_unit (const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_FILE, _ ("%s cannot be removed: %s"), path,
               g_strerror (errno));
  return FALSE;
}

static gboolean
write_run (const char *folder, const SaudaScheduleOptions *options, GError **error)
{
  g_autofree char *when = format_calendar (options->run_hour, options->run_minute);
  g_autofree char *service = make_service (options, "Sauda runs the day", "day run --unattended");
  g_autofree char *timer = make_timer ("Sauda runs the day", when);

  return write_unit (folder, RUN_SERVICE, service, error) && write_unit (folder, RUN_TIMER, timer, error);
}

/**
 * sauda_schedule_get_folder:
 *
 * Returns: (transfer full): where systemd looks for a person's own units
 */
char *
sauda_schedule_get_folder (void)
{
  return g_build_filename (g_get_user_config_dir (), "systemd", "user", NULL);
}

/**
 * sauda_schedule_get_timers:
 * @with_run: whether the day is run too
 *
 * Returns: (array zero-terminated=1): names of the timers
 */
const char *const *
sauda_schedule_get_timers (gboolean with_run)
{
  static const char *const both[] = { FETCH_TIMER, RUN_TIMER, NULL };
  static const char *const fetch[] = { FETCH_TIMER, NULL };

  return with_run ? both : fetch;
}

/**
 * sauda_schedule_write:
 * @folder: where the units go, see sauda_schedule_get_folder()
 * @options: what shall be done
 * @error: return location
 *
 * Writes the units that read orders, and run the day at its time. A day that is run so is approved by nobody:
 * it sends only where every store is trusted with everything.
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_FILE
 */
gboolean
sauda_schedule_write (const char *folder, const SaudaScheduleOptions *options, GError **error)
{
  g_autofree char *when = g_strdup_printf ("OnCalendar=*:0/%u", options->fetch_minutes);
  g_autofree char *service = make_service (options, "Sauda reads orders", "orders fetch");
  g_autofree char *timer = make_timer ("Sauda reads orders", when);

  if (!sauda_file_make_folder (folder, error) || !write_unit (folder, FETCH_SERVICE, service, error) ||
      !write_unit (folder, FETCH_TIMER, timer, error))
    return FALSE;
  if (options->run_hour >= 0)
    return write_run (folder, options, error);
  return remove_unit (folder, RUN_TIMER, error) && remove_unit (folder, RUN_SERVICE, error);
}

/**
 * sauda_schedule_remove:
 * @folder: where the units are
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_FILE
 */
gboolean
sauda_schedule_remove (const char *folder, GError **error)
{
  return remove_unit (folder, FETCH_TIMER, error) && remove_unit (folder, FETCH_SERVICE, error) &&
         remove_unit (folder, RUN_TIMER, error) && remove_unit (folder, RUN_SERVICE, error);
}
