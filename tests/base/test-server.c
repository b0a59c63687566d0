#include "test-server.h"

#include <string.h>

/* After enough requests have gathered, one too many gets this long to show up. */
#define GRACE_MS 100

#define LARGE 100000
#define BOMB 1000000

struct _TestServer {
  GThread *thread;              /* (owned) */
  GMainContext *context;        /* (owned): of the thread */
  GMainLoop *loop;              /* (owned) */
  GTlsCertificate *certificate; /* (owned) (nullable) */
  SoupServer *server;           /* (owned) (nullable) once it has stopped: used on the thread */
  GPtrArray *held;              /* (owned): of paused SoupServerMessage, used on the thread */
  GSource *grace;               /* (owned) (nullable) */
  GMutex lock;                  /* guards what follows */
  GCond started;
  guint port;
  guint requests;
  guint held_count;
  guint most_held;
};

static void
note_held (TestServer *self)
{
  g_mutex_lock (&self->lock);
  self->held_count = self->held->len;
  self->most_held = MAX (self->most_held, self->held_count);
  g_mutex_unlock (&self->lock);
}

static void
set_answer (SoupServerMessage *message, guint status, const char *type, const char *body)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, body, strlen (body));
}

static void
forget_held (SoupServerMessage *message, gpointer data)
{
  TestServer *self = data;

  if (g_ptr_array_remove (self->held, message))
    note_held (self);
}

static void
hold (TestServer *self, SoupServerMessage *message)
{
  g_ptr_array_add (self->held, g_object_ref (message));
  g_signal_connect (message, "finished", G_CALLBACK (forget_held), self);
  g_signal_connect (message, "disconnected", G_CALLBACK (forget_held), self);
  soup_server_message_pause (message);
  note_held (self);
}

static gboolean
release_on_thread (gpointer data)
{
  TestServer *self = data;
  g_autoptr (GPtrArray) held = g_steal_pointer (&self->held);

  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  note_held (self);
  for (guint i = 0; i < held->len; i++) {
    SoupServerMessage *message = g_ptr_array_index (held, i);

    soup_message_body_complete (soup_server_message_get_response_body (message));
    soup_server_message_unpause (message);
  }
  return G_SOURCE_REMOVE;
}

static gboolean
grace_is_over (gpointer data)
{
  TestServer *self = data;

  g_clear_pointer (&self->grace, g_source_unref);
  return release_on_thread (self);
}

static void
gather (TestServer *self, SoupServerMessage *message, guint count)
{
  set_answer (message, SOUP_STATUS_OK, "application/json", "{}");
  hold (self, message);
  if (self->held->len < count || self->grace != NULL)
    return;
  self->grace = g_timeout_source_new (GRACE_MS);
  g_source_set_callback (self->grace, grace_is_over, self, NULL);
  g_source_attach (self->grace, self->context);
}

static void
echo (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *token = soup_message_headers_get_one (headers, "X-Auth-Token");
  g_autofree char *body = g_strdup_printf ("%s\n%s", soup_message_headers_get_one (headers, "User-Agent"),
                                           token != NULL ? token : "none");

  set_answer (message, SOUP_STATUS_OK, "text/plain", body);
}

/* Only what is paused can be released. */
static void
on_first_byte (SoupServerMessage *message, gpointer data)
{
  g_signal_handlers_disconnect_by_func (message, on_first_byte, data);
  hold (data, message);
}

static void
begin_slowly (TestServer *self, SoupServerMessage *message)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, "x", 1);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_first_byte), self);
}

static void
send_large (SoupServerMessage *message, gboolean announced)
{
  g_autofree char *body = g_strnfill (LARGE, 'x');

  set_answer (message, SOUP_STATUS_OK, "text/plain", body);
  if (announced)
    return;
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_complete (soup_server_message_get_response_body (message));
}

static void
send_bomb (SoupServerMessage *message)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autofree char *body = g_malloc0 (BOMB), *packed = g_malloc (BOMB);
  gsize read, written;

  g_assert_cmpint (g_converter_convert (G_CONVERTER (compressor), body, BOMB, packed, BOMB,
                                        G_CONVERTER_INPUT_AT_END, &read, &written, NULL),
                   ==, G_CONVERTER_FINISHED);
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_append (soup_server_message_get_response_headers (message), "Content-Encoding",
                               "gzip");
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_COPY, packed, written);
}

static void
redirect (SoupServerMessage *message, const char *location)
{
  set_answer (message, SOUP_STATUS_FOUND, "text/html", "<p>elsewhere</p>");
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location", location);
}

static void
send_status (SoupServerMessage *message, guint status)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  set_answer (message, status, "application/vnd.api+json; charset=utf-8", "{\"errors\":[]}");
  soup_message_headers_replace (headers, "Retry-After", "7");
  soup_message_headers_replace (headers, "Date", "Mon, 23 Nov 2026 10:00:00 GMT");
}

