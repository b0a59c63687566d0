#include "sauda-print-bar.h"
#include "sauda-print-error.h"
#include "sauda-print-run.h"
#include "sauda-print-window.h"
#include "sauda-printing-error.h"
#include "sauda-ui-resource.h"
#include "sauda-workspace-async.h"
#include "workspace-fixture.h"

#include <cairo-pdf.h>
#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <string.h>

/* Runs inside test-labels-print-env.sh, whose printer keeps what it gets in SAUDA_TEST_PRINTER/out. */

#define MM (72.0 / 25.4)

static const char *
get_printer_folder (void)
{
  return g_getenv ("SAUDA_TEST_PRINTER");
}

static guint
count_received (void)
{
  g_autofree char *folder = g_build_filename (get_printer_folder (), "out", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name = NULL;
  guint count = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    count += g_str_has_suffix (name, ".bin");
  return count;
}

/* What the printer got as its @number-th job, as text. */
static char *
read_received (guint number, const char *option)
{
  g_autofree char *name = g_strdup_printf ("%u.bin", number);
  g_autofree char *path = g_build_filename (get_printer_folder (), "out", name, NULL);
  const char *arguments[] = { "pdftotext", option, path, "-", NULL };
  char *text = NULL;
  g_autoptr (GError) error = NULL;

  sauda_test_wait_until (g_file_test (path, G_FILE_TEST_EXISTS));
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* A group of @count labels of 100 x 150 mm that print their order's number. */
static SaudaPrintItem *
make_item (WorkspaceFixture *fixture, const char *title, guint first_order, guint count, guint from)
{
  g_autofree char *name = g_strdup_printf ("%s.pdf", title);
  g_autofree char *path = g_build_filename (fixture->folder.path, name, NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 100 * MM, 150 * MM);
  cairo_t *cairo = cairo_create (surface);
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);

  for (guint i = 0; i < count; i++) {
    g_autofree char *code = g_strdup_printf ("9%08u", first_order + i);

    cairo_set_font_size (cairo, 24);
    cairo_move_to (cairo, 20 * MM, 50 * MM);
    cairo_show_text (cairo, code);
    cairo_show_page (cairo);
    g_ptr_array_add (labels, sauda_print_label_new (i + 1, "ONLYFIT", code, 1));
    if (i >= from)
      g_array_append_val (pages, i);
  }
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return sauda_print_item_new (title, path, pages, labels);
}

static SaudaPrintRun *
make_run (WorkspaceFixture *fixture, SaudaPrintItem *first, SaudaPrintItem *second, SaudaPrintOptions options)
{
  g_autoptr (SaudaPrinterProfile) profile = sauda_printer_profile_new ("Labels");
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_item_free);

  g_free (profile->queue);
  profile->queue = g_strdup ("label");
  g_ptr_array_add (items, first);
  if (second != NULL)
    g_ptr_array_add (items, second);
  if (options.profile == NULL)
    options.profile = profile;
  return sauda_print_run_new (fixture->workspace, NULL, items, &options);
}

static void
wait_for (SaudaPrintRun *run, SaudaPrintRunState state)
{
  sauda_test_wait_until (sauda_print_run_get_state (run) == state ||
                         sauda_print_run_get_state (run) == SAUDA_PRINT_RUN_FAILED);
  if (state != SAUDA_PRINT_RUN_FAILED)
    g_assert_no_error (sauda_print_run_get_error (run));
  g_assert_cmpint (sauda_print_run_get_state (run), ==, state);
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_print_queue_list (connection, 0, error);
}

static GPtrArray *
list_jobs (WorkspaceFixture *fixture)
{
  return sauda_workspace_read (fixture->workspace, list_work, NULL, NULL);
}

