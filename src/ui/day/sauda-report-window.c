#include "sauda-report-window.h"

#include "sauda-compat.h"
#include "sauda-packer-view.h"
#include "sauda-rehearsal-window.h"
#include "sauda-report.h"
#include "sauda-ui-label.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

/* A screen shows so many; the saved report has all. */
#define SHOWN_ROWS 60

struct _SaudaReportWindow {
  AdwWindow parent_instance;

  AdwWindowTitle *title;     /* (unowned) (not nullable) */
  GtkWidget *after;          /* (unowned) (not nullable) */
  GtkWidget *save;           /* (unowned) (not nullable) */
  GtkBox *sections;          /* (unowned) (not nullable) */
  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  SaudaReport *report;       /* (owned) (nullable) until loaded */
  GCancellable *cancellable; /* (owned) (not nullable) */
  SaudaDay day;
};

G_DEFINE_FINAL_TYPE (SaudaReportWindow, sauda_report_window, ADW_TYPE_WINDOW)

typedef struct {
  SaudaDay day;
  char *path; /* (owned) (nullable) where it is written */
} Request;

static void
request_free (gpointer data)
{
  Request *request = data;

  g_free (request->path);
  g_free (request);
}

static GtkWidget *
create_label (const char *text, const char *css_class)
{
  GtkWidget *label = sauda_ui_label_new (text, css_class);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 44);
  gtk_label_set_selectable (GTK_LABEL (label), css_class == NULL);
  return label;
}

static void
add_column (GtkGrid *grid, const SaudaReportSection *section, guint column, guint rows)
{
  gtk_grid_attach (grid, create_label (sauda_report_get_column (section, column), "dim-label"), (int) column,
                   0, 1, 1);
  for (guint i = 0; i < rows; i++) {
    g_autofree char *text = sauda_report_dup_text (section, i, column);
    g_autofree char *shown = sauda_packer_view_show_text (text);

    gtk_grid_attach (grid, create_label (shown, NULL), (int) column, (int) i + 1, 1, 1);
  }
}

/* The orders that a table counts are shown in the window behind. */
static void
on_show (GtkButton *button, SaudaReportWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  const SaudaReportSection *section = g_object_get_data (G_OBJECT (button), "section");
  g_autoptr (GVariant) target = NULL;
  g_autofree char *name = NULL;

  if (parent != NULL && g_action_parse_detailed_name (section->action, &name, &target, NULL))
    gtk_widget_activate_action_variant (GTK_WIDGET (parent), name, target);
  gtk_window_close (GTK_WINDOW (self));
}

static void
add_button (SaudaReportWindow *self, const SaudaReportSection *section)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Show _These Orders"));

  gtk_widget_set_halign (button, GTK_ALIGN_START);
  g_object_set_data (G_OBJECT (button), "section", (gpointer) section);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_show), self, 0);
  gtk_box_append (self->sections, button);
}

static void
add_section (SaudaReportWindow *self, const SaudaReportSection *section)
{
  GtkWidget *grid = gtk_grid_new ();
  guint shown = MIN (section->rows->len, SHOWN_ROWS);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  for (guint k = 0; k < section->columns->len; k++)
    if (!sauda_packer_view_is_on () || !sauda_report_has_money (section, k))
      add_column (GTK_GRID (grid), section, k, shown);
  gtk_box_append (self->sections, create_label (section->title, "title-4"));
  gtk_box_append (self->sections, grid);
  /* The orders are as they are now, so that only today's can be shown. */
  if (section->action != NULL && self->day == sauda_workspace_get_today (self->workspace))
    add_button (self, section);
  if (shown < section->rows->len) {
    g_autofree char *more = g_strdup_printf (
      ngettext ("and %u more", "and %u more", section->rows->len - shown), section->rows->len - shown);

    gtk_box_append (self->sections, create_label (more, "dim-label"));
  }
}

static void
show_report (SaudaReportWindow *self)
{
  g_autofree char *counts = NULL;
  GtkWidget *child;

  if (self->report == NULL)
    return;
  counts = sauda_report_describe_counts (self->report);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))) != NULL)
    gtk_box_remove (self->sections, child);
  adw_window_title_set_title (self->title, self->report->title);
  adw_window_title_set_subtitle (self->title, counts);
  for (guint i = 0; i < self->report->sections->len; i++) {
    const SaudaReportSection *section = g_ptr_array_index (self->report->sections, i);

    if (section->rows->len > 0)
      add_section (self, section);
  }
  /* What is saved has the sums. */
  gtk_widget_set_sensitive (self->save, !sauda_packer_view_is_on ());
  gtk_widget_set_sensitive (self->after, self->day < sauda_workspace_get_today (self->workspace));
}