static void
handle (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  TestServer *self = data;

  g_mutex_lock (&self->lock);
  self->requests++;
  g_mutex_unlock (&self->lock);
  if (g_str_equal (path, "/echo")) {
    echo (message);
  } else if (g_str_equal (path, "/hold")) {
    set_answer (message, SOUP_STATUS_OK, "application/json", "{}");
    hold (self, message);
  } else if (g_str_has_prefix (path, "/gather/")) {
    gather (self, message, (guint) g_ascii_strtoull (path + strlen ("/gather/"), NULL, 10));
  } else if (g_str_equal (path, "/slow")) {
    begin_slowly (self, message);
  } else if (g_str_equal (path, "/large") || g_str_equal (path, "/stream")) {
    send_large (message, g_str_equal (path, "/large"));
  } else if (g_str_equal (path, "/bomb")) {
    send_bomb (message);
  } else if (g_str_equal (path, "/redirect")) {
    g_autofree char *location =
      g_uri_unescape_string (g_uri_get_query (soup_server_message_get_uri (message)), NULL);

    redirect (message, location);
  } else if (g_str_equal (path, "/loop")) {
    redirect (message, "/loop");
  } else if (g_str_has_prefix (path, "/status/")) {
    send_status (message, (guint) g_ascii_strtoull (path + strlen ("/status/"), NULL, 10));
  } else {
    set_answer (message, SOUP_STATUS_OK, "application/json", "{\"ok\":true}");
  }
}

static gpointer
serve (gpointer data)
{
  TestServer *self = data;
  g_autoptr (GError) error = NULL;
  GSList *uris;

  g_main_context_push_thread_default (self->context);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->server = soup_server_new ("server-header", "test", NULL);
  if (self->certificate != NULL)
    soup_server_set_tls_certificate (self->server, self->certificate);
  soup_server_add_handler (self->server, NULL, handle, self, NULL);
  soup_server_listen_local (
    self->server, 0,
    SOUP_SERVER_LISTEN_IPV4_ONLY | (self->certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0), &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (self->server);
  g_mutex_lock (&self->lock);
  self->port = (guint) g_uri_get_port (uris->data);
  g_cond_signal (&self->started);
  g_mutex_unlock (&self->lock);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  g_main_loop_run (self->loop);

  if (self->certificate == NULL) {
    soup_server_disconnect (self->server);
    g_clear_object (&self->server);
    while (g_main_context_iteration (self->context, FALSE))
      continue;
  }
  /* Messages that the disconnecting ends are taken out of it. */
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static gboolean
quit (gpointer data)
{
  TestServer *self = data;

  if (self->grace != NULL)
    g_source_destroy (self->grace);
  g_clear_pointer (&self->grace, g_source_unref);
  release_on_thread (self);
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static guint
read_number (TestServer *self, const guint *number)
{
  guint copy;

  g_mutex_lock (&self->lock);
  copy = *number;
  g_mutex_unlock (&self->lock);
  return copy;
}

/**
 * test_server_new:
 * @certificate: (nullable): for HTTPS
 *
 * Returns: (transfer full): a server that listens
 */
TestServer *
test_server_new (GTlsCertificate *certificate)
{
  TestServer *self = g_new0 (TestServer, 1);

  g_mutex_init (&self->lock);
  g_cond_init (&self->started);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  self->thread = g_thread_new ("test-server", serve, self);
  g_mutex_lock (&self->lock);
  while (self->port == 0)
    g_cond_wait (&self->started, &self->lock);
  g_mutex_unlock (&self->lock);
  return self;
}

/**
 * test_server_free:
 * @self: (transfer full): a server
 */
void
test_server_free (TestServer *self)
{
  static GPtrArray *handshaking;

  g_main_context_invoke (self->context, quit, self);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  if (self->server != NULL) {
    /* libsoup 3.6 crashes when a connection is dropped amid its handshake: these stay until the end */
    if (handshaking == NULL)
      handshaking = g_ptr_array_new ();
    g_ptr_array_add (handshaking, self->server);
    g_ptr_array_add (handshaking, self->context);
  } else {
    g_main_context_unref (self->context);
  }
  g_clear_object (&self->certificate);
  g_cond_clear (&self->started);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * test_server_get_address:
 * @self: a server
 * @path: such as `/ok`
 *
 * Returns: (transfer full): the whole address
 */
char *
test_server_get_address (TestServer *self, const char *path)
{
  return g_strdup_printf ("%s://127.0.0.1:%u%s", self->certificate != NULL ? "https" : "http",
                          read_number (self, &self->port), path);
}

/**
 * test_server_get_requests:
 * @self: a server
 *
 * Returns: how many requests have come
 */
guint
test_server_get_requests (TestServer *self)
{
  return read_number (self, &self->requests);
}

/**
 * test_server_get_held:
 * @self: a server
 *
 * Returns: how many requests it has in hand unanswered
 */
guint
test_server_get_held (TestServer *self)
{
  return read_number (self, &self->held_count);
}

/**
 * test_server_get_most_held:
 * @self: a server
 *
 * Returns: how many requests it had in hand at a time at most
 */
guint
test_server_get_most_held (TestServer *self)
{
  return read_number (self, &self->most_held);
}

/**
 * test_server_release:
 * @self: a server
 *
 * Answers all requests that it has in hand.
 */
void
test_server_release (TestServer *self)
{
  g_main_context_invoke (self->context, release_on_thread, self);
}
