#include "orders-fixture.h"
#include "sauda-context-menu.h"
#include "sauda-label-groups.h"
#include "ui-test.h"

/* The menu of the rows, by real keys and by the right button of the mouse. */

static GtkWidget *
get_cell (OrdersFixture *fixture, guint position)
{
  return sauda_grid_get_cell (fixture->grid, position, SAUDA_ORDERS_COLUMN_NOTE);
}

static gboolean
is_open (OrdersFixture *fixture)
{
  return sauda_context_menu_is_open (GTK_WIDGET (fixture->grid));
}

static gboolean
has_focus (OrdersFixture *fixture, GtkWidget *widget)
{
  GtkWidget *focus = gtk_window_get_focus (fixture->window);

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static gboolean
is_selected (OrdersFixture *fixture, guint position)
{
  return gtk_selection_model_is_selected (gtk_column_view_get_model (sauda_grid_get_view (fixture->grid)),
                                          position);
}

static GtkWidget *
get_menu (OrdersFixture *fixture)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->grid));

  while (child != NULL && !GTK_IS_POPOVER_MENU (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* The item of the menu that says @label. */
static GtkWidget *
get_item (OrdersFixture *fixture, const char *label)
{
  GtkWidget *item = ui_test_find_label (get_menu (fixture), label);

  g_assert_nonnull (item);
  return gtk_widget_get_ancestor (item, g_type_from_name ("GtkModelButton"));
}

static const char *
get_note (OrdersFixture *fixture, guint position)
{
  return sauda_order_line_get_note (sauda_grid_model_peek (sauda_grid_get_model (fixture->grid), position));
}

static void
open_page (OrdersFixture *fixture)
{
  orders_fixture_open (fixture, 20);
  ui_test_focus (fixture->window, "us");
  sauda_test_wait_until (get_cell (fixture, 5) != NULL && gtk_widget_get_mapped (get_cell (fixture, 5)));
}

static void
test_keys (gconstpointer keys)
{
  OrdersFixture fixture;

  open_page (&fixture);
  sauda_grid_move (fixture.grid, 2, SAUDA_ORDERS_COLUMN_NOTE, FALSE);
  ui_test_press (fixture.window, keys);
  sauda_test_wait_until (is_open (&fixture) && has_focus (&fixture, get_menu (&fixture)));
  ui_test_press (fixture.window, "Down Down Escape");
  sauda_test_wait_until (!is_open (&fixture) && has_focus (&fixture, get_cell (&fixture, 2)));
  g_assert_cmpuint (sauda_grid_count_selected (fixture.grid), ==, 1);
  /* Arrows go on from there. */
  ui_test_press (fixture.window, "Down");
  sauda_test_wait_until (has_focus (&fixture, get_cell (&fixture, 3)));
  orders_fixture_close (&fixture);
}

/* GTK 4.8 on X11 takes the first press for one beside a menu that a key closed before, and rows that still
 * find their place are not where the pointer went: a person presses again. */
static void
press_until_open (OrdersFixture *fixture, guint position)
{
  for (guint press = 0; press < 4 && !(is_open (fixture) && is_selected (fixture, position)); press++) {
    gint64 end = g_get_monotonic_time () + 3 * G_USEC_PER_SEC;

    if (is_open (fixture)) {
      ui_test_press (fixture->window, "Escape");
      sauda_test_wait_until (!is_open (fixture));
    }
    ui_test_click (fixture->window, get_cell (fixture, position), 3);
    while (!is_open (fixture) && g_get_monotonic_time () < end)
      g_main_context_iteration (NULL, FALSE);
  }
  g_assert_true (is_open (fixture));
}

static void
test_press (void)
{
  OrdersFixture fixture;

  open_page (&fixture);
  sauda_grid_move (fixture.grid, 1, SAUDA_ORDERS_COLUMN_NOTE, FALSE);
  /* Beside what is selected: that row alone. */
  press_until_open (&fixture, 4);
  g_assert_true (is_selected (&fixture, 4));
  g_assert_cmpuint (sauda_grid_count_selected (fixture.grid), ==, 1);
  ui_test_press (fixture.window, "Escape");
  sauda_test_wait_until (!is_open (&fixture) && has_focus (&fixture, get_cell (&fixture, 4)));
  /* On what is selected: all of it. */
  ui_test_press (fixture.window, "shift+Down shift+Down");
  sauda_test_wait_until (sauda_grid_count_selected (fixture.grid) == 3);
  press_until_open (&fixture, 5);
  g_assert_cmpuint (sauda_grid_count_selected (fixture.grid), ==, 3);
  ui_test_press (fixture.window, "Escape");
  sauda_test_wait_until (!is_open (&fixture));
  orders_fixture_close (&fixture);
}

static gboolean
is_calendar_shown (GtkWidget *widget)
{
  gboolean shown = GTK_IS_CALENDAR (widget) && gtk_widget_get_mapped (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && !shown;
       child = gtk_widget_get_next_sibling (child))
    shown = is_calendar_shown (child);
  return shown;
}

/* The commands are those of the page, and as possible as there. */
static void
test_acts (void)
{
  OrdersFixture fixture;

  open_page (&fixture);
  g_assert_cmpuint (sauda_grid_paste_text (fixture.grid, 0, SAUDA_ORDERS_COLUMN_NOTE, "one\n"), ==, 1);
  sauda_grid_move (fixture.grid, 0, SAUDA_ORDERS_COLUMN_NOTE, FALSE);
  ui_test_press (fixture.window, "Menu");
  sauda_test_wait_until (is_open (&fixture));
  g_assert_false (gtk_widget_get_sensitive (get_item (&fixture, "Fill Down")));
  g_assert_false (gtk_widget_get_sensitive (get_item (&fixture, "Ship Again")));
  g_assert_true (gtk_widget_get_sensitive (get_item (&fixture, "Copy the Numbers")));
  ui_test_press (fixture.window, "Escape shift+Down shift+Down Menu");
  sauda_test_wait_until (is_open (&fixture));
  g_assert_true (gtk_widget_get_sensitive (get_item (&fixture, "Fill Down")));
  /* Upwards from the first comes the last, which is to fill down. */
  ui_test_press (fixture.window, "Up Return");
  sauda_test_wait_until (g_strcmp0 (get_note (&fixture, 2), "one") == 0);
  sauda_test_wait_until (!is_open (&fixture) && has_focus (&fixture, get_cell (&fixture, 2)));
  /* Without a row it may be held until a day that is asked for. */
  ui_test_press (fixture.window, "Menu");
  sauda_test_wait_until (is_open (&fixture));
  gtk_widget_activate (get_item (&fixture, "Hold Back…"));
  sauda_test_wait_until (!is_open (&fixture));
  sauda_test_wait_until (is_calendar_shown (GTK_WIDGET (fixture.page)));
  ui_test_press (fixture.window, "Escape");
  orders_fixture_close (&fixture);
}

/* A cell that is not editable takes nothing, and one that is being edited has the menu of texts. */
static void
test_cells (void)
{
  OrdersFixture fixture;

  open_page (&fixture);
  sauda_grid_move (fixture.grid, 0, SAUDA_ORDERS_COLUMN_NOTE, FALSE);
  ui_test_press (fixture.window, "ctrl+c");
  sauda_grid_move (fixture.grid, 0, SAUDA_ORDERS_COLUMN_PRODUCT, FALSE);
  ui_test_press (fixture.window, "Menu");
  sauda_test_wait_until (is_open (&fixture));
  g_assert_false (gtk_widget_get_sensitive (get_item (&fixture, "Paste")));
  ui_test_press (fixture.window, "Escape");
  sauda_test_wait_until (!is_open (&fixture));
  sauda_grid_move (fixture.grid, 0, SAUDA_ORDERS_COLUMN_NOTE, FALSE);
  ui_test_press (fixture.window, "Menu");
  sauda_test_wait_until (is_open (&fixture));
  g_assert_true (gtk_widget_get_sensitive (get_item (&fixture, "Paste")));
  ui_test_press (fixture.window, "Escape");
  sauda_test_wait_until (!is_open (&fixture));
  ui_test_press (fixture.window, "F2 x shift+F10");
  g_assert_false (is_open (&fixture));
  g_assert_true (sauda_grid_is_editing (fixture.grid));
  ui_test_press (fixture.window, "Escape Escape");
  /* What is typed is kept when the menu is asked for elsewhere. */
  sauda_grid_edit (fixture.grid, 1, SAUDA_ORDERS_COLUMN_NOTE, "y");
  ui_test_click (fixture.window, get_cell (&fixture, 3), 3);
  sauda_test_wait_until (is_open (&fixture));
  g_assert_cmpstr (get_note (&fixture, 1), ==, "y");
  ui_test_press (fixture.window, "Escape");
  orders_fixture_close (&fixture);
}

/* A group of labels has the menu of its page. */
static void
test_labels (void)
{
  g_autoptr (SaudaLabelReport) report = sauda_label_report_new ();
  SaudaLabelGroups *groups = g_object_new (SAUDA_TYPE_LABEL_GROUPS, NULL);
  GtkWindow *window = ui_test_show (GTK_WIDGET (groups));
  GtkWidget *second;

  for (guint i = 0; i < 2; i++) {
    SaudaLabelReportGroup *group = sauda_label_report_add_group (report);

    group->store = g_strdup ("ONLYFIT");
    group->kind = g_strdup ("single");
    group->model = g_strdup ("Tee");
    group->size = g_strdup (i == 0 ? "M" : "L");
    group->file = g_strdup_printf ("%u.pdf", i);
    group->code = g_strdup ("A1");
  }
  sauda_label_groups_show (groups, report, 0);
  ui_test_focus (window, "us");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
  second = GTK_WIDGET (sauda_label_groups_get_row (groups, 1));
  ui_test_click (window, second, 3);
  sauda_test_wait_until (sauda_context_menu_is_open (GTK_WIDGET (groups)));
  g_assert_true (GTK_WIDGET (sauda_label_groups_get_selected (groups)) == second);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (groups), "This Group as PDF…"));
  ui_test_press (window, "Escape");
  sauda_test_wait_until (gtk_window_get_focus (window) == second);
  ui_test_press (window, "Up shift+F10");
  sauda_test_wait_until (sauda_context_menu_is_open (GTK_WIDGET (groups)));
  g_assert_true (sauda_label_groups_get_selected (groups) == sauda_label_groups_get_row (groups, 0));
  ui_test_press (window, "Escape");
  sauda_test_wait_until (!sauda_context_menu_is_open (GTK_WIDGET (groups)));
  ui_test_close (window);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_data_func ("/ui/context-menu/menu-key", "Menu", test_keys);
  g_test_add_data_func ("/ui/context-menu/shift-f10", "shift+F10", test_keys);
  g_test_add_func ("/ui/context-menu/press", test_press);
  g_test_add_func ("/ui/context-menu/acts", test_acts);
  g_test_add_func ("/ui/context-menu/cells", test_cells);
  g_test_add_func ("/ui/context-menu/labels", test_labels);
  return g_test_run ();
}
