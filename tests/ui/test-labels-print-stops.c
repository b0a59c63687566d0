#include "print-fixture.h"
#include "sauda-print-bar.h"

#include <glib/gstdio.h>
#include <string.h>

/* Runs inside test-labels-print-env.sh: a printer that stands still, gives up, or is made to forget. */

/* The printer stands still with a job in its hands. */
static gboolean
is_holding (void)
{
  g_autofree char *holding = g_build_filename (print_fixture_get_printer_folder (), "holding", NULL);

  return g_file_test (holding, G_FILE_TEST_EXISTS);
}

static void
on_stopped (SaudaPrintRun *run, gint64 job, guint count, gpointer user_data)
{
  *(gint64 *) user_data = job;
}

/* What a person does at a printer that stands still; with "-x" the print server forgets the job as well. */
static void
cancel_jobs (const char *option)
{
  const char *arguments[] = { "cancel", option, "label", NULL };
  int status = 0;

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                               &status, NULL));
  g_assert_cmpint (status, ==, 0);
}

/* A printer stands still at label 7 of 12 and the job is given up: nothing more is sent, 8 to 12 go out
 * again, and no label twice. */
static void
test_stopped (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *broken = g_build_filename (print_fixture_get_printer_folder (), "broken", NULL);
  guint before = print_fixture_count_received ();
  g_autoptr (SaudaPrintRun) run = print_fixture_make_run (
    fixture, print_fixture_make_item (fixture, "A", 1, 12, 0),
    print_fixture_make_item (fixture, "B", 21, 1, 0), (SaudaPrintOptions){ .pause = TRUE });
  g_autoptr (SaudaPrintRun) rest = NULL;
  g_autofree char *text = NULL;
  gint64 stopped = 0;

  g_assert_true (g_file_set_contents (broken, "", 0, NULL));
  g_signal_connect (run, "stopped", G_CALLBACK (on_stopped), &stopped);
  sauda_print_run_start (run);
  sauda_test_wait_until (print_fixture_is_newest (fixture, SAUDA_PRINT_SENT, 0) && is_holding ());
  cancel_jobs ("-a");
  sauda_test_wait_until (stopped != 0);
  g_assert_cmpint (sauda_print_run_get_state (run), ==, SAUDA_PRINT_RUN_PAUSED);
  g_assert_cmpint (stopped, ==, sauda_print_run_get_last_job (run));
  sauda_print_run_confirm (run, stopped, 7);
  sauda_test_wait_until (print_fixture_is_newest (fixture, SAUDA_PRINT_STOPPED, 7));
  sauda_print_run_cancel (run);
  g_assert_cmpint (sauda_print_run_get_state (run), ==, SAUDA_PRINT_RUN_CANCELLED);
  g_assert_cmpint (g_remove (broken), ==, 0);

  rest = print_fixture_make_run (fixture, print_fixture_make_item (fixture, "A", 1, 12, 7), NULL,
                                 (SaudaPrintOptions){ 0 });
  sauda_print_run_start (rest);
  print_fixture_wait_for (rest, SAUDA_PRINT_RUN_DONE);
  text = print_fixture_read_received (before + 1, "-layout");
  g_assert_null (strstr (text, "900000007"));
  g_assert_nonnull (strstr (text, "900000008"));
  g_assert_nonnull (strstr (text, "900000012"));
  sauda_test_wait_until (print_fixture_is_newest (fixture, SAUDA_PRINT_CONFIRMED, 5));
  g_assert_cmpuint (print_fixture_count_received (), ==, before + 1);
}

/* A printer gives the job up by itself after 7 of 12 labels. The print server may call such a job done; the
 * printer's own word counts, and nothing is taken for printed until a person says so. */
