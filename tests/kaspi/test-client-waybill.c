#include "kaspi-server.h"

#include "sauda-kaspi-address.h"

#define PDF "%PDF-1.7\nfictional\n%%EOF\n"

static void
serve (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *other = data;

  if (g_str_has_prefix (asked->path, "/shop/api/waybill/good"))
    kaspi_server_reply (message, 200, "application/pdf", PDF, -1);
  else if (g_str_has_suffix (asked->path, "/page"))
    kaspi_server_reply_file (message, 200, "gateway.html");
  else if (g_str_has_suffix (asked->path, "/login"))
    kaspi_server_reply (message, 200, "text/html",
                        "<!DOCTYPE html><html><head><title>Wi-Fi</title></head><body><form>marker"
                        "<INPUT TYPE='password' name=p></form></body></html>",
                        -1);
  else if (g_str_has_suffix (asked->path, "/untitled"))
    kaspi_server_reply (message, 200, "application/pdf", "  <html><title> </title>marker\xff</html>", -1);
  else if (g_str_has_suffix (asked->path, "/forbidden"))
    kaspi_server_reply_file (message, 403, "gateway.html");
  else if (g_str_has_suffix (asked->path, "/gone"))
    kaspi_server_reply_file (message, 404, "gateway.html");
  else if (g_str_has_suffix (asked->path, "/unauthorized"))
    kaspi_server_reply_file (message, 401, "error-unauthorized.json");
  else if (g_str_has_suffix (asked->path, "/zip"))
    kaspi_server_reply (message, 200, "application/pdf", "PK\003\004", 4);
  else if (g_str_has_suffix (asked->path, "/cut"))
    kaspi_server_reply (message, 200, "application/pdf", PDF, 12);
  else if (g_str_has_suffix (asked->path, "/nothing"))
    kaspi_server_reply (message, 200, "application/pdf", "", 0);
  else if (g_str_has_suffix (asked->path, "/large"))
    soup_message_headers_set_content_length (headers, 21 * 1024 * 1024);
  else if (g_str_has_suffix (asked->path, "/elsewhere")) {
    kaspi_server_reply (message, 302, "text/html", "", 0);
    soup_message_headers_replace (headers, "Location", other);
  } else
    g_assert_not_reached ();
  if (g_str_has_suffix (asked->path, "/large"))
    soup_server_message_set_status (message, 200, NULL);
}

static void
test_links (void)
{
  static const char *const links[] = {
    "/shop/api/waybill/good",
    "/waybill/good",
    "waybill/good",
  };
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve, NULL);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);

  for (gsize i = 0; i <= G_N_ELEMENTS (links); i++) {
    g_autofree char *absolute = g_strconcat (server->url, links[0], NULL);
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) pdf =
      kaspi_test_download (client, i < G_N_ELEMENTS (links) ? links[i] : absolute, &error);
    const KaspiAsked *asked;

    g_assert_no_error (error);
    g_assert_cmpmem (g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), PDF, strlen (PDF));
    asked = kaspi_server_get_asked (server, (guint) i);
    g_assert_cmpstr (asked->path, ==, "/shop/api/waybill/good");
    g_assert_cmpstr (asked->token, ==, "fictional+token/0000000000000000000000000=");
    g_assert_cmpstr (asked->accept, ==, "*/*");
  }
}

static void
test_refusals (void)
{
  static const struct {
    const char *link;
    SaudaKaspiError code;
    const char *said;
    guint requests;
  } table[] = {
    { "/waybill/page", SAUDA_KASPI_ERROR_PAGE, "web page “502 Bad Gateway” came", 1 },
    { "/waybill/login", SAUDA_KASPI_ERROR_PAGE, "asks to log in", 1 },
    { "/waybill/untitled", SAUDA_KASPI_ERROR_PAGE, "A web page came", 1 },
    { "/waybill/forbidden", SAUDA_KASPI_ERROR_FORBIDDEN, "forbids", 1 },
    { "/waybill/gone", SAUDA_KASPI_ERROR_EXPIRED, "expired", 1 },
    { "/waybill/unauthorized", SAUDA_KASPI_ERROR_UNAUTHORIZED, "token", 1 },
    { "/waybill/zip", SAUDA_KASPI_ERROR_MALFORMED, "not a PDF", 3 },
    { "/waybill/cut", SAUDA_KASPI_ERROR_MALFORMED, "broke off", 3 },
    { "/waybill/nothing", SAUDA_KASPI_ERROR_MALFORMED, "not a PDF", 3 },
    { "/waybill/large", SAUDA_KASPI_ERROR_TOO_LARGE, "larger", 1 },
    { "http://kaspi.example/waybill/good", SAUDA_KASPI_ERROR_ADDRESS, "https", 0 },
    { "http://127.0.0.1:1/waybill/good", SAUDA_KASPI_ERROR_ADDRESS, "https", 0 },
    { "file:///etc/hostname", SAUDA_KASPI_ERROR_ADDRESS, "https", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve, NULL);
    g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
    g_autoptr (GError) error = NULL;

    g_assert_null (kaspi_test_download (client, table[i].link, &error));
    g_assert_error (error, SAUDA_KASPI_ERROR, (int) table[i].code);
    g_assert_nonnull (strstr (error->message, table[i].said));
    g_assert_null (strstr (error->message, "marker"));
    g_assert_cmpuint (server->asked->len, ==, table[i].requests);
  }
}

static char *
get_path (const char *name)
{
  return g_build_filename (g_getenv ("SAUDA_TEST_DATA"), "kaspi", name, NULL);
}

