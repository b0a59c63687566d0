#include "sauda-meta-read.h"

#include "sauda-whatsapp-code.h"
#include "sauda-whatsapp-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What stands in one change of a delivery. */
typedef struct {
  SaudaWhatsappKind kind;
  SaudaWhatsappBatch *batch;
  JsonArray *contacts; /* (nullable) */
  gboolean alone;      /* one message in the change: its contact is whoever wrote it */
} Reading;

static const struct {
  const char *type;
  SaudaWhatsappContent content;
} types[] = {
  { "text", SAUDA_WHATSAPP_CONTENT_TEXT },         { "button", SAUDA_WHATSAPP_CONTENT_TEXT },
  { "interactive", SAUDA_WHATSAPP_CONTENT_TEXT },  { "image", SAUDA_WHATSAPP_CONTENT_MEDIA },
  { "video", SAUDA_WHATSAPP_CONTENT_MEDIA },       { "document", SAUDA_WHATSAPP_CONTENT_MEDIA },
  { "sticker", SAUDA_WHATSAPP_CONTENT_MEDIA },     { "location", SAUDA_WHATSAPP_CONTENT_MEDIA },
  { "contacts", SAUDA_WHATSAPP_CONTENT_MEDIA },    { "order", SAUDA_WHATSAPP_CONTENT_MEDIA },
  { "audio", SAUDA_WHATSAPP_CONTENT_VOICE },       { "voice", SAUDA_WHATSAPP_CONTENT_VOICE },
  { "reaction", SAUDA_WHATSAPP_CONTENT_REACTION }, { "edit", SAUDA_WHATSAPP_CONTENT_EDIT },
  { "revoke", SAUDA_WHATSAPP_CONTENT_REVOKE },     { "system", SAUDA_WHATSAPP_CONTENT_SYSTEM },
};

static const struct {
  const char *word;
  SaudaWhatsappDelivery delivery;
} statuses[] = {
  { "accepted", SAUDA_WHATSAPP_DELIVERY_ACCEPTED },   { "sent", SAUDA_WHATSAPP_DELIVERY_SENT },
  { "delivered", SAUDA_WHATSAPP_DELIVERY_DELIVERED }, { "read", SAUDA_WHATSAPP_DELIVERY_READ },
  { "played", SAUDA_WHATSAPP_DELIVERY_READ },         { "failed", SAUDA_WHATSAPP_DELIVERY_FAILED },
  { "deleted", SAUDA_WHATSAPP_DELIVERY_DELIVERED },
};

static SaudaWhatsappContent
read_content (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (strcmp (type, types[i].type) == 0)
      return types[i].content;
  return SAUDA_WHATSAPP_CONTENT_UNSUPPORTED;
}

static void
take_text (char **slot, char *text)
{
  if (text == NULL)
    return;
  g_free (*slot);
  *slot = text;
}

/* What a tap says: the title of the button, and what we put behind it. */
static void
read_tap (JsonObject *message, SaudaWhatsappInbound *inbound)
{
  JsonObject *interactive = sauda_whatsapp_json_get_object (message, "interactive");
  JsonObject *reply = sauda_whatsapp_json_get_object (interactive, "button_reply");

  if (reply == NULL)
    reply = sauda_whatsapp_json_get_object (interactive, "list_reply");
  take_text (&inbound->text, sauda_whatsapp_json_dup_text (reply, "title"));
  inbound->payload = sauda_whatsapp_json_dup_text (reply, "id");
}

/* @object: the message, or what an edit holds. */
static void
read_words (JsonObject *object, const char *type, SaudaWhatsappInbound *inbound)
{
  JsonObject *own = sauda_whatsapp_json_get_object (object, type);

  if (strcmp (type, "text") == 0)
    take_text (&inbound->text, sauda_whatsapp_json_dup_text (own, "body"));
  else if (strcmp (type, "button") == 0) {
    take_text (&inbound->text, sauda_whatsapp_json_dup_text (own, "text"));
    inbound->payload = sauda_whatsapp_json_dup_text (own, "payload");
  } else if (strcmp (type, "interactive") == 0)
    read_tap (object, inbound);
  else if (strcmp (type, "reaction") == 0) {
    take_text (&inbound->text, sauda_whatsapp_json_dup_text (own, "emoji"));
    inbound->original_id = sauda_whatsapp_json_dup_text (own, "message_id");
  } else if (strcmp (type, "system") == 0)
    take_text (&inbound->text, sauda_whatsapp_json_dup_text (own, "body"));
  else
    take_text (&inbound->text, sauda_whatsapp_json_dup_text (own, "caption"));
}