static void
test_fails_by_itself (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *failing = g_build_filename (print_fixture_get_printer_folder (), "failing", NULL);
  guint before = print_fixture_count_received ();
  g_autoptr (SaudaPrintRun) run = print_fixture_make_run (
    fixture, print_fixture_make_item (fixture, "A", 1, 12, 0), NULL, (SaudaPrintOptions){ 0 });
  SaudaPrintBar *bar = g_object_ref_sink (g_object_new (SAUDA_TYPE_PRINT_BAR, NULL));
  const SaudaFollowedJob *job = NULL;
  gint64 stopped = 0;

  sauda_print_bar_show (bar, run);
  g_assert_true (g_file_set_contents (failing, "", 0, NULL));
  g_signal_connect (run, "stopped", G_CALLBACK (on_stopped), &stopped);
  sauda_print_run_start (run);
  sauda_test_wait_until (stopped != 0 || print_fixture_is_newest (fixture, SAUDA_PRINT_CONFIRMED, 12));
  g_assert_cmpint (stopped, ==, sauda_print_run_get_last_job (run));
  job = sauda_print_follower_find (sauda_print_run_get_follower (run), stopped);
  g_assert_cmpint (job->end, ==, SAUDA_PRINT_END_STOPPED);
  g_assert_cmpuint (job->came_out, ==, 7);
  g_assert_cmpstr (
    sauda_print_bar_get_text (bar), ==,
    "The printer stopped “A” and says that 7 of 12 labels came out. Look at it: how many came out?");
  g_assert_true (print_fixture_is_newest (fixture, SAUDA_PRINT_SENT, 0));
  g_assert_cmpuint (print_fixture_count_received (), ==, before);
  sauda_print_run_confirm (run, stopped, 7);
  sauda_test_wait_until (print_fixture_is_newest (fixture, SAUDA_PRINT_STOPPED, 7));
  g_assert_cmpint (g_remove (failing), ==, 0);
  g_assert_finalize_object (bar);
}

static GtkWidget *
find_button (GtkWidget *bar, const char *label)
{
  for (GtkWidget *child = gtk_widget_get_first_child (bar); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child) && gtk_widget_get_visible (child) &&
        g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), label) == 0)
      return child;
  return NULL;
}

