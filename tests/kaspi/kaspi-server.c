#include "kaspi-server.h"

#define TOKEN "fictional+token/0000000000000000000000000="

static void
asked_free (gpointer data)
{
  KaspiAsked *asked = data;

  g_free (asked->method);
  g_free (asked->path);
  g_hash_table_unref (asked->query);
  g_free (asked->token);
  g_free (asked->send_code);
  g_free (asked->security_code);
  g_free (asked->accept);
  g_free (asked->content_type);
  g_free (asked->user_agent);
  g_free (asked->body);
  g_free (asked);
}

static void
on_request (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  KaspiServer *server = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  KaspiAsked *asked = g_new0 (KaspiAsked, 1);
  const char *text = g_uri_get_query (soup_server_message_get_uri (message));

  asked->method = g_strdup (soup_server_message_get_method (message));
  asked->path = g_strdup (g_uri_get_path (soup_server_message_get_uri (message)));
  asked->query = soup_form_decode (text != NULL ? text : "");
  asked->token = g_strdup (soup_message_headers_get_one (headers, "X-Auth-Token"));
  asked->send_code = g_strdup (soup_message_headers_get_one (headers, "X-Send-Code"));
  asked->security_code = g_strdup (soup_message_headers_get_one (headers, "X-Security-Code"));
  asked->accept = g_strdup (soup_message_headers_get_one (headers, "Accept"));
  asked->content_type = g_strdup (soup_message_headers_get_one (headers, "Content-Type"));
  asked->user_agent = g_strdup (soup_message_headers_get_one (headers, "User-Agent"));
  asked->body = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  asked->at_us = g_get_monotonic_time ();
  g_ptr_array_add (server->asked, asked);
  server->handler (server, message, asked, server->data);
}

KaspiServer *
kaspi_server_new (GTlsCertificate *certificate, KaspiHandler handler, gpointer data)
{
  KaspiServer *server = g_new0 (KaspiServer, 1);
  SoupServerListenOptions options = SOUP_SERVER_LISTEN_IPV4_ONLY;
  GError *error = NULL;
  GSList *uris;

  server->soup = soup_server_new ("tls-certificate", certificate, NULL);
  server->asked = g_ptr_array_new_with_free_func (asked_free);
  server->handler = handler;
  server->data = data;
  soup_server_add_handler (server->soup, NULL, on_request, server, NULL);
  if (certificate != NULL)
    options |= SOUP_SERVER_LISTEN_HTTPS;
  soup_server_listen_local (server->soup, 0, options, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server->soup);
  server->url =
    g_strdup_printf ("%s://%s:%d", g_uri_get_scheme (uris->data),
                     certificate != NULL ? "localhost" : "127.0.0.1", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return server;
}

void
kaspi_server_free (KaspiServer *server)
{
  static GPtrArray *handshaking;

  if (soup_server_is_https (server->soup)) {
    /* libsoup 3.6 crashes when a connection is dropped amid its handshake, so these live as long as the
     * program. */
    if (handshaking == NULL)
      handshaking = g_ptr_array_new ();
    g_ptr_array_add (handshaking, g_steal_pointer (&server->soup));
  } else {
    soup_server_disconnect (server->soup);
    g_object_unref (server->soup);
  }
  g_ptr_array_unref (server->asked);
  g_free (server->url);
  g_free (server);
}

const KaspiAsked *
kaspi_server_get_asked (KaspiServer *server, guint index)
{
  g_assert_cmpuint (index, <, server->asked->len);
  return g_ptr_array_index (server->asked, index);
}

void
kaspi_server_reply (SoupServerMessage *message,
                    guint status,
                    const char *type,
                    const char *body,
                    gssize length)
{
  gsize size = length >= 0 ? (gsize) length : strlen (body);

  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, size);
}

void
kaspi_server_reply_file (SoupServerMessage *message, guint status, const char *name)
{
  g_autofree char *body = kaspi_test_load (name);

  kaspi_server_reply (message, status,
                      g_str_has_suffix (name, ".html") ? "text/html" : "application/vnd.api+json", body, -1);
}

void
kaspi_server_stay_silent (SoupServerMessage *message)
{
  soup_server_message_pause (message);
}

void
kaspi_server_drop (SoupServerMessage *message)
{
  g_autoptr (GError) error = NULL;

  g_socket_shutdown (soup_server_message_get_socket (message), TRUE, TRUE, &error);
  g_assert_no_error (error);
}

char *
kaspi_test_load (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("SAUDA_TEST_DATA"), "kaspi", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

SaudaKaspiClient *
kaspi_test_client (KaspiServer *server)
{
  g_autoptr (SaudaHttp) http = sauda_http_new (4, 0);
  g_autofree char *base = g_strconcat (server->url, "/shop/api/", NULL);
  SaudaKaspiClient *client = sauda_kaspi_client_new (http, base, TOKEN "\r\n");

  sauda_kaspi_client_set_retry_delay (client, 5);
  return client;
}

void
kaspi_test_keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

GAsyncResult *
kaspi_test_wait (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

GPtrArray *
kaspi_test_list (SaudaKaspiClient *client, gint64 from_ms, gint64 to_ms, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_kaspi_client_list_orders_async (client, from_ms, to_ms, NULL, NULL, NULL, kaspi_test_keep_result,
                                        &result);
  return sauda_kaspi_client_list_orders_finish (client, kaspi_test_wait (&result), error);
}

SaudaKaspiOrder *
kaspi_test_find (SaudaKaspiClient *client, const char *code, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_kaspi_client_find_order_async (client, code, NULL, kaspi_test_keep_result, &result);
  return sauda_kaspi_client_find_order_finish (client, kaspi_test_wait (&result), error);
}

SaudaKaspiAnswer
kaspi_test_change (SaudaKaspiClient *client, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  SaudaKaspiChange change = {
    .order_id = "OTAwMTAwMjAw",
    .code = "900100200",
    .status = "ASSEMBLE",
    .number_of_space = "1",
  };

  sauda_kaspi_client_change_order_async (client, &change, NULL, kaspi_test_keep_result, &result);
  return sauda_kaspi_client_change_order_finish (client, kaspi_test_wait (&result), error);
}

GBytes *
kaspi_test_download (SaudaKaspiClient *client, const char *url, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_kaspi_client_download_waybill_async (client, url, NULL, kaspi_test_keep_result, &result);
  return sauda_kaspi_client_download_waybill_finish (client, kaspi_test_wait (&result), error);
}
