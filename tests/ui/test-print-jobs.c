#include "sauda-label-again.h"
#include "sauda-print-job-view.h"
#include "sauda-print-jobs-window.h"
#include "sauda-test-database.h"
#include "sauda-workspace-async.h"
#include "ui-test.h"
#include "workspace-fixture.h"

#include <cairo-pdf.h>
#include <poppler.h>
#include <string.h>

#define MM (72.0 / 25.4)
#define LABELS 12

/* A saved waybill with two places, each with its number in the upper half. */
static void
write_waybill (WorkspaceFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder.path, "waybill.pdf", NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 100 * MM, 150 * MM);
  cairo_t *cairo = cairo_create (surface);

  for (guint place = 1; place <= 2; place++) {
    g_autofree char *text = g_strdup_printf ("900 000 001 - %u", place);

    cairo_set_font_size (cairo, 16);
    cairo_move_to (cairo, 10 * MM, 20 * MM);
    cairo_show_text (cairo, text);
    cairo_show_page (cairo);
  }
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
}

static void
add_order (WorkspaceFixture *fixture)
{
  write_waybill (fixture);
  sauda_test_database_execute (
    sauda_workspace_get_database (fixture->workspace),
    "INSERT INTO orders (id, store_id, code, stage, source, first_seen_ms, updated_ms)"
    " VALUES (1, 1, '900000001', 'handover', 'file', 0, 0);"
    "INSERT INTO waybill (order_id, sha256, path, pages, source, saved_ms)"
    " VALUES (1, '', 'waybill.pdf', 2, 'api', 0);"
    "INSERT INTO order_line (order_id, position, sku, title, quantity, decided_size)"
    " VALUES (1, 0, 'SKU-1', 'Футболка', 1, '3XL')");
}

static GPtrArray *
make_labels (void)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);

  for (guint i = 1; i <= LABELS; i++) {
    g_autofree char *code = g_strdup_printf ("9%08u", i);

    g_ptr_array_add (labels, sauda_print_label_new (i, "UNIVERSAL", code, 1));
  }
  return labels;
}

static gpointer
add_job_work (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) labels = make_labels ();
  gint64 now = *(gint64 *) data;
  gint64 id = sauda_print_queue_add (connection,
                                     &(SaudaPrintJobDraft){ .kind = SAUDA_PRINT_KIND_WAYBILLS,
                                                            .title = "Принт 5в1 2XL",
                                                            .file = "group.pdf",
                                                            .printer = "Labels",
                                                            .copies = 1,
                                                            .labels = labels },
                                     now, error);

  return GINT_TO_POINTER (id != 0 && sauda_print_queue_set_sent (connection, id, now, error));
}

static SaudaPrintJobsWindow *
show_jobs (WorkspaceFixture *fixture)
{
  gint64 now = sauda_clock_get_now (sauda_workspace_get_clock (fixture->workspace));
  SaudaPrintJobsWindow *window = NULL;

  g_assert_nonnull (sauda_workspace_write (fixture->workspace, add_job_work, &now, NULL));
  window = sauda_print_jobs_window_new (NULL, fixture->workspace);
  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (sauda_print_jobs_window_get_n_jobs (window) == 1 &&
                         ui_test_find_label (GTK_WIDGET (window), "printed to 0 of 12") != NULL);
  return window;
}

static GtkWidget *
get_child (SaudaPrintJobsWindow *window, const char *name)
{
  GtkWidget *view = ui_test_find (GTK_WIDGET (window), SAUDA_TYPE_PRINT_JOB_VIEW);

  return GTK_WIDGET (gtk_widget_get_template_child (view, SAUDA_TYPE_PRINT_JOB_VIEW, name));
}

/* "Printed to 7 of 12": the rest is proposed without a reason, what came out only with one. */
static void
test_part (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaPrintJobsWindow *window = show_jobs (fixture);
  GtkWidget *again = get_child (window, "again_button");

  g_assert_false (gtk_widget_get_sensitive (again));
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (get_child (window, "printed")), 7);
  g_signal_emit_by_name (get_child (window, "confirm_button"), "clicked");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "printed to 7 of 12") != NULL);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (again)), ==, "_Print 5 Labels Again");
  g_assert_true (gtk_widget_get_sensitive (again));
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_child (window, "which")), 1);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (get_child (window, "from")), 6);
  g_assert_cmpstr (gtk_button_get_label (GTK_BUTTON (again)), ==, "_Print 7 Labels Again");
  g_assert_false (gtk_widget_get_sensitive (again));
  gtk_editable_set_text (GTK_EDITABLE (get_child (window, "reason")), "torn");
  g_assert_true (gtk_widget_get_sensitive (again));
  g_signal_emit_by_name (get_child (window, "all_button"), "clicked");
  sauda_test_wait_until (ui_test_find_label (GTK_WIDGET (window), "printed to 12 of 12") != NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_nothing (WorkspaceFixture *fixture, gconstpointer data)
{
  SaudaPrintJobsWindow *window = sauda_print_jobs_window_new (NULL, fixture->workspace);

  gtk_window_present (GTK_WINDOW (window));
  sauda_test_wait_until (
    ui_test_find_label (GTK_WIDGET (window), "Nothing Was Printed Yet") != NULL &&
    gtk_widget_get_mapped (ui_test_find_label (GTK_WIDGET (window), "Nothing Was Printed Yet")));
  gtk_window_destroy (GTK_WINDOW (window));
}

static SaudaLabelAgain *
make_again (WorkspaceFixture *fixture, GPtrArray *labels, gboolean stamp, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_label_again_async (fixture->workspace, labels, stamp, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  return sauda_label_again_finish (result, error);
}

static char *
read_text (const char *path, int *pages)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  PopplerDocument *document = poppler_document_new_from_file (uri, NULL, NULL);
  PopplerPage *page = poppler_document_get_page (document, 0);
  char *text = poppler_page_get_text (page);

  *pages = poppler_document_get_n_pages (document);
  g_object_unref (page);
  g_object_unref (document);
  return text;
}

/* The second place alone, with the decided size on it; a label that is not there is told. */
static void
test_again (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);
  g_autoptr (SaudaLabelAgain) again = NULL, plain = NULL, none = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *unmarked = NULL;
  int pages = 0;

  add_order (fixture);
  g_ptr_array_add (labels, sauda_print_label_new (1, "UNIVERSAL", "900000001", 2));
  g_ptr_array_add (labels, sauda_print_label_new (2, "UNIVERSAL", "900000009", 1));
  again = make_again (fixture, labels, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->labels->len, ==, 1);
  g_assert_cmpuint (again->problems->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (again->problems, 0), "900000009"));
  text = read_text (again->path, &pages);
  g_assert_cmpint (pages, ==, 1);
  g_assert_nonnull (strstr (text, "900 000 001 - 2"));
  g_assert_nonnull (strstr (text, "3XL"));
  plain = make_again (fixture, labels, FALSE, &error);
  unmarked = read_text (plain->path, &pages);
  g_assert_null (strstr (unmarked, "3XL"));
  g_ptr_array_remove_index (labels, 0);
  none = make_again (fixture, labels, TRUE, &error);
  g_assert_null (none);
  g_assert_nonnull (strstr (error->message, "900000009"));
}

static void
add (const char *name, void (*test) (WorkspaceFixture *, gconstpointer))
{
  g_test_add (name, WorkspaceFixture, NULL, workspace_fixture_set_up, test, workspace_fixture_tear_down);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  add ("/ui/print-jobs/part", test_part);
  add ("/ui/print-jobs/nothing", test_nothing);
  add ("/ui/print-jobs/again", test_again);
  return g_test_run ();
}
