#include "print-fixture.h"
#include "sauda-print-bar.h"
#include "sauda-print-error.h"
#include "sauda-print-window.h"
#include "sauda-printing-error.h"

#include <string.h>

/* Runs inside test-labels-print-env.sh: what a printer gets that does its work. */

/* Two groups are two jobs, in order, and both are written down as printed. */
static void
test_groups (WorkspaceFixture *fixture, gconstpointer data)
{
  guint before = print_fixture_count_received ();
  g_autoptr (SaudaPrintRun) run =
    print_fixture_make_run (fixture, print_fixture_make_item (fixture, "A", 1, 3, 0),
                            print_fixture_make_item (fixture, "B", 11, 2, 0), (SaudaPrintOptions){ 0 });
  SaudaPrintBar *bar = g_object_ref_sink (g_object_new (SAUDA_TYPE_PRINT_BAR, NULL));
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  sauda_print_bar_show (bar, run);
  sauda_print_run_start (run);
  print_fixture_wait_for (run, SAUDA_PRINT_RUN_DONE);
  first = print_fixture_read_received (before + 1, "-layout");
  second = print_fixture_read_received (before + 2, "-layout");
  g_assert_nonnull (strstr (first, "900000001"));
  g_assert_nonnull (strstr (first, "900000003"));
  g_assert_null (strstr (first, "900000011"));
  g_assert_nonnull (strstr (second, "900000012"));
  sauda_test_wait_until (print_fixture_is_newest (fixture, SAUDA_PRINT_CONFIRMED, 2));
  jobs = print_fixture_list_jobs (fixture);
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
  guint before = print_fixture_count_received ();
  g_autoptr (SaudaPrintRun) run = print_fixture_make_run (
    fixture, print_fixture_make_item (fixture, "A", 1, 3, 0),
    print_fixture_make_item (fixture, "B", 11, 2, 0), (SaudaPrintOptions){ .together = TRUE, .copies = 2 });
  g_autofree char *text = NULL;

  sauda_print_run_start (run);
  print_fixture_wait_for (run, SAUDA_PRINT_RUN_DONE);
  text = print_fixture_read_received (before + 1, "-layout");
  g_assert_nonnull (strstr (text, "900000001"));
  g_assert_nonnull (strstr (text, "900000012"));
  sauda_test_wait_until (print_fixture_is_newest (fixture, SAUDA_PRINT_CONFIRMED, 5));
  g_assert_cmpuint (print_fixture_count_received (), ==, before + 1);
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

/* Printed labels go out again only with a reason, which is kept. */
static void
test_again (WorkspaceFixture *fixture, gconstpointer data)
{
  guint before = print_fixture_count_received ();
  g_autoptr (SaudaPrintRun) first = print_fixture_make_run (
    fixture, print_fixture_make_item (fixture, "A", 1, 2, 0), NULL, (SaudaPrintOptions){ 0 });
  g_autoptr (SaudaPrintRun) twice = print_fixture_make_run (
    fixture, print_fixture_make_item (fixture, "A", 1, 2, 0), NULL, (SaudaPrintOptions){ 0 });
  g_autoptr (SaudaPrintRun) again = print_fixture_make_run (
    fixture, print_fixture_make_item (fixture, "A", 1, 2, 1), NULL, (SaudaPrintOptions){ .reason = "torn" });
  g_autoptr (GPtrArray) jobs = NULL;

  sauda_print_run_start (first);
  print_fixture_wait_for (first, SAUDA_PRINT_RUN_DONE);
  sauda_test_wait_until (print_fixture_is_newest (fixture, SAUDA_PRINT_CONFIRMED, 2));
  sauda_print_run_start (twice);
  print_fixture_wait_for (twice, SAUDA_PRINT_RUN_FAILED);
  g_assert_error (sauda_print_run_get_error (twice), SAUDA_PRINTING_ERROR, SAUDA_PRINTING_ERROR_REASON);
  sauda_print_run_start (again);
  print_fixture_wait_for (again, SAUDA_PRINT_RUN_DONE);
  sauda_test_wait_until (print_fixture_is_newest (fixture, SAUDA_PRINT_CONFIRMED, 1));
  jobs = print_fixture_list_jobs (fixture);
  g_assert_cmpuint (jobs->len, ==, 2);
  g_assert_cmpstr (((SaudaPrintRecord *) g_ptr_array_index (jobs, 0))->reason, ==, "torn");
  sauda_test_wait_until (print_fixture_count_received () == before + 2);
}

/* A queue that is gone is said; nothing goes to another printer and nothing is written down. */
static void
test_missing_queue (WorkspaceFixture *fixture, gconstpointer data)
{
  guint before = print_fixture_count_received ();
  g_autoptr (SaudaPrinterProfile) profile = sauda_printer_profile_new ("Old");
  g_autoptr (SaudaPrintRun) run = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  g_free (profile->queue);
  profile->queue = g_strdup ("gone");
  run = print_fixture_make_run (fixture, print_fixture_make_item (fixture, "A", 1, 2, 0), NULL,
                                (SaudaPrintOptions){ .profile = profile });
  sauda_print_run_start (run);
  print_fixture_wait_for (run, SAUDA_PRINT_RUN_FAILED);
  g_assert_error (sauda_print_run_get_error (run), SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_NO_PRINTER);
  jobs = print_fixture_list_jobs (fixture);
  g_assert_cmpuint (jobs->len, ==, 0);
  g_assert_cmpuint (print_fixture_count_received (), ==, before);
}

static void
test_cancel (WorkspaceFixture *fixture, gconstpointer data)
{
  guint before = print_fixture_count_received ();
  g_autoptr (SaudaPrintRun) run =
    print_fixture_make_run (fixture, print_fixture_make_item (fixture, "A", 1, 2, 0),
                            print_fixture_make_item (fixture, "B", 11, 2, 0), (SaudaPrintOptions){ 0 });
  g_autoptr (GPtrArray) jobs = NULL;

  sauda_print_run_start (run);
  sauda_print_run_cancel (run);
  sauda_test_wait_until (sauda_print_run_get_state (run) == SAUDA_PRINT_RUN_CANCELLED);
  jobs = print_fixture_list_jobs (fixture);
  g_assert_cmpuint (jobs->len, ==, 0);
  g_assert_cmpuint (print_fixture_count_received (), ==, before);
}

/* Left edge of the first word on the first page, in points. */
static double
find_left (guint number)
{
  g_autofree char *boxes = print_fixture_read_received (number, "-bbox");
  const char *word = strstr (boxes, "<word xMin=\"");

  g_assert_nonnull (word);
  return g_ascii_strtod (word + strlen ("<word xMin=\""), NULL);
}

static void
test_offset (WorkspaceFixture *fixture, gconstpointer data)
{
  guint before = print_fixture_count_received ();
  g_autoptr (SaudaPrinterProfile) profile = sauda_printer_profile_new ("Labels");
  g_autoptr (SaudaPrintRun) plain = print_fixture_make_run (
    fixture, print_fixture_make_item (fixture, "A", 1, 1, 0), NULL, (SaudaPrintOptions){ 0 });
  g_autoptr (SaudaPrintRun) moved = NULL;

  g_free (profile->queue);
  profile->queue = g_strdup ("label");
  profile->offset_x = 3;
  sauda_print_run_start (plain);
  print_fixture_wait_for (plain, SAUDA_PRINT_RUN_DONE);
  moved = print_fixture_make_run (fixture, print_fixture_make_item (fixture, "B", 2, 1, 0), NULL,
                                  (SaudaPrintOptions){ .profile = profile });
  sauda_print_run_start (moved);
  print_fixture_wait_for (moved, SAUDA_PRINT_RUN_DONE);
  g_assert_cmpfloat_with_epsilon (find_left (before + 2) - find_left (before + 1), 3 * MM, 0.1);
  sauda_test_wait_until (print_fixture_is_newest (fixture, SAUDA_PRINT_CONFIRMED, 1));
}

int
main (int argc, char **argv)
{
  print_fixture_init (&argc, &argv);
  print_fixture_add ("/ui/print-run/sent/groups", test_groups);
  print_fixture_add ("/ui/print-run/sent/together", test_together);
  print_fixture_add ("/ui/print-run/sent/window-begins", test_window_begins);
  print_fixture_add ("/ui/print-run/marked/again", test_again);
  print_fixture_add ("/ui/print-run/sent/missing-queue", test_missing_queue);
  print_fixture_add ("/ui/print-run/sent/cancel", test_cancel);
  print_fixture_add ("/ui/print-run/marked/offset", test_offset);
  return g_test_run ();
}
