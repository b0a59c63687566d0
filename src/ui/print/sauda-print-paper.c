#include "sauda-print-paper.h"

#include "sauda-print-error.h"
#include "sauda-print-paper-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (SaudaPrintPaper, sauda_print_paper, G_TYPE_OBJECT)

static void
on_job_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (sauda_print_job_send_finish (SAUDA_PRINT_JOB (source), result, &error))
    g_task_return_pointer (task, g_object_ref (source), g_object_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
send_job (SaudaPrintPaper *self, GTask *task)
{
  g_autoptr (SaudaPrintJob) job =
    sauda_print_job_new (self->printer, self->settings, self->setup, self->title, self->pages->len);

  sauda_print_job_send_async (job, self->document->path, on_job_sent, g_object_ref (task));
}

static void
on_file_copied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (g_file_copy_finish (G_FILE (source), result, &error))
    g_task_return_pointer (task, NULL, NULL);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_new_error (task, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_FILE,
                             _ ("The file could not be written: %s. Choose another folder."), error->message);
}

/* "Print to File": the file gets the very pages, nothing passes through a printer's hands. */
static void
write_file (SaudaPrintPaper *self, GTask *task)
{
  g_autoptr (GFile) from = g_file_new_for_path (self->document->path);
  g_autoptr (GFile) to =
    g_file_new_for_uri (gtk_print_settings_get (self->settings, GTK_PRINT_SETTINGS_OUTPUT_URI));

  g_file_copy_async (from, to, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), NULL,
                     NULL, on_file_copied, g_object_ref (task));
}

static void
on_portal_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (sauda_print_portal_send_finish (result, &error))
    g_task_return_pointer (task, NULL, NULL);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
sauda_print_paper_finalize (GObject *object)
{
  SaudaPrintPaper *self = SAUDA_PRINT_PAPER (object);

  g_clear_pointer (&self->document, sauda_print_document_free);
  g_clear_pointer (&self->pages, g_array_unref);
  g_clear_pointer (&self->portal, sauda_print_portal_free);
  g_clear_object (&self->printer);
  g_clear_object (&self->settings);
  g_clear_object (&self->setup);
  g_free (self->title);
  G_OBJECT_CLASS (sauda_print_paper_parent_class)->finalize (object);
}

static void
sauda_print_paper_class_init (SaudaPrintPaperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_print_paper_finalize;
}

static void
sauda_print_paper_init (SaudaPrintPaper *self)
{
}

/**
 * sauda_print_paper_new: (skip)
 *
 * Returns: (transfer full): nothing to print yet
 */
SaudaPrintPaper *
sauda_print_paper_new (void)
{
  return g_object_new (SAUDA_TYPE_PRINT_PAPER, NULL);
}

/**
 * sauda_print_paper_get_pages:
 * @self: pages that are ready
 *
 * Returns: (transfer none) (element-type guint): which pages of the file they are, from 0, as they come out
 */
GArray *
sauda_print_paper_get_pages (SaudaPrintPaper *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_PAPER (self), NULL);
  return self->pages;
}

/**
 * sauda_print_paper_get_copies:
 * @self: pages that are ready
 *
 * Returns: copies of each
 */
guint
sauda_print_paper_get_copies (SaudaPrintPaper *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_PAPER (self), 1);
  return (guint) MAX (gtk_print_settings_get_n_copies (self->settings), 1);
}

/**
 * sauda_print_paper_get_printer_name:
 * @self: pages that are ready
 *
 * Returns: (transfer none): the name of the queue; what stands for it when the desktop prints
 */
const char *
sauda_print_paper_get_printer_name (SaudaPrintPaper *self)
{
  const char *chosen = NULL;

  g_return_val_if_fail (SAUDA_IS_PRINT_PAPER (self), NULL);

  if (self->printer != NULL)
    return gtk_printer_get_name (self->printer);
  chosen = gtk_print_settings_get_printer (self->settings);
  return chosen != NULL ? chosen : _ ("the desktop’s printer");
}

/**
 * sauda_print_paper_is_file:
 * @self: pages that are ready
 *
 * Returns: whether they go into a file instead of a printer
 */
gboolean
sauda_print_paper_is_file (SaudaPrintPaper *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_PAPER (self), FALSE);
  return self->printer != NULL && gtk_printer_is_virtual (self->printer);
}

/**
 * sauda_print_paper_get_file:
 * @self: pages that are ready
 *
 * Returns: (transfer full) (nullable): the address of the file that they go into; %NULL for a printer
 */
char *
sauda_print_paper_get_file (SaudaPrintPaper *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_PAPER (self), NULL);
  return sauda_print_paper_is_file (self)
           ? g_strdup (gtk_print_settings_get (self->settings, GTK_PRINT_SETTINGS_OUTPUT_URI))
           : NULL;
}

/**
 * sauda_print_paper_describe:
 * @self: pages that were sent
 *
 * Returns: (transfer full): a sentence: what went where
 */
char *
sauda_print_paper_describe (SaudaPrintPaper *self)
{
  guint pages = self->pages->len;
  guint copies = sauda_print_paper_get_copies (self);
  const char *printer = sauda_print_paper_get_printer_name (self);
  g_autofree char *uri = sauda_print_paper_get_file (self);

  if (uri != NULL) {
    g_autoptr (GFile) file = g_file_new_for_uri (uri);
    g_autofree char *place = g_file_get_parse_name (file);

    return g_strdup_printf (
      ngettext ("%u page was written to the file %s.", "%u pages were written to the file %s.", pages), pages,
      place);
  }
  if (copies > 1)
    return g_strdup_printf (ngettext ("%u page is on its way to “%s”, %u copies of it.",
                                      "%u pages are on their way to “%s”, %u copies of each.", pages),
                            pages, printer, copies);
  return g_strdup_printf (
    ngettext ("%u page is on its way to “%s”.", "%u pages are on their way to “%s”.", pages), pages, printer);
}

/**
 * sauda_print_paper_send_async:
 * @self: pages that are ready
 * @cancellable: (nullable): to stop; what a printer already has goes on
 * @callback: called when the printing system has them, or the file is written
 * @user_data: data of @callback
 *
 * Hands the PDF itself over: nothing is drawn again and nothing is scaled.
 */
void
sauda_print_paper_send_async (SaudaPrintPaper *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (SAUDA_IS_PRINT_PAPER (self));

  g_task_set_source_tag (task, sauda_print_paper_send_async);
  if (self->portal != NULL)
    sauda_print_portal_send_async (self->portal, self->document, cancellable, on_portal_sent,
                                   g_object_ref (task));
  else if (sauda_print_paper_is_file (self))
    write_file (self, task);
  else
    send_job (self, task);
}

/**
 * sauda_print_paper_send_finish:
 * @self: pages that are ready
 * @result: what the callback got
 * @job: (out) (optional) (nullable) (transfer full): the job, to follow until the printer is done with it;
 * %NULL when it went to a file or through the portal
 * @error: return location for an error
 *
 * Returns: whether they are on their way; %FALSE with #SaudaPrintError or `G_IO_ERROR_CANCELLED`
 */
gboolean
sauda_print_paper_send_finish (SaudaPrintPaper *self,
                               GAsyncResult *result,
                               SaudaPrintJob **job,
                               GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (SaudaPrintJob) sent = NULL;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  sent = g_task_propagate_pointer (G_TASK (result), &local);
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  if (job != NULL)
    *job = g_steal_pointer (&sent);
  return TRUE;
}
