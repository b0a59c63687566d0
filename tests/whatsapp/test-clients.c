#include "canned-client.h"
#include "sauda-test.h"

#include <string.h>

/* Every request and answer here is written by hand from the contract, whatsapp-api 2 to 4. */

static const SaudaWhatsappDraft words = { .to = CANNED_BUYER,
                                          .text = "Заказ 607640463: да + нет & 100 %",
                                          .reference = "42" };
static const char *const values[] = { "Принт 5в1", "L", "607640463", "15:00", NULL };

static char *
send_draft (SaudaWhatsappProvider *client, const SaudaWhatsappDraft *draft, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_whatsapp_provider_send_async (client, draft, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  return sauda_whatsapp_provider_send_finish (client, result, error);
}

static void
test_twilio_text (void)
{
  static const CannedAnswer answers[] = { { 201, "{\"sid\":\"SM0123456789abcdef0123456789abcdef\",\"num_"
                                                 "media\":\"0\",\"num_segments\":\"1\",\"price\":null,"
                                                 "\"error_code\":null,\"date_sent\":null,\"from\":null,"
                                                 "\"status\":\"queued\",\"new_field\":{\"a\":[1]}}" } };
  g_autoptr (CannedServer) server = canned_server_new (answers, G_N_ELEMENTS (answers));
  g_autoptr (SaudaWhatsappProvider) client = canned_client_new (SAUDA_WHATSAPP_TWILIO, server);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = send_draft (client, &words, &error);
  const CannedRequest *request;

  g_assert_no_error (error);
  g_assert_cmpstr (id, ==, "SM0123456789abcdef0123456789abcdef");
  /* Signed in at once: a challenge would have sent the POST twice. */
  g_assert_cmpuint (canned_server_count (server), ==, 1);
  request = canned_server_get (server, 0);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->path, ==, CANNED_MESSAGES);
  g_assert_cmpstr (request->authorization, ==, "Basic U0trZXk6c2VjcmV0");
  g_assert_cmpstr (request->type, ==, "application/x-www-form-urlencoded");
  g_assert_nonnull (strstr (request->body, "To=whatsapp%3A%2B77011234567"));
  g_assert_nonnull (strstr (request->body, "From=whatsapp%3A%2B77470000001"));
  g_assert_nonnull (strstr (request->body, "%2B%20%D0%BD%D0%B5%D1%82%20%26%20100%20%25"));
  g_assert_null (strstr (request->body, "ContentSid"));
}

static void
test_twilio_template (void)
{
  static const CannedAnswer answers[] = { { 201, "{\"sid\":\"MM0123456789abcdef0123456789abcdef\"}" } };
  g_autoptr (CannedServer) server = canned_server_new (answers, G_N_ELEMENTS (answers));
  g_autoptr (SaudaWhatsappProvider) client = canned_client_new (SAUDA_WHATSAPP_TWILIO, server);
  const SaudaWhatsappDraft draft = {
    .to = "KZ.AB12", .text = "…", .template_id = "HX1", .language = "ru", .values = values
  };
  g_autofree char *id = send_draft (client, &draft, NULL);
  const CannedRequest *request = canned_server_get (server, 0);
  g_autofree char *plain = g_uri_unescape_string (strstr (request->body, "ContentVariables="), NULL);

  g_assert_cmpstr (id, ==, "MM0123456789abcdef0123456789abcdef");
  g_assert_nonnull (strstr (request->body, "To=whatsapp%3AKZ.AB12"));
  g_assert_nonnull (strstr (request->body, "ContentSid=HX1"));
  g_assert_null (strstr (request->body, "&Body="));
  g_assert_true (g_str_has_prefix (
    plain, "ContentVariables={\"1\":\"Принт 5в1\",\"2\":\"L\",\"3\":\"607640463\",\"4\":\"15:00\"}"));
}

