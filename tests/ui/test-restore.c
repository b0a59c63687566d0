#include "sauda-application.h"
#include "sauda-backups.h"
#include "sauda-day-lock.h"
#include "sauda-safety-settings.h"
#include "sauda-settings-page.h"
#include "sauda-test-database.h"
#include "sauda-window.h"
#include "ui-test.h"

#include <glib/gstdio.h>
#include <string.h>

/* A backup is restored from the window: chosen in Settings, and offered where the database is damaged. */

static SaudaApplication *application;

static SaudaWindow *
open_window (SaudaTestFolder *folder)
{
  SaudaWindow *window;

  sauda_application_set_practice (application, FALSE);
  sauda_application_set_data_folder (application, folder->path);
  window = sauda_window_new (application);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_window_is_open (window) || sauda_window_has_failed (window));
  return window;
}

static void
add_store (SaudaWindow *window, const char *sql)
{
  SaudaWorkspace *workspace = sauda_window_get_workspace (window);

  sauda_test_database_execute (sauda_workspace_get_database (workspace), sql);
  sauda_workspace_emit_orders_changed (workspace);
}

static gint64
count_stores (SaudaWindow *window)
{
  return sauda_test_database_read_number (sauda_workspace_get_database (sauda_window_get_workspace (window)),
                                          "SELECT count(*) FROM store");
}

/* One store and a backup of it. */
static char *
back_up (SaudaWindow *window)
{
  g_autoptr (GError) error = NULL;
  gint64 rows;
  char *file;

  add_store (window, "INSERT INTO store (name, created_ms) VALUES ('ONLYFIT', 0)");
  file = sauda_backups_create (sauda_window_get_workspace (window), NULL, &rows, NULL, &error);
  g_assert_no_error (error);
  return file;
}

static GtkWidget *
find_shown_button (SaudaWindow *window, const char *label)
{
  GtkWidget *button = ui_test_find_button (GTK_WIDGET (window), label);

  return button != NULL && gtk_widget_get_mapped (button) && gtk_widget_is_sensitive (button) ? button : NULL;
}

static void
press (SaudaWindow *window, const char *label)
{
  sauda_test_wait_until (find_shown_button (window, label) != NULL);
  g_signal_emit_by_name (find_shown_button (window, label), "clicked");
}

static GtkWidget *
find_chooser (void)
{
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

    if (GTK_IS_FILE_CHOOSER_DIALOG (window) && gtk_widget_get_mapped (window))
      return window;
  }
  return NULL;
}

static gboolean
is_at (GtkWidget *chooser, const char *path, gboolean folder)
{
  g_autoptr (GFile) file = folder ? gtk_file_chooser_get_current_folder (GTK_FILE_CHOOSER (chooser))
                                  : gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_autofree char *found = file != NULL ? g_file_get_path (file) : NULL;

  return g_strcmp0 (found, path) == 0;
}

/* The dialog begins where the backups are: no merchant would find that folder. */
static void
choose_by (SaudaWindow *window, const char *button, const char *folder, const char *path)
{
  g_autofree char *backups = g_build_filename (folder, "backups", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GtkWidget *chooser;

  press (window, button);
  sauda_test_wait_until (find_chooser () != NULL);
  chooser = find_chooser ();
  sauda_test_wait_until (is_at (chooser, backups, TRUE));
  gtk_file_chooser_set_file (GTK_FILE_CHOOSER (chooser), file, NULL);
  sauda_test_wait_until (is_at (chooser, path, FALSE));
  gtk_dialog_response (GTK_DIALOG (chooser), GTK_RESPONSE_ACCEPT);
  sauda_test_wait_until (find_chooser () == NULL);
}

static void
choose (SaudaWindow *window, const char *folder, const char *path)
{
  choose_by (window, "_Restore…", folder, path);
}

/* What a timer does while the window is open. */
static void
open_beside (const char *folder)
{
  const SaudaWorkspaceOptions options = { .data_folder = folder };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaWorkspace *workspace;

  sauda_workspace_open_async (&options, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  workspace = sauda_workspace_open_finish (result, &error);
  g_assert_no_error (error);
  g_object_unref (workspace);
}

/* Until the database is closed too. */
static void
close_window (SaudaWindow *window, const char *folder)
{
  ui_test_close (GTK_WINDOW (window));
  sauda_test_wait_until (!sauda_day_lock_is_open (folder));
}

static void
test_settings (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder);
  g_autofree char *file = back_up (window), *asked = NULL, *aside = NULL;
  g_autofree char *wrong = g_build_filename (folder->path, "backups", "wrong.zip", NULL);
  g_autoptr (GError) error = NULL;
  gint64 rows;

  g_assert_true (g_file_set_contents (wrong, "no backup", -1, NULL));
  add_store (window, "INSERT INTO store (name, created_ms) VALUES ('UNIVERSAL', 0)");
  sauda_window_show_page (window, "settings");
  sauda_test_wait_until (
    sauda_settings_page_is_loaded (SAUDA_SETTINGS_PAGE (sauda_window_get_page (window, "settings"))));

  /* what is no backup is told at once */
  choose (window, folder->path, wrong);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "wrong.zip cannot be used") != NULL);
  g_assert_null (sauda_backups_get_asked (folder->path));

  choose (window, folder->path, file);
  sauda_test_wait_until (find_shown_button (window, "Do N_ot Restore") != NULL);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "At the next start: sauda-"));
  press (window, "Do N_ot Restore");
  g_assert_null (sauda_backups_get_asked (folder->path));

  choose (window, folder->path, file);
  sauda_test_wait_until (find_shown_button (window, "Do N_ot Restore") != NULL);
  /* nobody pulls the database from under the window */
  open_beside (folder->path);
  asked = sauda_backups_get_asked (folder->path);
  g_assert_cmpstr (asked, ==, file);
  g_assert_false (sauda_backups_restore (folder->path, file, 0, &rows, &aside, &error));
  g_assert_nonnull (strstr (error->message, "Sauda is open with these data"));
  g_assert_cmpint (count_stores (window), ==, 2);
  close_window (window, folder->path);

  window = open_window (folder);
  g_assert_true (sauda_window_is_open (window));
  g_assert_cmpint (count_stores (window), ==, 1);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "is restored") != NULL);
  g_assert_null (sauda_backups_get_asked (folder->path));
  ui_test_close (GTK_WINDOW (window));
}

