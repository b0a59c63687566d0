#include "sauda-twilio-read.h"

#include "sauda-whatsapp-code.h"
#include "sauda-whatsapp-json.h"
#include "sauda-whatsapp-signature.h"
#include "sauda-whatsapp-template.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct {
  const char *word;
  SaudaWhatsappDelivery delivery;
} statuses[] = {
  { "accepted", SAUDA_WHATSAPP_DELIVERY_ACCEPTED },   { "scheduled", SAUDA_WHATSAPP_DELIVERY_ACCEPTED },
  { "queued", SAUDA_WHATSAPP_DELIVERY_ACCEPTED },     { "sending", SAUDA_WHATSAPP_DELIVERY_SENDING },
  { "sent", SAUDA_WHATSAPP_DELIVERY_SENT },           { "partially_delivered", SAUDA_WHATSAPP_DELIVERY_SENT },
  { "delivered", SAUDA_WHATSAPP_DELIVERY_DELIVERED }, { "read", SAUDA_WHATSAPP_DELIVERY_READ },
  { "failed", SAUDA_WHATSAPP_DELIVERY_FAILED },       { "undelivered", SAUDA_WHATSAPP_DELIVERY_FAILED },
  { "canceled", SAUDA_WHATSAPP_DELIVERY_FAILED },
};

/* A word that is new here says no more than that the provider has the message. */
static SaudaWhatsappDelivery
read_status (const char *word)
{
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++)
    if (g_strcmp0 (word, statuses[i].word) == 0)
      return statuses[i].delivery;
  return SAUDA_WHATSAPP_DELIVERY_ACCEPTED;
}

static void
fill_failure (SaudaWhatsappStatus *status, gint64 code)
{
  SaudaWhatsappFault fault;

  if (status->delivery != SAUDA_WHATSAPP_DELIVERY_FAILED)
    return;
  fault = sauda_whatsapp_code_read (SAUDA_WHATSAPP_TWILIO, (int) CLAMP (code, 0, G_MAXINT), NULL, 0);
  if (code <= 0)
    fault.failure = SAUDA_WHATSAPP_ERROR_NEVER;
  status->failure = fault.failure;
  status->code = fault.code;
  status->reason = g_strdup (fault.reason);
}

/* A photo comes as media; without words there is nothing to read, with words they are the caption. */
static SaudaWhatsappContent
read_content (const char *type, gint64 n_media)
{
  if (type != NULL && (strstr (type, "audio") != NULL || strstr (type, "voice") != NULL))
    return SAUDA_WHATSAPP_CONTENT_VOICE;
  return n_media > 0 ? SAUDA_WHATSAPP_CONTENT_MEDIA : SAUDA_WHATSAPP_CONTENT_TEXT;
}

/**
 * sauda_twilio_read_message:
 * @message: a message as Twilio's API has it
 * @batch: gets it
 * @created_ms: (out): when Twilio made it, UTC ms; 0 when it does not say
 *
 * Returns: whether it is a message at all
 */
gboolean
sauda_twilio_read_message (JsonObject *message, SaudaWhatsappBatch *batch, gint64 *created_ms)
{
  g_autofree char *id = sauda_whatsapp_json_dup_text (message, "sid");
  g_autofree char *direction = sauda_whatsapp_json_dup_text (message, "direction");
  g_autofree char *from = sauda_whatsapp_json_dup_text (message, "from");
  g_autofree char *to = sauda_whatsapp_json_dup_text (message, "to");
  g_autofree char *body = sauda_whatsapp_json_dup_text (message, "body");
  g_autofree char *word = sauda_whatsapp_json_dup_text (message, "status");
  g_autofree char *sender = sauda_whatsapp_address_read (from);
  SaudaWhatsappInbound *inbound;
  SaudaWhatsappStatus *status;

  *created_ms = sauda_whatsapp_json_get_http_time (message, "date_created");
  if (id == NULL)
    return FALSE;
  if (g_strcmp0 (direction, "inbound") == 0) {
    if (sender == NULL) {
      batch->ignored++;
      return TRUE;
    }
    inbound = sauda_whatsapp_inbound_new (id, sender);
    inbound->at_ms = *created_ms;
    inbound->content = read_content (NULL, sauda_whatsapp_json_get_number (message, "num_media", 0));
    if (sauda_whatsapp_address_is_user_id (sender))
      inbound->user_id = g_strdup (sender);
    else
      inbound->phone = g_strconcat ("+", sender, NULL);
    if (body != NULL) {
      g_free (inbound->text);
      inbound->text = g_steal_pointer (&body);
    }
    g_ptr_array_add (batch->inbound, inbound);
    return TRUE;
  }
  status = sauda_whatsapp_status_new (id);
  status->delivery = read_status (word);
  status->recipient = sauda_whatsapp_address_read (to);
  status->text = g_steal_pointer (&body);
  status->at_ms = sauda_whatsapp_json_get_http_time (message, "date_updated");
  status->created_ms = *created_ms;
  fill_failure (status, sauda_whatsapp_json_get_number (message, "error_code", 0));
  g_ptr_array_add (batch->statuses, status);
  return TRUE;
}

