#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* How far a request came: what may have happened on the server depends on it. */
typedef enum {
  SAUDA_HTTP_PHASE_CONNECTING, /* nothing has left */
  SAUDA_HTTP_PHASE_SENT,       /* the request has left, no byte of an answer came */
  SAUDA_HTTP_PHASE_ANSWERED,   /* the head of the answer came */
} SaudaHttpPhase;

GError *sauda_http_error_from_soup (SoupMessage *message,
                                    SaudaHttpPhase phase,
                                    const char *proxy,
                                    const GError *cause) G_GNUC_WARN_UNUSED_RESULT;
GError *sauda_http_error_of_proxy (SoupMessage *message, const char *proxy) G_GNUC_WARN_UNUSED_RESULT;
GError *sauda_http_error_late (SoupMessage *message, SaudaHttpPhase phase, const char *proxy, guint seconds)
  G_GNUC_WARN_UNUSED_RESULT;
GError *sauda_http_error_too_large (SoupMessage *message, gsize max_bytes) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
