#include "keyboard-fixture.h"
#include "sauda-columns-popover.h"
#include "sauda-views-bar.h"

/* A merchant without a mouse: the page of orders of the whole window, by real keys alone. */

static const char *
get_note (KeyboardFixture *fixture, guint position)
{
  return sauda_order_line_get_note (sauda_grid_model_peek (sauda_grid_get_model (fixture->grid), position));
}

static GtkWidget *
get_card (KeyboardFixture *fixture)
{
  return ui_test_find (GTK_WIDGET (fixture->page), g_type_from_name ("SaudaOrderCard"));
}

/* Find, edit, take back and make again, look at the card, and show everything again. */
static void
test_work (KeyboardFixture *fixture, gconstpointer data)
{
  keyboard_open_orders (fixture);
  keyboard_find (fixture, "7 0 5", 1);
  keyboard_press (fixture, "Down");
  sauda_test_wait_until (sauda_grid_count_selected (fixture->grid) == 1);
  /* From the number to the note, at the right end. */
  for (int step = 0; step < 20; step++)
    keyboard_press (fixture, "Right");
  keyboard_press (fixture, "F2 o k Return");
  sauda_test_wait_until (keyboard_read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") ==
                         1);
  keyboard_press (fixture, "ctrl+z");
  sauda_test_wait_until (keyboard_read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") ==
                         0);
  g_assert_cmpstr (get_note (fixture, 0), ==, "");
  keyboard_press (fixture, "ctrl+shift+z");
  sauda_test_wait_until (keyboard_read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") ==
                         1);
  g_assert_cmpstr (get_note (fixture, 0), ==, "ok");
  keyboard_press (fixture, "ctrl+z ctrl+y");
  sauda_test_wait_until (keyboard_read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") ==
                         1);
  keyboard_press (fixture, "alt+Return");
  sauda_test_wait_until (gtk_widget_get_mapped (get_card (fixture)));
  keyboard_press (fixture, "Escape");
  sauda_test_wait_until (!gtk_widget_get_visible (get_card (fixture)));
  keyboard_find (fixture, "BackSpace", 9);
}

/* Several rows are held back with a reason, tagged, and let go again. */
static void
test_selection (KeyboardFixture *fixture, gconstpointer data)
{
  keyboard_open_orders (fixture);
  keyboard_find (fixture, "7", 9);
  keyboard_press (fixture, "Return shift+Down shift+Down");
  sauda_test_wait_until (sauda_grid_count_selected (fixture->grid) == 3);
  keyboard_press (fixture, "alt+h");
  sauda_test_wait_until (keyboard_has_focus (fixture, GTK_TYPE_CALENDAR) ||
                         keyboard_has_focus (fixture, GTK_TYPE_POPOVER));
  keyboard_tab_to (fixture, GTK_TYPE_ENTRY, "Tab");
  keyboard_press (fixture, "t r i p Return");
  sauda_test_wait_until (
    keyboard_read_number (fixture,
                          "SELECT count (*) FROM orders WHERE hold_reason = 'trip' AND hold_until > 0") == 3);
  /* The focus is in the table again. */
  keyboard_press (fixture, "ctrl+a");
  sauda_test_wait_until (sauda_grid_count_selected (fixture->grid) == 9);
  /* The menu of what else can be done, and its first entry. */
  keyboard_press (fixture, "alt+m");
  sauda_test_wait_until (keyboard_has_focus (fixture, GTK_TYPE_POPOVER_MENU));
  keyboard_press (fixture, "Return");
  sauda_test_wait_until (keyboard_has_focus (fixture, GTK_TYPE_ENTRY) ||
                         keyboard_has_focus (fixture, GTK_TYPE_TEXT));
  keyboard_press (fixture, "v i p Return");
  sauda_test_wait_until (keyboard_read_number (fixture, "SELECT count (*) FROM orders WHERE tags = 'vip'") ==
                         9);
}

