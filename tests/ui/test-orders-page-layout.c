#include "orders-fixture.h"
#include "sauda-compat.h"
#include "sauda-ui-settings.h"
#include "ui-test.h"

/* The columns that are shown, from left to right, by name. */
static char *
list_columns (OrdersFixture *fixture)
{
  g_autoptr (GArray) shown = sauda_grid_layout_list_shown (sauda_grid_get_layout (fixture->grid));
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < shown->len; i++)
    g_string_append_printf (names, "%s ",
                            sauda_orders_columns_get_kind ()->columns[g_array_index (shown, guint, i)].name);
  return g_string_free (names, FALSE);
}

static void
assert_columns (OrdersFixture *fixture, const char *names)
{
  g_autofree char *listed = list_columns (fixture);

  g_assert_cmpstr (listed, ==, names);
}

static GtkColumnViewColumn *
get_column (OrdersFixture *fixture, SaudaOrdersColumn column)
{
  return sauda_grid_get_column (fixture->grid, column);
}

#define ALL_COLUMNS "store order stage ship-by product clicked-size decided-size quantity amount buyer note "

static void
reset (OrdersFixture *fixture)
{
  SaudaGridLayout *layout = sauda_grid_get_layout (fixture->grid);

  g_action_group_activate_action (sauda_grid_layout_get_actions (layout), "reset", NULL);
  sauda_grid_layout_save (layout);
}

static void
test_remembered (void)
{
  OrdersFixture fixture;
  GtkSortType direction;

  /* Without the schema nothing would be remembered. */
  g_assert_true (sauda_ui_settings_has ("order-columns"));
  orders_fixture_open (&fixture, 20);
  assert_columns (&fixture, ALL_COLUMNS);
  gtk_column_view_insert_column (sauda_grid_get_view (fixture.grid), 0,
                                 get_column (&fixture, SAUDA_ORDERS_COLUMN_DECIDED_SIZE));
  g_action_group_activate_action (sauda_grid_layout_get_actions (sauda_grid_get_layout (fixture.grid)),
                                  "buyer", NULL);
  gtk_column_view_column_set_fixed_width (get_column (&fixture, SAUDA_ORDERS_COLUMN_STAGE), 222);
  gtk_column_view_sort_by_column (sauda_grid_get_view (fixture.grid),
                                  get_column (&fixture, SAUDA_ORDERS_COLUMN_CODE), GTK_SORT_DESCENDING);
  /* Closed at once: nothing waits for the next change. */
  orders_fixture_close (&fixture);

  orders_fixture_open (&fixture, 20);
  assert_columns (&fixture,
                  "decided-size store order stage ship-by product clicked-size quantity amount note ");
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (get_column (&fixture, SAUDA_ORDERS_COLUMN_STAGE)),
                   ==, 222);
  g_assert_true (sauda_compat_get_sort_column (sauda_grid_get_view (fixture.grid), &direction) ==
                 get_column (&fixture, SAUDA_ORDERS_COLUMN_CODE));
  g_assert_cmpint (direction, ==, GTK_SORT_DESCENDING);
  reset (&fixture);
  assert_columns (&fixture, ALL_COLUMNS);
  orders_fixture_close (&fixture);

  orders_fixture_open (&fixture, 20);
  assert_columns (&fixture, ALL_COLUMNS);
  g_assert_true (sauda_compat_get_sort_column (sauda_grid_get_view (fixture.grid), &direction) ==
                 get_column (&fixture, SAUDA_ORDERS_COLUMN_SHIP_BY));
  g_assert_cmpint (direction, ==, GTK_SORT_ASCENDING);
  orders_fixture_close (&fixture);
}

