#include "sauda-safety-settings.h"

#include "sauda-backup-file.h"
#include "sauda-backups.h"
#include "sauda-compat.h"
#include "sauda-config.h"
#include "sauda-doctor.h"
#include "sauda-restore-choice.h"
#include "sauda-ui-file.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

struct _SaudaSafetySettings {
  AdwPreferencesGroup parent_instance;

  AdwActionRow *test;        /* (unowned) (not nullable) */
  AdwActionRow *restore;     /* (unowned) (not nullable) */
  GtkWidget *restore_button; /* (unowned) (not nullable) */
  GtkWidget *keep_button;    /* (unowned) (not nullable) */
  GtkWidget *backup_button;  /* (unowned) (not nullable) */
  GtkWidget *copy_button;    /* (unowned) (not nullable) */
  SaudaWorkspace *workspace; /* (owned) (nullable) until dispose */
  GCancellable *cancellable; /* (owned) (not nullable) */
};

G_DEFINE_FINAL_TYPE (SaudaSafetySettings, sauda_safety_settings, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
is_gone (SaudaSafetySettings *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

static GtkWindow *
get_window (SaudaSafetySettings *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static void
show_test (SaudaSafetySettings *self)
{
  g_autoptr (SaudaBackupTest) test = sauda_backups_find_tested (sauda_workspace_get_folder (self->workspace));
  g_autofree char *day = NULL, *clock = NULL, *rows = NULL, *text = NULL;

  if (test == NULL) {
    adw_action_row_set_subtitle (self->test, _ ("Never: no backup has been made yet"));
    return;
  }
  day = sauda_day_format_short (sauda_day_from_ms (test->at_ms));
  clock = sauda_time_format_clock (test->at_ms);
  rows = g_strdup_printf ("%" G_GINT64_FORMAT, test->rows);
  text = g_strdup_printf (_ ("%s, %s: %s rows, all the same"), day, clock, rows);
  adw_action_row_set_subtitle (self->test, text);
}

static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaSafetySettings) self = SAUDA_SAFETY_SETTINGS (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *file = sauda_backups_create_due_finish (result, &error);

  if (is_gone (self))
    return;
  gtk_widget_set_sensitive (self->backup_button, TRUE);
  if (error != NULL)
    sauda_ui_show_error (GTK_WIDGET (self), error);
  else
    sauda_ui_show_text (GTK_WIDGET (self), _ ("The backup is made, and restored for trial."));
  show_test (self);
}

static void
on_back_up (SaudaSafetySettings *self)
{
  gtk_widget_set_sensitive (self->backup_button, FALSE);
  sauda_backups_create_due_async (self->workspace, TRUE, self->cancellable, on_backed_up,
                                  g_object_ref (self));
}

static void
set_destination (GTask *task, gpointer source, gpointer uri, GCancellable *cancellable)
{
  GError *error = NULL;

  if (sauda_backups_set_destination (source, uri, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_destination_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaSafetySettings) self = SAUDA_SAFETY_SETTINGS (user_data);
  g_autoptr (GError) error = NULL;
  gboolean set = g_task_propagate_boolean (G_TASK (result), &error);

  if (is_gone (self))
    return;
  if (set)
    sauda_ui_show_text (GTK_WIDGET (self), _ ("Each backup is copied there from now on."));
  else
    sauda_ui_show_error (GTK_WIDGET (self), error);
}

static void
on_destination (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaSafetySettings) self = SAUDA_SAFETY_SETTINGS (user_data);
  g_autoptr (GFile) folder = sauda_compat_select_folder_finish (result, NULL);
  g_autoptr (GTask) task = NULL;

  if (folder == NULL || is_gone (self))
    return;
  task = g_task_new (self->workspace, self->cancellable, on_destination_set, g_object_ref (self));
  g_task_set_task_data (task, g_file_get_uri (folder), g_free);
  g_task_run_in_thread (task, set_destination);
}

static void
on_choose (SaudaSafetySettings *self)
{
  sauda_compat_select_folder_async (get_window (self), _ ("Folder for Copies of Backups"), self->cancellable,
                                    on_destination, g_object_ref (self));
}

/* What happens at the next start, and how to take that back. */
static void
show_asked (SaudaSafetySettings *self)
{
  g_autofree char *file = sauda_backups_get_asked (sauda_workspace_get_folder (self->workspace));
  g_autofree char *name = file != NULL ? g_path_get_basename (file) : NULL;
  g_autofree char *text =
    name != NULL
      ? g_strdup_printf (_ ("At the next start: %s. End Sauda with Ctrl+Q and start it again."), name)
      : g_strdup (_ ("At the next start; what is there now is set aside"));

  adw_action_row_set_subtitle (self->restore, text);
  gtk_widget_set_visible (self->restore_button, file == NULL);
  gtk_widget_set_visible (self->keep_button, file != NULL);
}

static void
on_restore_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaSafetySettings) self = SAUDA_SAFETY_SETTINGS (user_data);
  g_autoptr (GError) error = NULL;
  gboolean asked = sauda_restore_choice_ask_finish (result, &error);

  if (is_gone (self))
    return;
  gtk_widget_set_sensitive (self->restore_button, TRUE);
  if (!asked && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sauda_ui_show_error (GTK_WIDGET (self), error);
  show_asked (self);
  if (asked)
    gtk_widget_grab_focus (self->keep_button);
}

static void
on_keep (SaudaSafetySettings *self)
{
  sauda_backups_take_back_asked (sauda_workspace_get_folder (self->workspace));
  show_asked (self);
  gtk_widget_grab_focus (self->restore_button);
}

static void
on_restore (SaudaSafetySettings *self)
{
  gtk_widget_set_sensitive (self->restore_button, FALSE);
  sauda_restore_choice_ask_async (GTK_WIDGET (self), sauda_workspace_get_folder (self->workspace),
                                  self->cancellable, on_restore_asked, g_object_ref (self));
}

static void
examine (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autoptr (GPtrArray) findings =
    sauda_doctor_examine (sauda_workspace_get_folder (source), SAUDA_VERSION, source);

  g_task_return_pointer (task, sauda_doctor_describe (findings), g_free);
}

static void
on_examined (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaSafetySettings) self = SAUDA_SAFETY_SETTINGS (user_data);
  g_autofree char *text = g_task_propagate_pointer (G_TASK (result), NULL);

  if (text == NULL || is_gone (self))
    return;
  gtk_widget_set_sensitive (self->copy_button, TRUE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  sauda_ui_show_text (GTK_WIDGET (self), _ ("The details are copied: paste them into your message."));
}

static void
on_copy (SaudaSafetySettings *self)
{
  g_autoptr (GTask) task = g_task_new (self->workspace, self->cancellable, on_examined, g_object_ref (self));

  gtk_widget_set_sensitive (self->copy_button, FALSE);
  g_task_run_in_thread (task, examine);
}

static void
sauda_safety_settings_dispose (GObject *object)
{
  SaudaSafetySettings *self = SAUDA_SAFETY_SETTINGS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);
  G_OBJECT_CLASS (sauda_safety_settings_parent_class)->dispose (object);
}