/* A chip filters, the bar says what is hidden, and its button shows everything again. */
static void
test_chips (KeyboardFixture *fixture, gconstpointer data)
{
  sauda_test_database_execute (fixture->database, "UPDATE orders SET tags = 'vip' WHERE id <= 3");
  sauda_workspace_emit_orders_changed (sauda_window_get_workspace (fixture->window));
  keyboard_open_orders (fixture);
  sauda_test_wait_until (ui_test_find_button (GTK_WIDGET (fixture->page), "vip") != NULL);
  keyboard_press (fixture, "ctrl+f");
  keyboard_go_to_button (fixture, "vip");
  keyboard_press (fixture, "space");
  sauda_test_wait_until (keyboard_count_shown (fixture) == 3);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture->page), "6 orders are hidden") != NULL);
  keyboard_go_to_button (fixture, "_Show All");
  keyboard_press (fixture, "space");
  sauda_test_wait_until (keyboard_count_shown (fixture) == 9);
  /* Escape empties the search, which keeps the focus. */
  keyboard_find (fixture, "z z z", 0);
  keyboard_press (fixture, "Escape");
  sauda_test_wait_until (keyboard_count_shown (fixture) == 9);
  g_assert_true (keyboard_has_focus (fixture, GTK_TYPE_SEARCH_ENTRY));
}

/* One note goes down over the rows below, and elsewhere by the clipboard; one step back takes back one of
 * them. */
static void
test_cells (KeyboardFixture *fixture, gconstpointer data)
{
  keyboard_open_orders (fixture);
  keyboard_find (fixture, "7", 9);
  keyboard_press (fixture, "Down");
  sauda_test_wait_until (sauda_grid_count_selected (fixture->grid) == 1);
  keyboard_press (fixture, "End F2 o k Return");
  sauda_test_wait_until (keyboard_read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") ==
                         1);
  keyboard_press (fixture, "Up shift+Down shift+Down");
  sauda_test_wait_until (sauda_grid_count_selected (fixture->grid) == 3);
  keyboard_press (fixture, "ctrl+d");
  sauda_test_wait_until (keyboard_read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") ==
                         3);
  keyboard_press (fixture, "ctrl+z");
  sauda_test_wait_until (keyboard_read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") ==
                         1);
  keyboard_press (fixture, "ctrl+Home End ctrl+shift+c ctrl+Down ctrl+v");
  sauda_test_wait_until (keyboard_read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") ==
                         2);
}

/* What was typed is searched for when the search is left, however long it would rest; and the rest that ends
 * later disturbs nobody. */
static void
test_search_is_left (KeyboardFixture *fixture, gconstpointer data)
{
  GtkWidget *search;

  keyboard_open_orders (fixture);
  search = ui_test_find (GTK_WIDGET (fixture->page), GTK_TYPE_SEARCH_ENTRY);
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (search), G_MAXUINT);
  keyboard_find (fixture, "7 0 5", 9);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (search)), ==, "705");
  keyboard_press (fixture, "Down");
  sauda_test_wait_until (keyboard_count_shown (fixture) == 1);
  sauda_test_wait_until (sauda_grid_count_selected (fixture->grid) == 1);
  keyboard_press (fixture, "End F2 o");
  g_signal_emit_by_name (search, "search-changed");
  keyboard_press (fixture, "k Return");
  sauda_test_wait_until (keyboard_read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") ==
                         1);
  keyboard_find (fixture, "End BackSpace", 1);
  keyboard_press (fixture, "shift+Tab");
  sauda_test_wait_until (keyboard_count_shown (fixture) == 9);
}

static guint
count_columns (KeyboardFixture *fixture)
{
  GtkWidget *view = ui_test_find (GTK_WIDGET (fixture->grid), GTK_TYPE_COLUMN_VIEW);
  GListModel *columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (view));
  guint shown = 0;

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

    shown += gtk_column_view_column_get_visible (column);
  }
  return shown;
}

static void
open_columns (KeyboardFixture *fixture)
{
  keyboard_press (fixture, "ctrl+f");
  for (int round = 0; round < 20 && !keyboard_is_on (fixture, "Choose columns"); round++)
    keyboard_press (fixture, "Tab");
  keyboard_press (fixture, "space");
  sauda_test_wait_until (keyboard_has_focus (fixture, SAUDA_TYPE_COLUMNS_POPOVER));
}

