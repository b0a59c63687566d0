#include "sauda-application.h"
#include "sauda-columns-popover.h"
#include "sauda-orders-page.h"
#include "sauda-test-database.h"
#include "sauda-views-bar.h"
#include "sauda-window.h"
#include "ui-test.h"

#include <string.h>

/* A merchant without a mouse: the page of orders of the whole window, by real keys alone. */

static SaudaApplication *application;

typedef struct {
  SaudaTestFolder folder;
  SaudaWindow *window;
  SaudaDatabase *database;
  SaudaOrdersPage *page;
  SaudaGrid *grid;
} Fixture;

static void
add_orders (Fixture *fixture)
{
  sauda_test_database_execute (
    fixture->database,
    "INSERT INTO store (id, name, created_ms) VALUES (1, 'OnlyFit', 0);"
    "INSERT INTO customer (id, phone, name, search_key) VALUES (1, '7010000001', 'Dana', 'dana');"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9)"
    " INSERT INTO orders (id, store_id, code, stage, status, kaspi_delivery, total, customer_id, note, "
    "source,"
    " first_seen_ms, updated_ms, created_ms) SELECT i, 1, CAST (700 + i AS TEXT), 'packing',"
    " 'ACCEPTED_BY_MERCHANT', 1, 8990, 1, '', 'api', 0, 0, 1000 * i FROM n;"
    "INSERT INTO order_line (order_id, position, sku, title, quantity, amount)"
    " SELECT id, 0, 'a', 'Rashguard (L)', 1, 8990 FROM orders;");
}

static void
open_window (Fixture *fixture)
{
  fixture->window = sauda_window_new (application);
  gtk_window_present (GTK_WINDOW (fixture->window));
  sauda_test_wait_until (sauda_window_is_open (fixture->window));
  fixture->database = sauda_workspace_get_database (sauda_window_get_workspace (fixture->window));
  fixture->page = SAUDA_ORDERS_PAGE (sauda_window_get_page (fixture->window, "orders"));
  fixture->grid = SAUDA_GRID (sauda_orders_page_get_table (fixture->page));
  ui_test_focus (GTK_WINDOW (fixture->window), "us");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  sauda_test_folder_set_up (&fixture->folder, data);
  sauda_application_set_practice (application, FALSE);
  sauda_application_set_data_folder (application, fixture->folder.path);
  open_window (fixture);
  add_orders (fixture);
  sauda_workspace_emit_orders_changed (sauda_window_get_workspace (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  ui_test_close (GTK_WINDOW (fixture->window));
  sauda_test_folder_tear_down (&fixture->folder, data);
}

static void
press (Fixture *fixture, const char *keys)
{
  ui_test_press (GTK_WINDOW (fixture->window), keys);
}

static guint
count_shown (Fixture *fixture)
{
  return sauda_grid_model_count (sauda_grid_get_model (fixture->grid));
}

static const char *
get_note (Fixture *fixture, guint position)
{
  return sauda_order_line_get_note (sauda_grid_model_peek (sauda_grid_get_model (fixture->grid), position));
}

static gboolean
has_focus (Fixture *fixture, GType type)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return focus != NULL &&
         (g_type_is_a (G_OBJECT_TYPE (focus), type) || gtk_widget_get_ancestor (focus, type) != NULL);
}

static gint64
read_number (Fixture *fixture, const char *sql)
{
  return sauda_test_database_read_number (fixture->database, sql);
}

static GtkWidget *
get_card (Fixture *fixture)
{
  return ui_test_find (GTK_WIDGET (fixture->page), g_type_from_name ("SaudaOrderCard"));
}

/* Presses Tab until the focus is in a widget of @type. */
static void
tab_to (Fixture *fixture, GType type, const char *key)
{
  for (int round = 0; round < 40 && !has_focus (fixture, type); round++)
    press (fixture, key);
  g_assert_true (has_focus (fixture, type));
}

static void
open_orders (Fixture *fixture)
{
  press (fixture, "alt+2");
  sauda_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (fixture->page)));
  sauda_test_wait_until (sauda_orders_page_is_loaded (fixture->page) && count_shown (fixture) == 9);
}

