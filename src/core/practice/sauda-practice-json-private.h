#pragma once

#include "sauda-practice-links-private.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void sauda_practice_json_text (JsonBuilder *json, const char *name, const char *value);
void sauda_practice_json_number (JsonBuilder *json, const char *name, gint64 value);
void sauda_practice_json_order (JsonBuilder *json,
                                const SaudaPracticeOrder *order,
                                const SaudaPracticeLinks *links);
void sauda_practice_json_entry (JsonBuilder *json,
                                const SaudaPracticeOrder *order,
                                guint position,
                                const SaudaPracticeLinks *links);
void sauda_practice_json_customer (JsonBuilder *json,
                                   const SaudaPracticeOrder *order,
                                   const SaudaPracticeLinks *links);
void sauda_practice_json_product (JsonBuilder *json, const SaudaPracticeEntry *entry);
JsonNode *sauda_practice_json_read (GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_practice_json_get_text (JsonObject *object, const char *name);
JsonObject *sauda_practice_json_get_object (JsonObject *object, const char *name);

G_END_DECLS
