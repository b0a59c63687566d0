#include "prices-fixture.h"
#include "sauda-edit-cell.h"
#include "sauda-price-change-window.h"
#include "sauda-rates-window.h"
#include "sauda-table-page.h"
#include "sauda-tariff-editor.h"
#include "sauda-test-database.h"
#include "ui-test.h"

#include <string.h>

/* What is pasted at once is one change with one undo, which takes the change itself back. */
static void
test_edit (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  double margin = prices_fixture_peek_row (&desk, 0)->result.margin;

  g_assert_cmpuint (sauda_grid_paste_text (desk.grid, 0, SAUDA_PRICES_COLUMN_PRICE, "9490\n9390"), ==, 2);
  g_assert_cmpint (prices_fixture_peek_row (&desk, 0)->price, ==, 9490);
  g_assert_cmpfloat (prices_fixture_peek_row (&desk, 0)->result.margin, >, margin);
  sauda_test_wait_until (prices_fixture_read_number (fixture, "SELECT price FROM offer WHERE id = 2") ==
                         9390);
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT price FROM offer WHERE id = 1"), ==, 9490);
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT count(*) FROM price_batch"), ==, 1);

  sauda_table_page_undo (SAUDA_TABLE_PAGE (desk.page));
  sauda_test_wait_until (prices_fixture_read_number (fixture, "SELECT price FROM offer WHERE id = 2") ==
                         8990);
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT price FROM offer WHERE id = 1"), ==, 8990);
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT count(*) FROM price_batch WHERE undoes = 1"),
                   ==, 1);
  prices_fixture_close_desk (&desk);
}

static void
note_failure (SaudaGrid *grid, GError *error, char **text)
{
  g_free (*text);
  *text = g_strdup (error->message);
}

/* What the command line changed since it was seen is not written over. */
static void
test_edit_elsewhere (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  g_autofree char *text = NULL;

  g_signal_connect (desk.grid, "edit-failed", G_CALLBACK (note_failure), &text);
  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace),
                               "UPDATE offer SET price = 9190 WHERE id = 1;");
  g_assert_cmpuint (sauda_grid_paste_text (desk.grid, 0, SAUDA_PRICES_COLUMN_PRICE, "9490\n9490"), ==, 2);
  sauda_test_wait_until (text != NULL);
  g_assert_nonnull (strstr (text, "k01 was changed to 9"));
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT price FROM offer WHERE id = 1"), ==, 9190);
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT price FROM offer WHERE id = 2"), ==, 8990);
  sauda_test_wait_until (prices_fixture_peek_row (&desk, 0)->price == 9190);
  prices_fixture_close_desk (&desk);
}

/* A store that was renamed is called so, and found by it. */
static void
test_renamed_store (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  g_autofree char *store = g_strdup (prices_fixture_peek_row (&desk, 0)->store);

  g_assert_cmpstr (store, !=, "Shop");
  prices_fixture_execute (fixture,
                          "UPDATE store SET name = 'Shop' WHERE id = (SELECT min (store_id) FROM offer)");
  sauda_workspace_emit_orders_changed (fixture->workspace);
  sauda_test_wait_until (g_str_equal (prices_fixture_peek_row (&desk, 0)->store, "Shop"));
  prices_fixture_close_desk (&desk);
}

/* While it is typed the card tells what the price would bring. */
static void
test_margin_while_typing (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  GtkWidget *cell;

  g_assert_true (sauda_grid_edit (desk.grid, 0, SAUDA_PRICES_COLUMN_PRICE, NULL));
  cell = sauda_grid_get_cell (desk.grid, 0, SAUDA_PRICES_COLUMN_PRICE);
  gtk_editable_set_text (GTK_EDITABLE (sauda_edit_cell_get_entry (SAUDA_EDIT_CELL (cell))), "2000");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (desk.page), "below the floor") != NULL);
  g_assert_cmpint (prices_fixture_peek_row (&desk, 0)->price, ==, 8990);
  sauda_edit_cell_end (SAUDA_EDIT_CELL (cell), FALSE);
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT count(*) FROM price_batch"), ==, 0);
  prices_fixture_close_desk (&desk);
}

