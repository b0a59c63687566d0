#pragma once

#include "sauda-http.h"
#include "sauda-kaspi-address.h"
#include "sauda-kaspi-request.h"

G_BEGIN_DECLS

/**
 * SaudaKaspiTransport:
 *
 * The way to one store's account: address, token, headers, patience. Repeats nothing by itself.
 */
#define SAUDA_TYPE_KASPI_TRANSPORT (sauda_kaspi_transport_get_type ())
G_DECLARE_FINAL_TYPE (SaudaKaspiTransport, sauda_kaspi_transport, SAUDA, KASPI_TRANSPORT, GObject)

SaudaKaspiTransport *sauda_kaspi_transport_new (SaudaHttp *http,
                                                const char *base_url,
                                                const char *token) G_GNUC_WARN_UNUSED_RESULT;
SaudaKaspiAddress *sauda_kaspi_transport_get_address (SaudaKaspiTransport *self);
guint sauda_kaspi_transport_get_requests (SaudaKaspiTransport *self);
gint64 sauda_kaspi_transport_get_clock_offset (SaudaKaspiTransport *self);
void sauda_kaspi_transport_set_timeout (SaudaKaspiTransport *self, guint seconds);
guint sauda_kaspi_transport_get_retry_delay (SaudaKaspiTransport *self);
void sauda_kaspi_transport_set_retry_delay (SaudaKaspiTransport *self, guint milliseconds);
void sauda_kaspi_transport_give_up (SaudaKaspiTransport *self);
gboolean sauda_kaspi_transport_has_given_up (SaudaKaspiTransport *self);
void sauda_kaspi_transport_send_async (SaudaKaspiTransport *self,
                                       const SaudaKaspiRequest *request,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
SaudaHttpResponse *sauda_kaspi_transport_send_finish (SaudaKaspiTransport *self,
                                                      GAsyncResult *result,
                                                      char **location,
                                                      gboolean *left,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
