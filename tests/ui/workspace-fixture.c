#include "workspace-fixture.h"

/* With @data the folder is one of the practice store, at an address where nobody listens. */
void
workspace_fixture_set_up (WorkspaceFixture *fixture, gconstpointer data)
{
  static const SaudaWorkspaceStore stores[] = { { "UNIVERSAL", "30000001", NULL },
                                                { "ONLYFIT", "30000002", NULL } };
  SaudaWorkspaceOptions options = { .stores = stores,
                                    .n_stores = G_N_ELEMENTS (stores),
                                    .practice = data != NULL,
                                    .kaspi_url = data != NULL ? "http://127.0.0.1:9/shop/api" : NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sauda_test_folder_set_up (&fixture->folder, data);
  options.data_folder = fixture->folder.path;
  sauda_workspace_open_async (&options, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  fixture->workspace = sauda_workspace_open_finish (result, &error);
  g_assert_no_error (error);
}

void
workspace_fixture_tear_down (WorkspaceFixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->workspace), (gpointer *) &fixture->workspace);
  g_object_unref (fixture->workspace);
  sauda_test_wait_until (fixture->workspace == NULL);
  sauda_test_folder_tear_down (&fixture->folder, data);
}
