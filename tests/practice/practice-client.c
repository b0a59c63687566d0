#include "practice-client.h"

#include "sauda-test.h"
#include "sauda-time.h"

#include <string.h>

void
practice_client_set_up (PracticeClient *client, gconstpointer data)
{
  gint64 now_ms;

  g_assert_true (sauda_time_parse_iso (PRACTICE_NOW, &now_ms, NULL));
  client->folder = sauda_test_folder_new ();
  client->options = sauda_practice_options_new ();
  client->options->folder = g_strdup (client->folder);
  client->options->clock = sauda_clock_new_at (now_ms);
  client->options->waybill_delay_ms = 1;
  client->session = soup_session_new_with_options ("user-agent", "Test/1", "timeout", 20, NULL);
  client->accept = "application/vnd.api+json";
  client->token = "practice-30000001";
}

void
practice_client_tear_down (PracticeClient *client, gconstpointer data)
{
  g_clear_object (&client->session);
  if (client->server != NULL) {
    sauda_practice_server_stop (client->server);
    g_assert_finalize_object (g_steal_pointer (&client->server));
  }
  g_clear_pointer (&client->options, sauda_practice_options_free);
  sauda_test_folder_remove (client->folder);
  g_clear_pointer (&client->folder, g_free);
}

void
practice_client_start (PracticeClient *client, const char *faults)
{
  g_autoptr (GError) error = NULL;

  g_free (client->options->faults);
  client->options->faults = g_strdup (faults);
  client->server = sauda_practice_server_new (client->options, &error);
  g_assert_no_error (error);
  sauda_practice_server_start (client->server, &error);
  g_assert_no_error (error);
}

void
practice_client_restart (PracticeClient *client)
{
  sauda_practice_server_stop (client->server);
  g_assert_finalize_object (g_steal_pointer (&client->server));
  practice_client_start (client, NULL);
}

static SoupMessage *
new_message (PracticeClient *client, const char *method, const char *path)
{
  const char *url = sauda_practice_server_get_url (client->server);
  g_autofree char *root = g_strndup (url, strlen (url) - strlen ("/shop/api"));
  g_autofree char *address =
    g_str_has_prefix (path, "http") ? g_strdup (path) : g_strconcat (root, path, NULL);
  SoupMessage *message = soup_message_new (method, address);
  SoupMessageHeaders *headers;

  g_assert_nonnull (message);
  headers = soup_message_get_request_headers (message);
  if (client->accept != NULL)
    soup_message_headers_replace (headers, "Accept", client->accept);
  if (client->token != NULL)
    soup_message_headers_replace (headers, "X-Auth-Token", client->token);
  return message;
}

PracticeReply *
practice_client_send (PracticeClient *client, SoupMessage *message, GError **error)
{
  GBytes *body = soup_session_send_and_read (client->session, message, NULL, error);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  g_autoptr (JsonParser) parser = json_parser_new ();
  PracticeReply *reply;

  if (body == NULL)
    return NULL;
  reply = g_new0 (PracticeReply, 1);
  reply->status = soup_message_get_status (message);
  reply->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  reply->retry_after = g_strdup (soup_message_headers_get_one (headers, "Retry-After"));
  reply->body = body;
  if (reply->content_type != NULL && g_str_has_suffix (reply->content_type, "json") &&
      json_parser_load_from_data (parser, g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body),
                                  NULL))
    reply->json = json_parser_steal_root (parser);
  return reply;
}

PracticeReply *
practice_client_get (PracticeClient *client, const char *path)
{
  g_autoptr (SoupMessage) message = new_message (client, "GET", path);
  g_autoptr (GError) error = NULL;
  PracticeReply *reply = practice_client_send (client, message, &error);

  g_assert_no_error (error);
  return reply;
}

/* The last 13 days; @more continues the parameters. */
PracticeReply *
practice_client_list (PracticeClient *client, const char *more)
{
  gint64 now_ms = sauda_clock_get_now (client->options->clock);
  g_autofree char *path = g_strdup_printf (
    "/shop/api/v2/orders?page[number]=0&page[size]=100&filter[orders][creationDate][$ge]=%" G_GINT64_FORMAT
    "&filter[orders][creationDate][$le]=%" G_GINT64_FORMAT "%s",
    now_ms - 13 * SAUDA_MS_PER_DAY, now_ms, more);

  return practice_client_get (client, path);
}