/* Whether the newest job is in @state, with so many labels that came out. */
static gboolean
is_newest (WorkspaceFixture *fixture, SaudaPrintState state, guint confirmed)
{
  g_autoptr (GPtrArray) jobs = list_jobs (fixture);
  const SaudaPrintRecord *newest = jobs->len > 0 ? g_ptr_array_index (jobs, 0) : NULL;

  return newest != NULL && newest->state == state && newest->n_confirmed == confirmed;
}

/* Two groups are two jobs, in order, and both are written down as printed. */
static void
test_groups (WorkspaceFixture *fixture, gconstpointer data)
{
  guint before = count_received ();
  g_autoptr (SaudaPrintRun) run = make_run (fixture, make_item (fixture, "A", 1, 3, 0),
                                            make_item (fixture, "B", 11, 2, 0), (SaudaPrintOptions){ 0 });
  SaudaPrintBar *bar = g_object_ref_sink (g_object_new (SAUDA_TYPE_PRINT_BAR, NULL));
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  sauda_print_bar_show (bar, run);
  sauda_print_run_start (run);
  wait_for (run, SAUDA_PRINT_RUN_DONE);
  first = read_received (before + 1, "-layout");
  second = read_received (before + 2, "-layout");
  g_assert_nonnull (strstr (first, "900000001"));
  g_assert_nonnull (strstr (first, "900000003"));
  g_assert_null (strstr (first, "900000011"));
  g_assert_nonnull (strstr (second, "900000012"));
  sauda_test_wait_until (is_newest (fixture, SAUDA_PRINT_CONFIRMED, 2));
  jobs = list_jobs (fixture);
  g_assert_cmpuint (jobs->len, ==, 2);
  g_assert_cmpstr (((SaudaPrintRecord *) g_ptr_array_index (jobs, 1))->title, ==, "A");
  g_assert_cmpstr (((SaudaPrintRecord *) g_ptr_array_index (jobs, 1))->printer, ==, "label");
  /* of all groups, not of the last one */
  sauda_test_wait_until (g_str_equal (sauda_print_bar_get_text (bar), "5 labels were printed."));
  g_assert_finalize_object (bar);
}

static void
test_together (WorkspaceFixture *fixture, gconstpointer data)
{
  guint before = count_received ();
  g_autoptr (SaudaPrintRun) run =
    make_run (fixture, make_item (fixture, "A", 1, 3, 0), make_item (fixture, "B", 11, 2, 0),
              (SaudaPrintOptions){ .together = TRUE, .copies = 2 });
  g_autofree char *text = NULL;

  sauda_print_run_start (run);
  wait_for (run, SAUDA_PRINT_RUN_DONE);
  text = read_received (before + 1, "-layout");
  g_assert_nonnull (strstr (text, "900000001"));
  g_assert_nonnull (strstr (text, "900000012"));
  sauda_test_wait_until (is_newest (fixture, SAUDA_PRINT_CONFIRMED, 5));
  g_assert_cmpuint (count_received (), ==, before + 1);
}

static gpointer
load_printers_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_printers_load (connection, error);
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static SaudaPrintGroup *
make_group (const char *title, const char *path, guint first, guint count, SaudaPrintLabelState state)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);

  for (guint i = 0; i < count; i++) {
    g_autofree char *code = g_strdup_printf ("9%08u", first + i);
    SaudaPrintLabel *label = sauda_print_label_new (i + 1, "ONLYFIT", code, 1);

    label->state = state;
    g_ptr_array_add (labels, label);
  }
  return sauda_print_group_new (title, path, labels);
}

