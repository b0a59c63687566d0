#include "sauda-meta-history.h"

#include "sauda-whatsapp-code.h"
#include "sauda-whatsapp-json.h"

#include <string.h>

static const struct {
  const char *word;
  SaudaWhatsappDelivery delivery;
} deliveries[] = {
  { "SENT", SAUDA_WHATSAPP_DELIVERY_SENT },
  { "DELIVERED", SAUDA_WHATSAPP_DELIVERY_DELIVERED },
  { "READ", SAUDA_WHATSAPP_DELIVERY_READ },
  { "FAILED", SAUDA_WHATSAPP_DELIVERY_FAILED },
};

static void
read_event (JsonObject *event, const char *message_id, SaudaWhatsappBatch *batch)
{
  g_autofree char *word = sauda_whatsapp_json_dup_text (event, "delivery_status");
  SaudaWhatsappStatus *status;
  gsize i = 0;

  while (i < G_N_ELEMENTS (deliveries) && g_strcmp0 (word, deliveries[i].word) != 0)
    i++;
  if (i == G_N_ELEMENTS (deliveries)) {
    batch->ignored++;
    return;
  }
  status = sauda_whatsapp_status_new (message_id);
  status->delivery = deliveries[i].delivery;
  status->at_ms = sauda_whatsapp_json_get_time (event, "timestamp");
  if (status->delivery == SAUDA_WHATSAPP_DELIVERY_FAILED) {
    /* Why is told in words alone, and words decide nothing (whatsapp-api 0). */
    SaudaWhatsappFault fault = sauda_whatsapp_code_read (SAUDA_WHATSAPP_META, -1, NULL, 0);

    status->failure = fault.failure;
    status->reason = g_strdup (fault.reason);
  }
  g_ptr_array_add (batch->statuses, status);
}

/**
 * sauda_meta_history_read:
 * @root: (nullable): an answer of `message_history`
 * @batch: takes what became of the messages
 *
 * Reads how far messages of ours have come, for who has no address for webhooks (whatsapp-api 3.5). What has
 * another form is left out: the request stands in Meta's specification, and nowhere in its words.
 */
void
sauda_meta_history_read (JsonNode *root, SaudaWhatsappBatch *batch)
{
  JsonArray *entries = sauda_whatsapp_json_get_array (sauda_whatsapp_json_get_root (root), "data");

  for (guint i = 0; i < sauda_whatsapp_json_get_length (entries); i++) {
    JsonObject *entry = sauda_whatsapp_json_get_element (entries, i);
    g_autofree char *message_id = sauda_whatsapp_json_dup_text (entry, "message_id");
    JsonArray *events =
      sauda_whatsapp_json_get_array (sauda_whatsapp_json_get_object (entry, "events"), "data");

    for (guint j = 0; message_id != NULL && j < sauda_whatsapp_json_get_length (events); j++)
      read_event (sauda_whatsapp_json_get_element (events, j), message_id, batch);
  }
}