SoupMessage *
practice_client_change_message (PracticeClient *client,
                                const char *code,
                                const char *status,
                                const char *more)
{
  SoupMessage *message = new_message (client, "POST", "/shop/api/v2/orders");
  g_autofree char *id = g_base64_encode ((const guchar *) code, strlen (code));
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;

  id[strcspn (id, "=")] = '\0';
  text = g_strdup_printf (
    "{\"data\":{\"type\":\"orders\",\"id\":\"%s\",\"attributes\":{\"code\":\"%s\",\"status\":\"%s\"%s}}}", id,
    code, status, more);
  body = g_bytes_new (text, strlen (text));
  soup_message_set_request_body_from_bytes (message, "application/vnd.api+json", body);
  return message;
}

PracticeReply *
practice_client_change (PracticeClient *client, const char *code, const char *status, const char *more)
{
  g_autoptr (SoupMessage) message = practice_client_change_message (client, code, status, more);
  g_autoptr (GError) error = NULL;
  PracticeReply *reply = practice_client_send (client, message, &error);

  g_assert_no_error (error);
  return reply;
}

void
practice_client_set_faults (PracticeClient *client, const char *list)
{
  g_autoptr (SoupMessage) message = new_message (client, "POST", "/practice/faults");
  g_autoptr (GBytes) body = g_bytes_new (list, strlen (list));
  g_autoptr (PracticeReply) reply = NULL;

  soup_message_set_request_body_from_bytes (message, "text/plain", body);
  reply = practice_client_send (client, message, NULL);
  g_assert_nonnull (reply);
  g_assert_cmpuint (reply->status, ==, 200);
}

void
practice_reply_free (PracticeReply *reply)
{
  g_free (reply->content_type);
  g_free (reply->retry_after);
  g_bytes_unref (reply->body);
  g_clear_pointer (&reply->json, json_node_unref);
  g_free (reply);
}

/* `errors[0].title`, or NULL. */
const char *
practice_reply_get_title (PracticeReply *reply)
{
  JsonObject *root = reply->json != NULL ? json_node_get_object (reply->json) : NULL;

  if (root == NULL || !json_object_has_member (root, "errors"))
    return NULL;
  return json_object_get_string_member (
    json_array_get_object_element (json_object_get_array_member (root, "errors"), 0), "title");
}

JsonArray *
practice_reply_get_data (PracticeReply *reply)
{
  g_assert_cmpuint (reply->status, ==, 200);
  g_assert_nonnull (reply->json);
  return json_object_get_array_member (json_node_get_object (reply->json), "data");
}

guint
practice_reply_get_total (PracticeReply *reply)
{
  JsonObject *meta = json_object_get_object_member (json_node_get_object (reply->json), "meta");

  return (guint) json_object_get_int_member (meta, "totalCount");
}

JsonObject *
practice_order_attributes (JsonArray *orders, guint position)
{
  return json_object_get_object_member (json_array_get_object_element (orders, position), "attributes");
}

/* An ordinary order of Kaspi Delivery in this state and status; the test fails without one. */
char *
practice_find_code (PracticeReply *list, const char *state, const char *status)
{
  JsonArray *orders = practice_reply_get_data (list);

  for (guint i = 0; i < json_array_get_length (orders); i++) {
    JsonObject *attributes = practice_order_attributes (orders, i);

    if (strcmp (json_object_get_string_member (attributes, "state"), state) == 0 &&
        strcmp (json_object_get_string_member (attributes, "status"), status) == 0 &&
        json_object_get_boolean_member (attributes, "isKaspiDelivery") &&
        !json_object_get_boolean_member (attributes, "preOrder") &&
        !json_object_get_boolean_member (attributes, "signatureRequired") &&
        !json_object_get_boolean_member_with_default (attributes, "assembled", FALSE))
      return g_strdup (json_object_get_string_member (attributes, "code"));
  }
  g_assert_not_reached ();
}

/* Attributes of an order of the list; the test fails without it. */
JsonObject *
practice_find_order (PracticeReply *list, const char *code)
{
  JsonArray *orders = practice_reply_get_data (list);

  for (guint i = 0; i < json_array_get_length (orders); i++)
    if (strcmp (json_object_get_string_member (practice_order_attributes (orders, i), "code"), code) == 0)
      return practice_order_attributes (orders, i);
  g_assert_not_reached ();
}
