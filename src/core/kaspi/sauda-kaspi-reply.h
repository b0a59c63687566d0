#pragma once

#include "sauda-http.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean sauda_kaspi_reply_check_status (const SaudaHttpResponse *response, GError **error);
JsonNode *sauda_kaspi_reply_read_json (const SaudaHttpResponse *response,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *sauda_kaspi_reply_read_cards_json (const SaudaHttpResponse *response,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_kaspi_reply_has_errors (JsonNode *root);
GError *sauda_kaspi_reply_convert_error (const GError *error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_kaspi_reply_may_retry (const GError *error);

G_END_DECLS
