#pragma once

#include "sauda-whatsapp-records.h"

G_BEGIN_DECLS

SaudaWhatsappBatch *
sauda_meta_read_delivery (SaudaWhatsappKind kind, GBytes *body, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
