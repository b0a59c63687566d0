#include "sauda-print-jobs-window.h"

#include "sauda-label-again.h"
#include "sauda-print-file.h"
#include "sauda-print-job-view.h"
#include "sauda-printers.h"
#include "sauda-time.h"
#include "sauda-ui-error.h"
#include "sauda-ui-toast.h"
#include "sauda-workspace-async.h"

#include <glib/gi18n-lib.h>

/* What was printed earlier is asked for at the command line. */
#define DAYS 14

struct _SaudaPrintJobsWindow {
  AdwWindow parent_instance;

  GtkStack *stack;         /* (unowned) (not nullable) */
  GtkListBox *list;        /* (unowned) (not nullable) as @records */
  GtkStack *view_stack;    /* (unowned) (not nullable) */
  SaudaPrintJobView *view; /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) after dispose */
  GPtrArray *records;        /* (owned) (nullable) (element-type SaudaPrintRecord) once loaded */
  gint64 shown;              /* job, 0 for none */
  char *reason;              /* (owned) (nullable) of what is printed again now */
  GPtrArray *wanted;         /* (owned) (nullable) (element-type SaudaPrintLabel) likewise */
  SaudaPrinters *printers;   /* (owned) (nullable) likewise */
  SaudaLabelAgain *again;    /* (owned) (nullable) likewise, until a run has it */
  GCancellable *cancellable; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaPrintJobsWindow, sauda_print_jobs_window, ADW_TYPE_WINDOW)

static gboolean
is_gone (SaudaPrintJobsWindow *self)
{
  return self->workspace == NULL;
}

/* --- one job --- */

static gpointer
get_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_print_queue_get (connection, *(gint64 *) data, error);
}

static void
on_job_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPrintJobsWindow) self = SAUDA_PRINT_JOBS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaPrintRecord) record = sauda_workspace_read_finish (source, result, &error);

  if (is_gone (self))
    return;
  if (record == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
    return;
  }
  if (record->id != self->shown)
    return;
  sauda_print_job_view_show (self->view, record);
  gtk_stack_set_visible_child_name (self->view_stack, "job");
}

static void
show_job (SaudaPrintJobsWindow *self, gint64 id)
{
  self->shown = id;
  sauda_workspace_read_async (self->workspace, get_work, g_memdup2 (&id, sizeof id), g_free,
                              (GDestroyNotify) sauda_print_record_free, self->cancellable, on_job_loaded,
                              g_object_ref (self));
}

static void
on_row_selected (GtkListBox *list, GtkListBoxRow *row, SaudaPrintJobsWindow *self)
{
  const SaudaPrintRecord *record = NULL;

  if (row == NULL || is_gone (self))
    return;
  record = g_ptr_array_index (self->records, (guint) gtk_list_box_row_get_index (row));
  show_job (self, record->id);
}

/* --- all jobs --- */

static void
add_row (SaudaPrintJobsWindow *self, const SaudaPrintRecord *record)
{
  static const char *const icons[] = { [SAUDA_PRINT_WAITING] = "content-loading-symbolic",
                                       [SAUDA_PRINT_SENT] = "printer-symbolic",
                                       [SAUDA_PRINT_CONFIRMED] = "emblem-ok-symbolic",
                                       [SAUDA_PRINT_STOPPED] = "dialog-warning-symbolic",
                                       [SAUDA_PRINT_FAILED] = "dialog-error-symbolic" };
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_markup_escape_text (record->title, -1);
  g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (record->created_ms));
  g_autofree char *time = sauda_time_format_clock (record->created_ms);
  g_autofree char *text =
    g_strdup_printf ("%s %s · %s · %u/%u", day, time, sauda_print_state_get_title (record->state),
                     record->n_confirmed, record->n_labels);
  g_autofree char *subtitle = g_markup_escape_text (text, -1);
  GtkWidget *icon = gtk_image_new_from_icon_name (icons[record->state]);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_accessible_update_state (GTK_ACCESSIBLE (icon), GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_append (self->list, row);
}

