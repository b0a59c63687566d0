#include "sauda-workspace.h"

#include "sauda-base-error.h"
#include "sauda-day-lock.h"

#include <glib/gi18n-lib.h>

static gboolean
remove_path (GFile *file, GError **error)
{
  g_autoptr (GFileEnumerator) children = g_file_enumerate_children (
    file, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  GFile *child;

  while (children != NULL) {
    if (!g_file_enumerator_iterate (children, NULL, &child, NULL, error))
      return FALSE;
    if (child == NULL)
      break;
    if (!remove_path (child, error))
      return FALSE;
  }
  return g_file_delete (file, NULL, error);
}

/* Not being there is as good as being removed. */
static gboolean
remove_entry (const char *folder, const char *name, GError **error)
{
  g_autoptr (GFile) file = g_file_new_build_filename (folder, name, NULL);
  g_autoptr (GError) local = NULL;

  if (remove_path (file, &local) || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;
  g_set_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_FILE, _ ("%s cannot be removed: %s"), name,
               local->message);
  return FALSE;
}

/**
 * sauda_workspace_forget_practice:
 * @data_folder: (nullable): the folder that the person chose
 * @error: return location
 *
 * Removes what Sauda made of the practice store: never anything of a real one. No day may be running there.
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_LOCKED or %SAUDA_BASE_ERROR_FILE
 */
gboolean
sauda_workspace_forget_practice (const char *data_folder, GError **error)
{
  static const char *const entries[] = { "sauda.db",          "sauda.db-wal",     "sauda.db-shm",
                                         "sauda.db-journal",  "waybills",         "labels",
                                         "reports",           "last-labels.json", ".checked",
                                         "erased-orders.tsv", "backups",          "set-aside",
                                         "log.jsonl",         "log.1.jsonl",      "open.lock" };
  g_autofree char *folder = sauda_workspace_get_default_folder (TRUE, data_folder);
  int lock;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return TRUE;
  lock = sauda_day_lock_wait (folder, error);
  if (lock < 0)
    return FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    if (!remove_entry (folder, entries[i], error)) {
      sauda_day_lock_release (lock);
      return FALSE;
    }
  sauda_day_lock_release (lock);
  return TRUE;
}
