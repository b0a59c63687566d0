#include "sauda-http-listener.h"
#include "sauda-test.h"

#include <string.h>

#define MOST_BYTES 1000
#define MOST_CONNECTIONS 64

typedef struct {
  SaudaHttpListener *listener; /* (owned) */
  guint bodies;                /* that came through */
  gsize length;                /* of the last */
} Fixture;

static void
on_request (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  Fixture *fixture = data;

  fixture->bodies++;
  fixture->length = (gsize) soup_server_message_get_request_body (message)->length;
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer reach)
{
  g_autoptr (GError) error = NULL;

  fixture->listener =
    sauda_http_listener_new ((SaudaHttpReach) GPOINTER_TO_INT (reach), 0, MOST_BYTES, &error);
  g_assert_no_error (error);
  soup_server_add_handler (sauda_http_listener_get_server (fixture->listener), NULL, on_request, fixture,
                           NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  sauda_http_listener_free (fixture->listener);
}

static GSocketConnection *
call_up (Fixture *fixture)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GSocketConnection *connection;

  g_socket_client_connect_to_host_async (client, "127.0.0.1",
                                         (guint16) sauda_http_listener_get_port (fixture->listener), NULL,
                                         sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  connection = g_socket_client_connect_to_host_finish (client, result, &error);
  g_assert_no_error (error);
  return connection;
}

/* The status of the answer; 0 when there is none: nothing was said before the end. */
static guint
read_status (GSocketConnection *connection)
{
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) answer = NULL;
  const char *text;
  gsize size;

  g_input_stream_read_bytes_async (stream, 1000, G_PRIORITY_DEFAULT, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  answer = g_input_stream_read_bytes_finish (stream, result, NULL);
  text = answer != NULL ? g_bytes_get_data (answer, &size) : NULL;
  if (text == NULL || size < strlen ("HTTP/1.1 200"))
    return 0;
  return (guint) g_ascii_strtoull (text + strlen ("HTTP/1.1 "), NULL, 10);
}

static void
say (GSocketConnection *connection, const char *text, gsize length)
{
  GOutputStream *stream = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GAsyncResult) result = NULL;

  g_output_stream_write_all_async (stream, text, length, G_PRIORITY_DEFAULT, NULL, sauda_test_keep_result,
                                   &result);
  sauda_test_wait_until (result != NULL);
  g_assert_true (g_output_stream_write_all_finish (stream, result, NULL, NULL));
}

static guint
ask (Fixture *fixture, const char *request)
{
  g_autoptr (GSocketConnection) connection = call_up (fixture);

  say (connection, request, strlen (request));
  return read_status (connection);
}

static void
test_bodies (Fixture *fixture, gconstpointer reach)
{
  g_autofree char *long_body = g_strnfill (MOST_BYTES + 1, 'x');
  g_autofree char *announced =
    g_strdup_printf ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s", MOST_BYTES + 1, long_body);
  g_autofree char *unannounced =
    g_strdup_printf ("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n",
                     MOST_BYTES + 1, long_body);
  g_autofree char *just_right =
    g_strdup_printf ("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n%s", MOST_BYTES, long_body + 1);

  g_assert_cmpuint (ask (fixture, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"), ==, 200);
  g_assert_cmpuint (ask (fixture, just_right), ==, 200);
  g_assert_cmpuint (fixture->length, ==, MOST_BYTES);
  g_assert_cmpuint (fixture->bodies, ==, 2);
  g_assert_cmpuint (ask (fixture, announced), ==, 413);
  g_assert_cmpuint (ask (fixture, unannounced), ==, 413);
  g_assert_cmpuint (fixture->bodies, ==, 2);
}

/* Who comes when the house is full is sent away, and let in once somebody went. */
static void
test_many (Fixture *fixture, gconstpointer reach)
{
  g_autoptr (GPtrArray) here = g_ptr_array_new_with_free_func (g_object_unref);
  guint status = 0;

  for (guint i = 0; i < MOST_CONNECTIONS; i++) {
    GSocketConnection *connection = call_up (fixture);

    g_ptr_array_add (here, connection);
    say (connection, "GET /", strlen ("GET /"));
  }
  g_assert_cmpuint (ask (fixture, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"), ==, 0);
  g_ptr_array_set_size (here, MOST_CONNECTIONS - 1);
  for (guint tries = 0; status == 0 && tries < 1000; tries++)
    status = ask (fixture, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  g_assert_cmpuint (status, ==, 200);
}

static void
test_silence (Fixture *fixture, gconstpointer reach)
{
  g_autoptr (GSocketConnection) connection = call_up (fixture);

  say (connection, "GET /", strlen ("GET /"));
  g_assert_cmpuint (read_status (connection), !=, 200);
  g_assert_cmpuint (fixture->bodies, ==, 0);
}

static void
test_port_taken (Fixture *fixture, gconstpointer reach)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sauda_http_listener_new ((SaudaHttpReach) GPOINTER_TO_INT (reach),
                                          sauda_http_listener_get_port (fixture->listener), 0, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *name;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "bodies", test_bodies },
    { "many", test_many },
    { "silence", test_silence },
    { "port-taken", test_port_taken },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *computer = g_strdup_printf ("/base/http-listener/computer/%s", tests[i].name);
    g_autofree char *everywhere = g_strdup_printf ("/base/http-listener/everywhere/%s", tests[i].name);

    g_test_add (computer, Fixture, GINT_TO_POINTER (SAUDA_HTTP_REACH_COMPUTER), set_up, tests[i].test,
                tear_down);
    if (tests[i].test != test_silence)
      g_test_add (everywhere, Fixture, GINT_TO_POINTER (SAUDA_HTTP_REACH_EVERYWHERE), set_up, tests[i].test,
                  tear_down);
  }
  return g_test_run ();
}
