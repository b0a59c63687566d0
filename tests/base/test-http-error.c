#include "sauda-base-error.h"
#include "sauda-http-error-private.h"
#include "sauda-http-response.h"

/* What people read must name the server, and the reason or the remedy. */
static const struct {
  SaudaHttpPhase phase;
  GQuark (*domain) (void);
  int code;
  SaudaBaseError expected;
  const char *word;
} cases[] = {
  { SAUDA_HTTP_PHASE_CONNECTING, g_resolver_error_quark, G_RESOLVER_ERROR_NOT_FOUND, SAUDA_BASE_ERROR_NETWORK,
    "not found" },
  { SAUDA_HTTP_PHASE_CONNECTING, g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, SAUDA_BASE_ERROR_NETWORK,
    "refused" },
  { SAUDA_HTTP_PHASE_CONNECTING, g_io_error_quark, G_IO_ERROR_NETWORK_UNREACHABLE, SAUDA_BASE_ERROR_NETWORK,
    "internet" },
  { SAUDA_HTTP_PHASE_CONNECTING, g_io_error_quark, G_IO_ERROR_HOST_UNREACHABLE, SAUDA_BASE_ERROR_NETWORK,
    "internet" },
  { SAUDA_HTTP_PHASE_CONNECTING, g_io_error_quark, G_IO_ERROR_FAILED, SAUDA_BASE_ERROR_NETWORK, "the cause" },
  { SAUDA_HTTP_PHASE_CONNECTING, g_tls_error_quark, G_TLS_ERROR_HANDSHAKE, SAUDA_BASE_ERROR_NETWORK, "safe" },
  { SAUDA_HTTP_PHASE_SENT, g_io_error_quark, G_IO_ERROR_CONNECTION_CLOSED, SAUDA_BASE_ERROR_SILENCE,
    "without an answer" },
  { SAUDA_HTTP_PHASE_SENT, g_tls_error_quark, G_TLS_ERROR_EOF, SAUDA_BASE_ERROR_SILENCE,
    "without an answer" },
  { SAUDA_HTTP_PHASE_ANSWERED, g_io_error_quark, G_IO_ERROR_PARTIAL_INPUT, SAUDA_BASE_ERROR_TIMEOUT,
    "broke off" },
};

static void
test_from_soup (void)
{
  g_autoptr (SoupMessage) message = soup_message_new ("GET", "https://shop.example/a/b?c=secret");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) cause = g_error_new_literal (cases[i].domain (), cases[i].code, "the cause");
    g_autoptr (GError) error = sauda_http_error_from_soup (message, cases[i].phase, NULL, cause);

    g_assert_error (error, SAUDA_BASE_ERROR, (int) cases[i].expected);
    g_assert_nonnull (g_strstr_len (error->message, -1, "shop.example"));
    g_assert_nonnull (g_strstr_len (error->message, -1, cases[i].word));
    g_assert_null (g_strstr_len (error->message, -1, "secret"));
  }
}

/* Who is to be looked at is the proxy, but for a certificate: that is the server's. */
static void
test_proxy (void)
{
  static const struct {
    GQuark (*domain) (void);
    int code;
    const char *word;
  } failures[] = {
    { g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, "proxy 10.0.0.1:3128" },
    { g_io_error_quark, G_IO_ERROR_PROXY_NEED_AUTH, "password" },
    { g_io_error_quark, G_IO_ERROR_PROXY_NOT_ALLOWED, "does not lead" },
    { g_resolver_error_quark, G_RESOLVER_ERROR_NOT_FOUND, "proxy 10.0.0.1:3128" },
    { g_tls_error_quark, G_TLS_ERROR_HANDSHAKE, "safe connection to shop.example" },
  };
  g_autoptr (SoupMessage) message = soup_message_new ("GET", "https://shop.example/a");

  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++) {
    g_autoptr (GError) cause = g_error_new_literal (failures[i].domain (), failures[i].code, "the cause");
    g_autoptr (GError) error =
      sauda_http_error_from_soup (message, SAUDA_HTTP_PHASE_CONNECTING, "10.0.0.1:3128", cause);

    g_assert_error (error, SAUDA_BASE_ERROR, SAUDA_BASE_ERROR_NETWORK);
    g_assert_nonnull (g_strstr_len (error->message, -1, "shop.example"));
    g_assert_nonnull (g_strstr_len (error->message, -1, failures[i].word));
  }
}

static void
test_late (void)
{
  static const struct {
    SaudaHttpPhase phase;
    SaudaBaseError expected;
  } phases[] = {
    { SAUDA_HTTP_PHASE_CONNECTING, SAUDA_BASE_ERROR_NETWORK },
    { SAUDA_HTTP_PHASE_SENT, SAUDA_BASE_ERROR_SILENCE },
    { SAUDA_HTTP_PHASE_ANSWERED, SAUDA_BASE_ERROR_TIMEOUT },
  };
  g_autoptr (SoupMessage) message = soup_message_new ("GET", "https://shop.example/");

  for (gsize i = 0; i < G_N_ELEMENTS (phases); i++) {
    g_autoptr (GError) error = sauda_http_error_late (message, phases[i].phase, NULL, 30);

    g_assert_error (error, SAUDA_BASE_ERROR, (int) phases[i].expected);
    g_assert_nonnull (g_strstr_len (error->message, -1, "30 seconds"));
  }
}

static void
test_response_headers (void)
{
  static const struct {
    const char *date, *retry_after;
    gint64 date_ms, retry_after_ms;
  } headers[] = {
    { NULL, NULL, 0, -1 },
    { "Mon, 23 Nov 2026 10:00:00 GMT", "7", G_GINT64_CONSTANT (1795428000000), 7000 },
    { "Mon, 23 Nov 2026 10:00:00 GMT", "Mon, 23 Nov 2026 10:01:30 GMT", G_GINT64_CONSTANT (1795428000000),
      90000 },
    { "Mon, 23 Nov 2026 10:00:00 GMT", "Mon, 23 Nov 2026 09:00:00 GMT", G_GINT64_CONSTANT (1795428000000),
      0 },
    { "yesterday", "soon", 0, -1 },
    { NULL, "0", 0, 0 },
    { NULL, " 10 ", 0, 10000 },
    { NULL, "-5", 0, -1 },
    { NULL, "99999999999999999999", 0, -1 },
    { NULL, "", 0, -1 },
  };
  g_autoptr (GBytes) body = g_bytes_new_static ("x", 1);

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autoptr (SoupMessage) message = soup_message_new ("GET", "https://shop.example/");
    SoupMessageHeaders *answer = soup_message_get_response_headers (message);
    g_autoptr (SaudaHttpResponse) response = NULL;

    if (headers[i].date != NULL)
      soup_message_headers_append (answer, "Date", headers[i].date);
    if (headers[i].retry_after != NULL)
      soup_message_headers_append (answer, "Retry-After", headers[i].retry_after);
    soup_message_headers_append (answer, "Content-Type", "Application/JSON; charset=utf-8");
    response = sauda_http_response_new (message, body);
    g_assert_cmpint (response->server_date_ms, ==, headers[i].date_ms);
    g_assert_cmpint (response->retry_after_ms, ==, headers[i].retry_after_ms);
    g_assert_cmpstr (response->content_type, ==, "application/json");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/http-error/from-soup", test_from_soup);
  g_test_add_func ("/base/http-error/proxy", test_proxy);
  g_test_add_func ("/base/http-error/late", test_late);
  g_test_add_func ("/base/http-error/response-headers", test_response_headers);
  return g_test_run ();
}
