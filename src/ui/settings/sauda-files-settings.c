#include "sauda-files-settings.h"

#include "sauda-column-names.h"
#include "sauda-compat.h"
#include "sauda-import-undo.h"
#include "sauda-time.h"
#include "sauda-ui-settings.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

struct _SaudaFilesSettings {
  AdwPreferencesGroup parent_instance;

  GtkSwitch *watch;          /* (unowned) (not nullable) */
  AdwActionRow *folder;      /* (unowned) (not nullable) */
  AdwExpanderRow *names;     /* (unowned) (not nullable) */
  AdwExpanderRow *imports;   /* (unowned) (not nullable) */
  GPtrArray *name_rows;      /* (owned) (not nullable) borrowed widgets */
  GPtrArray *import_rows;    /* (owned) (not nullable) borrowed widgets */
  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  GCancellable *cancellable; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaFilesSettings, sauda_files_settings, ADW_TYPE_PREFERENCES_GROUP)

static void load (SaudaFilesSettings *self);

static gboolean
is_gone (SaudaFilesSettings *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

/* Under the path by which a portal hands a folder over nobody would find it. */
static char *
get_chosen_folder (void)
{
  g_autofree char *chosen = sauda_ui_settings_get_text ("downloads-folder", "");
  g_autoptr (GFile) folder = g_file_new_for_path (chosen);

  return sauda_compat_is_handed_over (folder) ? g_file_get_basename (folder) : g_steal_pointer (&chosen);
}

static void
show_folder (SaudaFilesSettings *self)
{
  g_autofree char *chosen = get_chosen_folder ();
  const char *usual = g_get_user_special_dir (G_USER_DIRECTORY_DOWNLOAD);
  g_autofree char *markup = g_markup_escape_text (
    *chosen != '\0' ? chosen : (usual != NULL ? usual : _ ("Downloads in your home folder")), -1);

  adw_action_row_set_subtitle (self->folder, markup);
}

static void
clear_rows (AdwExpanderRow *parent, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_expander_row_remove (parent, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static GtkWidget *
add_row (AdwExpanderRow *parent, GPtrArray *rows, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title_markup = g_markup_escape_text (title, -1);
  g_autofree char *subtitle_markup = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title_markup);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle_markup);
  adw_expander_row_add_row (parent, row);
  g_ptr_array_add (rows, row);
  return row;
}

static GtkWidget *
add_button (GtkWidget *row, const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return button;
}

static void
on_forgotten (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaFilesSettings) self = SAUDA_FILES_SETTINGS (user_data);
  g_autoptr (GError) error = NULL;

  if (!sauda_column_names_keep_finish (result, &error) && !is_gone (self))
    sauda_ui_show_error (GTK_WIDGET (self), error);
  if (!is_gone (self))
    load (self);
}

static void
on_forget (GtkButton *button, SaudaFilesSettings *self)
{
  sauda_column_names_keep_async (self->workspace, g_object_get_data (G_OBJECT (button), "kind"),
                                 g_object_get_data (G_OBJECT (button), "header"), NULL, self->cancellable,
                                 on_forgotten, g_object_ref (self));
}

static void
add_names (SaudaFilesSettings *self, const char *kind, const SaudaColumnNames *names)
{
  for (guint i = 0; i < names->columns->len; i++) {
    const SaudaColumnName *name = g_ptr_array_index (names->columns, i);
    GtkWidget *row = add_row (self->names, self->name_rows, name->header, name->title);
    GtkWidget *button = add_button (row, _ ("_Forget"));

    g_object_set_data (G_OBJECT (button), "kind", (gpointer) kind);
    g_object_set_data_full (G_OBJECT (button), "header", g_strdup (name->header), g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (on_forget), self);
  }
}

static void
on_catalogue_names (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaFilesSettings) self = SAUDA_FILES_SETTINGS (user_data);
  g_autoptr (SaudaColumnNames) names = sauda_column_names_list_finish (result, NULL);

  if (is_gone (self) || names == NULL)
    return;
  add_names (self, SAUDA_ALIASES_CATALOGUE, names);
  gtk_widget_set_sensitive (GTK_WIDGET (self->names), self->name_rows->len > 0);
}

/* Those of order sheets first, then those of catalogues. */
static void
on_names (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaFilesSettings) self = SAUDA_FILES_SETTINGS (user_data);
  g_autoptr (SaudaColumnNames) names = sauda_column_names_list_finish (result, NULL);

  if (is_gone (self) || names == NULL)
    return;
  clear_rows (self->names, self->name_rows);
  add_names (self, SAUDA_ALIASES_ORDERS, names);
  sauda_column_names_list_async (self->workspace, SAUDA_ALIASES_CATALOGUE, NULL, self->cancellable,
                                 on_catalogue_names, g_object_ref (self));
}

