#include "sauda-practice-messenger-private.h"

#include <string.h>

#define PHONE_NUMBER_ID "100000000000002"
#define ACCOUNT "100000000000001"
#define VERSION "/v23.0"
#define MOST_TEXT 4096
#define STATUS_TOO_MANY_REQUESTS 429

static void
add_text (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_string_value (json, value);
}

static SaudaPracticeAnswer *
finish (JsonBuilder *json, guint status)
{
  SaudaPracticeAnswer *answer = sauda_practice_answer_new_json (json);

  answer->status = status;
  return answer;
}

static SaudaPracticeAnswer *
new_error (guint status, int code, int subcode, const char *message)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "error");
  json_builder_begin_object (json);
  add_text (json, "message", message);
  add_text (json, "type", "OAuthException");
  json_builder_set_member_name (json, "code");
  json_builder_add_int_value (json, code);
  if (subcode != 0) {
    json_builder_set_member_name (json, "error_subcode");
    json_builder_add_int_value (json, subcode);
  }
  json_builder_set_member_name (json, "error_data");
  json_builder_begin_object (json);
  add_text (json, "messaging_product", "whatsapp");
  add_text (json, "details", message);
  json_builder_end_object (json);
  add_text (json, "fbtrace_id", "practice");
  json_builder_end_object (json);
  json_builder_end_object (json);
  return finish (json, status);
}

/* 360dialog answers before Meta is reached: a text, or its own envelope (whatsapp-api 4). */
static SaudaPracticeAnswer *
new_d360_error (guint status, const char *message, gboolean enveloped)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  if (enveloped) {
    json_builder_set_member_name (json, "meta");
    json_builder_begin_object (json);
    json_builder_set_member_name (json, "success");
    json_builder_add_boolean_value (json, FALSE);
    json_builder_set_member_name (json, "http_code");
    json_builder_add_int_value (json, status);
    add_text (json, "developer_message", message);
    json_builder_end_object (json);
  } else
    add_text (json, "error", message);
  json_builder_end_object (json);
  return finish (json, status);
}

static SaudaPracticeAnswer *
find_gate_fault (const SaudaPracticeMessenger *messenger, gboolean d360)
{
  if (sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_RATE_LIMIT))
    return d360 ? new_d360_error (SOUP_STATUS_BAD_REQUEST, "You exceeded the endpoint rate limit", FALSE)
                : new_error (SOUP_STATUS_FORBIDDEN, 130429, 0, "Rate limit hit");
  if (sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_PAIR_LIMIT))
    return new_error (STATUS_TOO_MANY_REQUESTS, 131056, 0, "Pair rate limit hit");
  if (sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_SERVER_ERROR))
    return d360 ? new_d360_error (SOUP_STATUS_BAD_GATEWAY, "WABA not available", TRUE)
                : sauda_practice_answer_new_html (SOUP_STATUS_SERVICE_UNAVAILABLE);
  return NULL;
}