static void
read_edit (JsonObject *message, SaudaWhatsappInbound *inbound)
{
  JsonObject *edit = sauda_whatsapp_json_get_object (message, "edit");
  JsonObject *newer = sauda_whatsapp_json_get_object (edit, "message");
  g_autofree char *type = sauda_whatsapp_json_dup_text (newer, "type");

  inbound->original_id = sauda_whatsapp_json_dup_text (edit, "original_message_id");
  read_words (newer, type != NULL ? type : "text", inbound);
}

/* The contact of a message: by id, or the only one there is. */
static JsonObject *
find_contact (const Reading *reading, const char *sender)
{
  guint count = sauda_whatsapp_json_get_length (reading->contacts);

  for (guint i = 0; i < count; i++) {
    JsonObject *contact = sauda_whatsapp_json_get_element (reading->contacts, i);
    g_autofree char *wa_id = sauda_whatsapp_json_dup_text (contact, "wa_id");
    g_autofree char *user_id = sauda_whatsapp_json_dup_text (contact, "user_id");

    if (g_strcmp0 (wa_id, sender) == 0 || g_strcmp0 (user_id, sender) == 0)
      return contact;
  }
  return count == 1 && reading->alone ? sauda_whatsapp_json_get_element (reading->contacts, 0) : NULL;
}

static void
fill_contact (const Reading *reading, SaudaWhatsappInbound *inbound)
{
  JsonObject *contact = find_contact (reading, inbound->sender);
  g_autofree char *wa_id = sauda_whatsapp_json_dup_text (contact, "wa_id");
  g_autofree char *digits = sauda_whatsapp_address_read (wa_id);

  inbound->name = sauda_whatsapp_json_dup_text (sauda_whatsapp_json_get_object (contact, "profile"), "name");
  if (inbound->user_id == NULL)
    inbound->user_id = sauda_whatsapp_json_dup_text (contact, "user_id");
  if (!sauda_whatsapp_address_is_user_id (inbound->sender))
    inbound->phone = g_strconcat ("+", inbound->sender, NULL);
  else if (digits != NULL && !sauda_whatsapp_address_is_user_id (digits))
    inbound->phone = g_strconcat ("+", digits, NULL);
}

static void
read_message (const Reading *reading, JsonObject *message)
{
  g_autofree char *id = sauda_whatsapp_json_dup_text (message, "id");
  g_autofree char *from = sauda_whatsapp_json_dup_text (message, "from");
  g_autofree char *user_id = sauda_whatsapp_json_dup_text (message, "from_user_id");
  g_autofree char *type = sauda_whatsapp_json_dup_text (message, "type");
  g_autofree char *sender = sauda_whatsapp_address_read (from != NULL && *from != '\0' ? from : user_id);
  SaudaWhatsappInbound *inbound;

  if (sender == NULL && reading->alone && sauda_whatsapp_json_get_length (reading->contacts) == 1) {
    JsonObject *contact = sauda_whatsapp_json_get_element (reading->contacts, 0);
    g_autofree char *own = sauda_whatsapp_json_dup_text (contact, "user_id");

    sender = sauda_whatsapp_address_read (own);
  }
  if (message == NULL || json_object_has_member (message, "group_id")) {
    reading->batch->ignored++;
    return;
  }
  if (id == NULL || sender == NULL) {
    sauda_whatsapp_batch_add_notice (reading->batch, SAUDA_WHATSAPP_NOTICE_UNREADABLE, id, type);
    return;
  }
  inbound = sauda_whatsapp_inbound_new (id, sender);
  if (user_id != NULL && *user_id != '\0')
    inbound->user_id = g_steal_pointer (&user_id);
  inbound->at_ms = sauda_whatsapp_json_get_time (message, "timestamp");
  take_text (&inbound->type, g_strdup (type));
  if (type == NULL && !json_object_has_member (message, "text"))
    take_text (&inbound->type, g_strdup ("unsupported"));
  inbound->content = read_content (inbound->type);
  inbound->quoted_id =
    sauda_whatsapp_json_dup_text (sauda_whatsapp_json_get_object (message, "context"), "id");
  if (inbound->content == SAUDA_WHATSAPP_CONTENT_EDIT)
    read_edit (message, inbound);
  else if (inbound->content == SAUDA_WHATSAPP_CONTENT_REVOKE)
    inbound->original_id = sauda_whatsapp_json_dup_text (sauda_whatsapp_json_get_object (message, "revoke"),
                                                         "original_message_id");
  else
    read_words (message, inbound->type, inbound);
  fill_contact (reading, inbound);
  g_ptr_array_add (reading->batch->inbound, inbound);
}

