#include "sauda-waybill-archive.h"

#include "sauda-labels-error.h"
#include "sauda-pdf-check.h"
#include "sauda-zip-read-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEAD_BYTES 1024

static const SaudaWaybillLimits usual_limits = {
  .entry_bytes = 32u * 1024 * 1024,
  .total_bytes = G_GUINT64_CONSTANT (2) * 1024 * 1024 * 1024,
  .entries = 100000,
  .ratio = 200,
};

static gboolean
set_system_error (GError **error, const char *path)
{
  sauda_labels_set_unreadable (error, path, g_strerror (errno));
  return FALSE;
}

static gboolean
is_zip (const char *head, gsize length)
{
  return length >= 4 && (memcmp (head, "PK\003\004", 4) == 0 || memcmp (head, "PK\005\006", 4) == 0);
}

static gboolean
has_suffix (const char *name, const char *suffix)
{
  gsize length = strlen (name);

  return length >= strlen (suffix) && g_ascii_strcasecmp (name + length - strlen (suffix), suffix) == 0;
}

static gboolean
read_head (const char *path, char *head, gsize *length, struct stat *status, GError **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  gssize got;

  if (fd < 0)
    return set_system_error (error, path);
  got = fstat (fd, status) == 0 ? read (fd, head, HEAD_BYTES) : -1;
  if (got < 0)
    set_system_error (error, path);
  close (fd);
  *length = (gsize) MAX (got, 0);
  return got >= 0;
}

static SaudaWaybillFile *
read_pdf (SaudaWaybillImport *import, const char *path, const struct stat *status, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local = NULL;
  char *data;
  gsize length;

  if ((guint64) status->st_size > import->limits.entry_bytes)
    return sauda_waybill_file_new_problem (
      path,
      _ ("The file is larger than any file of labels. It was not read; split it and import the parts."));
  if (!g_file_get_contents (path, &data, &length, &local))
    return sauda_waybill_file_new_problem (path, _ ("The file cannot be read. Check that it may be opened."));
  bytes = g_bytes_new_take (data, length);
  if (length > import->bytes_left) {
    g_set_error_literal (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_TOO_LARGE,
                         _ ("There are more labels than fit into one import. Import them in parts."));
    return NULL;
  }
  import->bytes_left -= length;
  return sauda_waybill_file_new (path, bytes);
}

static gboolean
take_pdf (SaudaWaybillImport *import, const char *path, const struct stat *status, GError **error)
{
  SaudaWaybillFile *file;

  import->total++;
  file = read_pdf (import, path, status, error);
  return file != NULL && sauda_waybill_import_take (import, file, error);
}

/* An archive in a folder that cannot be read is listed like any other bad file. */
static gboolean
take_zip_in_folder (SaudaWaybillImport *import, const char *path, GError **error)
{
  GError *local = NULL;

  if (sauda_zip_read (import, path, &local))
    return TRUE;
  if (local->domain == SAUDA_LABELS_ERROR && local->code != SAUDA_LABELS_ERROR_TOO_LARGE) {
    SaudaWaybillFile *file = sauda_waybill_file_new_problem (path, local->message);

    g_error_free (local);
    import->total++;
    return sauda_waybill_import_take (import, file, error);
  }
  g_propagate_error (error, local);
  return FALSE;
}