static JsonObject *
get_object (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_text (JsonObject *object, const char *member)
{
  return object != NULL ? json_object_get_string_member_with_default (object, member, NULL) : NULL;
}

static GPtrArray *
read_values (JsonObject *template)
{
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  JsonArray *components = json_object_has_member (template, "components")
                            ? json_object_get_array_member (template, "components")
                            : NULL;
  JsonObject *body = components != NULL && json_array_get_length (components) > 0
                       ? json_array_get_object_element (components, 0)
                       : NULL;
  JsonArray *parameters = body != NULL && json_object_has_member (body, "parameters")
                            ? json_object_get_array_member (body, "parameters")
                            : NULL;

  for (guint i = 0; parameters != NULL && i < json_array_get_length (parameters); i++)
    g_ptr_array_add (values, g_strdup (get_text (json_array_get_object_element (parameters, i), "text")));
  return values;
}

static char *
find_template_body (const SaudaPracticeMessenger *messenger, const char *provider, JsonObject *template)
{
  g_autoptr (GPtrArray) forms = sauda_practice_mail_list_forms (messenger->mail, provider, NULL);
  g_autoptr (GPtrArray) values = read_values (template);
  const char *language = get_text (get_object (template, "language"), "code");

  for (guint i = 0; forms != NULL && i < forms->len; i++) {
    const SaudaPracticeForm *form = g_ptr_array_index (forms, i);

    if (g_strcmp0 (form->name, get_text (template, "name")) == 0 && g_strcmp0 (form->language, language) == 0)
      return sauda_practice_messenger_fill (form->body, values);
  }
  return NULL;
}

static JsonParser *
read_body (SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (!json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   NULL) ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return NULL;
  return g_steal_pointer (&parser);
}

static SaudaPracticeAnswer *
write_accepted (const SaudaPracticeLetter *letter)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  add_text (json, "messaging_product", "whatsapp");
  json_builder_set_member_name (json, "contacts");
  json_builder_begin_array (json);
  json_builder_begin_object (json);
  add_text (json, "input", letter->buyer);
  add_text (json, "wa_id", letter->buyer);
  json_builder_end_object (json);
  json_builder_end_array (json);
  json_builder_set_member_name (json, "messages");
  json_builder_begin_array (json);
  json_builder_begin_object (json);
  add_text (json, "id", letter->sid);
  add_text (json, "message_status", "accepted");
  json_builder_end_object (json);
  json_builder_end_array (json);
  json_builder_end_object (json);
  return sauda_practice_answer_new_json (json);
}

static SaudaPracticeAnswer *
create (const SaudaPracticeMessenger *messenger, const char *provider, SoupServerMessage *message)
{
  g_autoptr (JsonParser) parser = read_body (message);
  JsonObject *object = parser != NULL ? json_node_get_object (json_parser_get_root (parser)) : NULL;
  JsonObject *template = get_object (object, "template");
  const char *to = get_text (object, "to");
  const char *text = get_text (get_object (object, "text"), "body");
  g_autofree char *body = NULL;
  g_autoptr (SaudaPracticeLetter) letter = NULL;

  if (to == NULL)
    to = get_text (object, "recipient");
  if (g_strcmp0 (get_text (object, "messaging_product"), "whatsapp") != 0 || to == NULL ||
      (text == NULL && template == NULL))
    return new_error (SOUP_STATUS_BAD_REQUEST, 100, 0, "Invalid parameter");
  /* Without its plus a number gets the business's country code in front (whatsapp-api 1.1). */
  if (g_ascii_isdigit (*to))
    return new_error (SOUP_STATUS_BAD_REQUEST, 131026, 0, "Message undeliverable");
  if (text != NULL && g_utf8_strlen (text, -1) > MOST_TEXT)
    return new_error (SOUP_STATUS_BAD_REQUEST, 131009, 0, "Parameter value is not valid");
  body = template != NULL ? find_template_body (messenger, provider, template) : g_strdup (text);
  if (body == NULL)
    return new_error (SOUP_STATUS_NOT_FOUND, 132001, 0, "Template name does not exist in the translation");
  if (sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_SANDBOX))
    return new_error (SOUP_STATUS_BAD_REQUEST, 131030, 0, "Recipient phone number not in allowed list");
  if (template != NULL &&
      sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_TEMPLATE_PAUSED))
    return new_error (SOUP_STATUS_BAD_REQUEST, 132015, 0, "Template is paused");
  if (strstr (body, "{{") != NULL)
    return new_error (SOUP_STATUS_BAD_REQUEST, 132000, 0, "Number of parameters does not match");
  letter = sauda_practice_messenger_take (messenger, provider, *to == '+' ? to + 1 : to, body,
                                          get_text (template, "name"),
                                          get_text (object, "biz_opaque_callback_data"), NULL);
  if (letter == NULL)
    return new_error (SOUP_STATUS_INTERNAL_SERVER_ERROR, 131000, 0, "Something went wrong");
  return sauda_practice_messenger_spoil (messenger, write_accepted (letter));
}

