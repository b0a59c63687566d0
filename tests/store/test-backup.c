#include "sauda-test-database.h"
#include "sauda-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#define PAGE 8192 /* bytes, of a new database */
#define ADD_STORE "INSERT INTO store (name, created_ms) VALUES ('OnlyFit', 1)"

static void
test_copy (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path), copy = NULL;
  g_autofree char *path = g_build_filename (folder->path, "backups", "copy.db", NULL);
  g_autofree char *draft = g_strconcat (path, ".part", NULL), *wal = g_strconcat (path, "-wal", NULL);
  g_autoptr (GError) error = NULL;
  struct stat info;

  sauda_test_database_execute (database, ADD_STORE);
  g_assert_true (sauda_database_backup (database, path, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (draft, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (wal, G_FILE_TEST_EXISTS));
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  /* It is a database of its own, and replaced by the next backup. */
  sauda_test_database_execute (database, "UPDATE store SET name = 'Other'");
  copy = sauda_database_open (path, &error);
  g_assert_no_error (error);
  g_assert_cmpint (
    sauda_test_database_read_number (copy, "SELECT count(*) FROM store WHERE name = 'OnlyFit'"), ==, 1);
  g_clear_object (&copy);
  g_assert_true (sauda_database_backup (database, path, &error));
  copy = sauda_database_open (path, &error);
  g_assert_cmpint (sauda_test_database_read_number (copy, "SELECT count(*) FROM store WHERE name = 'Other'"),
                   ==, 1);
}

static void
test_nowhere (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  g_autofree char *file = g_build_filename (folder->path, "file", NULL);
  g_autofree char *path = g_build_filename (file, "copy.db", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_assert_false (sauda_database_backup (database, path, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_FULL);
  g_assert_nonnull (strstr (error->message, path));
}

/* Overwrites the second page, which holds a table. */
static void
damage (const char *path)
{
  g_autofree char *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 3 * PAGE);
  memset (content + PAGE, 0x5a, 2 * PAGE);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
}

static void
test_damaged_source (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *source = g_build_filename (folder->path, "sauda.db", NULL);
  g_autofree char *path = g_build_filename (folder->path, "copy.db", NULL);
  g_autofree char *draft = g_strconcat (path, ".part", NULL);
  g_autofree char *content = NULL;
  g_autoptr (SaudaDatabase) database = sauda_test_database_new (folder->path);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "yesterday's", -1, NULL));
  sauda_test_database_execute (database, ADD_STORE);
  g_clear_object (&database);
  damage (source);
  database = sauda_database_open (source, &error);
  g_assert_no_error (error);
  g_assert_false (sauda_database_backup (database, path, &error));
  g_assert_error (error, SAUDA_STORE_ERROR, SAUDA_STORE_ERROR_DAMAGED);
  /* Yesterday's good copy is not replaced by a bad one. */
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "yesterday's");
  g_assert_false (g_file_test (draft, G_FILE_TEST_EXISTS));
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
  add ("/store/backup/copy", test_copy);
  add ("/store/backup/nowhere", test_nowhere);
  add ("/store/backup/damaged-source", test_damaged_source);
  return g_test_run ();
}
