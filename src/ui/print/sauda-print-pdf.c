#include "sauda-print-pdf.h"

#include "sauda-compat.h"
#include "sauda-print-document.h"
#include "sauda-print-error.h"
#include "sauda-print-portal.h"
#include "sauda-print-settings.h"
#include "sauda-printer-finder.h"

#include <glib/gi18n-lib.h>

/* The way of one press of "Print": look at the file, ask how, find the printer, warn of other paper, take the
 * chosen pages, send. */
typedef struct {
  GtkWindow *parent;            /* (owned) (nullable) */
  char *path;                   /* (owned) (not nullable) */
  SaudaPrintDocument *document; /* (owned) (nullable) once read */
  SaudaPrintDocument *paper;    /* (owned) (nullable) once the pages are chosen */
  GtkWidget *dialog;            /* (owned) (nullable) while it is open */
  gulong cancelled;             /* handler of the cancellable while the dialog is open */
  GtkPrintSettings *settings;   /* (owned) (nullable) once chosen */
  GtkPageSetup *setup;          /* (owned) (nullable) once chosen */
  GArray *pages;                /* (owned) (nullable) (element-type guint) once chosen */
  GtkPrinter *printer;          /* (owned) (nullable) once found */
  SaudaPrintJob *job;           /* (owned) (nullable) once sent */
} PrintPdf;

static void
print_pdf_free (gpointer data)
{
  PrintPdf *print = data;

  g_clear_object (&print->parent);
  g_free (print->path);
  g_clear_pointer (&print->document, sauda_print_document_free);
  g_clear_pointer (&print->paper, sauda_print_document_free);
  g_clear_object (&print->settings);
  g_clear_object (&print->setup);
  g_clear_pointer (&print->pages, g_array_unref);
  g_clear_object (&print->printer);
  g_clear_object (&print->job);
  g_free (print);
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PrintPdf *print = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  guint pages = print->pages->len;
  int copies = gtk_print_settings_get_n_copies (print->settings);
  const char *printer = gtk_printer_get_name (print->printer);

  if (!sauda_print_job_send_finish (print->job, result, &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (copies > 1)
    g_task_return_pointer (
      task,
      g_strdup_printf (ngettext ("%u page is on its way to “%s”, %d copies of it.",
                                 "%u pages are on their way to “%s”, %d copies of each.", pages),
                       pages, printer, copies),
      g_free);
  else
    g_task_return_pointer (task,
                           g_strdup_printf (ngettext ("%u page is on its way to “%s”.",
                                                      "%u pages are on their way to “%s”.", pages),
                                            pages, printer),
                           g_free);
}

static void
send_job (GTask *task)
{
  PrintPdf *print = g_task_get_task_data (task);

  print->job = sauda_print_job_new (print->printer, print->settings, print->setup, print->document->title);
  sauda_print_job_send_async (print->job, print->paper->path, on_sent, g_object_ref (task));
}

static void
on_file_copied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PrintPdf *print = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  guint pages = print->pages->len;

  if (g_file_copy_finish (G_FILE (source), result, &error))
    g_task_return_pointer (
      task,
      g_strdup_printf (
        ngettext ("%u page was written to the file.", "%u pages were written to the file.", pages), pages),
      g_free);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_FILE,
                             _ ("The file could not be written: %s. Choose another folder."), error->message);
}

/* "Print to File": the file gets the very pages, nothing passes through a printer's hands. */
static void
write_file (GTask *task)
{
  PrintPdf *print = g_task_get_task_data (task);
  g_autoptr (GFile) from = g_file_new_for_path (print->paper->path);
  g_autoptr (GFile) to =
    g_file_new_for_uri (gtk_print_settings_get (print->settings, GTK_PRINT_SETTINGS_OUTPUT_URI));

  g_file_copy_async (from, to, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), NULL,
                     NULL, on_file_copied, g_object_ref (task));
}

static void
on_pages_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PrintPdf *print = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  print->paper = sauda_print_document_take_finish (result, &error);
  if (print->paper == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (gtk_printer_is_virtual (print->printer))
    write_file (task);
  else
    send_job (task);
}

