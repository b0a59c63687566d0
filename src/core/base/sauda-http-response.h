#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SaudaHttpResponse:
 * @status: HTTP status, whatever it is
 * @content_type: (nullable): media type without parameters, lower case
 * @body: (not nullable): the whole body, decompressed
 * @retry_after_ms: how long the server asks us to wait, -1 when it does not
 * @server_date_ms: the server's own time in UTC milliseconds, 0 when it did not tell
 */
typedef struct {
  guint status;
  char *content_type;
  GBytes *body;
  gint64 retry_after_ms;
  gint64 server_date_ms;
} SaudaHttpResponse;

SaudaHttpResponse *sauda_http_response_new (SoupMessage *message, GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
void sauda_http_response_free (SaudaHttpResponse *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaHttpResponse, sauda_http_response_free)

G_END_DECLS
