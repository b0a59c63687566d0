#pragma once

#include <gio/gio.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SaudaKaspiRequest:
 *
 * One request, sent once.
 */
typedef struct {
  GUri *uri;                 /* (not nullable) */
  GBytes *body;              /* (nullable) with a body it is a POST, or the method below */
  const char *method;        /* (nullable) NULL: POST or GET */
  const char *accept;        /* (nullable) of the answer and of the body; NULL: the JSON:API's */
  const char *content_type;  /* (nullable) of the body, where it is not @accept */
  const char *security_code; /* (nullable) buyer's code; an empty one is sent too */
  guint timeout_seconds;     /* 0: the transport's */
  gsize max_bytes;
  gint64 wait_ms;          /* at least, before it is sent */
  gboolean refused_before; /* Kaspi had too many requests: its turn comes first */
} SaudaKaspiRequest;

SoupMessage *sauda_kaspi_request_build (const SaudaKaspiRequest *self,
                                        const char *token) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_kaspi_request_hash (const SaudaKaspiRequest *self);

G_END_DECLS
