#include "sauda-backup.h"

#include "sauda-file.h"
#include "sauda-store-error-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#define BUSY_TIMEOUT_MS 5000

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close_v2)

static void
set_backup_error (GError **error, const char *path, const char *reason)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_FULL, _ ("The backup %s cannot be written: %s"),
               name, reason);
}

static sqlite3 *
open_handle (const char *path, int flags, GError **error)
{
  g_autoptr (sqlite3) handle = NULL;
  int code = sqlite3_open_v2 (path, &handle, flags | SQLITE_OPEN_NOMUTEX, NULL);

  if (code != SQLITE_OK) {
    sauda_store_set_error (error, handle, code);
    return NULL;
  }
  sqlite3_busy_timeout (handle, BUSY_TIMEOUT_MS);
  return g_steal_pointer (&handle);
}

static int
see_check (gpointer data, int count, char **values, char **names)
{
  gboolean *sound = data;

  *sound = count == 1 && g_strcmp0 (values[0], "ok") == 0;
  return 0;
}

/* One step for all pages: a writer in between would only start the copy again. */
static gboolean
copy_pages (sqlite3 *source, sqlite3 *target, GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (target, "main", source, "main");
  gboolean sound = FALSE;
  int code = SQLITE_OK;

  if (backup != NULL) {
    sqlite3_backup_step (backup, -1);
    code = sqlite3_backup_finish (backup);
  } else {
    code = sqlite3_errcode (target);
  }
  /* A copy is one file that can be carried away, so without WAL. */
  if (code == SQLITE_OK)
    code = sqlite3_exec (target, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = sqlite3_exec (target, "PRAGMA quick_check (1)", see_check, &sound, NULL);
  if (code == SQLITE_OK && !sound)
    code = SQLITE_CORRUPT;
  if (code != SQLITE_OK)
    sauda_store_set_error (error, target, code);
  return code == SQLITE_OK;
}

/**
 * sauda_backup_copy:
 * @from: a database; others may be reading and writing it
 * @to: the copy's file, replaced when it exists
 * @error: return location
 *
 * Copies what is committed into one file, checks the copy, and only then gives it its name.
 *
 * Returns: %FALSE with %SAUDA_STORE_ERROR; then @to is as it was
 */
gboolean
sauda_backup_copy (const char *from, const char *to, GError **error)
{
  g_autofree char *draft = g_strconcat (to, ".part", NULL);
  g_autofree char *folder = g_path_get_dirname (to);
  g_autoptr (GError) local = NULL;
  g_autoptr (sqlite3) source = open_handle (from, SQLITE_OPEN_READWRITE, error);
  g_autoptr (sqlite3) target = NULL;
  gboolean copied;

  if (source == NULL)
    return FALSE;
  /* An empty file of our own first, so that the copy is readable by its owner alone. */
  if (!sauda_file_make_folder (folder, &local) || !sauda_file_write (draft, "", 0, &local)) {
    set_backup_error (error, to, local->message);
    return FALSE;
  }
  target = open_handle (draft, SQLITE_OPEN_READWRITE, error);
  copied = target != NULL && copy_pages (source, target, error);
  g_clear_pointer (&target, sqlite3_close_v2);
  if (copied && g_rename (draft, to) != 0) {
    set_backup_error (error, to, g_strerror (errno));
    copied = FALSE;
  }
  if (copied)
    sauda_file_sync_folder (folder);
  else
    g_unlink (draft);
  return copied;
}

static int
take_name (gpointer data, int count, char **values, char **names)
{
  SaudaBackupTable *table = g_new0 (SaudaBackupTable, 1);

  table->name = g_strdup (values[0]);
  g_ptr_array_add (data, table);
  return 0;
}

static int
take_rows (gpointer data, int count, char **values, char **names)
{
  *(gint64 *) data = g_ascii_strtoll (values[0], NULL, 10);
  return 0;
}

static void
table_free (gpointer data)
{
  SaudaBackupTable *table = data;

  g_free (table->name);
  g_free (table);
}

/**
 * sauda_backup_inspect:
 * @path: a database file
 * @thorough: whether indexes are compared with their tables too, which takes longer
 * @error: return location
 *
 * Looks whether the pages of a database fit together, and counts the rows of its tables. Nothing is changed.
 * It blocks.
 *
 * Returns: (transfer full) (nullable) (element-type SaudaBackupTable): the tables by name, or %NULL with
 * %SAUDA_STORE_ERROR_DAMAGED or another code of #SaudaStoreError
 */
GPtrArray *
sauda_backup_inspect (const char *path, gboolean thorough, GError **error)
{
  g_autoptr (sqlite3) handle = open_handle (path, SQLITE_OPEN_READWRITE, error);
  g_autoptr (GPtrArray) tables = g_ptr_array_new_with_free_func (table_free);
  gboolean sound = FALSE;
  int code;

  if (handle == NULL)
    return NULL;
  code = sqlite3_exec (handle, thorough ? "PRAGMA integrity_check (1)" : "PRAGMA quick_check (1)", see_check,
                       &sound, NULL);
  if (code == SQLITE_OK && !sound)
    code = SQLITE_CORRUPT;
  if (code == SQLITE_OK)
    code = sqlite3_exec (handle,
                         "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                         " ORDER BY name",
                         take_name, tables, NULL);
  for (guint i = 0; code == SQLITE_OK && i < tables->len; i++) {
    SaudaBackupTable *table = g_ptr_array_index (tables, i);
    char *sql = sqlite3_mprintf ("SELECT count(*) FROM \"%w\"", table->name);

    code = sqlite3_exec (handle, sql, take_rows, &table->rows, NULL);
    sqlite3_free (sql);
  }
  if (code == SQLITE_OK)
    return g_steal_pointer (&tables);
  sauda_store_set_error (error, handle, code);
  return NULL;
}
