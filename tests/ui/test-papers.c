#include "sauda-papers-window.h"
#include "sauda-test-database.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <string.h>

static void
add_goods (WorkspaceFixture *fixture)
{
  sauda_test_database_execute (
    sauda_workspace_get_database (fixture->workspace),
    "INSERT INTO variant (id, sku, model_key, model_name, size, search_key) VALUES"
    " (1, 'SHIRT L', 'SHIRT', 'Футболка', 'L', ''), (2, 'SHIRT_XL', 'SHIRT', 'Футболка', 'XL', '');"
    "INSERT INTO offer (store_id, sku, variant_id, price) VALUES (1, 'KSP-L', 1, 8990), (1, 'KSP-XL', 2, "
    "8990)");
}

/* Labels come in the order in which goods were chosen, as many as lie on the shelf; what no store sells has
 * them too. */
static void
test_shelf (WorkspaceFixture *fixture, gconstpointer data)
{
  const char *items[] = { "SHIRT_XL", "SHIRT_M", "SHIRT L", NULL };
  g_autofree char *path = g_build_filename (fixture->folder.path, "labels.pdf", NULL);
  const char *read[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autofree char *text = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SaudaOwnPaperReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const SaudaOwnPaperOptions options = {
    .paper = SAUDA_OWN_PAPER_PRODUCTS, .path = path, .items = items, .day = SAUDA_DAY_NONE
  };

  add_goods (fixture);
  sauda_test_database_execute (
    sauda_workspace_get_database (fixture->workspace),
    "INSERT INTO variant (id, sku, model_key, model_name, size, search_key) VALUES"
    " (3, 'SHIRT_M', 'SHIRT', 'Футболка', 'M', '');"
    "UPDATE offer SET stock_entered = 9;"
    "INSERT INTO stock_batch (id, title, at_ms, who) VALUES (1, 'opening', 1, 'me');"
    "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces) VALUES"
    " (1, 1, 1, 'opening', 1), (2, 1, 1, 'opening', 1), (3, 1, 1, 'opening', 2)");
  sauda_own_papers_write_async (fixture->workspace, &options, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  report = sauda_own_papers_write_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->problems->len, ==, 0);
  g_assert_cmpuint (report->pages, ==, 4);
  g_spawn_sync (NULL, (char **) read, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (strstr (text, "KSP-XL") < strstr (text, "SHIRT_M"));
  g_assert_true (strstr (text, "SHIRT_M") < strstr (text, "KSP-L"));
}

/* Goods that were chosen get a label each, on pages that can be printed, and also with a blank in
 * their SKU. */
static void
test_products (WorkspaceFixture *fixture, gconstpointer data)
{
  const char *items[] = { "SHIRT L", "SHIRT_XL", NULL };
  SaudaPapersWindow *window = NULL;

  add_goods (fixture);
  window = sauda_papers_window_new (NULL, fixture->workspace, SAUDA_OWN_PAPER_PRODUCTS, items);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_papers_window_is_ready (window));
  g_assert_cmpuint (sauda_papers_window_get_n_pages (window), ==, 2);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Nothing to print is said, and cannot be printed. */
static void
test_nothing (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaPapersWindow *window =
    sauda_papers_window_new (NULL, fixture->workspace, SAUDA_OWN_PAPER_HANDOVER, NULL);

  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (
    ui_test_find_label (GTK_WIDGET (window), "Nothing to Print") != NULL &&
    gtk_widget_get_mapped (ui_test_find_label (GTK_WIDGET (window), "Nothing to Print")));
  g_assert_false (sauda_papers_window_is_ready (window));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add ("/ui/papers/products", WorkspaceFixture, NULL, workspace_fixture_set_up, test_products,
              workspace_fixture_tear_down);
  g_test_add ("/ui/papers/shelf", WorkspaceFixture, NULL, workspace_fixture_set_up, test_shelf,
              workspace_fixture_tear_down);
  g_test_add ("/ui/papers/nothing", WorkspaceFixture, NULL, workspace_fixture_set_up, test_nothing,
              workspace_fixture_tear_down);
  return g_test_run ();
}
