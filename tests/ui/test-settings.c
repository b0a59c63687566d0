#include "sauda-parity-window.h"
#include "sauda-secrets.h"
#include "sauda-settings-page.h"
#include "ui-test.h"
#include "workspace-fixture.h"

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

  enter (row, "  c2VjcmV0LW9mLWEtc2hvcA==\n");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "The token is in the keyring.") != NULL);
  token = look_up ("ONLYFIT");
  g_assert_cmpstr (token, ==, "c2VjcmV0LW9mLWEtc2hvcA==");
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

int
main (int argc, char **argv)
{
  g_autofree char *folder = sauda_test_folder_new ();
  g_autofree char *keyring = g_build_filename (folder, "test.keyring", NULL);
  int status;

  /* No other run has left a token in it. */
  g_setenv ("SECRET_FILE_TEST_PATH", keyring, TRUE);
  ui_test_init (&argc, &argv);
  g_test_add ("/ui/settings/token", WorkspaceFixture, NULL, workspace_fixture_set_up, test_token,
              workspace_fixture_tear_down);
  g_test_add ("/ui/settings/parity", WorkspaceFixture, NULL, workspace_fixture_set_up, test_parity,
              workspace_fixture_tear_down);
  status = g_test_run ();
  sauda_test_folder_remove (folder);
  return status;
}