static void
damage (const char *folder)
{
  g_autofree char *database = g_build_filename (folder, "sauda.db", NULL), *content = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (database, &content, &length, NULL));
  g_assert_cmpuint (length, >, 16384);
  memset (content + 100, 'x', length - 8192);
  g_assert_true (g_file_set_contents (database, content, (gssize) length, NULL));
}

/* A damaged database is set aside when the merchant takes the backup that is offered. */
static void
test_damaged (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder);
  g_autofree char *file = back_up (window);
  g_autofree char *aside = g_build_filename (folder->path, "set-aside", NULL);

  close_window (window, folder->path);
  damage (folder->path);
  window = open_window (folder);
  g_assert_true (sauda_window_has_failed (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "is damaged"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "The newest tested backup is of"));
  g_assert_null (ui_test_find_label (GTK_WIDGET (window), "saudactl"));
  sauda_test_wait_until (find_shown_button (window, "_Restore the Newest Backup") != NULL);
  g_assert_nonnull (find_shown_button (window, "Restore _Another Backup…"));
  g_assert_true (
    gtk_widget_has_css_class (find_shown_button (window, "_Restore the Newest Backup"), "suggested-action"));
  g_assert_false (g_file_test (aside, G_FILE_TEST_EXISTS));
  gtk_widget_activate (find_shown_button (window, "_Restore the Newest Backup"));
  sauda_test_wait_until (sauda_window_is_open (window));
  g_assert_cmpint (count_stores (window), ==, 1);
  g_assert_true (g_file_test (aside, G_FILE_TEST_IS_DIR));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "is restored") != NULL);
  ui_test_close (GTK_WINDOW (window));
}

/* Its backups are on another drive alone, and are chosen there; what is no backup changes nothing. */
static void
test_damaged_far (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window = open_window (folder);
  g_autofree char *file = back_up (window), *drive = sauda_test_folder_new ();
  g_autofree char *far = g_build_filename (drive, "copy.zip", NULL);
  g_autofree char *wrong = g_build_filename (drive, "wrong.zip", NULL);
  g_autofree char *backups = g_build_filename (folder->path, "backups", NULL);

  close_window (window, folder->path);
  g_assert_cmpint (g_rename (file, far), ==, 0);
  g_assert_true (g_file_set_contents (wrong, "no backup", -1, NULL));
  sauda_test_folder_remove (backups);
  g_assert_cmpint (g_mkdir (backups, 0700), ==, 0);
  damage (folder->path);
  window = open_window (folder);
  g_assert_true (sauda_window_has_failed (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "No tested backup was found"));
  g_assert_null (ui_test_find_label (GTK_WIDGET (window), "saudactl"));
  g_assert_null (find_shown_button (window, "_Restore the Newest Backup"));
  sauda_test_wait_until (find_shown_button (window, "Restore _Another Backup…") != NULL);
  g_assert_true (
    gtk_widget_has_css_class (find_shown_button (window, "Restore _Another Backup…"), "suggested-action"));
  choose_by (window, "Restore _Another Backup…", folder->path, wrong);
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "wrong.zip cannot be used") != NULL);
  choose_by (window, "Restore _Another Backup…", folder->path, far);
  sauda_test_wait_until (sauda_window_is_open (window));
  g_assert_cmpint (count_stores (window), ==, 1);
  ui_test_close (GTK_WINDOW (window));
  sauda_test_folder_remove (drive);
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
  g_test_add ("/ui/restore/settings", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_settings,
              sauda_test_folder_tear_down);
  g_test_add ("/ui/restore/damaged", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_damaged,
              sauda_test_folder_tear_down);
  g_test_add ("/ui/restore/damaged-far", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_damaged_far,
              sauda_test_folder_tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
