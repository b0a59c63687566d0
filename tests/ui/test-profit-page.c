#include "sauda-packer-view.h"
#include "sauda-profit-page.h"
#include "sauda-rates-window.h"
#include "sauda-table-page.h"
#include "sauda-test-database.h"
#include "sauda-time.h"
#include "sauda-ui-settings.h"
#include "sauda-views-bar.h"
#include "ui-test.h"
#include "workspace-fixture.h"

/* The page of profit: by order, day, model and store, with what is estimated in words, and the way to the
 * orders. */

typedef struct {
  GtkWindow *window;
  SaudaProfitPage *page;
  SaudaGrid *grid;
  SaudaDay today;
  GHashTable *wanted; /* (owned) (nullable) orders that a row led to */
} Profit;

static void
add_order (WorkspaceFixture *fixture,
           int id,
           int store,
           SaudaDay day,
           const char *stage,
           int delivery,
           const char *lines)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO orders (id, store_id, code, stage, kaspi_delivery, source, first_seen_ms, updated_ms, "
    "created_ms, total,"
    " delivery_cost_for_seller) VALUES (%d, %d, '70%d', '%s', 1, 'api', 0, 0, %" G_GINT64_FORMAT
    " + 1000, 10000, %d);"
    "INSERT INTO order_line (order_id, position, sku, title, quantity, amount) SELECT %d, value "
    "->> 0, value ->> 1,"
    " value ->> 1, 1, value ->> 2 FROM json_each ('%s');",
    id, store, id, stage, sauda_day_start_ms (day), delivery, id, lines);

  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace), sql);
}

static void
on_orders_wanted (SaudaProfitPage *page, GHashTable *ids, const char *title, Profit *profit)
{
  g_clear_pointer (&profit->wanted, g_hash_table_unref);
  profit->wanted = g_hash_table_ref (ids);
}

static void
wait (Profit *profit)
{
  sauda_test_wait_until (sauda_profit_page_is_loaded (profit->page));
}

static void
open_page (WorkspaceFixture *fixture, Profit *profit)
{
  profit->today = sauda_workspace_get_today (fixture->workspace);
  profit->wanted = NULL;
  profit->page = SAUDA_PROFIT_PAGE (sauda_profit_page_new (fixture->workspace));
  profit->grid = SAUDA_GRID (sauda_profit_page_get_table (profit->page));
  g_signal_connect (profit->page, "orders-wanted", G_CALLBACK (on_orders_wanted), profit);
  profit->window = ui_test_show (GTK_WIDGET (profit->page));
  wait (profit);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (profit->window));
}

static void
add_orders (WorkspaceFixture *fixture)
{
  SaudaDay today = sauda_workspace_get_today (fixture->workspace);

  add_order (fixture, 1, 1, today, "completed", 800, "[[0, \"Куртка\", 6000], [1, \"Сапоги\", 4000]]");
  add_order (fixture, 2, 2, today, "completed", 0, "[[0, \"Куртка\", 6000]]");
  add_order (fixture, 3, 1, today - 3, "completed", 900, "[[0, \"Сапоги\", 4000]]");
  add_order (fixture, 4, 1, today - 20, "cancelled", 1200, "[[0, \"Сапоги\", 4000]]");
  add_order (fixture, 5, 1, today - 200, "completed", 700, "[[0, \"Шапка\", 3000]]");
}

static void
close_page (Profit *profit)
{
  g_clear_pointer (&profit->wanted, g_hash_table_unref);
  ui_test_close (profit->window);
  sauda_ui_settings_set_text ("profit-by", "day");
  sauda_ui_settings_set_text ("profit-period", "30-days");
}

static const SaudaProfitRow *
peek (Profit *profit, guint position)
{
  return sauda_profit_item_get_row (sauda_grid_model_peek (sauda_grid_get_model (profit->grid), position));
}

static guint
count (Profit *profit)
{
  return sauda_grid_model_count (sauda_grid_get_model (profit->grid));
}

static void
choose_by (Profit *profit, const char *by)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (profit->page), "profit.by", "s", by));
  wait (profit);
}

static gboolean
has_text (Profit *profit, const char *text)
{
  return ui_test_find_label (GTK_WIDGET (profit->window), text) != NULL;
}

