#include "sauda-catalogue-page.h"
#include "sauda-prices-page.h"
#include "sauda-stock-page.h"
#include "sauda-table-page.h"
#include "sauda-test-database.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <string.h>

/* What another program wrote since is not undone by the window that knows an older step. */

#define CATALOGUE                                                                                            \
  "INSERT INTO variant (id, sku, model_key, model_name, size, weight_grams, color, search_key) VALUES"       \
  " (1, 'PRINT_M', 'PRINT', 'Print', 'M', 950, 'Black', 'print'),"                                           \
  " (2, 'PRINT_XL', 'PRINT', 'Print', 'XL', 960, 'Black', 'print');"                                         \
  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 80)"                            \
  " INSERT INTO offer (id, store_id, sku, variant_id, title, price)"                                         \
  " SELECT i, 1, printf ('k%02d', i), 1 + i % 2, 'Print', 8990 FROM n;"                                      \
  "INSERT INTO rate (name, scope, from_day, value, who, changed_ms) VALUES ('cny', '', 1, 70, 't', 1);"

static SaudaDatabase *
get_database (WorkspaceFixture *fixture)
{
  return sauda_workspace_get_database (fixture->workspace);
}

static gint64
read_number (WorkspaceFixture *fixture, const char *sql)
{
  return sauda_test_database_read_number (get_database (fixture), sql);
}

static void
execute (WorkspaceFixture *fixture, const char *sql)
{
  sauda_test_database_execute (get_database (fixture), sql);
}

static void
assert_text (WorkspaceFixture *fixture, const char *sql, const char *expected)
{
  g_autofree char *text = sauda_test_database_read_text (get_database (fixture), sql);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
is_said (GtkWindow *window, const char *part)
{
  return ui_test_find_label (GTK_WIDGET (window), part) != NULL;
}

static void
note_failure (SaudaGrid *grid, GError *error, char **text)
{
  g_free (*text);
  *text = g_strdup (error->message);
}

/* Of two cells of a step the one that was written elsewhere stays; so it does when the step is done again. */
static void
test_catalogue (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaCataloguePage *page;
  SaudaGrid *grid;
  GtkWindow *window;

  execute (fixture, CATALOGUE);
  page = SAUDA_CATALOGUE_PAGE (sauda_catalogue_page_new (fixture->workspace));
  grid = SAUDA_GRID (sauda_catalogue_page_get_table (page));
  window = ui_test_show (GTK_WIDGET (page));
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (page));
  sauda_grid_paste_text (grid, 0, SAUDA_CATALOGUE_COLUMN_WEIGHT, "0,9\n0,91");
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (page));

  execute (fixture, "UPDATE variant SET weight_grams = 700 WHERE id = 1");
  sauda_catalogue_page_reload (page);
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (page));
  sauda_table_page_undo (SAUDA_TABLE_PAGE (page));
  sauda_test_wait_until (is_said (window, "1 cell was changed back. 1 cell was changed elsewhere since"));
  sauda_test_wait_until (!is_said (window, "The product is changed."));
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (page));
  assert_text (fixture, "SELECT group_concat (weight_grams) FROM variant", "700,960");
  sauda_table_page_redo (SAUDA_TABLE_PAGE (page));
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (page));
  assert_text (fixture, "SELECT group_concat (weight_grams) FROM variant", "700,910");

  /* Nothing is left to be taken back where all of it was written elsewhere. */
  execute (fixture, "UPDATE variant SET weight_grams = 720 WHERE id = 2");
  sauda_catalogue_page_reload (page);
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (page));
  sauda_table_page_undo (SAUDA_TABLE_PAGE (page));
  sauda_test_wait_until (is_said (window, "1 cell was changed elsewhere since, and stays as it is."));
  g_assert_false (sauda_edit_history_can_undo (sauda_grid_get_history (grid)));
  assert_text (fixture, "SELECT group_concat (weight_grams) FROM variant", "700,720");
  ui_test_close (window);
}

