#include "sauda-base-error.h"
#include "sauda-http.h"
#include "sauda-test.h"
#include "test-server.h"

#include <string.h>

#define PATIENCE 30
#define PLENTY (1024 * 1024)

/* A request under way, for tests that watch several. */
typedef struct {
  GAsyncResult *result; /* (owned) (nullable) until it is over */
  GError *error;        /* (owned) (nullable) */
} Sending;

static SaudaHttpResponse *
finish (SaudaHttp *http, Sending *sending)
{
  sauda_test_wait_until (sending->result != NULL);
  return sauda_http_send_finish (http, sending->result, &sending->error);
}

static void
sending_clear (Sending *sending)
{
  g_clear_object (&sending->result);
  g_clear_error (&sending->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sending, sending_clear)

static SoupMessage *
make_message (const char *method, TestServer *server, const char *path)
{
  g_autofree char *address = test_server_get_address (server, path);
  SoupMessage *message = soup_message_new (method, address);

  soup_message_headers_append (soup_message_get_request_headers (message), "X-Auth-Token", "secret");
  return message;
}

static void
start (SaudaHttp *http,
       TestServer *server,
       const char *path,
       guint timeout_seconds,
       GCancellable *cancellable,
       Sending *sending)
{
  g_autoptr (SoupMessage) message = make_message ("GET", server, path);

  sauda_http_send_async (http, message, timeout_seconds, PLENTY, cancellable, sauda_test_keep_result,
                         &sending->result);
}

static SaudaHttpResponse *
get (SaudaHttp *http,
     TestServer *server,
     const char *path,
     guint timeout_seconds,
     gsize max_bytes,
     GError **error)
{
  g_autoptr (SoupMessage) message = make_message ("GET", server, path);
  g_auto (Sending) sending = { 0 };
  SaudaHttpResponse *response;

  sauda_http_send_async (http, message, timeout_seconds, max_bytes, NULL, sauda_test_keep_result,
                         &sending.result);
  response = finish (http, &sending);
  if (sending.error != NULL)
    g_propagate_error (error, g_steal_pointer (&sending.error));
  return response;
}

static void
assert_body (SaudaHttpResponse *response, const char *expected)
{
  g_autofree char *body =
    g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));

  g_assert_cmpstr (body, ==, expected);
}

static void
test_answer (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  SaudaHttp *http = sauda_http_new (4, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaHttpResponse) response = get (http, server, "/ok", PATIENCE, PLENTY, &error);
  g_autoptr (SaudaHttpResponse) refusal = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_cmpstr (response->content_type, ==, "application/json");
  g_assert_cmpint (response->retry_after_ms, ==, -1);
  assert_body (response, "{\"ok\":true}");

  refusal = get (http, server, "/status/429", PATIENCE, PLENTY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (refusal->status, ==, 429);
  g_assert_cmpstr (refusal->content_type, ==, "application/vnd.api+json");
  g_assert_cmpint (refusal->retry_after_ms, ==, 7000);
  g_assert_cmpint (refusal->server_date_ms, ==, G_GINT64_CONSTANT (1795428000000));
  g_assert_cmpuint (sauda_http_get_requests (http), ==, 2);
  g_assert_finalize_object (http);
}

static void
test_user_agent (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);
  g_autoptr (SaudaHttpResponse) response = get (http, server, "/echo", PATIENCE, PLENTY, NULL);
  const char *body = g_bytes_get_data (response->body, NULL);

  g_assert_true (g_str_has_prefix (body, "Sauda/"));
  g_assert_nonnull (g_strstr_len (body, (gssize) g_bytes_get_size (response->body), "(+https://"));
  g_assert_null (g_strstr_len (body, (gssize) g_bytes_get_size (response->body), "libsoup"));
}

static void
test_in_flight (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (SaudaHttp) http = sauda_http_new (3, 0);
  Sending sendings[9] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (sendings); i++)
    start (http, server, "/gather/3", PATIENCE, NULL, &sendings[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (sendings); i++) {
    g_autoptr (SaudaHttpResponse) response = finish (http, &sendings[i]);

    g_assert_no_error (sendings[i].error);
    g_assert_cmpuint (response->status, ==, 200);
    sending_clear (&sendings[i]);
  }
  g_assert_cmpuint (test_server_get_requests (server), ==, 9);
  g_assert_cmpuint (test_server_get_most_held (server), ==, 3);
}

