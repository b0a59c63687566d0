#include "keyboard-fixture.h"
#include "sauda-import-window.h"
#include "sauda-mnemonics.h"

/* The keys of the whole window, as its window of shortcuts lists them, pressed for real; and windows that
 * open have the focus where Return does what is expected. */

static const char *const pages[] = {
  "day",    "orders", "decisions", "labels",        "catalogue", "stock",
  "prices", "profit", "sizes",     "conversations", "customers", "settings"
};

/* The hardware codes of the upper row of keys: the same in every layout. */
#define FIRST_KEY 10

static GtkWidget *
get_sidebar_row (KeyboardFixture *fixture)
{
  GtkWidget *sidebar = ui_test_find (GTK_WIDGET (fixture->window), GTK_TYPE_LIST_BOX);

  return GTK_WIDGET (gtk_list_box_get_selected_row (GTK_LIST_BOX (sidebar)));
}

/* Each page by the key at its place, whatever the layout has there. */
static void
test_pages (KeyboardFixture *fixture, gconstpointer layout)
{
  ui_test_focus (GTK_WINDOW (fixture->window), layout);
  keyboard_press (fixture, "alt+11");
  for (guint round = 0; round < G_N_ELEMENTS (pages); round++) {
    guint i = (round + 2) % G_N_ELEMENTS (pages);
    g_autofree char *key = g_strdup_printf ("alt+%u", FIRST_KEY + i);

    g_test_message ("%s: %s", key, pages[i]);
    keyboard_press (fixture, key);
    sauda_test_wait_until (sauda_window_get_page (fixture->window, pages[i]) != NULL &&
                           gtk_widget_get_mapped (sauda_window_get_page (fixture->window, pages[i])));
  }
  /* A focus in the sidebar goes along, so that arrows go on from there. */
  gtk_widget_grab_focus (get_sidebar_row (fixture));
  keyboard_press (fixture, "alt+10");
  sauda_test_wait_until (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == get_sidebar_row (fixture));
  keyboard_press (fixture, "Down");
  sauda_test_wait_until (gtk_widget_get_mapped (GTK_WIDGET (fixture->page)));
}

static GtkWindow *
open_other (KeyboardFixture *fixture, const char *keys)
{
  keyboard_press (fixture, keys);
  return ui_test_focus_other (GTK_WINDOW (fixture->window));
}

static void
leave (KeyboardFixture *fixture, GtkWindow *other, const char *keys)
{
  g_object_add_weak_pointer (G_OBJECT (other), (gpointer *) &other);
  ui_test_press (GTK_WINDOW (fixture->window), keys);
  sauda_test_wait_until (other == NULL || !gtk_widget_get_mapped (GTK_WIDGET (other)));
  if (other != NULL)
    g_object_remove_weak_pointer (G_OBJECT (other), (gpointer *) &other);
  ui_test_focus_window (GTK_WINDOW (fixture->window));
}

/* What opens a window, and leaves it: F1, K, W, ?, O and the comma by the places of their keys. */
static void
test_windows (KeyboardFixture *fixture, gconstpointer layout)
{
  GtkWindow *other;

  keyboard_open_orders (fixture);
  ui_test_focus (GTK_WINDOW (fixture->window), layout);
  other = open_other (fixture, "F1");
  g_assert_cmpstr (gtk_window_get_title (other), ==, "Help");
  leave (fixture, other, "Escape");
  other = open_other (fixture, "F1");
  leave (fixture, other, "ctrl+25");
  other = open_other (fixture, "ctrl+45");
  g_assert_cmpstr (G_OBJECT_TYPE_NAME (other), ==, "SaudaPackWindow");
  leave (fixture, other, "Escape");
  other = open_other (fixture, "ctrl+question");
  g_assert_cmpstr (gtk_window_get_title (other), ==, "Keyboard Shortcuts");
  leave (fixture, other, "Escape");
  other = open_other (fixture, "ctrl+32");
  leave (fixture, other, "Escape");
  keyboard_press (fixture, "ctrl+41");
  sauda_test_wait_until (keyboard_has_focus (fixture, GTK_TYPE_TEXT));
  keyboard_press (fixture, "F10");
  sauda_test_wait_until (keyboard_has_focus (fixture, GTK_TYPE_POPOVER_MENU));
  keyboard_press (fixture, "Escape");
  sauda_test_wait_until (!keyboard_has_focus (fixture, GTK_TYPE_POPOVER_MENU));
  keyboard_press (fixture, "ctrl+59");
  sauda_test_wait_until (gtk_widget_get_mapped (sauda_window_get_page (fixture->window, "settings")));
}

