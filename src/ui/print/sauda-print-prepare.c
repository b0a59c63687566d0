#include "sauda-compat.h"
#include "sauda-print-error.h"
#include "sauda-print-paper-private.h"
#include "sauda-print-settings.h"
#include "sauda-printer-finder.h"

#include <glib/gi18n-lib.h>

/* The way from "Print" to pages that are ready: look at the file, ask how, find the printer, warn of other
 * paper, put the chosen pages together. */
typedef struct {
  GtkWindow *parent;            /* (owned) (nullable) */
  char *path;                   /* (owned) (not nullable) */
  char *title;                  /* (owned) (nullable) */
  SaudaPrinterProfile *profile; /* (owned) (nullable) */
  GArray *wanted;               /* (owned) (nullable) (element-type guint) pages that were asked for */
  guint copies;
  SaudaPrintPaper *like;        /* (owned) (nullable) */
  SaudaPrintDocument *document; /* (owned) (nullable) once read */
  GtkWidget *dialog;            /* (owned) (nullable) while it is open */
  gulong cancelled;             /* handler of the cancellable while the dialog is open */
  SaudaPrintPaper *paper;       /* (owned) (not nullable) */
} Preparation;

static void
preparation_free (gpointer data)
{
  Preparation *preparation = data;

  g_clear_object (&preparation->parent);
  g_free (preparation->path);
  g_free (preparation->title);
  g_clear_pointer (&preparation->profile, sauda_printer_profile_free);
  g_clear_pointer (&preparation->wanted, g_array_unref);
  g_clear_object (&preparation->like);
  g_clear_pointer (&preparation->document, sauda_print_document_free);
  g_object_unref (preparation->paper);
  g_free (preparation);
}

static void
return_cancelled (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("Nothing was printed."));
}

