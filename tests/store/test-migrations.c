#include "sauda-migrations-private.h"
#include "sauda-store-error.h"
#include "sauda-test.h"

#include <string.h>

static const SaudaMigration steps[] = {
  { 1, "CREATE TABLE a (x INTEGER)" },
  { 2, "CREATE TABLE b (y TEXT); INSERT INTO b SELECT x FROM a" },
  { 5, "ALTER TABLE b ADD COLUMN z TEXT" },
};

static const SaudaMigration broken[] = {
  { 1, "CREATE TABLE a (x INTEGER)" },
  { 2, "CREATE TABLE b (y TEXT); INSERT INTO a VALUES (2); INSERT INTO nowhere VALUES (3)" },
};

static gint64
ask (SaudaConnection *connection, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 number;

  g_assert_true (sauda_connection_read_number (connection, sql, &number, &error));
  g_assert_no_error (error);
  return number;
}

static gint64
ask_file (const char *path, const char *sql)
{
  g_autoptr (SaudaConnection) connection = sauda_connection_open (path, NULL);

  g_assert_nonnull (connection);
  return ask (connection, sql);
}

/* Opens and migrates to the first @count steps. */
static SaudaConnection *
open_at (const char *path, const SaudaMigration *migrations, gsize count, GError **error)
{
  g_autoptr (SaudaConnection) connection = sauda_connection_open (path, error);

  if (connection == NULL || !sauda_migrations_run (connection, path, migrations, count, error))
    return NULL;
  return g_steal_pointer (&connection);
}

static void
close_at (const char *path, const SaudaMigration *migrations, gsize count, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaConnection) connection = open_at (path, migrations, count, &error);

  g_assert_no_error (error);
  g_assert_true (sauda_connection_execute (connection, sql, &error));
}

static char *
read_file (const char *path, gsize *length)
{
  char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, length, NULL));
  return content;
}

static void
test_from_empty (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "a.db", NULL);
  g_autofree char *backup = g_strconcat (path, ".before-1.bak", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaConnection) connection = open_at (path, steps, G_N_ELEMENTS (steps), &error);

  g_assert_no_error (error);
  g_assert_cmpint (ask (connection, "PRAGMA user_version"), ==, 5);
  g_assert_cmpint (ask (connection, "SELECT count(z) FROM b"), ==, 0);
  g_assert_cmpint (ask (connection, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), ==, 1);
  g_assert_false (g_file_test (backup, G_FILE_TEST_EXISTS));
}

static void
test_backup_before (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "a.db", NULL);
  g_autofree char *backup = g_strconcat (path, ".before-2.bak", NULL);
  g_autofree char *later = g_strconcat (path, ".before-5.bak", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaConnection) connection = NULL;

  close_at (path, steps, 1, "INSERT INTO a VALUES (42)");
  connection = open_at (path, steps, G_N_ELEMENTS (steps), &error);
  g_assert_no_error (error);
  g_assert_cmpint (ask (connection, "SELECT y FROM b"), ==, 42);
  g_assert_cmpint (ask_file (backup, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (ask_file (backup, "SELECT x FROM a"), ==, 42);
  g_assert_false (g_file_test (later, G_FILE_TEST_EXISTS));
}

static void
test_up_to_date (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "a.db", NULL);
  g_autoptr (GDir) dir = NULL;
  const char *name;

  close_at (path, steps, G_N_ELEMENTS (steps), "INSERT INTO a VALUES (1)");
  close_at (path, steps, G_N_ELEMENTS (steps), "INSERT INTO a VALUES (2)");
  g_assert_cmpint (ask_file (path, "SELECT count(*) FROM a"), ==, 2);
  dir = g_dir_open (folder->path, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_suffix (name, ".bak"));
}

