#include "sauda-crash.h"

#include "sauda-log.h"

#include <execinfo.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define REPORT "crash-report.txt"
#define TOLD "crash-report.told.txt"
#define DEPTH 64
#define MAX_PATH 4096

/* All that the handler may use: nothing can be allocated when memory is what broke. */
static char report_path[MAX_PATH];
static char head[256];

static void
put (int fd, const char *text)
{
  gssize written = write (fd, text, strlen (text));

  (void) written;
}

static void
on_crash (int signal_number)
{
  int fd = open (report_path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  void *frames[DEPTH];
  char number[3] = { (char) ('0' + signal_number / 10), (char) ('0' + signal_number % 10), '\0' };

  if (fd >= 0) {
    put (fd, head);
    put (fd, "signal ");
    put (fd, number);
    put (fd, "\n");
    backtrace_symbols_fd (frames, backtrace (frames, DEPTH), fd);
    close (fd);
  }
  /* The usual end follows: the handler was taken off when it was called. */
  raise (signal_number);
}

/**
 * sauda_crash_watch:
 * @folder: where a report goes
 * @version: of the program
 *
 * Leaves a report in @folder when the program crashes: its version and the functions it was in, by name. No
 * data of orders or buyers is in it. Called once.
 *
 * Returns: whether crashes are watched
 */
gboolean
sauda_crash_watch (const char *folder, const char *version)
{
  static const int signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
  struct sigaction action = { .sa_handler = on_crash, .sa_flags = (int) SA_RESETHAND };
  g_autofree char *path = g_build_filename (folder, REPORT, NULL);
  void *frame[1];

  if (g_strlcpy (report_path, path, sizeof report_path) >= sizeof report_path)
    return FALSE;
  g_snprintf (head, sizeof head, "Sauda %s\n", version);
  /* The first call loads a library, which the handler must not do. */
  backtrace (frame, 1);
  sigemptyset (&action.sa_mask);
  for (gsize i = 0; i < G_N_ELEMENTS (signals); i++)
    if (sigaction (signals[i], &action, NULL) != 0)
      return FALSE;
  return TRUE;
}

/**
 * sauda_crash_take_report:
 * @folder: where a report would be
 *
 * Returns: (transfer full) (nullable): the report of the last crash, masked, told once; %NULL when there was
 * none
 */
char *
sauda_crash_take_report (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, REPORT, NULL);
  g_autofree char *told = g_build_filename (folder, TOLD, NULL);
  g_autofree char *text = NULL, *valid = NULL;
  g_autoptr (GString) shown = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return NULL;
  g_rename (path, told);
  valid = g_utf8_make_valid (text, -1);
  shown = g_string_new (valid);
  g_string_replace (shown, g_get_home_dir (), "~", 0);
  return sauda_log_mask (shown->str);
}
