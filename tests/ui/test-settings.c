#include "sauda-backups.h"
#include "sauda-files-settings.h"
#include "sauda-gates-settings.h"
#include "sauda-parity-window.h"
#include "sauda-report-window.h"
#include "sauda-safety-settings.h"
#include "sauda-secrets.h"
#include "sauda-settings-page.h"
#include "sauda-store-merge-window.h"
#include "sauda-store-row.h"
#include "sauda-talk-settings.h"
#include "sauda-test-database.h"
#include "sauda-ui-settings.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static char *
look_up (const char *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *token;

  sauda_secrets_lookup_async (SAUDA_SECRETS_KASPI_TOKEN, store, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  token = sauda_secrets_lookup_finish (result, &error);
  g_assert_no_error (error);
  return token;
}

static void
enter (GtkWidget *row, const char *token)
{
  gtk_editable_set_text (GTK_EDITABLE (row), token);
  g_signal_emit_by_name (row, "apply");
}

/* A token goes to the keyring and out of the window; what cannot be one goes nowhere. */
static void
test_token (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaSettingsPage *page = SAUDA_SETTINGS_PAGE (sauda_settings_page_new (fixture->workspace));
  GtkWindow *window = ui_test_show (GTK_WIDGET (page));
  g_autofree char *token = NULL;
  GtkWidget *row;

  sauda_test_wait_until (sauda_settings_page_is_loaded (page));
  row = ui_test_find (GTK_WIDGET (page), ADW_TYPE_PASSWORD_ENTRY_ROW);
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_get_visible (row));

  enter (row, "not a token");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  token = look_up ("ONLYFIT");
  g_assert_null (token);

  /* a keyring that does not take it: Enter tries again */
  g_assert_no_errno (g_mkdir (g_getenv ("SECRET_FILE_TEST_PATH"), 0700));
  enter (row, "  c2VjcmV0LW9mLWEtc2hvcA==\n");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "There is no keyring on this computer") !=
                         NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), !=, "");
  g_assert_no_errno (g_rmdir (g_getenv ("SECRET_FILE_TEST_PATH")));
  g_signal_emit_by_name (row, "entry-activated");
  sauda_test_wait_until (*gtk_editable_get_text (GTK_EDITABLE (row)) == '\0');
  /* a store that is trusted with files alone is not read with it */
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "set Trust to “Reads from Kaspi”") != NULL);
  token = look_up ("ONLYFIT");
  g_assert_cmpstr (token, ==, "c2VjcmV0LW9mLWEtc2hvcA==");
  ui_test_close (window);
}

/* The path by which a portal hands a folder over tells a person nothing. */
static void
test_folder_of_portal (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *handed = g_build_filename (g_get_user_runtime_dir (), "doc", "7b875b6b", "Загрузки", NULL);
  GtkWidget *settings = g_object_new (SAUDA_TYPE_FILES_SETTINGS, NULL);
  GtkWindow *window = ui_test_show (settings);

  sauda_ui_settings_set_text ("downloads-folder", handed);
  sauda_files_settings_set_workspace (SAUDA_FILES_SETTINGS (settings), fixture->workspace);
  g_assert_nonnull (ui_test_find_label (settings, "Загрузки"));
  g_assert_null (ui_test_find_label (settings, "7b875b6b"));
  sauda_ui_settings_set_text ("downloads-folder", "");
  ui_test_close (window);
}

/* Asked for before the stores are listed, the token of the store that is meant gets the cursor. */
static void
test_ask_token (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaSettingsPage *page = SAUDA_SETTINGS_PAGE (sauda_settings_page_new (fixture->workspace));
  GtkWindow *window = ui_test_show (GTK_WIDGET (page));
  GtkWidget *focus, *row;

  sauda_settings_page_ask_token (page, "UNIVERSAL");
  sauda_test_wait_until (sauda_settings_page_is_loaded (page));
  sauda_test_wait_until ((focus = gtk_window_get_focus (window)) != NULL &&
                         gtk_widget_get_ancestor (focus, ADW_TYPE_PASSWORD_ENTRY_ROW) != NULL);
  row = gtk_widget_get_ancestor (focus, SAUDA_TYPE_STORE_ROW);
  g_assert_cmpstr (sauda_store_row_get_store (SAUDA_STORE_ROW (row)), ==, "UNIVERSAL");
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  ui_test_close (window);
}