/* What an older or newer program left, or a hand wrote. */
static void
test_strange_settings (void)
{
  static const struct {
    const char *columns;
    const char *shown;
  } cases[] = {
    { "['no-such', 'note', 'order', 'note']", "note order " },
    { "['store']", "order store " },
    { "['no-such']", "order " },
    { "@as []", ALL_COLUMNS },
  };
  OrdersFixture fixture;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%s", cases[i].columns);
    sauda_ui_settings_set_value ("order-columns", g_variant_new_parsed (cases[i].columns));
    sauda_ui_settings_set_value ("order-column-widths", g_variant_new_parsed ("{'note': -5, 'gone': 80}"));
    sauda_ui_settings_set_text ("order-sort-column", "gone");
    orders_fixture_open (&fixture, 20);
    assert_columns (&fixture, cases[i].shown);
    /* A hidden column has no width, for GTK 4.8 would keep the room. */
    gtk_column_view_column_set_visible (get_column (&fixture, SAUDA_ORDERS_COLUMN_NOTE), FALSE);
    g_assert_cmpint (gtk_column_view_column_get_fixed_width (get_column (&fixture, SAUDA_ORDERS_COLUMN_NOTE)),
                     ==, -1);
    gtk_column_view_column_set_visible (get_column (&fixture, SAUDA_ORDERS_COLUMN_NOTE), TRUE);
    g_assert_cmpint (gtk_column_view_column_get_fixed_width (get_column (&fixture, SAUDA_ORDERS_COLUMN_NOTE)),
                     >, 0);
    reset (&fixture);
    orders_fixture_close (&fixture);
  }
}

/* Keys and the clipboard follow what the eye sees. */
static void
test_grid_follows (void)
{
  OrdersFixture fixture;
  SaudaGridLayout *layout;
  g_autofree char *text = NULL;

  orders_fixture_open (&fixture, 20);
  layout = sauda_grid_get_layout (fixture.grid);
  for (int column = 0; column < SAUDA_N_ORDERS_COLUMNS; column++)
    gtk_column_view_column_set_visible (get_column (&fixture, column), FALSE);
  gtk_column_view_column_set_visible (get_column (&fixture, SAUDA_ORDERS_COLUMN_CODE), TRUE);
  gtk_column_view_column_set_visible (get_column (&fixture, SAUDA_ORDERS_COLUMN_NOTE), TRUE);
  gtk_column_view_column_set_visible (get_column (&fixture, SAUDA_ORDERS_COLUMN_DECIDED_SIZE), TRUE);
  gtk_column_view_insert_column (sauda_grid_get_view (fixture.grid), 0,
                                 get_column (&fixture, SAUDA_ORDERS_COLUMN_NOTE));
  g_assert_cmpint (sauda_grid_layout_step (layout, SAUDA_ORDERS_COLUMN_NOTE, 1), ==,
                   SAUDA_ORDERS_COLUMN_CODE);
  g_assert_cmpint (sauda_grid_layout_step (layout, SAUDA_ORDERS_COLUMN_NOTE, -1), ==, -1);
  g_assert_cmpint (sauda_grid_layout_step (layout, SAUDA_ORDERS_COLUMN_DECIDED_SIZE, -1), ==,
                   SAUDA_ORDERS_COLUMN_CODE);
  g_assert_cmpint (sauda_grid_layout_step (layout, SAUDA_ORDERS_COLUMN_DECIDED_SIZE, 1), ==, -1);
  g_assert_cmpuint (sauda_grid_paste_text (fixture.grid, 0, SAUDA_ORDERS_COLUMN_NOTE, "ring\tignored\txl"),
                    ==, 2);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture.window));
  g_assert_true (sauda_grid_move (fixture.grid, 0, SAUDA_ORDERS_COLUMN_NOTE, FALSE));
  text = sauda_grid_copy_text (fixture.grid);
  g_assert_true (g_str_has_prefix (text, "ring\t7000"));
  g_assert_true (g_str_has_suffix (text, "\tXL\n"));
  reset (&fixture);
  orders_fixture_close (&fixture);
}

/* From right to left a table that is wider than its page opens at its first columns, too. */
static void
test_mirrored (void)
{
  OrdersFixture fixture;
  GtkAdjustment *place;

  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  orders_fixture_open (&fixture, 20);
  place = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (sauda_grid_get_view (fixture.grid)));
  gtk_column_view_column_set_fixed_width (get_column (&fixture, SAUDA_ORDERS_COLUMN_STAGE), 3000);
  sauda_test_wait_until (gtk_adjustment_get_upper (place) > 3000);
  sauda_test_wait_until (gtk_adjustment_get_value (place) ==
                         gtk_adjustment_get_upper (place) - gtk_adjustment_get_page_size (place));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  reset (&fixture);
  orders_fixture_close (&fixture);
}