static void
take_pages (GTask *task)
{
  PrintPdf *print = g_task_get_task_data (task);

  sauda_print_document_take_async (print->document, print->pages, g_task_get_cancellable (task),
                                   on_pages_taken, g_object_ref (task));
}

static void
on_paper_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (sauda_compat_confirm_finish (result, &error))
    take_pages (task);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("Nothing was printed."));
}

/* Says it when the pages are not of the size of the paper; at 100 % they would be cut off or lie anywhere. */
static void
check_paper (GTask *task)
{
  PrintPdf *print = g_task_get_task_data (task);
  SaudaPrintDocument *document = print->document;
  g_autofree char *body = NULL;
  SaudaCompatQuestion question = { .heading = _ ("Print on Other Paper?"), .accept = _ ("_Print Anyway") };

  if (!document->mixed && sauda_print_page_setup_fits (print->setup, document->width, document->height)) {
    take_pages (task);
    return;
  }
  body = g_strdup_printf (document->mixed ? _ ("Not all pages have the same size: the first one is %.0f × "
                                               "%.0f mm, the paper is %.0f × %.0f mm. Pages are "
                                               "never scaled, so larger ones are cut off.")
                                          : _ ("The pages are %.0f × %.0f mm, the paper is %.0f × %.0f mm. "
                                               "Pages are never scaled: what does not fit is "
                                               "cut off."),
                          document->width, document->height,
                          gtk_page_setup_get_paper_width (print->setup, GTK_UNIT_MM),
                          gtk_page_setup_get_paper_height (print->setup, GTK_UNIT_MM));
  question.body = body;
  sauda_compat_confirm_async (print->parent, &question, g_task_get_cancellable (task), on_paper_answered,
                              g_object_ref (task));
}

static void
on_printer_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PrintPdf *print = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GtkPageSetup *chosen = NULL;
  GList *papers = NULL;

  g_clear_object (&print->printer);
  print->printer = sauda_printer_find_finish (result, &error);
  if (print->printer == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  papers = gtk_printer_list_papers (print->printer);
  chosen = sauda_print_page_setup_choose (print->setup, papers);
  g_list_free_full (papers, g_object_unref);
  g_set_object (&print->setup, chosen);
  g_object_unref (chosen);
  check_paper (task);
}

/* A file keeps the pages as they are, in the one format they have. */
static void
check_output_file (GTask *task)
{
  PrintPdf *print = g_task_get_task_data (task);
  const char *format = gtk_print_settings_get (print->settings, GTK_PRINT_SETTINGS_OUTPUT_FILE_FORMAT);

  if (gtk_print_settings_get (print->settings, GTK_PRINT_SETTINGS_OUTPUT_URI) == NULL)
    g_task_return_new_error (task, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_NO_PRINTER, "%s",
                             _ ("This is no real printer. Choose one of your printers, or “Print to File”."));
  else if (format != NULL && g_ascii_strcasecmp (format, "pdf") != 0)
    g_task_return_new_error (
      task, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_FORMAT, "%s",
      _ ("Labels are kept as PDF only, so that no line of a barcode moves. Choose PDF as the "
         "output format."));
  else
    take_pages (task);
}