/* Three of forty are more than a run may change: nothing is written, the table shows the old prices, and a
 * typed reason overrules it. */
static void
test_limit (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  SaudaPriceChangeWindow *window;
  GtkWidget *apply;

  g_assert_cmpuint (sauda_grid_paste_text (desk.grid, 0, SAUDA_PRICES_COLUMN_PRICE, "9490\n9490\n9490"), ==,
                    3);
  sauda_test_wait_until (prices_fixture_find_window (SAUDA_TYPE_PRICE_CHANGE_WINDOW) != NULL);
  window = SAUDA_PRICE_CHANGE_WINDOW (prices_fixture_find_window (SAUDA_TYPE_PRICE_CHANGE_WINDOW));
  sauda_test_wait_until (sauda_price_change_window_is_ready (window));
  g_assert_cmpint (prices_fixture_peek_row (&desk, 0)->price, ==, 8990);
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT count(*) FROM price_batch"), ==, 0);
  apply = gtk_window_get_default_widget (GTK_WINDOW (window));
  g_assert_false (gtk_widget_get_sensitive (apply));
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (GTK_WIDGET (window), GTK_TYPE_ENTRY)), "new season");
  g_assert_true (gtk_widget_get_sensitive (apply));
  g_signal_emit_by_name (apply, "clicked");
  sauda_test_wait_until (
    prices_fixture_read_number (fixture, "SELECT count(*) FROM offer WHERE price = 9490") == 3);
  g_assert_cmpint (
    prices_fixture_read_number (fixture, "SELECT count(*) FROM price_batch WHERE reason = 'new season'"), ==,
    1);
  sauda_test_wait_until (prices_fixture_find_window (SAUDA_TYPE_PRICE_CHANGE_WINDOW) == NULL);
  sauda_test_wait_until (sauda_prices_page_is_loaded (desk.page));
  /* Ctrl+Z takes back what was done last, be it in a window; once. */
  g_assert_true (sauda_table_page_can_undo (SAUDA_TABLE_PAGE (desk.page)));
  sauda_table_page_undo (SAUDA_TABLE_PAGE (desk.page));
  sauda_test_wait_until (
    prices_fixture_read_number (fixture, "SELECT count(*) FROM offer WHERE price = 8990") == 40);
  g_assert_false (sauda_table_page_can_undo (SAUDA_TABLE_PAGE (desk.page)));
  prices_fixture_close_desk (&desk);
}

/* A rule shows every price before and after, and is not done before the button. */
static void
test_rule (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  SaudaPriceChangeWindow *window;
  GtkWidget *spin;
  int begin = -1, end = -1;

  sauda_group_filter_find (sauda_prices_table_get_filter (sauda_prices_page_get_table (desk.page)), desk.grid,
                           "k0");
  gtk_widget_activate_action (GTK_WIDGET (desk.page), "prices.bulk", NULL);
  window = SAUDA_PRICE_CHANGE_WINDOW (prices_fixture_find_window (SAUDA_TYPE_PRICE_CHANGE_WINDOW));
  /* What is typed takes the place of the 0 that stands there. */
  gtk_editable_get_selection_bounds (GTK_EDITABLE (ui_test_find (GTK_WIDGET (window), GTK_TYPE_SPIN_BUTTON)),
                                     &begin, &end);
  g_assert_cmpint (begin, ==, 0);
  g_assert_cmpint (end, ==, 1);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "9 offers are meant."));
  sauda_price_change_window_set_rule (window, 5, 0);
  sauda_test_wait_until (sauda_price_change_window_is_ready (window));
  g_assert_nonnull (
    ui_test_find_label (GTK_WIDGET (window), "May be changed 9, below the floor 0, refused 0"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "₸ → "));
  /* as it is typed; that the field is left afterwards changes nothing, and the button stays as it is */
  spin = ui_test_find (GTK_WIDGET (window), GTK_TYPE_SPIN_BUTTON);
  gtk_editable_set_text (GTK_EDITABLE (spin), "-20");
  sauda_test_wait_until (sauda_price_change_window_is_ready (window));
  g_assert_nonnull (
    ui_test_find_label (GTK_WIDGET (window), "May be changed 0, below the floor 0, refused 9"));
  gtk_editable_set_text (GTK_EDITABLE (spin), "5,5");
  sauda_test_wait_until (sauda_price_change_window_is_ready (window));
  gtk_spin_button_update (GTK_SPIN_BUTTON (spin));
  g_assert_true (sauda_price_change_window_is_ready (window));
  g_assert_cmpfloat_with_epsilon (gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)), 5.5, 1e-6);
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT count(*) FROM price_batch"), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  prices_fixture_close_desk (&desk);
}

