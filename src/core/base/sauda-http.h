#pragma once

#include "sauda-http-response.h"

G_BEGIN_DECLS

/**
 * SaudaHttp:
 *
 * Requests to one server for one account, within its limits: so many in flight, so many a second, evenly
 * spaced. Belongs to the thread that made it.
 */
#define SAUDA_TYPE_HTTP (sauda_http_get_type ())
G_DECLARE_FINAL_TYPE (SaudaHttp, sauda_http, SAUDA, HTTP, GObject)

SaudaHttp *sauda_http_new (guint max_in_flight, double per_second) G_GNUC_WARN_UNUSED_RESULT;
void sauda_http_set_tls_database (SaudaHttp *self, GTlsDatabase *database);
guint sauda_http_get_max_in_flight (SaudaHttp *self);
guint sauda_http_get_requests (SaudaHttp *self);
void sauda_http_tell_pause (SaudaHttp *self, gint64 milliseconds);
void sauda_http_send_async (SaudaHttp *self,
                            SoupMessage *message,
                            guint timeout_seconds,
                            gsize max_bytes,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
SaudaHttpResponse *
sauda_http_send_finish (SaudaHttp *self, GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
