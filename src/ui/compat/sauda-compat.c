#include "sauda-compat.h"

#include "sauda-config.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* What later versions of GTK and libadwaita offer another way: dialogs, file choosers, scrolling to a row.
 * The classes used here are deprecated there and still work. */

static void
drop_task (gpointer task, GClosure *closure)
{
  g_object_unref (task);
}

static void
on_confirm_response (AdwMessageDialog *dialog, const char *response, GTask *task)
{
  if (!g_task_get_completed (task))
    g_task_return_boolean (task, g_str_equal (response, "accept"));
}

static void
on_confirm_cancelled (GCancellable *cancellable, GtkWindow *dialog)
{
  gtk_window_close (dialog);
}

static void
on_typed (GtkEditable *entry, AdwMessageDialog *dialog)
{
  const char *wanted = g_object_get_data (G_OBJECT (entry), "wanted");

  adw_message_dialog_set_response_enabled (dialog, "accept",
                                           g_str_equal (gtk_editable_get_text (entry), wanted));
}

/* A place to type what proves that the question was read. */
static void
ask_to_type (AdwMessageDialog *dialog, const char *wanted)
{
  GtkWidget *entry = gtk_entry_new ();
  g_autofree char *title = g_strdup_printf (_ ("Type %s to confirm"), wanted);

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), title);
  gtk_entry_set_activates_default (GTK_ENTRY (entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (entry), "wanted", g_strdup (wanted), g_free);
  g_signal_connect_object (entry, "changed", G_CALLBACK (on_typed), dialog, 0);
  adw_message_dialog_set_extra_child (dialog, entry);
  adw_message_dialog_set_response_enabled (dialog, "accept", FALSE);
}

/**
 * sauda_compat_confirm_async:
 * @parent: (nullable): the window that asks
 * @question: what is asked; copied
 * @cancellable: (nullable): takes the question back
 * @callback: called with the answer
 * @user_data: data of @callback
 *
 * Asks a yes-or-no question. Escape and closing the dialog mean no; when yes can be taken back it is what
 * Enter does.
 */
void
sauda_compat_confirm_async (GtkWindow *parent,
                            const SaudaCompatQuestion *question,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, user_data);
  GtkWidget *dialog = adw_message_dialog_new (parent, question->heading, question->body);
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  g_task_set_source_tag (task, sauda_compat_confirm_async);
  adw_message_dialog_add_response (message, "cancel", _ ("_Cancel"));
  adw_message_dialog_add_response (message, "accept", question->accept);
  adw_message_dialog_set_response_appearance (
    message, "accept", question->destructive ? ADW_RESPONSE_DESTRUCTIVE : ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_close_response (message, "cancel");
  adw_message_dialog_set_default_response (message, question->destructive ? "cancel" : "accept");
  if (question->typed != NULL)
    ask_to_type (message, question->typed);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_confirm_cancelled), dialog, 0);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_confirm_response), g_object_ref (task), drop_task,
                         0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/**
 * sauda_compat_confirm_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: whether the answer is yes; %FALSE with `G_IO_ERROR_CANCELLED` when the question was taken back
 */
gboolean
sauda_compat_confirm_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_compat_confirm_async), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sauda_compat_filter_new:
 * @name: (nullable): what the list of filters shows
 * @suffixes: (nullable): file name endings without the dot, such as "xlsx"; any case matches. %NULL for all
 * files
 *
 * Returns: (transfer full): a filter for a file chooser
 */
GtkFileFilter *
sauda_compat_filter_new (const char *name, const char *const *suffixes)
{
  GtkFileFilter *filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (gsize i = 0; suffixes != NULL && suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  if (suffixes == NULL)
    gtk_file_filter_add_pattern (filter, "*");
  return filter;
}

static void
on_chooser_response (GtkNativeDialog *dialog, int response, GTask *task)
{
  if (g_task_get_completed (task))
    return;
  if (response == GTK_RESPONSE_ACCEPT)
    g_task_return_pointer (task, gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog)), g_object_unref);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("No file was chosen."));
  gtk_native_dialog_hide (dialog);
}

static void
on_chooser_cancelled (GCancellable *cancellable, GTask *task)
{
  GtkNativeDialog *dialog = g_task_get_task_data (task);

  gtk_native_dialog_hide (dialog);
  if (!g_task_get_completed (task))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("No file was chosen."));
}

