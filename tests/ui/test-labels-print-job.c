#include "print-fixture.h"
#include "sauda-file.h"
#include "sauda-print-bar.h"
#include "sauda-print-document.h"
#include "sauda-print-error.h"
#include "sauda-print-job.h"
#include "sauda-print-paper.h"
#include "sauda-print-settings.h"
#include "sauda-printer-finder.h"
#include "sauda-test.h"

#include <cairo-pdf.h>
#include <string.h>

/* Runs inside test-labels-print-env.sh, whose printer keeps what it gets in SAUDA_TEST_PRINTER/out. */

#define N_PAGES 5

static char *
write_pdf (const char *folder)
{
  char *path = g_build_filename (folder, "labels.pdf", NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, 100 * MM, 150 * MM);
  cairo_t *cairo = cairo_create (surface);

  for (guint i = 1; i <= N_PAGES; i++) {
    g_autofree char *text = g_strdup_printf ("LABEL%u", i);

    cairo_set_font_size (cairo, 30);
    cairo_move_to (cairo, 20 * MM, 50 * MM);
    cairo_show_text (cairo, text);
    cairo_show_page (cairo);
  }
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return path;
}

static GtkPrinter *
find (const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_printer_find_async (name, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  return sauda_printer_find_finish (result, error);
}

static SaudaPrintDocument *
take (const SaudaPrintDocument *document, GtkPrintSettings *settings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) pages = sauda_print_settings_finish (settings, document->n_pages, &error);
  g_autoptr (GAsyncResult) result = NULL;
  SaudaPrintDocument *paper = NULL;

  g_assert_no_error (error);
  sauda_print_document_take_async (document, pages, NULL, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  paper = sauda_print_document_take_finish (result, &error);
  g_assert_no_error (error);
  return paper;
}

static SaudaPrintDocument *
open_document (const char *path)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaPrintDocument *document = NULL;

  sauda_print_document_open_async (path, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  document = sauda_print_document_open_finish (result, &error);
  g_assert_no_error (error);
  return document;
}

/* Prints what @settings choose of the file, and returns what the printer got as its @number-th job. */
static char *
print (const char *path, GtkPrintSettings *settings, guint number, char **options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GtkPrinter) printer = find ("label", &error);
  g_autoptr (SaudaPrintDocument) document = open_document (path);
  g_autoptr (GtkPageSetup) wanted = sauda_print_page_setup_new (100, 150);
  g_autoptr (SaudaPrintDocument) paper = take (document, settings);
  GList *papers = NULL;
  g_autoptr (GtkPageSetup) setup = NULL;
  g_autoptr (SaudaPrintJob) job = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *name = g_strdup_printf ("%u.bin", number);
  g_autofree char *received = g_build_filename (print_fixture_get_printer_folder (), "out", name, NULL);
  g_autofree char *told = NULL;

  g_assert_no_error (error);
  papers = gtk_printer_list_papers (printer);
  setup = sauda_print_page_setup_choose (wanted, papers);
  g_list_free_full (papers, g_object_unref);
  job = sauda_print_job_new (printer, settings, setup, document->title, paper->n_pages);
  sauda_print_job_send_async (job, paper->path, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_assert_true (sauda_print_job_send_finish (job, result, &error));
  g_assert_no_error (error);
  sauda_test_wait_until (sauda_print_job_has_ended (job));
  g_assert_cmpint (sauda_print_job_get_outcome (job).end, ==, SAUDA_PRINT_END_PRINTED);
  sauda_test_wait_until (g_file_test (received, G_FILE_TEST_EXISTS));
  told = g_strdup (received);
  memcpy (told + strlen (told) - 3, "env", 3);
  g_assert_true (g_file_get_contents (told, options, NULL, NULL));
  return g_steal_pointer (&received);
}

static char *
run (const char *program, const char *path)
{
  const char *arguments[] = { program, path, g_str_equal (program, "pdftotext") ? "-" : NULL, NULL };
  char *output = NULL;
  g_autoptr (GError) error = NULL;

  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL, NULL,
                &error);
  g_assert_no_error (error);
  return output;
}

static void
assert_page_size (const char *path)
{
  g_autofree char *info = run ("pdfinfo", path);
  const char *line = strstr (info, "Page size:");
  double width = 0;
  double height = 0;

  g_assert_nonnull (line);
  g_assert_cmpint (sscanf (line, "Page size: %lf x %lf", &width, &height), ==, 2);
  g_assert_cmpfloat_with_epsilon (width, 100 * MM, 0.2);
  g_assert_cmpfloat_with_epsilon (height, 150 * MM, 0.2);
}

