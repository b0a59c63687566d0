#pragma once

#include "sauda-whatsapp-records.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean sauda_twilio_read_message (JsonObject *message, SaudaWhatsappBatch *batch, gint64 *created_ms);
char *sauda_twilio_read_page (JsonNode *root,
                              SaudaWhatsappBatch *batch,
                              GHashTable *known,
                              gint64 *oldest_ms,
                              gboolean *all_known,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_twilio_read_templates (JsonNode *root);
gboolean sauda_twilio_read_form (GBytes *body, gint64 now_ms, SaudaWhatsappBatch *batch);

G_END_DECLS
