#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define SAUDA_SECRETS_KASPI_TOKEN "kaspi-token"

void sauda_secrets_lookup_async (const char *kind,
                                 const char *store,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
void sauda_secrets_lookup_kept_async (const char *kind,
                                      const char *store,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean sauda_secrets_is_given (const char *kind, const char *store);
char *sauda_secrets_lookup_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_secrets_save_async (const char *kind,
                               const char *store,
                               const char *value,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
gboolean sauda_secrets_save_finish (GAsyncResult *result, GError **error);

G_END_DECLS
