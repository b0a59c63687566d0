#include "sauda-http.h"
#include "sauda-test-time.h"
#include "sauda-test.h"
#include "test-server.h"

#include <string.h>

#define PATIENCE 60
#define PLENTY (1024 * 1024)
#define HURRY 50 /* a minute in little more than a second */

/* What was said of servers. */
typedef struct {
  guint seconds;       /* of the silence that was said last */
  guint over;          /* how often it was said to be over */
  gboolean of_address; /* something was said of the server by its number */
  gboolean of_name;    /* and by its name */
} Said;

static void
on_silent (SaudaHttp *http, const char *host, guint seconds, Said *said)
{
  said->of_address |= strcmp (host, "127.0.0.1") == 0;
  said->of_name |= strcmp (host, "localhost") == 0;
  said->over += seconds == 0;
  said->seconds = MAX (said->seconds, seconds);
}

static void
start (SaudaHttp *http, const char *address, GCancellable *cancellable, GAsyncResult **result)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", address);

  sauda_http_send_async (http, message, PATIENCE, PLENTY, cancellable, sauda_test_keep_result, result);
}

static void
finish (SaudaHttp *http, GAsyncResult **result, GError **error)
{
  g_autoptr (SaudaHttpResponse) response = NULL;

  sauda_test_wait_until (*result != NULL);
  response = sauda_http_send_finish (http, *result, error);
  g_clear_object (result);
}

/* A server is said to be silent after ten seconds, and to answer again once it does. */
static void
test_told (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *address = test_server_get_address (server, "/hold");
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  Said said = { 0 };

  g_signal_connect (http, "silent", G_CALLBACK (on_silent), &said);
  start (http, address, NULL, &result);
  sauda_test_time_hurry (HURRY);
  sauda_test_wait_until (said.seconds >= 10);
  sauda_test_time_hurry (1);
  g_assert_true (said.of_address);
  g_assert_cmpuint (said.over, ==, 0);
  test_server_release (server);
  finish (http, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (said.over, ==, 1);
}

/* A request that was led on and is cancelled while its next step waits for its turn is not under way any
 * more: nothing is said of a server that nobody waits for. Of one that is waited for it is said in the same
 * look, by its other name. */
static void
test_redirected_and_cancelled (void)
{
  g_autoptr (TestServer) server = test_server_new (NULL);
  g_autofree char *led_on = test_server_get_address (server, "/redirect?/echo");
  g_autofree char *hold = test_server_get_address (server, "/hold");
  g_autofree char *by_name = g_strdup_printf ("http://localhost%s", strrchr (hold, ':'));
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) first = NULL, second = NULL, third = NULL;
  g_autoptr (GError) cancelled = NULL, error = NULL;
  Said said = { 0 };

  g_signal_connect (http, "silent", G_CALLBACK (on_silent), &said);
  start (http, led_on, cancellable, &first);
  start (http, hold, NULL, &second);
  sauda_test_wait_until (test_server_get_held (server) ==
                         1); /* so the first one's next step waits behind it */
  g_cancellable_cancel (cancellable);
  finish (http, &first, &cancelled);
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (sauda_http_get_requests (http), ==, 2);
  test_server_release (server);
  finish (http, &second, &error);
  g_assert_no_error (error);
  sauda_test_wait_until (test_server_get_held (server) == 0);
  start (http, by_name, NULL, &third);
  sauda_test_wait_until (test_server_get_held (server) == 1);
  sauda_test_time_hurry (HURRY);
  sauda_test_wait_until (said.of_name);
  sauda_test_time_hurry (1);
  g_assert_false (said.of_address);
  test_server_release (server);
  finish (http, &third, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/http-silence/told", test_told);
  g_test_add_func ("/base/http-silence/redirected-and-cancelled", test_redirected_and_cancelled);
  return g_test_run ();
}
