#include "canned-client.h"
#include "sauda-test.h"
#include "sauda-whatsapp-template.h"

/* What the providers keep for the merchant: templates and webhooks, by hand from the contract (whatsapp-api 2
 * to 4). */

static GPtrArray *
list_templates (SaudaWhatsappProvider *client)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *templates;

  sauda_whatsapp_provider_list_templates_async (client, NULL, sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  templates = sauda_whatsapp_provider_list_templates_finish (client, result, &error);
  g_assert_no_error (error);
  return templates;
}

/* Each provider keeps the same under other names and in other shapes; the state is small letters here. */
static void
test_templates (void)
{
  static const struct {
    SaudaWhatsappKind kind;
    CannedAnswer answer;
    const char *path;
    const char *id;
    const char *status;
  } samples[] = {
    { SAUDA_WHATSAPP_TWILIO,
      { 200, "{\"contents\":[{\"sid\":\"HX1\",\"friendly_name\":\"size_check_v1\",\"language\":\"ru\","
             "\"approval_requests\":"
             "{\"name\":\"size_check_v1\",\"status\":\"approved\",\"category\":\"UTILITY\",\"rejection_"
             "reason\":\"\"}},{}],"
             "\"meta\":{\"key\":\"contents\"}}" },
      "/v1/ContentAndApprovals",
      "HX1",
      "approved" },
    { SAUDA_WHATSAPP_TWILIO,
      { 200, "{\"contents\":[{\"sid\":\"HX1\",\"friendly_name\":\"size_check_v1\",\"language\":\"ru\","
             "\"approval_requests\":"
             "{\"whatsapp\":{\"name\":\"size_check_v1\",\"status\":\"rejected\",\"rejection_reason\":"
             "\"INVALID_FORMAT\"}}}]}" },
      "/v1/ContentAndApprovals",
      "HX1",
      "rejected" },
    { SAUDA_WHATSAPP_META,
      { 200, "{\"data\":[{\"name\":\"size_check_v1\",\"language\":\"ru\",\"status\":\"PAUSED\",\"category\":"
             "\"MARKETING\",\"id\":"
             "\"594425479261596\",\"components\":[]}],\"paging\":{\"cursors\":{\"before\":\"a\",\"after\":"
             "\"b\"}}}" },
      "/v23.0/" CANNED_WABA "/message_templates",
      "size_check_v1",
      "paused" },
    { SAUDA_WHATSAPP_360DIALOG,
      { 200, "{\"count\":1,\"waba_templates\":[{\"name\":\"size_check_v1\",\"language\":\"ru\",\"status\":"
             "\"approved\","
             "\"namespace\":\"x\",\"rejected_reason\":\"NONE\"}]}" },
      "/v1/configs/templates",
      "size_check_v1",
      "approved" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_autoptr (CannedServer) server = canned_server_new (&samples[i].answer, 1);
    g_autoptr (SaudaWhatsappProvider) client = canned_client_new (samples[i].kind, server);
    g_autoptr (GPtrArray) templates = list_templates (client);
    const SaudaWhatsappTemplateInfo *info = g_ptr_array_index (templates, 0);

    g_assert_cmpuint (templates->len, ==, 1);
    g_assert_true (g_str_has_prefix (canned_server_get (server, 0)->path, samples[i].path));
    g_assert_cmpstr (info->id, ==, samples[i].id);
    g_assert_cmpstr (info->name, ==, "size_check_v1");
    g_assert_cmpstr (info->status, ==, samples[i].status);
  }
}

static char *
create_template (SaudaWhatsappProvider *client, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_whatsapp_provider_create_template_async (
    client, sauda_whatsapp_template_find (SAUDA_WHATSAPP_PURPOSE_ASK, "ru"), sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  return sauda_whatsapp_provider_create_template_finish (client, result, error);
}

/* The words first, then the request for approval as utility, of the id that came back (whatsapp-api 2.9). */
static void
test_twilio_create (void)
{
  static const CannedAnswer answers[] = { { 201, "{\"sid\":\"HX7\",\"friendly_name\":\"size_check_v1\"}" },
                                          { 201, "{\"status\":\"received\",\"category\":\"UTILITY\"}" } };
  g_autoptr (CannedServer) server = canned_server_new (answers, G_N_ELEMENTS (answers));
  g_autoptr (SaudaWhatsappProvider) client = canned_client_new (SAUDA_WHATSAPP_TWILIO, server);
  g_autofree char *id = create_template (client, NULL);
  g_autoptr (JsonParser) content = canned_parse_body (canned_server_get (server, 0));
  g_autoptr (JsonParser) approval = canned_parse_body (canned_server_get (server, 1));
  JsonObject *body = json_node_get_object (json_parser_get_root (content));
  JsonObject *asked = json_node_get_object (json_parser_get_root (approval));

  g_assert_cmpstr (id, ==, "HX7");
  g_assert_cmpstr (canned_server_get (server, 0)->path, ==, "/v1/Content");
  canned_assert_text (body, "friendly_name", "size_check_v1");
  canned_assert_text (body, "language", "ru");
  canned_assert_text (canned_get_object (body, "variables"), "3", "607640463");
  canned_assert_text (canned_get_object (canned_get_object (body, "types"), "twilio/text"), "body",
                      sauda_whatsapp_template_find (SAUDA_WHATSAPP_PURPOSE_ASK, "ru")->body);
  g_assert_cmpstr (canned_server_get (server, 1)->path, ==, "/v1/Content/HX7/ApprovalRequests/whatsapp");
  canned_assert_text (asked, "name", "size_check_v1");
  canned_assert_text (asked, "category", "UTILITY");
}

static void
test_meta_create (void)
{
  static const CannedAnswer answers[] = {
    { 200, "{\"id\":\"5944\",\"status\":\"PENDING\",\"category\":\"UTILITY\"}" }
  };
  g_autoptr (CannedServer) server = canned_server_new (answers, G_N_ELEMENTS (answers));
  g_autoptr (SaudaWhatsappProvider) client = canned_client_new (SAUDA_WHATSAPP_META, server);
  g_autofree char *id = create_template (client, NULL);
  g_autoptr (JsonParser) parser = canned_parse_body (canned_server_get (server, 0));
  JsonObject *body = json_node_get_object (json_parser_get_root (parser));
  JsonObject *component =
    json_array_get_object_element (json_object_get_array_member (body, "components"), 0);
  JsonArray *samples = json_array_get_array_element (
    json_object_get_array_member (canned_get_object (component, "example"), "body_text"), 0);

  g_assert_nonnull (id);
  g_assert_cmpstr (canned_server_get (server, 0)->path, ==, "/v23.0/" CANNED_WABA "/message_templates");
  canned_assert_text (body, "name", "size_check_v1");
  canned_assert_text (body, "language", "ru");
  canned_assert_text (body, "category", "UTILITY");
  canned_assert_text (component, "type", "BODY");
  g_assert_cmpuint (json_array_get_length (samples), ==, 4);
}

static char *
set_webhook (SaudaWhatsappProvider *client, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sauda_whatsapp_provider_set_webhook_async (client, "https://shop.example/360dialog", "Bearer own",
                                             sauda_test_keep_result, &result);
  sauda_test_wait_until (result != NULL);
  return sauda_whatsapp_provider_set_webhook_finish (client, result, error);
}

/* 360dialog is told, Meta's and Twilio's cabinets are not. */
static void
test_webhook (void)
{
  static const CannedAnswer answers[] = {
    { 200, "{\"url\":\"https://shop.example/360dialog\",\"headers\":{\"Authorization\":\"Bearer own\"}}" }
  };
  static const SaudaWhatsappKind others[] = { SAUDA_WHATSAPP_META, SAUDA_WHATSAPP_TWILIO };
  g_autoptr (CannedServer) server = canned_server_new (answers, G_N_ELEMENTS (answers));
  g_autoptr (SaudaWhatsappProvider) client = canned_client_new (SAUDA_WHATSAPP_360DIALOG, server);
  g_autofree char *url = set_webhook (client, NULL);
  const CannedRequest *request = canned_server_get (server, 0);

  g_assert_cmpstr (url, ==, "https://shop.example/360dialog");
  g_assert_cmpstr (request->path, ==, "/v1/configs/webhook");
  g_assert_cmpstr (request->key, ==, "secret");
  g_assert_cmpstr (
    request->body, ==,
    "{\"url\":\"https://shop.example/360dialog\",\"headers\":{\"Authorization\":\"Bearer own\"}}");
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++) {
    g_autoptr (SaudaWhatsappProvider) other = canned_client_new (others[i], server);
    g_autoptr (GError) error = NULL;

    g_assert_null (set_webhook (other, &error));
    g_assert_error (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_NOT_SUPPORTED);
  }
  g_assert_cmpuint (canned_server_count (server), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/whatsapp/cabinet/templates", test_templates);
  g_test_add_func ("/whatsapp/cabinet/twilio-create", test_twilio_create);
  g_test_add_func ("/whatsapp/cabinet/meta-create", test_meta_create);
  g_test_add_func ("/whatsapp/cabinet/webhook", test_webhook);
  return g_test_run ();
}