/* The name is the model's: what a cell shows may be what the next one of the step wrote. */
static void
test_shared_name (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaCataloguePage *page;
  SaudaGrid *grid;
  GtkWindow *window;

  execute (fixture, CATALOGUE);
  page = SAUDA_CATALOGUE_PAGE (sauda_catalogue_page_new (fixture->workspace));
  grid = SAUDA_GRID (sauda_catalogue_page_get_table (page));
  window = ui_test_show (GTK_WIDGET (page));
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (page));
  g_assert_cmpuint (sauda_grid_paste_text (grid, 0, SAUDA_CATALOGUE_COLUMN_NAME, "One\nTwo"), ==, 2);
  sauda_test_wait_until (sauda_catalogue_page_is_loaded (page));
  assert_text (fixture, "SELECT group_concat (DISTINCT model_name) FROM variant", "Two");
  for (guint i = 0; i < 2; i++) {
    guint kept;

    g_assert_cmpuint (sauda_edit_history_undo (sauda_grid_get_history (grid), &kept), ==, 2);
    g_assert_cmpuint (kept, ==, 0);
    sauda_test_wait_until (sauda_catalogue_page_is_loaded (page));
    assert_text (fixture, "SELECT group_concat (DISTINCT model_name) FROM variant", "Print");
    g_assert_cmpuint (sauda_edit_history_redo (sauda_grid_get_history (grid), &kept), ==, 2);
    g_assert_cmpuint (kept, ==, 0);
    sauda_test_wait_until (sauda_catalogue_page_is_loaded (page));
    assert_text (fixture, "SELECT group_concat (DISTINCT model_name) FROM variant", "Two");
  }
  ui_test_close (window);
}

/* A product that came in meanwhile makes no difference: the rows that undo knows are those that are shown. */
static void
test_stock (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaStockPage *page;
  SaudaGrid *grid;
  GtkWindow *window;
  g_autofree char *text = NULL;

  execute (fixture, CATALOGUE);
  page = SAUDA_STOCK_PAGE (sauda_stock_page_new (fixture->workspace));
  grid = SAUDA_GRID (sauda_stock_page_get_table (page));
  window = ui_test_show (GTK_WIDGET (page));
  sauda_test_wait_until (sauda_stock_page_is_loaded (page));
  g_signal_connect (grid, "edit-failed", G_CALLBACK (note_failure), &text);
  sauda_grid_paste_text (grid, 0, SAUDA_STOCK_COLUMN_ON_HAND, "5");
  sauda_test_wait_until (read_number (fixture, "SELECT count(*) FROM stock_movement") == 1);
  sauda_test_wait_until (sauda_stock_page_is_loaded (page));

  execute (fixture, "INSERT INTO stock_batch (id, title, at_ms, who) VALUES (70, 'Other', 2, 'cli');"
                    "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces)"
                    " VALUES (1, 70, 2, 'correction', 4);"
                    "INSERT INTO variant (id, sku, model_key, model_name, search_key) VALUES"
                    " (3, 'CAP', 'CAP', 'Cap', 'cap');");
  /* The window does not know yet: the ledger does. */
  sauda_table_page_undo (SAUDA_TABLE_PAGE (page));
  sauda_test_wait_until (text != NULL);
  g_assert_nonnull (strstr (text, "was changed elsewhere meanwhile"));
  sauda_stock_page_reload (page);
  sauda_test_wait_until (sauda_stock_page_is_loaded (page));
  g_assert_cmpint (read_number (fixture, "SELECT sum (pieces) FROM stock_movement WHERE variant_id = 1"), ==,
                   9);
  g_assert_false (sauda_edit_history_can_undo (sauda_grid_get_history (grid)));

  /* Now it does. */
  sauda_grid_paste_text (grid, 2, SAUDA_STOCK_COLUMN_BUFFER, "2");
  sauda_test_wait_until (read_number (fixture, "SELECT count(*) FROM stock_buffer") == 1);
  execute (fixture, "UPDATE stock_buffer SET pieces = 3; DELETE FROM variant WHERE id = 3;");
  sauda_test_wait_until (sauda_stock_page_is_loaded (page));
  sauda_stock_page_reload (page);
  sauda_test_wait_until (sauda_stock_page_is_loaded (page));
  sauda_table_page_undo (SAUDA_TABLE_PAGE (page));
  sauda_test_wait_until (is_said (window, "1 cell was changed elsewhere since"));
  g_assert_cmpint (read_number (fixture, "SELECT pieces FROM stock_buffer"), ==, 3);
  ui_test_close (window);
}

