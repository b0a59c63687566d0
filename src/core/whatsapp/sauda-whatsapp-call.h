#pragma once

#include "sauda-http.h"
#include "sauda-whatsapp-code.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void sauda_whatsapp_call_async (SaudaHttp *http,
                                SaudaWhatsappKind kind,
                                SoupMessage *message,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
JsonNode *sauda_whatsapp_call_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaWhatsappFault sauda_whatsapp_call_read_fault (SaudaWhatsappKind kind, JsonNode *root, guint http_status);
SoupMessage *sauda_whatsapp_call_new_json (const char *url, JsonBuilder *json) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
