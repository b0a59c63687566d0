#include "sauda-practice-messenger-private.h"

#include <string.h>

#define ACCOUNT "AC00000000000000000000000000000001"
#define MESSAGES "/2010-04-01/Accounts/" ACCOUNT "/Messages.json"
#define ACCOUNT_PATH "/2010-04-01/Accounts/" ACCOUNT ".json"
#define CONTENT "/v1/Content"
#define MOST_TEXT 1600
#define STATUS_TOO_MANY_REQUESTS 429

static void
add_text (JsonBuilder *json, const char *name, const char *value)
{
  json_builder_set_member_name (json, name);
  if (value != NULL)
    json_builder_add_string_value (json, value);
  else
    json_builder_add_null_value (json);
}

static SaudaPracticeAnswer *
new_error (guint status, int code, const char *message)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autofree char *info = g_strdup_printf ("https://www.twilio.com/docs/errors/%d", code);
  SaudaPracticeAnswer *answer;

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "code");
  json_builder_add_int_value (json, code);
  add_text (json, "message", message);
  add_text (json, "more_info", info);
  json_builder_set_member_name (json, "status");
  json_builder_add_int_value (json, status);
  json_builder_end_object (json);
  answer = sauda_practice_answer_new_json (json);
  answer->status = status;
  return answer;
}

static char *
format_time (gint64 utc_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (utc_ms / 1000);

  return soup_date_time_to_string (time, SOUP_DATE_HTTP);
}

/* As the API has it: numbers that are texts, times that are null, a code that is a number
 * (whatsapp-api 2.2). */
static void
add_message (JsonBuilder *json, const SaudaPracticeLetter *letter, gint64 now_ms)
{
  const char *status = letter->inbound ? "received" : sauda_practice_messenger_get_status (letter, now_ms);
  gboolean waits = strcmp (status, "queued") == 0;
  g_autofree char *created = format_time (letter->at_ms);
  g_autofree char *buyer =
    g_strconcat ("whatsapp:", g_ascii_isdigit (letter->buyer[0]) ? "+" : "", letter->buyer, NULL);
  const char *own = "whatsapp:" SAUDA_PRACTICE_WHATSAPP_SENDER;

  json_builder_begin_object (json);
  add_text (json, "sid", letter->sid);
  add_text (json, "account_sid", ACCOUNT);
  add_text (json, "messaging_service_sid", NULL);
  add_text (json, "direction", letter->inbound ? "inbound" : "outbound-api");
  add_text (json, "from", letter->inbound ? buyer : own);
  add_text (json, "to", letter->inbound ? own : buyer);
  add_text (json, "body", letter->body);
  add_text (json, "status", status);
  add_text (json, "num_media", strcmp (letter->content, "text") == 0 ? "0" : "1");
  add_text (json, "num_segments", "1");
  add_text (json, "price", NULL);
  add_text (json, "price_unit", "USD");
  add_text (json, "date_created", created);
  add_text (json, "date_updated", created);
  add_text (json, "date_sent", waits ? NULL : created);
  json_builder_set_member_name (json, "error_code");
  if (strcmp (status, "failed") == 0)
    json_builder_add_int_value (json, letter->error_code);
  else
    json_builder_add_null_value (json);
  add_text (json, "error_message", NULL);
  add_text (json, "api_version", "2010-04-01");
  json_builder_end_object (json);
}

static const char *
skip_prefix (const char *address)
{
  if (address != NULL && g_str_has_prefix (address, "whatsapp:"))
    address += strlen ("whatsapp:");
  return address;
}

/* What the places of a template get: {"1": "…", "2": "…"}. */
static GPtrArray *
read_values (const char *text)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  GPtrArray *values = g_ptr_array_new_with_free_func (g_free);
  JsonObject *object;

  if (text == NULL || !json_parser_load_from_data (parser, text, -1, NULL) ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return values;
  object = json_node_get_object (json_parser_get_root (parser));
  for (guint i = 1; i <= json_object_get_size (object); i++) {
    g_autofree char *key = g_strdup_printf ("%u", i);

    g_ptr_array_add (values, g_strdup (json_object_get_string_member_with_default (object, key, "")));
  }
  return values;
}