/* A column is hidden and shown again where columns are chosen. */
static void
test_columns (KeyboardFixture *fixture, gconstpointer data)
{
  guint before;

  keyboard_open_orders (fixture);
  before = count_columns (fixture);
  for (int hidden = 1; hidden >= 0; hidden--) {
    open_columns (fixture);
    for (int round = 0; round < 20 && !keyboard_has_focus (fixture, GTK_TYPE_CHECK_BUTTON); round++)
      keyboard_press (fixture, "Down");
    keyboard_press (fixture, "space");
    sauda_test_wait_until (count_columns (fixture) == before - (guint) hidden);
    keyboard_press (fixture, "Escape");
  }
}

/* The columns that are shown, by their places in the program. */
static char *
list_columns (KeyboardFixture *fixture)
{
  g_autoptr (GArray) shown = sauda_grid_layout_list_shown (sauda_grid_get_layout (fixture->grid));
  GString *text = g_string_new ("");

  for (guint i = 0; i < shown->len; i++)
    g_string_append_printf (text, "%u ", g_array_index (shown, guint, i));
  return g_string_free (text, FALSE);
}

static void
expect_columns (KeyboardFixture *fixture, const char *first)
{
  g_autofree char *listed = list_columns (fixture);

  g_test_message ("%s", listed);
  g_assert_true (g_str_has_prefix (listed, first));
}

/* Columns change places by Alt with arrows and by buttons, over a restart, and go back. */
static void
test_move_columns (KeyboardFixture *fixture, gconstpointer data)
{
  g_autofree char *at_first = NULL;

  keyboard_open_orders (fixture);
  at_first = list_columns (fixture);
  expect_columns (fixture, "0 1 2 3 ");
  open_columns (fixture);
  keyboard_press (fixture, "alt+Up");
  expect_columns (fixture, "0 1 2 3 ");
  keyboard_press (fixture, "alt+Down");
  expect_columns (fixture, "1 0 2 3 ");
  /* The focus went along, and does not get lost with the button at the end. */
  keyboard_press (fixture, "Tab space");
  expect_columns (fixture, "0 1 2 3 ");
  keyboard_press (fixture, "space space");
  expect_columns (fixture, "1 2 0 3 ");
  keyboard_press (fixture, "shift+Tab alt+Up");
  expect_columns (fixture, "1 0 2 3 ");
  keyboard_press (fixture, "Escape");
  sauda_test_wait_until (!keyboard_has_focus (fixture, SAUDA_TYPE_COLUMNS_POPOVER));

  ui_test_close (GTK_WINDOW (fixture->window));
  keyboard_open_window (fixture);
  keyboard_open_orders (fixture);
  expect_columns (fixture, "1 0 2 3 ");
  open_columns (fixture);
  for (int round = 0; round < 60 && !keyboard_is_on_button (fixture, "_Reset Columns"); round++)
    keyboard_press (fixture, "Tab");
  keyboard_press (fixture, "space Escape");
  expect_columns (fixture, at_first);
}

static void
expect_views (KeyboardFixture *fixture, const char *names)
{
  g_autofree char *sql = g_strdup_printf ("SELECT (SELECT group_concat (name, ' ') FROM (SELECT name FROM "
                                          "saved_view ORDER BY position)) = '%s'",
                                          names);

  sauda_test_wait_until (keyboard_read_number (fixture, sql) == 1);
}