/* The dialog lives in @task and @task in the dialog's handler, until the answer drops both. */
static void
run_chooser (GTask *task, GtkFileChooserNative *chooser)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  g_task_set_task_data (task, chooser, g_object_unref);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_chooser_cancelled), task, 0);
  g_signal_connect_data (chooser, "response", G_CALLBACK (on_chooser_response), g_object_ref (task),
                         drop_task, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* The files of a finished chooser; breaks the ring of task and dialog. */
static GListModel *
take_files (GAsyncResult *result, GError **error)
{
  GtkNativeDialog *dialog = g_task_get_task_data (G_TASK (result));
  GListModel *files = g_task_propagate_pointer (G_TASK (result), error);

  g_signal_handlers_disconnect_matched (dialog, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, on_chooser_response, NULL);
  return files;
}

static GFile *
take_file (GAsyncResult *result, GError **error)
{
  g_autoptr (GListModel) files = take_files (result, error);

  return files != NULL ? g_list_model_get_item (files, 0) : NULL;
}

static GtkFileChooserNative *
new_open_chooser (GtkWindow *parent, const char *title, GListModel *filters)
{
  GtkFileChooserNative *native =
    gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), _ ("_Cancel"));
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (native);

  for (guint i = 0; filters != NULL && i < g_list_model_get_n_items (filters); i++) {
    g_autoptr (GtkFileFilter) filter = g_list_model_get_item (filters, i);

    gtk_file_chooser_add_filter (chooser, filter);
    if (i == 0)
      gtk_file_chooser_set_filter (chooser, filter);
  }
  return native;
}

/**
 * sauda_compat_open_file_async:
 * @parent: (nullable): the window that asks
 * @title: title of the dialog
 * @filters: (nullable): a list of #GtkFileFilter, the first one is chosen
 * @multiple: whether several files may be chosen
 * @cancellable: (nullable): closes the dialog
 * @callback: called when files are chosen or not
 * @user_data: data of @callback
 *
 * Asks for files to read.
 */
void
sauda_compat_open_file_async (GtkWindow *parent,
                              const char *title,
                              GListModel *filters,
                              gboolean multiple,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, user_data);
  GtkFileChooserNative *native = new_open_chooser (parent, title, filters);

  g_task_set_source_tag (task, sauda_compat_open_file_async);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (native), multiple);
  run_chooser (task, native);
}

/**
 * sauda_compat_open_file_in_async:
 * @parent: (nullable): the window that asks
 * @title: title of the dialog
 * @folder: where the dialog begins
 * @filters: (nullable): a list of #GtkFileFilter, the first one is chosen
 * @cancellable: (nullable): closes the dialog
 * @callback: called when a file is chosen or not; it ends with sauda_compat_open_file_finish()
 * @user_data: data of @callback
 *
 * Asks for one file to read, where a folder is likely to have it.
 */
void
sauda_compat_open_file_in_async (GtkWindow *parent,
                                 const char *title,
                                 GFile *folder,
                                 GListModel *filters,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, user_data);
  GtkFileChooserNative *native = new_open_chooser (parent, title, filters);

  g_task_set_source_tag (task, sauda_compat_open_file_async);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (native), folder, NULL);
  run_chooser (task, native);
}

/**
 * sauda_compat_open_file_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): a list of #GFile; %NULL with `G_IO_ERROR_CANCELLED` when none was
 * chosen
 */
GListModel *
sauda_compat_open_file_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_compat_open_file_async), NULL);
  return take_files (result, error);
}

/**
 * sauda_compat_save_file_async:
 * @parent: (nullable): the window that asks
 * @title: title of the dialog
 * @name: (nullable): the proposed name of the file
 * @cancellable: (nullable): closes the dialog
 * @callback: called when a place is chosen or not
 * @user_data: data of @callback
 *
 * Asks where to write a file.
 */
void
sauda_compat_save_file_async (GtkWindow *parent,
                              const char *title,
                              const char *name,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, user_data);
  GtkFileChooserNative *native =
    gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));

  g_task_set_source_tag (task, sauda_compat_save_file_async);
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (native), name);
  run_chooser (task, native);
}

/**
 * sauda_compat_save_file_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): where to write; %NULL with `G_IO_ERROR_CANCELLED` when none was chosen
 */
GFile *
sauda_compat_save_file_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_compat_save_file_async), NULL);
  return take_file (result, error);
}

/**
 * sauda_compat_is_handed_over:
 * @file: what a person chose
 *
 * Returns: whether a portal hands @file over to a sandbox: beside such a file nothing else can be written
 */
gboolean
sauda_compat_is_handed_over (GFile *file)
{
  g_autofree char *handed = g_build_filename (g_get_user_runtime_dir (), "doc", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (handed);

  g_return_val_if_fail (G_IS_FILE (file), FALSE);
  return g_file_has_prefix (file, folder);
}

/**
 * sauda_compat_select_folder_async:
 * @parent: (nullable): the window that asks
 * @title: title of the dialog
 * @cancellable: (nullable): closes the dialog
 * @callback: called when a folder is chosen or not
 * @user_data: data of @callback
 *
 * Asks for a folder.
 */
void
sauda_compat_select_folder_async (GtkWindow *parent,
                                  const char *title,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (parent, cancellable, callback, user_data);
  GtkFileChooserNative *native = gtk_file_chooser_native_new (
    title, parent, GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Select"), _ ("_Cancel"));

  g_task_set_source_tag (task, sauda_compat_select_folder_async);
  run_chooser (task, native);
}

/**
 * sauda_compat_select_folder_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the folder; %NULL with `G_IO_ERROR_CANCELLED` when none was chosen
 */
GFile *
sauda_compat_select_folder_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_compat_select_folder_async), NULL);
  return take_file (result, error);
}