static SaudaPracticeAnswer *
list_templates (const SaudaPracticeMessenger *messenger, const char *provider, gboolean d360)
{
  g_autoptr (GPtrArray) forms = sauda_practice_mail_list_forms (messenger->mail, provider, NULL);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  json_builder_set_member_name (json, d360 ? "waba_templates" : "data");
  json_builder_begin_array (json);
  for (guint i = 0; forms != NULL && i < forms->len; i++) {
    const SaudaPracticeForm *form = g_ptr_array_index (forms, i);

    json_builder_begin_object (json);
    add_text (json, "name", form->name);
    add_text (json, "language", form->language);
    add_text (json, "status", d360 ? "approved" : "APPROVED");
    add_text (json, "category", "UTILITY");
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
  return sauda_practice_answer_new_json (json);
}

static SaudaPracticeAnswer *
create_template (const SaudaPracticeMessenger *messenger, const char *provider, SoupServerMessage *message)
{
  g_autoptr (JsonParser) parser = read_body (message);
  JsonObject *object = parser != NULL ? json_node_get_object (json_parser_get_root (parser)) : NULL;
  JsonArray *components = object != NULL && json_object_has_member (object, "components")
                            ? json_object_get_array_member (object, "components")
                            : NULL;
  g_autoptr (SaudaPracticeForm) form = g_new0 (SaudaPracticeForm, 1);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  if (components == NULL || json_array_get_length (components) == 0)
    return new_error (SOUP_STATUS_BAD_REQUEST, 100, 0, "Invalid parameter");
  form->name = g_strdup (get_text (object, "name"));
  form->language = g_strdup (get_text (object, "language"));
  form->body = g_strdup (get_text (json_array_get_object_element (components, 0), "text"));
  if (form->name == NULL || form->language == NULL || form->body == NULL)
    return new_error (SOUP_STATUS_BAD_REQUEST, 100, 0, "Invalid parameter");
  form->id = g_strdup (form->name);
  if (!sauda_practice_mail_add_form (messenger->mail, provider, form, NULL))
    return new_error (SOUP_STATUS_INTERNAL_SERVER_ERROR, 131000, 0, "Something went wrong");
  json_builder_begin_object (json);
  add_text (json, "id", "200000000000001");
  add_text (json, "status", "APPROVED");
  add_text (json, "category", "UTILITY");
  json_builder_end_object (json);
  return sauda_practice_answer_new_json (json);
}

static SaudaPracticeAnswer *
show_number (void)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  add_text (json, "id", PHONE_NUMBER_ID);
  add_text (json, "display_phone_number", SAUDA_PRACTICE_WHATSAPP_SENDER);
  add_text (json, "quality_rating", "GREEN");
  json_builder_end_object (json);
  return sauda_practice_answer_new_json (json);
}

static void
add_event (JsonBuilder *json, const char *status, gint64 at_ms)
{
  g_autofree char *word = g_ascii_strup (status, -1);

  json_builder_begin_object (json);
  add_text (json, "delivery_status", word);
  json_builder_set_member_name (json, "timestamp");
  json_builder_add_int_value (json, at_ms / 1000);
  add_text (json, "webhook_update_state", "NOT_CONFIGURED");
  json_builder_end_object (json);
}

/* How far one message has come, without any words of it (whatsapp-api 3.5). */
static SaudaPracticeAnswer *
show_history (const SaudaPracticeMessenger *messenger, const char *provider, GHashTable *query)
{
  const char *id = query != NULL ? g_hash_table_lookup (query, "message_id") : NULL;
  gint64 now_ms = sauda_clock_get_now (messenger->clock);
  g_autoptr (GPtrArray) letters = sauda_practice_mail_list (messenger->mail, provider, now_ms, NULL);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "data");
  json_builder_begin_array (json);
  for (guint i = 0; letters != NULL && i < letters->len; i++) {
    const SaudaPracticeLetter *letter = g_ptr_array_index (letters, i);
    const char *status = sauda_practice_messenger_get_status (letter, now_ms);

    if (letter->inbound || g_strcmp0 (letter->sid, id) != 0)
      continue;
    json_builder_begin_object (json);
    add_text (json, "id", "300000000000001");
    add_text (json, "message_id", letter->sid);
    json_builder_set_member_name (json, "events");
    json_builder_begin_object (json);
    json_builder_set_member_name (json, "data");
    json_builder_begin_array (json);
    if (strcmp (status, "queued") != 0)
      add_event (json, status, now_ms);
    json_builder_end_array (json);
    json_builder_end_object (json);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
  return sauda_practice_answer_new_json (json);
}