/* The same orders four ways; each has the same sum, and an order of two models counts with both. */
static void
test_by (WorkspaceFixture *fixture, gconstpointer data)
{
  static const struct {
    const char *by;
    guint rows;
    guint orders;
  } ways[] = { { "order", 4, 3 }, { "day", 3, 3 }, { "model", 2, 4 }, { "store", 2, 3 } };
  Profit profit;

  add_orders (fixture);
  open_page (fixture, &profit);
  g_assert_cmpuint (count (&profit), ==, 3);
  g_assert_cmpint (peek (&profit, 0)->day, ==, profit.today);
  /* Nobody told what the goods cost: no 0 stands for it, and profit is a bound. */
  g_assert_true (has_text (&profit, "not known"));
  g_assert_true (has_text (&profit, "≤ "));
  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++) {
    gint64 revenue = 0, earned = 0;
    guint orders = 0;

    choose_by (&profit, ways[i].by);
    g_assert_cmpuint (count (&profit), ==, ways[i].rows);
    for (guint k = 0; k < count (&profit); k++) {
      const SaudaProfitRow *row = peek (&profit, k);

      g_assert_cmpint (row->profit, ==, row->revenue - sauda_profit_row_get_costs (row));
      revenue += row->revenue;
      earned += row->profit;
      orders += row->orders;
    }
    g_assert_cmpint (revenue, ==, 20000);
    g_assert_cmpint (earned, >, 0);
    g_assert_cmpuint (orders, ==, ways[i].orders);
    g_assert_true (has_text (&profit, "20\u00a0000"));
  }
  close_page (&profit);
}

/* What nobody told is called estimated, in words; what Kaspi told is not. */
static void
test_estimated (WorkspaceFixture *fixture, gconstpointer data)
{
  Profit profit;
  g_autofree char *told = NULL;
  g_autofree char *tariff = NULL;
  SaudaRatesWindow *window;

  add_orders (fixture);
  open_page (fixture, &profit);
  choose_by (&profit, "order");
  tariff = sauda_profit_describe_estimated (peek (&profit, 1));
  told = sauda_profit_describe_estimated (peek (&profit, 0));
  g_assert_nonnull (strstr (g_strcmp0 (peek (&profit, 0)->name, "701") == 0 ? told : tariff, "(commission)"));
  g_assert_nonnull (
    strstr (g_strcmp0 (peek (&profit, 0)->name, "701") == 0 ? tariff : told, "(commission and delivery)"));
  g_assert_true (has_text (&profit, "cost of goods not known for 100 % of the revenue"));
  /* A rate that the merchant set is no estimate any more. */
  window = sauda_rates_window_new (profit.window, fixture->workspace);
  g_signal_connect_object (window, "changed", G_CALLBACK (sauda_profit_page_reload), profit.page,
                           G_CONNECT_SWAPPED);
  sauda_test_wait_until (!sauda_rates_window_is_busy (window));
  sauda_rates_window_set (window, "commission", "", 10, "2020-01-01");
  sauda_test_wait_until (!has_text (&profit, "(commission"));
  g_assert_true (has_text (&profit, "of the costs (delivery)"));
  gtk_window_destroy (GTK_WINDOW (window));
  close_page (&profit);
}

static void
test_period (WorkspaceFixture *fixture, gconstpointer data)
{
  Profit profit;
  SaudaProfitPeriod *period;
  GtkDropDown *choice;

  add_orders (fixture);
  open_page (fixture, &profit);
  period = sauda_profit_page_get_period (profit.page);
  choice = GTK_DROP_DOWN (ui_test_find (GTK_WIDGET (period), GTK_TYPE_DROP_DOWN));
  gtk_drop_down_set_selected (choice, 0);
  wait (&profit);
  g_assert_cmpuint (count (&profit), ==, 1);
  gtk_drop_down_set_selected (choice, 1);
  wait (&profit);
  g_assert_cmpuint (count (&profit), ==, 2);
  sauda_profit_period_set_days (period, profit.today - 200, profit.today - 199);
  wait (&profit);
  g_assert_cmpuint (count (&profit), ==, 1);
  g_assert_cmpint (peek (&profit, 0)->revenue, ==, 3000);
  /* Where there is nothing it says what will be there. */
  sauda_profit_period_set_days (period, profit.today - 400, profit.today - 399);
  wait (&profit);
  g_assert_cmpuint (count (&profit), ==, 0);
  g_assert_true (has_text (&profit, "No orders in these days"));
  close_page (&profit);
}

/* What is found has its own sums, and a row leads to the very orders that it counts. */
static void
test_orders (WorkspaceFixture *fixture, gconstpointer data)
{
  const gint64 first = 1, second = 2, third = 3, fourth = 4;
  Profit profit;

  add_orders (fixture);
  open_page (fixture, &profit);
  choose_by (&profit, "model");
  gtk_editable_set_text (GTK_EDITABLE (ui_test_find (GTK_WIDGET (profit.page), GTK_TYPE_SEARCH_ENTRY)),
                         "сап");
  sauda_test_wait_until (count (&profit) == 1);
  g_assert_true (has_text (&profit, "1 of 2 rows"));
  g_assert_true (has_text (&profit, "8\u00a0000"));
  sauda_grid_move (profit.grid, 0, SAUDA_PROFIT_COLUMN_NAME, FALSE);
  sauda_grid_open_focused (profit.grid);
  g_assert_nonnull (profit.wanted);
  g_assert_cmpuint (g_hash_table_size (profit.wanted), ==, 3);
  g_assert_true (g_hash_table_contains (profit.wanted, &first));
  g_assert_false (g_hash_table_contains (profit.wanted, &second));
  g_assert_true (g_hash_table_contains (profit.wanted, &third));
  g_assert_true (g_hash_table_contains (profit.wanted, &fourth));
  sauda_table_page_show_all (SAUDA_TABLE_PAGE (profit.page));
  sauda_test_wait_until (count (&profit) == 2);
  close_page (&profit);
}