/**
 * sauda_compat_about:
 * @parent: (nullable): the window it belongs to
 *
 * Shows what this program is.
 */
void
sauda_compat_about (GtkWindow *parent)
{
  adw_show_about_window (parent, "application-name", "Sauda", "application-icon", SAUDA_APP_ID, "version",
                         SAUDA_VERSION, "developer-name", _ ("The Sauda contributors"), "license-type",
                         GTK_LICENSE_GPL_3_0, "comments",
                         _ ("Ship a day of Kaspi orders with one button: sizes decided, labels grouped and "
                            "proved, nothing sent twice."),
                         NULL);
}

/**
 * sauda_compat_get_list:
 * @view: a table
 *
 * Returns: (transfer none) (nullable): the list inside @view that holds its rows; the `list.` actions are its
 * own
 */
GtkWidget *
sauda_compat_get_list (GtkColumnView *view)
{
  GtkWidget *child = gtk_widget_get_last_child (GTK_WIDGET (view));

  while (child != NULL && !g_str_equal (G_OBJECT_TYPE_NAME (child), "GtkColumnListView"))
    child = gtk_widget_get_prev_sibling (child);
  return child;
}

static GtkWidget *
find_named_child (GtkWidget *widget, const char *css_name)
{
  GtkWidget *found = g_str_equal (gtk_widget_get_css_name (widget), css_name) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_named_child (child, css_name);
  return found;
}

/* The column whose header says @title. */
static GtkColumnViewColumn *
find_titled_column (GtkColumnView *view, const char *title)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++) {
    g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

    if (g_strcmp0 (gtk_column_view_column_get_title (column), title) == 0)
      return column;
  }
  return NULL;
}

/* Before GTK 4.10 the headers alone know it: the arrow beside the title points up or down. */
static GtkColumnViewColumn *
read_sort_header (GtkColumnView *view, GtkSortType *direction)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));

  for (GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL; title != NULL;
       title = gtk_widget_get_next_sibling (title)) {
    GtkWidget *arrow = find_named_child (title, "sort-indicator");
    GtkWidget *label = find_named_child (title, "label");
    gboolean up = arrow != NULL && gtk_widget_has_css_class (arrow, "ascending");
    gboolean down = arrow != NULL && gtk_widget_has_css_class (arrow, "descending");

    if (label == NULL || !(up || down))
      continue;
    *direction = down ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING;
    return find_titled_column (view, gtk_label_get_label (GTK_LABEL (label)));
  }
  return NULL;
}

/**
 * sauda_compat_get_sort_column:
 * @view: a table whose columns have different titles
 * @direction: (out): how it is sorted
 *
 * Returns: (transfer none) (nullable): the column by which @view is sorted first; %NULL when it is not
 * sorted, and before it was in a window
 */
GtkColumnViewColumn *
sauda_compat_get_sort_column (GtkColumnView *view, GtkSortType *direction)
{
  GtkSorter *sorter = gtk_column_view_get_sorter (view);
  g_autoptr (GtkColumnViewColumn) column = NULL;

  *direction = GTK_SORT_ASCENDING;
  if (g_object_class_find_property (G_OBJECT_GET_CLASS (sorter), "primary-sort-column") == NULL)
    return read_sort_header (view, direction);
  g_object_get (sorter, "primary-sort-column", &column, "primary-sort-order", direction, NULL);
  /* The view keeps it. */
  return column;
}

/**
 * sauda_compat_scroll_to:
 * @view: a table
 * @position: of a row
 *
 * Scrolls until the row is seen.
 */
void
sauda_compat_scroll_to (GtkColumnView *view, guint position)
{
  GtkWidget *list = sauda_compat_get_list (view);

  if (list != NULL)
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
}

/**
 * sauda_compat_show_text:
 * @inscription: a text of a cell or a row
 * @text: (nullable): what it shows
 *
 * An empty inscription has no text at all, of which GTK 4.8 asks the length when a screen reader comes by: a
 * critical warning for each empty cell. A blank is seen and read as nothing too.
 */
void
sauda_compat_show_text (GtkInscription *inscription, const char *text)
{
  g_return_if_fail (GTK_IS_INSCRIPTION (inscription));
  gtk_inscription_set_text (inscription, text != NULL && *text != '\0' ? text : " ");
}
