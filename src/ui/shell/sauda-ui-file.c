#include "sauda-ui-file.h"

#include "sauda-compat.h"
#include "sauda-ui-toast.h"

#include <glib/gi18n-lib.h>

/**
 * sauda_ui_choose_file_async:
 * @widget: who asks
 * @title: title of the dialog
 * @name: what these files are called
 * @suffixes: (array zero-terminated=1): their endings without the dot
 * @cancellable: (nullable): closes the dialog
 * @callback: called when a file is chosen or not
 * @user_data: data of @callback
 *
 * Asks for one file to read.
 */
void
sauda_ui_choose_file_async (GtkWidget *widget,
                            const char *title,
                            const char *name,
                            const char *const *suffixes,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) filter = sauda_compat_filter_new (name, suffixes);

  g_list_store_append (filters, filter);
  sauda_compat_open_file_async (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, title,
                                G_LIST_MODEL (filters), FALSE, cancellable, callback, user_data);
}

/**
 * sauda_ui_choose_file_finish:
 * @widget: who asked
 * @result: what the callback got
 *
 * Says so when the file that was chosen is not on this computer: readers want a path.
 *
 * Returns: (transfer full) (nullable): the path of the file; %NULL when there is none to read
 */
char *
sauda_ui_choose_file_finish (GtkWidget *widget, GAsyncResult *result)
{
  g_autoptr (GListModel) files = sauda_compat_open_file_finish (result, NULL);
  g_autoptr (GFile) file = files != NULL ? g_list_model_get_item (files, 0) : NULL;
  char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (file != NULL && path == NULL)
    sauda_ui_show_text (widget, _ ("This file is not on this computer. Download it first."));
  return path;
}
