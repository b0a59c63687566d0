#include "keyboard-fixture.h"

/* The page of orders of the whole window, with nine orders, and what hands without a mouse do there. */

static SaudaApplication *application;

static void
add_orders (KeyboardFixture *fixture)
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

void
keyboard_open_window (KeyboardFixture *fixture)
{
  fixture->window = sauda_window_new (application);
  gtk_window_present (GTK_WINDOW (fixture->window));
  sauda_test_wait_until (sauda_window_is_open (fixture->window));
  fixture->database = sauda_workspace_get_database (sauda_window_get_workspace (fixture->window));
  fixture->page = SAUDA_ORDERS_PAGE (sauda_window_get_page (fixture->window, "orders"));
  fixture->grid = SAUDA_GRID (sauda_orders_page_get_table (fixture->page));
  ui_test_focus (GTK_WINDOW (fixture->window), "us");
}

void
keyboard_set_up (KeyboardFixture *fixture, gconstpointer data)
{
  sauda_test_folder_set_up (&fixture->folder, data);
  sauda_application_set_practice (application, FALSE);
  sauda_application_set_data_folder (application, fixture->folder.path);
  keyboard_open_window (fixture);
  add_orders (fixture);
  sauda_workspace_emit_orders_changed (sauda_window_get_workspace (fixture->window));
}

void
keyboard_tear_down (KeyboardFixture *fixture, gconstpointer data)
{
  ui_test_close (GTK_WINDOW (fixture->window));
  sauda_test_folder_tear_down (&fixture->folder, data);
}

void
keyboard_press (KeyboardFixture *fixture, const char *keys)
{
  ui_test_press (GTK_WINDOW (fixture->window), keys);
}

guint
keyboard_count_shown (KeyboardFixture *fixture)
{
  return sauda_grid_model_count (sauda_grid_get_model (fixture->grid));
}

gboolean
keyboard_has_focus (KeyboardFixture *fixture, GType type)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return focus != NULL &&
         (g_type_is_a (G_OBJECT_TYPE (focus), type) || gtk_widget_get_ancestor (focus, type) != NULL);
}

gint64
keyboard_read_number (KeyboardFixture *fixture, const char *sql)
{
  return sauda_test_database_read_number (fixture->database, sql);
}

/* Presses Tab until the focus is in a widget of @type. */
void
keyboard_tab_to (KeyboardFixture *fixture, GType type, const char *key)
{
  for (int round = 0; round < 40 && !keyboard_has_focus (fixture, type); round++)
    keyboard_press (fixture, key);
  g_assert_true (keyboard_has_focus (fixture, type));
}

void
keyboard_open_orders (KeyboardFixture *fixture)
{
  keyboard_press (fixture, "alt+2");
  sauda_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (fixture->page)));
  sauda_test_wait_until (sauda_orders_page_is_loaded (fixture->page) && keyboard_count_shown (fixture) == 9);
}

void
keyboard_find (KeyboardFixture *fixture, const char *keys, guint rows)
{
  keyboard_press (fixture, "ctrl+f");
  sauda_test_wait_until (keyboard_has_focus (fixture, GTK_TYPE_SEARCH_ENTRY));
  keyboard_press (fixture, keys);
  sauda_test_wait_until (keyboard_count_shown (fixture) == rows);
}

/* The chip or button whose label is @label has the focus. */
gboolean
keyboard_is_on_button (KeyboardFixture *fixture, const char *label)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return GTK_IS_BUTTON (focus) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (focus)), label) == 0;
}

void
keyboard_go_to_button (KeyboardFixture *fixture, const char *label)
{
  for (int round = 0; round < 60 && !keyboard_is_on_button (fixture, label); round++)
    keyboard_press (fixture, "Tab");
  g_assert_true (keyboard_is_on_button (fixture, label));
}

gboolean
keyboard_is_on (KeyboardFixture *fixture, const char *tip)
{
  for (GtkWidget *w = gtk_window_get_focus (GTK_WINDOW (fixture->window)); w != NULL;
       w = gtk_widget_get_parent (w))
    if (g_strcmp0 (gtk_widget_get_tooltip_text (w), tip) == 0)
      return TRUE;
  return FALSE;
}

/* Runs the tests that @add adds, each with a window of its own. */
int
keyboard_main (int argc, char **argv, void (*add) (void))
{
  g_autoptr (GError) error = NULL;
  int status;

  ui_test_init (&argc, &argv);
  application = sauda_application_new ();
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);
  add ();
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
