#include "sauda-store-error-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (sauda - store - error - quark, sauda_store_error)

static void
set_damaged (GError **error, sqlite3 *handle)
{
  const char *path = handle != NULL ? sqlite3_db_filename (handle, "main") : NULL;
  g_autofree char *name = g_filename_display_name (path != NULL ? path : "");

  g_set_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_DAMAGED,
               _ ("The database %s is damaged or is no database of Sauda. It was left as it is."), name);
}

/**
 * sauda_store_set_error:
 * @error: return location
 * @handle: (nullable): the connection that failed
 * @code: what SQLite returned
 *
 * Turns a result of SQLite into a sentence. An interrupted statement becomes %G_IO_ERROR_CANCELLED, since
 * only a cancellable interrupts one.
 */
void
sauda_store_set_error (GError **error, sqlite3 *handle, int code)
{
  switch (code & 0xff) {
  case SQLITE_INTERRUPT:
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
    break;
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    g_set_error_literal (
      error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_BUSY,
      _ ("Another program is writing to the database. Nothing was changed; try again in a moment."));
    break;
  case SQLITE_FULL:
    g_set_error_literal (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_FULL,
                         _ ("The disk is full, so nothing was saved. Free some space and try again."));
    break;
  case SQLITE_IOERR:
    g_set_error (
      error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_FULL,
      _ ("The disk with the database cannot be read or written (%s), so nothing was saved. Check the disk "
         "and its free space."),
      handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code));
    break;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
    set_damaged (error, handle);
    break;
  case SQLITE_CONSTRAINT:
    g_set_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_CONSTRAINT,
                 _ ("The database refused a row that contradicts its rules: %s"),
                 handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code));
    break;
  case SQLITE_CANTOPEN:
  case SQLITE_PERM:
  case SQLITE_READONLY:
  case SQLITE_AUTH:
    g_set_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_OPEN,
                 _ ("The database cannot be opened for writing: %s. Check who owns the file and its folder."),
                 handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code));
    break;
  default:
    g_set_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_SQL, _ ("The database refused a command: %s"),
                 handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (code));
    break;
  }
}
