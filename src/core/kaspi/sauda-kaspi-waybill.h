#pragma once

#include "sauda-kaspi-transport.h"

G_BEGIN_DECLS

void sauda_kaspi_waybill_download_async (SaudaKaspiTransport *transport,
                                         const char *url,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GBytes *sauda_kaspi_waybill_download_finish (SaudaKaspiTransport *transport,
                                             GAsyncResult *result,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
