#include "sauda-connection-private.h"

#include "sauda-file.h"
#include "sauda-given-rows-private.h"
#include "sauda-statement-private.h"
#include "sauda-store-error-private.h"
#include "sauda-text.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

#define BUSY_TIMEOUT_MS 5000
#define MAX_LITERALS 1000
#define MAX_STATEMENT_BYTES (16 * 1024 * 1024)
#define MAX_WAL_PAGES 500 /* 4 MiB, as SQLite's own limit */

/* Steps of SQLite's machine between two looks at the cancellable: well below a millisecond. */
#define STEPS_BETWEEN_LOOKS 4000

struct _SaudaConnection {
  sqlite3 *handle;           /* (owned) (not nullable) */
  GHashTable *statements;    /* (owned) (not nullable): SQL text → SaudaStatement */
  GHashTable *literals;      /* (owned) (not nullable): address of such a text → SaudaStatement, borrowed */
  GCancellable *cancellable; /* (owned) (nullable): of the work that runs */
  SaudaGivenRows given;      /* what a statement is given as its rows */
  gboolean reading;          /* inside a transaction that must not write */
  gboolean filling;          /* inside one that checks references at its end */
  gboolean left_log;         /* writes into the file itself, until it returns to the log */
  int wal_pages;             /* that are not yet in the database's own file, as far as is known */
};

static void
search_key_function (sqlite3_context *context, int count, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);

  if (text == NULL)
    sqlite3_result_null (context);
  else
    sqlite3_result_text (context, sauda_text_search_key (text), -1, g_free);
}

static int
look_at_cancellable (gpointer data)
{
  SaudaConnection *self = data;

  return g_cancellable_is_cancelled (self->cancellable);
}

/* In place of SQLite's own hook, which would let the commit wait for the second writing of what is safe. */
static int
note_wal_pages (gpointer data, sqlite3 *handle, const char *name, int pages)
{
  ((SaudaConnection *) data)->wal_pages = pages;
  return SQLITE_OK;
}

/* SQLite would make the file readable for everybody; its companions copy the mode of the file. Made without
   opening it: closing any descriptor of a database drops the locks that this process holds on it. */
static gboolean
make_private_file (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *name = NULL;
  g_autoptr (GError) local = NULL;

  if (!sauda_file_make_folder (folder, &local)) {
    g_set_error_literal (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_OPEN, local->message);
    return FALSE;
  }
  if (mknod (path, S_IFREG | 0600, 0) == 0 || errno == EEXIST)
    return TRUE;
  name = g_filename_display_name (path);
  g_set_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_OPEN, _ ("The database %s cannot be made: %s"),
               name, g_strerror (errno));
  return FALSE;
}

static void
reset_statements (SaudaConnection *self)
{
  GHashTableIter iter;
  gpointer statement;

  g_hash_table_iter_init (&iter, self->statements);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    sauda_statement_reset (statement);
}

/* Without the cancellable: what ends a transaction must not be interrupted. */
static int
execute_quietly (SaudaConnection *self, const char *sql)
{
  int code;

  sqlite3_progress_handler (self->handle, 0, NULL, NULL);
  code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (self->cancellable != NULL)
    sqlite3_progress_handler (self->handle, STEPS_BETWEEN_LOOKS, look_at_cancellable, self);
  return code;
}

static int
note_mode (gpointer data, int count, char **values, char **names)
{
  *(gboolean *) data = count == 1 && g_strcmp0 (values[0], "delete") == 0;
  return 0;
}

/* Waits for nobody. Returns whether the file is written without the log then. */
static gboolean
set_mode (SaudaConnection *self, const char *sql, gboolean before)
{
  gboolean without_log = before;

  sqlite3_busy_timeout (self->handle, 0);
  sqlite3_exec (self->handle, sql, note_mode, &without_log, NULL);
  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT_MS);
  return without_log;
}

/* What fills empty tables is all new, and goes straight into the file then: the log would have it written
 * twice. A file that others have open too stays as it is. */