static void
select_shown (SaudaPrintJobsWindow *self)
{
  for (guint i = 0; i < self->records->len; i++) {
    const SaudaPrintRecord *record = g_ptr_array_index (self->records, i);

    if (self->shown != 0 && record->id != self->shown)
      continue;
    gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, (int) i));
    return;
  }
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPrintJobsWindow) self = SAUDA_PRINT_JOBS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  GPtrArray *records = sauda_workspace_read_finish (source, result, &error);
  GtkWidget *row = NULL;

  if (is_gone (self) || records == NULL) {
    g_clear_pointer (&records, g_ptr_array_unref);
    if (!is_gone (self))
      sauda_ui_show_error (GTK_WIDGET (self->stack), error);
    return;
  }
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  self->records = records;
  for (guint i = 0; i < records->len; i++)
    add_row (self, g_ptr_array_index (records, i));
  gtk_stack_set_visible_child_name (self->stack, records->len > 0 ? "jobs" : "empty");
  select_shown (self);
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_print_queue_list (connection, *(gint64 *) data, error);
}

static void
load (SaudaPrintJobsWindow *self)
{
  gint64 since = sauda_day_time_ms (sauda_workspace_get_today (self->workspace) - DAYS, 0, 0);

  sauda_workspace_read_async (self->workspace, list_work, g_memdup2 (&since, sizeof since), g_free,
                              (GDestroyNotify) g_ptr_array_unref, self->cancellable, on_loaded,
                              g_object_ref (self));
}

/* --- what a person says --- */

typedef struct {
  gint64 id;
  guint printed;
  gint64 now_ms;
} Said;

static gpointer
confirm_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const Said *said = data;

  return GINT_TO_POINTER (
    sauda_print_queue_confirm (connection, said->id, said->printed, said->now_ms, error));
}

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPrintJobsWindow) self = SAUDA_PRINT_JOBS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  gboolean done = sauda_workspace_write_finish (source, result, &error) != NULL;

  if (is_gone (self))
    return;
  if (!done)
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
  sauda_workspace_emit_labels_changed (self->workspace);
  load (self);
}

static void
on_confirm (SaudaPrintJobsWindow *self, guint printed)
{
  Said said = { self->shown, printed, 0 };

  said.now_ms = sauda_workspace_get_now (self->workspace);
  sauda_workspace_write_async (self->workspace, confirm_work, g_memdup2 (&said, sizeof said), g_free, NULL,
                               NULL, on_confirmed, g_object_ref (self));
}

/* --- again --- */

static void
end_again (SaudaPrintJobsWindow *self)
{
  g_clear_pointer (&self->again, sauda_label_again_free);
  sauda_print_job_view_set_busy (self->view, FALSE);
  load (self);
}

static void
on_run_changed (SaudaPrintRun *run, SaudaPrintJobsWindow *self)
{
  SaudaPrintRunState state = sauda_print_run_get_state (run);

  if (is_gone (self) || state == SAUDA_PRINT_RUN_SENDING || state == SAUDA_PRINT_RUN_PAUSED)
    return;
  if (state == SAUDA_PRINT_RUN_FAILED)
    sauda_ui_show_error (GTK_WIDGET (self->stack), sauda_print_run_get_error (run));
  else if (state == SAUDA_PRINT_RUN_DONE)
    sauda_print_file_tell (GTK_WIDGET (self->stack), run);
  self->shown = sauda_print_run_get_last_job (run) != 0 ? sauda_print_run_get_last_job (run) : self->shown;
  end_again (self);
}

static const SaudaPrinterProfile *
get_waybill_printer (SaudaPrintJobsWindow *self)
{
  return sauda_printers_get_for (self->printers, SAUDA_PRINT_KIND_WAYBILLS);
}

/* Each label is a page of the file that was written for it. */
static void
print_again (SaudaPrintJobsWindow *self)
{
  g_autoptr (GArray) pages = g_array_new (FALSE, FALSE, sizeof (guint));
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_item_free);
  const SaudaPrintOptions options = { .kind = SAUDA_PRINT_KIND_WAYBILLS,
                                      .profile = get_waybill_printer (self),
                                      .reason = *self->reason != '\0' ? self->reason : NULL };
  g_autoptr (SaudaPrintRun) run = NULL;

  for (guint page = 0; page < self->again->labels->len; page++)
    g_array_append_val (pages, page);
  g_ptr_array_add (items,
                   sauda_print_item_new (_ ("Labels again"), self->again->path, pages, self->again->labels));
  run = sauda_print_run_new (self->workspace, GTK_WINDOW (self), items, &options);
  /* the file goes with the run, which may outlive this window */
  g_object_set_data_full (G_OBJECT (run), "labels", g_steal_pointer (&self->again),
                          (GDestroyNotify) sauda_label_again_free);
  g_signal_connect_object (run, "changed", G_CALLBACK (on_run_changed), self, 0);
  sauda_print_run_start (run);
}

