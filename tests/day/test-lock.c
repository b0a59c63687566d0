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
  g_test_add_func ("/day/lock/missing-folder", test_missing_folder);
  return g_test_run ();
}
