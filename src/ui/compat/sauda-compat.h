#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaCompatQuestion:
 * @heading: the question, a few words
 * @body: (nullable): what it means, in sentences
 * @accept: label of the button that says yes
 * @destructive: whether yes cannot be taken back
 * @typed: (nullable): what must be typed before yes can be said
 */
typedef struct {
  const char *heading;
  const char *body;
  const char *accept;
  gboolean destructive;
  const char *typed;
} SaudaCompatQuestion;

void sauda_compat_confirm_async (GtkWindow *parent,
                                 const SaudaCompatQuestion *question,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean sauda_compat_confirm_finish (GAsyncResult *result, GError **error);

GtkFileFilter *sauda_compat_filter_new (const char *name,
                                        const char *const *suffixes) G_GNUC_WARN_UNUSED_RESULT;

void sauda_compat_open_file_async (GtkWindow *parent,
                                   const char *title,
                                   GListModel *filters,
                                   gboolean multiple,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void sauda_compat_open_file_in_async (GtkWindow *parent,
                                      const char *title,
                                      GFile *folder,
                                      GListModel *filters,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GListModel *sauda_compat_open_file_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sauda_compat_save_file_async (GtkWindow *parent,
                                   const char *title,
                                   const char *name,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GFile *sauda_compat_save_file_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean sauda_compat_is_handed_over (GFile *file);

void sauda_compat_select_folder_async (GtkWindow *parent,
                                       const char *title,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
GFile *sauda_compat_select_folder_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sauda_compat_about (GtkWindow *parent);
void sauda_compat_scroll_to (GtkColumnView *view, guint position);
GtkColumnViewColumn *sauda_compat_get_sort_column (GtkColumnView *view, GtkSortType *direction);
GtkWidget *sauda_compat_get_list (GtkColumnView *view);
void sauda_compat_show_text (GtkInscription *inscription, const char *text);

G_END_DECLS