static void
on_again_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPrintJobsWindow) self = SAUDA_PRINT_JOBS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaLabelAgain *again = sauda_label_again_finish (result, &error);

  if (is_gone (self)) {
    g_clear_pointer (&again, sauda_label_again_free);
    return;
  }
  self->again = again;
  if (again == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
    end_again (self);
    return;
  }
  if (again->problems->len > 0)
    sauda_ui_show_text (GTK_WIDGET (self->stack), g_ptr_array_index (again->problems, 0));
  print_again (self);
}

/* Marked as the printer's switch says. */
static void
write_again (SaudaPrintJobsWindow *self)
{
  const SaudaPrinterProfile *profile = get_waybill_printer (self);

  sauda_label_again_async (self->workspace, self->wanted, profile == NULL || profile->stamp,
                           self->cancellable, on_again_written, g_object_ref (self));
}

static void
on_printers_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPrintJobsWindow) self = SAUDA_PRINT_JOBS_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaPrinters *printers = sauda_workspace_read_finish (source, result, &error);

  if (is_gone (self)) {
    g_clear_pointer (&printers, sauda_printers_free);
    return;
  }
  g_clear_pointer (&self->printers, sauda_printers_free);
  self->printers = printers;
  if (printers != NULL) {
    write_again (self);
    return;
  }
  sauda_ui_show_error (GTK_WIDGET (self->stack), error);
  end_again (self);
}

static gpointer
load_printers_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_printers_load (connection, error);
}

static void
on_again (SaudaPrintJobsWindow *self, GPtrArray *labels, const char *reason)
{
  g_free (self->reason);
  self->reason = g_strdup (reason);
  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  self->wanted = g_ptr_array_ref (labels);
  sauda_print_job_view_set_busy (self->view, TRUE);
  sauda_workspace_read_async (self->workspace, load_printers_work, NULL, NULL,
                              (GDestroyNotify) sauda_printers_free, self->cancellable, on_printers_loaded,
                              g_object_ref (self));
}

static void
sauda_print_jobs_window_dispose (GObject *object)
{
  SaudaPrintJobsWindow *self = SAUDA_PRINT_JOBS_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_print_jobs_window_parent_class)->dispose (object);
}

static void
sauda_print_jobs_window_finalize (GObject *object)
{
  SaudaPrintJobsWindow *self = SAUDA_PRINT_JOBS_WINDOW (object);

  g_clear_pointer (&self->wanted, g_ptr_array_unref);
  g_clear_pointer (&self->printers, sauda_printers_free);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->again, sauda_label_again_free);
  g_free (self->reason);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_print_jobs_window_parent_class)->finalize (object);
}

static void
sauda_print_jobs_window_class_init (SaudaPrintJobsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_print_jobs_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_print_jobs_window_finalize;
  g_type_ensure (SAUDA_TYPE_PRINT_JOB_VIEW);
  sauda_print_file_install (widget_class);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/print/sauda-print-jobs-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobsWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobsWindow, view_stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaPrintJobsWindow, view);
  gtk_widget_class_bind_template_callback (widget_class, on_row_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_print_jobs_window_init (SaudaPrintJobsWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_print_jobs_window_new:
 * @parent: (nullable): the window that asks
 * @workspace: whose jobs
 *
 * Returns: (transfer none): a window that shows them
 */
SaudaPrintJobsWindow *
sauda_print_jobs_window_new (GtkWindow *parent, SaudaWorkspace *workspace)
{
  SaudaPrintJobsWindow *self = g_object_new (SAUDA_TYPE_PRINT_JOBS_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  load (self);
  return self;
}

/**
 * sauda_print_jobs_window_get_n_jobs:
 * @self: the window
 *
 * Returns: jobs that are listed, 0 until they are loaded
 */
guint
sauda_print_jobs_window_get_n_jobs (SaudaPrintJobsWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_PRINT_JOBS_WINDOW (self), 0);
  return self->records != NULL ? self->records->len : 0;
}