static void
read_status (const Reading *reading, JsonObject *object)
{
  g_autofree char *id = sauda_whatsapp_json_dup_text (object, "id");
  g_autofree char *word = sauda_whatsapp_json_dup_text (object, "status");
  g_autofree char *recipient = sauda_whatsapp_json_dup_text (object, "recipient_id");
  SaudaWhatsappStatus *status;
  gsize i = 0;

  while (i < G_N_ELEMENTS (statuses) && g_strcmp0 (word, statuses[i].word) != 0)
    i++;
  if (id == NULL || i == G_N_ELEMENTS (statuses)) {
    reading->batch->ignored++;
    return;
  }
  if (recipient == NULL || *recipient == '\0') {
    g_free (recipient);
    recipient = sauda_whatsapp_json_dup_text (object, "recipient_user_id");
  }
  status = sauda_whatsapp_status_new (id);
  status->delivery = statuses[i].delivery;
  status->reference = sauda_whatsapp_json_dup_text (object, "biz_opaque_callback_data");
  status->recipient = sauda_whatsapp_address_read (recipient);
  status->at_ms = sauda_whatsapp_json_get_time (object, "timestamp");
  if (status->delivery == SAUDA_WHATSAPP_DELIVERY_FAILED) {
    JsonObject *error = sauda_whatsapp_json_get_element (sauda_whatsapp_json_get_array (object, "errors"), 0);
    gint64 code = sauda_whatsapp_json_get_number (error, "code", -1);
    SaudaWhatsappFault fault =
      sauda_whatsapp_code_read (reading->kind, (int) CLAMP (code, -1, G_MAXINT), NULL, 0);

    status->failure = fault.failure;
    status->code = fault.code;
    status->reason = g_strdup (fault.reason);
  }
  g_ptr_array_add (reading->batch->statuses, status);
}

/* What a buyer allows: Meta's own button "stop" is about advertising. */
static void
read_preferences (const Reading *reading, JsonObject *value)
{
  JsonArray *preferences = sauda_whatsapp_json_get_array (value, "user_preferences");

  for (guint i = 0; i < sauda_whatsapp_json_get_length (preferences); i++) {
    JsonObject *preference = sauda_whatsapp_json_get_element (preferences, i);
    g_autofree char *subject = sauda_whatsapp_json_dup_text (preference, "wa_id");
    g_autofree char *wish = sauda_whatsapp_json_dup_text (preference, "value");

    sauda_whatsapp_batch_add_notice (reading->batch, "user_preferences", subject, wish);
  }
}

