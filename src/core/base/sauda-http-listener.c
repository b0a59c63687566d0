#include "sauda-http-listener.h"

#define MOST_CONNECTIONS 64
#define SILENCE_SECONDS 30

struct _SaudaHttpListener {
  SoupServer *server;      /* (owned) (not nullable) */
  GSocketService *service; /* (owned) (not nullable) */
  guint *connections;      /* (owned) (not nullable): here now; each of them holds it too */
  guint port;
};

/* What is not kept is read to its end all the same: only then is the answer heard. */
static void
refuse (SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  soup_message_body_set_accumulate (body, FALSE);
  soup_message_body_truncate (body);
  soup_server_message_set_status (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, NULL);
}

static void
on_headers (SoupServerMessage *message, gpointer data)
{
  goffset length =
    soup_message_headers_get_content_length (soup_server_message_get_request_headers (message));

  if (length > 0 && (gsize) length > GPOINTER_TO_SIZE (data))
    refuse (message);
}

/* A body that did not tell its length. */
static void
on_chunk (SoupServerMessage *message, GBytes *chunk, gpointer data)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);

  if (soup_message_body_get_accumulate (body) && (gsize) body->length > GPOINTER_TO_SIZE (data))
    refuse (message);
}

static void
on_request (SoupServer *server, SoupServerMessage *message, gpointer data)
{
  g_signal_connect (message, "got-headers", G_CALLBACK (on_headers), data);
  g_signal_connect (message, "got-chunk", G_CALLBACK (on_chunk), data);
}

static void
on_gone (gpointer data)
{
  guint *connections = data;

  (*connections)--;
  g_rc_box_release (connections);
}

static gboolean
on_incoming (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  SaudaHttpListener *self = data;
  g_autoptr (GSocketAddress) here = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) there = g_socket_connection_get_remote_address (connection, NULL);

  if (*self->connections == MOST_CONNECTIONS || here == NULL || there == NULL) {
    g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
    return TRUE;
  }
  (*self->connections)++;
  g_object_set_data_full (G_OBJECT (connection), "sauda-counted", g_rc_box_acquire (self->connections),
                          on_gone);
  g_socket_set_timeout (g_socket_connection_get_socket (connection), SILENCE_SECONDS);
  soup_server_accept_iostream (self->server, G_IO_STREAM (connection), here, there, NULL);
  return TRUE;
}

static gboolean
listen_everywhere (SaudaHttpListener *self, guint port, GError **error)
{
  GSocketListener *listener = G_SOCKET_LISTENER (self->service);

  if (port == 0) {
    self->port = g_socket_listener_add_any_inet_port (listener, NULL, error);
    return self->port != 0;
  }
  self->port = port;
  return g_socket_listener_add_inet_port (listener, (guint16) port, NULL, error);
}

static gboolean
listen_here (SaudaHttpListener *self, guint port, GError **error)
{
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr (GSocketAddress) taken = NULL;

  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &taken, error))
    return FALSE;
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (taken));
  return TRUE;
}

/**
 * sauda_http_listener_new:
 * @reach: who may come
 * @port: a port of the computer, 0 for any free one
 * @most_bytes: of a request's body; a longer one is answered with 413 and not kept
 * @error: return location
 *
 * Listens from now on, 64 connections at a time at most and 30 seconds of silence on each.
 *
 * Returns: (transfer full) (nullable): the listener, or %NULL with %G_IO_ERROR when the port cannot be had
 */
SaudaHttpListener *
sauda_http_listener_new (SaudaHttpReach reach, guint port, gsize most_bytes, GError **error)
{
  g_autoptr (SaudaHttpListener) self = g_new0 (SaudaHttpListener, 1);

  g_return_val_if_fail (port <= G_MAXUINT16, NULL);

  self->connections = g_rc_box_new0 (guint);
  self->server = soup_server_new ("server-header", "Sauda", NULL);
  g_signal_connect (self->server, "request-started", G_CALLBACK (on_request), GSIZE_TO_POINTER (most_bytes));
  self->service = g_socket_service_new ();
  g_signal_connect (self->service, "incoming", G_CALLBACK (on_incoming), self);
  if (reach == SAUDA_HTTP_REACH_EVERYWHERE ? !listen_everywhere (self, port, error)
                                           : !listen_here (self, port, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * sauda_http_listener_free:
 * @self: (transfer full) (nullable): a listener
 *
 * Stops it.
 */
void
sauda_http_listener_free (SaudaHttpListener *self)
{
  if (self == NULL)
    return;
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_signal_handlers_disconnect_by_data (self->service, self);
  soup_server_disconnect (self->server);
  g_object_unref (self->service);
  g_object_unref (self->server);
  g_rc_box_release (self->connections);
  g_free (self);
}

/**
 * sauda_http_listener_get_server:
 * @self: a listener
 *
 * Returns: (transfer none): what answers, to be given its handlers
 */
SoupServer *
sauda_http_listener_get_server (SaudaHttpListener *self)
{
  return self->server;
}

/**
 * sauda_http_listener_get_port:
 * @self: a listener
 *
 * Returns: where it listens
 */
guint
sauda_http_listener_get_port (SaudaHttpListener *self)
{
  return self->port;
}
