#include "sauda-connection-private.h"
#include "sauda-given-rows.h"
#include "sauda-statement-private.h"
#include "sauda-store-error.h"
#include "sauda-test.h"

#include <sys/stat.h>

typedef struct {
  SaudaTestFolder folder;
  SaudaConnection *connection; /* (owned): with an empty table `t (id, number, text, bytes)` */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  sauda_test_folder_set_up (&fixture->folder, NULL);
  path = g_build_filename (fixture->folder.path, "new", "test.db", NULL);
  fixture->connection = sauda_connection_open (path, &error);
  g_assert_no_error (error);
  g_assert_true (sauda_connection_execute (
    fixture->connection, "CREATE TABLE t (id INTEGER PRIMARY KEY, number REAL, text TEXT UNIQUE, bytes BLOB)",
    NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sauda_connection_close (fixture->connection);
  sauda_test_folder_tear_down (&fixture->folder, NULL);
}

static gint64
read_number (SaudaConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number;

  g_assert_true (sauda_connection_read_number (connection, sql, &number, &error));
  g_assert_no_error (error);
  return number;
}

static void
insert (SaudaConnection *connection, double number, const char *text, GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  SaudaStatement *statement =
    sauda_connection_prepare (connection, "INSERT INTO t (number, text, bytes) VALUES (?1, ?2, ?3)", &error);

  g_assert_no_error (error);
  sauda_statement_bind_double (statement, 1, number);
  sauda_statement_bind_text (statement, 2, text);
  sauda_statement_bind_blob (statement, 3, bytes);
  g_assert_true (sauda_statement_run (statement, &error));
  g_assert_no_error (error);
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder.path, "new", NULL);
  g_autofree char *file = g_build_filename (folder, "test.db", NULL);
  struct stat info;

  g_assert_cmpint (read_number (fixture->connection, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (read_number (fixture->connection, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (read_number (fixture->connection, "PRAGMA busy_timeout"), ==, 5000);
  g_assert_cmpint (stat (file, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (stat (folder, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
}

static void
test_values (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("a\0b", 3), none = g_bytes_new_static ("", 0);
  g_autoptr (GError) error = NULL;
  SaudaStatement *statement;
  gboolean row;

  insert (fixture->connection, 0.5, "Әлия", bytes);
  g_assert_cmpint (sauda_connection_get_last_id (fixture->connection), ==, 1);
  insert (fixture->connection, 0, NULL, NULL);
  insert (fixture->connection, 0, "", none);
  statement = sauda_connection_prepare (fixture->connection,
                                        "SELECT number, text, bytes, id FROM t ORDER BY id", &error);
  g_assert_no_error (error);
  for (int i = 1; i <= 3; i++) {
    g_autoptr (GBytes) read = NULL;

    g_assert_true (sauda_statement_step (statement, &row, &error));
    g_assert_true (row);
    read = sauda_statement_get_blob (statement, 2);
    g_assert_cmpint (sauda_statement_get_int64 (statement, 3), ==, i);
    g_assert_cmpfloat (sauda_statement_get_double (statement, 0), ==, i == 1 ? 0.5 : 0);
    g_assert_cmpstr (sauda_statement_get_text (statement, 1), ==, i == 1 ? "Әлия" : i == 2 ? NULL : "");
    g_assert_cmpint (sauda_statement_is_null (statement, 1), ==, i == 2);
    if (i == 2)
      g_assert_null (read);
    else
      g_assert_true (g_bytes_equal (read, i == 1 ? bytes : none));
  }
  g_assert_true (sauda_statement_step (statement, &row, &error));
  g_assert_false (row);
}

static void
test_cache (Fixture *fixture, gconstpointer data)
{
  SaudaConnection *connection = fixture->connection;
  SaudaStatement *first, *again;
  gboolean row;

  insert (connection, 1, "a", NULL);
  insert (connection, 2, "b", NULL);
  g_assert_cmpuint (sauda_connection_get_cached (connection), ==, 1);
  first = sauda_connection_prepare (connection, "SELECT id FROM t WHERE ?1 IS NULL ORDER BY id", NULL);
  g_assert_cmpuint (sauda_connection_get_cached (connection), ==, 2);
  g_assert_true (sauda_statement_step (first, &row, NULL) && row);
  g_assert_cmpint (sauda_statement_get_int64 (first, 0), ==, 1);

  /* The same text again: the same statement, at its beginning and without values. */
  sauda_statement_reset (first);
  sauda_statement_bind_int64 (first, 1, 7);
  again = sauda_connection_prepare (connection, "SELECT id FROM t WHERE ?1 IS NULL ORDER BY id", NULL);
  g_assert_true (again == first);
  g_assert_true (sauda_statement_step (again, &row, NULL) && row);
  g_assert_cmpint (sauda_statement_get_int64 (again, 0), ==, 1);
  g_assert_cmpuint (sauda_connection_get_cached (connection), ==, 2);
}

static void
test_mistakes (Fixture *fixture, gconstpointer data)
{
  static const char *const wrong[] = { "SELEC 1", "SELECT * FROM nowhere", "", "-- nothing",
                                       "SELECT 1; SELECT 2" };
  SaudaStatement *statement;
  gboolean row;
  g_autoptr (GError) error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) local = NULL;

    g_assert_null (sauda_connection_prepare (fixture->connection, wrong[i], &local));
    g_assert_error (local, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_SQL);
  }
  g_assert_nonnull (sauda_connection_prepare (fixture->connection, "SELECT 1; \n", &error));
  g_assert_no_error (error);

  /* A value for a parameter that is not there is told, not swallowed. */
  statement = sauda_connection_prepare (fixture->connection, "SELECT 1", NULL);
  sauda_statement_bind_int64 (statement, 1, 5);
  g_assert_false (sauda_statement_step (statement, &row, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_SQL);
  g_assert_false (row);
}

static void
test_constraint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  SaudaStatement *statement;

  insert (fixture->connection, 1, "same", NULL);
  statement = sauda_connection_prepare (fixture->connection, "INSERT INTO t (text) VALUES (?1)", NULL);
  sauda_statement_bind_text (statement, 1, "same");
  g_assert_false (sauda_statement_run (statement, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_CONSTRAINT);
  /* The statement can be used again. */
  sauda_statement_bind_text (statement, 1, "other");
  g_assert_true (sauda_statement_run (statement, NULL));
  g_assert_cmpint (sauda_connection_get_changes (fixture->connection), ==, 1);
}

static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  gint64 pages = read_number (fixture->connection, "PRAGMA page_count");

  sql = g_strdup_printf ("PRAGMA max_page_count = %d", (int) pages + 2);
  g_assert_true (sauda_connection_execute (fixture->connection, sql, NULL));
  g_assert_true (sauda_connection_begin (fixture->connection, SAUDA_TRANSACTION_WRITE, NULL));
  g_assert_false (sauda_connection_execute (fixture->connection,
                                            "INSERT INTO t (bytes) VALUES (zeroblob (1000000))", &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_FULL);
  sauda_connection_roll_back (fixture->connection);
  g_assert_cmpint (read_number (fixture->connection, "SELECT count(*) FROM t"), ==, 0);
  g_assert_true (sauda_connection_begin (fixture->connection, SAUDA_TRANSACTION_WRITE, NULL));
  g_assert_true (sauda_connection_commit (fixture->connection, NULL));
}

static void
test_read_only_transaction (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sauda_connection_begin (fixture->connection, SAUDA_TRANSACTION_READ, &error));
  g_assert_cmpint (read_number (fixture->connection, "SELECT count(*) FROM t"), ==, 0);
  g_assert_false (sauda_connection_execute (fixture->connection, "INSERT INTO t (id) VALUES (1)", &error));
  g_assert_nonnull (error);
  sauda_connection_roll_back (fixture->connection);
  g_assert_true (sauda_connection_execute (fixture->connection, "INSERT INTO t (id) VALUES (1)", NULL));
}

/* What a row refers to may come behind it, but must be there in the end; afterwards all is as strict as
 * before. */
static void
test_fill (Fixture *fixture, gconstpointer data)
{
  SaudaConnection *connection = fixture->connection;
  g_autoptr (GError) error = NULL;

  g_assert_true (sauda_connection_execute (
    connection, "CREATE TABLE child (id INTEGER PRIMARY KEY, t_id INTEGER REFERENCES t (id))", NULL));
  g_assert_true (sauda_connection_begin (connection, SAUDA_TRANSACTION_FILL, NULL));
  g_assert_true (sauda_connection_execute (connection, "INSERT INTO child (t_id) VALUES (7)", NULL));
  g_assert_true (sauda_connection_execute (connection, "INSERT INTO t (id) VALUES (7)", NULL));
  g_assert_true (sauda_connection_commit (connection, NULL));
  g_assert_cmpint (read_number (connection, "PRAGMA foreign_keys"), ==, 1);

  g_assert_true (sauda_connection_begin (connection, SAUDA_TRANSACTION_FILL, NULL));
  g_assert_true (sauda_connection_execute (connection, "INSERT INTO child (t_id) VALUES (8)", NULL));
  g_assert_false (sauda_connection_commit (connection, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_CONSTRAINT);
  g_assert_cmpint (read_number (connection, "SELECT count(*) FROM child"), ==, 1);
  g_assert_cmpint (read_number (connection, "PRAGMA foreign_keys"), ==, 1);

  g_assert_true (sauda_connection_begin (connection, SAUDA_TRANSACTION_FILL, NULL));
  sauda_connection_roll_back (connection);
  g_assert_cmpint (read_number (connection, "PRAGMA foreign_keys"), ==, 1);
  g_assert_false (sauda_connection_execute (connection, "INSERT INTO child (t_id) VALUES (8)", NULL));
}

static char *
read_mode (SaudaConnection *connection)
{
  g_autoptr (SaudaStatement) statement =
    sauda_statement_new (sauda_connection_get_handle (connection), "PRAGMA journal_mode", NULL);
  gboolean row;

  g_assert_true (sauda_statement_step (statement, &row, NULL) && row);
  return g_strdup (sauda_statement_get_text (statement, 0));
}

static void
assert_mode (SaudaConnection *connection, const char *wanted)
{
  g_autofree char *mode = read_mode (connection);

  g_assert_cmpstr (mode, ==, wanted);
}

/* Many new rows are not written through the log, unless others have the file open; and nobody waits until it
 * is there again. */
static void
test_fill_goes_without_log (Fixture *fixture, gconstpointer data)
{
  SaudaConnection *connection = fixture->connection, *other;
  g_autofree char *path = g_build_filename (fixture->folder.path, "new", "test.db", NULL);

  g_assert_true (sauda_connection_execute (connection, "PRAGMA journal_mode = WAL", NULL));
  g_assert_true (sauda_connection_begin (connection, SAUDA_TRANSACTION_FILL, NULL));
  assert_mode (connection, "delete");
  g_assert_true (sauda_connection_execute (connection, "INSERT INTO t (id) VALUES (1)", NULL));
  g_assert_true (sauda_connection_commit (connection, NULL));
  /* One who looks meanwhile keeps it from returning, and finds what was written. */
  other = sauda_connection_open (path, NULL);
  g_assert_true (sauda_connection_begin (other, SAUDA_TRANSACTION_READ, NULL));
  g_assert_cmpint (read_number (other, "SELECT count(*) FROM t"), ==, 1);
  sauda_connection_tidy (connection);
  assert_mode (connection, "delete");
  sauda_connection_roll_back (other);
  sauda_connection_tidy (connection);
  assert_mode (connection, "wal");
  g_assert_cmpint (read_number (connection, "PRAGMA synchronous"), ==, 2);
  g_assert_cmpint (read_number (other, "SELECT count(*) FROM t"), ==, 1);

  g_assert_true (sauda_connection_begin (connection, SAUDA_TRANSACTION_FILL, NULL));
  assert_mode (connection, "wal");
  g_assert_cmpint (read_number (connection, "PRAGMA synchronous"), ==, 2);
  sauda_connection_roll_back (connection);
  sauda_connection_close (other);

  g_assert_true (sauda_connection_begin (connection, SAUDA_TRANSACTION_FILL, NULL));
  g_assert_true (sauda_connection_execute (connection, "INSERT INTO t (id) VALUES (2)", NULL));
  assert_mode (connection, "delete");
  sauda_connection_roll_back (connection);
  sauda_connection_tidy (connection);
  assert_mode (connection, "wal");
  g_assert_cmpint (read_number (connection, "SELECT count(*) FROM t"), ==, 1);
}

static void
test_search_key (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (read_number (fixture->connection, "SELECT search_key ('ЁЛКА  Новая') = 'елка новая'"), ==,
                   1);
  g_assert_cmpint (read_number (fixture->connection, "SELECT search_key ('ПРИНТ') LIKE search_key ('принт')"),
                   ==, 1);
  g_assert_cmpint (read_number (fixture->connection, "SELECT search_key (NULL) IS NULL"), ==, 1);
}

/* As in production: SQLite looks at the cancellable while it works. */
static void
test_interrupt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  sauda_connection_set_cancellable (fixture->connection, cancellable);
  g_assert_false (sauda_connection_execute (
    fixture->connection,
    "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sauda_connection_set_cancellable (fixture->connection, NULL);
  g_assert_cmpint (read_number (fixture->connection, "SELECT 5"), ==, 5);
}

typedef struct {
  int current;
  int ends;   /* no row from this one on */
  int breaks; /* cannot be had */
} Numbers;

static gboolean
go_on (gpointer data, GError **error)
{
  Numbers *numbers = data;

  if (++numbers->current == numbers->breaks) {
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no such row");
    return FALSE;
  }
  return numbers->current < numbers->ends;
}

static void
put_number (gpointer data, guint column, SaudaGivenCell *cell)
{
  const Numbers *numbers = data;

  if (column == 0)
    sauda_given_cell_put_int64 (cell, numbers->current);
  else if (column == 1)
    sauda_given_cell_put_double (cell, numbers->current / 2.0);
  else if (numbers->current != 3)
    sauda_given_cell_take_text (cell, g_strdup_printf ("n%d", numbers->current));
}

static void
test_given_rows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sauda_connection_insert_given (fixture->connection, "INSERT INTO t (id, number, text)", 3,
                                                go_on, put_number, &(Numbers){ 0, 1001, -1 }, &error));
  g_assert_no_error (error);
  g_assert_cmpint (read_number (fixture->connection, "SELECT count(*) FROM t"), ==, 1000);
  g_assert_cmpint (read_number (fixture->connection, "SELECT count(*) FROM t WHERE text IS NULL"), ==, 1);
  g_assert_cmpint (
    read_number (fixture->connection, "SELECT id FROM t WHERE text = 'n1000' AND number = 500.0"), ==, 1000);
  g_assert_true (sauda_connection_run_given (fixture->connection,
                                             "UPDATE t SET number = c1 + 7 FROM given_rows WHERE id = c0",
                                             go_on, put_number, &(Numbers){ 10, 13, -1 }, &error));
  g_assert_no_error (error);
  g_assert_cmpint (sauda_connection_get_changes (fixture->connection), ==, 2);
  g_assert_cmpint (read_number (fixture->connection, "SELECT number FROM t WHERE id = 12"), ==, 13);
}

static void
test_given_rows_break (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Numbers numbers = { 0, 9, 5 };

  g_assert_false (sauda_connection_insert_given (fixture->connection, "INSERT INTO t (id, number)", 2, go_on,
                                                 put_number, &numbers, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_cmpint (read_number (fixture->connection, "SELECT count(*) FROM t"), ==, 0);
  numbers = (Numbers){ 0, 9, -1 };
  insert (fixture->connection, 1, "n4", NULL);
  g_assert_false (sauda_connection_insert_given (fixture->connection, "INSERT INTO t (id, number, text)", 3,
                                                 go_on, put_number, &numbers, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_CONSTRAINT);
  g_assert_cmpint (read_number (fixture->connection, "SELECT count(*) FROM t"), ==, 1);
}

static void
add (const char *path, void (*func) (Fixture *fixture, gconstpointer data))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/store/connection/settings", test_settings);
  add ("/store/connection/values", test_values);
  add ("/store/connection/cache", test_cache);
  add ("/store/connection/mistakes", test_mistakes);
  add ("/store/connection/constraint", test_constraint);
  add ("/store/connection/disk-full", test_disk_full);
  add ("/store/connection/read-only-transaction", test_read_only_transaction);
  add ("/store/connection/fill", test_fill);
  add ("/store/connection/fill-without-log", test_fill_goes_without_log);
  add ("/store/connection/search-key", test_search_key);
  add ("/store/connection/interrupt", test_interrupt);
  add ("/store/connection/given-rows", test_given_rows);
  add ("/store/connection/given-rows-break", test_given_rows_break);
  return g_test_run ();
}