static void
find (Fixture *fixture, const char *keys, guint rows)
{
  press (fixture, "ctrl+f");
  sauda_test_wait_until (has_focus (fixture, GTK_TYPE_SEARCH_ENTRY));
  press (fixture, keys);
  sauda_test_wait_until (count_shown (fixture) == rows);
}

/* Find, edit, take back and make again, look at the card, and show everything again. */
static void
test_work (Fixture *fixture, gconstpointer data)
{
  open_orders (fixture);
  find (fixture, "7 0 5", 1);
  press (fixture, "Down");
  sauda_test_wait_until (sauda_grid_count_selected (fixture->grid) == 1);
  /* From the number to the note, at the right end. */
  for (int step = 0; step < 20; step++)
    press (fixture, "Right");
  press (fixture, "F2 o k Return");
  sauda_test_wait_until (read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") == 1);
  press (fixture, "ctrl+z");
  sauda_test_wait_until (read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") == 0);
  g_assert_cmpstr (get_note (fixture, 0), ==, "");
  press (fixture, "ctrl+shift+z");
  sauda_test_wait_until (read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") == 1);
  g_assert_cmpstr (get_note (fixture, 0), ==, "ok");
  press (fixture, "ctrl+z ctrl+y");
  sauda_test_wait_until (read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") == 1);
  press (fixture, "alt+Return");
  sauda_test_wait_until (gtk_widget_get_mapped (get_card (fixture)));
  press (fixture, "Escape");
  sauda_test_wait_until (!gtk_widget_get_visible (get_card (fixture)));
  find (fixture, "BackSpace", 9);
}

/* Several rows are held back with a reason, tagged, and let go again. */
static void
test_selection (Fixture *fixture, gconstpointer data)
{
  open_orders (fixture);
  find (fixture, "7", 9);
  press (fixture, "Return shift+Down shift+Down");
  sauda_test_wait_until (sauda_grid_count_selected (fixture->grid) == 3);
  press (fixture, "alt+h");
  sauda_test_wait_until (has_focus (fixture, GTK_TYPE_CALENDAR) || has_focus (fixture, GTK_TYPE_POPOVER));
  tab_to (fixture, GTK_TYPE_ENTRY, "Tab");
  press (fixture, "t r i p Return");
  sauda_test_wait_until (
    read_number (fixture, "SELECT count (*) FROM orders WHERE hold_reason = 'trip' AND hold_until > 0") == 3);
  /* The focus is in the table again. */
  press (fixture, "ctrl+a");
  sauda_test_wait_until (sauda_grid_count_selected (fixture->grid) == 9);
  /* The menu of what else can be done, and its first entry. */
  press (fixture, "alt+m");
  sauda_test_wait_until (has_focus (fixture, GTK_TYPE_POPOVER_MENU));
  press (fixture, "Return");
  sauda_test_wait_until (has_focus (fixture, GTK_TYPE_ENTRY) || has_focus (fixture, GTK_TYPE_TEXT));
  press (fixture, "v i p Return");
  sauda_test_wait_until (read_number (fixture, "SELECT count (*) FROM orders WHERE tags = 'vip'") == 9);
}

/* The chip or button whose label is @label has the focus. */
static gboolean
is_on_button (Fixture *fixture, const char *label)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return GTK_IS_BUTTON (focus) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (focus)), label) == 0;
}

static void
go_to_button (Fixture *fixture, const char *label)
{
  for (int round = 0; round < 60 && !is_on_button (fixture, label); round++)
    press (fixture, "Tab");
  g_assert_true (is_on_button (fixture, label));
}

/* A chip filters, the bar says what is hidden, and its button shows everything again. */
static void
test_chips (Fixture *fixture, gconstpointer data)
{
  sauda_test_database_execute (fixture->database, "UPDATE orders SET tags = 'vip' WHERE id <= 3");
  sauda_workspace_emit_orders_changed (sauda_window_get_workspace (fixture->window));
  open_orders (fixture);
  sauda_test_wait_until (ui_test_find_button (GTK_WIDGET (fixture->page), "vip") != NULL);
  press (fixture, "ctrl+f");
  go_to_button (fixture, "vip");
  press (fixture, "space");
  sauda_test_wait_until (count_shown (fixture) == 3);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture->page), "6 orders are hidden") != NULL);
  go_to_button (fixture, "_Show All");
  press (fixture, "space");
  sauda_test_wait_until (count_shown (fixture) == 9);
}