static gboolean
is_known (GHashTable *known, JsonObject *message)
{
  g_autofree char *id = sauda_whatsapp_json_dup_text (message, "sid");

  return id != NULL && known != NULL && g_hash_table_contains (known, id);
}

/**
 * sauda_twilio_read_page:
 * @root: one page of the list
 * @batch: gets what is new; statuses of known messages too
 * @known: (nullable) (element-type utf8): ids that are stored
 * @oldest_ms: (out): when the oldest message of the page was made; %G_MAXINT64 for an empty page
 * @all_known: (out): whether nothing on the page was new
 * @error: return location
 *
 * Returns: (transfer full) (nullable): path of the next page, as Twilio gave it; %NULL on the last one, or
 * with %SAUDA_WHATSAPP_ERROR_BAD_ANSWER
 */
char *
sauda_twilio_read_page (JsonNode *root,
                        SaudaWhatsappBatch *batch,
                        GHashTable *known,
                        gint64 *oldest_ms,
                        gboolean *all_known,
                        GError **error)
{
  JsonObject *page = sauda_whatsapp_json_get_root (root);
  JsonArray *messages = sauda_whatsapp_json_get_array (page, "messages");

  *oldest_ms = G_MAXINT64;
  *all_known = TRUE;
  if (messages == NULL) {
    g_set_error (error, SAUDA_WHATSAPP_ERROR, SAUDA_WHATSAPP_ERROR_BAD_ANSWER,
                 _ ("The answer of %s is not in its usual form."), "Twilio");
    return NULL;
  }
  for (guint i = 0; i < json_array_get_length (messages); i++) {
    JsonObject *message = sauda_whatsapp_json_get_element (messages, i);
    gint64 created_ms = 0;

    if (message == NULL || !sauda_twilio_read_message (message, batch, &created_ms)) {
      batch->ignored++;
      continue;
    }
    if (created_ms > 0)
      *oldest_ms = MIN (*oldest_ms, created_ms);
    *all_known = *all_known && is_known (known, message);
  }
  return sauda_whatsapp_json_dup_text (page, "next_page_uri");
}

static void
read_inbound_form (GPtrArray *fields, const char *id, gint64 now_ms, SaudaWhatsappBatch *batch)
{
  g_autofree char *sender = sauda_whatsapp_address_read (sauda_whatsapp_form_get (fields, "From"));
  const char *wa_id = sauda_whatsapp_form_get (fields, "WaId");
  const char *user_id = sauda_whatsapp_form_get (fields, "ExternalUserId");
  const char *words = sauda_whatsapp_form_get (fields, "ButtonText");
  const char *n_media = sauda_whatsapp_form_get (fields, "NumMedia");
  const char *media = sauda_whatsapp_form_get (fields, "MediaContentType0");
  SaudaWhatsappInbound *inbound;

  if (words == NULL || *words == '\0')
    words = sauda_whatsapp_form_get (fields, "Body");
  if (sender == NULL) {
    sauda_whatsapp_batch_add_notice (batch, SAUDA_WHATSAPP_NOTICE_UNREADABLE, id, NULL);
    return;
  }
  inbound = sauda_whatsapp_inbound_new (id, sender);
  inbound->at_ms = now_ms;
  if (wa_id != NULL && *wa_id != '\0')
    inbound->phone = g_strconcat ("+", wa_id, NULL);
  else if (!sauda_whatsapp_address_is_user_id (sender))
    inbound->phone = g_strconcat ("+", sender, NULL);
  if (user_id != NULL && *user_id != '\0')
    inbound->user_id = g_strdup (user_id);
  else if (sauda_whatsapp_address_is_user_id (sender))
    inbound->user_id = g_strdup (sender);
  inbound->name = g_strdup (sauda_whatsapp_form_get (fields, "ProfileName"));
  inbound->payload = g_strdup (sauda_whatsapp_form_get (fields, "ButtonPayload"));
  inbound->quoted_id = g_strdup (sauda_whatsapp_form_get (fields, "OriginalRepliedMessageSid"));
  inbound->content = read_content (media != NULL ? media : sauda_whatsapp_form_get (fields, "MessageType"),
                                   n_media != NULL ? g_ascii_strtoll (n_media, NULL, 10) : 0);
  g_free (inbound->text);
  inbound->text = sauda_whatsapp_clean_text (words != NULL ? words : "", -1);
  g_ptr_array_add (batch->inbound, inbound);
}