static void
sauda_safety_settings_finalize (GObject *object)
{
  g_object_unref (SAUDA_SAFETY_SETTINGS (object)->cancellable);
  G_OBJECT_CLASS (sauda_safety_settings_parent_class)->finalize (object);
}

static void
sauda_safety_settings_class_init (SaudaSafetySettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sauda_safety_settings_dispose;
  object_class->finalize = sauda_safety_settings_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/sauda/Sauda/ui/settings/sauda-safety-settings.ui");
  gtk_widget_class_bind_template_child (widget_class, SaudaSafetySettings, test);
  gtk_widget_class_bind_template_child (widget_class, SaudaSafetySettings, restore);
  gtk_widget_class_bind_template_child (widget_class, SaudaSafetySettings, restore_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaSafetySettings, keep_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaSafetySettings, backup_button);
  gtk_widget_class_bind_template_child (widget_class, SaudaSafetySettings, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, on_back_up);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_restore);
  gtk_widget_class_bind_template_callback (widget_class, on_keep);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
}

static void
sauda_safety_settings_init (SaudaSafetySettings *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sauda_safety_settings_set_workspace:
 * @self: the settings
 * @workspace: an open data folder
 *
 * Shows when a backup of @workspace was last restored for trial.
 */
void
sauda_safety_settings_set_workspace (SaudaSafetySettings *self, SaudaWorkspace *workspace)
{
  g_return_if_fail (SAUDA_IS_SAFETY_SETTINGS (self));
  g_set_object (&self->workspace, workspace);
  show_test (self);
  show_asked (self);
}
