#include "kaspi-server.h"

#define ID "OTAwMTAwMjAw"
#define START                                                                                                \
  "{\"data\":{\"type\":\"orders\",\"id\":\"" ID "\",\"attributes\":{\"code\":\"900100200\",\"status\":"

/* How a change leaves this machine, written by hand from kaspi-api 5.3 to 5.5. */
typedef struct {
  const char *name;
  SaudaKaspiChange change;
  const char *body;
  const char *security_code; /* NULL: no such header */
} Wire;

static const Wire wires[] = {
  { "cancel",
    { ID, "900100200", "CANCELLED", .cancellation_reason = "MERCHANT_OUT_OF_STOCK" },
    START "\"CANCELLED\",\"cancellationReason\":\"MERCHANT_OUT_OF_STOCK\"}}}",
    NULL },
  { "cancel-with-comment",
    { ID, "900100200", "CANCELLED", .cancellation_reason = "BUYER_NOT_REACHABLE",
      .cancellation_comment = "\"нет\"" },
    START
    "\"CANCELLED\",\"cancellationReason\":\"BUYER_NOT_REACHABLE\",\"cancellationComment\":\"\\\"нет\\\"\"}}}",
    NULL },
  { "arrived", { ID, "900100200", "ARRIVED" }, START "\"ARRIVED\"}}}", NULL },
  { "arrived-backward", { ID, "900100200", "ARRIVED_BACKWARD" }, START "\"ARRIVED_BACKWARD\"}}}", NULL },
  { "ask-for-code", { ID, "900100200", "COMPLETED", .security_code = "" }, START "\"COMPLETED\"}}}", "" },
  { "complete", { ID, "900100200", "COMPLETED", .security_code = "1234" }, START "\"COMPLETED\"}}}", "1234" },
};

/* What the server answers, and what is made of it. */
typedef struct {
  const char *name;
  guint status;
  const char *body; /* a file when it has an extension */
  SaudaKaspiAnswer answer;
  SaudaKaspiError code;
} Case;

static const Case code_cases[] = {
  { "echo", 200, "echo-code.json", SAUDA_KASPI_ANSWER_ACCEPTED, 0 },
  { "any-200", 200, "", SAUDA_KASPI_ANSWER_ACCEPTED, 0 },
  { "no-code-yet", 400, "error-code.json", SAUDA_KASPI_ANSWER_ACCEPTED, 0 },
  { "cancelled", 400, "error-transition.json", SAUDA_KASPI_ANSWER_REFUSED, SAUDA_KASPI_ERROR_REFUSED },
  { "page", 502, "gateway.html", SAUDA_KASPI_ANSWER_UNCLEAR, SAUDA_KASPI_ERROR_SERVER },
};

static const Case complete_cases[] = {
  { "echo", 200, "echo-code.json", SAUDA_KASPI_ANSWER_ACCEPTED, 0 },
  { "empty-200", 200, "", SAUDA_KASPI_ANSWER_UNCLEAR, SAUDA_KASPI_ERROR_MALFORMED },
  { "wrong-code", 400, "error-code.json", SAUDA_KASPI_ANSWER_REFUSED, SAUDA_KASPI_ERROR_REFUSED },
};

static const Case line_cases[] = {
  { "done", 200, "echo-entry-cancel.json", SAUDA_KASPI_ANSWER_ACCEPTED, 0 },
  { "errors-in-200", 200, "error-transition.json", SAUDA_KASPI_ANSWER_UNCLEAR, SAUDA_KASPI_ERROR_MALFORMED },
  { "other-document", 200, "echo-code.json", SAUDA_KASPI_ANSWER_UNCLEAR, SAUDA_KASPI_ERROR_MALFORMED },
  { "refused", 400, "error-transition.json", SAUDA_KASPI_ANSWER_REFUSED, SAUDA_KASPI_ERROR_REFUSED },
  { "too-many", 429, "", SAUDA_KASPI_ANSWER_REFUSED, SAUDA_KASPI_ERROR_RATE_LIMITED },
  { "gateway", 502, "gateway.html", SAUDA_KASPI_ANSWER_UNCLEAR, SAUDA_KASPI_ERROR_SERVER },
};

