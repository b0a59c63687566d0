#include "canned-server.h"

#include <libsoup/soup.h>
#include <string.h>

struct _CannedServer {
  SoupServer *server;
  const CannedAnswer *answers;
  guint n_answers;
  GPtrArray *requests; /* (element-type CannedRequest) */
};

static void
request_free (gpointer data)
{
  CannedRequest *request = data;

  g_free (request->method);
  g_free (request->path);
  g_free (request->authorization);
  g_free (request->key);
  g_free (request->type);
  g_free (request->body);
  g_free (request);
}

static void
keep (CannedServer *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GBytes) body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  GUri *uri = soup_server_message_get_uri (message);
  CannedRequest *request = g_new0 (CannedRequest, 1);
  gsize size;
  const char *bytes = g_bytes_get_data (body, &size);

  request->method = g_strdup (soup_server_message_get_method (message));
  request->path = g_strdup_printf ("%s%s%s", g_uri_get_path (uri), g_uri_get_query (uri) != NULL ? "?" : "",
                                   g_uri_get_query (uri) != NULL ? g_uri_get_query (uri) : "");
  request->authorization = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  request->key = g_strdup (soup_message_headers_get_one (headers, "D360-API-KEY"));
  request->type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  request->body = g_strndup (bytes != NULL ? bytes : "", size);
  g_ptr_array_add (self->requests, request);
}

/* What is asked beyond the last answer gets the last one again. */
static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  CannedServer *self = data;
  const CannedAnswer *answer = &self->answers[MIN (self->requests->len, self->n_answers - 1)];

  keep (self, message);
  if (answer->status == 0) {
    g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);

    g_io_stream_close (stream, NULL, NULL);
    return;
  }
  soup_server_message_set_status (message, answer->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, answer->body,
                                    strlen (answer->body));
}

CannedServer *
canned_server_new (const CannedAnswer *answers, guint n_answers)
{
  CannedServer *self = g_new0 (CannedServer, 1);
  g_autoptr (GError) error = NULL;

  self->server = soup_server_new (NULL, NULL);
  self->answers = answers;
  self->n_answers = n_answers;
  self->requests = g_ptr_array_new_with_free_func (request_free);
  soup_server_add_handler (self->server, NULL, on_request, self, NULL);
  soup_server_listen_local (self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  return self;
}

void
canned_server_free (CannedServer *self)
{
  soup_server_disconnect (self->server);
  g_object_unref (self->server);
  g_ptr_array_unref (self->requests);
  g_free (self);
}

char *
canned_server_get_url (CannedServer *self)
{
  GSList *uris = soup_server_get_uris (self->server);
  char *url = g_strdup_printf ("http://127.0.0.1:%d", g_uri_get_port (uris->data));

  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return url;
}

guint
canned_server_count (CannedServer *self)
{
  return self->requests->len;
}

const CannedRequest *
canned_server_get (CannedServer *self, guint i)
{
  g_assert_cmpuint (self->requests->len, >, i);
  return g_ptr_array_index (self->requests, i);
}
