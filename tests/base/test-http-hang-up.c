#include "sauda-base-error.h"
#include "sauda-http.h"
#include "sauda-test.h"

#include <string.h>

#define PATIENCE 30
#define PLENTY (1024 * 1024)
#define AT_A_TIME 2

/* A server that keeps its connections for more requests, and hangs up on whoever asks for "/gone" first. */
typedef struct {
  GSocketService *service; /* (owned) */
  guint16 port;
  GMutex lock; /* guards what follows */
  GCond changed;
  guint gathered; /* requests for "/gather" */
  guint gone;     /* requests for "/gone" that it is done with */
} Server;

static void
answer (GOutputStream *to)
{
  static const char text[] = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok";

  g_output_stream_write_all (to, text, strlen (text), NULL, NULL, NULL);
}

/* Nobody is answered before as many are here: each has a connection of its own. */
static void
gather (Server *server)
{
  g_mutex_lock (&server->lock);
  server->gathered++;
  g_cond_broadcast (&server->changed);
  while (server->gathered < AT_A_TIME)
    g_cond_wait (&server->changed, &server->lock);
  g_mutex_unlock (&server->lock);
}

static void
hang_up_once (Server *server, GIOStream *connection)
{
  g_mutex_lock (&server->lock);
  if (server->gone == 0)
    g_io_stream_close (connection, NULL, NULL);
  else
    answer (g_io_stream_get_output_stream (connection));
  server->gone++;
  g_cond_broadcast (&server->changed);
  g_mutex_unlock (&server->lock);
}

/* The request's line, the rest of its head read and dropped; %NULL when no other comes. */
static char *
read_request (GDataInputStream *from)
{
  char *first = g_data_input_stream_read_line (from, NULL, NULL, NULL);

  for (gboolean ended = first == NULL; !ended;) {
    g_autofree char *line = g_data_input_stream_read_line (from, NULL, NULL, NULL);

    ended = line == NULL || *g_strchomp (line) == '\0';
  }
  return first;
}

static gboolean
serve (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  g_autoptr (GDataInputStream) from =
    g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));

  for (;;) {
    g_autofree char *request = read_request (from);

    if (request == NULL)
      return TRUE;
    if (strstr (request, "/gather") != NULL)
      gather (data);
    if (strstr (request, "/gone") != NULL)
      hang_up_once (data, G_IO_STREAM (connection));
    else
      answer (g_io_stream_get_output_stream (G_IO_STREAM (connection)));
    if (g_io_stream_is_closed (G_IO_STREAM (connection)))
      return TRUE;
  }
}

static void
start_server (Server *server)
{
  GError *error = NULL;

  g_mutex_init (&server->lock);
  g_cond_init (&server->changed);
  server->service = g_threaded_socket_service_new (-1);
  server->port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (server->service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (server->service, "run", G_CALLBACK (serve), server);
}

static SoupMessage *
make_message (Server *server, const char *path)
{
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%d%s", server->port, path);

  return soup_message_new (SOUP_METHOD_GET, address);
}

/* So what the server did is there when it is looked for first, as on a busy machine. */
static void
wait_for_server (SoupMessage *message, gpointer data)
{
  Server *server = data;
  static guint written;

  written++;
  g_mutex_lock (&server->lock);
  while (server->gone < written)
    g_cond_wait (&server->changed, &server->lock);
  g_mutex_unlock (&server->lock);
}

static SaudaHttpResponse *
finish (SaudaHttp *http, GAsyncResult **result, GError **error)
{
  g_autoptr (GAsyncResult) over = NULL;

  sauda_test_wait_until (*result != NULL);
  over = g_steal_pointer (result);
  return sauda_http_send_finish (http, over, error);
}

/* libsoup would send it once more on its own, over another connection that is kept, and end it twice. */
static void
test_while_others_are_kept (void)
{
  static Server server; /* its threads may outlive the test by a moment */
  g_autoptr (SaudaHttp) http = sauda_http_new (4, 0);
  g_autoptr (SoupMessage) gone = NULL;
  g_autoptr (SaudaHttpResponse) nothing = NULL, something = NULL;
  g_autoptr (GError) error = NULL;
  GAsyncResult *results[AT_A_TIME] = { NULL };

  start_server (&server);
  for (guint i = 0; i < AT_A_TIME; i++) {
    g_autoptr (SoupMessage) message = make_message (&server, "/gather");

    sauda_http_send_async (http, message, PATIENCE, PLENTY, NULL, sauda_test_keep_result, &results[i]);
  }
  for (guint i = 0; i < AT_A_TIME; i++) {
    g_autoptr (SaudaHttpResponse) response = finish (http, &results[i], &error);

    g_assert_no_error (error);
    g_assert_cmpuint (response->status, ==, 200);
  }

  gone = make_message (&server, "/gone");
  g_signal_connect (gone, "wrote-headers", G_CALLBACK (wait_for_server), &server);
  sauda_http_send_async (http, gone, PATIENCE, PLENTY, NULL, sauda_test_keep_result, &results[0]);
  nothing = finish (http, &results[0], &error);
  g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_SILENCE);
  g_assert_null (nothing);
  g_clear_error (&error);
  g_assert_cmpuint (server.gone, ==, 1);

  g_clear_object (&gone);
  gone = make_message (&server, "/");
  sauda_http_send_async (http, gone, PATIENCE, PLENTY, NULL, sauda_test_keep_result, &results[0]);
  something = finish (http, &results[0], &error);
  g_assert_no_error (error);
  g_assert_cmpuint (something->status, ==, 200);
  g_socket_service_stop (server.service);
  g_clear_object (&server.service);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/http-hang-up/while-others-are-kept", test_while_others_are_kept);
  return g_test_run ();
}
