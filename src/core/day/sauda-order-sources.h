#pragma once

#include "sauda-order-record.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

gboolean sauda_order_sources_keep (SaudaConnection *connection,
                                   gint64 store_id,
                                   GPtrArray *records,
                                   gint64 now_ms,
                                   GError **error);
gboolean sauda_order_sources_keep_unknown (SaudaConnection *connection,
                                           gint64 store_id,
                                           const char *code,
                                           gint64 now_ms,
                                           GError **error);
GHashTable *sauda_order_sources_list_below_zero (SaudaConnection *connection,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
