#pragma once

#include <gtk/gtkunixprint.h>

G_BEGIN_DECLS

void sauda_printer_find_async (const char *name,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
GtkPrinter *sauda_printer_find_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_printer_list_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GStrv sauda_printer_list_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
