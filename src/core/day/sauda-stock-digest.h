#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

gboolean sauda_stock_digest_report (SaudaConnection *connection, gint64 now_ms, guint *news, GError **error);

G_END_DECLS