/* A table that was scrolled to its last columns, and then has room for all, shows all. */
static void
test_roomy (void)
{
  OrdersFixture fixture;
  GtkAdjustment *place;
  GtkWidget *cell;
  graphene_rect_t bounds;

  orders_fixture_open (&fixture, 20);
  place = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (sauda_grid_get_view (fixture.grid)));
  gtk_window_set_default_size (fixture.window, 700, 600);
  sauda_test_wait_until (gtk_adjustment_get_page_size (place) < 800);
  gtk_adjustment_set_value (place, gtk_adjustment_get_upper (place));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture.window));
  gtk_window_set_default_size (fixture.window, 1190, 600);
  sauda_test_wait_until (gtk_adjustment_get_page_size (place) > 1100);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture.window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture.window));
  cell = sauda_grid_get_cell (fixture.grid, 0, SAUDA_ORDERS_COLUMN_NOTE);
  g_assert_true (gtk_widget_compute_bounds (cell, GTK_WIDGET (fixture.grid), &bounds));
  g_test_message ("value %f, upper %f, page %f; note at %f to %f of %d", gtk_adjustment_get_value (place),
                  gtk_adjustment_get_upper (place), gtk_adjustment_get_page_size (place), bounds.origin.x,
                  bounds.origin.x + bounds.size.width, gtk_widget_get_width (GTK_WIDGET (fixture.grid)));
  /* the last column ends where the table does */
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width + 20, >,
                     gtk_widget_get_width (GTK_WIDGET (fixture.grid)));
  reset (&fixture);
  orders_fixture_close (&fixture);
}

/* Letters of another size, in the middle of the work: what a person chose grows with them, and nothing is
 * remembered of what did so by itself. */
static void
test_text_size (void)
{
  OrdersFixture fixture;
  GtkSettings *settings = gtk_settings_get_default ();
  GtkColumnViewColumn *product, *stage;
  int dpi, width;

  orders_fixture_open (&fixture, 20);
  reset (&fixture);
  product = get_column (&fixture, SAUDA_ORDERS_COLUMN_PRODUCT);
  stage = get_column (&fixture, SAUDA_ORDERS_COLUMN_STAGE);
  width = gtk_column_view_column_get_fixed_width (product);
  gtk_column_view_column_set_fixed_width (stage, 222);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * dpi, NULL);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (product), ==, 2 * width);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (stage), ==, 444);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (product), ==, width);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (stage), ==, 222);
  reset (&fixture);
  orders_fixture_close (&fixture);
}

/* Letters of another size when the window opens again: as wide for those as what was kept was for others. */
static void
test_text_size_between (void)
{
  OrdersFixture fixture;
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  orders_fixture_open (&fixture, 20);
  reset (&fixture);
  gtk_column_view_column_set_fixed_width (get_column (&fixture, SAUDA_ORDERS_COLUMN_STAGE), 221);
  orders_fixture_close (&fixture);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * dpi, NULL);
  for (int opened = 0; opened < 2; opened++) {
    orders_fixture_open (&fixture, 20);
    g_assert_cmpint (
      gtk_column_view_column_get_fixed_width (get_column (&fixture, SAUDA_ORDERS_COLUMN_STAGE)), ==, 442);
    sauda_grid_layout_save (sauda_grid_get_layout (fixture.grid));
    orders_fixture_close (&fixture);
  }
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
  orders_fixture_open (&fixture, 20);
  g_assert_cmpint (gtk_column_view_column_get_fixed_width (get_column (&fixture, SAUDA_ORDERS_COLUMN_STAGE)),
                   ==, 221);
  reset (&fixture);
  orders_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/orders-layout/remembered", test_remembered);
  g_test_add_func ("/ui/orders-layout/strange-settings", test_strange_settings);
  g_test_add_func ("/ui/orders-layout/grid-follows", test_grid_follows);
  g_test_add_func ("/ui/orders-layout/mirrored", test_mirrored);
  g_test_add_func ("/ui/orders-layout/roomy", test_roomy);
  g_test_add_func ("/ui/orders-layout/text-size", test_text_size);
  g_test_add_func ("/ui/orders-layout/text-size-between", test_text_size_between);
  return g_test_run ();
}
