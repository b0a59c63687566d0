#include "sauda-compat.h"
#include "sauda-labels-page-private.h"
#include "sauda-open-uri.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

static GtkWindow *
get_window (SaudaLabelsPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

static char *
get_day_path (SaudaLabelsPage *self)
{
  g_autofree char *folder = sauda_workspace_get_labels_folder (self->workspace);
  g_autofree char *day = sauda_day_format_short (sauda_workspace_get_today (self->workspace));
  g_autofree char *name = g_strdup_printf ("kaspi_orders_%s.zip", day);

  return g_build_filename (folder, name, NULL);
}

static void
set_handing_out (SaudaLabelsPage *self, gboolean handing_out)
{
  self->handing_out = handing_out;
  if (self->workspace != NULL)
    sauda_labels_page_update_actions (self);
}

static void
show_unless_cancelled (SaudaLabelsPage *self, const GError *error)
{
  if (self->workspace != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sauda_ui_show_error (GTK_WIDGET (self), error);
}

static void
on_group (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sauda_labels_page_group (SAUDA_LABELS_PAGE (widget));
}

static void
on_cancel (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_cancellable_cancel (SAUDA_LABELS_PAGE (widget)->job);
}

static void
on_files_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaLabelsPage) self = SAUDA_LABELS_PAGE (user_data);
  g_autoptr (GListModel) files = sauda_compat_open_file_finish (result, NULL);

  if (files != NULL && self->workspace != NULL)
    sauda_labels_page_import (self, files);
}

static void
on_import (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaudaLabelsPage *self = SAUDA_LABELS_PAGE (widget);
  static const char *const suffixes[] = { "zip", "pdf", NULL };
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) waybills = sauda_compat_filter_new (_ ("Waybills (ZIP, PDF)"), suffixes);
  g_autoptr (GtkFileFilter) all = sauda_compat_filter_new (_ ("All files"), NULL);

  g_list_store_append (filters, waybills);
  g_list_store_append (filters, all);
  sauda_compat_open_file_async (get_window (self), _ ("Import Waybills"), G_LIST_MODEL (filters), TRUE,
                                self->cancellable, on_files_chosen, g_object_ref (self));
}

static void
on_print (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sauda_labels_page_print (SAUDA_LABELS_PAGE (widget));
}

/* A file on its way to where the merchant wants it. */
typedef struct {
  SaudaLabelsPage *page; /* (owned) (not nullable) */
  char *path;            /* (owned) (not nullable) what is copied */
} Export;

static void
export_free (Export *export)
{
  g_object_unref (export->page);
  g_free (export->path);
  g_free (export);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
on_exported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GError) error = NULL;
  gboolean copied = g_file_copy_finish (G_FILE (source), result, &error);

  set_handing_out (export->page, FALSE);
  if (!copied)
    show_unless_cancelled (export->page, error);
  else if (export->page->workspace != NULL)
    sauda_ui_show_text (GTK_WIDGET (export->page), _ ("The file was saved."));
}

static void
on_place_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Export) export = user_data;
  g_autoptr (GFile) to = sauda_compat_save_file_finish (result, NULL);
  g_autoptr (GFile) from = g_file_new_for_path (export->path);
  GCancellable *cancellable = export->page->cancellable;

  if (to == NULL || export->page->workspace == NULL || g_file_equal (from, to)) {
    set_handing_out (export->page, FALSE);
    return;
  }
  g_file_copy_async (from, to, G_FILE_COPY_OVERWRITE, G_PRIORITY_DEFAULT, cancellable, NULL, NULL,
                     on_exported, g_steal_pointer (&export));
}

static void
on_export (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaudaLabelsPage *self = SAUDA_LABELS_PAGE (widget);
  gboolean whole_day = g_str_equal (action, "labels.export-day");
  g_autofree char *path = whole_day ? get_day_path (self) : sauda_labels_page_get_selected_path (self);
  g_autofree char *name = path != NULL ? g_path_get_basename (path) : NULL;
  Export *export = NULL;

  if (path == NULL)
    return;
  export = g_new0 (Export, 1);
  export->page = g_object_ref (self);
  export->path = g_steal_pointer (&path);
  set_handing_out (self, TRUE);
  sauda_compat_save_file_async (get_window (self), whole_day ? _ ("Export the Day") : _ ("Export the Group"),
                                name, self->cancellable, on_place_chosen, export);
}

static void
on_folder_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaLabelsPage) self = SAUDA_LABELS_PAGE (user_data);
  g_autoptr (GError) error = NULL;

  if (!sauda_open_uri_finish (result, &error))
    show_unless_cancelled (self, error);
}

static void
on_open_folder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SaudaLabelsPage *self = SAUDA_LABELS_PAGE (widget);
  g_autofree char *path = sauda_workspace_get_labels_folder (self->workspace);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autoptr (GdkAppLaunchContext) context =
    gdk_display_get_app_launch_context (gtk_widget_get_display (widget));

  sauda_open_uri_async (uri, G_APP_LAUNCH_CONTEXT (context), self->cancellable, on_folder_open,
                        g_object_ref (self));
}

static void
on_tool (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (g_str_equal (action, "labels.proof"))
    sauda_labels_page_show_proof (SAUDA_LABELS_PAGE (widget));
  else if (g_str_equal (action, "labels.jobs"))
    sauda_labels_page_show_jobs (SAUDA_LABELS_PAGE (widget));
  else if (g_str_equal (action, "labels.walk"))
    sauda_labels_page_show_walk (SAUDA_LABELS_PAGE (widget));
  else if (g_str_equal (action, "labels.edit-cover"))
    sauda_labels_page_edit_cover (SAUDA_LABELS_PAGE (widget));
  else
    sauda_labels_page_edit_stamp (SAUDA_LABELS_PAGE (widget));
}

