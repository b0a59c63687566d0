#include "sauda-print-job.h"

#include "sauda-print-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Between two looks at a job of which GTK says that it is over, and the printer that it is not. */
#define LOOK_AGAIN_SECONDS 2
/* GTK cuts the names of jobs off at 255 bytes, and a job is found by its name. */
#define NAME_BYTES 200

struct _SaudaPrintJob {
  GObject parent_instance;

  GtkPrintJob *job; /* (owned) (not nullable) */
  char *printer;    /* (owned) (not nullable) name */
  char *name;       /* (owned) (not nullable) what the queue shows, and no other job of the day */
  guint n_pages;    /* with all copies */
  gboolean ended;
  SaudaPrintOutcome outcome; /* once ended */
};

G_DEFINE_FINAL_TYPE (SaudaPrintJob, sauda_print_job, G_TYPE_OBJECT)

static guint ended_signal;

static void look (SaudaPrintJob *self);

static gboolean
look_again (gpointer user_data)
{
  look (SAUDA_PRINT_JOB (user_data));
  return G_SOURCE_REMOVE;
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPrintJob) self = SAUDA_PRINT_JOB (user_data);
  g_autofree SaudaPrintOutcome *outcome = g_task_propagate_pointer (G_TASK (result), NULL);

  if (outcome->end == SAUDA_PRINT_END_GOING_ON) {
    g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, LOOK_AGAIN_SECONDS, look_again, g_object_ref (self),
                                g_object_unref);
    return;
  }
  self->outcome = *outcome;
  self->ended = TRUE;
  g_signal_emit (self, ended_signal, 0);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const SaudaPrintJob *self = task_data; /* these fields do not change */
  SaudaPrintOutcome outcome = sauda_print_outcome_read (self->printer, self->name, self->n_pages);

  g_task_return_pointer (task, g_memdup2 (&outcome, sizeof outcome), g_free);
}

static void
look (SaudaPrintJob *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_looked, g_object_ref (self));

  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, look_in_thread);
}

/* GTK calls a job finished too whose state it could not read, so the printer is asked. */
static void
on_status_changed (SaudaPrintJob *self)
{
  GtkPrintStatus status = gtk_print_job_get_status (self->job);

  if (status != GTK_PRINT_STATUS_FINISHED && status != GTK_PRINT_STATUS_FINISHED_ABORTED)
    return;
  g_signal_handlers_disconnect_by_func (self->job, on_status_changed, self);
  look (self);
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
  g_free (self->name);
  G_OBJECT_CLASS (sauda_print_job_parent_class)->finalize (object);
}

static void
sauda_print_job_class_init (SaudaPrintJobClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_print_job_finalize;
  ended_signal =
    g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sauda_print_job_init (SaudaPrintJob *self)
{
}

/* The time makes the name one of its kind, for people in front of the queue as well. */
static char *
make_name (const char *title)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%H:%M:%S");
  g_autofree char *name = g_strdup_printf ("%s %s", time, title);

  return g_utf8_substring (name, 0, g_utf8_strlen (name, MIN ((gssize) strlen (name), NAME_BYTES)));
}

/* Copies are asked of the printer: newer GTK leaves them to whoever draws the pages. */
static void
ask_for_copies (GtkPrintSettings *settings)
{
  g_autofree char *copies = g_strdup_printf ("%d", MAX (gtk_print_settings_get_n_copies (settings), 1));

  gtk_print_settings_set (settings, "cups-copies", copies);
}

/**
 * sauda_print_job_new:
 * @printer: where to print, as sauda_printer_find_async() found it
 * @settings: as sauda_print_settings_finish() left them
 * @page_setup: the paper
 * @title: what the queue shows, behind the time
 * @n_pages: pages of the file
 *
 * Returns: (transfer full): a job that is not sent yet
 */
SaudaPrintJob *
sauda_print_job_new (GtkPrinter *printer,
                     GtkPrintSettings *settings,
                     GtkPageSetup *page_setup,
                     const char *title,
                     guint n_pages)
{
  SaudaPrintJob *self = g_object_new (SAUDA_TYPE_PRINT_JOB, NULL);
  g_autoptr (GtkPrintSettings) own = gtk_print_settings_copy (settings);

  ask_for_copies (own);
  self->name = make_name (title);
  self->n_pages = n_pages * (guint) MAX (gtk_print_settings_get_n_copies (settings), 1);
  self->job = gtk_print_job_new (self->name, printer, own, page_setup);
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
 * sauda_print_job_has_ended:
 * @self: a job
 *
 * Returns: whether it is over
 */
gboolean
sauda_print_job_has_ended (SaudaPrintJob *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_JOB (self), FALSE);
  return self->ended;
}

/**
 * sauda_print_job_get_outcome:
 * @self: a job
 *
 * Returns: what became of it; %SAUDA_PRINT_END_UNKNOWN before it has ended
 */
SaudaPrintOutcome
sauda_print_job_get_outcome (SaudaPrintJob *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_JOB (self), (SaudaPrintOutcome){ 0 });
  return self->outcome;
}
