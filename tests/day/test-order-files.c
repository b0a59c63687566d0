#include "sauda-database.h"
#include "sauda-order-files.h"
#include "sauda-test-database.h"
#include "sauda-test.h"

typedef struct {
  SaudaTestFolder folder;
  SaudaWorkspace *workspace;
  guint changes;
} Fixture;

static void
on_orders_changed (SaudaWorkspace *workspace, gpointer data)
{
  (*(guint *) data)++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const SaudaWorkspaceStore stores[] = { { "UNIVERSAL", "30000001", NULL },
                                                { "ONLYFIT", "30000002", NULL } };
  SaudaWorkspaceOptions options = { .stores = stores, .n_stores = G_N_ELEMENTS (stores) };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sauda_test_folder_set_up (&fixture->folder, data);
  options.data_folder = fixture->folder.path;
  sauda_workspace_open_async (&options, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  fixture->workspace = sauda_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  fixture->changes = 0;
  g_signal_connect (fixture->workspace, "orders-changed", G_CALLBACK (on_orders_changed), &fixture->changes);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  SaudaWorkspace *workspace = fixture->workspace;

  /* The thread of the last import may let go a moment after its answer. */
  g_object_add_weak_pointer (G_OBJECT (workspace), (gpointer *) &workspace);
  g_object_unref (fixture->workspace);
  sauda_test_wait_until (workspace == NULL);
  sauda_test_folder_tear_down (&fixture->folder, data);
}

static SaudaOrderFilesReport *
import (Fixture *fixture, const char *name, const char *store, gboolean preview)
{
  g_autofree char *path = sauda_test_data_path (name);
  const char *paths[] = { path, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaOrderFilesReport *report;

  sauda_order_files_import_async (fixture->workspace, paths, store, preview, NULL, sauda_test_keep_result,
                                  &result);
  sauda_test_wait_until (result != NULL);
  report = sauda_order_files_import_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->files->len, ==, 1);
  return report;
}

static gint64
count (Fixture *fixture, const char *sql)
{
  return sauda_test_database_read_number (sauda_workspace_get_database (fixture->workspace), sql);
}

static void
test_import_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaOrderFilesReport) first = import (fixture, "kaspi/ActiveOrders.xlsx", NULL, FALSE);
  g_autoptr (SaudaOrderFilesReport) second = import (fixture, "kaspi/ActiveOrders.xlsx", NULL, FALSE);
  const SaudaOrderFile *file = g_ptr_array_index (first->files, 0);

  g_assert_cmpstr (file->store, ==, "UNIVERSAL");
  g_assert_cmpstr (file->amount_meaning, ==, "order-total");
  g_assert_cmpuint (file->new_orders, ==, 38);
  g_assert_false (file->known_file);
  file = g_ptr_array_index (second->files, 0);
  g_assert_true (file->known_file);
  g_assert_cmpuint (file->new_orders + file->changed, ==, 0);
  g_assert_cmpuint (file->same, ==, 38);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM orders"), ==, 38);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM order_line"), ==, 45);
  /* What changed is told once: the second time nothing did. */
  g_assert_cmpuint (fixture->changes, ==, 1);
}

static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaOrderFilesReport) report = import (fixture, "kaspi/ActiveOrders.xlsx", NULL, TRUE);
  const SaudaOrderFile *file = g_ptr_array_index (report->files, 0);

  g_assert_null (file->error);
  g_assert_cmpuint (file->new_orders, ==, 38);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM orders"), ==, 0);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM imported_file"), ==, 0);
  g_assert_cmpuint (fixture->changes, ==, 0);
}

static void
test_chosen_store (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaOrderFilesReport) wrong = import (fixture, "kaspi/ActiveOrders.xlsx", "Nobody", FALSE);
  g_autoptr (SaudaOrderFilesReport) right = import (fixture, "kaspi/ActiveOrders.xlsx", "ONLYFIT", FALSE);
  const SaudaOrderFile *file = g_ptr_array_index (wrong->files, 0);

  g_assert_nonnull (file->error);
  g_assert_cmpuint (file->new_orders, ==, 0);
  file = g_ptr_array_index (right->files, 0);
  g_assert_null (file->error);
  g_assert_cmpstr (file->store, ==, "ONLYFIT");
}

static void
test_not_a_sheet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SaudaOrderFilesReport) report = import (fixture, "kaspi/gateway.html", NULL, FALSE);
  const SaudaOrderFile *file = g_ptr_array_index (report->files, 0);

  g_assert_nonnull (file->error);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM orders"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/day/order-files/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("import-twice", test_import_twice);
  ADD ("preview", test_preview);
  ADD ("chosen-store", test_chosen_store);
  ADD ("not-a-sheet", test_not_a_sheet);
  return g_test_run ();
}