/* A label on another host is fetched without the token, asked for directly or by a redirect. */
static void
test_other_host (void)
{
  g_autofree char *certificate_path = get_path ("tls-certificate.pem");
  g_autofree char *key_path = get_path ("tls-key.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate =
    g_tls_certificate_new_from_files (certificate_path, key_path, &error);
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (certificate_path, &error);
  g_autoptr (KaspiServer) other = NULL;
  g_autoptr (KaspiServer) own = NULL;
  g_autofree char *link = NULL;
  g_autofree char *base = NULL;
  g_autoptr (SaudaHttp) http = sauda_http_new (4, 0);
  g_autoptr (SaudaKaspiClient) client = NULL;

  g_assert_no_error (error);
  other = kaspi_server_new (certificate, serve, NULL);
  link = g_strconcat (other->url, "/shop/api/waybill/good", NULL);
  own = kaspi_server_new (NULL, serve, link);
  base = g_strconcat (own->url, "/shop/api", NULL);
  sauda_http_set_tls_database (http, database);
  client = sauda_kaspi_client_new (http, base, "secret");
  for (guint i = 0; i < 2; i++) {
    g_autoptr (GBytes) pdf = kaspi_test_download (client, i == 0 ? link : "/waybill/elsewhere", &error);

    g_assert_no_error (error);
    g_assert_nonnull (pdf);
    g_assert_cmpuint (other->asked->len, ==, i + 1);
    g_assert_null (kaspi_server_get_asked (other, i)->token);
  }
  g_assert_cmpstr (kaspi_server_get_asked (own, 0)->token, ==, "secret");
}

static void
test_redirect_to_plain (void)
{
  g_autoptr (KaspiServer) server =
    kaspi_server_new (NULL, serve, (gpointer) "http://127.0.0.1:1/waybill/good");
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;

  g_assert_null (kaspi_test_download (client, "/waybill/elsewhere", &error));
  g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_ADDRESS);
}

static void
test_address (void)
{
  static const struct {
    const char *base;
    const char *link;
    const char *url; /* NULL: not to be asked */
    gboolean own;
  } table[] = {
    { "https://kaspi.kz/shop/api", "https://kaspi.kz/shop/api/waybill/x",
      "https://kaspi.kz/shop/api/waybill/x", TRUE },
    { "https://kaspi.kz/shop/api", "https://KASPI.kz:443/w", "https://KASPI.kz/w", TRUE },
    { "https://kaspi.kz/shop/api", "/v2/orders/a/entries", "https://kaspi.kz/shop/api/v2/orders/a/entries",
      TRUE },
    { "https://kaspi.kz/shop/api", "/shop/api/waybill/x", "https://kaspi.kz/shop/api/waybill/x", TRUE },
    { "https://kaspi.kz/shop/api", "https://kaspi.kz.example/x", "https://kaspi.kz.example/x", FALSE },
    { "https://kaspi.kz/shop/api", "https://kaspi.kz:8443/x", "https://kaspi.kz:8443/x", FALSE },
    { "https://kaspi.kz/shop/api", "//example.org/x", "https://example.org/x", FALSE },
    { "https://kaspi.kz/shop/api", "http://kaspi.kz/x", NULL, FALSE },
    { "https://kaspi.kz/shop/api", "http://127.0.0.1/x", NULL, FALSE },
    { "https://kaspi.kz/shop/api", "ftp://kaspi.kz/x", NULL, FALSE },
    { "http://kaspi.kz/shop/api", "/v2/orders", NULL, FALSE },
    { "http://localhost:8080", "/v2/orders", "http://localhost:8080/v2/orders", TRUE },
    { "http://[::1]:8080", "/v2/orders", "http://[::1]:8080/v2/orders", TRUE },
    { "http://127.0.0.1:8080", "http://127.0.0.1:8081/x", NULL, FALSE },
    { "nonsense", "/v2/orders", NULL, FALSE },
    { "", "", NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++) {
    g_autoptr (SaudaKaspiAddress) address = sauda_kaspi_address_new (table[i].base);
    g_autoptr (GError) error = NULL;
    g_autoptr (GUri) uri = sauda_kaspi_address_parse (address, table[i].link, &error);
    g_autofree char *url = NULL;

    if (table[i].url == NULL) {
      g_assert_null (uri);
      g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_ADDRESS);
      continue;
    }
    g_assert_no_error (error);
    url = g_uri_to_string (uri);
    g_assert_cmpstr (url, ==, table[i].url);
    g_assert_cmpint (sauda_kaspi_address_is_own (address, uri), ==, table[i].own);
  }
}

static void
test_build (void)
{
  g_autoptr (SaudaKaspiAddress) address = sauda_kaspi_address_new ("https://kaspi.kz/shop/api//");
  g_autofree char *url =
    sauda_kaspi_address_build (address, "/v2/orders", "page[number]", "0", "$", "a b&=я", NULL);

  g_assert_cmpstr (url, ==, "https://kaspi.kz/shop/api/v2/orders?page%5Bnumber%5D=0&%24=a%20b%26%3D%D1%8F");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kaspi/waybill/links", test_links);
  g_test_add_func ("/kaspi/waybill/refusals", test_refusals);
  g_test_add_func ("/kaspi/waybill/other-host", test_other_host);
  g_test_add_func ("/kaspi/waybill/redirect-to-plain", test_redirect_to_plain);
  g_test_add_func ("/kaspi/waybill/address", test_address);
  g_test_add_func ("/kaspi/waybill/build", test_build);
  return g_test_run ();
}