static void
leave_log (SaudaConnection *self)
{
  self->left_log = set_mode (self, "PRAGMA journal_mode = DELETE", FALSE);
  /* the journal must be gone from the disk before anybody is told that all is there */
  if (self->left_log)
    execute_quietly (self, "PRAGMA synchronous = EXTRA");
}

/* While somebody else reads it stays as it is: another time. */
static void
return_to_log (SaudaConnection *self)
{
  if (!self->left_log)
    return;
  self->left_log = set_mode (self, "PRAGMA journal_mode = WAL", TRUE);
  if (!self->left_log)
    execute_quietly (self, "PRAGMA synchronous = FULL");
}

/* What the connection was told for one transaction alone. */
static void
end_transaction (SaudaConnection *self)
{
  if (self->reading)
    execute_quietly (self, "PRAGMA query_only = OFF");
  if (self->filling)
    execute_quietly (self, "PRAGMA foreign_keys = ON");
  self->reading = self->filling = FALSE;
}

static gboolean
check_references (SaudaConnection *self, GError **error)
{
  gint64 broken;

  if (!sauda_connection_read_number (self, "SELECT EXISTS (SELECT 1 FROM pragma_foreign_key_check)", &broken,
                                     error))
    return FALSE;
  if (broken)
    sauda_store_set_error (error, NULL, SQLITE_CONSTRAINT_FOREIGNKEY);
  return !broken;
}

/* SQLite counts its memory under a lock that every allocation takes, for figures that nobody reads; and what
 * a statement of many rows may have to take back goes into a file of its own, though the cache holds it. The
 * room for that is asked for at once, by every statement: a malloc that fills what it gives, as in tests,
 * would do little else. */
static void
configure_sqlite (void)
{
  static gsize configured;

  if (g_once_init_enter (&configured)) {
    sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
    if (g_getenv ("MALLOC_PERTURB_") == NULL)
      sqlite3_config (SQLITE_CONFIG_STMTJRNL_SPILL, MAX_STATEMENT_BYTES);
    g_once_init_leave (&configured, 1);
  }
}

/**
 * sauda_connection_open:
 * @path: the database's file, made when it is missing
 * @error: return location
 *
 * Opens the file and reads its head, but changes nothing in a file that exists.
 *
 * Returns: (transfer full) (nullable): the connection, or %NULL with %SAUDA_STORE_ERROR_OPEN, `_DAMAGED` or
 * `_BUSY`
 */