static void
work_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;
  SaudaReport *report = sauda_report_build (source, request->day, &error);

  if (report != NULL && request->path != NULL && !sauda_report_write (report, request->path, &error))
    g_clear_pointer (&report, sauda_report_free);
  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) sauda_report_free);
  else
    g_task_return_error (task, error);
}

static void
on_built (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaReportWindow) self = SAUDA_REPORT_WINDOW (user_data);
  const Request *request = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  SaudaReport *report = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_cancellable_is_cancelled (self->cancellable)) {
    g_clear_pointer (&report, sauda_report_free);
    return;
  }
  if (report == NULL) {
    sauda_ui_show_error (GTK_WIDGET (self->sections), error);
    gtk_widget_set_sensitive (self->save, self->report != NULL && !sauda_packer_view_is_on ());
    return;
  }
  g_clear_pointer (&self->report, sauda_report_free);
  self->report = report;
  show_report (self);
  if (request->path != NULL)
    sauda_ui_show_text (GTK_WIDGET (self->sections), _ ("The report is saved."));
}

static void
build (SaudaReportWindow *self, const char *path)
{
  g_autoptr (GTask) task = g_task_new (self->workspace, self->cancellable, on_built, g_object_ref (self));
  Request *request = g_new0 (Request, 1);

  request->day = self->day;
  request->path = g_strdup (path);
  g_task_set_task_data (task, request, request_free);
  gtk_widget_set_sensitive (self->save, FALSE);
  g_task_run_in_thread (task, work_in_thread);
}

static void
on_save_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaReportWindow) self = SAUDA_REPORT_WINDOW (user_data);
  g_autoptr (GFile) file = sauda_compat_save_file_finish (result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL && !g_cancellable_is_cancelled (self->cancellable))
    build (self, path);
}

static void
on_save (SaudaReportWindow *self)
{
  g_autofree char *day = sauda_day_format_iso (self->day);
  g_autofree char *name = g_strdup_printf ("sauda-%s.xlsx", day);

  sauda_compat_save_file_async (GTK_WINDOW (self), _ ("Save the Report"), name, self->cancellable,
                                on_save_chosen, g_object_ref (self));
}

static void
on_rehearse (SaudaReportWindow *self)
{
  gtk_window_present (
    GTK_WINDOW (sauda_rehearsal_window_new (GTK_WINDOW (self), self->workspace, self->day)));
}

static void
on_before (SaudaReportWindow *self)
{
  self->day--;
  build (self, NULL);
}

static void
on_after (SaudaReportWindow *self)
{
  self->day++;
  build (self, NULL);
}

static void
sauda_report_window_dispose (GObject *object)
{
  g_cancellable_cancel (SAUDA_REPORT_WINDOW (object)->cancellable);
  G_OBJECT_CLASS (sauda_report_window_parent_class)->dispose (object);
}

static void
sauda_report_window_finalize (GObject *object)
{
  SaudaReportWindow *self = SAUDA_REPORT_WINDOW (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->report, sauda_report_free);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_report_window_parent_class)->finalize (object);
}

static void
sauda_report_window_class_init (SaudaReportWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_report_window_dispose;
  object_class->finalize = sauda_report_window_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/day/sauda-report-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaReportWindow, title);
  gtk_widget_class_bind_template_child (widget_class, SaudaReportWindow, after);
  gtk_widget_class_bind_template_child (widget_class, SaudaReportWindow, save);
  gtk_widget_class_bind_template_child (widget_class, SaudaReportWindow, sections);
  gtk_widget_class_bind_template_callback (widget_class, on_rehearse);
  gtk_widget_class_bind_template_callback (widget_class, on_before);
  gtk_widget_class_bind_template_callback (widget_class, on_after);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
sauda_report_window_init (SaudaReportWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (sauda_packer_view_get (), "notify::on", G_CALLBACK (show_report), self,
                           G_CONNECT_SWAPPED);
}

/**
 * sauda_report_window_new:
 * @parent: (nullable): the window that asks
 * @workspace: an open data folder
 *
 * Returns: (transfer none): a window to present, with the report of today
 */
SaudaReportWindow *
sauda_report_window_new (GtkWindow *parent, SaudaWorkspace *workspace)
{
  SaudaReportWindow *self = g_object_new (SAUDA_TYPE_REPORT_WINDOW, "transient-for", parent, NULL);

  self->workspace = g_object_ref (workspace);
  self->day = sauda_workspace_get_today (workspace);
  build (self, NULL);
  return self;
}

/**
 * sauda_report_window_is_loaded:
 * @self: the window
 *
 * Returns: whether a report is shown
 */
gboolean
sauda_report_window_is_loaded (SaudaReportWindow *self)
{
  g_return_val_if_fail (SAUDA_IS_REPORT_WINDOW (self), FALSE);
  return self->report != NULL;
}
