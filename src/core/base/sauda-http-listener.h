#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * SaudaHttpReach:
 * @SAUDA_HTTP_REACH_COMPUTER: this computer alone; what stands before it brings others in
 * @SAUDA_HTTP_REACH_EVERYWHERE: every network that the computer is in, by IPv4 and IPv6
 *
 * Who may come.
 */
typedef enum { SAUDA_HTTP_REACH_COMPUTER, SAUDA_HTTP_REACH_EVERYWHERE } SaudaHttpReach;

/**
 * SaudaHttpListener:
 *
 * Listens for whoever comes, strangers of the Internet too: how many are here at a time, how long they are
 * silent and how much they say is bounded, so that none of them fills the memory or takes the last descriptor
 * of the program. Belongs to the thread that made it and needs its main context.
 */
typedef struct _SaudaHttpListener SaudaHttpListener;

SaudaHttpListener *sauda_http_listener_new (SaudaHttpReach reach,
                                            guint port,
                                            gsize most_bytes,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_http_listener_free (SaudaHttpListener *self);
SoupServer *sauda_http_listener_get_server (SaudaHttpListener *self);
guint sauda_http_listener_get_port (SaudaHttpListener *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaHttpListener, sauda_http_listener_free)

G_END_DECLS