static void
test_meta_text (void)
{
  static const CannedAnswer answers[] = {
    { 200, "{\"messaging_product\":\"whatsapp\",\"contacts\":[{\"input\":\"+77011234567\",\"wa_id\":"
           "\"77011234567\"}],"
           "\"messages\":[{\"id\":\"wamid.HBgL\",\"message_status\":\"held_for_quality_assessment\"}]}" }
  };
  g_autoptr (CannedServer) server = canned_server_new (answers, G_N_ELEMENTS (answers));
  g_autoptr (SaudaWhatsappProvider) client = canned_client_new (SAUDA_WHATSAPP_META, server);
  g_autofree char *id = send_draft (client, &words, NULL);
  const CannedRequest *request = canned_server_get (server, 0);
  g_autoptr (JsonParser) parser = canned_parse_body (request);
  JsonObject *body = json_node_get_object (json_parser_get_root (parser));

  g_assert_cmpstr (id, ==, "wamid.HBgL");
  g_assert_cmpstr (request->path, ==, "/v23.0/" CANNED_NUMBER "/messages");
  g_assert_cmpstr (request->authorization, ==, "Bearer secret");
  g_assert_cmpstr (request->type, ==, "application/json");
  canned_assert_text (body, "messaging_product", "whatsapp");
  canned_assert_text (body, "recipient_type", "individual");
  canned_assert_text (body, "to", CANNED_BUYER);
  canned_assert_text (body, "type", "text");
  canned_assert_text (body, "biz_opaque_callback_data", "42");
  canned_assert_text (canned_get_object (body, "text"), "body", words.text);
  g_assert_false (json_object_has_member (body, "recipient"));
}

static void
assert_template (JsonObject *template)
{
  JsonObject *component =
    json_array_get_object_element (json_object_get_array_member (template, "components"), 0);
  JsonArray *parameters = json_object_get_array_member (component, "parameters");

  canned_assert_text (template, "name", "size_check_v1");
  canned_assert_text (canned_get_object (template, "language"), "code", "kk");
  canned_assert_text (component, "type", "body");
  g_assert_cmpuint (json_array_get_length (parameters), ==, 4);
  canned_assert_text (json_array_get_object_element (parameters, 2), "type", "text");
  canned_assert_text (json_array_get_object_element (parameters, 2), "text", "607640463");
}

static void
test_d360_template (void)
{
  static const CannedAnswer answers[] = { { 201, "{\"messages\":[{\"id\":\"wamid.X\"}]}" } };
  g_autoptr (CannedServer) server = canned_server_new (answers, G_N_ELEMENTS (answers));
  g_autoptr (SaudaWhatsappProvider) client = canned_client_new (SAUDA_WHATSAPP_360DIALOG, server);
  const SaudaWhatsappDraft draft = { .to = "KZ.AB12",
                                     .text = "…",
                                     .template_id = "size_check_v1",
                                     .language = "kk",
                                     .values = values,
                                     .quoted_id = "wamid.Q" };
  g_autofree char *id = send_draft (client, &draft, NULL);
  const CannedRequest *request = canned_server_get (server, 0);
  g_autoptr (JsonParser) parser = canned_parse_body (request);
  JsonObject *body = json_node_get_object (json_parser_get_root (parser));

  g_assert_cmpstr (id, ==, "wamid.X");
  g_assert_cmpstr (request->path, ==, "/messages");
  g_assert_cmpstr (request->key, ==, "secret");
  g_assert_null (request->authorization);
  canned_assert_text (body, "recipient", "KZ.AB12");
  g_assert_false (json_object_has_member (body, "to"));
  canned_assert_text (canned_get_object (body, "context"), "message_id", "wamid.Q");
  assert_template (canned_get_object (body, "template"));
}

/* What has to be done, by the provider's code first, by HTTP second, by words never (but 360dialog has no
 * code). */