static SaudaPracticeAnswer *
find_body (const SaudaPracticeMessenger *messenger, GHashTable *form, char **body, const char **template)
{
  const char *content = g_hash_table_lookup (form, "ContentSid");
  g_autoptr (GPtrArray) forms = NULL;
  g_autoptr (GPtrArray) values = read_values (g_hash_table_lookup (form, "ContentVariables"));

  if (content == NULL) {
    *body = g_strdup (g_hash_table_lookup (form, "Body"));
    if (*body == NULL || **body == '\0')
      return new_error (SOUP_STATUS_BAD_REQUEST, 21602, "Message body is required.");
    if (g_utf8_strlen (*body, -1) > MOST_TEXT)
      return new_error (SOUP_STATUS_BAD_REQUEST, 21617, "The concatenated message body exceeds the limit.");
    return NULL;
  }
  forms = sauda_practice_mail_list_forms (messenger->mail, "twilio", NULL);
  for (guint i = 0; forms != NULL && i < forms->len; i++) {
    const SaudaPracticeForm *known = g_ptr_array_index (forms, i);

    if (strcmp (known->id, content) != 0)
      continue;
    *body = sauda_practice_messenger_fill (known->body, values);
    *template = content;
    if (strstr (*body, "{{") != NULL)
      return new_error (SOUP_STATUS_BAD_REQUEST, 21656, "The Content Variables parameter is invalid.");
    return NULL;
  }
  return new_error (SOUP_STATUS_BAD_REQUEST, 21655, "The ContentSid parameter is invalid.");
}

static SaudaPracticeAnswer *
create (const SaudaPracticeMessenger *messenger, SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autoptr (GHashTable) form = soup_form_decode (text);
  const char *to = skip_prefix (g_hash_table_lookup (form, "To"));
  const char *from = skip_prefix (g_hash_table_lookup (form, "From"));
  const char *template = NULL;
  g_autofree char *body = NULL;
  g_autoptr (SaudaPracticeLetter) letter = NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (GError) error = NULL;
  SaudaPracticeAnswer *answer;

  if (to == NULL || *to == ' ' || *to == '\0')
    return new_error (SOUP_STATUS_BAD_REQUEST, 21211, "Invalid 'To' Phone Number");
  if (g_strcmp0 (from, SAUDA_PRACTICE_WHATSAPP_SENDER) != 0)
    return new_error (SOUP_STATUS_BAD_REQUEST, 63007,
                      "Twilio could not find a Channel with the specified From.");
  answer = find_body (messenger, form, &body, &template);
  if (answer != NULL)
    return answer;
  letter = sauda_practice_messenger_take (messenger, "twilio", *to == '+' ? to + 1 : to, body, template, NULL,
                                          &error);
  if (letter == NULL)
    return new_error (SOUP_STATUS_INTERNAL_SERVER_ERROR, 20500, error->message);
  add_message (json, letter, letter->at_ms);
  answer = sauda_practice_answer_new_json (json);
  answer->status = SOUP_STATUS_CREATED;
  return sauda_practice_messenger_spoil (messenger, answer);
}

static char *
format_day (gint64 utc_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (utc_ms / 1000);

  return g_date_time_format (time, "%Y-%m-%d");
}

/* Whole GMT days, and addresses; there is no other filter (whatsapp-api 2.4). */
static gboolean
is_listed (const SaudaPracticeLetter *letter, GHashTable *query)
{
  const char *to = skip_prefix (g_hash_table_lookup (query, "To"));
  const char *from = skip_prefix (g_hash_table_lookup (query, "From"));
  const char *since = g_hash_table_lookup (query, "DateSent>");
  const char *other = letter->inbound ? from : to;
  const char *own = letter->inbound ? to : from;
  g_autofree char *day = format_day (letter->at_ms);

  if (own != NULL && strcmp (own, SAUDA_PRACTICE_WHATSAPP_SENDER) != 0)
    return FALSE;
  if (other != NULL && strcmp (*other == '+' ? other + 1 : other, letter->buyer) != 0)
    return FALSE;
  return since == NULL || strcmp (day, since) >= 0;
}

