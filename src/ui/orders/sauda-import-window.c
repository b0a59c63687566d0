#include "sauda-import-progress.h"
#include "sauda-import-window-private.h"
#include "sauda-stores.h"
#include "sauda-ui-error.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (SaudaImportWindow, sauda_import_window, ADW_TYPE_WINDOW)

/* Where nobody stands, or stands only because there was nothing else. */
static gboolean
is_free (SaudaImportWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus == NULL || focus == GTK_WIDGET (self->close_button) ||
         focus == GTK_WIDGET (self->import_button) || focus == GTK_WIDGET (self->spinner);
}

/* Return must not stop what was only just begun, so the wheel has the focus while it turns. */
static void
set_busy (SaudaImportWindow *self, gboolean busy)
{
  gboolean free = is_free (self);

  /* Before the stack takes it along to whatever comes first in the report. */
  if (free && !busy)
    gtk_widget_grab_focus (GTK_WIDGET (self->close_button));
  gtk_widget_set_visible (GTK_WIDGET (self->progress), FALSE);
  self->busy = busy;
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_stack_set_visible_child_name (self->stack, busy ? "busy" : "report");
  if (free && busy)
    gtk_widget_grab_focus (GTK_WIDGET (self->spinner));
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), !busy);
}

/* Whoever went on already stays there. */
static void
offer (SaudaImportWindow *self, GtkButton *button)
{
  if (is_free (self))
    gtk_widget_grab_focus (GTK_WIDGET (button));
}

static void
show_failure (SaudaImportWindow *self, const GError *error)
{
  SaudaImportResult result = { .name = (char *) _ ("Import"), .failed = TRUE };
  g_autofree char *text = sauda_ui_describe_error (error);

  result.summary = text;
  sauda_import_window_show_only (self, &result);
  gtk_widget_set_visible (self->problems_box, FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->import_button), FALSE);
}

/* What a catalogue says of a stop is the whole truth only where nothing came in before it. */
static void
show_stopped (SaudaImportWindow *self, const GError *error)
{
  GPtrArray *results = self->report != NULL ? self->report->results : NULL;
  gboolean alone = results != NULL && results->len == 1 &&
                   ((const SaudaImportResult *) g_ptr_array_index (results, 0))->catalogue;
  g_autofree char *text = alone ? g_strdup (error->message) : sauda_ui_describe_error (error);
  const SaudaImportResult result = { .name = (char *) _ ("Stopped"), .summary = text };

  sauda_import_window_show_only (self, &result);
  adw_window_title_set_title (self->title, _ ("Stopped"));
  gtk_button_set_label (self->close_button, _ ("_Close"));
  gtk_widget_set_visible (self->problems_box, FALSE);
  gtk_widget_set_visible (self->store_group, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->import_button), FALSE);
}

/* While files come in a close stops that, and the window stays to say so; at other times nothing is lost. */
static gboolean
on_close_request (SaudaImportWindow *self)
{
  g_cancellable_cancel (self->writing != NULL ? self->writing : self->cancellable);
  return self->writing != NULL;
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaImportWindow) self = SAUDA_IMPORT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  SaudaImportReport *report = sauda_import_run_finish (SAUDA_IMPORT (source), result, &error);
  gboolean stopped = self->writing != NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  g_clear_object (&self->writing);
  if (g_cancellable_is_cancelled (self->cancellable)) {
    sauda_import_report_free (report);
    return;
  }
  set_busy (self, FALSE);
  if (stopped) {
    show_stopped (self, error);
    offer (self, self->close_button);
    return;
  }
  if (report == NULL) {
    show_failure (self, error);
    offer (self, self->close_button);
    return;
  }
  g_clear_pointer (&self->report, sauda_import_report_free);
  self->report = report;
  self->done = !report->preview;
  sauda_import_window_show_report (self);
  /* Return is a yes as soon as there is something to say it to. */
  offer (self, !self->done && report->importable > 0 ? self->import_button : self->close_button);
}