/* Whoever did not point at a group is asked about all that is left of the day. */
static void
test_window_begins (WorkspaceFixture *fixture, gconstpointer data)
{
  static const struct {
    SaudaPrintLabelState first, second;
    guint selected;
    const char *summary;
  } cases[] = {
    { SAUDA_PRINT_LABEL_NOT, SAUDA_PRINT_LABEL_NOT, 0, "5 pages will be printed." },
    { SAUDA_PRINT_LABEL_NOT, SAUDA_PRINT_LABEL_NOT, 1, "2 pages will be printed." },
    { SAUDA_PRINT_LABEL_NOT, SAUDA_PRINT_LABEL_CONFIRMED, 1, "3 pages will be printed." },
    { SAUDA_PRINT_LABEL_CONFIRMED, SAUDA_PRINT_LABEL_CONFIRMED, 1,
      "2 pages will be printed. 2 of them were printed before." },
  };
  g_autoptr (SaudaPrinters) printers =
    sauda_workspace_read (fixture->workspace, load_printers_work, NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) groups = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_group_free);
    SaudaPrintWindow *window;

    g_ptr_array_add (groups, make_group ("A", "a.pdf", 1, 3, cases[i].first));
    g_ptr_array_add (groups, make_group ("B", "b.pdf", 11, 2, cases[i].second));
    window = sauda_print_window_new (NULL, fixture->workspace, SAUDA_PRINT_KIND_WAYBILLS, groups,
                                     cases[i].selected, printers);
    g_assert_true (says (GTK_WIDGET (window), cases[i].summary));
    gtk_window_destroy (GTK_WINDOW (window));
  }
}

/* The printer stands still with a job in its hands. */
static gboolean
is_holding (void)
{
  g_autofree char *holding = g_build_filename (get_printer_folder (), "holding", NULL);

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
  g_autofree char *broken = g_build_filename (get_printer_folder (), "broken", NULL);
  guint before = count_received ();
  g_autoptr (SaudaPrintRun) run =
    make_run (fixture, make_item (fixture, "A", 1, 12, 0), make_item (fixture, "B", 21, 1, 0),
              (SaudaPrintOptions){ .pause = TRUE });
  g_autoptr (SaudaPrintRun) rest = NULL;
  g_autofree char *text = NULL;
  gint64 stopped = 0;

  g_assert_true (g_file_set_contents (broken, "", 0, NULL));
  g_signal_connect (run, "stopped", G_CALLBACK (on_stopped), &stopped);
  sauda_print_run_start (run);
  sauda_test_wait_until (is_newest (fixture, SAUDA_PRINT_SENT, 0) && is_holding ());
  cancel_jobs ("-a");
  sauda_test_wait_until (stopped != 0);
  g_assert_cmpint (sauda_print_run_get_state (run), ==, SAUDA_PRINT_RUN_PAUSED);
  g_assert_cmpint (stopped, ==, sauda_print_run_get_last_job (run));
  sauda_print_run_confirm (run, stopped, 7);
  sauda_test_wait_until (is_newest (fixture, SAUDA_PRINT_STOPPED, 7));
  sauda_print_run_cancel (run);
  g_assert_cmpint (sauda_print_run_get_state (run), ==, SAUDA_PRINT_RUN_CANCELLED);
  g_assert_cmpint (g_remove (broken), ==, 0);

  rest = make_run (fixture, make_item (fixture, "A", 1, 12, 7), NULL, (SaudaPrintOptions){ 0 });
  sauda_print_run_start (rest);
  wait_for (rest, SAUDA_PRINT_RUN_DONE);
  text = read_received (before + 1, "-layout");
  g_assert_null (strstr (text, "900000007"));
  g_assert_nonnull (strstr (text, "900000008"));
  g_assert_nonnull (strstr (text, "900000012"));
  sauda_test_wait_until (is_newest (fixture, SAUDA_PRINT_CONFIRMED, 5));
  g_assert_cmpuint (count_received (), ==, before + 1);
}

/* A printer gives the job up by itself after 7 of 12 labels. The print server may call such a job done; the
 * printer's own word counts, and nothing is taken for printed until a person says so. */