static void
test_refusals (void)
{
  static const struct {
    SaudaWhatsappKind kind;
    CannedAnswer answer;
    SaudaWhatsappError failure;
  } samples[] = {
#define TWILIO(status, code, failure)                                                                        \
  { SAUDA_WHATSAPP_TWILIO,                                                                                   \
    { status, "{\"code\":" #code ",\"message\":\"m\",\"status\":" #status "}" },                             \
    SAUDA_WHATSAPP_ERROR_##failure }
#define META(status, code, failure)                                                                          \
  {                                                                                                          \
    SAUDA_WHATSAPP_META,                                                                                     \
      { status, "{\"error\":{\"message\":\"m\",\"type\":\"OAuthException\",\"code\":" #code                  \
                ",\"error_data\":{\"details\":\"d\"},\"fbtrace_id\":\"f\"}}" },                              \
      SAUDA_WHATSAPP_ERROR_##failure                                                                         \
  }
#define D360(status, body, failure)                                                                          \
  {                                                                                                          \
    SAUDA_WHATSAPP_360DIALOG, { status, body }, SAUDA_WHATSAPP_ERROR_##failure                               \
  }
    TWILIO (429, 20429, RETRY),
    TWILIO (401, 20003, CONFIGURATION),
    TWILIO (404, 20404, CONFIGURATION),
    TWILIO (400, 21211, NEVER),
    TWILIO (400, 21608, CONFIGURATION),
    TWILIO (400, 21610, OPTED_OUT),
    TWILIO (400, 21617, NEVER),
    TWILIO (400, 21655, CONFIGURATION),
    TWILIO (400, 63016, TEMPLATE),
    TWILIO (400, 99999, NEVER),
    TWILIO (500, 20500, UNKNOWN),
    { SAUDA_WHATSAPP_TWILIO, { 503, "<html>Service Unavailable</html>" }, SAUDA_WHATSAPP_ERROR_UNKNOWN },
    { SAUDA_WHATSAPP_TWILIO, { 201, "<html>" }, SAUDA_WHATSAPP_ERROR_UNKNOWN },
    { SAUDA_WHATSAPP_TWILIO, { 201, "{\"sid\":null}" }, SAUDA_WHATSAPP_ERROR_UNKNOWN },
    { SAUDA_WHATSAPP_TWILIO, { 201, "{\"sid\":{\"a\":1}}" }, SAUDA_WHATSAPP_ERROR_UNKNOWN },
    { SAUDA_WHATSAPP_TWILIO, { 0, NULL }, SAUDA_WHATSAPP_ERROR_UNKNOWN },
    META (401, 190, CONFIGURATION),
    META (403, 131056, PAIR),
    META (403, 130429, RETRY),
    META (429, 131056, PAIR),
    META (400, 131047, TEMPLATE),
    META (400, 131026, NEVER),
    META (400, 132015, LATER),
    META (400, 132016, CONFIGURATION),
    META (404, 132001, CONFIGURATION),
    META (400, 80007, LATER),
    META (400, 131000, RETRY),
    META (500, 131000, UNKNOWN),
    META (503, 131016, UNKNOWN),
    META (400, 131042, CONFIGURATION),
    { SAUDA_WHATSAPP_META, { 200, "{\"messages\":[]}" }, SAUDA_WHATSAPP_ERROR_UNKNOWN },
    { SAUDA_WHATSAPP_META, { 200, "{\"messages\":{\"id\":\"x\"}}" }, SAUDA_WHATSAPP_ERROR_UNKNOWN },
    D360 (400, "{\"error\":\"You exceeded the endpoint rate limit\"}", RETRY),
    D360 (400,
          "{\"meta\":{\"success\":false,\"http_code\":400,\"developer_message\":\"channel is "
          "unpaid\",\"details\":"
          "[\"a\"]}}",
          CONFIGURATION),
    D360 (401, "{\"meta\":{\"success\":false,\"http_code\":401,\"developer_message\":\"Invalid api key\"}}",
          CONFIGURATION),
    D360 (403, "{\"error\":\"endpoint blocked\"}", CONFIGURATION),
    D360 (400, "{\"error\":{\"code\":131047,\"message\":\"m\"}}", TEMPLATE),
    D360 (502, "{\"meta\":{\"success\":false,\"http_code\":502}}", UNKNOWN),
    D360 (400, "[]", NEVER),
    D360 (400, "{\"error\":[1]}", NEVER),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (CannedServer) server = canned_server_new (&samples[i].answer, 1);
    g_autoptr (SaudaWhatsappProvider) client = canned_client_new (samples[i].kind, server);
    g_autoptr (GError) error = NULL;
    g_autofree char *id = send_draft (client, &words, &error);

    g_test_message ("%u %s", samples[i].answer.status, samples[i].answer.body);
    g_assert_null (id);
    g_assert_error (error, SAUDA_WHATSAPP_ERROR, (int) samples[i].failure);
    g_assert_cmpuint (canned_server_count (server), ==, 1);
  }
}

/* Nothing listens: the request never left, so it may be sent again. */
static void
test_not_reached (void)
{
  g_autoptr (CannedServer) server = canned_server_new (&(CannedAnswer){ 200, "{}" }, 1);
  g_autoptr (SaudaWhatsappProvider) client = canned_client_new (SAUDA_WHATSAPP_META, server);
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  canned_server_free (g_steal_pointer (&server));
  id = send_draft (client, &words, &error);
  g_assert_null (id);
  g_assert_error (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_RETRY);
}

#define ROW(sid, direction, from, to, body, status, day)                                                     \
  "{\"sid\":\"" sid "\",\"direction\":\"" direction "\",\"from\":\"" from "\",\"to\":\"" to                  \
  "\",\"body\":\"" body "\",\"status\":\"" status                                                            \
  "\",\"num_media\":\"0\",\"error_code\":null,\"date_created\":\"" day "\"}"
#define NOW_MS G_GINT64_CONSTANT (1760000000000) /* Thu, 09 Oct 2025 08:53:20 GMT */

static SaudaWhatsappBatch *
poll (SaudaWhatsappProvider *client, GHashTable *known, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_whatsapp_provider_poll_async (
    client, &(SaudaWhatsappPoll){ .since_ms = NOW_MS - 3600000, .now_ms = NOW_MS, .known = known }, NULL,
    sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  return sauda_whatsapp_provider_poll_finish (client, result, error);
}

/* Two pages of what came in, one of what went out, side by side; the oldest comes first, a row on two pages
 * twice. */
static void
test_twilio_poll (void)
{
  static const CannedAnswer answers[] = {
    { 200,
      "{\"messages\":[" ROW (
        "SM3", "inbound", "whatsapp:+77011234567", "whatsapp:" CANNED_SENDER, "да", "received",
        "Thu, 09 Oct 2025 08:50:00 +0000") "," ROW ("SM2", "inbound", "whatsapp:KZ.AB12",
                                                    "whatsapp:" CANNED_SENDER, "175/80", "received",
                                                    "Thu, 09 Oct 2025 08:40:00 +0000") "],\"next_page_uri\":"
                                                                                       "\"" CANNED_MESSAGES
                                                                                       "?Page=1&PageToken="
                                                                                       "PAxyz\"}" },
    { 200, "{\"messages\":[" ROW ("MM1", "outbound-api", "whatsapp:" CANNED_SENDER, "whatsapp:+77011234567",
                                  "Заказ 607640463", "teleported",
                                  "Thu, 09 Oct 2025 08:30:00 +0000") "],\"next_page_uri\":null}" },
    { 200, "{\"messages\":[" ROW (
             "SM2", "inbound", "whatsapp:KZ.AB12", "whatsapp:" CANNED_SENDER, "175/80", "received",
             "Thu, 09 Oct 2025 08:40:00 +0000") ",7,{\"sid\":null}],\"next_page_uri\":null}" },
  };
  g_autoptr (CannedServer) server = canned_server_new (answers, G_N_ELEMENTS (answers));
  g_autoptr (SaudaWhatsappProvider) client = canned_client_new (SAUDA_WHATSAPP_TWILIO, server);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaWhatsappBatch) batch = poll (client, NULL, &error);
  const SaudaWhatsappInbound *first;
  const SaudaWhatsappStatus *status;

  g_assert_no_error (error);
  g_assert_cmpuint (canned_server_count (server), ==, 3);
  g_assert_nonnull (strstr (canned_server_get (server, 0)->path, "To=whatsapp%3A%2B77470000001"));
  g_assert_nonnull (strstr (canned_server_get (server, 0)->path, "DateSent%3E=2025-10-08"));
  g_assert_null (strstr (canned_server_get (server, 0)->path, "From="));
  g_assert_nonnull (strstr (canned_server_get (server, 1)->path, "From=whatsapp%3A%2B77470000001"));
  g_assert_cmpstr (canned_server_get (server, 2)->path, ==, CANNED_MESSAGES "?Page=1&PageToken=PAxyz");
  g_assert_cmpuint (batch->inbound->len, ==, 3);
  first = g_ptr_array_index (batch->inbound, 0);
  g_assert_cmpstr (first->sender, ==, "KZ.AB12");
  g_assert_null (first->phone);
  status = g_ptr_array_index (batch->statuses, 0);
  g_assert_cmpstr (status->id, ==, "MM1");
  g_assert_cmpint (status->delivery, ==, SAUDA_WHATSAPP_DELIVERY_ACCEPTED);
}

static void
test_twilio_poll_fails (void)
{
  static const CannedAnswer answers[] = { { 200, "{\"messages\":[],\"next_page_uri\":null}" },
                                          { 429, "{\"code\":20429,\"message\":\"Too Many Requests\"}" } };
  g_autoptr (CannedServer) server = canned_server_new (answers, G_N_ELEMENTS (answers));
  g_autoptr (SaudaWhatsappProvider) client = canned_client_new (SAUDA_WHATSAPP_TWILIO, server);
  g_autoptr (GError) error = NULL;

  g_assert_null (poll (client, NULL, &error));
  g_assert_error (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_RETRY);
}

static char *
find (SaudaWhatsappProvider *client, const char *text, GHashTable *known)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *id;

  sauda_whatsapp_provider_find_async (client,
                                      &(SaudaWhatsappSearch){ .to = CANNED_BUYER,
                                                              .words = "607640463",
                                                              .text = text,
                                                              .after_ms = NOW_MS,
                                                              .now_ms = NOW_MS,
                                                              .known = known },
                                      NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  id = sauda_whatsapp_provider_find_finish (client, result, &error);
  g_assert_no_error (error);
  return id;
}

/* A lost answer: the same order number, made since the attempt, and no other message of ours
 * (whatsapp-api 2.7). The same words are it however wrong our clock is: nobody is asked twice for that. */
static void
test_twilio_find (void)
{
  static const CannedAnswer answers[] = {
    { 200,
      "{\"messages\":[" ROW (
        "MM4", "outbound-api", "whatsapp:" CANNED_SENDER, "whatsapp:" CANNED_BUYER, "Заказ 607640463", "sent",
        "Thu, 09 Oct 2025 08:53:30 +0000") "," ROW ("MM3", "outbound-api", "whatsapp:" CANNED_SENDER,
                                                    "whatsapp:" CANNED_BUYER, "Заказ 607640464", "sent",
                                                    "Thu, 09 Oct 2025 08:53:25 "
                                                    "+0000") "," ROW ("MM2", "outbound-api",
                                                                      "whatsapp"
                                                                      ":" CANNED_SENDER,
                                                                      "whatsapp"
                                                                      ":" CANNED_BUYER,
                                                                      "Заказ "
                                                                      "607640463",
                                                                      "sent",
                                                                      "Thu, 09 Oct "
                                                                      "2025 "
                                                                      "07:00:00 "
                                                                      "+0000") "],"
                                                                               "\"ne"
                                                                               "xt_"
                                                                               "page"
                                                                               "_uri"
                                                                               "\":"
                                                                               "null"
                                                                               "}" }
  };
  g_autoptr (CannedServer) server = canned_server_new (answers, G_N_ELEMENTS (answers));
  g_autoptr (SaudaWhatsappProvider) client = canned_client_new (SAUDA_WHATSAPP_TWILIO, server);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *found = find (client, "Заказ 607640463, рост?", known), *none = NULL, *early = NULL;

  g_assert_cmpstr (found, ==, "MM4");
  g_assert_nonnull (strstr (canned_server_get (server, 0)->path, "To=whatsapp%3A%2B77011234567"));
  g_hash_table_add (known, (gpointer) "MM4");
  none = find (client, "Заказ 607640463, рост?", known);
  g_assert_cmpstr (none, ==, "");
  early = find (client, "Заказ 607640463", known);
  g_assert_cmpstr (early, ==, "MM2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/whatsapp/clients/twilio-text", test_twilio_text);
  g_test_add_func ("/whatsapp/clients/twilio-template", test_twilio_template);
  g_test_add_func ("/whatsapp/clients/meta-text", test_meta_text);
  g_test_add_func ("/whatsapp/clients/360dialog-template", test_d360_template);
  g_test_add_func ("/whatsapp/clients/refusals", test_refusals);
  g_test_add_func ("/whatsapp/clients/not-reached", test_not_reached);
  g_test_add_func ("/whatsapp/clients/twilio-poll", test_twilio_poll);
  g_test_add_func ("/whatsapp/clients/twilio-poll-fails", test_twilio_poll_fails);
  g_test_add_func ("/whatsapp/clients/twilio-find", test_twilio_find);
  return g_test_run ();
}
