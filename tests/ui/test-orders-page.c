#include "orders-fixture.h"
#include "sauda-edit-cell.h"
#include "sauda-table-page.h"
#include "ui-test.h"

#include <string.h>

static SaudaOrderLine *
get_line (OrdersFixture *fixture, guint position)
{
  return sauda_grid_model_peek (sauda_grid_get_model (fixture->grid), position);
}

static guint
count_shown (OrdersFixture *fixture)
{
  return sauda_grid_model_count (sauda_grid_get_model (fixture->grid));
}

/* Types into the cell that is edited. */
static void
type (OrdersFixture *fixture, guint position, SaudaOrdersColumn column, const char *text)
{
  GtkWidget *cell;

  g_assert_true (sauda_grid_edit (fixture->grid, position, column, NULL));
  cell = sauda_grid_get_cell (fixture->grid, position, column);
  g_assert_true (sauda_edit_cell_is_editing (SAUDA_EDIT_CELL (cell)));
  gtk_editable_set_text (GTK_EDITABLE (sauda_edit_cell_get_entry (SAUDA_EDIT_CELL (cell))), text);
}

static void
test_filter (void)
{
  OrdersFixture fixture;

  orders_fixture_open (&fixture, 1000);
  g_assert_cmpuint (count_shown (&fixture), ==, 1000);
  g_assert_cmpuint (sauda_orders_page_count_hidden (fixture.page), ==, 0);
  sauda_orders_page_set_group (fixture.page, SAUDA_ORDER_GROUP_PACKING);
  sauda_test_wait_until (sauda_orders_page_is_loaded (fixture.page));
  g_assert_cmpuint (count_shown (&fixture), ==, 500);
  g_assert_cmpuint (sauda_orders_page_count_hidden (fixture.page), ==, 500);
  sauda_test_wait_until (
    ui_test_find_label (GTK_WIDGET (fixture.page), "500 orders are hidden by the filter") != NULL);
  sauda_orders_page_show_all (fixture.page);
  sauda_test_wait_until (sauda_orders_page_is_loaded (fixture.page));
  g_assert_cmpuint (count_shown (&fixture), ==, 1000);
  g_assert_false (sauda_orders_page_has_filter (fixture.page));
  orders_fixture_close (&fixture);
}

/* What is found grows and shrinks with the text; ё is е; words in any order. */
static void
test_search (void)
{
  static const struct {
    const char *text;
    guint found;
  } cases[] = {
    { "700000042", 1 }, { "семён", 334 }, { "СЕМЕН", 334 }, { "sku-3 семен", 48 }, { "zzz", 0 }, { "", 1000 },
  };
  OrdersFixture fixture;
  GtkWidget *entry;

  orders_fixture_open (&fixture, 1000);
  entry = ui_test_find (GTK_WIDGET (fixture.page), GTK_TYPE_SEARCH_ENTRY);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s: %u rows", cases[i].text, cases[i].found);
    gtk_editable_set_text (GTK_EDITABLE (entry), cases[i].text);
    sauda_test_wait_until (count_shown (&fixture) == cases[i].found);
  }
  orders_fixture_close (&fixture);
}

static void
test_default_sort (void)
{
  OrdersFixture fixture;

  orders_fixture_open (&fixture, 1000);
  g_assert_cmpint (sauda_order_line_get_stage (get_line (&fixture, 0)), ==, SAUDA_STAGE_PACKING);
  for (guint i = 1; i < 500; i++)
    g_assert_cmpint (sauda_order_get_ship_by_ms (sauda_order_line_get_order (get_line (&fixture, i - 1))), <=,
                     sauda_order_get_ship_by_ms (sauda_order_line_get_order (get_line (&fixture, i))));
  for (guint i = 500; i < 1000; i++)
    g_assert_cmpint (sauda_order_line_get_stage (get_line (&fixture, i)), ==, SAUDA_STAGE_COMPLETED);
  orders_fixture_close (&fixture);
}

