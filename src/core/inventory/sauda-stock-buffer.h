#pragma once

#include "sauda-inventory-error.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

gboolean
sauda_stock_buffer_set (SaudaConnection *connection, gint64 variant_id, gint64 pieces, GError **error);
GHashTable *sauda_stock_buffer_read (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_stock_buffer_get_usual (SaudaConnection *connection, gint64 *pieces, GError **error);
gboolean
sauda_stock_buffer_set_usual (SaudaConnection *connection, gint64 pieces, gint64 now_ms, GError **error);

G_END_DECLS