/* 360dialog answers with what it was told (whatsapp-api 4). */
static SaudaPracticeAnswer *
echo (SoupServerMessage *message)
{
  g_autoptr (JsonParser) parser = read_body (message);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  const char *url =
    parser != NULL ? get_text (json_node_get_object (json_parser_get_root (parser)), "url") : NULL;

  if (url == NULL)
    return new_error (SOUP_STATUS_BAD_REQUEST, 100, 0, "Invalid parameter");
  json_builder_begin_object (json);
  add_text (json, "url", url);
  json_builder_end_object (json);
  return finish (json, SOUP_STATUS_OK);
}

static gboolean
is_signed_in (SoupServerMessage *message, gboolean d360)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (d360)
    return g_strcmp0 (soup_message_headers_get_one (headers, "D360-API-KEY"), SAUDA_PRACTICE_WHATSAPP_KEY) ==
           0;
  return g_strcmp0 (soup_message_headers_get_one (headers, "Authorization"),
                    "Bearer " SAUDA_PRACTICE_WHATSAPP_KEY) == 0;
}

/**
 * sauda_practice_meta_answer:
 * @messenger: what the request meets
 * @provider: "meta" or "360dialog"
 * @message: a request
 * @path: behind `/meta` or `/360dialog`
 * @query: (nullable): its parameters, decoded
 *
 * One handler, two ways to sign in and two kinds of errors (whatsapp-api 3, 4, 8).
 *
 * Returns: (transfer full): the answer
 */
SaudaPracticeAnswer *
sauda_practice_meta_answer (const SaudaPracticeMessenger *messenger,
                            const char *provider,
                            SoupServerMessage *message,
                            const char *path,
                            GHashTable *query)
{
  gboolean d360 = strcmp (provider, "360dialog") == 0;
  gboolean is_post = strcmp (soup_server_message_get_method (message), SOUP_METHOD_POST) == 0;
  const char *send = d360 ? "/messages" : VERSION "/" PHONE_NUMBER_ID "/messages";
  const char *templates = d360 ? "/v1/configs/templates" : VERSION "/" ACCOUNT "/message_templates";
  const char *number = d360 ? "/v1/configs/phone_number" : VERSION "/" PHONE_NUMBER_ID;
  SaudaPracticeAnswer *fault;

  if (!is_signed_in (message, d360) ||
      sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_TOKEN))
    return d360 ? new_d360_error (SOUP_STATUS_UNAUTHORIZED, "Invalid api key", TRUE)
                : new_error (SOUP_STATUS_UNAUTHORIZED, 190, 463, "Session has expired");
  fault = is_post && strcmp (path, send) == 0 ? find_gate_fault (messenger, d360) : NULL;
  if (fault != NULL)
    return fault;
  if (strcmp (path, send) == 0 && is_post)
    return create (messenger, provider, message);
  if (strcmp (path, templates) == 0)
    return is_post ? create_template (messenger, provider, message)
                   : list_templates (messenger, provider, d360);
  if (strcmp (path, number) == 0 && !is_post)
    return show_number ();
  if (!d360 && strcmp (path, VERSION "/" PHONE_NUMBER_ID "/message_history") == 0 && !is_post)
    return show_history (messenger, provider, query);
  if (d360 && strcmp (path, "/v1/configs/webhook") == 0 && is_post)
    return echo (message);
  return new_error (SOUP_STATUS_NOT_FOUND, 33, 0, "Unsupported request");
}