/* A dated rate moves floor and margin; a day that is none is said. */
static void
test_rates (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  double margin = prices_fixture_peek_row (&desk, 0)->result.margin;
  SaudaRatesWindow *window;
  SaudaTariffEditor *editor;
  GtkWidget *cell;

  gtk_widget_activate_action (GTK_WIDGET (desk.page), "prices.rates", NULL);
  window = SAUDA_RATES_WINDOW (prices_fixture_find_window (SAUDA_TYPE_RATES_WINDOW));
  sauda_test_wait_until (!sauda_rates_window_is_busy (window));
  /* What the chosen rate is now stands there to be changed. */
  cell = ui_test_find (GTK_WIDGET (window), GTK_TYPE_SPIN_BUTTON);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (cell)), ==, 12.5);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (ui_test_find (GTK_WIDGET (window), GTK_TYPE_DROP_DOWN)), 2);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (cell)), ==, 70);
  gtk_stack_set_visible_child_name (GTK_STACK (ui_test_find (GTK_WIDGET (window), GTK_TYPE_STACK)), "tariff");
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Between cities"));
  sauda_rates_window_set (window, "commission", "", 15, "yesterday");
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT count(*) FROM rate"), ==, 2);
  sauda_rates_window_set (window, "commission", "", 15, "2026-01-01");
  sauda_test_wait_until (!sauda_rates_window_is_busy (window));
  g_assert_cmpint (
    prices_fixture_read_number (fixture, "SELECT count(*) FROM rate WHERE name = 'commission'"), ==, 1);
  sauda_test_wait_until (prices_fixture_peek_row (&desk, 0)->result.margin < margin - 2);

  /* The tariff is changed line by line and kept as a whole. */
  editor = SAUDA_TARIFF_EDITOR (ui_test_find (GTK_WIDGET (window), SAUDA_TYPE_TARIFF_EDITOR));
  cell = ui_test_find (GTK_WIDGET (editor), GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (cell), "much");
  sauda_tariff_editor_keep (editor);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "In line 1 of the tariff a cell is no number"));
  gtk_editable_set_text (GTK_EDITABLE (cell), "0");
  sauda_tariff_editor_keep (editor);
  sauda_test_wait_until (!sauda_rates_window_is_busy (window));
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT count(*) FROM delivery_tariff"), ==, 1);
  g_assert_cmpint (prices_fixture_read_number (fixture, "SELECT count(*) FROM delivery_band"), ==, 10);
  gtk_window_destroy (GTK_WINDOW (window));
  prices_fixture_close_desk (&desk);
}

