#include "sauda-whatsapp-records.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const struct {
  const char *name;
  const char *title;
} kinds[SAUDA_WHATSAPP_N_KINDS] = {
  [SAUDA_WHATSAPP_TWILIO] = { "twilio", "Twilio" },
  [SAUDA_WHATSAPP_META] = { "meta", "Meta Cloud API" },
  [SAUDA_WHATSAPP_360DIALOG] = { "360dialog", "360dialog" },
  [SAUDA_WHATSAPP_LINK] = { "link", N_ ("By hand, through a link") },
};

static const struct {
  const char *name;
  const char *title;
} deliveries[] = {
  [SAUDA_WHATSAPP_DELIVERY_QUEUED] = { "queued", N_ ("Queued") },
  [SAUDA_WHATSAPP_DELIVERY_OPENED] = { "opened", N_ ("Opened by hand") },
  [SAUDA_WHATSAPP_DELIVERY_UNKNOWN] = { "unknown", N_ ("Unclear") },
  [SAUDA_WHATSAPP_DELIVERY_ACCEPTED] = { "accepted", N_ ("Accepted by the provider") },
  [SAUDA_WHATSAPP_DELIVERY_SENDING] = { "sending", N_ ("On its way") },
  [SAUDA_WHATSAPP_DELIVERY_SENT] = { "sent", N_ ("Sent") },
  [SAUDA_WHATSAPP_DELIVERY_DELIVERED] = { "delivered", N_ ("Delivered") },
  [SAUDA_WHATSAPP_DELIVERY_READ] = { "read", N_ ("Read") },
  [SAUDA_WHATSAPP_DELIVERY_FAILED] = { "failed", N_ ("Not delivered") },
};

static const char *const contents[] = { "text", "media",  "voice",  "reaction",
                                        "edit", "revoke", "system", "unsupported" };

/**
 * sauda_whatsapp_kind_get_name:
 * @kind: a provider
 *
 * Returns: its name in settings and JSON
 */
const char *
sauda_whatsapp_kind_get_name (SaudaWhatsappKind kind)
{
  return kinds[kind].name;
}

/**
 * sauda_whatsapp_kind_get_title:
 * @kind: a provider
 *
 * Returns: what people read
 */
const char *
sauda_whatsapp_kind_get_title (SaudaWhatsappKind kind)
{
  return _ (kinds[kind].title);
}

/**
 * sauda_whatsapp_kind_from_name:
 * @name: (nullable): a name
 * @kind: (out): the provider
 *
 * Returns: whether there is one of that name
 */