static void
add_inbound (JsonBuilder *json, const SaudaPracticeLetter *letter)
{
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, letter->at_ms / 1000);
  gboolean changes = strcmp (letter->content, "edit") == 0 || strcmp (letter->content, "revoke") == 0;

  json_builder_begin_object (json);
  add_text (json, "id", letter->sid);
  add_text (json, g_ascii_isdigit (letter->buyer[0]) ? "from" : "from_user_id", letter->buyer);
  add_text (json, "timestamp", seconds);
  add_text (json, "type", letter->content);
  if (letter->original != NULL && !changes) {
    json_builder_set_member_name (json, "context");
    json_builder_begin_object (json);
    add_text (json, "id", letter->original);
    json_builder_end_object (json);
  }
  json_builder_set_member_name (json, letter->content);
  json_builder_begin_object (json);
  if (changes)
    add_text (json, "original_message_id", letter->original != NULL ? letter->original : "");
  if (strcmp (letter->content, "edit") == 0) {
    json_builder_set_member_name (json, "message");
    json_builder_begin_object (json);
    add_text (json, "type", "text");
    json_builder_set_member_name (json, "text");
    json_builder_begin_object (json);
    add_text (json, "body", letter->body);
    json_builder_end_object (json);
    json_builder_end_object (json);
  } else if (strcmp (letter->content, "text") == 0)
    add_text (json, "body", letter->body);
  else if (!changes)
    add_text (json, "id", "media");
  json_builder_end_object (json);
  json_builder_end_object (json);
}

static void
add_status (JsonBuilder *json, const SaudaPracticeLetter *letter, const char *status, gint64 at_ms)
{
  g_autofree char *seconds = g_strdup_printf ("%" G_GINT64_FORMAT, at_ms / 1000);

  json_builder_begin_object (json);
  add_text (json, "id", letter->sid);
  add_text (json, "status", status);
  add_text (json, "timestamp", seconds);
  add_text (json, "recipient_id", letter->buyer);
  if (letter->reference != NULL)
    add_text (json, "biz_opaque_callback_data", letter->reference);
  if (strcmp (status, "failed") == 0) {
    json_builder_set_member_name (json, "errors");
    json_builder_begin_array (json);
    json_builder_begin_object (json);
    json_builder_set_member_name (json, "code");
    json_builder_add_int_value (json, letter->error_code);
    add_text (json, "title", "Failed");
    json_builder_end_object (json);
    json_builder_end_array (json);
  }
  json_builder_end_object (json);
}

/**
 * sauda_practice_meta_write_delivery:
 * @messenger: what a webhook would bring
 * @provider: "meta" or "360dialog"
 * @letters: (element-type SaudaPracticeLetter): what is new
 * @now_ms: UTC ms
 *
 * Returns: (transfer full): the body of one delivery with all of it; each message twice and statuses reversed
 * when a fault says so
 */
char *
sauda_practice_meta_write_delivery (const SaudaPracticeMessenger *messenger,
                                    const char *provider,
                                    GPtrArray *letters,
                                    gint64 now_ms)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  gboolean twice = sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_DUPLICATES);
  gboolean reversed = sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_REVERSED);

  json_builder_begin_object (json);
  add_text (json, "object", "whatsapp_business_account");
  json_builder_set_member_name (json, "entry");
  json_builder_begin_array (json);
  json_builder_begin_object (json);
  add_text (json, "id", ACCOUNT);
  json_builder_set_member_name (json, "changes");
  json_builder_begin_array (json);
  json_builder_begin_object (json);
  add_text (json, "field", "messages");
  json_builder_set_member_name (json, "value");
  json_builder_begin_object (json);
  add_text (json, "messaging_product", "whatsapp");
  json_builder_set_member_name (json, "messages");
  json_builder_begin_array (json);
  for (guint i = 0; i < letters->len; i++)
    for (guint n = 0; n < (twice ? 2 : 1); n++)
      if (((SaudaPracticeLetter *) g_ptr_array_index (letters, i))->inbound)
        add_inbound (json, g_ptr_array_index (letters, i));
  json_builder_end_array (json);
  json_builder_set_member_name (json, "statuses");
  json_builder_begin_array (json);
  for (guint i = 0; i < letters->len; i++) {
    const SaudaPracticeLetter *letter = g_ptr_array_index (letters, i);
    const char *last = sauda_practice_messenger_get_status (letter, now_ms + 60000);

    if (letter->inbound)
      continue;
    if (reversed)
      add_status (json, letter, last, now_ms);
    add_status (json, letter, "sent", letter->at_ms);
    if (!reversed)
      add_status (json, letter, last, now_ms);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
  json_builder_end_object (json);
  json_builder_end_array (json);
  json_builder_end_object (json);
  json_builder_end_array (json);
  json_builder_end_object (json);
  root = json_builder_get_root (json);
  return json_to_string (root, FALSE);
}