static void
test_fails_by_itself (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *failing = g_build_filename (get_printer_folder (), "failing", NULL);
  guint before = count_received ();
  g_autoptr (SaudaPrintRun) run =
    make_run (fixture, make_item (fixture, "A", 1, 12, 0), NULL, (SaudaPrintOptions){ 0 });
  SaudaPrintBar *bar = g_object_ref_sink (g_object_new (SAUDA_TYPE_PRINT_BAR, NULL));
  const SaudaFollowedJob *job = NULL;
  gint64 stopped = 0;

  sauda_print_bar_show (bar, run);
  g_assert_true (g_file_set_contents (failing, "", 0, NULL));
  g_signal_connect (run, "stopped", G_CALLBACK (on_stopped), &stopped);
  sauda_print_run_start (run);
  sauda_test_wait_until (stopped != 0 || is_newest (fixture, SAUDA_PRINT_CONFIRMED, 12));
  g_assert_cmpint (stopped, ==, sauda_print_run_get_last_job (run));
  job = sauda_print_follower_find (sauda_print_run_get_follower (run), stopped);
  g_assert_cmpint (job->end, ==, SAUDA_PRINT_END_STOPPED);
  g_assert_cmpuint (job->came_out, ==, 7);
  g_assert_cmpstr (
    sauda_print_bar_get_text (bar), ==,
    "The printer stopped “A” and says that 7 of 12 labels came out. Look at it: how many came out?");
  g_assert_true (is_newest (fixture, SAUDA_PRINT_SENT, 0));
  g_assert_cmpuint (count_received (), ==, before);
  sauda_print_run_confirm (run, stopped, 7);
  sauda_test_wait_until (is_newest (fixture, SAUDA_PRINT_STOPPED, 7));
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
  g_autofree char *broken = g_build_filename (get_printer_folder (), "broken", NULL);
  g_autoptr (SaudaPrintRun) run = make_run (fixture, make_item (fixture, "A", 1, 12, 0),
                                            make_item (fixture, "B", 21, 3, 0), (SaudaPrintOptions){ 0 });
  SaudaPrintBar *bar = g_object_ref_sink (g_object_new (SAUDA_TYPE_PRINT_BAR, NULL));
  gint64 stopped = 0;

  sauda_print_bar_show (bar, run);
  g_assert_true (g_file_set_contents (broken, "", 0, NULL));
  sauda_print_run_start (run);
  sauda_test_wait_until (sauda_print_run_get_state (run) == SAUDA_PRINT_RUN_DONE && is_holding ());
  g_signal_connect (run, "stopped", G_CALLBACK (on_stopped), &stopped);
  cancel_jobs ("-a");
  sauda_test_wait_until (stopped != 0 && find_button (GTK_WIDGET (bar), "_None of the Others") != NULL);
  g_assert_nonnull (strstr (sauda_print_bar_get_text (bar), "“A”"));
  g_assert_true (g_str_has_suffix (sauda_print_bar_get_text (bar), " 1 more group is asked about."));
  press (bar, "_None of the Others");
  g_assert_null (find_button (GTK_WIDGET (bar), "_None of the Others"));
  g_assert_nonnull (find_button (GTK_WIDGET (bar), "Print the _Rest…"));
  sauda_test_wait_until (is_newest (fixture, SAUDA_PRINT_STOPPED, 0));
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
  g_autofree char *failing = g_build_filename (get_printer_folder (), "failing", NULL);
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

    g_ptr_array_add (items, make_item (fixture, title, 20 * i + 1, i == 0 ? 12 : 1, 0));
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
  while (find_button (GTK_WIDGET (bar), "So Many _Came Out") != NULL)
    press (bar, "So Many _Came Out");
  g_assert_cmpstr (sauda_print_bar_get_text (bar), ==,
                   "2 groups were not sent to the printer, “C” is the first. Print them now?");
  g_assert_nonnull (find_button (GTK_WIDGET (bar), "_Later"));
  press (bar, "_Print All That Is Left");
  wait_for (run, SAUDA_PRINT_RUN_DONE);
  sauda_test_wait_until (is_newest (fixture, SAUDA_PRINT_CONFIRMED, 1));
  g_assert_finalize_object (bar);
}