static void
test_rate (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (SaudaHttp) http = sauda_http_new (9, 40);
  Sending sendings[9] = { 0 };
  gint64 began_us = g_get_monotonic_time ();

  for (gsize i = 0; i < G_N_ELEMENTS (sendings); i++)
    start (http, server, "/ok", PATIENCE, NULL, &sendings[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (sendings); i++) {
    g_autoptr (SaudaHttpResponse) response = finish (http, &sendings[i]);

    g_assert_nonnull (response);
    sending_clear (&sendings[i]);
  }
  g_assert_cmpint (g_get_monotonic_time () - began_us, >=, 8 * G_USEC_PER_SEC / 40);
}

static void
test_silence (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (get (http, server, "/hold", 1, PLENTY, &error));
  g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_SILENCE);
  g_assert_cmpuint (test_server_get_requests (server), ==, 1);
}

static void
test_slow_body (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (get (http, server, "/slow", 1, PLENTY, &error));
  g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_TIMEOUT);
}

/* Time in the queue is not the server's fault. */
static void
test_queue_does_not_time_out (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);
  g_auto (Sending) first = { 0 }, second = { 0 };
  g_autoptr (SaudaHttpResponse) response = NULL;

  start (http, server, "/hold", 2, NULL, &first);
  start (http, server, "/ok", 1, NULL, &second);
  g_assert_null (finish (http, &first));
  g_assert_error (first.error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_SILENCE);
  response = finish (http, &second);
  g_assert_no_error (second.error);
  g_assert_cmpuint (response->status, ==, 200);
}

static void
test_too_large (void)
{
  static const char *const paths[] = { "/large", "/stream", "/bomb" };
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SaudaHttpResponse) fits = NULL;
    gsize size = g_str_equal (paths[i], "/bomb") ? 1000000 : 100000;

    g_assert_null (get (http, server, paths[i], PATIENCE, size - 1, &error));
    g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_TOO_LARGE);
    g_clear_error (&error);
    fits = get (http, server, paths[i], PATIENCE, size, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (g_bytes_get_size (fits->body), ==, size);
  }
}

static void
test_redirect_within (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaHttpResponse) response = get (http, server, "/redirect?/echo", PATIENCE, PLENTY, &error);
  g_autoptr (SaudaHttpResponse) endless = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (response->body, NULL),
                                  (gssize) g_bytes_get_size (response->body), "\nsecret"));
  g_assert_cmpuint (sauda_http_get_requests (http), ==, 2);

  endless = get (http, server, "/loop", PATIENCE, PLENTY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (endless->status, ==, 302);
  g_assert_cmpuint (sauda_http_get_requests (http), ==, 2 + 4);
}

static void
test_redirect_elsewhere (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL), elsewhere = test_server_new (NULL);
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);
  g_autofree char *target = test_server_get_address (elsewhere, "/echo");
  g_autofree char *path = g_strconcat ("/redirect?", target, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaHttpResponse) response = get (http, server, path, PATIENCE, PLENTY, &error);
  g_autoptr (SaudaHttpResponse) scheme = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 302);
  assert_body (response, "<p>elsewhere</p>");
  g_assert_cmpuint (test_server_get_requests (elsewhere), ==, 0);
  g_assert_cmpuint (sauda_http_get_requests (http), ==, 1);

  scheme = get (http, server, "/redirect?https://127.0.0.1/echo", PATIENCE, PLENTY, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (scheme->status, ==, 302);
}

static void
test_redirect_of_post (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);
  g_autoptr (SoupMessage) message = make_message ("POST", server, "/redirect?/echo");
  g_auto (Sending) sending = { 0 };
  g_autoptr (SaudaHttpResponse) response = NULL;

  sauda_http_send_async (http, message, PATIENCE, PLENTY, NULL, sauda_test_keep_result, &sending.result);
  response = finish (http, &sending);
  g_assert_no_error (sending.error);
  g_assert_cmpuint (response->status, ==, 302);
  g_assert_cmpuint (test_server_get_requests (server), ==, 1);
}

