#include "sauda-day-error.h"
#include "sauda-day-lock.h"
#include "sauda-test.h"

static void
test_one_at_a_time (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int first = sauda_day_lock_take (folder->path, &error), second;

  g_assert_no_error (error);
  g_assert_cmpint (first, >=, 0);
  g_assert_cmpint (sauda_day_lock_take (folder->path, &error), ==, -1);
  g_assert_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_LOCKED);
  sauda_day_lock_release (first);
  second = sauda_day_lock_take (folder->path, NULL);
  g_assert_cmpint (second, >=, 0);
  sauda_day_lock_release (second);
}

static void
on_taken (GObject *source, GAsyncResult *result, gpointer data)
{
  *(int *) data = sauda_day_lock_take_finish (result, NULL);
}

/* Who waits for the lock without blocking gets it once it is let go. */
static void
test_wait (SaudaTestFolder *folder, gconstpointer data)
{
  int first = sauda_day_lock_take (folder->path, NULL), taken = -2;

  sauda_day_lock_take_async (folder->path, on_taken, &taken);
  g_assert_cmpint (taken, ==, -2);
  sauda_day_lock_release (first);
  sauda_test_wait_until (taken != -2);
  g_assert_cmpint (taken, >=, 0);
  sauda_day_lock_take_async (folder->path, on_taken, &first);
  first = -2;
  sauda_test_wait_until (first != -2);
  g_assert_cmpint (first, ==, -1);
  sauda_day_lock_release (taken);
}

static void
test_missing_folder (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sauda_day_lock_take ("/nonexistent/sauda", &error), ==, -1);
  g_assert_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_LOCKED);
  sauda_day_lock_release (-1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/day/lock/one-at-a-time", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_one_at_a_time,
              sauda_test_folder_tear_down);
  g_test_add ("/day/lock/wait", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_wait,
              sauda_test_folder_tear_down);
  g_test_add_func ("/day/lock/missing-folder", test_missing_folder);
  return g_test_run ();
}
