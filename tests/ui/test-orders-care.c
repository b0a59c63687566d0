#include "orders-fixture.h"
#include "sauda-grid-export.h"
#include "sauda-order-sentences.h"
#include "sauda-packer-view.h"
#include "sauda-table-export.h"
#include "sauda-table-page.h"
#include "sauda-views-bar.h"
#include "sauda-workspace.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <string.h>

/* Three orders of two buyers, one of them with a history. */
static void
add_orders (SaudaWorkspace *workspace)
{
  sauda_test_database_execute (
    sauda_workspace_get_database (workspace),
    "INSERT INTO customer (id, phone, name, search_key) VALUES (1, '7010000001', 'Айгүл', 'айгүл'),"
    " (2, '7010000002', 'Семён', 'семен');"
    "INSERT INTO orders (id, store_id, code, stage, status, kaspi_delivery, total, customer_id, note, source,"
    " first_seen_ms, updated_ms, created_ms) VALUES"
    " (1, 1, '701', 'packing', 'ACCEPTED_BY_MERCHANT', 1, 8990, 1, 'call 87010000001', 'api', 0, 0, 3000),"
    " (2, 1, '702', 'completed', 'COMPLETED', 1, 8990, 1, '', 'api', 0, 0, 2000),"
    " (3, 2, '703', 'packing', 'ACCEPTED_BY_MERCHANT', 1, 8990, 2, '', 'api', 0, 0, 1000);"
    "INSERT INTO order_line (order_id, position, sku, title, quantity, amount) VALUES"
    " (1, 0, 'a', 'Принт (L)', 1, 8990), (2, 0, 'a', 'Принт (L)', 1, 8990), (3, 0, 'b', 'Рашгард (M)', 1, "
    "8990);"
    "INSERT INTO order_event (order_id, line_id, at_ms, kind, before, after, who, reason) VALUES"
    " (1, 1, 5, 'size', 'L', 'M', 'merchant', 'asked for by 87010000001');");
}

static GtkWindow *
show_page (WorkspaceFixture *fixture, SaudaOrdersPage **page)
{
  GtkWindow *window;

  add_orders (fixture->workspace);
  *page = SAUDA_ORDERS_PAGE (sauda_orders_page_new (fixture->workspace));
  window = ui_test_show (GTK_WIDGET (*page));
  sauda_test_wait_until (sauda_orders_page_is_loaded (*page));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  return window;
}

static SaudaGrid *
get_grid (SaudaOrdersPage *page)
{
  return SAUDA_GRID (sauda_orders_page_get_table (page));
}

static guint
count_rows (SaudaOrdersPage *page)
{
  return sauda_grid_model_count (sauda_grid_get_model (get_grid (page)));
}

/* The row of the order @code. */
static guint
find_row (SaudaOrdersPage *page, const char *code)
{
  SaudaGridModel *model = sauda_grid_get_model (get_grid (page));
  guint row = 0;

  while (g_strcmp0 (sauda_order_line_get_code (sauda_grid_model_peek (model, row)), code) != 0)
    row++;
  return row;
}

static void
test_card (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaOrdersPage *page;
  GtkWindow *window = show_page (fixture, &page);

  g_assert_true (sauda_grid_move (get_grid (page), find_row (page, "701"), SAUDA_ORDERS_COLUMN_CODE, FALSE));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (page), "1 order is selected") != NULL);
  gtk_widget_activate_action (GTK_WIDGET (page), "orders.card", NULL);
  sauda_test_wait_until (sauda_orders_page_is_card_loaded (page));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (page), "Size L → M"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (page), "asked for by 87010000001"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (page), "+77010000001"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (page), "702"));

  /* Whoever packs sees neither prices nor phones, in the history as little as in the table. */
  sauda_packer_view_set_on (TRUE);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (page), "+77010000001") == NULL);
  g_assert_null (ui_test_find_label (GTK_WIDGET (page), "87010000001"));
  g_assert_null (ui_test_find_label (GTK_WIDGET (page), "8 990"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (page), "Size L → M"));
  sauda_packer_view_set_on (FALSE);
  ui_test_close (window);
}

static void
test_packer_export (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaOrdersPage *page;
  GtkWindow *window = show_page (fixture, &page);
  g_autofree char *path = g_build_filename (fixture->folder.path, "packer.csv", NULL);
  g_autofree char *text = NULL;

  gtk_column_view_column_set_visible (sauda_grid_get_column (get_grid (page), SAUDA_ORDERS_COLUMN_PHONE),
                                      TRUE);
  for (int packer = 0; packer < 2; packer++) {
    g_autoptr (SaudaTable) table = NULL;
    g_autoptr (GError) error = NULL;

    sauda_packer_view_set_on (packer == 1);
    gtk_column_view_column_set_visible (sauda_grid_get_column (get_grid (page), SAUDA_ORDERS_COLUMN_PHONE),
                                        TRUE);
    table = sauda_grid_create_table (get_grid (page), "Orders", FALSE);
    g_assert_cmpuint (sauda_table_count_rows (table), ==, 3);
    g_assert_true (sauda_table_write (table, path, &error));
    g_assert_no_error (error);
    g_clear_pointer (&text, g_free);
    g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
    g_assert_cmpint (strstr (text, "7010000001") != NULL, ==, packer == 0);
    g_assert_cmpint (strstr (text, "Sum") != NULL, ==, packer == 0);
  }
  sauda_packer_view_set_on (FALSE);
  g_assert_true (
    gtk_column_view_column_get_visible (sauda_grid_get_column (get_grid (page), SAUDA_ORDERS_COLUMN_AMOUNT)));
  ui_test_close (window);
}

