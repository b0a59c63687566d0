#include "kaspi-server.h"

#include <json-glib/json-glib.h>

#define DROP 0u
#define HANG 1u

/* What the server does with a change. */
typedef struct {
  const char *name;
  guint status; /* or DROP, HANG */
  const char *type;
  const char *body; /* a file when it has an extension */
  SaudaKaspiAnswer answer;
  SaudaKaspiError code;
  const char *said; /* part of the sentence */
} Case;

#define JSON "application/vnd.api+json"

static const Case cases[] = {
  { "echo", 200, JSON, "echo-assemble.json", SAUDA_KASPI_ANSWER_ACCEPTED, 0, NULL },
  { "title", 400, JSON, "error-transition.json", SAUDA_KASPI_ANSWER_REFUSED, SAUDA_KASPI_ERROR_REFUSED,
    "Order is cancelled, so it can't be completed." },
  { "detail", 400, JSON, "error-detail.json", SAUDA_KASPI_ANSWER_REFUSED, SAUDA_KASPI_ERROR_REFUSED,
    "Required filter" },
  { "bare-400", 400, JSON, "{}", SAUDA_KASPI_ANSWER_REFUSED, SAUDA_KASPI_ERROR_REFUSED, "400" },
  { "markup-title", 400, JSON, "{\"errors\":[{\"title\":\"<b>Gateway marker 7</b>\"}]}",
    SAUDA_KASPI_ANSWER_REFUSED, SAUDA_KASPI_ERROR_REFUSED, "400" },
  { "401", 401, JSON, "error-unauthorized.json", SAUDA_KASPI_ANSWER_REFUSED, SAUDA_KASPI_ERROR_UNAUTHORIZED,
    "token" },
  { "403", 403, "text/html", "gateway.html", SAUDA_KASPI_ANSWER_REFUSED, SAUDA_KASPI_ERROR_FORBIDDEN,
    "firewall" },
  { "404", 404, JSON, "{\"errors\":[{\"title\":\"Order not found\"}]}", SAUDA_KASPI_ANSWER_REFUSED,
    SAUDA_KASPI_ERROR_NOT_FOUND, "Order not found" },
  { "404-page", 404, "text/html", "gateway.html", SAUDA_KASPI_ANSWER_REFUSED, SAUDA_KASPI_ERROR_NOT_FOUND,
    "find" },
  { "429", 429, JSON, "", SAUDA_KASPI_ANSWER_REFUSED, SAUDA_KASPI_ERROR_RATE_LIMITED, "fewer requests" },
  { "408", 408, JSON, "", SAUDA_KASPI_ANSWER_UNCLEAR, SAUDA_KASPI_ERROR_SERVER, "not known" },
  { "502", 502, "text/html", "gateway.html", SAUDA_KASPI_ANSWER_UNCLEAR, SAUDA_KASPI_ERROR_SERVER, "502" },
  { "redirect", 307, "text/html", "gateway.html", SAUDA_KASPI_ANSWER_UNCLEAR, SAUDA_KASPI_ERROR_ADDRESS,
    "not known" },
  { "page", 200, "text/html", "gateway.html", SAUDA_KASPI_ANSWER_UNCLEAR, SAUDA_KASPI_ERROR_MALFORMED,
    "not known" },
  { "truncated", 200, JSON, "{\"data\":{\"type\":\"orders\",\"id\":\"OTAw", SAUDA_KASPI_ANSWER_UNCLEAR,
    SAUDA_KASPI_ERROR_MALFORMED, "not known" },
  { "errors-in-200", 200, JSON, "error-transition.json", SAUDA_KASPI_ANSWER_UNCLEAR,
    SAUDA_KASPI_ERROR_MALFORMED, "not known" },
  { "other-order", 200, JSON, "order-by-code.json", SAUDA_KASPI_ANSWER_UNCLEAR, SAUDA_KASPI_ERROR_MALFORMED,
    "not known" },
  { "dropped", DROP, NULL, NULL, SAUDA_KASPI_ANSWER_UNCLEAR, SAUDA_KASPI_ERROR_SILENCE, "not known" },
  { "hang", HANG, NULL, NULL, SAUDA_KASPI_ANSWER_UNCLEAR, SAUDA_KASPI_ERROR_SILENCE, "not known" },
};

static void
serve_case (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  const Case *c = data;

  if (c->status == DROP)
    kaspi_server_drop (message);
  else if (c->status == HANG)
    kaspi_server_stay_silent (message);
  else if (strstr (c->body, ".json") != NULL || strstr (c->body, ".html") != NULL)
    kaspi_server_reply_file (message, c->status, c->body);
  else
    kaspi_server_reply (message, c->status, c->type, c->body, -1);
  if (c->status == 307)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                  "/elsewhere");
}

static void
test_answer (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_case, (gpointer) c);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;

  sauda_kaspi_client_set_timeout (client, c->status == HANG ? 1 : 20);
  g_assert_cmpint (kaspi_test_change (client, &error), ==, c->answer);
  if (c->answer == SAUDA_KASPI_ANSWER_ACCEPTED) {
    g_assert_no_error (error);
  } else {
    g_assert_error (error, SAUDA_KASPI_ERROR, (int) c->code);
    g_assert_nonnull (strstr (error->message, c->said));
    g_assert_null (strstr (error->message, "marker"));
  }
  /* Whatever came back: one POST, never another. */
  g_assert_cmpuint (server->asked->len, ==, 1);
  g_assert_cmpstr (kaspi_server_get_asked (server, 0)->method, ==, "POST");
}

