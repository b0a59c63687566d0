#include "sauda-given-rows-private.h"

#include "sauda-connection-private.h"

#define TABLE "given_rows"
#define MAX_COLUMNS 24

typedef struct {
  sqlite3_vtab base;
  SaudaGivenRows *rows; /* (not owned) (not nullable) */
} Table;

typedef struct {
  sqlite3_vtab_cursor base;
  gboolean ended;
  gint64 number;
} Cursor;

static char *
name_columns (guint n_columns)
{
  GString *names = g_string_new ("c0");

  for (guint i = 1; i < n_columns; i++)
    g_string_append_printf (names, ", c%u", i);
  return g_string_free (names, FALSE);
}

static int
connect_table (sqlite3 *handle,
               void *rows,
               int argc,
               const char *const *argv,
               sqlite3_vtab **result,
               char **message)
{
  g_autofree char *columns = name_columns (MAX_COLUMNS);
  g_autofree char *sql = g_strdup_printf ("CREATE TABLE x (%s)", columns);
  Table *table;
  int code = sqlite3_declare_vtab (handle, sql);

  if (code != SQLITE_OK)
    return code;
  table = g_new0 (Table, 1);
  table->rows = rows;
  *result = &table->base;
  return SQLITE_OK;
}

static int
disconnect_table (sqlite3_vtab *table)
{
  g_free (table);
  return SQLITE_OK;
}

static int
plan (sqlite3_vtab *table, sqlite3_index_info *info)
{
  info->estimatedCost = 1e6;
  return SQLITE_OK;
}

static int
open_cursor (sqlite3_vtab *table, sqlite3_vtab_cursor **result)
{
  Cursor *cursor = g_new0 (Cursor, 1);

  *result = &cursor->base;
  return SQLITE_OK;
}

static int
close_cursor (sqlite3_vtab_cursor *cursor)
{
  g_free (cursor);
  return SQLITE_OK;
}

static SaudaGivenRows *
get_rows (sqlite3_vtab_cursor *cursor)
{
  return ((Table *) cursor->pVtab)->rows;
}

static int
go_on (sqlite3_vtab_cursor *base)
{
  Cursor *cursor = (Cursor *) base;
  SaudaGivenRows *rows = get_rows (base);

  cursor->number++;
  cursor->ended = rows->next == NULL || !rows->next (rows->data, &rows->reason);
  return rows->reason != NULL ? SQLITE_ABORT : SQLITE_OK;
}

static int
begin (sqlite3_vtab_cursor *cursor, int index, const char *text, int argc, sqlite3_value **argv)
{
  return go_on (cursor);
}

static int
has_ended (sqlite3_vtab_cursor *cursor)
{
  return ((Cursor *) cursor)->ended;
}

static int
read_cell (sqlite3_vtab_cursor *cursor, sqlite3_context *context, int column)
{
  SaudaGivenRows *rows = get_rows (cursor);

  rows->cell (rows->data, (guint) column, (SaudaGivenCell *) context);
  return SQLITE_OK;
}

static int
read_number (sqlite3_vtab_cursor *cursor, sqlite3_int64 *number)
{
  *number = ((Cursor *) cursor)->number;
  return SQLITE_OK;
}

/**
 * sauda_given_rows_register: (skip)
 * @handle: an open connection
 * @rows: outlives it
 *
 * Makes the table known that sauda_connection_insert_given() selects from.
 *
 * Returns: SQLite's code
 */
int
sauda_given_rows_register (sqlite3 *handle, SaudaGivenRows *rows)
{
  static const sqlite3_module module = {
    .xConnect = connect_table,
    .xBestIndex = plan,
    .xDisconnect = disconnect_table,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = begin,
    .xNext = go_on,
    .xEof = has_ended,
    .xColumn = read_cell,
    .xRowid = read_number,
  };

  return sqlite3_create_module_v2 (handle, TABLE, &module, rows, NULL);
}

/**
 * sauda_given_cell_put_int64:
 * @self: a cell
 * @value: its value
 */
void
sauda_given_cell_put_int64 (SaudaGivenCell *self, gint64 value)
{
  sqlite3_result_int64 ((sqlite3_context *) self, value);
}

/**
 * sauda_given_cell_put_double:
 * @self: a cell
 * @value: its value
 */
void
sauda_given_cell_put_double (SaudaGivenCell *self, double value)
{
  sqlite3_result_double ((sqlite3_context *) self, value);
}

/**
 * sauda_given_cell_put_text:
 * @self: a cell
 * @value: (nullable): its value, which must stay as it is until the next row; %NULL is stored as NULL
 */
void
sauda_given_cell_put_text (SaudaGivenCell *self, const char *value)
{
  if (value != NULL)
    sqlite3_result_text ((sqlite3_context *) self, value, -1, SQLITE_STATIC);
}

/**
 * sauda_given_cell_take_text:
 * @self: a cell
 * @value: (transfer full): its value
 */
void
sauda_given_cell_take_text (SaudaGivenCell *self, char *value)
{
  sqlite3_result_text ((sqlite3_context *) self, value, -1, g_free);
}

/**
 * sauda_connection_run_given:
 * @self: inside a transaction that may write
 * @sql: a statement that writes and reads `given_rows`, whose columns are c0, c1 … c23
 * @next: goes to the next row
 * @cell: tells a value of that row
 * @data: for both
 * @error: return location
 *
 * Runs one statement over rows of the program. It takes half the time of a statement for each row.
 *
 * Returns: %FALSE with the error of @next, %SAUDA_STORE_ERROR or %G_IO_ERROR_CANCELLED; the caller rolls back
 */
gboolean
sauda_connection_run_given (SaudaConnection *self,
                            const char *sql,
                            SaudaGivenNextFunc next,
                            SaudaGivenCellFunc cell,
                            gpointer data,
                            GError **error)
{
  SaudaGivenRows *rows = sauda_connection_get_given (self);
  SaudaStatement *statement = sauda_connection_prepare (self, sql, error);
  g_autoptr (GError) local = NULL;
  gboolean done;

  g_return_val_if_fail (rows->next == NULL, FALSE);

  if (statement == NULL)
    return FALSE;
  *rows = (SaudaGivenRows){ next, cell, data, NULL };
  done = sauda_statement_run (statement, &local);
  if (rows->reason != NULL)
    g_propagate_error (error, g_steal_pointer (&rows->reason));
  else if (!done)
    g_propagate_error (error, g_steal_pointer (&local));
  *rows = (SaudaGivenRows){ 0 };
  return done;
}

/**
 * sauda_connection_insert_given:
 * @self: inside a transaction that may write
 * @insert: an INSERT up to and without its values
 * @n_columns: how many it names, 24 at most
 * @next: goes to the next row
 * @cell: tells a value of that row
 * @data: for both
 * @error: return location
 *
 * As sauda_connection_run_given(), for rows that are inserted as they are.
 *
 * Returns: %FALSE with the error of @next, %SAUDA_STORE_ERROR or %G_IO_ERROR_CANCELLED; the caller rolls back
 */
gboolean
sauda_connection_insert_given (SaudaConnection *self,
                               const char *insert,
                               guint n_columns,
                               SaudaGivenNextFunc next,
                               SaudaGivenCellFunc cell,
                               gpointer data,
                               GError **error)
{
  g_autofree char *columns = name_columns (n_columns);
  g_autofree char *sql = g_strconcat (insert, " SELECT ", columns, " FROM " TABLE, NULL);

  g_return_val_if_fail (n_columns > 0 && n_columns <= MAX_COLUMNS, FALSE);

  return sauda_connection_run_given (self, sql, next, cell, data, error);
}
