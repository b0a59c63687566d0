#include "day-workspace.h"

#include "sauda-test.h"

/* A data folder of one store. */
SaudaWorkspace *
day_workspace_open (const char *folder)
{
  static const SaudaWorkspaceStore stores[] = { { "UNIVERSAL", "30000001", NULL } };
  const SaudaWorkspaceOptions options = { .data_folder = folder, .stores = stores, .n_stores = 1 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaWorkspace *workspace;

  sauda_workspace_open_async (&options, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  workspace = sauda_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  return workspace;
}
