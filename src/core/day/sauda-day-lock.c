#include "sauda-day-lock.h"

#include "sauda-day-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#define TRIES 5
#define PAUSE_US 10000

/**
 * sauda_day_lock_take:
 * @folder: a data folder
 * @error: return location
 *
 * Only one process runs the day in a data folder. The system lets the lock go when the process ends, however
 * it ends.
 *
 * Returns: the lock, or -1 with %SAUDA_DAY_ERROR_LOCKED
 */
int
sauda_day_lock_take (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "day.lock", NULL);
  int lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  /* What clears up after a killed process holds it for a moment only. */
  for (guint i = 0; lock >= 0 && i < TRIES; i++) {
    if (flock (lock, LOCK_EX | LOCK_NB) == 0)
      return lock;
    if (errno != EWOULDBLOCK)
      break;
    if (i + 1 < TRIES)
      g_usleep (PAUSE_US);
  }
  if (lock >= 0 && errno == EWOULDBLOCK)
    g_set_error_literal (
      error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_LOCKED,
      _ ("Another Sauda is running the day in this folder. Wait for it, or stop it, and press again."));
  else
    g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_LOCKED, _ ("The file %s cannot be locked: %s"), path,
                 g_strerror (errno));
  if (lock >= 0)
    close (lock);
  return -1;
}

/**
 * sauda_day_lock_release:
 * @lock: from sauda_day_lock_take(); -1 does nothing
 */
void
sauda_day_lock_release (int lock)
{
  if (lock >= 0)
    close (lock);
}
