#include "canned-client.h"

#include "sauda-meta.h"
#include "sauda-twilio.h"

/**
 * canned_client_new:
 * @kind: whose client
 * @server: what answers it
 *
 * Returns: (transfer full): a client that takes @server for the provider
 */
SaudaWhatsappProvider *
canned_client_new (SaudaWhatsappKind kind, CannedServer *server)
{
  g_autoptr (SaudaHttp) http = sauda_http_new (1, 0);
  g_autofree char *url = canned_server_get_url (server);
  g_autofree char *versioned = g_strconcat (url, "/v23.0", NULL);

  if (kind == SAUDA_WHATSAPP_TWILIO)
    return sauda_twilio_new (http, &(SaudaTwilioOptions){ .url = url,
                                                          .content_url = url,
                                                          .account = CANNED_ACCOUNT,
                                                          .key = "SKkey",
                                                          .secret = "secret",
                                                          .sender = CANNED_SENDER });
  return sauda_meta_new (http, &(SaudaMetaOptions){ .kind = kind,
                                                    .url = kind == SAUDA_WHATSAPP_META ? versioned : url,
                                                    .phone_number_id = CANNED_NUMBER,
                                                    .account = CANNED_WABA,
                                                    .secret = "secret" });
}

/**
 * canned_get_object:
 * @object: an object
 * @member: what must be there
 *
 * Returns: (transfer none): the object in @member
 */
JsonObject *
canned_get_object (JsonObject *object, const char *member)
{
  g_assert_true (json_object_has_member (object, member));
  return json_object_get_object_member (object, member);
}

/**
 * canned_assert_text:
 * @object: an object
 * @member: a member of it
 * @expected: (nullable): its text
 */
void
canned_assert_text (JsonObject *object, const char *member, const char *expected)
{
  g_assert_cmpstr (json_object_get_string_member_with_default (object, member, NULL), ==, expected);
}

/**
 * canned_parse_body:
 * @request: a request with JSON
 *
 * Returns: (transfer full): its body
 */
JsonParser *
canned_parse_body (const CannedRequest *request)
{
  JsonParser *parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_data (parser, request->body, -1, &error);
  g_assert_no_error (error);
  return parser;
}