/**
 * sauda_twilio_read_form:
 * @body: the form of a webhook: a message, or a status
 * @now_ms: UTC ms; a form does not tell when it was written
 * @batch: gets it
 *
 * Returns: whether it is a form of Twilio's
 */
gboolean
sauda_twilio_read_form (GBytes *body, gint64 now_ms, SaudaWhatsappBatch *batch)
{
  g_autofree char *form =
    g_strndup (g_bytes_get_size (body) > 0 ? g_bytes_get_data (body, NULL) : "", g_bytes_get_size (body));
  g_autoptr (GPtrArray) fields = sauda_whatsapp_form_read (form);
  const char *id = sauda_whatsapp_form_get (fields, "MessageSid");
  const char *word = sauda_whatsapp_form_get (fields, "MessageStatus");
  const char *code = sauda_whatsapp_form_get (fields, "ErrorCode");
  SaudaWhatsappStatus *status;

  if (id == NULL)
    id = sauda_whatsapp_form_get (fields, "SmsMessageSid");
  if (id == NULL)
    id = sauda_whatsapp_form_get (fields, "SmsSid");
  if (id == NULL)
    return FALSE;
  if (word == NULL || g_str_equal (word, "received")) {
    read_inbound_form (fields, id, now_ms, batch);
    return TRUE;
  }
  status = sauda_whatsapp_status_new (id);
  status->delivery = read_status (word);
  status->recipient = sauda_whatsapp_address_read (sauda_whatsapp_form_get (fields, "To"));
  status->at_ms = now_ms;
  fill_failure (status, code != NULL ? g_ascii_strtoll (code, NULL, 10) : 0);
  g_ptr_array_add (batch->statuses, status);
  return TRUE;
}

static void
read_template (JsonObject *content, GPtrArray *templates)
{
  g_autofree char *id = sauda_whatsapp_json_dup_text (content, "sid");
  g_autofree char *name = sauda_whatsapp_json_dup_text (content, "friendly_name");
  g_autofree char *language = sauda_whatsapp_json_dup_text (content, "language");
  JsonObject *approval = sauda_whatsapp_json_get_object (content, "approval_requests");
  g_autofree char *approved_name = NULL, *status = NULL;
  SaudaWhatsappTemplateInfo *info;

  /* The list calls it approval_requests, the single template keeps it under "whatsapp" (whatsapp-api 2.9). */
  if (sauda_whatsapp_json_get_object (approval, "whatsapp") != NULL)
    approval = sauda_whatsapp_json_get_object (approval, "whatsapp");
  if (approval == NULL)
    approval = sauda_whatsapp_json_get_object (content, "whatsapp");
  if (id == NULL || name == NULL || language == NULL)
    return;
  approved_name = sauda_whatsapp_json_dup_text (approval, "name");
  status = sauda_whatsapp_json_dup_text (approval, "status");
  info = sauda_whatsapp_template_info_new (
    id, approved_name != NULL && *approved_name != '\0' ? approved_name : name, language,
    status != NULL ? status : "unsubmitted");
  info->category = sauda_whatsapp_json_dup_text (approval, "category");
  info->reason = sauda_whatsapp_json_dup_text (approval, "rejection_reason");
  g_ptr_array_add (templates, info);
}

/**
 * sauda_twilio_read_templates:
 * @root: the list of templates with their approvals
 *
 * Returns: (transfer full) (element-type SaudaWhatsappTemplateInfo): the templates that can be told apart;
 * none where
 *   @root is no such list
 */
GPtrArray *
sauda_twilio_read_templates (JsonNode *root)
{
  GPtrArray *templates = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_whatsapp_template_info_free);
  JsonArray *contents = sauda_whatsapp_json_get_array (sauda_whatsapp_json_get_root (root), "contents");

  for (guint i = 0; i < sauda_whatsapp_json_get_length (contents); i++)
    read_template (sauda_whatsapp_json_get_element (contents, i), templates);
  return templates;
}
