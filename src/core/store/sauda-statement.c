#include "sauda-statement-private.h"

#include "sauda-store-error-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SaudaStatement {
  sqlite3 *handle;   /* (not owned) (not nullable): of the connection */
  sqlite3_stmt *sql; /* (owned) (not nullable) */
  int bind_code;     /* of the first parameter that SQLite did not take */
};

/* A text, a length or an index that does not fit is a mistake of the caller; step() tells of it. */
static void
remember_code (SaudaStatement *self, int code)
{
  if (self->bind_code == SQLITE_OK)
    self->bind_code = code;
}

/**
 * sauda_statement_new:
 * @handle: an open connection
 * @sql: one statement
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the prepared statement, or %NULL with %SAUDA_STORE_ERROR
 */
SaudaStatement *
sauda_statement_new (sqlite3 *handle, const char *sql, GError **error)
{
  SaudaStatement *self;
  sqlite3_stmt *prepared = NULL;
  const char *tail = NULL;
  int code = sqlite3_prepare_v3 (handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &prepared, &tail);

  if (code != SQLITE_OK) {
    sauda_store_set_error (error, handle, code);
    return NULL;
  }
  if (prepared == NULL || tail[strspn (tail, " \t\r\n;")] != '\0') {
    sqlite3_finalize (prepared);
    g_set_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_SQL, _ ("The database refused a command: %s"),
                 "not exactly one statement");
    return NULL;
  }
  self = g_new0 (SaudaStatement, 1);
  self->handle = handle;
  self->sql = prepared;
  return self;
}

/**
 * sauda_statement_free:
 * @self: (transfer full): a statement
 *
 * Must come before its connection is closed.
 */
void
sauda_statement_free (SaudaStatement *self)
{
  sqlite3_finalize (self->sql);
  g_free (self);
}

/**
 * sauda_statement_bind_int64:
 * @self: a statement
 * @index: number of the parameter, from 1
 * @value: its value
 */
void
sauda_statement_bind_int64 (SaudaStatement *self, int index, gint64 value)
{
  remember_code (self, sqlite3_bind_int64 (self->sql, index, value));
}

/**
 * sauda_statement_bind_double:
 * @self: a statement
 * @index: number of the parameter, from 1
 * @value: its value; NaN is stored as NULL
 */
void
sauda_statement_bind_double (SaudaStatement *self, int index, double value)
{
  remember_code (self, sqlite3_bind_double (self->sql, index, value));
}

/**
 * sauda_statement_bind_text:
 * @self: a statement
 * @index: number of the parameter, from 1
 * @value: (nullable): its value, copied; %NULL is stored as NULL
 */
void
sauda_statement_bind_text (SaudaStatement *self, int index, const char *value)
{
  remember_code (self, sqlite3_bind_text (self->sql, index, value, -1, SQLITE_TRANSIENT));
}

/**
 * sauda_statement_bind_static_text:
 * @self: a statement
 * @index: number of the parameter, from 1
 * @value: (nullable): its value, which must stay as it is until the statement is reset
 *
 * As sauda_statement_bind_text(), without a copy: for long imports.
 */
void
sauda_statement_bind_static_text (SaudaStatement *self, int index, const char *value)
{
  remember_code (self, sqlite3_bind_text (self->sql, index, value, -1, SQLITE_STATIC));
}

/**
 * sauda_statement_bind_blob:
 * @self: a statement
 * @index: number of the parameter, from 1
 * @value: (nullable): its bytes, copied; %NULL is stored as NULL
 */
void
sauda_statement_bind_blob (SaudaStatement *self, int index, GBytes *value)
{
  gsize size = 0;
  const void *data = value != NULL ? g_bytes_get_data (value, &size) : NULL;

  if (value == NULL)
    remember_code (self, sqlite3_bind_null (self->sql, index));
  else if (size == 0)
    remember_code (self, sqlite3_bind_zeroblob (self->sql, index, 0));
  else
    remember_code (self, sqlite3_bind_blob64 (self->sql, index, data, size, SQLITE_TRANSIENT));
}

/**
 * sauda_statement_bind_null:
 * @self: a statement
 * @index: number of the parameter, from 1
 */
void
sauda_statement_bind_null (SaudaStatement *self, int index)
{
  remember_code (self, sqlite3_bind_null (self->sql, index));
}