static void
test_newer_is_refused (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "a.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gsize before_length, after_length;

  close_at (path, steps, G_N_ELEMENTS (steps), "INSERT INTO a VALUES (1)");
  before = read_file (path, &before_length);
  g_assert_null (open_at (path, steps, 2, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, "newer"));
  after = read_file (path, &after_length);
  g_assert_cmpmem (before, before_length, after, after_length);
}

static void
test_failure_rolls_back (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "a.db", NULL);
  g_autoptr (GError) error = NULL;

  close_at (path, broken, 1, "INSERT INTO a VALUES (1)");
  g_assert_null (open_at (path, broken, G_N_ELEMENTS (broken), &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_SQL);
  g_assert_cmpint (ask_file (path, "PRAGMA user_version"), ==, 1);
  g_assert_cmpint (ask_file (path, "SELECT count(*) FROM a"), ==, 1);
  g_assert_cmpint (ask_file (path, "SELECT count(*) FROM sqlite_schema"), ==, 1);
  /* The repaired program goes on from there. */
  close_at (path, steps, G_N_ELEMENTS (steps), "SELECT 1");
}

static void
test_other_program (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "a.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL, *after = NULL;
  gsize before_length, after_length;

  {
    g_autoptr (SaudaConnection) other = sauda_connection_open (path, NULL);

    g_assert_true (sauda_connection_execute (other, "CREATE TABLE their_own (x)", NULL));
  }
  before = read_file (path, &before_length);
  g_assert_null (open_at (path, steps, 1, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_OPEN);
  after = read_file (path, &after_length);
  g_assert_cmpmem (before, before_length, after, after_length);
}

static void
test_steps_of_the_program (void)
{
  g_autoptr (GArray) migrations = sauda_migrations_load ();
  gint64 before = 0;

  g_assert_cmpuint (migrations->len, >=, 4);
  for (guint i = 0; i < migrations->len; i++) {
    const SaudaMigration *migration = &g_array_index (migrations, SaudaMigration, i);

    g_assert_cmpint (migration->version, >, before);
    g_assert_cmpuint (strlen (migration->sql), >, 0);
    before = migration->version;
  }
}

static gpointer
open_in_thread (gpointer path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaConnection) connection = open_at (path, steps, G_N_ELEMENTS (steps), &error);

  g_assert_no_error (error);
  g_assert_true (sauda_connection_execute (connection, "INSERT INTO a VALUES (1)", &error));
  g_assert_no_error (error);
  return NULL;
}

/* The window and the command line may be started on a new database in the same moment. */
static void
test_opened_at_once (SaudaTestFolder *folder, gconstpointer data)
{
  for (int round = 0; round < 10; round++) {
    g_autofree char *name = g_strdup_printf ("%d.db", round);
    g_autofree char *path = g_build_filename (folder->path, name, NULL);
    GThread *threads[6];

    for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
      threads[i] = g_thread_new ("open", open_in_thread, path);
    for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
      g_thread_join (threads[i]);
    g_assert_cmpint (ask_file (path, "SELECT count(*) FROM a"), ==, G_N_ELEMENTS (threads));
    g_assert_cmpint (ask_file (path, "PRAGMA user_version"), ==, 5);
  }
}

static void
add (const char *path, void (*func) (SaudaTestFolder *folder, gconstpointer data))
{
  g_test_add (path, SaudaTestFolder, NULL, sauda_test_folder_set_up, func, sauda_test_folder_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/store/migrations/from-empty", test_from_empty);
  add ("/store/migrations/backup-before", test_backup_before);
  add ("/store/migrations/up-to-date", test_up_to_date);
  add ("/store/migrations/newer-is-refused", test_newer_is_refused);
  add ("/store/migrations/failure-rolls-back", test_failure_rolls_back);
  add ("/store/migrations/other-program", test_other_program);
  g_test_add_func ("/store/migrations/steps-of-the-program", test_steps_of_the_program);
  add ("/store/migrations/opened-at-once", test_opened_at_once);
  return g_test_run ();
}