/* The print server has forgotten the job, which GTK takes for finished: nobody knows, and it is said so. */
static void
test_forgotten (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *broken = g_build_filename (get_printer_folder (), "broken", NULL);
  g_autoptr (SaudaPrintRun) run =
    make_run (fixture, make_item (fixture, "A", 1, 3, 0), NULL, (SaudaPrintOptions){ 0 });
  gint64 stopped = 0;

  g_assert_true (g_file_set_contents (broken, "", 0, NULL));
  g_signal_connect (run, "stopped", G_CALLBACK (on_stopped), &stopped);
  sauda_print_run_start (run);
  sauda_test_wait_until (is_newest (fixture, SAUDA_PRINT_SENT, 0) && is_holding ());
  cancel_jobs ("-x");
  g_assert_cmpint (g_remove (broken), ==, 0);
  sauda_test_wait_until (stopped != 0 || is_newest (fixture, SAUDA_PRINT_CONFIRMED, 3));
  g_assert_true (is_newest (fixture, SAUDA_PRINT_SENT, 0));
}

/* Printed labels go out again only with a reason, which is kept. */
static void
test_again (WorkspaceFixture *fixture, gconstpointer data)
{
  guint before = count_received ();
  g_autoptr (SaudaPrintRun) first =
    make_run (fixture, make_item (fixture, "A", 1, 2, 0), NULL, (SaudaPrintOptions){ 0 });
  g_autoptr (SaudaPrintRun) twice =
    make_run (fixture, make_item (fixture, "A", 1, 2, 0), NULL, (SaudaPrintOptions){ 0 });
  g_autoptr (SaudaPrintRun) again =
    make_run (fixture, make_item (fixture, "A", 1, 2, 1), NULL, (SaudaPrintOptions){ .reason = "torn" });
  g_autoptr (GPtrArray) jobs = NULL;

  sauda_print_run_start (first);
  wait_for (first, SAUDA_PRINT_RUN_DONE);
  sauda_test_wait_until (is_newest (fixture, SAUDA_PRINT_CONFIRMED, 2));
  sauda_print_run_start (twice);
  wait_for (twice, SAUDA_PRINT_RUN_FAILED);
  g_assert_error (sauda_print_run_get_error (twice), SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_REASON);
  sauda_print_run_start (again);
  wait_for (again, SAUDA_PRINT_RUN_DONE);
  sauda_test_wait_until (is_newest (fixture, SAUDA_PRINT_CONFIRMED, 1));
  jobs = list_jobs (fixture);
  g_assert_cmpuint (jobs->len, ==, 2);
  g_assert_cmpstr (((SaudaPrintRecord *) g_ptr_array_index (jobs, 0))->reason, ==, "torn");
  sauda_test_wait_until (count_received () == before + 2);
}

/* A queue that is gone is said; nothing goes to another printer and nothing is written down. */
static void
test_missing_queue (WorkspaceFixture *fixture, gconstpointer data)
{
  guint before = count_received ();
  g_autoptr (SaudaPrinterProfile) profile = sauda_printer_profile_new ("Old");
  g_autoptr (SaudaPrintRun) run = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  g_free (profile->queue);
  profile->queue = g_strdup ("gone");
  run =
    make_run (fixture, make_item (fixture, "A", 1, 2, 0), NULL, (SaudaPrintOptions){ .profile = profile });
  sauda_print_run_start (run);
  wait_for (run, SAUDA_PRINT_RUN_FAILED);
  g_assert_error (sauda_print_run_get_error (run), SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_NO_PRINTER);
  jobs = list_jobs (fixture);
  g_assert_cmpuint (jobs->len, ==, 0);
  g_assert_cmpuint (count_received (), ==, before);
}

