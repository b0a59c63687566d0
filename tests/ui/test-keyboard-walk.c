#include "keyboard-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

/* What hands without a mouse reach on the page of orders beside its table: menus, files, tiles, the bar of
 * what is selected. */

/* Exports what is shown into a file of @name, or thinks better of it. */
static void
write_into (KeyboardFixture *fixture, const char *name)
{
  GtkWindow *dialog;
  GString *keys = g_string_new ("ctrl+a");

  keyboard_press (fixture, "ctrl+f");
  for (int round = 0; round < 20 && !keyboard_is_on (fixture, "Saved views and export"); round++)
    keyboard_press (fixture, "Tab");
  keyboard_press (fixture, "space");
  sauda_test_wait_until (keyboard_has_focus (fixture, GTK_TYPE_POPOVER_MENU));
  /* Its last entry. */
  keyboard_press (fixture, "Up Return");
  dialog = ui_test_focus_other (GTK_WINDOW (fixture->window));
  for (const char *c = name; c != NULL && *c != '\0'; c++)
    g_string_append_printf (keys, " 0x%x", (guint) *c);
  ui_test_press (dialog, name != NULL ? keys->str : "Escape");
  g_string_free (keys, TRUE);
  if (name != NULL)
    ui_test_press (dialog, "Return");
  sauda_test_wait_until (gtk_window_get_focus (GTK_WINDOW (fixture->window)) != NULL);
  ui_test_focus (GTK_WINDOW (fixture->window), "us");
}

/* The table goes into a file, or not, or the file cannot be written, which is said. */
static void
test_export (KeyboardFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder.path, "out.csv", NULL);
  g_autofree char *text = NULL;

  g_autofree char *before = g_get_current_dir ();

  /* Where the dialog begins. */
  g_assert_cmpint (g_chdir (fixture->folder.path), ==, 0);
  keyboard_open_orders (fixture);
  write_into (fixture, NULL);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  write_into (fixture, "out.csv");
  sauda_test_wait_until (
    ui_test_find_label (GTK_WIDGET (fixture->window), "9 rows are written into out.csv.") != NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "705"));
  /* A name of no kind becomes a workbook. */
  write_into (fixture, "all");
  sauda_test_wait_until (
    ui_test_find_label (GTK_WIDGET (fixture->window), "9 rows are written into all.xlsx.") != NULL);
  write_into (fixture, "/proc/out.xlsx");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture->window), "Choose another folder") != NULL);
  g_assert_cmpint (g_chdir (before), ==, 0);
}

/* The tile that counts @title has the focus. */
static gboolean
is_on_tile (KeyboardFixture *fixture, const char *title)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (fixture->window));

  return focus != NULL && gtk_widget_has_css_class (focus, "tile") &&
         ui_test_find_label (focus, title) != NULL;
}

/* Tiles are reached by Tab and arrows, and choose by Space and Enter. */
static void
test_tiles (KeyboardFixture *fixture, gconstpointer data)
{
  sauda_test_database_execute (fixture->database, "UPDATE orders SET hold_until = 99999 WHERE id <= 2;"
                                                  "UPDATE orders SET stage = 'cancelled' WHERE id = 9;");
  sauda_workspace_emit_orders_changed (sauda_window_get_workspace (fixture->window));
  keyboard_open_orders (fixture);
  keyboard_press (fixture, "ctrl+f");
  for (int round = 0; round < 40 && !is_on_tile (fixture, "Held"); round++)
    keyboard_press (fixture, "Tab");
  keyboard_press (fixture, "space");
  sauda_test_wait_until (keyboard_count_shown (fixture) == 2);
  g_assert_true (is_on_tile (fixture, "Held"));
  keyboard_press (fixture, "Right Return");
  sauda_test_wait_until (keyboard_count_shown (fixture) == 1);
  g_assert_true (is_on_tile (fixture, "Cancelled"));
  keyboard_press (fixture, "Right space");
  sauda_test_wait_until (keyboard_count_shown (fixture) == 9);
  g_assert_true (is_on_tile (fixture, "All"));
  /* Up and down lead to what stands there: the search, and the rows. */
  keyboard_press (fixture, "Left Left Left");
  g_assert_false (is_on_tile (fixture, "All"));
}

static gboolean
is_in_table (KeyboardFixture *fixture)
{
  return keyboard_has_focus (fixture, SAUDA_TYPE_GRID);
}

static void
on_text (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(char **) user_data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

/* The bar of what is selected stands behind the table: Control and Tab lead there, and its buttons work. */
static void
test_bar (KeyboardFixture *fixture, gconstpointer data)
{
  g_autofree char *copied = NULL;

  keyboard_open_orders (fixture);
  keyboard_find (fixture, "7", 9);
  keyboard_press (fixture, "Down ctrl+a");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture->page), "9 orders are selected") != NULL);
  g_assert_true (is_in_table (fixture));
  keyboard_press (fixture, "ctrl+Tab");
  g_assert_false (is_in_table (fixture));
  keyboard_go_to_button (fixture, "_Card");
  keyboard_press (fixture, "space");
  sauda_test_wait_until (sauda_orders_page_is_card_loaded (fixture->page));
  /* Nobody closes what is not drawn yet; GTK may pass over a key in that moment. */
  gtk_test_widget_wait_for_draw (GTK_WIDGET (fixture->window));
  /* The card stands between table and bar. Escape closes it from anywhere, and leads back to the rows. */
  keyboard_press (fixture, "Escape");
  sauda_test_wait_until (is_in_table (fixture));
  keyboard_press (fixture, "ctrl+shift+Tab");
  g_assert_true (is_on_tile (fixture, "All"));
  keyboard_press (fixture, "Tab");
  sauda_test_wait_until (is_in_table (fixture));
  keyboard_press (fixture, "alt+m");
  sauda_test_wait_until (keyboard_has_focus (fixture, GTK_TYPE_POPOVER_MENU));
  /* Behind the tag: what lets held orders go is passed over, as none is held. */
  keyboard_press (fixture, "Down Return");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (fixture->window), "9 numbers are copied") != NULL);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), NULL, on_text,
                                 &copied);
  sauda_test_wait_until (copied != NULL);
  g_assert_nonnull (strstr (copied, "705\n"));
}

static void
add_tests (void)
{
  g_test_add ("/ui/keyboard-walk/export", KeyboardFixture, NULL, keyboard_set_up, test_export,
              keyboard_tear_down);
  g_test_add ("/ui/keyboard-walk/tiles", KeyboardFixture, NULL, keyboard_set_up, test_tiles,
              keyboard_tear_down);
  g_test_add ("/ui/keyboard-walk/bar", KeyboardFixture, NULL, keyboard_set_up, test_bar, keyboard_tear_down);
}

int
main (int argc, char **argv)
{
  return keyboard_main (argc, argv, add_tests);
}