/* What is typed into an open row is there after orders came in, and what was set elsewhere is seen. */
static void
test_stores_stay (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaSettingsPage *page = SAUDA_SETTINGS_PAGE (sauda_settings_page_new (fixture->workspace));
  GtkWindow *window = ui_test_show (GTK_WIDGET (page));
  GtkWidget *row, *token;

  sauda_test_wait_until (sauda_settings_page_is_loaded (page));
  row = ui_test_find (GTK_WIDGET (page), SAUDA_TYPE_STORE_ROW);
  token = ui_test_find (row, ADW_TYPE_PASSWORD_ENTRY_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (token), "c2Vjc");
  sauda_test_database_execute (sauda_workspace_get_database (fixture->workspace),
                               "UPDATE store SET merchant_id = '3099999' || id");
  g_signal_emit_by_name (fixture->workspace, "orders-changed");
  sauda_test_wait_until (strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), "3099999") != NULL);
  g_assert_true (ui_test_find (GTK_WIDGET (page), SAUDA_TYPE_STORE_ROW) == row);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (token)), ==, "c2Vjc");
  ui_test_close (window);
}

/* The store keeps its row, open, under its new name; Undo gives the old one back. */
static void
test_rename (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaSettingsPage *page = SAUDA_SETTINGS_PAGE (sauda_settings_page_new (fixture->workspace));
  GtkWindow *window = ui_test_show (GTK_WIDGET (page));
  GtkWidget *row, *name;

  sauda_test_wait_until (sauda_settings_page_is_loaded (page));
  row = ui_test_find (GTK_WIDGET (page), SAUDA_TYPE_STORE_ROW);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  name = ui_test_find (row, ADW_TYPE_ENTRY_ROW);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "ONLYFIT");

  enter (name, "UNIVERSAL");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "There is a store “UNIVERSAL” already") !=
                         NULL);
  g_assert_cmpstr (sauda_store_row_get_store (SAUDA_STORE_ROW (row)), ==, "ONLYFIT");

  enter (name, "  Only   Fit ");
  sauda_test_wait_until (g_str_equal (sauda_store_row_get_store (SAUDA_STORE_ROW (row)), "Only Fit"));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Only Fit");
  g_assert_true (ui_test_find (GTK_WIDGET (page), SAUDA_TYPE_STORE_ROW) == row);
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "“ONLYFIT” is called “Only Fit” now.") !=
                         NULL);
  gtk_widget_activate_action (row, "settings.rename-store", "(ss)", "Only Fit", "ONLYFIT");
  sauda_test_wait_until (g_str_equal (sauda_store_row_get_store (SAUDA_STORE_ROW (row)), "ONLYFIT"));
  ui_test_close (window);
}

static SaudaStoreMergeWindow *
find_merge_window (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (SAUDA_IS_STORE_MERGE_WINDOW (link->data))
      return link->data;
  return NULL;
}

/* What moves is read before it moves; two accounts are refused, and offers that differ want a choice. */
static void
test_merge (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaSettingsPage *page = SAUDA_SETTINGS_PAGE (sauda_settings_page_new (fixture->workspace));
  GtkWindow *window = ui_test_show (GTK_WIDGET (page));
  SaudaStoreMergeWindow *merge;
  GtkWidget *accept, *choice, *first;

  sauda_test_wait_until (sauda_settings_page_is_loaded (page));
  first = ui_test_find (GTK_WIDGET (page), SAUDA_TYPE_STORE_ROW);
  g_signal_emit_by_name (first, "merge");
  merge = find_merge_window ();
  sauda_test_wait_until (sauda_store_merge_window_is_ready (merge));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (merge), "two accounts at Kaspi stay two stores"));
  accept = ui_test_find_button (GTK_WIDGET (merge), "_Merge");
  g_assert_false (gtk_widget_get_sensitive (accept));
  gtk_window_destroy (GTK_WINDOW (merge));

  sauda_test_database_execute (
    sauda_workspace_get_database (fixture->workspace),
    "UPDATE store SET merchant_id = NULL WHERE name = 'ONLYFIT';"
    "INSERT INTO offer (store_id, sku, price) SELECT id, 'A 1', 1000 + id FROM store;"
    "INSERT INTO orders (store_id, code, stage, source, first_seen_ms, updated_ms)"
    " SELECT id, '900', 'new', 'file', 1, 1 FROM store WHERE name = 'ONLYFIT'");
  g_signal_emit_by_name (first, "merge");
  merge = find_merge_window ();
  sauda_test_wait_until (sauda_store_merge_window_is_ready (merge));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (merge), "1 order"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (merge), "A 1"));
  accept = ui_test_find_button (GTK_WIDGET (merge), "_Merge");
  g_assert_false (gtk_widget_get_sensitive (accept));
  choice =
    GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (merge), SAUDA_TYPE_STORE_MERGE_WINDOW, "choice"));
  adw_combo_row_set_selected (ADW_COMBO_ROW (choice), 2);
  g_assert_true (gtk_widget_get_sensitive (accept));
  g_signal_emit_by_name (accept, "clicked");
  sauda_test_wait_until (find_merge_window () == NULL);
  sauda_test_wait_until (
    ui_test_find_label (GTK_WIDGET (window), "“ONLYFIT” is a part of “UNIVERSAL” now.") != NULL);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "-before-merge.backup.zip"));
  sauda_test_wait_until (g_str_equal (
    sauda_store_row_get_store (SAUDA_STORE_ROW (ui_test_find (GTK_WIDGET (page), SAUDA_TYPE_STORE_ROW))),
    "UNIVERSAL"));
  g_assert_cmpint (
    sauda_test_database_read_number (sauda_workspace_get_database (fixture->workspace),
                                     "SELECT price FROM offer JOIN store ON store.id = store_id"
                                     " WHERE price = 1000 + store.id"),
    >, 1000);
  g_assert_cmpint (sauda_test_database_read_number (sauda_workspace_get_database (fixture->workspace),
                                                    "SELECT count (*) FROM store"),
                   ==, 1);
  ui_test_close (window);
}

