#include "sauda-crash.h"
#include "sauda-test.h"

#include <signal.h>
#include <string.h>

static void
test_crash (void)
{
  const char *folder = g_getenv ("SAUDA_TEST_CRASH");

  g_assert_true (sauda_crash_watch (folder, "7.1"));
  raise (SIGSEGV);
}

/* Another process crashes; its report is told once. */
static void
test_report (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *report = NULL, *again = NULL;

  g_setenv ("SAUDA_TEST_CRASH", folder->path, TRUE);
  g_test_trap_subprocess ("/base/crash/subprocess/crash", 0, 0);
  g_assert_false (g_test_trap_has_passed ());
  report = sauda_crash_take_report (folder->path);
  g_assert_nonnull (report);
  g_assert_nonnull (strstr (report, "Sauda 7.1\nsignal 11\n"));
  g_assert_nonnull (strstr (report, "test-base-crash"));
  again = sauda_crash_take_report (folder->path);
  g_assert_null (again);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/crash/subprocess/crash", test_crash);
  g_test_add ("/base/crash/report", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_report,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
