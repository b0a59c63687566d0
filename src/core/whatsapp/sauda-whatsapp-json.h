#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *sauda_whatsapp_json_parse (const char *text, gsize length) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *sauda_whatsapp_json_get_root (JsonNode *root);
JsonObject *sauda_whatsapp_json_get_object (JsonObject *object, const char *member);
JsonArray *sauda_whatsapp_json_get_array (JsonObject *object, const char *member);
JsonObject *sauda_whatsapp_json_get_element (JsonArray *array, guint index);
guint sauda_whatsapp_json_get_length (JsonArray *array);
char *sauda_whatsapp_json_dup_text (JsonObject *object, const char *member) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_whatsapp_json_get_number (JsonObject *object, const char *member, gint64 fallback);
gint64 sauda_whatsapp_json_get_time (JsonObject *object, const char *member);
gint64 sauda_whatsapp_json_get_http_time (JsonObject *object, const char *member);

G_END_DECLS
