#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void sauda_open_uri_async (const char *uri,
                           GAppLaunchContext *context,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean sauda_open_uri_finish (GAsyncResult *result, GError **error);

G_END_DECLS
