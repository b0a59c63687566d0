#include "sauda-application.h"
#include "sauda-day-page.h"
#include "sauda-rehearsal-window.h"
#include "sauda-report-window.h"
#include "sauda-test-database.h"
#include "sauda-window.h"
#include "ui-test.h"

/* A day of the practice store is shipped, and made again with writes off from its report on the day after. */

static SaudaApplication *application;

static GtkWindow *
find_window (GType type)
{
  g_autoptr (GListModel) toplevels = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++) {
    g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

    if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
      return window;
  }
  return NULL;
}

/* At the cut-off nobody is waited for: one press ships the day. */
static void
ship (SaudaWindow *window)
{
  SaudaDayPage *page = SAUDA_DAY_PAGE (sauda_window_get_page (window, "day"));
  SaudaWorkspace *workspace = sauda_window_get_workspace (window);

  sauda_clock_set_now (sauda_workspace_get_clock (workspace),
                       sauda_day_time_ms (sauda_workspace_get_today (workspace), 15, 5));
  sauda_test_wait_until (sauda_day_page_is_planned (page) && sauda_day_page_can_press (page));
  sauda_day_page_press (page);
  sauda_test_wait_until (sauda_day_page_get_question (page) != NULL);
  gtk_widget_activate (gtk_window_get_default_widget (sauda_day_page_get_question (page)));
  sauda_test_wait_until (!sauda_day_page_is_running (page));
}

static GtkWidget *
find_by_tip (GtkWidget *widget, const char *tip)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_widget_get_tooltip_text (widget), tip) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_by_tip (child, tip);
  return found;
}

/* The report of yesterday. */
static GtkWindow *
open_report (SaudaWindow *window)
{
  g_autofree char *day =
    sauda_day_format_short (sauda_workspace_get_today (sauda_window_get_workspace (window)) - 1);
  GtkWindow *report;

  g_action_group_activate_action (G_ACTION_GROUP (window), "report", NULL);
  report = find_window (SAUDA_TYPE_REPORT_WINDOW);
  sauda_test_wait_until (sauda_report_window_is_loaded (SAUDA_REPORT_WINDOW (report)));
  g_signal_emit_by_name (find_by_tip (GTK_WIDGET (report), "The day before"), "clicked");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (report), day) != NULL);
  return report;
}

static GtkWindow *
rehearse (GtkWindow *report)
{
  GtkWindow *rehearsal;

  gtk_widget_activate (ui_test_find_button (GTK_WIDGET (report), "_Rehearsal"));
  sauda_test_wait_until (find_window (SAUDA_TYPE_REHEARSAL_WINDOW) != NULL);
  rehearsal = find_window (SAUDA_TYPE_REHEARSAL_WINDOW);
  sauda_test_wait_until (sauda_rehearsal_window_is_loaded (SAUDA_REHEARSAL_WINDOW (rehearsal)));
  return rehearsal;
}

static gint64
read_number (SaudaWindow *window, const char *sql)
{
  return sauda_test_database_read_number (sauda_workspace_get_database (sauda_window_get_workspace (window)),
                                          sql);
}

static void
test_rehearsal (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window;
  GtkWindow *report, *rehearsal;
  SaudaWorkspace *workspace;
  g_autofree char *text = NULL;
  gint64 acts, assembled;

  sauda_application_set_practice (application, TRUE);
  sauda_application_set_data_folder (application, folder->path);
  window = sauda_window_new (application);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_window_is_open (window));
  workspace = sauda_window_get_workspace (window);
  ship (window);
  sauda_clock_set_now (sauda_workspace_get_clock (workspace),
                       sauda_day_time_ms (sauda_workspace_get_today (workspace) + 1, 9, 0));
  acts = read_number (window, "SELECT count(*) FROM outbox_event");
  assembled =
    read_number (window, "SELECT count(*) FROM outbox_act WHERE kind = 'assemble' AND state = 'verified'");
  g_assert_cmpint (assembled, >, 60);

  report = open_report (window);
  rehearsal = rehearse (report);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (rehearsal), "No differences"));
  text = g_strdup_printf ("due %u, done %u", (guint) assembled, (guint) assembled);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (rehearsal), text));
  g_assert_cmpint (read_number (window, "SELECT count(*) FROM outbox_event"), ==, acts);
  ui_test_close (rehearsal);

  /* A label that was never saved, an act that somebody did in the cabinet instead, one that the day did not
   * want. */
  sauda_test_database_execute (
    sauda_workspace_get_database (workspace),
    "DELETE FROM waybill WHERE id = (SELECT max (id) FROM waybill);"
    "UPDATE outbox_act SET state = 'refused' WHERE id = (SELECT min (id) FROM outbox_act WHERE kind = "
    "'accept');"
    "INSERT INTO outbox_act (plan_id, store_id, kind, target, payload, key, state, planned_ms, settled_ms, "
    "who)"
    " SELECT plan_id, store_id, 'accept', target, '{}', 'odd', 'verified', planned_ms, settled_ms, 'm' FROM "
    "outbox_act"
    " WHERE kind = 'assemble' AND NOT EXISTS (SELECT 1 FROM outbox_act AS other WHERE other.kind = 'accept'"
    " AND other.target = outbox_act.target) LIMIT 1");
  rehearsal = rehearse (report);
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (rehearsal), "3 differences"));
  g_assert_nonnull (
    ui_test_find_label (GTK_WIDGET (rehearsal), "Save a label: It was due, and was not done."));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (rehearsal), "Accept: It was done elsewhere"));
  g_assert_nonnull (ui_test_find_label (GTK_WIDGET (rehearsal), "Accept: It was done, although"));
  gtk_widget_activate (ui_test_find_button (GTK_WIDGET (rehearsal), "Cop_y"));
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (rehearsal), "The differences are copied.") != NULL);
  ui_test_close (rehearsal);
  ui_test_close (report);
  ui_test_close (GTK_WINDOW (window));
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
  g_test_add ("/ui/rehearsal", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_rehearsal,
              sauda_test_folder_tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
