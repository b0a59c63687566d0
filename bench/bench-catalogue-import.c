#include "sauda-catalog-files.h"
#include "sauda-catalog-report.h"
#include "sauda-test.h"

#include <time.h>

/* bench-catalogue-import FILE: imports a catalogue into a new workspace of a program that runs already, then
 * the same again; prints the seconds of work and of the clock of each. */

static SaudaWorkspace *
open_workspace (const char *folder)
{
  SaudaWorkspaceOptions options = { .data_folder = folder };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaWorkspace *workspace;

  sauda_workspace_open_async (&options, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  workspace = sauda_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  return workspace;
}

static void
measure (SaudaWorkspace *workspace, const char *path)
{
  const SaudaCatalogFilesOptions options = { 0 };
  g_autoptr (SaudaCatalogReport) report = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 begun = g_get_monotonic_time ();
  clock_t worked = clock ();

  sauda_catalog_files_import_async (workspace, path, &options, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  report = sauda_catalog_files_import_finish (result, &error);
  g_assert_no_error (error);
  g_print ("%.4f %.4f\n", (double) (clock () - worked) / CLOCKS_PER_SEC,
           (double) (g_get_monotonic_time () - begun) / G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  SaudaTestFolder folder;
  SaudaWorkspace *workspace = NULL;

  if (argc != 2) {
    g_printerr ("bench-catalogue-import FILE\n");
    return 1;
  }
  sauda_test_folder_set_up (&folder, NULL);
  workspace = open_workspace (folder.path);
  measure (workspace, argv[1]);
  measure (workspace, argv[1]);
  g_object_add_weak_pointer (G_OBJECT (workspace), (gpointer *) &workspace);
  g_object_unref (workspace);
  sauda_test_wait_until (workspace == NULL);
  sauda_test_folder_tear_down (&folder, NULL);
  return 0;
}
