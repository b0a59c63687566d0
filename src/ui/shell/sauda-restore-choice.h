#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sauda_restore_choice_ask_async (GtkWidget *widget,
                                     const char *folder,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean sauda_restore_choice_ask_finish (GAsyncResult *result, GError **error);

G_END_DECLS