/* Without a comparison the next step of trust says what is missing. */
static void
test_parity (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaParityWindow *window = sauda_parity_window_new (NULL, fixture->workspace, "UNIVERSAL");
  GtkWidget *button;

  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_parity_window_is_loaded (window));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Nothing to compare yet"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Enter the token"));
  button = ui_test_find_button (GTK_WIDGET (window), "Allow: Reads from Kaspi");
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_get_sensitive (button));
  ui_test_close (GTK_WINDOW (window));
}

/* Whether the closed gate, which stands first, is unfolded inside of what is seen of the page, and has the
 * focus. */
static gboolean
is_gate_shown (GtkWindow *window, GtkWidget *gates)
{
  GtkWidget *row = ui_test_find (gates, ADW_TYPE_EXPANDER_ROW), *focus = gtk_window_get_focus (window);
  GtkWidget *scrolled = gtk_widget_get_ancestor (gates, GTK_TYPE_SCROLLED_WINDOW);
  graphene_rect_t bounds;

  return row != NULL && focus != NULL && gtk_widget_is_ancestor (focus, row) &&
         adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)) &&
         gtk_widget_compute_bounds (row, scrolled, &bounds) && bounds.origin.y >= 0 &&
         bounds.origin.y + 60 < gtk_widget_get_height (scrolled);
}

/* An alert leads to its gate wherever it stands on the page; that of orders is closed, as there is none. */
static void
test_show_gate (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaSettingsPage *page = SAUDA_SETTINGS_PAGE (sauda_settings_page_new (fixture->workspace));
  GtkWindow *window = ui_test_show (GTK_WIDGET (page));

  sauda_settings_page_show_gate (page, SAUDA_GATE_ORDERS);
  sauda_test_wait_until (is_gate_shown (window, ui_test_find (GTK_WIDGET (page), SAUDA_TYPE_GATES_SETTINGS)));
  ui_test_close (window);
}

/* The closed gate stands first, says why, and opens by its threshold. */
static void
test_gates (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaGatesSettings *gates = g_object_new (SAUDA_TYPE_GATES_SETTINGS, NULL);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWindow *window;
  GtkWidget *row, *spin;
  g_auto (GStrv) changes = NULL;

  /* as in the settings: nobody asks then how wide the rows are for a height */
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (gates));
  window = ui_test_show (scroller);
  sauda_gates_settings_set_workspace (gates, fixture->workspace);
  sauda_test_wait_until (sauda_gates_settings_is_loaded (gates));
  row = ui_test_find (GTK_WIDGET (gates), ADW_TYPE_EXPANDER_ROW);
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Orders are missing");
  g_assert_nonnull (
    strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), "Import the order sheet"));
  g_assert_null (ui_test_find (row, GTK_TYPE_SPIN_BUTTON));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  spin = ui_test_find (row, GTK_TYPE_SPIN_BUTTON);
  g_assert_cmpfloat (gtk_spin_button_get_value (GTK_SPIN_BUTTON (spin)), ==, 1);
  /* who goes on pressing has the same row before him, unfolded and with the focus, and it is one change */
  sauda_test_wait_until (gtk_widget_get_mapped (spin) && gtk_widget_get_height (spin) > 0);
  g_assert_true (gtk_widget_grab_focus (spin));
  for (int value = 5; value >= 0; value--)
    gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), value);
  sauda_test_wait_until (
    strstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), "at least 0 needed") != NULL);
  g_assert_true (row == ui_test_find (GTK_WIDGET (gates), ADW_TYPE_EXPANDER_ROW));
  g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (window), row));
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, "Orders are there");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (gates), "Changed thresholds") != NULL);
  changes = sauda_gates_list_changes (fixture->workspace, NULL);
  g_assert_cmpuint (g_strv_length (changes), ==, 1);
  ui_test_close (window);
}