static gboolean
take_file_in_folder (SaudaWaybillImport *import, const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  char head[HEAD_BYTES];
  struct stat status;
  gsize length;

  if (!has_suffix (path, ".pdf") && !has_suffix (path, ".zip"))
    return TRUE;
  if (!read_head (path, head, &length, &status, &local)) {
    import->total++;
    return sauda_waybill_import_take (import, sauda_waybill_file_new_problem (path, local->message), error);
  }
  if (is_zip (head, length) || (has_suffix (path, ".zip") && !sauda_pdf_is_pdf (head, length)))
    return take_zip_in_folder (import, path, error);
  return take_pdf (import, path, &status, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
list_folder (const char *path, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) local = NULL;
  g_autoptr (GDir) folder = g_dir_open (path, 0, &local);
  const char *name;

  if (folder == NULL) {
    sauda_labels_set_unreadable (error, path, local->message);
    return NULL;
  }
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return g_steal_pointer (&names);
}

/* Folders that are links are left out: they may lead back here. */
static gboolean
read_folder (SaudaWaybillImport *import, const char *path, GError **error)
{
  g_autoptr (GPtrArray) names = list_folder (path, error);

  if (names == NULL)
    return FALSE;
  for (guint i = 0; i < names->len; i++) {
    g_autofree char *child = g_build_filename (path, g_ptr_array_index (names, i), NULL);
    g_autoptr (GError) local = NULL;
    struct stat status;

    if (g_cancellable_set_error_if_cancelled (import->cancellable, error))
      return FALSE;
    if (g_lstat (child, &status) != 0)
      continue;
    if (!S_ISDIR (status.st_mode)) {
      gboolean file =
        S_ISREG (status.st_mode) || (S_ISLNK (status.st_mode) && g_file_test (child, G_FILE_TEST_IS_REGULAR));

      if (file && !take_file_in_folder (import, child, error))
        return FALSE;
      continue;
    }
    if (read_folder (import, child, &local))
      continue;
    if (!g_error_matches (local, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_UNREADABLE)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    import->total++;
    if (!sauda_waybill_import_take (import, sauda_waybill_file_new_problem (child, local->message), error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_file (SaudaWaybillImport *import, const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_basename (path);
  char head[HEAD_BYTES];
  struct stat status;
  gsize length;

  if (!read_head (path, head, &length, &status, error))
    return FALSE;
  if (is_zip (head, length))
    return sauda_zip_read (import, path, error);
  if (sauda_pdf_is_pdf (head, length))
    return take_pdf (import, path, &status, error);
  if (length == 0)
    g_set_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_EMPTY,
                 _ ("The file “%s” is empty. Download it again."), name);
  else
    g_set_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_NOT_A_LABEL,
                 _ ("“%s” is neither a PDF nor a ZIP archive. Choose the labels as Kaspi gives them out."),
                 name);
  return FALSE;
}

/**
 * sauda_waybill_import_take: (skip)
 * @import: the import
 * @file: (transfer full): what was found
 * @error: return location
 *
 * Hands a file over and counts it.
 *
 * Returns: %FALSE with @error when the import shall stop
 */
gboolean
sauda_waybill_import_take (SaudaWaybillImport *import, SaudaWaybillFile *file, GError **error)
{
  const SaudaWaybillReader *reader = import->reader;
  gboolean go_on = !g_cancellable_set_error_if_cancelled (import->cancellable, error) &&
                   reader->found (file, reader->user_data, error);

  sauda_waybill_file_free (file);
  if (!go_on)
    return FALSE;
  import->done++;
  if (reader->progress != NULL)
    reader->progress (import->done, MAX (import->total, import->done), reader->progress_data);
  return TRUE;
}

/**
 * sauda_waybill_archive_read:
 * @path: a ZIP archive, a PDF, or a folder with these (and folders) in it
 * @reader: takes each file that is or should be a label
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Reads label files; nothing is unpacked to the disk and the source is never touched. A file that is damaged,
 * locked, empty, oversized or no PDF is handed over with its problem and stops no other.
 *
 * Returns: %FALSE with an error of %SAUDA_LABELS_ERROR when nothing can be read from @path, with
 * %G_IO_ERROR_CANCELLED, or with what the reader set
 */
gboolean
sauda_waybill_archive_read (const char *path,
                            const SaudaWaybillReader *reader,
                            GCancellable *cancellable,
                            GError **error)
{
  SaudaWaybillImport import = { .reader = reader, .cancellable = cancellable };

  import.limits = reader->limits != NULL ? *reader->limits : usual_limits;
  import.bytes_left = import.limits.total_bytes;
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return read_folder (&import, path, error);
  return read_file (&import, path, error);
}
