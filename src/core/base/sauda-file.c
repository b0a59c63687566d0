#include "sauda-file.h"

#include "sauda-base-error.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define CHUNK (256 * 1024)

typedef enum { MAKE, WRITE } FileAct;

static void
set_file_error (GError **error, FileAct act, const char *path, const char *reason)
{
  g_autofree char *name = g_filename_display_name (path);

  if (act == MAKE)
    g_set_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_FILE, _ ("The folder %s cannot be made: %s"), name,
                 reason);
  else
    g_set_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_FILE, _ ("The file %s cannot be written: %s"),
                 name, reason);
}

static void
set_read_error (GError **error, const char *path, int code)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autofree char *base = g_filename_display_basename (path);

  if (code == ENOENT)
    g_set_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_FILE,
                 _ ("The file “%s” is not there any more. Choose it again."), base);
  else if (code == EACCES)
    g_set_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_FILE,
                 _ ("The file “%s” may not be read. Allow reading it, or copy it to another folder."), base);
  else if (code == EISDIR)
    g_set_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_FILE, _ ("“%s” is a folder. Choose a file in it."),
                 base);
  else
    g_set_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_FILE, _ ("The file %s cannot be read: %s"), name,
                 g_strerror (code));
}

/**
 * sauda_file_make_folder:
 * @path: a folder
 * @error: return location
 *
 * Makes @path and the folders above it, readable by their owner alone: they hold buyers' names.
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_FILE when it cannot be made
 */
gboolean
sauda_file_make_folder (const char *path, GError **error)
{
  if (g_mkdir_with_parents (path, 0700) == 0)
    return TRUE;
  set_file_error (error, MAKE, path, g_strerror (errno));
  return FALSE;
}

/**
 * sauda_file_write:
 * @path: where the file shall be
 * @data: (array length=length): its bytes
 * @length: how many
 * @error: return location
 *
 * Writes beside, syncs and renames, so that @path is either the old file or the whole new one, even after a
 * power cut. A full disk leaves the old file as it was.
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_FILE when it cannot be written
 */
gboolean
sauda_file_write (const char *path, const void *data, gsize length, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (g_file_set_contents_full (path, data, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &local))
    return TRUE;
  set_file_error (error, WRITE, path, local->message);
  return FALSE;
}

/**
 * sauda_file_sha256:
 * @path: a file
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the file's SHA-256 in hexadecimal, or %NULL with
 * %SAUDA_BASE_ERROR_FILE or %G_IO_ERROR_CANCELLED
 */
char *
sauda_file_sha256 (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (CHUNK);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize got;

  if (fd < 0) {
    set_read_error (error, path, errno);
    return NULL;
  }
  while ((got = read (fd, buffer, CHUNK)) > 0) {
    if (g_cancellable_set_error_if_cancelled (cancellable, error)) {
      close (fd);
      return NULL;
    }
    g_checksum_update (checksum, buffer, got);
  }
  if (got < 0)
    set_read_error (error, path, errno);
  close (fd);
  return got < 0 ? NULL : g_strdup (g_checksum_get_string (checksum));
}

/**
 * sauda_file_sync_folder:
 * @path: a folder
 *
 * Makes renames inside @path survive a power cut.
 *
 * Returns: whether the system did it
 */
gboolean
sauda_file_sync_folder (const char *path)
{
  int fd = g_open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  gboolean done;

  if (fd < 0)
    return FALSE;
  done = fsync (fd) == 0;
  close (fd);
  return done;
}
