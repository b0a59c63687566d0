#pragma once

#include "sauda-whatsapp-records.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void sauda_meta_history_read (JsonNode *root, SaudaWhatsappBatch *batch);

G_END_DECLS