static void
press (SaudaPrintBar *bar, const char *label)
{
  GtkWidget *button = find_button (GTK_WIDGET (bar), label);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

/* All groups are at the print server when the printer gives up: one answer serves those behind it. */
static void
test_none_of_the_others (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *broken = g_build_filename (print_fixture_get_printer_folder (), "broken", NULL);
  g_autoptr (SaudaPrintRun) run =
    print_fixture_make_run (fixture, print_fixture_make_item (fixture, "A", 1, 12, 0),
                            print_fixture_make_item (fixture, "B", 21, 3, 0), (SaudaPrintOptions){ 0 });
  SaudaPrintBar *bar = g_object_ref_sink (g_object_new (SAUDA_TYPE_PRINT_BAR, NULL));
  gint64 stopped = 0;

  sauda_print_bar_show (bar, run);
  g_assert_true (g_file_set_contents (broken, "", 0, NULL));
  sauda_print_run_start (run);
  sauda_test_wait_until (sauda_print_run_get_state (run) == SAUDA_PRINT_RUN_DONE && is_holding ());
  g_signal_connect (run, "stopped", G_CALLBACK (on_stopped), &stopped);
  cancel_jobs ("-a");
  sauda_test_wait_until (stopped != 0 && find_button (GTK_WIDGET (bar), "None o_f the Others") != NULL);
  g_assert_nonnull (strstr (sauda_print_bar_get_text (bar), "“A”"));
  g_assert_true (g_str_has_suffix (sauda_print_bar_get_text (bar), " 1 more group is asked about."));
  press (bar, "None o_f the Others");
  g_assert_null (find_button (GTK_WIDGET (bar), "None o_f the Others"));
  g_assert_nonnull (find_button (GTK_WIDGET (bar), "Print the _Rest…"));
  sauda_test_wait_until (print_fixture_is_newest (fixture, SAUDA_PRINT_STOPPED, 0));
  g_assert_cmpint (g_remove (broken), ==, 0);
  g_assert_finalize_object (bar);
}

static void
on_changed_hold (SaudaPrintRun *run, gint64 *stopped)
{
  if (sauda_print_run_get_state (run) == SAUDA_PRINT_RUN_SENDING && sauda_print_run_get_n_sent (run) == 1)
    sauda_test_wait_until (*stopped != 0);
}

/* The printer gives the first of four groups up while the second is on its way: the rest is one question. */
static void
test_rest_is_one_question (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *failing = g_build_filename (print_fixture_get_printer_folder (), "failing", NULL);
  g_autoptr (SaudaPrinterProfile) profile = sauda_printer_profile_new ("Labels");
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_item_free);
  g_autoptr (SaudaPrintRun) run = NULL;
  SaudaPrintBar *bar = g_object_ref_sink (g_object_new (SAUDA_TYPE_PRINT_BAR, NULL));
  gint64 stopped = 0;
  gulong hold;

  g_free (profile->queue);
  profile->queue = g_strdup ("label");
  for (guint i = 0; i < 4; i++) {
    g_autofree char *title = g_strdup_printf ("%c", 'A' + i);

    g_ptr_array_add (items, print_fixture_make_item (fixture, title, 20 * i + 1, i == 0 ? 12 : 1, 0));
  }
  run = sauda_print_run_new (fixture->workspace, NULL, items, &(SaudaPrintOptions){ .profile = profile });
  sauda_print_bar_show (bar, run);
  g_assert_true (g_file_set_contents (failing, "", 0, NULL));
  g_signal_connect (run, "stopped", G_CALLBACK (on_stopped), &stopped);
  hold = g_signal_connect (run, "changed", G_CALLBACK (on_changed_hold), &stopped);
  sauda_print_run_start (run);
  sauda_test_wait_until (sauda_print_run_get_state (run) == SAUDA_PRINT_RUN_PAUSED);
  g_signal_handler_disconnect (run, hold);
  g_assert_cmpuint (sauda_print_run_get_n_sent (run), ==, 2);
  g_assert_cmpint (g_remove (failing), ==, 0);
  while (find_button (GTK_WIDGET (bar), "So _Many Came Out") != NULL)
    press (bar, "So _Many Came Out");
  g_assert_cmpstr (sauda_print_bar_get_text (bar), ==,
                   "2 groups were not sent to the printer, “C” is the first. Print them now?");
  g_assert_nonnull (find_button (GTK_WIDGET (bar), "_Later"));
  press (bar, "_Print All That Is Left");
  print_fixture_wait_for (run, SAUDA_PRINT_RUN_DONE);
  sauda_test_wait_until (print_fixture_is_newest (fixture, SAUDA_PRINT_CONFIRMED, 1));
  g_assert_finalize_object (bar);
}

/* The print server has forgotten the job, which GTK takes for finished: nobody knows, and it is said so. */
static void
test_forgotten (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *broken = g_build_filename (print_fixture_get_printer_folder (), "broken", NULL);
  g_autoptr (SaudaPrintRun) run = print_fixture_make_run (
    fixture, print_fixture_make_item (fixture, "A", 1, 3, 0), NULL, (SaudaPrintOptions){ 0 });
  gint64 stopped = 0;

  g_assert_true (g_file_set_contents (broken, "", 0, NULL));
  g_signal_connect (run, "stopped", G_CALLBACK (on_stopped), &stopped);
  sauda_print_run_start (run);
  sauda_test_wait_until (print_fixture_is_newest (fixture, SAUDA_PRINT_SENT, 0) && is_holding ());
  cancel_jobs ("-x");
  g_assert_cmpint (g_remove (broken), ==, 0);
  sauda_test_wait_until (stopped != 0 || print_fixture_is_newest (fixture, SAUDA_PRINT_CONFIRMED, 3));
  g_assert_true (print_fixture_is_newest (fixture, SAUDA_PRINT_SENT, 0));
}

int
main (int argc, char **argv)
{
  print_fixture_init (&argc, &argv);
  print_fixture_add ("/ui/print-run/stops/stopped", test_stopped);
  print_fixture_add ("/ui/print-run/stops/fails-by-itself", test_fails_by_itself);
  print_fixture_add ("/ui/print-run/stops/none-of-the-others", test_none_of_the_others);
  print_fixture_add ("/ui/print-run/stops/rest-is-one-question", test_rest_is_one_question);
  print_fixture_add ("/ui/print-run/stops/forgotten", test_forgotten);
  return g_test_run ();
}