/* Faults of the account itself (whatsapp-api 3.2). */
static void
read_errors (const Reading *reading, JsonObject *value)
{
  JsonArray *errors = sauda_whatsapp_json_get_array (value, "errors");

  for (guint i = 0; i < sauda_whatsapp_json_get_length (errors); i++) {
    gint64 number = sauda_whatsapp_json_get_number (sauda_whatsapp_json_get_element (errors, i), "code", 0);
    int code = (int) CLAMP (number, 0, G_MAXINT);
    g_autofree char *subject = g_strdup_printf ("%d", code);

    sauda_whatsapp_batch_add_notice (reading->batch, SAUDA_WHATSAPP_NOTICE_ERROR, subject,
                                     sauda_whatsapp_code_is_known (reading->kind, code)
                                       ? sauda_whatsapp_code_read (reading->kind, code, NULL, 0).reason
                                       : N_ ("The provider reports a fault. Look into its cabinet."));
  }
}

static void
read_change (Reading *reading, JsonObject *change)
{
  g_autofree char *field = sauda_whatsapp_json_dup_text (change, "field");
  JsonObject *value = sauda_whatsapp_json_get_object (change, "value");
  JsonArray *messages = sauda_whatsapp_json_get_array (value, "messages");
  JsonArray *told = sauda_whatsapp_json_get_array (value, "statuses");

  reading->contacts = sauda_whatsapp_json_get_array (value, "contacts");
  reading->alone = sauda_whatsapp_json_get_length (messages) == 1;
  read_errors (reading, value);
  if (g_strcmp0 (field, "messages") == 0) {
    for (guint i = 0; i < sauda_whatsapp_json_get_length (messages); i++)
      read_message (reading, sauda_whatsapp_json_get_element (messages, i));
    for (guint i = 0; i < sauda_whatsapp_json_get_length (told); i++)
      read_status (reading, sauda_whatsapp_json_get_element (told, i));
  } else if (g_strcmp0 (field, "user_preferences") == 0)
    read_preferences (reading, value);
  else if (field != NULL &&
           (g_str_has_prefix (field, "message_template") || g_str_has_prefix (field, "template_") ||
            g_str_has_prefix (field, "account_") || g_str_has_prefix (field, "phone_number_"))) {
    g_autofree char *name = sauda_whatsapp_json_dup_text (value, "message_template_name");
    g_autofree char *event = sauda_whatsapp_json_dup_text (value, "event");

    if (event == NULL)
      event = sauda_whatsapp_json_dup_text (value, "new_category");
    sauda_whatsapp_batch_add_notice (reading->batch, field, name, event);
  } else
    reading->batch->ignored++;
}

/**
 * sauda_meta_read_delivery:
 * @kind: %SAUDA_WHATSAPP_META or %SAUDA_WHATSAPP_360DIALOG; both send the same (whatsapp-api 3.4, 4)
 * @body: a webhook's body, whose signature has been checked
 * @error: return location
 *
 * Reads every entry, change, message and status; up to 1 000 come at once. What is new or of no concern is
 * counted and left out, never fatal.
 *
 * Returns: (transfer full) (nullable): what it tells, or %NULL with %SAUDA_WHATSAPP_ERROR_BAD_ANSWER when it
 * is no delivery at all
 */
SaudaWhatsappBatch *
sauda_meta_read_delivery (SaudaWhatsappKind kind, GBytes *body, GError **error)
{
  g_autoptr (JsonNode) root =
    sauda_whatsapp_json_parse (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  JsonArray *entries = sauda_whatsapp_json_get_array (sauda_whatsapp_json_get_root (root), "entry");
  Reading reading = { .kind = kind };

  if (entries == NULL) {
    g_set_error (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_BAD_ANSWER,
                 _ ("The answer of %s is not in its usual form."), sauda_whatsapp_kind_get_title (kind));
    return NULL;
  }
  reading.batch = sauda_whatsapp_batch_new ();
  for (guint i = 0; i < json_array_get_length (entries); i++) {
    JsonArray *changes =
      sauda_whatsapp_json_get_array (sauda_whatsapp_json_get_element (entries, i), "changes");

    for (guint j = 0; j < sauda_whatsapp_json_get_length (changes); j++)
      read_change (&reading, sauda_whatsapp_json_get_element (changes, j));
  }
  sauda_whatsapp_batch_sort (reading.batch);
  return reading.batch;
}
