#include "sauda-test.h"

#include <errno.h>
#include <glib/gstdio.h>

#define TICK_MS 10

typedef struct {
  const char *where;
  const char *condition;
  GTimer *timer; /* (owned) (not nullable): no test lets it run ahead */
} Limit;

static void
limit_free (gpointer data)
{
  Limit *limit = data;

  g_timer_destroy (limit->timer);
  g_free (limit);
}

static gboolean
look_at_limit (gpointer data)
{
  const Limit *limit = data;

  if (g_timer_elapsed (limit->timer, NULL) > SAUDA_TEST_TIME_LIMIT_SECONDS)
    g_error ("%s: not within %d seconds: %s", limit->where, SAUDA_TEST_TIME_LIMIT_SECONDS, limit->condition);
  return G_SOURCE_CONTINUE;
}

/**
 * sauda_test_start_timer:
 * @where: place in the source
 * @condition: what is waited for
 *
 * Wakes the main loop now and then, and fails the test when the source is not removed within the time limit.
 * For sauda_test_wait_until().
 *
 * Returns: id of the source
 */
guint
sauda_test_start_timer (const char *where, const char *condition)
{
  Limit *limit = g_new (Limit, 1);

  *limit = (Limit){ where, condition, g_timer_new () };
  return g_timeout_add_full (G_PRIORITY_HIGH, TICK_MS, look_at_limit, limit, limit_free);
}

/**
 * sauda_test_end_object:
 * @object: (transfer full) (type GObject): what nobody else keeps
 *
 * Waits until threads that worked for @object have let go of it, as they do a moment after their answer, and
 * ends it here: ended by one of them it would still be closing its files while the test goes on.
 */
void
sauda_test_end_object (gpointer object)
{
  sauda_test_wait_until (g_atomic_int_get (&G_OBJECT (object)->ref_count) == 1);
  g_object_unref (object);
}

/**
 * sauda_test_folder_set_up:
 * @folder: the fixture
 * @data: (nullable): of the test
 */
void
sauda_test_folder_set_up (SaudaTestFolder *folder, gconstpointer data)
{
  folder->path = sauda_test_folder_new ();
}

/**
 * sauda_test_folder_tear_down:
 * @folder: the fixture
 * @data: (nullable): of the test
 */
void
sauda_test_folder_tear_down (SaudaTestFolder *folder, gconstpointer data)
{
  sauda_test_folder_remove (folder->path);
  g_clear_pointer (&folder->path, g_free);
}

/**
 * sauda_test_folder_new:
 *
 * Returns: (transfer full): the path of a new, empty folder
 */
char *
sauda_test_folder_new (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("sauda-test-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

/**
 * sauda_test_folder_remove:
 * @path: a folder
 *
 * Removes the folder with all that is in it; links are removed, not followed. A file may vanish meanwhile: a
 * database that is being closed removes its companions.
 */
void
sauda_test_folder_remove (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *child = g_build_filename (path, name, NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
      sauda_test_folder_remove (child);
    else
      g_assert_true (g_unlink (child) == 0 || errno == ENOENT);
  }
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

/**
 * sauda_test_data_path:
 * @name: a path below tests/data, such as `kaspi/orders.json`
 *
 * Returns: (transfer full): where that file is
 */
char *
sauda_test_data_path (const char *name)
{
  const char *root = g_getenv ("SAUDA_TEST_DATA");

  g_assert_nonnull (root);
  return g_build_filename (root, name, NULL);
}

/**
 * sauda_test_data_read:
 * @name: a path below tests/data
 *
 * Returns: (transfer full): the bytes of that file
 */
GBytes *
sauda_test_data_read (const char *name)
{
  g_autofree char *path = sauda_test_data_path (name);
  g_autoptr (GError) error = NULL;
  char *data = NULL;
  gsize length = 0;

  g_file_get_contents (path, &data, &length, &error);
  g_assert_no_error (error);
  return g_bytes_new_take (data, length);
}

/**
 * sauda_test_keep_result:
 * @source: (nullable): who started it
 * @result: the result
 * @kept: where the result goes, a `GAsyncResult *` that was %NULL
 *
 * A #GAsyncReadyCallback for `sauda_test_wait_until (result != NULL)`.
 */
void
sauda_test_keep_result (GObject *source, GAsyncResult *result, gpointer kept)
{
  GAsyncResult **place = kept;

  g_assert_null (*place);
  *place = g_object_ref (result);
}