/* Two changes on their way: the one that is not kept leaves the history, and not the newest one. */
static void
test_in_flight (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaStockPage *page;
  SaudaGrid *grid;
  GtkWindow *window;
  g_autofree char *text = NULL;

  execute (fixture, CATALOGUE);
  page = SAUDA_STOCK_PAGE (sauda_stock_page_new (fixture->workspace));
  grid = SAUDA_GRID (sauda_stock_page_get_table (page));
  window = ui_test_show (GTK_WIDGET (page));
  sauda_test_wait_until (sauda_stock_page_is_loaded (page));
  g_signal_connect (grid, "edit-failed", G_CALLBACK (note_failure), &text);
  execute (fixture, "INSERT INTO stock_buffer (variant_id, pieces) VALUES (1, 7)");
  sauda_grid_paste_text (grid, 0, SAUDA_STOCK_COLUMN_BUFFER, "2");
  sauda_grid_paste_text (grid, 1, SAUDA_STOCK_COLUMN_BUFFER, "4");
  sauda_test_wait_until (read_number (fixture, "SELECT count(*) FROM stock_buffer") == 2);
  sauda_test_wait_until (text != NULL && sauda_stock_page_is_loaded (page));
  g_assert_cmpint (read_number (fixture, "SELECT pieces FROM stock_buffer WHERE variant_id = 1"), ==, 7);

  sauda_table_page_undo (SAUDA_TABLE_PAGE (page));
  sauda_test_wait_until (read_number (fixture, "SELECT pieces FROM stock_buffer WHERE variant_id = 2") == 0);
  sauda_test_wait_until (sauda_stock_page_is_loaded (page));
  g_assert_false (sauda_edit_history_can_undo (sauda_grid_get_history (grid)));
  g_assert_cmpint (read_number (fixture, "SELECT pieces FROM stock_buffer WHERE variant_id = 1"), ==, 7);
  ui_test_close (window);
}

static void
test_prices (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaPricesPage *page;
  SaudaGrid *grid;
  GtkWindow *window;

  execute (fixture, CATALOGUE);
  page = SAUDA_PRICES_PAGE (sauda_prices_page_new (fixture->workspace));
  grid = SAUDA_GRID (sauda_prices_page_get_table (page));
  window = ui_test_show (GTK_WIDGET (page));
  sauda_test_wait_until (sauda_prices_page_is_loaded (page));
  sauda_grid_paste_text (grid, 0, SAUDA_PRICES_COLUMN_PRICE, "9490\n9390");
  sauda_test_wait_until (read_number (fixture, "SELECT count(*) FROM price_batch") == 1);
  sauda_test_wait_until (sauda_prices_page_is_loaded (page));

  execute (fixture, "UPDATE offer SET price = 9690 WHERE price = 9490;"
                    "INSERT INTO offer (id, store_id, sku, variant_id, title, price)"
                    " VALUES (100, 1, 'a00', 1, 'Print', 8990);");
  sauda_prices_page_reload (page);
  sauda_test_wait_until (sauda_prices_page_is_loaded (page));
  sauda_table_page_undo (SAUDA_TABLE_PAGE (page));
  sauda_test_wait_until (is_said (window, "1 cell was changed back. 1 cell was changed elsewhere since"));
  sauda_test_wait_until (read_number (fixture, "SELECT count(*) FROM offer WHERE price = 9390") == 0);
  g_assert_cmpint (read_number (fixture, "SELECT count(*) FROM offer WHERE price = 9690"), ==, 1);
  sauda_test_wait_until (sauda_prices_page_is_loaded (page));
  ui_test_close (window);
}

#define ADD(path, func)                                                                                      \
  g_test_add ("/edit-elsewhere/" path, WorkspaceFixture, NULL, workspace_fixture_set_up, func,               \
              workspace_fixture_tear_down)

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  ADD ("catalogue", test_catalogue);
  ADD ("shared-name", test_shared_name);
  ADD ("stock", test_stock);
  ADD ("in-flight", test_in_flight);
  ADD ("prices", test_prices);
  return g_test_run ();
}