/* Reads the files, and takes them in unless it is a preview. */
void
sauda_import_window_run (SaudaImportWindow *self, gboolean preview)
{
  guint store = gtk_drop_down_get_selected (self->store);

  sauda_import_set_store (self->import, store > 0 && store != GTK_INVALID_LIST_POSITION
                                          ? gtk_string_list_get_string (self->stores, store)
                                          : NULL);
  adw_window_title_set_title (self->title, preview ? _ ("Reading Files") : _ ("Importing"));
  set_busy (self, TRUE);
  self->writing = preview ? NULL : g_cancellable_new ();
  sauda_import_run_async (self->import, preview, preview ? self->cancellable : self->writing, on_run,
                          g_object_ref (self));
}

static void
on_import (SaudaImportWindow *self)
{
  sauda_import_window_accept (self);
}

static void
on_choice (SaudaImportWindow *self)
{
  if (self->import != NULL && !self->busy && !self->done)
    sauda_import_window_run (self, TRUE);
}

static void
on_copy (SaudaImportWindow *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->report->problems->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (self->report->problems, i));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text->str);
}

static void
on_stores_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaImportWindow) self = SAUDA_IMPORT_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) stores =
    sauda_stores_list_finish (sauda_workspace_get_database (self->workspace), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  for (guint i = 0; stores != NULL && i < stores->len; i++)
    gtk_string_list_append (self->stores, ((const SaudaStoreInfo *) g_ptr_array_index (stores, i))->name);
}

static void
sauda_import_window_dispose (GObject *object)
{
  SaudaImportWindow *self = SAUDA_IMPORT_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->writing != NULL)
    g_cancellable_cancel (self->writing);
  g_clear_object (&self->import);
  G_OBJECT_CLASS (sauda_import_window_parent_class)->dispose (object);
}

static void
sauda_import_window_finalize (GObject *object)
{
  SaudaImportWindow *self = SAUDA_IMPORT_WINDOW (object);

  g_clear_object (&self->workspace);
  g_object_unref (self->cancellable);
  g_clear_object (&self->writing);
  g_clear_pointer (&self->report, sauda_import_report_free);
  g_free (self->chosen);
  G_OBJECT_CLASS (sauda_import_window_parent_class)->finalize (object);
}

static void
sauda_import_window_class_init (SaudaImportWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_import_window_dispose;
  object_class->finalize = sauda_import_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/orders/sauda-import-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, close_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, import_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, store);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, stores);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, store_group);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, results);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, problems);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, problems_box);
  gtk_widget_class_bind_template_child (widget_class, SaudaImportWindow, problems_title);
  gtk_widget_class_bind_template_callback (widget_class, on_import);
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_close_request);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_import_window_init (SaudaImportWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_import_window_new:
 * @parent: (nullable): the window that asks
 * @workspace: where the files come in
 * @files: (element-type GFile): files and folders
 *
 * Returns: (transfer none): a window to present, which reads the files at once and writes nothing before a
 * yes
 */
SaudaImportWindow *
sauda_import_window_new (GtkWindow *parent, SaudaWorkspace *workspace, GListModel *files)
{
  SaudaImportWindow *self =
    g_object_new (SAUDA_TYPE_IMPORT_WINDOW, "transient-for", parent, "modal", parent != NULL, NULL);

  self->workspace = g_object_ref (workspace);
  self->import = sauda_import_new (workspace, files);
  sauda_import_set_progress (self->import, sauda_import_progress_show, self->progress);
  sauda_stores_list_async (sauda_workspace_get_database (workspace), self->cancellable, on_stores_listed,
                           g_object_ref (self));
  sauda_import_window_run (self, TRUE);
  return self;
}

/**
 * sauda_import_window_is_busy:
 * @self: the window
 *
 * Returns: whether files are being read
 */
gboolean
sauda_import_window_is_busy (SaudaImportWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_IMPORT_WINDOW (self), FALSE);
  return self->busy;
}

/**
 * sauda_import_window_is_done:
 * @self: the window
 *
 * Returns: whether the files came in
 */
gboolean
sauda_import_window_is_done (SaudaImportWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_IMPORT_WINDOW (self), FALSE);
  return self->done;
}

/**
 * sauda_import_window_accept:
 * @self: the window, which has read the files
 *
 * Imports them, as the button does.
 */
void
sauda_import_window_accept (SaudaImportWindow *self)
{
  g_return_if_fail (SAUDA_IS_IMPORT_WINDOW (self));
  if (!self->busy && !self->done)
    sauda_import_window_run (self, FALSE);
}