static void
test_cancel_queued (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  SaudaHttp *http = sauda_http_new (1, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Sending) first = { 0 }, second = { 0 };
  g_autoptr (SaudaHttpResponse) response = NULL;

  start (http, server, "/hold", PATIENCE, NULL, &first);
  start (http, server, "/ok", PATIENCE, cancellable, &second);
  sauda_test_wait_until (test_server_get_held (server) == 1);
  g_cancellable_cancel (cancellable);
  g_assert_null (finish (http, &second));
  g_assert_error (second.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (first.result);
  test_server_release (server);
  response = finish (http, &first);
  g_assert_no_error (first.error);
  g_assert_cmpuint (test_server_get_requests (server), ==, 1);
  sending_clear (&first);
  sending_clear (&second);
  g_assert_finalize_object (http);
}

static void
test_cancel_in_flight (void)
{
  static const char *const paths[] = { "/hold", "/slow" };
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_auto (Sending) sending = { 0 };
    g_autoptr (SaudaHttpResponse) next = NULL;

    start (http, server, paths[i], PATIENCE, cancellable, &sending);
    sauda_test_wait_until (test_server_get_held (server) == 1);
    g_cancellable_cancel (cancellable);
    g_assert_null (finish (http, &sending));
    g_assert_error (sending.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    /* The place in flight is free again. */
    next = get (http, server, "/ok", PATIENCE, PLENTY, NULL);
    g_assert_nonnull (next);
    test_server_release (server);
    sauda_test_wait_until (test_server_get_held (server) == 0);
  }
}

static void
cancel_now (SoupMessage *message, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* The answer is ready, and its callback has not been called. */
static void
test_cancel_at_the_head (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SoupMessage) message = make_message ("GET", server, "/ok");
  g_autoptr (SaudaHttpResponse) next = NULL;
  g_auto (Sending) sending = { 0 };

  g_signal_connect (message, "got-headers", G_CALLBACK (cancel_now), cancellable);
  sauda_http_send_async (http, message, PATIENCE, PLENTY, cancellable, sauda_test_keep_result,
                         &sending.result);
  g_assert_null (finish (http, &sending));
  g_assert_error (sending.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  next = get (http, server, "/ok", PATIENCE, PLENTY, NULL);
  g_assert_nonnull (next);
}

static void
test_cancelled_before (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Sending) sending = { 0 };

  g_cancellable_cancel (cancellable);
  start (http, server, "/ok", PATIENCE, cancellable, &sending);
  g_assert_null (finish (http, &sending));
  g_assert_error (sending.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (sauda_http_get_requests (http), ==, 0);
}

static void
test_refused (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *address = test_server_get_address (server, "/ok");
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);
  g_auto (Sending) sending = { 0 };

  g_clear_pointer (&server, test_server_free);
  sauda_http_send_async (http, message, PATIENCE, PLENTY, NULL, sauda_test_keep_result, &sending.result);
  g_assert_null (finish (http, &sending));
  g_assert_error (sending.error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_NETWORK);
  g_assert_nonnull (g_strstr_len (sending.error->message, -1, "refused"));
}

/* Answers GETs and keeps the connection; hangs up on a POST once it has read it. */
static gboolean
hang_up_on_post (GThreadedSocketService *service,
                 GSocketConnection *connection,
                 GObject *source,
                 gpointer data)
{
  static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  g_autoptr (GDataInputStream) in =
    g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  gint *posts = data;
  char *line;

  g_data_input_stream_set_newline_type (in, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  while ((line = g_data_input_stream_read_line (in, NULL, NULL, NULL)) != NULL) {
    g_autofree char *request = line;
    gboolean is_post = g_str_has_prefix (request, "POST ");

    while ((line = g_data_input_stream_read_line (in, NULL, NULL, NULL)) != NULL && *line != '\0')
      g_free (line);
    g_free (line);
    if (is_post) {
      g_atomic_int_inc (posts);
      break;
    }
    g_output_stream_write_all (out, answer, strlen (answer), NULL, NULL, NULL);
  }
  return TRUE;
}

static void
test_post_is_sent_once (void)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/orders", port);
  SaudaHttp *http = sauda_http_new (4, 0);
  gint posts = 0;

  g_signal_connect (service, "run", G_CALLBACK (hang_up_on_post), &posts);
  /* The GET leaves a connection behind that libsoup might take for the POST and then blame. */
  for (guint round = 1; round <= 3; round++) {
    g_autoptr (SoupMessage) reading = soup_message_new ("GET", address);
    g_autoptr (SoupMessage) writing = soup_message_new ("POST", address);
    g_auto (Sending) first = { 0 }, second = { 0 };
    g_autoptr (SaudaHttpResponse) response = NULL;

    sauda_http_send_async (http, reading, PATIENCE, PLENTY, NULL, sauda_test_keep_result, &first.result);
    response = finish (http, &first);
    g_assert_no_error (first.error);
    assert_body (response, "ok");
    sauda_http_send_async (http, writing, PATIENCE, PLENTY, NULL, sauda_test_keep_result, &second.result);
    g_assert_null (finish (http, &second));
    g_assert_error (second.error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_SILENCE);
    g_assert_cmpint (g_atomic_int_get (&posts), ==, round);
  }
  g_assert_finalize_object (http);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

static void
test_tls (void)
{
  static const struct {
    const char *certificate;
    gboolean trusted; /* whether the authority is known */
    const char *word; /* NULL: works */
  } cases[] = {
    { "base/server.pem", TRUE, NULL },
    { "base/server.pem", FALSE, "not trusted" },
    { "base/expired.pem", TRUE, "clock" },
    { "base/other-host.pem", TRUE, "another one" },
  };
  g_autofree char *authority = sauda_test_data_path ("base/authority.pem");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = sauda_test_data_path (cases[i].certificate);
    g_autoptr (GError) error = NULL;
    g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
    g_autoptr (TestServer) server = test_server_new (certificate);
    g_autoptr (GTlsDatabase) database = g_tls_file_database_new (authority, NULL);
    g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);
    g_autoptr (SaudaHttpResponse) response = NULL;

    g_assert_no_error (error);
    if (cases[i].trusted)
      sauda_http_set_tls_database (http, database);
    response = get (http, server, "/ok", PATIENCE, PLENTY, &error);
    if (cases[i].word == NULL) {
      g_assert_no_error (error);
      g_assert_cmpuint (response->status, ==, 200);
      continue;
    }
    g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_CERTIFICATE);
    g_assert_nonnull (g_strstr_len (error->message, -1, cases[i].word));
    g_assert_cmpuint (test_server_get_requests (server), ==, 0);
  }
}