static void
test_whole (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = write_pdf (folder->path);
  g_autoptr (GtkPrintSettings) settings = sauda_print_settings_new ();
  g_autofree char *options = NULL;
  g_autofree char *received = NULL;
  g_autofree char *text = NULL;

  gtk_print_settings_set_n_copies (settings, 3);
  received = print (path, settings, 1, &options);
  assert_page_size (received);
  text = run ("pdftotext", received);
  for (guint i = 1; i <= N_PAGES; i++) {
    g_autofree char *label = g_strdup_printf ("LABEL%u", i);

    g_assert_nonnull (strstr (text, label));
  }
  g_assert_nonnull (strstr (options, "IPP_COPIES=3\n"));
  g_assert_nonnull (strstr (options, "x-dimension=10000 y-dimension=15000"));
  g_assert_nonnull (strstr (options, "media-left-margin=0"));
}

static void
test_part (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = write_pdf (folder->path);
  g_autoptr (GtkPrintSettings) settings = sauda_print_settings_new ();
  GtkPageRange ranges[] = { { 2, 3 } };
  g_autofree char *options = NULL;
  g_autofree char *received = NULL;
  g_autofree char *text = NULL;

  gtk_print_settings_set_print_pages (settings, GTK_PRINT_PAGES_RANGES);
  gtk_print_settings_set_page_ranges (settings, ranges, 1);
  received = print (path, settings, 2, &options);
  assert_page_size (received);
  text = run ("pdftotext", received);
  g_assert_null (strstr (text, "LABEL2"));
  g_assert_nonnull (strstr (text, "LABEL3"));
  g_assert_nonnull (strstr (text, "LABEL4"));
  g_assert_null (strstr (text, "LABEL5"));
}

static GtkPrintUnixDialog *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++) {
    g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

    if (GTK_IS_PRINT_UNIX_DIALOG (window))
      return GTK_PRINT_UNIX_DIALOG (window);
  }
  return NULL;
}

static gboolean
has_selected (GtkPrintUnixDialog *dialog, const char *name)
{
  GtkPrinter *printer = gtk_print_unix_dialog_get_selected_printer (dialog);

  return printer != NULL && gtk_printer_has_details (printer) &&
         g_strcmp0 (gtk_printer_get_name (printer), name) == 0;
}

/* Chooses @printer and @range in the dialog, if given, and presses its button. */
static void
answer_dialog (const char *printer, GtkPageRange *range, const char *output_uri, int response)
{
  GtkPrintUnixDialog *dialog = NULL;
  g_autoptr (GtkPrintSettings) settings = NULL;

  sauda_test_wait_until ((dialog = find_dialog ()) != NULL);
  settings = gtk_print_unix_dialog_get_settings (dialog);
  gtk_print_settings_set_printer (settings, printer);
  gtk_print_settings_set (settings, GTK_PRINT_SETTINGS_OUTPUT_URI, output_uri);
  if (range != NULL) {
    gtk_print_settings_set_print_pages (settings, GTK_PRINT_PAGES_RANGES);
    gtk_print_settings_set_page_ranges (settings, range, 1);
  }
  gtk_print_unix_dialog_set_settings (dialog, settings);
  sauda_test_wait_until (has_selected (dialog, printer));
  gtk_dialog_response (GTK_DIALOG (dialog), response);
}

/* Lets the dialog ask for @path; it is answered meanwhile. */
static void
prepare (const char *path, GAsyncResult **result)
{
  SaudaPrintRequest request = { .path = path };

  sauda_print_prepare_async (&request, NULL, sauda_test_keep_result, result);
}

static SaudaPrintJob *
send_paper (SaudaPrintPaper *paper)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SaudaPrintJob *job = NULL;

  sauda_print_paper_send_async (paper, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  g_assert_true (sauda_print_paper_send_finish (paper, result, &job, &error));
  g_assert_no_error (error);
  return job;
}

static void
test_dialog (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = write_pdf (folder->path);
  g_autofree char *received = g_build_filename (print_fixture_get_printer_folder (), "out", "3.bin", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaPrintPaper) paper = NULL;
  g_autoptr (SaudaPrintJob) job = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *text = NULL;
  GtkPageRange range = { 4, 4 };

  prepare (path, &result);
  answer_dialog ("label", &range, NULL, GTK_RESPONSE_OK);
  sauda_test_wait_until (result != NULL);
  paper = sauda_print_prepare_finish (result, &error);
  g_assert_no_error (error);
  job = send_paper (paper);
  sentence = sauda_print_paper_describe (paper);
  g_assert_cmpstr (sentence, ==, "1 page is on its way to “label”.");
  g_assert_nonnull (job);
  sauda_test_wait_until (g_file_test (received, G_FILE_TEST_EXISTS));
  assert_page_size (received);
  text = run ("pdftotext", received);
  g_assert_nonnull (strstr (text, "LABEL5"));
  g_assert_null (strstr (text, "LABEL4"));
  sauda_test_wait_until (sauda_print_job_has_ended (job));
  g_assert_cmpint (sauda_print_job_get_outcome (job).end, ==, SAUDA_PRINT_END_PRINTED);
}