static void
test_cancel (WorkspaceFixture *fixture, gconstpointer data)
{
  guint before = count_received ();
  g_autoptr (SaudaPrintRun) run = make_run (fixture, make_item (fixture, "A", 1, 2, 0),
                                            make_item (fixture, "B", 11, 2, 0), (SaudaPrintOptions){ 0 });
  g_autoptr (GPtrArray) jobs = NULL;

  sauda_print_run_start (run);
  sauda_print_run_cancel (run);
  sauda_test_wait_until (sauda_print_run_get_state (run) == SAUDA_PRINT_RUN_CANCELLED);
  jobs = list_jobs (fixture);
  g_assert_cmpuint (jobs->len, ==, 0);
  g_assert_cmpuint (count_received (), ==, before);
}

/* Left edge of the first word on the first page, in points. */
static double
find_left (guint number)
{
  g_autofree char *boxes = read_received (number, "-bbox");
  const char *word = strstr (boxes, "<word xMin=\"");

  g_assert_nonnull (word);
  return g_ascii_strtod (word + strlen ("<word xMin=\""), NULL);
}

static void
test_offset (WorkspaceFixture *fixture, gconstpointer data)
{
  guint before = count_received ();
  g_autoptr (SaudaPrinterProfile) profile = sauda_printer_profile_new ("Labels");
  g_autoptr (SaudaPrintRun) plain =
    make_run (fixture, make_item (fixture, "A", 1, 1, 0), NULL, (SaudaPrintOptions){ 0 });
  g_autoptr (SaudaPrintRun) moved = NULL;

  g_free (profile->queue);
  profile->queue = g_strdup ("label");
  profile->offset_x = 3;
  sauda_print_run_start (plain);
  wait_for (plain, SAUDA_PRINT_RUN_DONE);
  moved =
    make_run (fixture, make_item (fixture, "B", 2, 1, 0), NULL, (SaudaPrintOptions){ .profile = profile });
  sauda_print_run_start (moved);
  wait_for (moved, SAUDA_PRINT_RUN_DONE);
  g_assert_cmpfloat_with_epsilon (find_left (before + 2) - find_left (before + 1), 3 * MM, 0.1);
  sauda_test_wait_until (is_newest (fixture, SAUDA_PRINT_CONFIRMED, 1));
}

/* The services of a desktop that GTK asks for printers and colours, and that are not there. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  gboolean noise = FALSE;

  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      noise = strstr (fields[i].value, "Avahi") != NULL || strstr (fields[i].value, "olor") != NULL;
  if (noise)
    return G_LOG_WRITER_HANDLED;
  g_log_writer_default (level, fields, n_fields, user_data);
  if ((level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL)) != 0)
    abort ();
  return G_LOG_WRITER_HANDLED;
}

static void
add (const char *name, void (*test) (WorkspaceFixture *, gconstpointer))
{
  g_test_add (name, WorkspaceFixture, NULL, workspace_fixture_set_up, test, workspace_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv);
  g_resources_register (sauda_ui_get_resource ());
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_writer_func (write_log, NULL, NULL);
  add ("/ui/print-run/sent/groups", test_groups);
  add ("/ui/print-run/sent/together", test_together);
  add ("/ui/print-run/sent/window-begins", test_window_begins);
  add ("/ui/print-run/stops/stopped", test_stopped);
  add ("/ui/print-run/stops/fails-by-itself", test_fails_by_itself);
  add ("/ui/print-run/stops/none-of-the-others", test_none_of_the_others);
  add ("/ui/print-run/stops/rest-is-one-question", test_rest_is_one_question);
  add ("/ui/print-run/stops/forgotten", test_forgotten);
  add ("/ui/print-run/marked/again", test_again);
  add ("/ui/print-run/sent/missing-queue", test_missing_queue);
  add ("/ui/print-run/sent/cancel", test_cancel);
  add ("/ui/print-run/marked/offset", test_offset);
  return g_test_run ();
}
