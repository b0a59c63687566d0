#include "kaspi-server.h"

#define FROM_MS G_GINT64_CONSTANT (1767100000000)
#define JSON "application/vnd.api+json"
#define ALWAYS G_MAXUINT

typedef enum { ANSWER, DROP, HANG, CUT } Fault;

/* The server misbehaves so many times, then answers with an empty list. */
typedef struct {
  const char *name;
  Fault fault;
  guint status;
  const char *type;
  const char *body; /* a file when it has an extension */
  guint times;
  guint tries;          /* requests that the client makes */
  SaudaKaspiError code; /* when it does not get well */
  const char *said;
} Case;

static const Case cases[] = {
  { "401", ANSWER, 401, JSON, "error-unauthorized.json", ALWAYS, 1, SAUDA_KASPI_ERROR_UNAUTHORIZED,
    "API token" },
  { "403", ANSWER, 403, "text/html", "gateway.html", ALWAYS, 1, SAUDA_KASPI_ERROR_FORBIDDEN, "VPN" },
  { "404-page", ANSWER, 404, "text/html", "gateway.html", ALWAYS, 1, SAUDA_KASPI_ERROR_NOT_FOUND, "find" },
  { "400-detail", ANSWER, 400, JSON, "error-detail.json", ALWAYS, 1, SAUDA_KASPI_ERROR_REFUSED,
    "Required filter [orders][creationDate][$ge] is empty." },
  { "406-empty", ANSWER, 406, "text/html", "", ALWAYS, 1, SAUDA_KASPI_ERROR_REFUSED, "406" },
  { "moved", ANSWER, 301, "text/html", "gateway.html", ALWAYS, 1, SAUDA_KASPI_ERROR_ADDRESS, "address" },
  { "429", ANSWER, 429, JSON, "", ALWAYS, 5, SAUDA_KASPI_ERROR_RATE_LIMITED, "fewer requests" },
  { "429-four-times", ANSWER, 429, JSON, "", 4, 5, 0, NULL },
  { "429-once", ANSWER, 429, "text/html", "gateway.html", 1, 2, 0, NULL },
  { "408-once", ANSWER, 408, JSON, "", 1, 2, 0, NULL },
  { "502", ANSWER, 502, "text/html", "gateway.html", ALWAYS, 3, SAUDA_KASPI_ERROR_SERVER, "502" },
  { "502-twice", ANSWER, 502, "text/html", "gateway.html", 2, 3, 0, NULL },
  { "500-json", ANSWER, 500, JSON, "error-detail.json", ALWAYS, 3, SAUDA_KASPI_ERROR_SERVER, "500" },
  { "page", ANSWER, 200, "text/html", "gateway.html", ALWAYS, 3, SAUDA_KASPI_ERROR_MALFORMED, "page" },
  { "truncated", ANSWER, 200, JSON, "{\"data\":[{\"type\":\"ord", ALWAYS, 3, SAUDA_KASPI_ERROR_MALFORMED,
    "broke off" },
  { "truncated-once", ANSWER, 200, JSON, "{\"data\":[{\"type\":\"ord", 1, 2, 0, NULL },
  { "empty", ANSWER, 200, JSON, "", ALWAYS, 3, SAUDA_KASPI_ERROR_MALFORMED, "Kaspi" },
  { "not-a-list", ANSWER, 200, JSON, "{\"data\":7}", ALWAYS, 1, SAUDA_KASPI_ERROR_MALFORMED, "data" },
  { "cut", CUT, 200, JSON, NULL, ALWAYS, 3, SAUDA_KASPI_ERROR_MALFORMED, "broke off" },
  { "cut-once", CUT, 200, JSON, NULL, 1, 2, 0, NULL },
  { "dropped-once", DROP, 0, NULL, NULL, 1, 2, 0, NULL },
  { "hang", HANG, 0, NULL, NULL, ALWAYS, 3, SAUDA_KASPI_ERROR_SILENCE, "firewall" },
};

static void
on_wrote_chunk (SoupServerMessage *message, gpointer data)
{
  kaspi_server_drop (message);
}

/* Headers and a piece of the body, then the connection ends. */
static void
cut_answer (SoupServerMessage *message)
{
  kaspi_server_reply (message, 200, JSON, "{\"data\":[", -1);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (on_wrote_chunk), NULL);
}

static void
serve_case (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  const Case *c = data;

  if (server->asked->len > c->times)
    kaspi_server_reply_file (message, 200, "orders-none.json");
  else if (c->fault == DROP)
    kaspi_server_drop (message);
  else if (c->fault == HANG)
    kaspi_server_stay_silent (message);
  else if (c->fault == CUT)
    cut_answer (message);
  else if (strstr (c->body, ".json") != NULL || strstr (c->body, ".html") != NULL)
    kaspi_server_reply_file (message, c->status, c->body);
  else
    kaspi_server_reply (message, c->status, c->type, c->body, -1);
}

static void
test_fault (gconstpointer data)
{
  const Case *c = data;
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_case, (gpointer) c);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = NULL;

  sauda_kaspi_client_set_timeout (client, c->fault == HANG ? 1 : 20);
  orders = kaspi_test_list (client, FROM_MS, FROM_MS + 1, &error);
  g_assert_cmpuint (server->asked->len, ==, c->tries);
  g_assert_cmpuint (sauda_kaspi_client_get_requests (client), ==, c->tries);
  if (c->said == NULL) {
    g_assert_no_error (error);
    g_assert_cmpuint (orders->len, ==, 0);
    return;
  }
  g_assert_null (orders);
  /* libsoup 3.6 tells a cut answer itself; 3.2 leaves it to whoever reads the data */
  if (c->fault != CUT || !g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_NETWORK))
    g_assert_error (error, SAUDA_KASPI_ERROR, (int) c->code);
  g_assert_nonnull (strstr (error->message, c->said));
  g_assert_null (strstr (error->message, "marker"));
  g_assert_null (strchr (error->message, '<'));
}