static void
test_edit_size (void)
{
  OrdersFixture fixture;
  SaudaOrderLine *line;
  GtkWidget *cell;
  g_autofree char *sql = NULL;
  g_autofree char *saved = NULL;

  orders_fixture_open (&fixture, 1000);
  line = get_line (&fixture, 0);
  /* typing has the table make its rows */
  type (&fixture, 0, SAUDA_ORDERS_COLUMN_DECIDED_SIZE, "xxl");
  cell = sauda_grid_get_cell (fixture.grid, 0, SAUDA_ORDERS_COLUMN_DECIDED_SIZE);
  sauda_edit_cell_end (SAUDA_EDIT_CELL (cell), TRUE);
  g_assert_cmpstr (sauda_order_line_get_decided_size (line), ==, "2XL");
  g_assert_cmpstr (sauda_edit_cell_get_text (SAUDA_EDIT_CELL (cell)), ==, "2XL");
  sql = g_strdup_printf ("SELECT decided_size FROM order_line WHERE id = %" G_GINT64_FORMAT,
                         sauda_order_line_get_id (line));
  saved = sauda_test_database_read_text (fixture.database, sql);
  g_assert_cmpstr (saved, ==, "2XL");

  g_assert_true (sauda_edit_history_can_undo (sauda_grid_get_history (fixture.grid)));
  sauda_table_page_undo (SAUDA_TABLE_PAGE (fixture.page));
  g_assert_null (sauda_order_line_get_decided_size (line));
  g_assert_cmpstr (sauda_edit_cell_get_text (SAUDA_EDIT_CELL (cell)), ==, "");
  g_assert_false (sauda_edit_history_can_undo (sauda_grid_get_history (fixture.grid)));
  sauda_table_page_redo (SAUDA_TABLE_PAGE (fixture.page));
  g_assert_cmpstr (sauda_order_line_get_decided_size (line), ==, "2XL");

  type (&fixture, 0, SAUDA_ORDERS_COLUMN_DECIDED_SIZE, "S");
  sauda_edit_cell_end (SAUDA_EDIT_CELL (cell), FALSE);
  g_assert_cmpstr (sauda_order_line_get_decided_size (line), ==, "2XL");
  orders_fixture_close (&fixture);
}

/* A decision for another size than the clicked one is told by a sign, and the sign is no part of the text. */
static void
test_other_size (void)
{
  static const struct {
    const char *typed;
    const char *shown;
    gboolean other;
  } cases[] = { { "m", "→ M", TRUE }, { "l", "L", FALSE }, { "3xl", "→ 3XL", TRUE }, { "", " ", FALSE } };
  OrdersFixture fixture;

  orders_fixture_open (&fixture, 20);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    SaudaEditCell *cell;

    type (&fixture, 0, SAUDA_ORDERS_COLUMN_DECIDED_SIZE, cases[i].typed);
    cell = SAUDA_EDIT_CELL (sauda_grid_get_cell (fixture.grid, 0, SAUDA_ORDERS_COLUMN_DECIDED_SIZE));
    sauda_edit_cell_end (cell, TRUE);
    g_assert_cmpstr (gtk_inscription_get_text (sauda_edit_cell_get_inscription (cell)), ==, cases[i].shown);
    g_assert_cmpint (gtk_widget_has_css_class (GTK_WIDGET (cell), "other-size"), ==, cases[i].other);
    g_assert_null (strstr (sauda_edit_cell_get_text (cell), "→"));
  }
  orders_fixture_close (&fixture);
}

static void
test_note_focus (void)
{
  OrdersFixture fixture;
  SaudaOrderLine *line;

  orders_fixture_open (&fixture, 1000);
  line = get_line (&fixture, 2);
  type (&fixture, 2, SAUDA_ORDERS_COLUMN_NOTE, "call first");
  gtk_widget_grab_focus (ui_test_find (GTK_WIDGET (fixture.page), GTK_TYPE_SEARCH_ENTRY));
  sauda_test_wait_until (g_strcmp0 (sauda_order_line_get_note (line), "call first") == 0);
  orders_fixture_close (&fixture);
}

/* GTK 4.8 binds the rows anew while the cell is still edited: the text belongs to the line it was
 * typed for. */