static void
test_body (void)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_case, (gpointer) &cases[0]);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (JsonNode) root = NULL;
  const KaspiAsked *asked;

  g_assert_cmpint (kaspi_test_change (client, NULL), ==, SAUDA_KASPI_ANSWER_ACCEPTED);
  asked = kaspi_server_get_asked (server, 0);
  g_assert_cmpstr (asked->path, ==, "/shop/api/v2/orders");
  g_assert_cmpstr (asked->token, ==, "fictional+token/0000000000000000000000000=");
  g_assert_cmpstr (asked->accept, ==, "application/vnd.api+json");
  g_assert_cmpstr (asked->content_type, ==, "application/vnd.api+json");
  g_assert_cmpstr (
    asked->body, ==,
    "{\"data\":{\"type\":\"orders\",\"id\":\"OTAwMTAwMjAw\",\"attributes\":{\"code\":\"900100200\","
    "\"status\":\"ASSEMBLE\",\"numberOfSpace\":\"1\"}}}");
}

static void
test_format_accept (void)
{
  SaudaKaspiChange change = { .order_id = "a\"b", .code = "1", .status = "ACCEPTED_BY_MERCHANT" };
  g_autoptr (GBytes) body = sauda_kaspi_change_format (&change);
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  const char *expected = "{\"data\":{\"type\":\"orders\",\"id\":\"a\\\"b\",\"attributes\":{\"code\":\"1\","
                         "\"status\":\"ACCEPTED_BY_MERCHANT\"}}}";

  g_assert_cmpmem (text, length, expected, strlen (expected));
}

/* Nobody listens: nothing left this machine, so it is a refusal and not a doubt. */
static void
test_no_connection (void)
{
  KaspiServer *server = kaspi_server_new (NULL, serve_case, (gpointer) &cases[0]);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;

  kaspi_server_free (server);
  g_assert_cmpint (kaspi_test_change (client, &error), ==, SAUDA_KASPI_ANSWER_REFUSED);
  g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_NETWORK);
}

/* The certificate is not trusted: the handshake ends before the order is named. */
static void
test_no_handshake (void)
{
  g_autofree char *certificate_path =
    g_build_filename (g_getenv ("SAUDA_TEST_DATA"), "kaspi", "tls-certificate.pem", NULL);
  g_autofree char *key_path = g_build_filename (g_getenv ("SAUDA_TEST_DATA"), "kaspi", "tls-key.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate =
    g_tls_certificate_new_from_files (certificate_path, key_path, &error);
  g_autoptr (KaspiServer) server = NULL;
  g_autoptr (SaudaKaspiClient) client = NULL;

  g_assert_no_error (error);
  server = kaspi_server_new (certificate, serve_case, (gpointer) &cases[0]);
  client = kaspi_test_client (server);
  g_assert_cmpint (kaspi_test_change (client, &error), ==, SAUDA_KASPI_ANSWER_REFUSED);
  g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_CERTIFICATE);
  g_assert_cmpuint (server->asked->len, ==, 0);
}

static void
test_unsafe_address (void)
{
  g_autoptr (SaudaHttp) http = sauda_http_new (4, 0);
  g_autoptr (SaudaKaspiClient) client =
    sauda_kaspi_client_new (http, "http://kaspi.example/shop/api", "token");
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (kaspi_test_change (client, &error), ==, SAUDA_KASPI_ANSWER_REFUSED);
  g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_ADDRESS);
  g_assert_cmpuint (sauda_kaspi_client_get_requests (client), ==, 0);
}

static void
cancel_when_asked (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  kaspi_server_stay_silent (message);
  g_cancellable_cancel (data);
}

/* Cancelled before it leaves: refused. Cancelled while Kaspi works on it: a doubt. */
static void
test_cancel (void)
{
  SaudaKaspiChange change = { .order_id = "a", .code = "1", .status = "ACCEPTED_BY_MERCHANT" };

  for (guint late = 0; late < 2; late++) {
    g_autoptr (GCancellable) cancellable = g_cancellable_new ();
    g_autoptr (KaspiServer) server = kaspi_server_new (NULL, cancel_when_asked, cancellable);
    g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;
    SaudaKaspiAnswer answer;

    if (late == 0)
      g_cancellable_cancel (cancellable);
    sauda_kaspi_client_change_order_async (client, &change, cancellable, kaspi_test_keep_result, &result);
    answer = sauda_kaspi_client_change_order_finish (client, kaspi_test_wait (&result), &error);
    g_assert_cmpint (answer, ==, late == 0 ? SAUDA_KASPI_ANSWER_REFUSED : SAUDA_KASPI_ANSWER_UNCLEAR);
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    g_assert_cmpuint (server->asked->len, ==, late);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/kaspi/change/answer/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_answer);
  }
  g_test_add_func ("/kaspi/change/body", test_body);
  g_test_add_func ("/kaspi/change/format-accept", test_format_accept);
  g_test_add_func ("/kaspi/change/no-connection", test_no_connection);
  g_test_add_func ("/kaspi/change/no-handshake", test_no_handshake);
  g_test_add_func ("/kaspi/change/unsafe-address", test_unsafe_address);
  g_test_add_func ("/kaspi/change/cancel", test_cancel);
  return g_test_run ();
}