static void
on_pages_taken (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Preparation *preparation = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  preparation->paper->document = sauda_print_document_take_finish (result, &error);
  if (preparation->paper->document != NULL)
    g_task_return_pointer (task, g_object_ref (preparation->paper), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
take_pages (GTask *task)
{
  Preparation *preparation = g_task_get_task_data (task);
  SaudaPrintOffset offset = { 0, 0 };

  if (preparation->profile != NULL) {
    offset.right = preparation->profile->offset_x;
    offset.down = preparation->profile->offset_y;
  }
  sauda_print_document_take_async (preparation->document, preparation->paper->pages, &offset,
                                   g_task_get_cancellable (task), on_pages_taken, g_object_ref (task));
}

static void
on_paper_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Preparation *preparation = g_task_get_task_data (task);

  if (!sauda_compat_confirm_finish (result, NULL)) {
    return_cancelled (task);
    return;
  }
  preparation->paper->other_paper = TRUE;
  take_pages (task);
}

/* Says it when the pages are not of the size of the paper; at 100 % they would be cut off or lie anywhere. */
static void
check_paper (GTask *task)
{
  Preparation *preparation = g_task_get_task_data (task);
  SaudaPrintPaper *paper = preparation->paper;
  SaudaPrintDocument *document = preparation->document;
  g_autofree char *body = NULL;
  SaudaCompatQuestion question = { .heading = _ ("Print on Other Paper?"), .accept = _ ("_Print Anyway") };

  if (paper->other_paper ||
      (!document->mixed && sauda_print_page_setup_fits (paper->setup, document->width, document->height))) {
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
                          gtk_page_setup_get_paper_width (paper->setup, GTK_UNIT_MM),
                          gtk_page_setup_get_paper_height (paper->setup, GTK_UNIT_MM));
  question.body = body;
  sauda_compat_confirm_async (preparation->parent, &question, g_task_get_cancellable (task),
                              on_paper_answered, g_object_ref (task));
}

static void
on_printer_found (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Preparation *preparation = g_task_get_task_data (task);
  SaudaPrintPaper *paper = preparation->paper;
  g_autoptr (GError) error = NULL;
  GtkPageSetup *chosen = NULL;
  GList *papers = NULL;

  g_clear_object (&paper->printer);
  paper->printer = sauda_printer_find_finish (result, &error);
  if (paper->printer == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  papers = gtk_printer_list_papers (paper->printer);
  chosen = sauda_print_page_setup_choose (paper->setup, papers);
  g_list_free_full (papers, g_object_unref);
  g_set_object (&paper->setup, chosen);
  g_object_unref (chosen);
  gtk_print_settings_set_paper_size (paper->settings, gtk_page_setup_get_paper_size (paper->setup));
  check_paper (task);
}

/* A file keeps the pages as they are, in the one format they have. */
static void
check_output_file (GTask *task)
{
  SaudaPrintPaper *paper = ((Preparation *) g_task_get_task_data (task))->paper;
  const char *format = gtk_print_settings_get (paper->settings, GTK_PRINT_SETTINGS_OUTPUT_FILE_FORMAT);

  if (gtk_print_settings_get (paper->settings, GTK_PRINT_SETTINGS_OUTPUT_URI) == NULL)
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

/* What was chosen in the dialog, of the pages that were asked for. */
static GArray *
choose_pages (Preparation *preparation, GError **error)
{
  GArray *wanted = preparation->wanted;
  guint count = wanted != NULL ? wanted->len : preparation->document->n_pages;
  GArray *pages = sauda_print_settings_finish (preparation->paper->settings, count, error);

  for (guint i = 0; wanted != NULL && pages != NULL && i < pages->len; i++)
    g_array_index (pages, guint, i) = g_array_index (wanted, guint, g_array_index (pages, guint, i));
  return pages;
}

static void
go_on (GTask *task)
{
  Preparation *preparation = g_task_get_task_data (task);
  SaudaPrintPaper *paper = preparation->paper;
  g_autoptr (GError) error = NULL;

  paper->pages = choose_pages (preparation, &error);
  if (paper->pages == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (paper->portal != NULL)
    check_paper (task);
  else if (paper->printer != NULL && gtk_printer_is_virtual (paper->printer))
    check_output_file (task);
  else
    sauda_printer_find_async (paper->printer != NULL ? gtk_printer_get_name (paper->printer)
                                                     : preparation->profile->queue,
                              g_task_get_cancellable (task), on_printer_found, g_object_ref (task));
}

static void
on_dialog_response (GtkPrintUnixDialog *dialog, int response, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Preparation *preparation = g_task_get_task_data (task);
  GtkPrinter *printer = gtk_print_unix_dialog_get_selected_printer (dialog);
  gboolean accepted = response == GTK_RESPONSE_OK && printer != NULL;

  g_clear_signal_handler (&preparation->cancelled, g_task_get_cancellable (task));
  if (accepted) {
    g_set_object (&preparation->paper->printer, printer);
    preparation->paper->settings = gtk_print_unix_dialog_get_settings (dialog);
    preparation->paper->setup = gtk_page_setup_copy (gtk_print_unix_dialog_get_page_setup (dialog));
  }
  g_clear_object (&preparation->dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
  if (accepted)
    go_on (task);
  else
    return_cancelled (task);
}

static void
on_dialog_cancelled (GCancellable *cancellable, gpointer dialog)
{
  gtk_window_close (GTK_WINDOW (dialog));
}

static void
show_dialog (GTask *task, GtkPrintSettings *settings, GtkPageSetup *setup)
{
  Preparation *preparation = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GtkPrintUnixDialog *dialog = NULL;

  preparation->dialog =
    g_object_ref_sink (gtk_print_unix_dialog_new (_ ("Print Labels"), preparation->parent));
  dialog = GTK_PRINT_UNIX_DIALOG (preparation->dialog);
  gtk_print_unix_dialog_set_manual_capabilities (dialog, GTK_PRINT_CAPABILITY_GENERATE_PDF);
  gtk_print_unix_dialog_set_embed_page_setup (dialog, TRUE);
  gtk_print_unix_dialog_set_settings (dialog, settings);
  gtk_print_unix_dialog_set_page_setup (dialog, setup);
  gtk_window_set_modal (GTK_WINDOW (dialog), TRUE);
  if (cancellable != NULL)
    preparation->cancelled =
      g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_dialog_cancelled), dialog, 0);
  g_signal_connect (dialog, "response", G_CALLBACK (on_dialog_response), g_object_ref (task));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_portal_answered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  SaudaPrintPaper *paper = ((Preparation *) g_task_get_task_data (task))->paper;
  g_autoptr (GtkPageSetup) setup = NULL;
  g_autoptr (GError) error = NULL;

  paper->portal = sauda_print_portal_ask_finish (result, &paper->settings, &setup, &error);
  if (paper->portal == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (setup != NULL)
    g_set_object (&paper->setup, setup);
  go_on (task);
}

/* What every print begins with: the paper of the printer, or that of labels. */
static GtkPageSetup *
create_setup (const SaudaPrinterProfile *profile)
{
  return profile != NULL ? sauda_print_page_setup_new (profile->paper_width, profile->paper_height)
                         : sauda_print_page_setup_new (SAUDA_PRINTER_LABEL_WIDTH, SAUDA_PRINTER_LABEL_HEIGHT);
}

static void
choose_printer (GTask *task)
{
  Preparation *preparation = g_task_get_task_data (task);
  SaudaPrintPaper *paper = preparation->paper;
  gboolean has_queue = preparation->profile != NULL && *preparation->profile->queue != '\0';
  g_autoptr (GtkPageSetup) setup = create_setup (preparation->profile);
  g_autoptr (GtkPrintSettings) settings = sauda_print_settings_new ();

  gtk_print_settings_set_paper_size (settings, gtk_page_setup_get_paper_size (setup));
  gtk_print_settings_set_n_copies (settings, (int) MAX (preparation->copies, 1));
  if (preparation->like != NULL && preparation->like->printer != NULL) {
    paper->printer = g_object_ref (preparation->like->printer);
    paper->settings = gtk_print_settings_copy (preparation->like->settings);
    paper->setup = gtk_page_setup_copy (preparation->like->setup);
    paper->other_paper = preparation->like->other_paper;
    go_on (task);
  } else if (sauda_print_portal_is_needed (has_queue)) {
    paper->setup = g_object_ref (setup);
    sauda_print_portal_ask_async (preparation->parent, preparation->document, setup, settings,
                                  g_task_get_cancellable (task), on_portal_answered, g_object_ref (task));
  } else if (has_queue) {
    paper->settings = g_steal_pointer (&settings);
    paper->setup = g_steal_pointer (&setup);
    go_on (task);
  } else {
    show_dialog (task, settings, setup);
  }
}

static void
on_document_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  Preparation *preparation = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  preparation->document = sauda_print_document_open_finish (result, &error);
  if (preparation->document == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  if (preparation->title != NULL) {
    g_free (preparation->document->title);
    preparation->document->title = g_strdup (preparation->title);
  }
  preparation->paper->title = g_strdup (preparation->document->title);
  for (guint i = 0; preparation->wanted != NULL && i < preparation->wanted->len; i++) {
    if (g_array_index (preparation->wanted, guint, i) < preparation->document->n_pages)
      continue;
    g_task_return_new_error (
      task, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_PAGES, "%s",
      _ ("The file has changed since it was shown. Group the labels again, then print."));
    return;
  }
  choose_printer (task);
}

/**
 * sauda_print_prepare_async:
 * @request: what is to be printed; copied
 * @cancellable: (nullable): takes dialogs back
 * @callback: called when the pages are ready
 * @user_data: data of @callback
 *
 * Chooses a printer and puts the pages together, at exactly their size. A printer with a queue is not asked
 * for; its name is checked, since GTK prints elsewhere without a word when it is gone. Inside a Flatpak the
 * desktop's own dialog asks.
 */
void
sauda_print_prepare_async (const SaudaPrintRequest *request,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Preparation *preparation = g_new0 (Preparation, 1);

  g_task_set_source_tag (task, sauda_print_prepare_async);
  g_set_object (&preparation->parent, request->parent);
  preparation->path = g_strdup (request->path);
  preparation->title = g_strdup (request->title);
  preparation->profile = request->profile != NULL ? sauda_printer_profile_copy (request->profile) : NULL;
  preparation->wanted = request->pages != NULL ? g_array_ref (request->pages) : NULL;
  preparation->copies = request->copies;
  g_set_object (&preparation->like, request->like);
  preparation->paper = sauda_print_paper_new ();
  g_task_set_task_data (task, preparation, preparation_free);
  sauda_print_document_open_async (request->path, cancellable, on_document_open, g_object_ref (task));
}

/**
 * sauda_print_prepare_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): pages to send; %NULL with #SaudaPrintError, an error of the labels
 * room, or with `G_IO_ERROR_CANCELLED` when a dialog was closed
 */
SaudaPrintPaper *
sauda_print_prepare_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_print_prepare_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