static void
serve_retry_after (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  if (server->asked->len > 1) {
    kaspi_server_reply_file (message, 200, "orders-none.json");
    return;
  }
  kaspi_server_reply (message, 429, JSON, "", -1);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", "1");
}

static void
test_retry_after (void)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_retry_after, NULL);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders = kaspi_test_list (client, FROM_MS, FROM_MS + 1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (server->asked->len, ==, 2);
  g_assert_cmpint (kaspi_server_get_asked (server, 1)->at_us - kaspi_server_get_asked (server, 0)->at_us, >=,
                   G_USEC_PER_SEC * 99 / 100);
}

static void
serve_long_pause (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  kaspi_server_reply (message, 429, JSON, "", -1);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After", "1800");
}

/* Half an hour is not waited for, and nobody asks again before it is over. */
static void
test_long_pause (void)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_long_pause, NULL);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);

  for (guint i = 0; i < 2; i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (kaspi_test_list (client, FROM_MS, FROM_MS + 1, &error));
    g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_RATE_LIMITED);
    g_assert_nonnull (strstr (error->message, "30 minutes"));
  }
  g_assert_cmpuint (server->asked->len, ==, 1);
}

/* Whoever waits for the pause to end can still be stopped. */
static void
test_cancel_in_storm (void)
{
  g_autoptr (KaspiServer) server =
    kaspi_server_new (NULL, serve_case, &(Case){ "", ANSWER, 429, JSON, "", ALWAYS, 0, 0, NULL });
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sauda_kaspi_client_set_retry_delay (client, 3600 * 1000);
  sauda_kaspi_client_list_orders_async (client, FROM_MS, FROM_MS + 1, NULL, NULL, cancellable,
                                        kaspi_test_keep_result, &result);
  while (server->asked->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_null (sauda_kaspi_client_list_orders_finish (client, kaspi_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* The waits grow: the second is at least the doubled delay. */
static void
test_back_off (void)
{
  const Case always = { "", ANSWER, 503, JSON, "", ALWAYS, 3, 0, NULL };
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_case, (gpointer) &always);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  gint64 first_us, second_us;

  sauda_kaspi_client_set_retry_delay (client, 50);
  g_assert_null (kaspi_test_list (client, FROM_MS, FROM_MS + 1, NULL));
  g_assert_cmpuint (server->asked->len, ==, 3);
  first_us = kaspi_server_get_asked (server, 1)->at_us - kaspi_server_get_asked (server, 0)->at_us;
  second_us = kaspi_server_get_asked (server, 2)->at_us - kaspi_server_get_asked (server, 1)->at_us;
  g_assert_cmpint (first_us, >=, 49000);
  g_assert_cmpint (second_us, >=, 98000);
}

static void
test_cancel_in_pause (void)
{
  const Case always = { "", ANSWER, 503, JSON, "", ALWAYS, 3, 0, NULL };
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_case, (gpointer) &always);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sauda_kaspi_client_set_retry_delay (client, 3600 * 1000);
  sauda_kaspi_client_list_orders_async (client, FROM_MS, FROM_MS + 1, NULL, NULL, cancellable,
                                        kaspi_test_keep_result, &result);
  while (server->asked->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_null (sauda_kaspi_client_list_orders_finish (client, kaspi_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
serve_second_page_bad (KaspiServer *server,
                       SoupServerMessage *message,
                       const KaspiAsked *asked,
                       gpointer data)
{
  if (g_strcmp0 (g_hash_table_lookup (asked->query, "page[number]"), "0") == 0)
    kaspi_server_reply (message, 200, JSON, "{\"data\":[],\"meta\":{\"pageCount\":90,\"totalCount\":8999}}",
                        -1);
  else
    kaspi_server_reply_file (message, 401, "error-unauthorized.json");
}

/* A token revoked in the middle: no part of a list, and no 89 requests more. */
static void
test_revoked (void)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_second_page_bad, NULL);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;

  g_assert_null (kaspi_test_list (client, FROM_MS, FROM_MS + 1, &error));
  g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (server->asked->len, <, 20);
}

static void
test_no_connection (void)
{
  KaspiServer *server = kaspi_server_new (NULL, serve_case, NULL);
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GError) error = NULL;

  kaspi_server_free (server);
  g_assert_null (kaspi_test_list (client, FROM_MS, FROM_MS + 1, &error));
  g_assert_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_NETWORK);
  g_assert_cmpuint (sauda_kaspi_client_get_requests (client), ==, 3);
}

static void
test_finalize (void)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_retry_after, NULL);
  SaudaKaspiClient *client = kaspi_test_client (server);

  g_assert_null (kaspi_test_find (client, "1", NULL));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (client);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *path = g_strconcat ("/kaspi/faults/", cases[i].name, NULL);

    g_test_add_data_func (path, &cases[i], test_fault);
  }
  g_test_add_func ("/kaspi/faults/retry-after", test_retry_after);
  g_test_add_func ("/kaspi/faults/long-pause", test_long_pause);
  g_test_add_func ("/kaspi/faults/cancel-in-storm", test_cancel_in_storm);
  g_test_add_func ("/kaspi/faults/back-off", test_back_off);
  g_test_add_func ("/kaspi/faults/cancel-in-pause", test_cancel_in_pause);
  g_test_add_func ("/kaspi/faults/revoked", test_revoked);
  g_test_add_func ("/kaspi/faults/no-connection", test_no_connection);
  g_test_add_func ("/kaspi/faults/finalize", test_finalize);
  return g_test_run ();
}
