#include "sauda-waybill-unmatched.h"

#include "sauda-file.h"
#include "sauda-text.h"

#include <string.h>

/* Beside the folders of the stores; no store's folder begins with a point. */
#define FOLDER ".unmatched"
#define NAME_BYTES 150
#define SHORT_HASH 8

static char *
get_folder (SaudaWorkspace *workspace)
{
  return g_build_filename (sauda_workspace_get_folder (workspace), "waybills", FOLDER, NULL);
}

/**
 * sauda_waybill_unmatched_keep:
 * @workspace: the merchant's folder
 * @file: a sound label file, or a part of it, that belongs to no order that is known
 * @error: return location
 *
 * Keeps it until its order is known: the archive that it came in may be gone by then. Blocks; not for the
 * main thread.
 *
 * Returns: %FALSE with %SAUDA_BASE_ERROR_FILE
 */
gboolean
sauda_waybill_unmatched_keep (SaudaWorkspace *workspace, const SaudaWaybillFile *file, GError **error)
{
  g_autofree char *folder = get_folder (workspace);
  g_autofree char *name = sauda_text_file_name (file->name, NAME_BYTES);
  g_autofree char *kept = g_strdup_printf ("%.*s-%s", SHORT_HASH, file->sha256, name);
  g_autofree char *path = g_build_filename (folder, kept, NULL);
  gsize length;
  gconstpointer bytes = g_bytes_get_data (file->pdf, &length);

  return sauda_file_make_folder (folder, error) && sauda_file_write (path, bytes, length, error);
}

/**
 * sauda_waybill_unmatched_is_empty:
 * @workspace: the merchant's folder
 *
 * Returns: whether no file is kept
 */
gboolean
sauda_waybill_unmatched_is_empty (SaudaWorkspace *workspace)
{
  g_autofree char *folder = get_folder (workspace);
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);

  return listing == NULL || g_dir_read_name (listing) == NULL;
}

static gboolean
read_one (const char *path, SaudaWaybillUnmatchedFunc found, gpointer user_data, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (SaudaWaybillFile) file = NULL;
  char *data;
  gsize length;

  if (strlen (name) <= SHORT_HASH + 1 || !g_file_get_contents (path, &data, &length, NULL))
    return TRUE;
  pdf = g_bytes_new_take (data, length);
  file = sauda_waybill_file_new (name + SHORT_HASH + 1, pdf);
  return found (file, path, user_data, error);
}

/**
 * sauda_waybill_unmatched_each:
 * @workspace: the merchant's folder
 * @found: called for each file that was kept; may remove it
 * @user_data: data of @found
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Blocks; not for the main thread.
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED or what @found set
 */
gboolean
sauda_waybill_unmatched_each (SaudaWorkspace *workspace,
                              SaudaWaybillUnmatchedFunc found,
                              gpointer user_data,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autofree char *folder = get_folder (workspace);
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        (g_file_test (path, G_FILE_TEST_IS_REGULAR) && !read_one (path, found, user_data, error)))
      return FALSE;
  }
  return TRUE;
}