SaudaConnection *
sauda_connection_open (const char *path, GError **error)
{
  g_autoptr (SaudaConnection) self = NULL;
  sqlite3 *handle = NULL;
  gint64 version;
  int code;

  configure_sqlite ();
  if (!make_private_file (path, error))
    return NULL;
  code = sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
  if (code != SQLITE_OK) {
    sauda_store_set_error (error, handle, code);
    sqlite3_close_v2 (handle);
    return NULL;
  }
  self = g_new0 (SaudaConnection, 1);
  self->handle = handle;
  self->literals = g_hash_table_new (NULL, NULL);
  self->statements =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sauda_statement_free);
  sqlite3_extended_result_codes (handle, TRUE);
  sqlite3_busy_timeout (handle, BUSY_TIMEOUT_MS);
  sqlite3_wal_hook (handle, note_wal_pages, self);
  sqlite3_create_function_v2 (handle, "search_key", 1, SQLITE_UTF8 | SQLITE_DETERMINISTIC, NULL,
                              search_key_function, NULL, NULL, NULL);
  sauda_given_rows_register (handle, &self->given);
  /* Pages of 8 KiB, in a new file: a large import makes and writes half as many. 64 MiB of them at most: one
   * that outgrows the cache is written to the disk twice. FULL: a row of the outbox that says "sending" must
   * be on the disk before the request leaves. */
  if (!sauda_connection_read_number (self, "PRAGMA user_version", &version, error) ||
      !sauda_connection_execute (
        self,
        "PRAGMA page_size = 8192; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL;"
        " PRAGMA cache_size = -65536",
        error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * sauda_connection_close:
 * @self: (transfer full): a connection
 */
void
sauda_connection_close (SaudaConnection *self)
{
  g_hash_table_unref (self->literals);
  g_hash_table_unref (self->statements);
  g_clear_object (&self->cancellable);
  sqlite3_close_v2 (self->handle);
  g_free (self);
}

/**
 * sauda_connection_get_handle:
 * @self: a connection
 *
 * Returns: (transfer none): SQLite's own handle, for the store room alone
 */
sqlite3 *
sauda_connection_get_handle (SaudaConnection *self)
{
  return self->handle;
}

/* For sauda_connection_insert_given(). */
SaudaGivenRows *
sauda_connection_get_given (SaudaConnection *self)
{
  return &self->given;
}

/**
 * sauda_connection_get_cached:
 * @self: a connection
 *
 * Returns: how many different statements are kept prepared
 */
guint
sauda_connection_get_cached (SaudaConnection *self)
{
  return g_hash_table_size (self->statements);
}

/**
 * sauda_connection_set_cancellable:
 * @self: a connection
 * @cancellable: (nullable): stops the statements that run from now on
 */
void
sauda_connection_set_cancellable (SaudaConnection *self, GCancellable *cancellable)
{
  g_set_object (&self->cancellable, cancellable);
  if (cancellable != NULL)
    sqlite3_progress_handler (self->handle, STEPS_BETWEEN_LOOKS, look_at_cancellable, self);
  else
    sqlite3_progress_handler (self->handle, 0, NULL, NULL);
}

/**
 * sauda_connection_begin:
 * @self: a connection
 * @transaction: what the transaction may do
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STORE_ERROR_BUSY when another process writes for longer than five seconds
 */
gboolean
sauda_connection_begin (SaudaConnection *self, SaudaTransaction transaction, GError **error)
{
  const char *begin = transaction == SAUDA_TRANSACTION_READ        ? "BEGIN DEFERRED"
                      : transaction == SAUDA_TRANSACTION_EXCLUSIVE ? "BEGIN EXCLUSIVE"
                                                                   : "BEGIN IMMEDIATE";

  /* neither can be said inside a transaction */
  if ((transaction == SAUDA_TRANSACTION_READ &&
       !sauda_connection_execute (self, "PRAGMA query_only = ON", error)) ||
      (transaction == SAUDA_TRANSACTION_FILL &&
       !sauda_connection_execute (self, "PRAGMA foreign_keys = OFF", error)))
    return FALSE;
  if (transaction == SAUDA_TRANSACTION_FILL)
    leave_log (self);
  self->reading = transaction == SAUDA_TRANSACTION_READ;
  self->filling = transaction == SAUDA_TRANSACTION_FILL;
  if (sauda_connection_execute (self, begin, error))
    return TRUE;
  end_transaction (self);
  return FALSE;
}

/**
 * sauda_connection_commit:
 * @self: a connection
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STORE_ERROR; then the transaction has been rolled back
 */
gboolean
sauda_connection_commit (SaudaConnection *self, GError **error)
{
  int code;

  reset_statements (self);
  if (self->filling && !check_references (self, error)) {
    sauda_connection_roll_back (self);
    return FALSE;
  }
  code = execute_quietly (self, "COMMIT");
  if (code != SQLITE_OK) {
    sauda_store_set_error (error, self->handle, code);
    sauda_connection_roll_back (self);
    return FALSE;
  }
  end_transaction (self);
  return TRUE;
}

/**
 * sauda_connection_tidy:
 * @self: a connection, outside a transaction
 *
 * Moves what was committed from the log into the database's own file when that is much, and returns to the
 * log after a transaction that did without it. Nobody waits for it: either is as safe a place, and what a
 * reader or the end of the program leaves is done another time.
 */
void
sauda_connection_tidy (SaudaConnection *self)
{
  return_to_log (self);
  if (self->wal_pages < MAX_WAL_PAGES)
    return;
  self->wal_pages = 0;
  sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

/**
 * sauda_connection_roll_back:
 * @self: a connection
 *
 * Undoes the transaction. After some errors, a full disk among them, SQLite has done so already.
 */
void
sauda_connection_roll_back (SaudaConnection *self)
{
  reset_statements (self);
  if (!sqlite3_get_autocommit (self->handle))
    execute_quietly (self, "ROLLBACK");
  end_transaction (self);
}

/**
 * sauda_connection_read_number:
 * @self: a connection
 * @sql: a query or PRAGMA with one number
 * @number: (out): that number, 0 when there is no row
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STORE_ERROR
 */
gboolean
sauda_connection_read_number (SaudaConnection *self, const char *sql, gint64 *number, GError **error)
{
  g_autoptr (SaudaStatement) statement = sauda_statement_new (self->handle, sql, error);
  gboolean row;

  if (statement == NULL || !sauda_statement_step (statement, &row, error))
    return FALSE;
  *number = row ? sauda_statement_get_int64 (statement, 0) : 0;
  return TRUE;
}

/**
 * sauda_connection_prepare:
 * @self: a connection
 * @sql: one statement; values go in as parameters (`?1`), never as text
 * @error: return location
 *
 * Every text is prepared once. The statement comes reset, with every parameter NULL; preparing the same text
 * again gives the same statement and ends a walk over its rows.
 *
 * Returns: (transfer none) (nullable): the statement, or %NULL with %SAUDA_STORE_ERROR_SQL
 */
SaudaStatement *
sauda_connection_prepare (SaudaConnection *self, const char *sql, GError **error)
{
  SaudaStatement *statement = g_hash_table_lookup (self->literals, sql);

  /* A text in the program stands where it stood, and comparing is cheaper than hashing it for every row; one
   * that was put together may lie where another one lay. */
  if (statement == NULL || strcmp (sauda_statement_get_sql (statement), sql) != 0) {
    statement = g_hash_table_lookup (self->statements, sql);
    if (statement != NULL && g_hash_table_size (self->literals) < MAX_LITERALS)
      g_hash_table_insert (self->literals, (gpointer) sql, statement);
  }
  if (statement != NULL) {
    sauda_statement_reset (statement);
    return statement;
  }
  statement = sauda_statement_new (self->handle, sql, error);
  if (statement != NULL)
    g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

/**
 * sauda_connection_execute:
 * @self: a connection
 * @sql: one or several statements without parameters
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STORE_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_connection_execute (SaudaConnection *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;
  sauda_store_set_error (error, self->handle, code);
  return FALSE;
}

/**
 * sauda_connection_run_each:
 * @self: a connection
 * @statements: (array zero-terminated=1): SQL texts, each with the parameters ?1 and ?2
 * @first: for ?1
 * @second: for ?2
 * @error: return location
 *
 * Runs one after the other, such as what moves the rows of one to another.
 *
 * Returns: %FALSE with %SAUDA_STORE_ERROR
 */
gboolean
sauda_connection_run_each (SaudaConnection *self,
                           const char *const *statements,
                           gint64 first,
                           gint64 second,
                           GError **error)
{
  for (gsize i = 0; statements[i] != NULL; i++) {
    SaudaStatement *statement = sauda_connection_prepare (self, statements[i], error);

    if (statement == NULL)
      return FALSE;
    sauda_statement_bind_int64 (statement, 1, first);
    sauda_statement_bind_int64 (statement, 2, second);
    if (!sauda_statement_run (statement, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_connection_get_last_id:
 * @self: a connection
 *
 * Returns: the id of the row inserted last
 */
gint64
sauda_connection_get_last_id (SaudaConnection *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * sauda_connection_get_changes:
 * @self: a connection
 *
 * Returns: how many rows the last INSERT, UPDATE or DELETE touched
 */
gint
sauda_connection_get_changes (SaudaConnection *self)
{
  return sqlite3_changes (self->handle);
}
