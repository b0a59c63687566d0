#include "sauda-stock-import-window.h"

#include "sauda-impact-list.h"
#include "sauda-stock-files.h"
#include "sauda-stock-work.h"
#include "sauda-ui-error.h"

#include <glib/gi18n-lib.h>

#define SHOWN_PROBLEMS 200

struct _SaudaStockImportWindow {
  AdwWindow parent_instance;

  GtkLabel *about;        /* (unowned) (not nullable) */
  GtkSpinner *spinner;    /* (unowned) (not nullable) */
  SaudaImpactList *list;  /* (unowned) (not nullable) */
  GtkLabel *problems;     /* (unowned) (not nullable) */
  GtkWidget *problem_box; /* (unowned) (not nullable) */
  GtkLabel *complaint;    /* (unowned) (not nullable) */
  GtkWidget *apply;       /* (unowned) (not nullable) */

  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  char *path;                /* (owned) (not nullable) */
  GCancellable *cancellable; /* (owned) (not nullable) */
  gboolean ready;
};

G_DEFINE_FINAL_TYPE (SaudaStockImportWindow, sauda_stock_import_window, ADW_TYPE_WINDOW)

static guint done_signal;

typedef struct {
  char *path; /* (owned) (not nullable) */
  gboolean preview;
  gint64 now_ms;
} Request;

static void
request_free (gpointer data)
{
  g_free (((Request *) data)->path);
  g_free (data);
}

static void
import_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  SaudaStockFile *file =
    sauda_stock_files_import (sauda_workspace_get_database (source), request->path, request->preview,
                              SAUDA_STOCK_WHO, request->now_ms, cancellable, &error);

  if (file != NULL)
    g_task_return_pointer (task, file, (GDestroyNotify) sauda_stock_file_free);
  else
    g_task_return_error (task, error);
}

static void
complain (SaudaStockImportWindow *self, const GError *error)
{
  g_autofree char *text = sauda_ui_describe_error (error);

  gtk_label_set_label (self->complaint, text);
  gtk_widget_set_visible (GTK_WIDGET (self->complaint), TRUE);
}

static void
show_problems (SaudaStockImportWindow *self, GPtrArray *problems)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (problems->len, SHOWN_PROBLEMS); i++) {
    const SaudaCatalogProblem *problem = g_ptr_array_index (problems, i);

    g_string_append (text, i > 0 ? "\n" : "");
    g_string_append_printf (text, _ ("row %u, %s “%s”: %s"), problem->row, problem->column, problem->value,
                            problem->reason);
  }
  gtk_label_set_label (self->problems, text->str);
  gtk_widget_set_visible (self->problem_box, problems->len > 0);
}

static void
show_file (SaudaStockImportWindow *self, const SaudaStockFile *file)
{
  g_autofree char *counts = g_strdup_printf (_ ("Rows %u: changed %u, same %u, refused %u."), file->rows,
                                             file->changed, file->same, file->refused);

  gtk_label_set_label (self->about, counts);
  sauda_impact_list_show (self->list, file->outcome->impacts);
  show_problems (self, file->problems);
  self->ready = TRUE;
  gtk_widget_set_sensitive (self->apply, file->changed > 0);
}

static void start (SaudaStockImportWindow *self, gboolean preview);

static void
on_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaStockImportWindow) self = SAUDA_STOCK_IMPORT_WINDOW (user_data);
  const Request *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaStockFile) file = g_task_propagate_pointer (G_TASK (result), &error);

  if (file != NULL && !request->preview) {
    g_autofree char *text = sauda_impact_list_describe (file->outcome->impacts);

    g_signal_emit (self, done_signal, 0, file->outcome->batch_id, text);
  }
  if (self->workspace == NULL)
    return;
  gtk_spinner_stop (self->spinner);
  if (file == NULL)
    complain (self, error);
  else if (request->preview)
    show_file (self, file);
  else
    gtk_window_close (GTK_WINDOW (self));
}

static void
start (SaudaStockImportWindow *self, gboolean preview)
{
  g_autoptr (GTask) task = g_task_new (self->workspace, self->cancellable, on_imported, g_object_ref (self));
  Request *request = g_new0 (Request, 1);

  request->path = g_strdup (self->path);
  request->preview = preview;
  request->now_ms = sauda_workspace_get_now (self->workspace);
  g_task_set_task_data (task, request, request_free);
  /* What was written is told, even if the window was closed meanwhile. */
  g_task_set_check_cancellable (task, preview);
  gtk_widget_set_sensitive (self->apply, FALSE);
  gtk_spinner_start (self->spinner);
  g_task_run_in_thread (task, import_in_thread);
}

static void
on_apply (SaudaStockImportWindow *self)
{
  start (self, FALSE);
}

static void
sauda_stock_import_window_dispose (GObject *object)
{
  SaudaStockImportWindow *self = SAUDA_STOCK_IMPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_stock_import_window_parent_class)->dispose (object);
}

static void
sauda_stock_import_window_finalize (GObject *object)
{
  SaudaStockImportWindow *self = SAUDA_STOCK_IMPORT_WINDOW (object);

  g_free (self->path);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_stock_import_window_parent_class)->finalize (object);
}

static void
sauda_stock_import_window_class_init (SaudaStockImportWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sauda_stock_import_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sauda_stock_import_window_finalize;
  done_signal = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                              G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_STRING);
  g_type_ensure (SAUDA_TYPE_IMPACT_LIST);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/sauda/Sauda/ui/stock/sauda-stock-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaStockImportWindow, about);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockImportWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockImportWindow, list);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockImportWindow, problems);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockImportWindow, problem_box);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockImportWindow, complaint);
  gtk_widget_class_bind_template_child (widget_class, SaudaStockImportWindow, apply);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_stock_import_window_init (SaudaStockImportWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_stock_import_window_new:
 * @parent: (nullable): the window in front of which it stands
 * @workspace: an open data folder
 * @path: a CSV or XLSX file with stock
 *
 * Returns: (transfer none): the window, not yet shown
 */
SaudaStockImportWindow *
sauda_stock_import_window_new (GtkWindow *parent, SaudaWorkspace *workspace, const char *path)
{
  SaudaStockImportWindow *self = g_object_new (SAUDA_TYPE_STOCK_IMPORT_WINDOW, "transient-for", parent, NULL);
  g_autofree char *name = g_path_get_basename (path);

  self->workspace = g_object_ref (workspace);
  self->path = g_strdup (path);
  gtk_window_set_title (GTK_WINDOW (self), name);
  start (self, TRUE);
  return self;
}

/**
 * sauda_stock_import_window_is_ready:
 * @self: the window
 *
 * Returns: whether it shows what the file would do
 */
gboolean
sauda_stock_import_window_is_ready (SaudaStockImportWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_STOCK_IMPORT_WINDOW (self), FALSE);
  return self->ready;
}
