#include "sauda-base-error.h"
#include "sauda-file.h"
#include "sauda-test.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

static void
assert_content (const char *path, const char *expected)
{
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, expected);
}

static void
test_make_folder (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "a", "б", "c", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_true (sauda_file_make_folder (path, &error));
  g_assert_true (sauda_file_make_folder (path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);
}

static void
test_folder_in_the_way (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *file = g_build_filename (folder->path, "file", NULL);
  g_autofree char *below = g_build_filename (file, "below", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (sauda_file_write (file, "x", 1, &error));
  g_assert_false (sauda_file_make_folder (below, &error));
  g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_FILE);
}

static void
test_write (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "Сегодня.txt", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf info;

  g_assert_true (sauda_file_write (path, "first", 5, &error));
  assert_content (path, "first");
  g_assert_true (sauda_file_write (path, "", 0, &error));
  assert_content (path, "");
  g_assert_true (sauda_file_write (path, "second", 6, &error));
  assert_content (path, "second");
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
}

static void
test_write_nowhere (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "missing", "file", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (sauda_file_write (path, "x", 1, &error));
  g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_FILE);
  g_assert_nonnull (g_strstr_len (error->message, -1, path));
}

static void
test_sha256 (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "file", NULL);
  g_autofree char *missing = g_build_filename (folder->path, "missing", NULL);
  g_autofree char *large = g_malloc0 (1000000);
  g_autofree char *sum = NULL, *large_sum = NULL, *expected = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL, cancelled = NULL;

  g_assert_true (sauda_file_write (path, "abc", 3, NULL));
  sum = sauda_file_sha256 (path, NULL, NULL);
  g_assert_cmpstr (sum, ==, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");

  g_assert_true (sauda_file_write (path, large, 1000000, NULL));
  large_sum = sauda_file_sha256 (path, NULL, NULL);
  expected = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) large, 1000000);
  g_assert_cmpstr (large_sum, ==, expected);

  g_assert_null (sauda_file_sha256 (missing, NULL, &error));
  g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_FILE);
  g_assert_cmpstr (error->message, ==, "The file “missing” is not there any more. Choose it again.");
  g_cancellable_cancel (cancellable);
  g_assert_null (sauda_file_sha256 (path, cancellable, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_sha256_of_folder (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sauda_file_sha256 (folder->path, NULL, &error));
  g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_FILE);
  g_assert_true (sauda_file_sync_folder (folder->path));
  g_assert_false (sauda_file_sync_folder ("/nowhere/at/all"));
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
  add ("/base/file/make-folder", test_make_folder);
  add ("/base/file/folder-in-the-way", test_folder_in_the_way);
  add ("/base/file/write", test_write);
  add ("/base/file/write-nowhere", test_write_nowhere);
  add ("/base/file/sha256", test_sha256);
  add ("/base/file/sha256-of-folder", test_sha256_of_folder);
  return g_test_run ();
}