/**
 * sauda_statement_step:
 * @self: a statement
 * @row: (out): whether there is a row to read; %FALSE at the end
 * @error: return location
 *
 * Goes to the next row. At the end, and after an error, the statement is reset; its bindings stay.
 *
 * Returns: %FALSE with %SAUDA_STORE_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_statement_step (SaudaStatement *self, gboolean *row, GError **error)
{
  int code = self->bind_code != SQLITE_OK ? self->bind_code : sqlite3_step (self->sql);

  *row = code == SQLITE_ROW;
  if (*row)
    return TRUE;
  if (code != SQLITE_DONE)
    sauda_store_set_error (error, self->bind_code != SQLITE_OK ? NULL : self->handle, code);
  sqlite3_reset (self->sql);
  return code == SQLITE_DONE;
}

/**
 * sauda_statement_run:
 * @self: an INSERT, UPDATE or DELETE
 * @error: return location
 *
 * Runs the statement to its end and resets it; its bindings stay. Rows of a RETURNING are skipped.
 *
 * Returns: %FALSE with %SAUDA_STORE_ERROR or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_statement_run (SaudaStatement *self, GError **error)
{
  gboolean row = TRUE;

  while (row)
    if (!sauda_statement_step (self, &row, error))
      return FALSE;
  return TRUE;
}

/* The text that it was prepared from. */
const char *
sauda_statement_get_sql (SaudaStatement *self)
{
  return sqlite3_sql (self->sql);
}

/**
 * sauda_statement_reset:
 * @self: a statement
 *
 * Makes the statement ready for other values: back before its first row, every parameter NULL.
 */
void
sauda_statement_reset (SaudaStatement *self)
{
  sqlite3_reset (self->sql);
  sqlite3_clear_bindings (self->sql);
  self->bind_code = SQLITE_OK;
}

/**
 * sauda_statement_get_int64:
 * @self: a statement that stands on a row
 * @column: from 0
 *
 * Returns: the value, 0 for NULL
 */
gint64
sauda_statement_get_int64 (SaudaStatement *self, int column)
{
  return sqlite3_column_int64 (self->sql, column);
}

/**
 * sauda_statement_get_double:
 * @self: a statement that stands on a row
 * @column: from 0
 *
 * Returns: the value, 0 for NULL
 */
double
sauda_statement_get_double (SaudaStatement *self, int column)
{
  return sqlite3_column_double (self->sql, column);
}

/**
 * sauda_statement_get_text:
 * @self: a statement that stands on a row
 * @column: from 0
 *
 * Returns: (transfer none) (nullable): the text, good until the next step; %NULL for NULL
 */
const char *
sauda_statement_get_text (SaudaStatement *self, int column)
{
  return (const char *) sqlite3_column_text (self->sql, column);
}

/**
 * sauda_statement_get_blob:
 * @self: a statement that stands on a row
 * @column: from 0
 *
 * Returns: (transfer full) (nullable): a copy of the bytes; %NULL for NULL
 */
GBytes *
sauda_statement_get_blob (SaudaStatement *self, int column)
{
  const void *data;

  if (sauda_statement_is_null (self, column))
    return NULL;
  data = sqlite3_column_blob (self->sql, column);
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (self->sql, column));
}

/**
 * sauda_statement_is_null:
 * @self: a statement that stands on a row
 * @column: from 0
 *
 * Returns: whether the column holds NULL
 */
gboolean
sauda_statement_is_null (SaudaStatement *self, int column)
{
  return sqlite3_column_type (self->sql, column) == SQLITE_NULL;
}

/**
 * sauda_statement_read_number:
 * @self: a statement with its parameters
 * @number: (out): the first column of its first row, 0 when there is no row
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STORE_ERROR
 */
gboolean
sauda_statement_read_number (SaudaStatement *self, gint64 *number, GError **error)
{
  gboolean row;

  if (!sauda_statement_step (self, &row, error))
    return FALSE;
  *number = row ? sauda_statement_get_int64 (self, 0) : 0;
  sauda_statement_reset (self);
  return TRUE;
}

/**
 * sauda_statement_read_map:
 * @self: a statement with its parameters, with two columns of whole numbers
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64 gint64) (nullable): the second column by the first, or %NULL
 * with %SAUDA_STORE_ERROR
 */
GHashTable *
sauda_statement_read_map (SaudaStatement *self, GError **error)
{
  g_autoptr (GHashTable) map = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  gboolean row;

  while (sauda_statement_step (self, &row, error)) {
    gint64 pair[2];

    if (!row)
      return g_steal_pointer (&map);
    pair[0] = sauda_statement_get_int64 (self, 0);
    pair[1] = sauda_statement_get_int64 (self, 1);
    g_hash_table_insert (map, g_memdup2 (&pair[0], sizeof pair[0]), g_memdup2 (&pair[1], sizeof pair[1]));
  }
  return NULL;
}

/**
 * sauda_statement_read_set:
 * @self: a statement with its parameters, with columns of whole numbers
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64) (nullable): the numbers of all columns and rows, or %NULL
 * with %SAUDA_STORE_ERROR
 */
GHashTable *
sauda_statement_read_set (SaudaStatement *self, GError **error)
{
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gboolean row;

  while (sauda_statement_step (self, &row, error)) {
    if (!row)
      return g_steal_pointer (&set);
    for (int column = 0; column < sqlite3_column_count (self->sql); column++) {
      gint64 number = sauda_statement_get_int64 (self, column);

      g_hash_table_add (set, g_memdup2 (&number, sizeof number));
    }
  }
  return NULL;
}