static void
note_thread (gpointer data, GObject *gone)
{
  *(GThread **) data = g_thread_self ();
}

static gpointer
let_go (gpointer http)
{
  g_object_unref (http);
  return NULL;
}

/* Its connections end on the thread that watches them, whoever was the last to hold the sender. */
static void
test_last_held_elsewhere (void)
{
  g_autofree char *authority = sauda_test_data_path ("base/authority.pem");
  GTlsDatabase *database = g_tls_file_database_new (authority, NULL); /* the session's own: it ends with it */
  SaudaHttp *http = sauda_http_new (1, 0);
  GThread *ended_on = NULL;

  g_object_weak_ref (G_OBJECT (database), note_thread, &ended_on);
  sauda_http_set_tls_database (http, database);
  g_object_unref (database);
  g_thread_join (g_thread_new ("elsewhere", let_go, http));
  g_assert_null (ended_on);
  sauda_test_wait_until (ended_on != NULL);
  g_assert_true (ended_on == g_thread_self ());
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/http/answer", test_answer);
  g_test_add_func ("/base/http/user-agent", test_user_agent);
  g_test_add_func ("/base/http/in-flight", test_in_flight);
  g_test_add_func ("/base/http/rate", test_rate);
  g_test_add_func ("/base/http/silence", test_silence);
  g_test_add_func ("/base/http/slow-body", test_slow_body);
  g_test_add_func ("/base/http/queue-does-not-time-out", test_queue_does_not_time_out);
  g_test_add_func ("/base/http/too-large", test_too_large);
  g_test_add_func ("/base/http/redirect-within", test_redirect_within);
  g_test_add_func ("/base/http/redirect-elsewhere", test_redirect_elsewhere);
  g_test_add_func ("/base/http/redirect-of-post", test_redirect_of_post);
  g_test_add_func ("/base/http/cancel-queued", test_cancel_queued);
  g_test_add_func ("/base/http/cancel-in-flight", test_cancel_in_flight);
  g_test_add_func ("/base/http/cancel-at-the-head", test_cancel_at_the_head);
  g_test_add_func ("/base/http/cancelled-before", test_cancelled_before);
  g_test_add_func ("/base/http/refused", test_refused);
  g_test_add_func ("/base/http/post-is-sent-once", test_post_is_sent_once);
  g_test_add_func ("/base/http/tls", test_tls);
  g_test_add_func ("/base/http/last-held-elsewhere", test_last_held_elsewhere);
  return g_test_run ();
}
