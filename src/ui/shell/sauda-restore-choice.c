#include "sauda-restore-choice.h"

#include "sauda-backup-file.h"
#include "sauda-backups.h"
#include "sauda-compat.h"
#include "sauda-ui-file.h"

#include <glib/gi18n-lib.h>

/* A backup that is being chosen. */
typedef struct {
  GtkWidget *widget; /* (owned) (not nullable) */
  char *folder;      /* (owned) (not nullable) of data */
  char *path;        /* (owned) (nullable) of the backup */
} Choice;

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->widget);
  g_free (choice->folder);
  g_free (choice->path);
  g_free (choice);
}

/* What is no whole backup is told now, not when the program that could tell is gone. */
static void
ask_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Choice *choice = data;
  GError *error = NULL;
  gint64 rows;

  if (sauda_backup_file_verify (choice->path, &rows, cancellable, &error) &&
      sauda_backups_ask_restore (choice->folder, choice->path, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Choice *choice = g_task_get_task_data (task);

  choice->path = sauda_ui_choose_file_finish (choice->widget, result);
  if (choice->path == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "nothing was chosen");
  else
    g_task_run_in_thread (task, ask_in_thread);
}

/**
 * sauda_restore_choice_ask_async:
 * @widget: who asks, in a window
 * @folder: the folder of data
 * @cancellable: (nullable): to stop
 * @callback: called when a backup is chosen, or none
 * @user_data: data for @callback
 *
 * Lets a person choose a backup, looks whether it is whole, and notes that it is put in place before the
 * folder is opened next. The dialog begins where backups are kept.
 */
void
sauda_restore_choice_ask_async (GtkWidget *widget,
                                const char *folder,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  static const char *const suffixes[] = { "zip", NULL };
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Choice *choice = g_new0 (Choice, 1);
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = sauda_compat_filter_new (_ ("Backups (ZIP)"), suffixes);
  g_autofree char *path = g_build_filename (folder, "backups", NULL);
  g_autoptr (GFile) backups = g_file_new_for_path (path);

  g_task_set_source_tag (task, sauda_restore_choice_ask_async);
  choice->widget = g_object_ref (widget);
  choice->folder = g_strdup (folder);
  g_task_set_task_data (task, choice, choice_free);
  g_list_store_append (filters, filter);
  sauda_compat_open_file_in_async (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("Backup to Restore"),
                                   backups, G_LIST_MODEL (filters), cancellable, on_chosen, task);
}

/**
 * sauda_restore_choice_ask_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: %FALSE with %G_IO_ERROR_CANCELLED when none was chosen, or an error of the store or base room
 */
gboolean
sauda_restore_choice_ask_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