/* Views are kept, renamed, moved and removed where their tabs are. */
static void
test_views (KeyboardFixture *fixture, gconstpointer data)
{
  SaudaViewsBar *views;
  GtkWidget *tab;

  keyboard_open_orders (fixture);
  views = SAUDA_VIEWS_BAR (ui_test_find (GTK_WIDGET (fixture->page), SAUDA_TYPE_VIEWS_BAR));
  for (int i = 1; i <= 3; i++) {
    g_autofree char *name = g_strdup_printf ("v%d", i);

    sauda_views_bar_save (views, name);
    sauda_test_wait_until (!sauda_views_bar_is_busy (views) &&
                           sauda_views_bar_get_n_views (views) == (guint) i);
  }
  keyboard_press (fixture, "ctrl+f");
  keyboard_tab_to (fixture, g_type_from_name ("SaudaViewTab"), "Tab");
  /* The tab of all is passed over. */
  keyboard_press (fixture, "F2 Delete Tab ctrl+Right");
  expect_views (fixture, "v2 v1 v3");
  sauda_test_wait_until (!sauda_views_bar_is_busy (views));
  keyboard_press (fixture, "ctrl+Right");
  expect_views (fixture, "v2 v3 v1");
  sauda_test_wait_until (!sauda_views_bar_is_busy (views));
  keyboard_press (fixture, "ctrl+Right ctrl+Left");
  expect_views (fixture, "v2 v1 v3");
  sauda_test_wait_until (!sauda_views_bar_is_busy (views));
  keyboard_press (fixture, "F2");
  sauda_test_wait_until (keyboard_has_focus (fixture, GTK_TYPE_ENTRY));
  keyboard_press (fixture, "ctrl+a n e w Return");
  expect_views (fixture, "v2 new v3");
  sauda_test_wait_until (!sauda_views_bar_is_busy (views));
  /* By the pointer: the last one is let go on the tab of all. */
  tab = ui_test_find (GTK_WIDGET (views), g_type_from_name ("SaudaViewTab"));
  ui_test_drop (GTK_WINDOW (fixture->window), gtk_widget_get_last_child (gtk_widget_get_parent (tab)), tab);
  expect_views (fixture, "v3 v2 new");
}

/* A window that closes when its work is done, while a list of it is open, leaves the keys to the other one.
 */
static void
test_closes_with_open_list (KeyboardFixture *fixture, gconstpointer data)
{
  static const char *const choices[] = { "One", "Two", NULL };
  GtkWidget *window = gtk_window_new (), *list = gtk_drop_down_new_from_strings (choices), *popover;

  keyboard_open_orders (fixture);
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (fixture->window));
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (gtk_widget_get_mapped (list));
  popover = ui_test_find (list, GTK_TYPE_POPOVER);
  gtk_widget_activate (list);
  sauda_test_wait_until (gtk_widget_get_mapped (popover));
  gtk_window_close (GTK_WINDOW (window));
  keyboard_find (fixture, "7 0 5", 1);
}

static void
add_tests (void)
{
  g_test_add ("/ui/keyboard/work", KeyboardFixture, NULL, keyboard_set_up, test_work, keyboard_tear_down);
  g_test_add ("/ui/keyboard/selection", KeyboardFixture, NULL, keyboard_set_up, test_selection,
              keyboard_tear_down);
  g_test_add ("/ui/keyboard/chips", KeyboardFixture, NULL, keyboard_set_up, test_chips, keyboard_tear_down);
  g_test_add ("/ui/keyboard/cells", KeyboardFixture, NULL, keyboard_set_up, test_cells, keyboard_tear_down);
  g_test_add ("/ui/keyboard/search-is-left", KeyboardFixture, NULL, keyboard_set_up, test_search_is_left,
              keyboard_tear_down);
  g_test_add ("/ui/keyboard/columns", KeyboardFixture, NULL, keyboard_set_up, test_columns,
              keyboard_tear_down);
  g_test_add ("/ui/keyboard/move-columns", KeyboardFixture, NULL, keyboard_set_up, test_move_columns,
              keyboard_tear_down);
  g_test_add ("/ui/keyboard/closes-with-open-list", KeyboardFixture, NULL, keyboard_set_up,
              test_closes_with_open_list, keyboard_tear_down);
  g_test_add ("/ui/keyboard/views", KeyboardFixture, NULL, keyboard_set_up, test_views, keyboard_tear_down);
}

int
main (int argc, char **argv)
{
  return keyboard_main (argc, argv, add_tests);
}