static void
test_backup (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaSafetySettings *safety = g_object_new (SAUDA_TYPE_SAFETY_SETTINGS, NULL);
  GtkWindow *window = ui_test_show (GTK_WIDGET (safety));
  g_autoptr (SaudaBackupTest) test = NULL;
  GtkWidget *button;

  sauda_safety_settings_set_workspace (safety, fixture->workspace);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Never"));
  button = ui_test_find_button (GTK_WIDGET (safety), "_Back Up Now");
  g_signal_emit_by_name (button, "clicked");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "rows, all the same") != NULL);
  test = sauda_backups_find_tested (fixture->folder.path);
  g_assert_nonnull (test);
  ui_test_close (window);
}

static void
test_report (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaReportWindow *report = sauda_report_window_new (NULL, fixture->workspace);

  gtk_window_present (GTK_WINDOW (report));
  sauda_test_wait_until (sauda_report_window_is_loaded (report) &&
                         ui_test_find_label (GTK_WIDGET (report), "Not done") != NULL);
  ui_test_close (GTK_WINDOW (report));
}

/* Where nothing was chosen yet the practice store shows the provider it practises with, so that saving what
 * is shown changes nothing; a real folder asks nobody. */
static void
test_provider (WorkspaceFixture *fixture, gconstpointer practice)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaTalkSettings *settings;

  sauda_talk_settings_load_async (fixture->workspace, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  settings = sauda_talk_settings_load_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (settings->provider, ==, practice != NULL ? "twilio" : "none");
  sauda_talk_settings_free (settings);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = sauda_test_folder_new ();
  g_autofree char *keyring = g_build_filename (folder, "test.keyring", NULL);
  int status;

  /* No other run has left a token in it. */
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  ui_test_init (&argc, &argv);
  g_test_add ("/ui/settings/stores-stay", WorkspaceFixture, NULL, workspace_fixture_set_up, test_stores_stay,
              workspace_fixture_tear_down);
  g_test_add ("/ui/settings/folder-of-portal", WorkspaceFixture, NULL, workspace_fixture_set_up,
              test_folder_of_portal, workspace_fixture_tear_down);
  g_test_add ("/ui/settings/ask-token", WorkspaceFixture, NULL, workspace_fixture_set_up, test_ask_token,
              workspace_fixture_tear_down);
  g_test_add ("/ui/settings/token", WorkspaceFixture, NULL, workspace_fixture_set_up, test_token,
              workspace_fixture_tear_down);
  g_test_add ("/ui/settings/provider", WorkspaceFixture, NULL, workspace_fixture_set_up, test_provider,
              workspace_fixture_tear_down);
  g_test_add ("/ui/settings/provider-practice", WorkspaceFixture, "practice", workspace_fixture_set_up,
              test_provider, workspace_fixture_tear_down);
  g_test_add ("/ui/settings/rename", WorkspaceFixture, NULL, workspace_fixture_set_up, test_rename,
              workspace_fixture_tear_down);
  g_test_add ("/ui/settings/merge", WorkspaceFixture, NULL, workspace_fixture_set_up, test_merge,
              workspace_fixture_tear_down);
  g_test_add ("/ui/settings/parity", WorkspaceFixture, NULL, workspace_fixture_set_up, test_parity,
              workspace_fixture_tear_down);
  g_test_add ("/ui/settings/show-gate", WorkspaceFixture, NULL, workspace_fixture_set_up, test_show_gate,
              workspace_fixture_tear_down);
  g_test_add ("/ui/settings/gates", WorkspaceFixture, NULL, workspace_fixture_set_up, test_gates,
              workspace_fixture_tear_down);
  g_test_add ("/ui/settings/backup", WorkspaceFixture, NULL, workspace_fixture_set_up, test_backup,
              workspace_fixture_tear_down);
  g_test_add ("/ui/settings/report", WorkspaceFixture, NULL, workspace_fixture_set_up, test_report,
              workspace_fixture_tear_down);
  status = g_test_run ();
  sauda_test_folder_remove (folder);
  return status;
}