static SaudaPracticeAnswer *
list (const SaudaPracticeMessenger *messenger, GHashTable *query)
{
  gint64 now_ms = sauda_clock_get_now (messenger->clock);
  g_autoptr (GPtrArray) letters = sauda_practice_mail_list (messenger->mail, "twilio", now_ms, NULL);
  const char *size_text = g_hash_table_lookup (query, "PageSize");
  const char *token = g_hash_table_lookup (query, "PageToken");
  guint size = size_text != NULL ? (guint) CLAMP (g_ascii_strtoll (size_text, NULL, 10), 1, 1000) : 50;
  gint64 before = token != NULL ? g_ascii_strtoll (token, NULL, 10) : G_MAXINT64;
  gint64 last = 0;
  guint shown = 0;
  gboolean more = FALSE, begun = token == NULL;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autofree char *next = NULL;

  if (letters == NULL)
    return new_error (SOUP_STATUS_INTERNAL_SERVER_ERROR, 20500, "Internal");
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "messages");
  json_builder_begin_array (json);
  for (guint i = 0; i < letters->len && !more; i++) {
    const SaudaPracticeLetter *letter = g_ptr_array_index (letters, i);

    if (!begun) {
      begun = letter->id == before;
      /* The last row of a page stands on the next one too, as rows slip between them. */
      if (!begun || !sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_DUPLICATES))
        continue;
    }
    if (!is_listed (letter, query))
      continue;
    if (shown == size) {
      more = TRUE;
      break;
    }
    add_message (json, letter, now_ms);
    last = letter->id;
    shown++;
  }
  json_builder_end_array (json);
  if (more) {
    g_autoptr (GString) path = g_string_new (MESSAGES "?");
    GHashTableIter iter;
    gpointer name, value;

    g_hash_table_iter_init (&iter, query);
    while (g_hash_table_iter_next (&iter, &name, &value))
      if (strcmp (name, "PageToken") != 0) {
        g_autofree char *escaped_name = g_uri_escape_string (name, NULL, FALSE);
        g_autofree char *escaped = g_uri_escape_string (value, NULL, FALSE);

        g_string_append_printf (path, "%s=%s&", escaped_name, escaped);
      }
    g_string_append_printf (path, "PageToken=%" G_GINT64_FORMAT, last);
    next = g_strdup (path->str);
  }
  add_text (json, "next_page_uri", next);
  json_builder_set_member_name (json, "page_size");
  json_builder_add_int_value (json, size);
  json_builder_end_object (json);
  return sauda_practice_answer_new_json (json);
}

static SaudaPracticeAnswer *
list_contents (const SaudaPracticeMessenger *messenger)
{
  g_autoptr (GPtrArray) forms = sauda_practice_mail_list_forms (messenger->mail, "twilio", NULL);
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  json_builder_set_member_name (json, "contents");
  json_builder_begin_array (json);
  for (guint i = 0; forms != NULL && i < forms->len; i++) {
    const SaudaPracticeForm *form = g_ptr_array_index (forms, i);

    json_builder_begin_object (json);
    add_text (json, "sid", form->id);
    add_text (json, "friendly_name", form->name);
    add_text (json, "language", form->language);
    json_builder_set_member_name (json, "approval_requests");
    json_builder_begin_object (json);
    add_text (json, "name", form->name);
    add_text (json, "category", "UTILITY");
    add_text (json, "status", "approved");
    add_text (json, "rejection_reason", "");
    json_builder_end_object (json);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
  return sauda_practice_answer_new_json (json);
}

static SaudaPracticeAnswer *
create_content (const SaudaPracticeMessenger *messenger, SoupServerMessage *message)
{
  g_autoptr (GBytes) bytes = soup_message_body_flatten (soup_server_message_get_request_body (message));
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (SaudaPracticeForm) form = g_new0 (SaudaPracticeForm, 1);
  g_autofree char *random = g_uuid_string_random ();
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_MD5, random, -1);
  g_autoptr (JsonBuilder) json = json_builder_new ();
  JsonObject *object, *types, *text;
  SaudaPracticeAnswer *answer;

  if (!json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes),
                                   NULL) ||
      !JSON_NODE_HOLDS_OBJECT (json_parser_get_root (parser)))
    return new_error (SOUP_STATUS_BAD_REQUEST, 20001, "Invalid parameter");
  object = json_node_get_object (json_parser_get_root (parser));
  types = json_object_has_member (object, "types") ? json_object_get_object_member (object, "types") : NULL;
  text = types != NULL && json_object_has_member (types, "twilio/text")
           ? json_object_get_object_member (types, "twilio/text")
           : NULL;
  if (text == NULL)
    return new_error (SOUP_STATUS_BAD_REQUEST, 20001, "Invalid parameter");
  form->id = g_strconcat ("HX", hash, NULL);
  form->name = g_strdup (json_object_get_string_member_with_default (object, "friendly_name", ""));
  form->language = g_strdup (json_object_get_string_member_with_default (object, "language", ""));
  form->body = g_strdup (json_object_get_string_member_with_default (text, "body", ""));
  if (!sauda_practice_mail_add_form (messenger->mail, "twilio", form, NULL))
    return new_error (SOUP_STATUS_INTERNAL_SERVER_ERROR, 20500, "Internal");
  json_builder_begin_object (json);
  add_text (json, "sid", form->id);
  add_text (json, "friendly_name", form->name);
  add_text (json, "language", form->language);
  json_builder_end_object (json);
  answer = sauda_practice_answer_new_json (json);
  answer->status = SOUP_STATUS_CREATED;
  return answer;
}

