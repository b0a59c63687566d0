#pragma once

#include "sauda-base-error.h"
#include "sauda-kaspi-transport.h"

G_BEGIN_DECLS

void sauda_kaspi_listing_read_async (SaudaKaspiTransport *transport,
                                     gint64 from_ms,
                                     gint64 to_ms,
                                     SaudaProgressFunc progress,
                                     gpointer progress_data,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *sauda_kaspi_listing_read_finish (SaudaKaspiTransport *transport,
                                            GAsyncResult *result,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
