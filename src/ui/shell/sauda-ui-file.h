#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sauda_ui_choose_file_async (GtkWidget *widget,
                                 const char *title,
                                 const char *name,
                                 const char *const *suffixes,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
char *sauda_ui_choose_file_finish (GtkWidget *widget, GAsyncResult *result) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