/* A cost without the rate of the yuan: the page says which setting is missing, and leads to it. */
static void
test_no_yuan (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  SaudaRatesWindow *window;
  GtkWidget *value;

  g_assert_null (ui_test_find_label (GTK_WIDGET (desk.page), "The rate of the yuan is not set"));
  prices_fixture_execute (fixture, "DELETE FROM rate WHERE name = 'cny'");
  sauda_prices_page_reload (desk.page);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (desk.page), "what 40 offers earn is not known") !=
                         NULL);
  sauda_grid_move (desk.grid, 0, SAUDA_PRICES_COLUMN_PRICE, FALSE);
  sauda_grid_open_focused (desk.grid);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (desk.page), "rate of the yuan not set") != NULL);
  g_assert_null (ui_test_find_label (GTK_WIDGET (desk.page), "cost not known"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (desk.page), "prices.yuan", NULL));
  sauda_test_wait_until (prices_fixture_find_window (SAUDA_TYPE_RATES_WINDOW) != NULL);
  window = SAUDA_RATES_WINDOW (prices_fixture_find_window (SAUDA_TYPE_RATES_WINDOW));
  sauda_test_wait_until (!sauda_rates_window_is_busy (window));
  g_assert_cmpuint (
    gtk_drop_down_get_selected (GTK_DROP_DOWN (ui_test_find (GTK_WIDGET (window), GTK_TYPE_DROP_DOWN))), ==,
    2);
  value = ui_test_find (GTK_WIDGET (window), GTK_TYPE_SPIN_BUTTON);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), value));
  /* Typed, and Return: it holds. */
  gtk_editable_set_text (GTK_EDITABLE (value), "72");
  g_signal_emit_by_name (gtk_editable_get_delegate (GTK_EDITABLE (value)), "activate");
  sauda_test_wait_until (
    prices_fixture_read_number (fixture, "SELECT value FROM rate WHERE name = 'cny' AND scope = ''") == 72);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (desk.page), "The rate of the yuan is not set") ==
                         NULL);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (desk.page), "rate of the yuan not set") == NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  prices_fixture_close_desk (&desk);
}

static void
test_competitors (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  g_autofree char *path = g_build_filename (fixture->folder.path, "others.csv", NULL);

  g_assert_true (g_file_set_contents (path, "sku,price,seller\nk01,8500,Shop\nGHOST,1,Shop\n", -1, NULL));
  sauda_prices_page_import_competitors (desk.page, path);
  sauda_test_wait_until (prices_fixture_peek_row (&desk, 0)->competitor == 8500);
  sauda_group_filter_set_group (sauda_prices_table_get_filter (sauda_prices_page_get_table (desk.page)),
                                SAUDA_PRICES_GROUP_COMPETITOR);
  g_assert_cmpuint (sauda_grid_model_count (sauda_grid_get_model (desk.grid)), ==, 1);
  prices_fixture_close_desk (&desk);
}

/* Chosen in the catalogue: every offer of the products, in every store. */
static void
test_products (WorkspaceFixture *fixture, gconstpointer data)
{
  PricesDesk desk = prices_fixture_open_desk (fixture);
  g_autoptr (GHashTable) variants = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  gint64 id = prices_fixture_read_number (fixture, "SELECT min (variant_id) FROM offer");
  gint64 offers;
  SaudaPriceChangeWindow *window;

  g_hash_table_add (variants, g_memdup2 (&id, sizeof id));
  offers = prices_fixture_read_number (
    fixture, "SELECT count(*) FROM offer WHERE variant_id = (SELECT min (variant_id) FROM offer)");
  window = sauda_price_change_window_new_for_variants (desk.window, fixture->workspace, variants);
  sauda_price_change_window_set_rule (window, 5, 0);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_price_change_window_is_ready (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Every offer of 1 product is meant"));
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (GTK_WIDGET (window), GTK_TYPE_ENTRY)), "new season");
  g_signal_emit_by_name (gtk_window_get_default_widget (GTK_WINDOW (window)), "clicked");
  sauda_test_wait_until (prices_fixture_read_number (fixture, "SELECT count(*) FROM price_change") == offers);
  sauda_test_wait_until (prices_fixture_find_window (SAUDA_TYPE_PRICE_CHANGE_WINDOW) == NULL);
  prices_fixture_close_desk (&desk);
}

#define ADD(path, test)                                                                                      \
  g_test_add (path, WorkspaceFixture, NULL, workspace_fixture_set_up, test, workspace_fixture_tear_down)

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  ADD ("/ui/prices/edit", test_edit);
  ADD ("/ui/prices/margin-while-typing", test_margin_while_typing);
  ADD ("/ui/prices/limit", test_limit);
  ADD ("/ui/prices/rule", test_rule);
  ADD ("/ui/prices/rates", test_rates);
  ADD ("/ui/prices/no-yuan", test_no_yuan);
  ADD ("/ui/prices/products", test_products);
  ADD ("/ui/prices/competitors", test_competitors);
  ADD ("/ui/prices/edit-elsewhere", test_edit_elsewhere);
  ADD ("/ui/prices/renamed-store", test_renamed_store);
  return g_test_run ();
}
