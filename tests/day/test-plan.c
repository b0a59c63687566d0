#include "day-workspace.h"
#include "sauda-day-plan.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

#define DAY 20369 /* 8 October 2025 */

typedef struct {
  SaudaTestFolder folder;
  SaudaWorkspace *workspace;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  sauda_test_folder_set_up (&fixture->folder, data);
  fixture->workspace = day_workspace_open (fixture->folder.path);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sauda_test_end_object (fixture->workspace);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

static SaudaDayPlan *
make_plan (Fixture *fixture, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_day_plan_async (fixture->workspace, DAY, FALSE, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  return sauda_day_plan_finish (result, error);
}

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaDayPlan) plan = make_plan (fixture, &error);

  g_assert_no_error (error);
  g_assert_true (sauda_day_plan_is_empty (plan));
}

/* Where the first thing that is read fails, nothing more is: a second error would be set over the first one,
 * which is a warning. A reading that was cancelled did so. */
static void
test_fails_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaDayPlan) plan = NULL;

  sauda_test_database_execute (
    sauda_workspace_get_database (fixture->workspace),
    "PRAGMA legacy_alter_table = on;"
    "ALTER TABLE store RENAME TO lost_store; ALTER TABLE orders RENAME TO lost_orders");
  plan = make_plan (fixture, &error);
  g_assert_null (plan);
  g_assert_nonnull (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/day/plan/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("empty", test_empty);
  ADD ("fails-once", test_fails_once);
  return g_test_run ();
}