/* Notes with dots in them would be written back. */
static void
test_packer_edits (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaOrdersPage *page;
  GtkWindow *window = show_page (fixture, &page);
  guint row = find_row (page, "701");

  sauda_packer_view_set_on (TRUE);
  g_assert_true (sauda_grid_move (get_grid (page), row, SAUDA_ORDERS_COLUMN_NOTE, FALSE));
  g_assert_false (sauda_grid_edit (get_grid (page), row, SAUDA_ORDERS_COLUMN_NOTE, NULL));
  g_assert_cmpuint (sauda_grid_paste_text (get_grid (page), row, SAUDA_ORDERS_COLUMN_NOTE, "x"), ==, 0);
  g_assert_cmpuint (sauda_grid_paste_text (get_grid (page), row, SAUDA_ORDERS_COLUMN_DECIDED_SIZE, "S"), ==,
                    1);
  sauda_packer_view_set_on (FALSE);
  ui_test_close (window);
}

static void
test_hold (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaOrdersPage *page;
  GtkWindow *window = show_page (fixture, &page);
  SaudaDatabase *database = sauda_workspace_get_database (fixture->workspace);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  SaudaDay today = sauda_workspace_get_today (fixture->workspace);
  g_autofree char *day = sauda_day_format_short (today + 2);
  g_autofree char *shown = g_strdup_printf ("Held until %s", day);
  gint64 id = 3;

  g_array_append_val (ids, id);
  sauda_orders_page_set_group (page, SAUDA_ORDER_GROUP_TO_SHIP);
  sauda_test_wait_until (sauda_orders_page_is_loaded (page));
  g_assert_cmpuint (count_rows (page), ==, 2);
  sauda_orders_page_hold_orders (page, ids, today + 2, "asked");
  sauda_test_wait_until (count_rows (page) == 1);
  sauda_orders_page_set_group (page, SAUDA_ORDER_GROUP_HELD);
  g_assert_cmpuint (count_rows (page), ==, 1);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (page), "only “Held”") != NULL);
  {
    g_autofree char *stage = sauda_orders_columns_get_kind ()->columns[SAUDA_ORDERS_COLUMN_STAGE].get_text (
      sauda_grid_model_peek (sauda_grid_get_model (get_grid (page)), 0),
      sauda_grid_get_now (get_grid (page)));

    g_assert_cmpstr (stage, ==, shown);
  }
  sauda_orders_page_hold_orders (page, ids, 0, NULL);
  sauda_test_wait_until (sauda_test_database_read_number (
                           database, "SELECT count(*) FROM orders WHERE hold_until IS NOT NULL") == 0);
  sauda_test_wait_until (count_rows (page) == 0);
  /* Letting go is taken back with day and reason, and holding back is too. */
  g_assert_true (sauda_table_page_can_undo (SAUDA_TABLE_PAGE (page)));
  sauda_table_page_undo (SAUDA_TABLE_PAGE (page));
  sauda_test_wait_until (
    sauda_test_database_read_number (
      database, "SELECT count(*) FROM orders WHERE hold_until IS NOT NULL AND hold_reason = 'asked'") == 1);
  sauda_test_wait_until (count_rows (page) == 1);
  g_assert_false (sauda_table_page_can_undo (SAUDA_TABLE_PAGE (page)));
  sauda_orders_page_hold_orders (page, ids, today + 5, "travels");
  sauda_test_wait_until (sauda_test_database_read_number (
                           database, "SELECT count(*) FROM orders WHERE hold_reason = 'travels'") == 1);
  sauda_test_wait_until (sauda_table_page_can_undo (SAUDA_TABLE_PAGE (page)) &&
                         sauda_orders_page_is_loaded (page));
  sauda_table_page_undo (SAUDA_TABLE_PAGE (page));
  sauda_test_wait_until (sauda_test_database_read_number (
                           database, "SELECT count(*) FROM orders WHERE hold_reason = 'asked'") == 1);
  sauda_orders_page_hold_orders (page, ids, 0, NULL);
  sauda_test_wait_until (sauda_test_database_read_number (
                           database, "SELECT count(*) FROM orders WHERE hold_until IS NOT NULL") == 0);
  sauda_test_wait_until (count_rows (page) == 0);
  ui_test_close (window);
}

