#pragma once

#include "sauda-kaspi-transport.h"

G_BEGIN_DECLS

/**
 * SaudaKaspiReader:
 * @response: an answer of any status
 * @error: return location
 *
 * Turns an answer into what the caller wants.
 *
 * Returns: (transfer full) (nullable): the result, or %NULL with an error of the kaspi room, which decides
 * whether the request is tried again
 */
typedef gpointer (*SaudaKaspiReader) (const SaudaHttpResponse *response, GError **error);

/**
 * SaudaKaspiGet:
 *
 * How a kind of GET is made.
 */
typedef struct {
  const char *accept;    /* NULL: the JSON:API's */
  guint timeout_seconds; /* 0: the transport's */
  gsize max_bytes;
  guint max_redirects;
  SaudaKaspiReader read;
  GDestroyNotify free_result;
} SaudaKaspiGet;

void sauda_kaspi_get_async (SaudaKaspiTransport *transport,
                            const SaudaKaspiGet *how,
                            const char *url,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gpointer sauda_kaspi_get_finish (SaudaKaspiTransport *transport,
                                 GAsyncResult *result,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_kaspi_get_json_async (SaudaKaspiTransport *transport,
                                 const char *url,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

G_END_DECLS
