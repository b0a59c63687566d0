#pragma once

#include "sauda-kaspi-price-list.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

gboolean sauda_price_list_adopt (SaudaConnection *connection,
                                 gint64 store_id,
                                 const SaudaKaspiPriceList *list,
                                 GHashTable *known,
                                 gint64 now_ms,
                                 guint *adopted,
                                 GError **error);

G_END_DECLS