gboolean
sauda_whatsapp_kind_from_name (const char *name, SaudaWhatsappKind *kind)
{
  for (guint i = 0; i < SAUDA_WHATSAPP_N_KINDS; i++)
    if (g_strcmp0 (name, kinds[i].name) == 0) {
      *kind = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * sauda_whatsapp_delivery_get_name:
 * @delivery: how far a message is
 *
 * Returns: its name in the database and JSON
 */
const char *
sauda_whatsapp_delivery_get_name (SaudaWhatsappDelivery delivery)
{
  return deliveries[delivery].name;
}

/**
 * sauda_whatsapp_delivery_get_title:
 * @delivery: how far a message is
 *
 * Returns: what people read
 */
const char *
sauda_whatsapp_delivery_get_title (SaudaWhatsappDelivery delivery)
{
  return _ (deliveries[delivery].title);
}

/**
 * sauda_whatsapp_delivery_from_name:
 * @name: (nullable): a name as in the database
 * @delivery: (out): what it means
 *
 * Returns: whether it is one
 */
gboolean
sauda_whatsapp_delivery_from_name (const char *name, SaudaWhatsappDelivery *delivery)
{
  for (guint i = 0; i < G_N_ELEMENTS (deliveries); i++)
    if (g_strcmp0 (name, deliveries[i].name) == 0) {
      *delivery = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * sauda_whatsapp_delivery_merge:
 * @known: how far we knew it to be
 * @told: what a provider tells, in whatever order
 *
 * Statuses come in any order and some never: nothing goes down, read implies delivered, and what the buyer
 * has cannot fail any more (whatsapp-api 2.5, 3.4).
 *
 * Returns: how far it is
 */
SaudaWhatsappDelivery
sauda_whatsapp_delivery_merge (SaudaWhatsappDelivery known, SaudaWhatsappDelivery told)
{
  if (told == SAUDA_WHATSAPP_DELIVERY_FAILED)
    return known == SAUDA_WHATSAPP_DELIVERY_DELIVERED || known == SAUDA_WHATSAPP_DELIVERY_READ ? known : told;
  return MAX (known, told);
}

/**
 * sauda_whatsapp_content_get_name:
 * @content: what kind of thing a buyer sent
 *
 * Returns: its name in the database and JSON
 */
const char *
sauda_whatsapp_content_get_name (SaudaWhatsappContent content)
{
  return contents[content];
}

/**
 * sauda_whatsapp_content_from_name:
 * @name: (nullable): a name
 * @content: (out): the kind of content
 *
 * Returns: whether there is one of that name
 */
gboolean
sauda_whatsapp_content_from_name (const char *name, SaudaWhatsappContent *content)
{
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    if (g_strcmp0 (name, contents[i]) == 0) {
      *content = i;
      return TRUE;
    }
  return FALSE;
}

/**
 * sauda_whatsapp_inbound_new:
 * @id: the provider's id
 * @sender: digits of a phone, or a business-scoped id
 *
 * Returns: (transfer full): a message without words
 */
SaudaWhatsappInbound *
sauda_whatsapp_inbound_new (const char *id, const char *sender)
{
  SaudaWhatsappInbound *inbound = g_new0 (SaudaWhatsappInbound, 1);

  inbound->id = g_strdup (id);
  inbound->sender = g_strdup (sender);
  inbound->text = g_strdup ("");
  inbound->type = g_strdup ("text");
  return inbound;
}

/**
 * sauda_whatsapp_inbound_free:
 * @inbound: (transfer full): a message
 */
void
sauda_whatsapp_inbound_free (SaudaWhatsappInbound *inbound)
{
  g_free (inbound->id);
  g_free (inbound->sender);
  g_free (inbound->phone);
  g_free (inbound->user_id);
  g_free (inbound->name);
  g_free (inbound->text);
  g_free (inbound->payload);
  g_free (inbound->quoted_id);
  g_free (inbound->original_id);
  g_free (inbound->type);
  g_free (inbound);
}

/**
 * sauda_whatsapp_status_new:
 * @id: the provider's id of the message
 *
 * Returns: (transfer full): a status of an accepted message
 */
SaudaWhatsappStatus *
sauda_whatsapp_status_new (const char *id)
{
  SaudaWhatsappStatus *status = g_new0 (SaudaWhatsappStatus, 1);

  status->id = g_strdup (id);
  status->delivery = SAUDA_WHATSAPP_DELIVERY_ACCEPTED;
  return status;
}

/**
 * sauda_whatsapp_status_free:
 * @status: (transfer full): a status
 */
void
sauda_whatsapp_status_free (SaudaWhatsappStatus *status)
{
  g_free (status->id);
  g_free (status->reference);
  g_free (status->recipient);
  g_free (status->text);
  g_free (status->reason);
  g_free (status);
}

static void
notice_free (gpointer data)
{
  SaudaWhatsappNotice *notice = data;

  g_free (notice->field);
  g_free (notice->subject);
  g_free (notice->value);
  g_free (notice);
}

/**
 * sauda_whatsapp_batch_new:
 *
 * Returns: (transfer full): an empty batch
 */
SaudaWhatsappBatch *
sauda_whatsapp_batch_new (void)
{
  SaudaWhatsappBatch *batch = g_new0 (SaudaWhatsappBatch, 1);

  batch->inbound = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_whatsapp_inbound_free);
  batch->statuses = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_whatsapp_status_free);
  batch->notices = g_ptr_array_new_with_free_func (notice_free);
  return batch;
}

/**
 * sauda_whatsapp_batch_free:
 * @batch: (transfer full): a batch
 */
void
sauda_whatsapp_batch_free (SaudaWhatsappBatch *batch)
{
  g_ptr_array_unref (batch->inbound);
  g_ptr_array_unref (batch->statuses);
  g_ptr_array_unref (batch->notices);
  g_free (batch);
}

/**
 * sauda_whatsapp_batch_add_notice:
 * @batch: a batch
 * @field: the provider's own word
 * @subject: (nullable): whom or what it is about
 * @value: (nullable): what it is now
 */
void
sauda_whatsapp_batch_add_notice (SaudaWhatsappBatch *batch,
                                 const char *field,
                                 const char *subject,
                                 const char *value)
{
  SaudaWhatsappNotice *notice = g_new0 (SaudaWhatsappNotice, 1);

  notice->field = g_strdup (field);
  notice->subject = g_strdup (subject);
  notice->value = g_strdup (value);
  g_ptr_array_add (batch->notices, notice);
}

static gint
compare_inbound (gconstpointer a, gconstpointer b)
{
  const SaudaWhatsappInbound *first = *(const SaudaWhatsappInbound *const *) a;
  const SaudaWhatsappInbound *second = *(const SaudaWhatsappInbound *const *) b;

  if (first->at_ms != second->at_ms)
    return first->at_ms < second->at_ms ? -1 : 1;
  return 0;
}

/**
 * sauda_whatsapp_batch_sort:
 * @batch: a batch
 *
 * Puts what buyers sent in the order of time, as a conversation needs it.
 */
void
sauda_whatsapp_batch_sort (SaudaWhatsappBatch *batch)
{
  g_ptr_array_sort (batch->inbound, compare_inbound);
}

/**
 * sauda_whatsapp_address_is_user_id:
 * @text: an address
 *
 * Returns: whether it is a business-scoped id: `CC.` and letters, digits or dots (whatsapp-api 1.6)
 */
gboolean
sauda_whatsapp_address_is_user_id (const char *text)
{
  if (!g_ascii_isupper (text[0]) || !g_ascii_isupper (text[1]) || text[2] != '.' || text[3] == '\0')
    return FALSE;
  for (const char *p = text + 3; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '.')
      return FALSE;
  return TRUE;
}

/**
 * sauda_whatsapp_address_read:
 * @text: (nullable): `whatsapp:+7…`, `+7…`, `7…` or a business-scoped id with or without `whatsapp:`
 *
 * Returns: (transfer full) (nullable): digits alone, or the id; %NULL for anything else
 */
char *
sauda_whatsapp_address_read (const char *text)
{
  GString *digits;

  if (text == NULL)
    return NULL;
  if (g_str_has_prefix (text, "whatsapp:"))
    text += strlen ("whatsapp:");
  if (sauda_whatsapp_address_is_user_id (text))
    return g_strdup (text);
  digits = g_string_new (NULL);
  for (const char *p = text; *p != '\0'; p++) {
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
    else if (strchr ("+ -()", *p) == NULL) {
      g_string_truncate (digits, 0);
      break;
    }
  }
  return g_string_free (digits, digits->len < 7 || digits->len > 15);
}

/**
 * sauda_whatsapp_clean_text:
 * @text: words from outside
 * @length: bytes, -1 for up to the end
 *
 * Returns: (transfer full): valid UTF-8 without U+0000, which some clients send (whatsapp-api 2.10)
 */
char *
sauda_whatsapp_clean_text (const char *text, gssize length)
{
  GString *clean = g_string_new (NULL);
  gsize bytes = length < 0 ? strlen (text) : (gsize) length;

  for (gsize i = 0; i < bytes; i++)
    if (text[i] != '\0')
      g_string_append_c (clean, text[i]);
  if (!g_utf8_validate (clean->str, (gssize) clean->len, NULL)) {
    char *valid = g_utf8_make_valid (clean->str, (gssize) clean->len);

    g_string_free (clean, TRUE);
    return valid;
  }
  return g_string_free (clean, FALSE);
}
