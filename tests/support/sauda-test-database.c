#include "sauda-test-database.h"

static gpointer
execute (SaudaConnection *connection, gpointer data, GError **error)
{
  return GINT_TO_POINTER (sauda_connection_execute (connection, data, error));
}

static gpointer
read_text (SaudaConnection *connection, gpointer data, GError **error)
{
  SaudaStatement *statement = sauda_connection_prepare (connection, data, error);
  gboolean row;

  if (statement == NULL || !sauda_statement_step (statement, &row, error) || !row)
    return NULL;
  return g_strdup (sauda_statement_get_text (statement, 0));
}

/**
 * sauda_test_database_new:
 * @folder: a temporary folder
 *
 * Returns: (transfer full): a new database `sauda.db` in it, with all tables and no rows; the same one again
 * when it is there already
 */
SaudaDatabase *
sauda_test_database_new (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "sauda.db", NULL);
  g_autoptr (GError) error = NULL;
  SaudaDatabase *database = sauda_database_open (path, &error);

  g_assert_no_error (error);
  return database;
}

/**
 * sauda_test_database_execute:
 * @database: a database
 * @sql: statements that must succeed
 */
void
sauda_test_database_execute (SaudaDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;

  sauda_database_run (database, execute, (gpointer) sql, &error);
  g_assert_no_error (error);
}

/**
 * sauda_test_database_read_number:
 * @database: a database
 * @sql: a query with one number
 *
 * Returns: that number; 0 when there is no row
 */
gint64
sauda_test_database_read_number (SaudaDatabase *database, const char *sql)
{
  g_autofree char *text = sauda_test_database_read_text (database, sql);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

/**
 * sauda_test_database_read_text:
 * @database: a database
 * @sql: a query with one text
 *
 * Returns: (transfer full) (nullable): that text; %NULL for NULL and when there is no row
 */
char *
sauda_test_database_read_text (SaudaDatabase *database, const char *sql)
{
  g_autoptr (GError) error = NULL;
  char *text = sauda_database_read (database, read_text, (gpointer) sql, &error);

  g_assert_no_error (error);
  return text;
}