/* One note goes down over the rows below, and elsewhere by the clipboard; one step back takes back one of
 * them. */
static void
test_cells (Fixture *fixture, gconstpointer data)
{
  open_orders (fixture);
  find (fixture, "7", 9);
  press (fixture, "Down");
  sauda_test_wait_until (sauda_grid_count_selected (fixture->grid) == 1);
  press (fixture, "End F2 o k Return Up shift+Down shift+Down ctrl+d");
  sauda_test_wait_until (read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") == 3);
  press (fixture, "ctrl+z");
  sauda_test_wait_until (read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") == 1);
  press (fixture, "ctrl+Home End ctrl+shift+c ctrl+Down ctrl+v");
  sauda_test_wait_until (read_number (fixture, "SELECT count (*) FROM orders WHERE note = 'ok'") == 2);
}

static guint
count_columns (Fixture *fixture)
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

static gboolean
is_on (Fixture *fixture, const char *tip)
{
  for (GtkWidget *w = gtk_window_get_focus (GTK_WINDOW (fixture->window)); w != NULL;
       w = gtk_widget_get_parent (w))
    if (g_strcmp0 (gtk_widget_get_tooltip_text (w), tip) == 0)
      return TRUE;
  return FALSE;
}

static void
open_columns (Fixture *fixture)
{
  press (fixture, "ctrl+f");
  for (int round = 0; round < 20 && !is_on (fixture, "Choose columns"); round++)
    press (fixture, "Tab");
  press (fixture, "space");
  sauda_test_wait_until (has_focus (fixture, SAUDA_TYPE_COLUMNS_POPOVER));
}

/* A column is hidden and shown again where columns are chosen. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  guint before;

  open_orders (fixture);
  before = count_columns (fixture);
  for (int hidden = 1; hidden >= 0; hidden--) {
    open_columns (fixture);
    for (int round = 0; round < 20 && !has_focus (fixture, GTK_TYPE_CHECK_BUTTON); round++)
      press (fixture, "Down");
    press (fixture, "space");
    sauda_test_wait_until (count_columns (fixture) == before - (guint) hidden);
    press (fixture, "Escape");
  }
}

/* The columns that are shown, by their places in the program. */
static char *
list_columns (Fixture *fixture)
{
  g_autoptr (GArray) shown = sauda_grid_layout_list_shown (sauda_grid_get_layout (fixture->grid));
  GString *text = g_string_new ("");

  for (guint i = 0; i < shown->len; i++)
    g_string_append_printf (text, "%u ", g_array_index (shown, guint, i));
  return g_string_free (text, FALSE);
}

static void
expect_columns (Fixture *fixture, const char *first)
{
  g_autofree char *listed = list_columns (fixture);

  g_test_message ("%s", listed);
  g_assert_true (g_str_has_prefix (listed, first));
}

/* Columns change places by Alt with arrows and by buttons, over a restart, and go back. */
static void
test_move_columns (Fixture *fixture, gconstpointer data)
{
  g_autofree char *at_first = NULL;

  open_orders (fixture);
  at_first = list_columns (fixture);
  expect_columns (fixture, "0 1 2 3 ");
  open_columns (fixture);
  press (fixture, "alt+Up");
  expect_columns (fixture, "0 1 2 3 ");
  press (fixture, "alt+Down");
  expect_columns (fixture, "1 0 2 3 ");
  /* The focus went along, and does not get lost with the button at the end. */
  press (fixture, "Tab space");
  expect_columns (fixture, "0 1 2 3 ");
  press (fixture, "space space");
  expect_columns (fixture, "1 2 0 3 ");
  press (fixture, "shift+Tab alt+Up");
  expect_columns (fixture, "1 0 2 3 ");
  press (fixture, "Escape");
  sauda_test_wait_until (!has_focus (fixture, SAUDA_TYPE_COLUMNS_POPOVER));

  ui_test_close (GTK_WINDOW (fixture->window));
  open_window (fixture);
  open_orders (fixture);
  expect_columns (fixture, "1 0 2 3 ");
  open_columns (fixture);
  for (int round = 0; round < 60 && !is_on_button (fixture, "_Reset Columns"); round++)
    press (fixture, "Tab");
  press (fixture, "space Escape");
  expect_columns (fixture, at_first);
}

static void
expect_views (Fixture *fixture, const char *names)
{
  g_autofree char *sql = g_strdup_printf ("SELECT (SELECT group_concat (name, ' ') FROM (SELECT name FROM "
                                          "saved_view ORDER BY position)) = '%s'",
                                          names);

  sauda_test_wait_until (read_number (fixture, sql) == 1);
}

/* Views are kept, renamed, moved and removed where their tabs are. */
static void
test_views (Fixture *fixture, gconstpointer data)
{
  SaudaViewsBar *views;
  GtkWidget *tab;

  open_orders (fixture);
  views = SAUDA_VIEWS_BAR (ui_test_find (GTK_WIDGET (fixture->page), SAUDA_TYPE_VIEWS_BAR));
  for (int i = 1; i <= 3; i++) {
    g_autofree char *name = g_strdup_printf ("v%d", i);

    sauda_views_bar_save (views, name);
    sauda_test_wait_until (!sauda_views_bar_is_busy (views) &&
                           sauda_views_bar_get_n_views (views) == (guint) i);
  }
  press (fixture, "ctrl+f");
  tab_to (fixture, g_type_from_name ("SaudaViewTab"), "Tab");
  /* The tab of all is passed over. */
  press (fixture, "F2 Delete Tab ctrl+Right");
  expect_views (fixture, "v2 v1 v3");
  sauda_test_wait_until (!sauda_views_bar_is_busy (views));
  press (fixture, "ctrl+Right");
  expect_views (fixture, "v2 v3 v1");
  sauda_test_wait_until (!sauda_views_bar_is_busy (views));
  press (fixture, "ctrl+Right ctrl+Left");
  expect_views (fixture, "v2 v1 v3");
  sauda_test_wait_until (!sauda_views_bar_is_busy (views));
  press (fixture, "F2");
  sauda_test_wait_until (has_focus (fixture, GTK_TYPE_ENTRY));
  press (fixture, "ctrl+a n e w Return");
  expect_views (fixture, "v2 new v3");
  sauda_test_wait_until (!sauda_views_bar_is_busy (views));
  /* What the end of a drag does: the last one is let go on the tab of all. */
  tab = ui_test_find (GTK_WIDGET (views), g_type_from_name ("SaudaViewTab"));
  gtk_widget_activate_action (tab, "view-tab.move", "(ui)", 3u, -2);
  expect_views (fixture, "v3 v2 new");
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  ui_test_init (&argc, &argv);
  application = sauda_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  g_test_add ("/ui/keyboard/work", Fixture, NULL, set_up, test_work, tear_down);
  g_test_add ("/ui/keyboard/selection", Fixture, NULL, set_up, test_selection, tear_down);
  g_test_add ("/ui/keyboard/chips", Fixture, NULL, set_up, test_chips, tear_down);
  g_test_add ("/ui/keyboard/cells", Fixture, NULL, set_up, test_cells, tear_down);
  g_test_add ("/ui/keyboard/columns", Fixture, NULL, set_up, test_columns, tear_down);
  g_test_add ("/ui/keyboard/move-columns", Fixture, NULL, set_up, test_move_columns, tear_down);
  g_test_add ("/ui/keyboard/views", Fixture, NULL, set_up, test_views, tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