/* A view keeps words, days and the kind of lines; what is not among the rows that are read is not counted. */
static void
test_views (WorkspaceFixture *fixture, gconstpointer data)
{
  Profit profit;
  SaudaViewsBar *views;
  SaudaProfitPeriod *period;
  GtkEditable *search;

  add_orders (fixture);
  open_page (fixture, &profit);
  views = SAUDA_VIEWS_BAR (ui_test_find (GTK_WIDGET (profit.page), SAUDA_TYPE_VIEWS_BAR));
  search = GTK_EDITABLE (ui_test_find (GTK_WIDGET (profit.page), GTK_TYPE_SEARCH_ENTRY));
  period = sauda_profit_page_get_period (profit.page);
  choose_by (&profit, "model");
  sauda_profit_period_set_days (period, profit.today - 3, profit.today);
  wait (&profit);
  gtk_editable_set_text (search, "сап");
  sauda_test_wait_until (count (&profit) == 1);
  sauda_views_bar_save (views, "Boots");
  sauda_test_wait_until (sauda_views_bar_get_n_views (views) == 1 && !sauda_views_bar_is_busy (views));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (views), "Boots 1"));
  /* Nothing found says so, and leads back. */
  gtk_editable_set_text (search, "шуба");
  sauda_test_wait_until (count (&profit) == 0);
  sauda_test_wait_until (has_text (&profit, "No such rows"));
  sauda_table_page_show_all (SAUDA_TABLE_PAGE (profit.page));
  sauda_test_wait_until (count (&profit) == 2 && !has_text (&profit, "No such rows"));
  choose_by (&profit, "day");
  sauda_profit_period_choose (period, "30-days");
  wait (&profit);
  sauda_test_wait_until (!sauda_views_bar_is_busy (views));
  g_assert_null (ui_test_find_label (GTK_WIDGET (views), "Boots 1"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (views), "All 3"));
  sauda_views_bar_choose (views, 1);
  wait (&profit);
  sauda_test_wait_until (count (&profit) == 1 && !sauda_views_bar_is_busy (views));
  g_assert_cmpstr (gtk_editable_get_text (search), ==, "сап");
  g_assert_cmpint (sauda_profit_period_get_from (period), ==, profit.today - 3);
  g_assert_cmpint (peek (&profit, 0)->revenue, ==, 8000);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (views), "Boots 1"));
  close_page (&profit);
}

/* An order that comes meanwhile changes the numbers, and not what is selected. */
static void
test_changes (WorkspaceFixture *fixture, gconstpointer data)
{
  Profit profit;
  gpointer before;

  add_orders (fixture);
  open_page (fixture, &profit);
  before = sauda_grid_model_peek (sauda_grid_get_model (profit.grid), 0);
  add_order (fixture, 6, 1, profit.today, "new", 500, "[[0, \"Шапка\", 3000]]");
  sauda_workspace_emit_orders_changed (fixture->workspace);
  wait (&profit);
  g_assert_true (before == sauda_grid_model_peek (sauda_grid_get_model (profit.grid), 0));
  g_assert_cmpint (peek (&profit, 0)->revenue, ==, 19000);
  close_page (&profit);
}

static void
test_packer (WorkspaceFixture *fixture, gconstpointer data)
{
  Profit profit;

  add_orders (fixture);
  open_page (fixture, &profit);
  sauda_packer_view_set_on (TRUE);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (profit.window));
  g_assert_true (
    gtk_widget_get_mapped (ui_test_find_label (GTK_WIDGET (profit.window), "Not in the packer’s view")));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (profit.grid)));
  sauda_packer_view_set_on (FALSE);
  close_page (&profit);
}

#define ADD(name, func)                                                                                      \
  g_test_add ("/ui/profit/" name, WorkspaceFixture, NULL, workspace_fixture_set_up, func,                    \
              workspace_fixture_tear_down)

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  ADD ("by", test_by);
  ADD ("estimated", test_estimated);
  ADD ("period", test_period);
  ADD ("orders", test_orders);
  ADD ("views", test_views);
  ADD ("changes", test_changes);
  ADD ("packer", test_packer);
  return g_test_run ();
}
