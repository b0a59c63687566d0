#include "sauda-application.h"
#include "sauda-day-page.h"
#include "sauda-guide-bar.h"
#include "sauda-test-database.h"
#include "sauda-ui-settings.h"
#include "sauda-window.h"
#include "ui-test.h"

/* The whole day of the practice store, by keys alone: how often a person has to press, and for how long the
 * person waits. README and HACKING tell the figure; more presses are a step back. */
#define MOST_PRESSES 4

static SaudaApplication *application;
static guint presses;

static void
press (GtkWindow *window, const char *key)
{
  ui_test_focus (window, "us");
  ui_test_press (window, key);
  presses++;
}

/* The button, and the yes to its plan. */
static void
press_the_day (SaudaWindow *window, SaudaDayPage *page)
{
  sauda_test_wait_until (sauda_day_page_is_planned (page) && sauda_day_page_can_press (page));
  press (GTK_WINDOW (window), "ctrl+Return");
  sauda_test_wait_until (sauda_day_page_get_question (page) != NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (sauda_day_page_get_question (page)));
  press (sauda_day_page_get_question (page), "Return");
  sauda_test_wait_until (!sauda_day_page_is_running (page));
}

static gint64
count (SaudaWorkspace *workspace, const char *sql)
{
  return sauda_test_database_read_number (sauda_workspace_get_database (workspace), sql);
}

static void
test_presses (SaudaTestFolder *folder, gconstpointer data)
{
  SaudaWindow *window;
  SaudaDayPage *page;
  SaudaWorkspace *workspace;
  gint64 begun_us = g_get_monotonic_time (), shipped;

  sauda_application_set_practice (application, TRUE);
  sauda_application_set_data_folder (application, folder->path);
  window = sauda_window_new (application);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_window_is_open (window));
  page = SAUDA_DAY_PAGE (sauda_window_get_page (window, "day"));
  workspace = sauda_window_get_workspace (window);
  sauda_window_show_page (window, "day");
  press_the_day (window, page);
  /* the tour saw the press and the yes */
  g_assert_cmpint (sauda_ui_settings_get_number ("guide-step", 0), ==, SAUDA_GUIDE_STEP_FIND);
  sauda_clock_set_now (sauda_workspace_get_clock (workspace),
                       sauda_day_time_ms (sauda_workspace_get_today (workspace), 15, 5));
  press_the_day (window, page);
  shipped =
    count (workspace, "SELECT count(*) FROM outbox_act WHERE kind = 'assemble' AND state = 'verified'");
  g_assert_cmpint (shipped, >=, 80);
  g_assert_cmpint (count (workspace, "SELECT count(*) FROM waybill"), ==, shipped);
  g_assert_cmpint (count (workspace, "SELECT count(*) FROM question WHERE closed_ms IS NULL"), ==, 0);
  g_assert_cmpuint (presses, <=, MOST_PRESSES);
  g_test_message ("A day of 100 orders: %u presses, %.0f seconds from opening the window to the last label",
                  presses, (double) (g_get_monotonic_time () - begun_us) / G_USEC_PER_SEC);
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
  g_test_add ("/ui/presses", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_presses,
              sauda_test_folder_tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
