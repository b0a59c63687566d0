#include "sauda-migrations-private.h"

#include "sauda-backup.h"
#include "sauda-sql-resource.h"
#include "sauda-store-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SQL_FOLDER "/io/github/sauda/Sauda/sql"
#define WAL_ATTEMPTS 20

static int
compare_versions (gconstpointer a, gconstpointer b)
{
  gint64 version_a = ((const SaudaMigration *) a)->version, version_b = ((const SaudaMigration *) b)->version;

  return (version_a > version_b) - (version_a < version_b);
}

static void
set_newer (GError **error, const char *path, gint64 version, gint64 known)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (
    error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_NEWER,
    _ ("The database %s was written by a newer Sauda (version %d of its tables, this program knows %d). "
       "Install the newer Sauda to open it; nothing was changed."),
    name, (int) version, (int) known);
}

/* Tables without a version are another program's. Asked in one statement: a second Sauda may be
 * making them. */
static gboolean
belongs_to_us (SaudaConnection *connection, const char *path, GError **error)
{
  g_autofree char *name = NULL;
  gint64 tables;

  if (!sauda_connection_read_number (
        connection, "SELECT count(*) FROM sqlite_schema, pragma_user_version WHERE user_version = 0", &tables,
        error))
    return FALSE;
  if (tables == 0)
    return TRUE;
  name = g_filename_display_name (path);
  g_set_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_OPEN,
               _ ("The file %s is a database of another program. It was left as it is; choose another file."),
               name);
  return FALSE;
}

/* While another process opens the same new file, the change of mode fails at once instead of waiting; an
   empty transaction does wait. */
static gboolean
use_wal (SaudaConnection *connection, GError **error)
{
  for (int left = WAL_ATTEMPTS; left > 0; left--) {
    g_autoptr (GError) local = NULL;

    if (sauda_connection_execute (connection, "PRAGMA journal_mode = WAL", &local))
      return TRUE;
    if (left == 1 || !g_error_matches (local, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_BUSY)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
    if (!sauda_connection_begin (connection, SAUDA_TRANSACTION_WRITE, error))
      return FALSE;
    sauda_connection_roll_back (connection);
  }
  g_assert_not_reached ();
}

static gboolean
check_not_newer (SaudaConnection *connection,
                 const char *path,
                 gint64 newest,
                 gint64 *version,
                 GError **error)
{
  if (!sauda_connection_read_number (connection, "PRAGMA user_version", version, error))
    return FALSE;
  if (*version <= newest)
    return TRUE;
  set_newer (error, path, *version, newest);
  return FALSE;
}

/* Inside an exclusive transaction: @path is read by the backup through a connection of its own. */
static gboolean
apply (SaudaConnection *connection,
       const char *path,
       gint64 version,
       gboolean first,
       const SaudaMigration *migration,
       GError **error)
{
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %d", (int) migration->version);

  if (first && version > 0) {
    g_autofree char *backup = g_strdup_printf ("%s.before-%d.bak", path, (int) migration->version);

    if (!sauda_backup_copy (path, backup, error))
      return FALSE;
  }
  return sauda_connection_execute (connection, migration->sql, error) &&
         sauda_connection_execute (connection, pragma, error);
}

/* Another process may have migrated since we looked, so the version is read again under the lock. */
static gboolean
run_one (SaudaConnection *connection,
         const char *path,
         gboolean first,
         const SaudaMigration *migration,
         gboolean *applied,
         GError **error)
{
  gint64 version;

  *applied = FALSE;
  if (!sauda_connection_begin (connection, SAUDA_TRANSACTION_EXCLUSIVE, error))
    return FALSE;
  if (!sauda_connection_read_number (connection, "PRAGMA user_version", &version, error)) {
    sauda_connection_roll_back (connection);
    return FALSE;
  }
  if (version >= migration->version) {
    sauda_connection_roll_back (connection);
    return TRUE;
  }
  if (!apply (connection, path, version, first, migration, error)) {
    sauda_connection_roll_back (connection);
    return FALSE;
  }
  *applied = TRUE;
  return sauda_connection_commit (connection, error);
}

/* A new file has nothing to lose, so all of its tables come into being at once: one wait for the disk instead
 * of many. Returns whether they did; whatever is wrong is told by the steps one by one. */
static gboolean
run_all (SaudaConnection *connection, const SaudaMigration *migrations, gsize count)
{
  gint64 version;
  gboolean done;

  if (!sauda_connection_begin (connection, SAUDA_TRANSACTION_EXCLUSIVE, NULL))
    return FALSE;
  done = sauda_connection_read_number (connection, "PRAGMA user_version", &version, NULL) && version == 0;
  for (gsize i = 0; i < count && done; i++)
    done = apply (connection, NULL, 0, FALSE, &migrations[i], NULL);
  if (!done)
    sauda_connection_roll_back (connection);
  return done && sauda_connection_commit (connection, NULL);
}

/**
 * sauda_migrations_load:
 *
 * Returns: (transfer full) (element-type SaudaMigration): the steps that this program brings along, in their
 * order
 */
GArray *
sauda_migrations_load (void)
{
  GArray *migrations = g_array_new (FALSE, FALSE, sizeof (SaudaMigration));
  g_auto (GStrv) names = NULL;

  /* A static library's constructors are dropped, hence by hand; a second time does no harm. */
  sauda_sql_register_resource ();
  names =
    g_resource_enumerate_children (sauda_sql_get_resource (), SQL_FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  for (gsize i = 0; names != NULL && names[i] != NULL; i++) {
    g_autofree char *path = g_build_path ("/", SQL_FOLDER, names[i], NULL);
    g_autoptr (GBytes) bytes =
      g_resource_lookup_data (sauda_sql_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    SaudaMigration migration = { g_ascii_strtoll (names[i], NULL, 10), NULL };

    g_assert (bytes != NULL && migration.version > 0);
    /* Static data with a zero behind it: the resource compiler sees to that. */
    migration.sql = g_bytes_get_data (bytes, NULL);
    g_array_append_val (migrations, migration);
  }
  g_array_sort (migrations, compare_versions);
  return migrations;
}

/**
 * sauda_migrations_run:
 * @connection: a connection without a transaction
 * @path: its file
 * @migrations: (array length=count): steps in their order
 * @count: how many
 * @error: return location
 *
 * Brings the schema up to the last step: each in one exclusive transaction together with its number, all in
 * one where the database is new. One that holds data is first copied to `<path>.before-<number of the first
 * step>.bak`.
 *
 * Returns: %FALSE with %SAUDA_STORE_ERROR; the database then has the version of the last step that succeeded
 */
gboolean
sauda_migrations_run (SaudaConnection *connection,
                      const char *path,
                      const SaudaMigration *migrations,
                      gsize count,
                      GError **error)
{
  gint64 version, newest = count > 0 ? migrations[count - 1].version : 0;
  gboolean first = TRUE;

  if (!check_not_newer (connection, path, newest, &version, error) ||
      !belongs_to_us (connection, path, error) || !use_wal (connection, error))
    return FALSE;
  if (version == 0 && run_all (connection, migrations, count))
    return TRUE;
  for (gsize i = 0; i < count; i++) {
    gboolean applied;

    if (migrations[i].version <= version)
      continue;
    if (!run_one (connection, path, first, &migrations[i], &applied, error))
      return FALSE;
    first = first && !applied;
  }
  return check_not_newer (connection, path, newest, &version, error);
}
