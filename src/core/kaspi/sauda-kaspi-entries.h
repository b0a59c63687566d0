#pragma once

#include "sauda-kaspi-transport.h"

G_BEGIN_DECLS

void sauda_kaspi_entries_read_async (SaudaKaspiTransport *transport,
                                     const char *order_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *sauda_kaspi_entries_read_finish (SaudaKaspiTransport *transport,
                                            GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