static void
on_taken_back (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaFilesSettings) self = SAUDA_FILES_SETTINGS (user_data);
  g_autoptr (GError) error = NULL;
  gboolean done = sauda_import_undo_run_finish (result, &error);

  if (is_gone (self))
    return;
  if (done)
    sauda_ui_show_text (GTK_WIDGET (self), _ ("The import was taken back."));
  else
    sauda_ui_show_error (GTK_WIDGET (self), error);
  load (self);
}

static void
on_take_back (GtkButton *button, SaudaFilesSettings *self)
{
  const gint64 *id = g_object_get_data (G_OBJECT (button), "import");

  sauda_import_undo_run_async (self->workspace, *id, self->cancellable, on_taken_back, g_object_ref (self));
}

static void
on_imports (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaFilesSettings) self = SAUDA_FILES_SETTINGS (user_data);
  g_autoptr (GPtrArray) imports = sauda_import_undo_list_finish (result, NULL);

  if (is_gone (self) || imports == NULL)
    return;
  clear_rows (self->imports, self->import_rows);
  for (guint i = 0; i < imports->len; i++) {
    const SaudaImportUndo *import = g_ptr_array_index (imports, i);
    g_autofree char *day = sauda_day_format_short (sauda_day_from_ms (import->imported_ms));
    g_autofree char *clock = sauda_time_format_clock (import->imported_ms);
    g_autofree char *orders =
      g_strdup_printf (ngettext ("%u order", "%u orders", import->orders), import->orders);
    g_autofree char *subtitle = g_strdup_printf ("%s %s · %s", day, clock, orders);
    GtkWidget *row = add_row (self->imports, self->import_rows, import->name, subtitle);
    GtkWidget *button = add_button (row, _ ("Take _Back"));

    g_object_set_data_full (G_OBJECT (button), "import", g_memdup2 (&import->id, sizeof import->id), g_free);
    g_signal_connect (button, "clicked", G_CALLBACK (on_take_back), self);
  }
  gtk_widget_set_sensitive (GTK_WIDGET (self->imports), imports->len > 0);
}

static void
load (SaudaFilesSettings *self)
{
  sauda_column_names_list_async (self->workspace, SAUDA_ALIASES_ORDERS, NULL, self->cancellable, on_names,
                                 g_object_ref (self));
  sauda_import_undo_list_async (self->workspace, self->cancellable, on_imports, g_object_ref (self));
}

static void
on_watch (SaudaFilesSettings *self)
{
  if (self->workspace == NULL)
    return;
  sauda_ui_settings_set_boolean ("watch-downloads", gtk_switch_get_active (self->watch));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.watch-downloads", NULL);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaFilesSettings) self = SAUDA_FILES_SETTINGS (user_data);
  g_autoptr (GFile) folder = sauda_compat_select_folder_finish (result, NULL);
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;

  if (is_gone (self) || path == NULL)
    return;
  sauda_ui_settings_set_text ("downloads-folder", path);
  show_folder (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.watch-downloads", NULL);
}

static void
on_choose (SaudaFilesSettings *self)
{
  sauda_compat_select_folder_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                    _ ("Folder of Downloads"), self->cancellable, on_chosen,
                                    g_object_ref (self));
}

static void
sauda_files_settings_dispose (GObject *object)
{
  SaudaFilesSettings *self = SAUDA_FILES_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_files_settings_parent_class)->dispose (object);
}

static void
sauda_files_settings_finalize (GObject *object)
{
  SaudaFilesSettings *self = SAUDA_FILES_SETTINGS (object);

  g_ptr_array_unref (self->name_rows);
  g_ptr_array_unref (self->import_rows);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sauda_files_settings_parent_class)->finalize (object);
}

static void
sauda_files_settings_class_init (SaudaFilesSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_files_settings_dispose;
  object_class->finalize = sauda_files_settings_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/settings/sauda-files-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaFilesSettings, watch);
  gtk_widget_class_bind_template_child (widget_class, SaudaFilesSettings, folder);
  gtk_widget_class_bind_template_child (widget_class, SaudaFilesSettings, names);
  gtk_widget_class_bind_template_child (widget_class, SaudaFilesSettings, imports);
  gtk_widget_class_bind_template_callback (widget_class, on_watch);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
}

static void
sauda_files_settings_init (SaudaFilesSettings *self)
{
  self->name_rows = g_ptr_array_new ();
  self->import_rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_files_settings_set_workspace:
 * @self: the settings
 * @workspace: an open data folder
 *
 * Shows what @workspace remembers.
 */
void
sauda_files_settings_set_workspace (SaudaFilesSettings *self, SaudaWorkspace *workspace)
{
  g_return_if_fail (SAUDA_IS_FILES_SETTINGS (self));
  gtk_switch_set_active (self->watch, sauda_ui_settings_get_boolean ("watch-downloads", FALSE));
  show_folder (self);
  g_set_object (&self->workspace, workspace);
  g_signal_connect_object (workspace, "orders-changed", G_CALLBACK (load), self, G_CONNECT_SWAPPED);
  load (self);
}
