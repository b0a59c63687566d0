#include "sauda-day-lock.h"

#include "sauda-day-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

/* What clears up after a killed process holds the lock for a moment only. */
#define TRIES 5
#define PAUSE_MS 10

typedef struct {
  char *folder; /* (owned) (not nullable) */
  guint tries;
} Taking;

static void
taking_free (gpointer data)
{
  Taking *taking = data;

  g_free (taking->folder);
  g_free (taking);
}

/**
 * sauda_day_lock_take:
 * @folder: a data folder
 * @error: return location
 *
 * Only one process runs the day in a data folder. The system lets the lock go when the process ends, however
 * it ends. Does not wait, see sauda_day_lock_wait().
 *
 * Returns: the lock, or -1 with %SAUDA_DAY_ERROR_LOCKED
 */
int
sauda_day_lock_take (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, "day.lock", NULL);
  int lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

  if (lock >= 0 && flock (lock, LOCK_EX | LOCK_NB) == 0)
    return lock;
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

static gboolean
try_to_take (gpointer data)
{
  GTask *task = data;
  Taking *taking = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  int lock = sauda_day_lock_take (taking->folder, &error);

  if (lock < 0 && ++taking->tries < TRIES) {
    g_autoptr (GSource) source = g_timeout_source_new (PAUSE_MS);

    g_task_attach_source (task, source, try_to_take);
    return G_SOURCE_REMOVE;
  }
  if (lock >= 0)
    g_task_return_int (task, lock);
  else
    g_task_return_error (task, g_steal_pointer (&error));
  g_object_unref (task);
  return G_SOURCE_REMOVE;
}

/**
 * sauda_day_lock_take_async:
 * @folder: a data folder
 * @callback: called when the lock is taken, or is not to be had
 * @user_data: data for @callback
 *
 * As sauda_day_lock_take(), but lets what clears up finish first: 50 ms at most.
 */
void
sauda_day_lock_take_async (const char *folder, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (NULL, NULL, callback, user_data);
  Taking *taking = g_new0 (Taking, 1);

  g_task_set_source_tag (task, sauda_day_lock_take_async);
  taking->folder = g_strdup (folder);
  g_task_set_task_data (task, taking, taking_free);
  try_to_take (task);
}

/**
 * sauda_day_lock_take_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: the lock, or -1 with %SAUDA_DAY_ERROR_LOCKED
 */
int
sauda_day_lock_take_finish (GAsyncResult *result, GError **error)
{
  return (int) g_task_propagate_int (G_TASK (result), error);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

/**
 * sauda_day_lock_wait:
 * @folder: a data folder
 * @error: return location
 *
 * What sauda_day_lock_take_async() does, for a thread that may wait: never for a main loop that draws.
 *
 * Returns: the lock, or -1 with %SAUDA_DAY_ERROR_LOCKED
 */
int
sauda_day_lock_wait (const char *folder, GError **error)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GAsyncResult) result = NULL;
  int lock;

  g_main_context_push_thread_default (context);
  sauda_day_lock_take_async (folder, on_taken, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  lock = sauda_day_lock_take_finish (result, error);
  g_main_context_pop_thread_default (context);
  return lock;
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

static int
lock_open (const char *folder, int operation)
{
  g_autofree char *path = g_build_filename (folder, "open.lock", NULL);
  int lock = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  int reason;

  if (lock < 0 || flock (lock, operation | LOCK_NB) == 0)
    return lock;
  reason = errno;
  close (lock);
  errno = reason;
  return -1;
}

/**
 * sauda_day_lock_hold_open:
 * @folder: a data folder
 *
 * Says that somebody has the database of @folder open; any number may at the same time. SQLite's own locks do
 * not tell it: they are lost as soon as anything in the process, such as a file dialog, has read the file and
 * closed it.
 *
 * Returns: what sauda_day_lock_release() takes, or -1 where it cannot be said
 */
int
sauda_day_lock_hold_open (const char *folder)
{
  return lock_open (folder, LOCK_SH);
}

/**
 * sauda_day_lock_is_open:
 * @folder: a data folder
 *
 * Returns: whether anybody has the database of @folder open
 */
gboolean
sauda_day_lock_is_open (const char *folder)
{
  int lock = lock_open (folder, LOCK_EX);
  gboolean is_open = lock < 0 && errno == EWOULDBLOCK;

  if (lock >= 0)
    sauda_day_lock_release (lock);
  return is_open;
}
