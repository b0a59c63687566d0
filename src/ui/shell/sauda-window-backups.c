#include "sauda-backups.h"
#include "sauda-restore-choice.h"
#include "sauda-ui-error.h"
#include "sauda-ui-toast.h"
#include "sauda-window-private.h"

#include <glib/gi18n-lib.h>

/* The backup of the day, and the way back to one from a database that is damaged. */

static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaWindow) self = SAUDA_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *file = sauda_backups_create_due_finish (result, &error);

  if (error != NULL && !g_cancellable_is_cancelled (self->cancellable))
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
}

/**
 * sauda_window_keep_backup:
 * @self: the window, whose data folder is open
 *
 * Makes the backup of the day when there is none. The practice store needs none.
 */
void
sauda_window_keep_backup (SaudaWindow *self)
{
  SaudaWorkspace *workspace = sauda_session_get_workspace (self->session);

  if (!sauda_workspace_is_practice (workspace))
    sauda_backups_create_due_async (workspace, FALSE, self->cancellable, on_backed_up, g_object_ref (self));
}

static void
on_asked_backed_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaWindow) self = SAUDA_WINDOW (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *file = sauda_backups_create_due_finish (result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->backing_up = FALSE;
  sauda_window_update_actions (self);
  if (error != NULL)
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
  else
    sauda_ui_show_text (GTK_WIDGET (self->stack), _ ("The backup is made, and restored for trial."));
  sauda_sync_look (self->sync);
}

/**
 * sauda_window_back_up:
 * @self: the window, whose data folder is open
 *
 * Makes a backup because the merchant says so, and tells how it went; the alert that asked for it ends.
 */
void
sauda_window_back_up (SaudaWindow *self)
{
  self->backing_up = TRUE;
  sauda_window_update_actions (self);
  sauda_backups_create_due_async (sauda_session_get_workspace (self->session), TRUE, self->cancellable,
                                  on_asked_backed_up, g_object_ref (self));
}

/**
 * sauda_window_tell_restored:
 * @self: the window, whose data folder is open
 *
 * Tells that a backup lies in the place of the database now, and where the other one is.
 */
void
sauda_window_tell_restored (SaudaWindow *self)
{
  const char *file = sauda_workspace_get_restored (sauda_session_get_workspace (self->session));
  g_autofree char *name = file != NULL ? g_path_get_basename (file) : NULL;
  /* Translators: the file of a backup; set-aside is the name of a folder */
  g_autofree char *text =
    name != NULL
      ? g_strdup_printf (
          _ ("%s is restored. What was there before lies in the folder “set-aside” of the data."), name)
      : NULL;

  if (text != NULL)
    sauda_ui_show_text (GTK_WIDGET (self->stack), text);
}

static char *
find_folder (SaudaWindow *self)
{
  SaudaApplication *application = SAUDA_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));

  return sauda_workspace_get_default_folder (sauda_application_get_practice (application),
                                             sauda_application_get_data_folder (application));
}

/**
 * sauda_window_has_tested_backup:
 * @self: the window, whose data folder could not be opened
 *
 * Returns: whether there is a backup in the folder that was restored for trial
 */
gboolean
sauda_window_has_tested_backup (SaudaWindow *self)
{
  g_autofree char *folder = find_folder (self);
  g_autoptr (SaudaBackupTest) test = sauda_backups_find_tested (folder);

  return test != NULL;
}

/**
 * sauda_window_restore:
 * @self: the window, whose data folder could not be opened
 *
 * Puts the newest tested backup in place, sets the damaged database aside, and opens the folder again.
 */
void
sauda_window_restore (SaudaWindow *self)
{
  g_autofree char *folder = find_folder (self);
  g_autoptr (SaudaBackupTest) test = sauda_backups_find_tested (folder);
  g_autoptr (GError) error = NULL;

  if (test == NULL)
    sauda_window_restore_another (self);
  else if (sauda_backups_ask_restore (folder, test->file, &error))
    sauda_window_open_session (self);
  else
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
}

static void
on_another_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaWindow) self = SAUDA_WINDOW (user_data);
  g_autoptr (GError) error = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (sauda_restore_choice_ask_finish (result, &error))
    sauda_window_open_session (self);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
}

/**
 * sauda_window_restore_another:
 * @self: the window, whose data folder could not be opened
 *
 * Lets a person choose a backup, from another drive too, puts it in place, and opens the folder again.
 */
void
sauda_window_restore_another (SaudaWindow *self)
{
  g_autofree char *folder = find_folder (self);

  sauda_restore_choice_ask_async (GTK_WIDGET (self->stack), folder, self->cancellable, on_another_asked,
                                  g_object_ref (self));
}
