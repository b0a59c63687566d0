#include "sauda-print-job.h"

#include "sauda-print-error.h"

#include <glib/gi18n-lib.h>

struct _SaudaPrintJob {
  GObject parent_instance;

  GtkPrintJob *job; /* (owned) (not nullable) */
  char *printer;    /* (owned) (not nullable) name */
  gboolean ended;
};

G_DEFINE_FINAL_TYPE (SaudaPrintJob, sauda_print_job, G_TYPE_OBJECT)

static guint ended_signal;

static void
on_status_changed (SaudaPrintJob *self)
{
  GtkPrintStatus status = gtk_print_job_get_status (self->job);

  if (self->ended || (status != GTK_PRINT_STATUS_FINISHED && status != GTK_PRINT_STATUS_FINISHED_ABORTED))
    return;
  self->ended = TRUE;
  g_signal_emit (self, ended_signal, 0, status == GTK_PRINT_STATUS_FINISHED);
}

static void
on_sent (GtkPrintJob *job, gpointer user_data, const GError *error)
{
  GTask *task = G_TASK (user_data);

  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_FAILED,
                             _ ("The printer “%s” did not take the job: %s. Nothing was printed; try again."),
                             SAUDA_PRINT_JOB (g_task_get_source_object (task))->printer, error->message);
}

static void
sauda_print_job_finalize (GObject *object)
{
  SaudaPrintJob *self = SAUDA_PRINT_JOB (object);

  g_clear_object (&self->job);
  g_free (self->printer);
  G_OBJECT_CLASS (sauda_print_job_parent_class)->finalize (object);
}

static void
sauda_print_job_class_init (SaudaPrintJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_print_job_finalize;
  ended_signal = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
sauda_print_job_init (SaudaPrintJob *self)
{
}

/**
 * sauda_print_job_new:
 * @printer: where to print, as sauda_printer_find_async() found it
 * @settings: as sauda_print_settings_finish() left them
 * @page_setup: the paper
 * @title: what the queue shows
 *
 * Returns: (transfer full): a job that is not sent yet
 */
SaudaPrintJob *
sauda_print_job_new (GtkPrinter *printer,
                     GtkPrintSettings *settings,
                     GtkPageSetup *page_setup,
                     const char *title)
{
  SaudaPrintJob *self = g_object_new (SAUDA_TYPE_PRINT_JOB, NULL);

  self->job = gtk_print_job_new (title, printer, settings, page_setup);
  self->printer = g_strdup (gtk_printer_get_name (printer));
  gtk_print_job_set_track_print_status (self->job, TRUE);
  g_signal_connect_object (self->job, "status-changed", G_CALLBACK (on_status_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * sauda_print_job_send_async:
 * @self: a new job
 * @pdf_path: the file to print
 * @callback: called when the queue has the whole file, or refused it
 * @user_data: data of @callback
 *
 * Hands the PDF itself to the queue. Once begun it cannot be taken back here; the queue can.
 */
void
sauda_print_job_send_async (SaudaPrintJob *self,
                            const char *pdf_path,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (GError) error = NULL;

  g_return_if_fail (SAUDA_IS_PRINT_JOB (self));

  g_task_set_source_tag (task, sauda_print_job_send_async);
  if (!gtk_print_job_set_source_file (self->job, pdf_path, &error)) {
    g_autofree char *name = g_path_get_basename (pdf_path);

    g_task_return_new_error (task, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_FILE,
                             _ ("“%s” cannot be read any more. Group the labels again, then print."), name);
    return;
  }
  gtk_print_job_send (self->job, on_sent, g_steal_pointer (&task), g_object_unref);
}

/**
 * sauda_print_job_send_finish:
 * @self: a job
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether the queue has the job; %FALSE with #SAUDA_PRINT_ERROR_FILE or #SAUDA_PRINT_ERROR_FAILED
 */
gboolean
sauda_print_job_send_finish (SaudaPrintJob *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sauda_print_job_get_printer_name:
 * @self: a job
 *
 * Returns: (transfer none): the name of its printer
 */
const char *
sauda_print_job_get_printer_name (SaudaPrintJob *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_JOB (self), NULL);
  return self->printer;
}

/**
 * sauda_print_job_get_status:
 * @self: a job
 *
 * Returns: what the printing system last said about it
 */
GtkPrintStatus
sauda_print_job_get_status (SaudaPrintJob *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_JOB (self), GTK_PRINT_STATUS_INITIAL);
  return gtk_print_job_get_status (self->job);
}

/**
 * sauda_print_job_has_ended:
 * @self: a job
 *
 * Returns: whether the printing system is done with it
 */
gboolean
sauda_print_job_has_ended (SaudaPrintJob *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_JOB (self), FALSE);
  return self->ended;
}