static const Case lines_cases[] = {
  { "under-way", 200, "echo-partial-cancel.json", SAUDA_KASPI_ANSWER_ACCEPTED, 0 },
  { "bare-array", 200, "[]", SAUDA_KASPI_ANSWER_UNCLEAR, SAUDA_KASPI_ERROR_MALFORMED },
  { "failed", 200, "{\"orderCancelEntries\":[],\"status\":\"FAILED\"}", SAUDA_KASPI_ANSWER_UNCLEAR,
    SAUDA_KASPI_ERROR_MALFORMED },
  { "unknown-order", 404, "gateway.html", SAUDA_KASPI_ANSWER_REFUSED, SAUDA_KASPI_ERROR_NOT_FOUND },
};

static void
serve_case (KaspiServer *server, SoupServerMessage *message, const KaspiAsked *asked, gpointer data)
{
  const Case *c = data;

  if (strstr (c->body, ".json") != NULL || strstr (c->body, ".html") != NULL)
    kaspi_server_reply_file (message, c->status, c->body);
  else
    kaspi_server_reply (message, c->status, "application/json", c->body, -1);
}

static void
check_answer (const Case *c, SaudaKaspiAnswer answer, const GError *error)
{
  g_assert_cmpint (answer, ==, c->answer);
  if (c->answer == SAUDA_KASPI_ANSWER_ACCEPTED)
    g_assert_no_error (error);
  else
    g_assert_error (error, SAUDA_KASPI_ERROR, (int) c->code);
}

static SaudaKaspiAnswer
change (KaspiServer *server, const SaudaKaspiChange *wanted, GError **error)
{
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GAsyncResult) result = NULL;

  sauda_kaspi_client_change_order_async (client, wanted, NULL, kaspi_test_keep_result, &result);
  return sauda_kaspi_client_change_order_finish (client, kaspi_test_wait (&result), error);
}

static SaudaKaspiAnswer
remove_lines (KaspiServer *server, const SaudaKaspiRemoval *removals, gsize n_removals, GError **error)
{
  g_autoptr (SaudaKaspiClient) client = kaspi_test_client (server);
  g_autoptr (GAsyncResult) result = NULL;

  sauda_kaspi_client_remove_lines_async (client, ID, removals, n_removals, NULL, kaspi_test_keep_result,
                                         &result);
  return sauda_kaspi_client_remove_lines_finish (client, kaspi_test_wait (&result), error);
}

static void
test_wire (gconstpointer data)
{
  const Wire *wire = data;
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_case, (gpointer) &code_cases[0]);
  const KaspiAsked *asked;

  g_assert_cmpint (change (server, &wire->change, NULL), ==, SAUDA_KASPI_ANSWER_ACCEPTED);
  g_assert_cmpuint (server->asked->len, ==, 1);
  asked = kaspi_server_get_asked (server, 0);
  g_assert_cmpstr (asked->method, ==, "POST");
  g_assert_cmpstr (asked->path, ==, "/shop/api/v2/orders");
  g_assert_cmpstr (asked->body, ==, wire->body);
  /* An empty code is a header too. */
  g_assert_cmpstr (asked->security_code, ==, wire->security_code);
  g_assert_cmpstr (asked->send_code, ==, wire->security_code != NULL ? "true" : NULL);
}

static void
test_long_comment (void)
{
  g_autoptr (GString) comment = g_string_new (NULL);
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;
  SaudaKaspiChange wanted = { ID, "900100200", "CANCELLED", .cancellation_reason = "MERCHANT_OUT_OF_STOCK" };

  for (guint i = 0; i < SAUDA_KASPI_MAX_COMMENT; i++)
    g_string_append (comment, "я");
  g_string_append (comment, "Ю");
  wanted.cancellation_comment = comment->str;
  body = sauda_kaspi_change_format (&wanted);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_assert_nonnull (strstr (text, "я\"}"));
  g_assert_null (strstr (text, "Ю"));
}

static void
test_code (gconstpointer data)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_case, (gpointer) data);
  g_autoptr (GError) error = NULL;
  SaudaKaspiAnswer answer = change (server, &wires[4].change, &error);

  check_answer (data, answer, error);
  g_assert_cmpuint (server->asked->len, ==, 1);
}