static SaudaPracticeAnswer *
approve_content (void)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  SaudaPracticeAnswer *answer;

  json_builder_begin_object (json);
  add_text (json, "status", "received");
  add_text (json, "category", "UTILITY");
  json_builder_end_object (json);
  answer = sauda_practice_answer_new_json (json);
  answer->status = SOUP_STATUS_CREATED;
  return answer;
}

static SaudaPracticeAnswer *
show_account (void)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();

  json_builder_begin_object (json);
  add_text (json, "sid", ACCOUNT);
  add_text (json, "friendly_name", "Practice");
  add_text (json, "status", "active");
  json_builder_end_object (json);
  return sauda_practice_answer_new_json (json);
}

static gboolean
is_signed_in (SoupServerMessage *message)
{
  g_autofree char *expected = g_base64_encode ((const guchar *) ACCOUNT ":" SAUDA_PRACTICE_WHATSAPP_KEY,
                                               strlen (ACCOUNT ":" SAUDA_PRACTICE_WHATSAPP_KEY));
  const char *header =
    soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Authorization");

  return header != NULL && g_str_has_prefix (header, "Basic ") && strcmp (header + 6, expected) == 0;
}

/**
 * sauda_practice_twilio_answer:
 * @messenger: what the request meets
 * @message: a request
 * @path: behind `/twilio`
 * @query: (nullable): its parameters, decoded
 *
 * Returns: (transfer full): the answer as Twilio gives it (whatsapp-api 2)
 */
SaudaPracticeAnswer *
sauda_practice_twilio_answer (const SaudaPracticeMessenger *messenger,
                              SoupServerMessage *message,
                              const char *path,
                              GHashTable *query)
{
  gboolean is_post = strcmp (soup_server_message_get_method (message), SOUP_METHOD_POST) == 0;
  g_autoptr (GHashTable) empty = g_hash_table_new (g_str_hash, g_str_equal);

  if (!is_signed_in (message) ||
      sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_TOKEN))
    return new_error (SOUP_STATUS_UNAUTHORIZED, 20003, "Authenticate");
  if (is_post && sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_RATE_LIMIT))
    return new_error (STATUS_TOO_MANY_REQUESTS, 20429, "Too Many Requests");
  if (is_post && sauda_practice_faults_strike (messenger->faults, SAUDA_PRACTICE_FAULT_WA_SERVER_ERROR))
    return sauda_practice_answer_new_html (SOUP_STATUS_SERVICE_UNAVAILABLE);
  if (strcmp (path, MESSAGES) == 0)
    return is_post ? create (messenger, message) : list (messenger, query != NULL ? query : empty);
  if (strcmp (path, ACCOUNT_PATH) == 0 && !is_post)
    return show_account ();
  if (strcmp (path, "/v1/ContentAndApprovals") == 0 && !is_post)
    return list_contents (messenger);
  if (strcmp (path, CONTENT) == 0 && is_post)
    return create_content (messenger, message);
  if (g_str_has_prefix (path, CONTENT "/") && g_str_has_suffix (path, "/ApprovalRequests/whatsapp") &&
      is_post)
    return approve_content ();
  return new_error (SOUP_STATUS_NOT_FOUND, 20404, "The requested resource was not found");
}