static void
on_papers (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sauda_labels_page_show_papers (SAUDA_LABELS_PAGE (widget));
}

static void
on_find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (SAUDA_LABELS_PAGE (widget)->find));
}

static void
on_turn_page (GtkWidget *widget, const char *action, GVariant *parameter)
{
  sauda_page_strip_move (SAUDA_LABELS_PAGE (widget)->strip,
                         g_str_equal (action, "labels.next-page") ? 1 : -1);
}

/* A shortcut of the page works wherever the focus is, as long as the page is in sight. */
static gboolean
on_shortcut (GtkWidget *widget, GVariant *action, gpointer user_data)
{
  GtkWidget *self = user_data;

  return gtk_widget_get_mapped (self) &&
         gtk_widget_activate_action (self, g_variant_get_string (action, NULL), NULL);
}

/**
 * sauda_labels_page_add_shortcuts:
 * @self: the page
 *
 * Gives the commands their keys.
 */
void
sauda_labels_page_add_shortcuts (SaudaLabelsPage *self)
{
  static const struct {
    const char *keys;
    const char *action;
  } shortcuts[] = {
    { "<Control>p", "labels.print" },
    { "<Control>e", "labels.export-group" },
    { "<Control><Shift>e", "labels.export-day" },
    { "<Control>g", "labels.group" },
    { "<Control><Shift>f", "labels.find" },
    { "<Control>Page_Down", "labels.next-page" },
    { "<Control>Page_Up", "labels.previous-page" },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++) {
    GtkShortcut *shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].keys),
                                              gtk_callback_action_new (on_shortcut, self, NULL));

    gtk_shortcut_set_arguments (shortcut, g_variant_new_string (shortcuts[i].action));
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), shortcut);
  }
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* A button that cannot be pressed any more loses the focus: keys go on in the list then, not in the sidebar.
 */
static void
keep_focus (SaudaLabelsPage *self, GtkWidget *focus)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (focus != NULL && gtk_root_get_focus (root) == NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_child_focus (GTK_WIDGET (self->groups), GTK_DIR_TAB_FORWARD);
}

/**
 * sauda_labels_page_update_actions:
 * @self: the page
 *
 * The one place that decides which commands can be given now.
 */
void
sauda_labels_page_update_actions (SaudaLabelsPage *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean busy = sauda_labels_page_is_busy (self);
  gboolean selected = FALSE;
  gboolean free_hands = FALSE;
  gboolean printing = FALSE;
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (gtk_widget_in_destruction (widget))
    return;
  selected = sauda_label_groups_get_selected (self->groups) != NULL;
  free_hands = selected && !busy && !self->handing_out;
  printing = sauda_print_bar_is_busy (self->print_bar);
  gtk_widget_action_set_enabled (widget, "labels.group", !busy && !self->handing_out && !printing);
  gtk_widget_action_set_enabled (widget, "labels.import", !busy);
  gtk_widget_action_set_enabled (widget, "labels.cancel", busy);
  gtk_widget_action_set_enabled (widget, "labels.print", free_hands && !printing);
  gtk_widget_action_set_enabled (widget, "labels.export-group", free_hands);
  gtk_widget_action_set_enabled (widget, "labels.export-day", free_hands);
  gtk_widget_action_set_enabled (widget, "labels.open-folder", self->grouped);
  gtk_widget_action_set_enabled (widget, "labels.edit-stamp", selected);
  gtk_widget_set_sensitive (GTK_WIDGET (self->tomorrow), !busy);
  keep_focus (self, focus);
}

/**
 * sauda_labels_page_install_actions:
 * @klass: the class of the page
 *
 * Adds the commands of the page.
 */
void
sauda_labels_page_install_actions (SaudaLabelsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_install_action (widget_class, "labels.group", NULL, on_group);
  gtk_widget_class_install_action (widget_class, "labels.cancel", NULL, on_cancel);
  gtk_widget_class_install_action (widget_class, "labels.import", NULL, on_import);
  gtk_widget_class_install_action (widget_class, "labels.print", NULL, on_print);
  gtk_widget_class_install_action (widget_class, "labels.export-group", NULL, on_export);
  gtk_widget_class_install_action (widget_class, "labels.export-day", NULL, on_export);
  gtk_widget_class_install_action (widget_class, "labels.open-folder", NULL, on_open_folder);
  gtk_widget_class_install_action (widget_class, "labels.proof", NULL, on_tool);
  gtk_widget_class_install_action (widget_class, "labels.jobs", NULL, on_tool);
  gtk_widget_class_install_action (widget_class, "labels.walk", NULL, on_tool);
  gtk_widget_class_install_action (widget_class, "labels.edit-stamp", NULL, on_tool);
  gtk_widget_class_install_action (widget_class, "labels.edit-cover", NULL, on_tool);
  gtk_widget_class_install_action (widget_class, "labels.papers", NULL, on_papers);
  gtk_widget_class_install_action (widget_class, "labels.find", NULL, on_find);
  gtk_widget_class_install_action (widget_class, "labels.next-page", NULL, on_turn_page);
  gtk_widget_class_install_action (widget_class, "labels.previous-page", NULL, on_turn_page);
}