static void
test_tags (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaOrdersPage *page;
  GtkWindow *window = show_page (fixture, &page);
  SaudaOrdersFilter *filter = sauda_orders_table_get_filter (sauda_orders_page_get_table (page));

  sauda_grid_select_all (get_grid (page));
  g_assert_cmpuint (sauda_grid_set_selected (get_grid (page), SAUDA_ORDERS_COLUMN_TAGS, "vip; vipers"), ==,
                    3);
  g_assert_nonnull (ui_test_find_button (GTK_WIDGET (page), "vip"));
  g_assert_cmpuint (sauda_edit_history_undo (sauda_grid_get_history (get_grid (page)), NULL), ==, 3);
  g_assert_null (ui_test_find_button (GTK_WIDGET (page), "vip"));
  g_assert_true (sauda_grid_move (get_grid (page), 0, SAUDA_ORDERS_COLUMN_CODE, FALSE));
  g_assert_cmpuint (sauda_grid_set_selected (get_grid (page), SAUDA_ORDERS_COLUMN_TAGS, "vipers"), ==, 1);
  sauda_orders_filter_set_tag (filter, "vip");
  g_assert_cmpuint (count_rows (page), ==, 0);
  sauda_orders_filter_set_tag (filter, "vipers");
  g_assert_cmpuint (count_rows (page), ==, 1);
  ui_test_close (window);
}

/* A view keeps search, tile and columns, says how much it shows, and brings them back. */
static void
test_views (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaOrdersPage *page;
  GtkWindow *window = show_page (fixture, &page);
  SaudaViewsBar *views = SAUDA_VIEWS_BAR (ui_test_find (GTK_WIDGET (page), SAUDA_TYPE_VIEWS_BAR));

  sauda_test_wait_until (!sauda_views_bar_is_busy (views));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (views)));
  sauda_orders_page_set_group (page, SAUDA_ORDER_GROUP_PACKING);
  sauda_orders_page_find_text (page, "семен");
  sauda_orders_page_set_group (page, SAUDA_ORDER_GROUP_PACKING);
  sauda_test_wait_until (count_rows (page) == 1);
  gtk_column_view_column_set_visible (sauda_grid_get_column (get_grid (page), SAUDA_ORDERS_COLUMN_STORE),
                                      FALSE);
  sauda_views_bar_save (views, "Semyon");
  sauda_test_wait_until (!sauda_views_bar_is_busy (views) && sauda_views_bar_get_n_views (views) == 1);
  sauda_test_wait_until (ui_test_find_button (GTK_WIDGET (views), "Semyon 1") != NULL);
  g_assert_nonnull (ui_test_find_button (GTK_WIDGET (views), "All 3"));

  sauda_orders_page_show_all (page);
  gtk_column_view_column_set_visible (sauda_grid_get_column (get_grid (page), SAUDA_ORDERS_COLUMN_STORE),
                                      TRUE);
  sauda_test_wait_until (count_rows (page) == 3);
  sauda_views_bar_choose (views, 1);
  sauda_test_wait_until (count_rows (page) == 1);
  g_assert_false (
    gtk_column_view_column_get_visible (sauda_grid_get_column (get_grid (page), SAUDA_ORDERS_COLUMN_STORE)));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (page), "2 orders are hidden by the filter") != NULL);
  /* All have the columns that they had before, whichever way the view is left. */
  sauda_views_bar_choose (views, 0);
  sauda_test_wait_until (count_rows (page) == 3);
  g_assert_true (
    gtk_column_view_column_get_visible (sauda_grid_get_column (get_grid (page), SAUDA_ORDERS_COLUMN_STORE)));
  sauda_views_bar_choose (views, 1);
  sauda_test_wait_until (count_rows (page) == 1);
  g_assert_false (
    gtk_column_view_column_get_visible (sauda_grid_get_column (get_grid (page), SAUDA_ORDERS_COLUMN_STORE)));
  sauda_orders_page_show_all (page);
  sauda_test_wait_until (count_rows (page) == 3);
  g_assert_true (
    gtk_column_view_column_get_visible (sauda_grid_get_column (get_grid (page), SAUDA_ORDERS_COLUMN_STORE)));
  sauda_grid_layout_reset (sauda_grid_get_layout (get_grid (page)));
  ui_test_close (window);
}

#define ADD(path, test)                                                                                      \
  g_test_add (path, WorkspaceFixture, NULL, workspace_fixture_set_up, test, workspace_fixture_tear_down)

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  ADD ("/ui/orders-care/card", test_card);
  ADD ("/ui/orders-care/packer-export", test_packer_export);
  ADD ("/ui/orders-care/packer-edits", test_packer_edits);
  ADD ("/ui/orders-care/hold", test_hold);
  ADD ("/ui/orders-care/tags", test_tags);
  ADD ("/ui/orders-care/views", test_views);
  return g_test_run ();
}