static void
test_dialog_closed (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = write_pdf (folder->path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  prepare (path, &result);
  answer_dialog ("label", NULL, NULL, GTK_RESPONSE_CANCEL);
  sauda_test_wait_until (result != NULL);
  g_assert_null (sauda_print_prepare_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* "Print to File" gives the very file. */
static void
test_to_file (SaudaTestFolder *folder, gconstpointer data)
{
  g_autofree char *path = write_pdf (folder->path);
  g_autofree char *copy = g_build_filename (folder->path, "copy.pdf", NULL);
  g_autofree char *uri = g_filename_to_uri (copy, NULL, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaPrintPaper) paper = NULL;
  g_autofree char *given = sauda_file_sha256 (path, NULL, NULL);
  g_autofree char *written = NULL;

  prepare (path, &result);
  answer_dialog ("Print to File", NULL, uri, GTK_RESPONSE_OK);
  sauda_test_wait_until (result != NULL);
  paper = sauda_print_prepare_finish (result, &error);
  g_assert_no_error (error);
  g_assert_true (sauda_print_paper_is_file (paper));
  g_assert_null (send_paper (paper));
  written = sauda_file_sha256 (copy, NULL, NULL);
  g_assert_cmpstr (written, ==, given);
}

/* The button of the line about printing that opens the file. */
static GtkWidget *
find_open (GtkWidget *bar)
{
  for (GtkWidget *child = gtk_widget_get_first_child (bar); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child) && gtk_widget_get_visible (child) &&
        g_strcmp0 (gtk_button_get_label (GTK_BUTTON (child)), "_Open") == 0)
      return child;
  return NULL;
}

/* Several groups go into the one file that was chosen, none over another. */
static void
test_groups_to_file (WorkspaceFixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_pdf (fixture->folder.path);
  g_autofree char *copy = g_build_filename (fixture->folder.path, "copy.pdf", NULL);
  g_autofree char *uri = g_filename_to_uri (copy, NULL, NULL);
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_item_free);
  g_autoptr (SaudaPrintRun) printing = NULL;
  g_autoptr (GtkWidget) bar = g_object_ref_sink (g_object_new (SAUDA_TYPE_PRINT_BAR, NULL));
  g_autofree char *text = NULL, *said = NULL, *file = NULL;

  for (guint i = 1; i <= 3; i += 2) {
    g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint));
    g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);

    g_array_append_val (pages, i);
    g_ptr_array_add (groups, sauda_print_item_new ("Group", path, pages, labels));
  }
  printing = sauda_print_run_new (fixture->workspace, NULL, groups,
                                  &(SaudaPrintOptions){ .kind = SAUDA_PRINT_KIND_WAYBILLS });
  sauda_print_run_start (printing);
  answer_dialog ("Print to File", NULL, uri, GTK_RESPONSE_OK);
  sauda_test_wait_until (sauda_print_run_get_state (printing) == SAUDA_PRINT_RUN_DONE);
  said = g_strdup_printf ("2 pages were written to the file %s.", copy);
  g_assert_cmpstr (sauda_print_run_get_sentence (printing), ==, said);
  file = sauda_print_run_get_file (printing);
  g_assert_cmpstr (file, ==, uri);
  sauda_print_bar_show (SAUDA_PRINT_BAR (bar), printing);
  g_assert_cmpstr (sauda_print_bar_get_text (SAUDA_PRINT_BAR (bar)), ==, said);
  g_assert_nonnull (find_open (bar));
  text = run ("pdftotext", copy);
  g_assert_nonnull (strstr (text, "LABEL2"));
  g_assert_nonnull (strstr (text, "LABEL4"));
  g_assert_null (strstr (text, "LABEL3"));
}

/* Never another printer: a name that is gone ends in an error. */
static void
test_no_printer (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (find ("invoices", &error));
  g_assert_error (error, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_NO_PRINTER);
}

int
main (int argc, char **argv)
{
  print_fixture_init (&argc, &argv);
  g_test_add_func ("/ui/print-job/no-printer", test_no_printer);
  g_test_add ("/ui/print-job/whole", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_whole,
              sauda_test_folder_tear_down);
  g_test_add ("/ui/print-job/part", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_part,
              sauda_test_folder_tear_down);
  g_test_add ("/ui/print-job/dialog", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_dialog,
              sauda_test_folder_tear_down);
  g_test_add ("/ui/print-job/dialog-closed", SaudaTestFolder, NULL, sauda_test_folder_set_up,
              test_dialog_closed, sauda_test_folder_tear_down);
  g_test_add ("/ui/print-job/to-file", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_to_file,
              sauda_test_folder_tear_down);
  g_test_add ("/ui/print-job/groups-to-file", WorkspaceFixture, NULL, workspace_fixture_set_up,
              test_groups_to_file, workspace_fixture_tear_down);
  return g_test_run ();
}
