#include "sauda-alert-bar.h"
#include "sauda-alerts-window.h"
#include "sauda-alerts.h"
#include "ui-test.h"
#include "workspace-fixture.h"

/* Says that all of the draft's kind is what it tells; without a text nothing is. */
static void
report_draft (WorkspaceFixture *fixture, const SaudaAlertDraft *draft)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sauda_alerts_report_async (fixture->workspace, draft->kind, draft, draft->text != NULL, NULL,
                             sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_assert_true (sauda_alerts_report_finish (result, NULL, &error));
  g_assert_no_error (error);
}

static void
report (WorkspaceFixture *fixture, SaudaAlertSeverity severity, gint64 weight, const char *text)
{
  const SaudaAlertDraft draft = {
    .kind = SAUDA_ALERT_FAILED_ACTS, .severity = severity, .weight = weight, .text = text
  };

  report_draft (fixture, &draft);
}

static void
click_quiet (GtkWidget *widget)
{
  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "Seen") == 0)
    g_signal_emit_by_name (widget, "clicked");
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    click_quiet (child);
}

static void
test_bar (WorkspaceFixture *fixture, gconstpointer data)
{
  GtkWidget *widget = g_object_new (SAUDA_TYPE_ALERT_BAR, NULL);
  SaudaAlertBar *bar = SAUDA_ALERT_BAR (widget);
  GtkWindow *window = ui_test_show (widget);

  sauda_alert_bar_set_workspace (bar, fixture->workspace);
  report (fixture, SAUDA_ALERT_NOTICE, 1, "Good to know.");
  report (fixture, SAUDA_ALERT_WARNING, 2, "Two acts failed.");
  sauda_test_wait_until (ui_test_find_label (widget, "Two acts failed.") != NULL);
  g_assert_true (gtk_widget_get_visible (widget));
  g_assert_nonnull (ui_test_find_label (widget, "Show Acts"));
  g_assert_cmpuint (sauda_alert_bar_get_count (bar), ==, 1);
  click_quiet (widget);
  sauda_test_wait_until (!gtk_widget_get_visible (widget));
  report (fixture, SAUDA_ALERT_WARNING, 3, "Three acts failed.");
  sauda_test_wait_until (gtk_widget_get_visible (widget));
  g_assert_nonnull (ui_test_find_label (widget, "Three acts failed."));
  report (fixture, SAUDA_ALERT_WARNING, 0, NULL);
  sauda_test_wait_until (!gtk_widget_get_visible (widget));
  ui_test_close (window);
}

/* The button of a refused token leads to the store that it is of. */
static void
test_token (WorkspaceFixture *fixture, gconstpointer data)
{
  GtkWidget *widget = g_object_new (SAUDA_TYPE_ALERT_BAR, NULL);
  GtkWindow *window = ui_test_show (widget);
  const SaudaAlertDraft draft = {
    .kind = SAUDA_ALERT_TOKEN, .store_id = 1, .severity = SAUDA_ALERT_URGENT, .text = "Kaspi forbids it."
  };
  GtkWidget *button;

  sauda_alert_bar_set_workspace (SAUDA_ALERT_BAR (widget), fixture->workspace);
  report_draft (fixture, &draft);
  sauda_test_wait_until (ui_test_find_label (widget, "UNIVERSAL: Kaspi forbids it.") != NULL);
  button = ui_test_find_button (widget, "Enter Token");
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), ==, "win.store-token");
  g_assert_cmpstr (
    g_variant_get_string (gtk_actionable_get_action_target_value (GTK_ACTIONABLE (button)), NULL), ==,
    "UNIVERSAL");
  ui_test_close (window);
}

/* What is over stays to be read, and what is open has its button. */
static void
test_history (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaAlertsWindow *window;

  report (fixture, SAUDA_ALERT_WARNING, 2, "Two acts failed.");
  window = sauda_alerts_window_new (NULL, fixture->workspace);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "Two acts failed.") != NULL);
  g_assert_nonnull (ui_test_find_button (GTK_WIDGET (window), "Show Acts"));
  report (fixture, SAUDA_ALERT_WARNING, 0, NULL);
  sauda_workspace_emit_alerts_changed (fixture->workspace);
  sauda_test_wait_until (ui_test_find_button (GTK_WIDGET (window), "Show Acts") == NULL);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (window), "Two acts failed."));
  ui_test_close (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add ("/ui/alert-bar", WorkspaceFixture, NULL, workspace_fixture_set_up, test_bar,
              workspace_fixture_tear_down);
  g_test_add ("/ui/alert-bar/token", WorkspaceFixture, NULL, workspace_fixture_set_up, test_token,
              workspace_fixture_tear_down);
  g_test_add ("/ui/alerts-window", WorkspaceFixture, NULL, workspace_fixture_set_up, test_history,
              workspace_fixture_tear_down);
  return g_test_run ();
}
