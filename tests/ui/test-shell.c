#include "sauda-application.h"
#include "sauda-day-page.h"
#include "sauda-day-step-row.h"
#include "sauda-import-window.h"
#include "sauda-latin-keys.h"
#include "sauda-orders-page.h"
#include "sauda-plan-window.h"
#include "sauda-settings-page.h"
#include "sauda-ui-error.h"
#include "sauda-window.h"
#include "ui-test.h"

#include "sauda-base-error.h"
#include "sauda-day-error.h"

#include <string.h>

static SaudaApplication *application;

static SaudaWindow *
open_window (const char *folder, gboolean practice)
{
  SaudaWindow *window;

  sauda_application_set_practice (application, practice);
  sauda_application_set_data_folder (application, folder);
  window = sauda_window_new (application);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_window_is_open (window) || sauda_window_has_failed (window));
  return window;
}

static void
test_window (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder->path, FALSE);
  static const char *const pages[] = { "day", "orders", "labels", "settings" };

  g_assert_true (sauda_window_is_open (window));
  g_assert_null (ui_test_find_label (GTK_WIDGET (window), "Practice store"));
  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_action_group_activate_action (G_ACTION_GROUP (window), "page", g_variant_new_string (pages[i]));
    gtk_test_widget_wait_for_draw (GTK_WIDGET (window));
    g_assert_true (gtk_widget_get_mapped (sauda_window_get_page (window, pages[i])));
  }
  ui_test_close (GTK_WINDOW (window));
}

/* Nothing is due without a store: the button cannot be pressed and says why. */
static void
test_no_store (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder->path, FALSE);
  SaudaDayPage *page = SAUDA_DAY_PAGE (sauda_window_get_page (window, "day"));

  sauda_window_show_page (window, "day");
  sauda_test_wait_until (sauda_day_page_is_planned (page));
  g_assert_false (sauda_day_page_can_press (page));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (page), "There is no store yet."));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "ship"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "undo"));
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "import"));
  ui_test_close (GTK_WINDOW (window));
}

static void
test_practice (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder->path, TRUE);
  SaudaDayPage *page = SAUDA_DAY_PAGE (sauda_window_get_page (window, "day"));

  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Practice store"));
  sauda_test_wait_until (sauda_day_page_is_planned (page) && sauda_day_page_can_press (page));
  sauda_day_page_press (page);
  g_assert_true (sauda_day_page_is_running (page));
  sauda_test_wait_until (sauda_day_page_get_question (page) != NULL);
  /* No to the plan ends the run, and nothing is sent. */
  gtk_window_close (sauda_day_page_get_question (page));
  sauda_test_wait_until (!sauda_day_page_is_running (page));
  sauda_test_wait_until (
    sauda_orders_page_is_loaded (SAUDA_ORDERS_PAGE (sauda_window_get_page (window, "orders"))));
  ui_test_close (GTK_WINDOW (window));
}

/* A folder that is a file cannot be opened: the window says so and offers to try again. */
static void
test_failure (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = g_build_filename (folder->path, "file", NULL);
  SaudaWindow *window;

  g_assert_true (g_file_set_contents (path, "x", 1, NULL));
  window = open_window (path, FALSE);
  g_assert_true (sauda_window_has_failed (window));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "could not be opened") != NULL);
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (window), "reopen"));
  ui_test_close (GTK_WINDOW (window));
}

/* Files that nobody can read are named with what to do, and nothing comes in. */
static void
test_import (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder->path, FALSE);
  g_autofree char *path = g_build_filename (folder->path, "picture.xlsx", NULL);
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  SaudaImportWindow *import;

  g_assert_true (g_file_set_contents (path, "\x89PNG", 4, NULL));
  g_list_store_append (files, file);
  import =
    sauda_import_window_new (GTK_WINDOW (window), sauda_window_get_workspace (window), G_LIST_MODEL (files));
  gtk_window_present (GTK_WINDOW (import));
  sauda_test_wait_until (!sauda_import_window_is_busy (import));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (import), "picture.xlsx") != NULL);
  g_assert_false (gtk_widget_get_sensitive (gtk_window_get_default_widget (GTK_WINDOW (import))));
  ui_test_close (GTK_WINDOW (import));
  ui_test_close (GTK_WINDOW (window));
}

static void
test_errors (void)
{
  const struct {
    GQuark domain;
    int code;
    const char *message;
    const char *part;
  } cases[] = {
    { SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_NETWORK, "Kaspi is not reached.", "Check the internet connection" },
    { SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_SILENCE, "Kaspi is silent.", "VPN" },
    { SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_LOCKED, "Another run.", "Another run. Wait" },
    { G_IO_ERROR, G_IO_ERROR_NO_SPACE, "ENOSPC", "The disk is full." },
    { G_IO_ERROR, G_IO_ERROR_FAILED, "strange", "strange" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = g_error_new_literal (cases[i].domain, cases[i].code, cases[i].message);
    g_autofree char *text = sauda_ui_describe_error (error);

    g_assert_nonnull (strstr (text, cases[i].part));
  }
}

/* The keys of a Cyrillic layout stand for the Latin letters at their place. */
static void
test_latin_keys (void)
{
  GdkDisplay *display = gdk_display_get_default ();

  g_assert_cmpuint (sauda_latin_keys_translate (display, GDK_KEY_Cyrillic_ya, 52), ==, GDK_KEY_z);
  g_assert_cmpuint (sauda_latin_keys_translate (display, GDK_KEY_Cyrillic_a, 41), ==, GDK_KEY_f);
  g_assert_cmpuint (sauda_latin_keys_translate (display, GDK_KEY_z, 52), ==, GDK_KEY_z);
  g_assert_cmpuint (sauda_latin_keys_translate (display, GDK_KEY_Cyrillic_ya, 999), ==, GDK_KEY_Cyrillic_ya);
}

static void
test_rows (void)
{
  g_autoptr (SaudaDayStep) step = sauda_day_step_new ("fetch", "Fetch orders");
  GtkWidget *list = gtk_list_box_new ();
  GtkWindow *window;

  gtk_list_box_append (GTK_LIST_BOX (list), sauda_day_step_row_new (step));
  window = ui_test_show (list);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Fetch orders"));
  sauda_day_step_begin (step);
  sauda_day_step_set_progress (step, 34, 86);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "34 of 86") != NULL);
  sauda_day_step_end (step, SAUDA_STEP_DONE, "86 orders read.");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "86 orders read.") != NULL);
  ui_test_close (window);
}

static void
add (const char *name, void (*test) (SaudaTestFolder *folder, gconstpointer data))
{
  g_test_add (name, SaudaTestFolder, NULL, sauda_test_folder_set_up, test, sauda_test_folder_tear_down);
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
  add ("/ui/shell/window", test_window);
  add ("/ui/shell/no-store", test_no_store);
  add ("/ui/shell/practice", test_practice);
  add ("/ui/shell/failure", test_failure);
  add ("/ui/shell/import", test_import);
  g_test_add_func ("/ui/shell/errors", test_errors);
  g_test_add_func ("/ui/shell/latin-keys", test_latin_keys);
  g_test_add_func ("/ui/shell/rows", test_rows);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
