#include "orders-fixture.h"
#include "ui-test.h"

/* The table under real keys, which go through the X server, in a Latin and in a Cyrillic layout. */

static void
press (OrdersFixture *fixture, const char *keys)
{
  ui_test_press (fixture->window, keys);
}

static SaudaOrderLine *
get_line (OrdersFixture *fixture, guint position)
{
  return sauda_grid_model_peek (sauda_grid_get_model (fixture->grid), position);
}

static gboolean
has_focus (OrdersFixture *fixture, guint position, SaudaOrdersColumn column)
{
  GtkWidget *cell = sauda_grid_get_cell (fixture->grid, position, column);
  GtkWidget *focus = gtk_window_get_focus (fixture->window);

  return cell != NULL && focus != NULL && (focus == cell || gtk_widget_is_ancestor (focus, cell));
}

static gboolean
is_editing (OrdersFixture *fixture, guint position, SaudaOrdersColumn column)
{
  return sauda_edit_cell_is_editing (SAUDA_EDIT_CELL (sauda_grid_get_cell (fixture->grid, position, column)));
}

static const char *
get_note (OrdersFixture *fixture, guint position)
{
  return sauda_order_line_get_note (get_line (fixture, position));
}

static void
open_page (OrdersFixture *fixture, const char *layout)
{
  orders_fixture_open (fixture, 20);
  ui_test_focus (fixture->window, layout);
}

static void
test_move (void)
{
  OrdersFixture fixture;

  open_page (&fixture, "us");
  sauda_grid_move (fixture.grid, 0, SAUDA_ORDERS_COLUMN_CLICKED_SIZE, FALSE);
  press (&fixture, "Down");
  sauda_test_wait_until (has_focus (&fixture, 1, SAUDA_ORDERS_COLUMN_CLICKED_SIZE));
  press (&fixture, "Return");
  sauda_test_wait_until (has_focus (&fixture, 2, SAUDA_ORDERS_COLUMN_CLICKED_SIZE));
  press (&fixture, "shift+Return");
  sauda_test_wait_until (has_focus (&fixture, 1, SAUDA_ORDERS_COLUMN_CLICKED_SIZE));
  press (&fixture, "Tab");
  sauda_test_wait_until (has_focus (&fixture, 1, SAUDA_ORDERS_COLUMN_DECIDED_SIZE));
  press (&fixture, "shift+Tab Left");
  sauda_test_wait_until (has_focus (&fixture, 1, SAUDA_ORDERS_COLUMN_PRODUCT));
  press (&fixture, "Right Up");
  sauda_test_wait_until (has_focus (&fixture, 0, SAUDA_ORDERS_COLUMN_CLICKED_SIZE));
  orders_fixture_close (&fixture);
}

static void
test_edit (void)
{
  OrdersFixture fixture;

  open_page (&fixture, "us");
  sauda_grid_move (fixture.grid, 0, SAUDA_ORDERS_COLUMN_NOTE, FALSE);
  press (&fixture, "F2 a b Return");
  sauda_test_wait_until (g_strcmp0 (get_note (&fixture, 0), "ab") == 0);
  sauda_test_wait_until (has_focus (&fixture, 1, SAUDA_ORDERS_COLUMN_NOTE));
  /* Typing edits at once, Escape takes it back. */
  press (&fixture, "x y");
  g_assert_true (is_editing (&fixture, 1, SAUDA_ORDERS_COLUMN_NOTE));
  press (&fixture, "Escape");
  sauda_test_wait_until (!is_editing (&fixture, 1, SAUDA_ORDERS_COLUMN_NOTE));
  g_assert_cmpstr (get_note (&fixture, 1), ==, "");
  sauda_grid_move (fixture.grid, 0, SAUDA_ORDERS_COLUMN_NOTE, FALSE);
  press (&fixture, "shift+Down shift+Down ctrl+d");
  sauda_test_wait_until (g_strcmp0 (get_note (&fixture, 2), "ab") == 0);
  press (&fixture, "Delete");
  sauda_test_wait_until (g_strcmp0 (get_note (&fixture, 2), "") == 0);
  orders_fixture_close (&fixture);
}

static char *
read_clipboard (OrdersFixture *fixture)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->window));
  GdkContentProvider *content = gdk_clipboard_get_content (clipboard);
  g_auto (GValue) value = G_VALUE_INIT;

  g_assert_nonnull (content);
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));
  return g_value_dup_string (&value);
}

static gboolean
is_marked (OrdersFixture *fixture, guint position, SaudaOrdersColumn column)
{
  GtkWidget *cell = sauda_grid_get_cell (fixture->grid, position, column);

  return gtk_widget_has_css_class (gtk_widget_get_parent (cell), "cell-range");
}

