#include "sauda-downloads.h"
#include "sauda-ui-settings.h"
#include "sauda-ui-toast.h"
#include "sauda-window-private.h"

#include <glib/gi18n-lib.h>

/* Files that the browser has put into the folder of downloads, offered as they come. */

#define ID "downloads"

static char *
get_folder (void)
{
  g_autofree char *chosen = sauda_ui_settings_get_text ("downloads-folder", "");
  const char *usual = g_get_user_special_dir (G_USER_DIRECTORY_DOWNLOAD);

  if (*chosen != '\0')
    return g_steal_pointer (&chosen);
  return usual != NULL ? g_strdup (usual) : g_build_filename (g_get_home_dir (), "Downloads", NULL);
}

static void
offer (SaudaWindow *self, const char *path)
{
  guint count = g_list_model_get_n_items (G_LIST_MODEL (self->arrived));
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *one = g_strdup_printf (_ ("%s has come into the folder of downloads."), name);
  g_autofree char *many =
    g_strdup_printf (ngettext ("%u file has come into the folder of downloads.",
                               "%u files have come into the folder of downloads.", count),
                     count);
  const char *text = count == 1 ? one : many;

  sauda_ui_show_toast (GTK_WIDGET (self->stack), &(SaudaUiToast){ text, _ ("Import"), "win.import-arrived" });
  if (!gtk_window_is_active (GTK_WINDOW (self))) {
    g_autoptr (GNotification) notification = g_notification_new (_ ("Orders to import"));

    g_notification_set_body (notification, text);
    g_application_send_notification (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), ID,
                                     notification);
  }
}

static void
on_arrived (SaudaDownloads *downloads, const char *path, SaudaWindow *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_list_store_append (self->arrived, file);
  sauda_window_update_actions (self);
  offer (self, path);
}

static void
start (SaudaWindow *self)
{
  g_autofree char *folder = get_folder ();
  g_autoptr (GError) error = NULL;

  self->downloads = sauda_downloads_new (sauda_session_get_workspace (self->session), folder, 0, &error);
  if (self->downloads != NULL)
    g_signal_connect_object (self->downloads, "arrived", G_CALLBACK (on_arrived), self, 0);
  else
    sauda_ui_show_error (GTK_WIDGET (self->stack), error);
}

/**
 * sauda_window_watch_downloads:
 * @self: the window, whose data folder is open
 *
 * Begins or ends to look after the folder of downloads, as the settings say.
 */
void
sauda_window_watch_downloads (SaudaWindow *self)
{
  if (self->downloads != NULL)
    sauda_downloads_stop (self->downloads);
  g_clear_object (&self->downloads);
  if (sauda_ui_settings_get_boolean ("watch-downloads", FALSE))
    start (self);
}

/**
 * sauda_window_import_arrived:
 * @self: the window
 *
 * Opens the import of all files that came in and were not opened yet.
 */
void
sauda_window_import_arrived (SaudaWindow *self)
{
  g_autoptr (GListStore) files = g_steal_pointer (&self->arrived);

  self->arrived = g_list_store_new (G_TYPE_FILE);
  g_application_withdraw_notification (G_APPLICATION (gtk_window_get_application (GTK_WINDOW (self))), ID);
  sauda_window_import (self, G_LIST_MODEL (files));
}