static void
test_complete (gconstpointer data)
{
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_case, (gpointer) data);
  g_autoptr (GError) error = NULL;
  SaudaKaspiAnswer answer = change (server, &wires[5].change, &error);

  check_answer (data, answer, error);
  g_assert_cmpuint (server->asked->len, ==, 1);
}

static void
test_line (gconstpointer data)
{
  const SaudaKaspiRemoval removal = { .entry_id = ID "IyMw",
                                      .reason = "MERCHANT_OUT_OF_STOCK",
                                      .notes = "n",
                                      .remained_quantity = 1,
                                      .remained_weight = -1 };
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_case, (gpointer) data);
  g_autoptr (GError) error = NULL;
  SaudaKaspiAnswer answer = remove_lines (server, &removal, 1, &error);
  const KaspiAsked *asked = kaspi_server_get_asked (server, 0);

  check_answer (data, answer, error);
  g_assert_cmpuint (server->asked->len, ==, 1);
  g_assert_cmpstr (asked->method, ==, "POST");
  g_assert_cmpstr (asked->path, ==, "/shop/api/v2/orderEntryCancelOperation");
  g_assert_cmpstr (asked->content_type, ==, "application/vnd.api+json");
  g_assert_cmpstr (
    asked->body, ==,
    "{\"data\":{\"type\":\"orderEntryCancelOperation\",\"attributes\":{\"notes\":\"n\","
    "\"remainedQuantity\":1,\"reason\":\"MERCHANT_OUT_OF_STOCK\"},\"relationships\":{\"entry\":{"
    "\"data\":{\"type\":\"orderentries\",\"id\":\"" ID "IyMw\"}}}}}");
}

static void
test_lines (gconstpointer data)
{
  const SaudaKaspiRemoval removals[] = {
    { ID "IyMw", "MERCHANT_OUT_OF_STOCK", "n", 0, -1 },
    { ID "IyMx", "PRODUCT_UNDERWEIGHT", NULL, 1, 1000 },
  };
  g_autoptr (KaspiServer) server = kaspi_server_new (NULL, serve_case, (gpointer) data);
  g_autoptr (GError) error = NULL;
  SaudaKaspiAnswer answer = remove_lines (server, removals, G_N_ELEMENTS (removals), &error);
  const KaspiAsked *asked = kaspi_server_get_asked (server, 0);

  check_answer (data, answer, error);
  g_assert_cmpuint (server->asked->len, ==, 1);
  g_assert_cmpstr (asked->method, ==, "PUT");
  g_assert_cmpstr (asked->path, ==, "/shop/api/orderPartialCancel/" ID);
  g_assert_cmpstr (asked->token, ==, "fictional+token/0000000000000000000000000=");
  g_assert_cmpstr (asked->content_type, ==, "application/json");
  g_assert_cmpstr (
    asked->body, ==,
    "[{\"entry\":{\"id\":\"" ID "IyMw\"},\"remainedQuantity\":0,\"reason\":\"MERCHANT_OUT_OF_STOCK\","
    "\"notes\":\"n\"},{\"entry\":{\"id\":\"" ID "IyMx\"},\"remainedQuantity\":1,\"remainedWeight\":1000,"
    "\"reason\":\"PRODUCT_UNDERWEIGHT\"}]");
}

static void
add_cases (const char *what, const Case *cases, gsize n_cases, GTestDataFunc func)
{
  for (gsize i = 0; i < n_cases; i++) {
    g_autofree char *path = g_strdup_printf ("/kaspi/write/%s/%s", what, cases[i].name);

    g_test_add_data_func (path, &cases[i], func);
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (wires); i++) {
    g_autofree char *path = g_strconcat ("/kaspi/write/wire/", wires[i].name, NULL);

    g_test_add_data_func (path, &wires[i], test_wire);
  }
  g_test_add_func ("/kaspi/write/long-comment", test_long_comment);
  add_cases ("code", code_cases, G_N_ELEMENTS (code_cases), test_code);
  add_cases ("complete", complete_cases, G_N_ELEMENTS (complete_cases), test_complete);
  add_cases ("line", line_cases, G_N_ELEMENTS (line_cases), test_line);
  add_cases ("lines", lines_cases, G_N_ELEMENTS (lines_cases), test_lines);
  return g_test_run ();
}