static void
go_on (GTask *task)
{
  PrintPdf *print = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  print->pages = sauda_print_settings_finish (print->settings, print->document->n_pages, &error);
  if (print->pages == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (gtk_printer_is_virtual (print->printer))
    check_output_file (task);
  else
    sauda_printer_find_async (gtk_printer_get_name (print->printer), g_task_get_cancellable (task),
                              on_printer_found, g_object_ref (task));
}

static void
on_dialog_response (GtkPrintUnixDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PrintPdf *print = g_task_get_task_data (task);
  GtkPrinter *printer = gtk_print_unix_dialog_get_selected_printer (dialog);
  gboolean accepted = response == GTK_RESPONSE_OK && printer != NULL;

  g_clear_signal_handler (&print->cancelled, g_task_get_cancellable (task));
  if (accepted) {
    g_set_object (&print->printer, printer);
    print->settings = gtk_print_unix_dialog_get_settings (dialog);
    print->setup = gtk_page_setup_copy (gtk_print_unix_dialog_get_page_setup (dialog));
  }
  g_clear_object (&print->dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  if (accepted)
    go_on (task);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("Nothing was printed."));
}

static void
on_dialog_cancelled (GCancellable *cancellable, gpointer dialog)
{
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
show_dialog (GTask *task)
{
  PrintPdf *print = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GtkPrintSettings) settings = sauda_print_settings_new ();
  g_autoptr (GtkPageSetup) setup =
    sauda_print_page_setup_new (SAUDA_PRINT_LABEL_WIDTH, SAUDA_PRINT_LABEL_HEIGHT);
  GtkPrintUnixDialog *dialog = NULL;

  print->dialog = g_object_ref_sink (gtk_print_unix_dialog_new (_ ("Print Labels"), print->parent));
  dialog = GTK_PRINT_UNIX_DIALOG (print->dialog);
  gtk_print_unix_dialog_set_manual_capabilities (dialog, GTK_PRINT_CAPABILITY_GENERATE_PDF);
  gtk_print_unix_dialog_set_embed_page_setup (dialog, TRUE);
  gtk_print_unix_dialog_set_settings (dialog, settings);
  gtk_print_unix_dialog_set_page_setup (dialog, setup);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  if (cancellable != NULL)
    print->cancelled =
      g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_dialog_cancelled), dialog, 0);
  g_signal_connect (dialog, "response", G_CALLBACK (on_dialog_response), g_object_ref (task));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_portal_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  guint pages = 0;

  if (sauda_print_portal_send_finish (result, &pages, &error))
    g_task_return_pointer (task,
                           g_strdup_printf (ngettext ("%u page is on its way to the printer.",
                                                      "%u pages are on their way to the printer.", pages),
                                            pages),
                           g_free);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
on_document_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  PrintPdf *print = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  print->document = sauda_print_document_open_finish (result, &error);
  if (print->document == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (sauda_print_portal_is_needed ())
    sauda_print_portal_send_async (print->parent, print->document, g_task_get_cancellable (task),
                                   on_portal_sent, g_object_ref (task));
  else
    show_dialog (task);
}

/**
 * sauda_print_pdf_async:
 * @parent: (nullable): the window that asks
 * @pdf_path: the file to print; it must stay until the callback
 * @cancellable: (nullable): takes the dialog back; what a printer already has goes on
 * @callback: called when the queue has the job
 * @user_data: data of @callback
 *
 * Asks for a printer and hands it the very PDF: nothing is drawn again and nothing is scaled. The paper is
 * 100 x 150 mm to begin with. Inside a Flatpak the desktop's own dialog asks.
 */
void
sauda_print_pdf_async (GtkWindow *parent,
                       const char *pdf_path,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  PrintPdf *print = g_new0 (PrintPdf, 1);

  g_task_set_source_tag (task, sauda_print_pdf_async);
  print->parent = parent != NULL ? g_object_ref (parent) : NULL;
  print->path = g_strdup (pdf_path);
  g_task_set_task_data (task, print, print_pdf_free);
  sauda_print_document_open_async (pdf_path, cancellable, on_document_open, g_object_ref (task));
}

/**
 * sauda_print_pdf_finish:
 * @result: what the callback got
 * @job: (out) (optional) (nullable) (transfer full): the job, to follow until the printer is done with it;
 * %NULL when it went to a file or through the portal
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a sentence: what went where; %NULL with #SaudaPrintError, or with
 * `G_IO_ERROR_CANCELLED` when the dialog was closed
 */
char *
sauda_print_pdf_finish (GAsyncResult *result, SaudaPrintJob **job, GError **error)
{
  PrintPdf *print = g_task_get_task_data (G_TASK (result));
  char *sentence = NULL;

  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_print_pdf_async), NULL);
  sentence = g_task_propagate_pointer (G_TASK (result), error);
  if (job != NULL)
    *job = sentence != NULL && print->job != NULL ? g_object_ref (print->job) : NULL;
  return sentence;
}