/* As in a spreadsheet: Shift and arrows choose cells, which are copied, pasted over, filled and emptied. */
static void
test_cells (void)
{
  OrdersFixture fixture;
  g_autofree char *copied = NULL;
  g_autofree char *whole = NULL;

  open_page (&fixture, "us");
  g_assert_cmpuint (
    sauda_grid_paste_text (fixture.grid, 0, SAUDA_ORDERS_COLUMN_NOTE, "one\ntwo\nthree\nfour\n"), ==, 4);
  g_assert_cmpuint (sauda_grid_paste_text (fixture.grid, 0, SAUDA_ORDERS_COLUMN_DECIDED_SIZE, "M\nL\n"), ==,
                    2);
  sauda_grid_move (fixture.grid, 0, SAUDA_ORDERS_COLUMN_CLICKED_SIZE, FALSE);
  press (&fixture, "shift+Right shift+Down shift+Down shift+Up");
  sauda_test_wait_until (has_focus (&fixture, 1, SAUDA_ORDERS_COLUMN_DECIDED_SIZE));
  g_assert_cmpuint (sauda_grid_count_selected (fixture.grid), ==, 2);
  g_assert_true (is_marked (&fixture, 0, SAUDA_ORDERS_COLUMN_CLICKED_SIZE));
  g_assert_true (is_marked (&fixture, 1, SAUDA_ORDERS_COLUMN_DECIDED_SIZE));
  g_assert_false (is_marked (&fixture, 2, SAUDA_ORDERS_COLUMN_DECIDED_SIZE));
  g_assert_false (is_marked (&fixture, 0, SAUDA_ORDERS_COLUMN_PRODUCT));
  press (&fixture, "ctrl+c");
  copied = read_clipboard (&fixture);
  g_assert_cmpstr (copied, ==, "L\tM\nL\tL\n");
  /* Where the chosen cells hold the block several times, it is repeated. */
  sauda_grid_move (fixture.grid, 4, SAUDA_ORDERS_COLUMN_CLICKED_SIZE, FALSE);
  g_assert_false (is_marked (&fixture, 0, SAUDA_ORDERS_COLUMN_CLICKED_SIZE));
  press (&fixture, "shift+Down shift+Down shift+Down shift+Right ctrl+v");
  sauda_test_wait_until (g_strcmp0 (sauda_order_line_get_decided_size (get_line (&fixture, 7)), "L") == 0);
  g_assert_cmpstr (sauda_order_line_get_decided_size (get_line (&fixture, 4)), ==, "M");
  g_assert_cmpstr (sauda_order_line_get_decided_size (get_line (&fixture, 6)), ==, "M");
  /* From below upwards is the same rectangle; it is filled from its top, and emptied as a whole. */
  sauda_grid_move (fixture.grid, 3, SAUDA_ORDERS_COLUMN_NOTE, FALSE);
  press (&fixture, "shift+Up shift+Up ctrl+d");
  sauda_test_wait_until (g_strcmp0 (get_note (&fixture, 3), "two") == 0);
  g_assert_cmpstr (get_note (&fixture, 2), ==, "two");
  g_assert_cmpstr (get_note (&fixture, 0), ==, "one");
  press (&fixture, "Delete");
  sauda_test_wait_until (g_strcmp0 (get_note (&fixture, 1), "") == 0);
  g_assert_cmpstr (get_note (&fixture, 3), ==, "");
  /* Without chosen cells the whole row is copied. */
  press (&fixture, "Up Up ctrl+c");
  whole = read_clipboard (&fixture);
  g_assert_nonnull (strstr (whole, "\tone"));
  g_assert_nonnull (strstr (whole, "7000"));
  orders_fixture_close (&fixture);
}

/* Spreadsheets put a cell with a line break or a tab in quotation marks; other marks belong to the text. */
static void
test_quoted (void)
{
  OrdersFixture fixture;
  static const char *const expected[] = { "ring \"first\" then come", "\"5 days\"", "last" };

  open_page (&fixture, "us");
  g_assert_cmpuint (sauda_grid_paste_text (fixture.grid, 0, SAUDA_ORDERS_COLUMN_NOTE,
                                           "\"ring \"\"first\"\"\r\nthen\tcome\"\r\n\"5 days\"\r\nlast\r\n"),
                    ==, 3);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (get_note (&fixture, i), ==, expected[i]);
  g_assert_cmpstr (get_note (&fixture, 3), ==, "");
  orders_fixture_close (&fixture);
}

/* The same physical keys; the layout says "ф" and "с" where Latin has "a" and "c". */
static void
test_layout (gconstpointer layout)
{
  OrdersFixture fixture;

  open_page (&fixture, layout);
  sauda_edit_history_begin (sauda_grid_get_history (fixture.grid));
  sauda_edit_history_add (sauda_grid_get_history (fixture.grid), get_line (&fixture, 0),
                          SAUDA_ORDERS_COLUMN_NOTE, "one");
  sauda_edit_history_commit (sauda_grid_get_history (fixture.grid));
  sauda_grid_move (fixture.grid, 0, SAUDA_ORDERS_COLUMN_NOTE, FALSE);
  press (&fixture, "ctrl+shift+54");
  sauda_grid_move (fixture.grid, 3, SAUDA_ORDERS_COLUMN_NOTE, FALSE);
  press (&fixture, "ctrl+55");
  sauda_test_wait_until (g_strcmp0 (get_note (&fixture, 3), "one") == 0);
  press (&fixture, "ctrl+38");
  sauda_test_wait_until (sauda_grid_count_selected (fixture.grid) == 20);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture.window), "All is selected: 20 orders") !=
                         NULL);
  orders_fixture_close (&fixture);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/keys/move", test_move);
  g_test_add_func ("/ui/keys/edit", test_edit);
  g_test_add_func ("/ui/keys/cells", test_cells);
  g_test_add_func ("/ui/keys/quoted", test_quoted);
  g_test_add_data_func ("/ui/keys/latin", "us", test_layout);
  g_test_add_data_func ("/ui/keys/cyrillic", "ru", test_layout);
  return g_test_run ();
}