/* Whoever is quick to press Return while files are read stops nothing; when they are read, it
 * imports them. */
static void
test_import (KeyboardFixture *fixture, gconstpointer data)
{
  enum { ROWS = 50000 };
  g_autofree char *path = g_build_filename (fixture->folder.path, "catalogue.csv", NULL);
  g_autoptr (GString) text = g_string_new ("SKU_ID;SKU_key;Kaspi_name_core;Our_Size;SKU_ID_KSP;Store_name\n");
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  SaudaImportWindow *window;

  for (int i = 0; i < ROWS; i++)
    g_string_append_printf (text, "K%d_M;K%d;Костюм;M;k%d;OnlyFit\n", i, i, i);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_list_store_append (files, file);
  window = sauda_import_window_new (GTK_WINDOW (fixture->window),
                                    sauda_window_get_workspace (fixture->window), G_LIST_MODEL (files));
  gtk_window_present (GTK_WINDOW (window));
  ui_test_focus_window (GTK_WINDOW (window));
  g_assert_true (sauda_import_window_is_busy (window));
  ui_test_press (GTK_WINDOW (window), "Return");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (window)));
  sauda_test_wait_until (!sauda_import_window_is_busy (window));
  g_assert_false (sauda_import_window_is_done (window));
  ui_test_press (GTK_WINDOW (window), "Return Return");
  sauda_test_wait_until (sauda_import_window_is_done (window));
  g_assert_cmpint (keyboard_read_number (fixture, "SELECT count (*) FROM variant"), ==, ROWS);
  leave (fixture, GTK_WINDOW (window), "Return");
}

static void
on_pressed (guint *presses)
{
  (*presses)++;
}

static void
on_act (GSimpleAction *action, GVariant *parameter, gpointer presses)
{
  on_pressed (presses);
}

/* Underlined letters of ours are Cyrillic: in a window with Alt, in a menu alone. */
static void
test_letters (void)
{
  guint presses = 0;
  guint acts = 0;
  GtkWidget *button = gtk_button_new_with_mnemonic ("_Карточка");
  GtkWidget *menu_button = gtk_menu_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("act", NULL);
  GtkWindow *window;

  sauda_mnemonics_watch ();
  g_signal_connect (action, "activate", G_CALLBACK (on_act), &acts);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  g_menu_append (menu, "Қайта _жөнелту", "test.act");
  gtk_menu_button_set_label (GTK_MENU_BUTTON (menu_button), "Тағ_ы");
  gtk_menu_button_set_use_underline (GTK_MENU_BUTTON (menu_button), TRUE);
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (menu_button), G_MENU_MODEL (menu));
  gtk_widget_insert_action_group (box, "test", G_ACTION_GROUP (group));
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (on_pressed), &presses);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), menu_button);
  window = ui_test_show (box);
  ui_test_focus (window, "kz");
  ui_test_press (window, "alt+Cyrillic_ka");
  sauda_test_wait_until (presses == 1);
  gtk_button_set_label (GTK_BUTTON (button), "Қайт_а жөнелту");
  ui_test_press (window, "alt+Cyrillic_a");
  sauda_test_wait_until (presses == 2);
  ui_test_press (window, "alt+Cyrillic_yeru");
  sauda_test_wait_until (
    gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu_button)))));
  ui_test_press (window, "Cyrillic_zhe");
  sauda_test_wait_until (acts == 1);
  ui_test_close (window);
}

static void
add_tests (void)
{
  static const char *const layouts[] = { "us", "ru", "kz", "fr" };

  for (gsize i = 0; i < G_N_ELEMENTS (layouts); i++) {
    g_autofree char *name = g_strconcat ("/ui/shortcuts/pages/", layouts[i], NULL);

    g_test_add (name, KeyboardFixture, layouts[i], keyboard_set_up, test_pages, keyboard_tear_down);
    if (!g_str_equal (layouts[i], "fr")) {
      g_autofree char *windows = g_strconcat ("/ui/shortcuts/windows/", layouts[i], NULL);

      g_test_add (windows, KeyboardFixture, layouts[i], keyboard_set_up, test_windows, keyboard_tear_down);
    }
  }
  g_test_add_func ("/ui/shortcuts/letters", test_letters);
  g_test_add ("/ui/shortcuts/import", KeyboardFixture, NULL, keyboard_set_up, test_import,
              keyboard_tear_down);
}

int
main (int argc, char **argv)
{
  return keyboard_main (argc, argv, add_tests);
}