static void
test_sort_keeps_edit (void)
{
  OrdersFixture fixture;
  SaudaOrderLine *line;
  guint with_note = 0;

  orders_fixture_open (&fixture, 1000);
  line = get_line (&fixture, 1);
  type (&fixture, 1, SAUDA_ORDERS_COLUMN_NOTE, "typed");
  gtk_column_view_sort_by_column (sauda_grid_get_view (fixture.grid),
                                  sauda_grid_get_column (fixture.grid, SAUDA_ORDERS_COLUMN_CODE),
                                  GTK_SORT_DESCENDING);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture.window));
  sauda_grid_commit (fixture.grid);
  g_assert_cmpstr (sauda_order_line_get_note (line), ==, "typed");
  g_assert_cmpstr (sauda_order_line_get_code (get_line (&fixture, 0)), ==, "700001000");
  for (guint i = 0; i < 1000; i++)
    with_note += *sauda_order_line_get_note (get_line (&fixture, i)) != '\0';
  g_assert_cmpuint (with_note, ==, 1);
  orders_fixture_close (&fixture);
}

static void
test_clipboard (void)
{
  OrdersFixture fixture;
  g_autofree char *text = NULL;
  g_auto (GStrv) rows = NULL;

  orders_fixture_open (&fixture, 20);
  g_assert_true (sauda_grid_move (fixture.grid, 0, SAUDA_ORDERS_COLUMN_DECIDED_SIZE, FALSE));
  g_assert_cmpuint (sauda_grid_paste_text (fixture.grid, 0, SAUDA_ORDERS_COLUMN_DECIDED_SIZE, "m\nL\n3x\n"),
                    ==, 3);
  g_assert_cmpstr (sauda_order_line_get_decided_size (get_line (&fixture, 0)), ==, "M");
  g_assert_cmpstr (sauda_order_line_get_decided_size (get_line (&fixture, 2)), ==, "3XL");
  g_assert_true (sauda_grid_move (fixture.grid, 2, SAUDA_ORDERS_COLUMN_DECIDED_SIZE, TRUE));
  g_assert_cmpuint (sauda_grid_count_selected (fixture.grid), ==, 3);
  text = sauda_grid_copy_text (fixture.grid);
  rows = g_strsplit (text, "\n", -1);
  g_assert_cmpuint (g_strv_length (rows), ==, 4);
  g_assert_nonnull (strstr (rows[0], "\tM\t"));
  g_assert_cmpuint (sauda_grid_fill_down (fixture.grid, SAUDA_ORDERS_COLUMN_DECIDED_SIZE), ==, 2);
  g_assert_cmpstr (sauda_order_line_get_decided_size (get_line (&fixture, 2)), ==, "M");
  sauda_table_page_undo (SAUDA_TABLE_PAGE (fixture.page));
  g_assert_cmpstr (sauda_order_line_get_decided_size (get_line (&fixture, 1)), ==, "L");
  sauda_grid_select_all (fixture.grid);
  g_assert_cmpuint (sauda_grid_count_selected (fixture.grid), ==, 20);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture.window), "All is selected: 20 orders") !=
                         NULL);
  orders_fixture_close (&fixture);
}

static void
on_items_changed (GListModel *model, guint position, guint removed, guint added, guint *splices)
{
  (*splices)++;
}

static void
test_many (void)
{
  OrdersFixture fixture;
  guint splices = 0;

  orders_fixture_prepare (&fixture, 100000);
  g_signal_connect (fixture.list, "items-changed", G_CALLBACK (on_items_changed), &splices);
  orders_fixture_show (&fixture);
  g_assert_cmpuint (count_shown (&fixture), ==, 100000);
  g_assert_cmpuint (splices, ==, 1);
  g_assert_true (sauda_grid_move (fixture.grid, 99999, SAUDA_ORDERS_COLUMN_NOTE, FALSE));
  g_signal_handlers_disconnect_by_data (fixture.list, &splices);
  orders_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/orders/filter", test_filter);
  g_test_add_func ("/ui/orders/search", test_search);
  g_test_add_func ("/ui/orders/default-sort", test_default_sort);
  g_test_add_func ("/ui/orders/edit-size", test_edit_size);
  g_test_add_func ("/ui/orders/other-size", test_other_size);
  g_test_add_func ("/ui/orders/note-focus", test_note_focus);
  g_test_add_func ("/ui/orders/sort-keeps-edit", test_sort_keeps_edit);
  g_test_add_func ("/ui/orders/clipboard", test_clipboard);
  g_test_add_func ("/ui/orders/many", test_many);
  return g_test_run ();
}
