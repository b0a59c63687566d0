#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sauda_offer_sku_make_lenient (const char *sku) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
