#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

gboolean sauda_stock_rule_get (SaudaConnection *connection, gboolean *on, GError **error);
gboolean sauda_stock_rule_set (SaudaConnection *connection, gboolean on, gint64 now_ms, GError **error);
gboolean sauda_stock_rule_run (SaudaConnection *connection, gint64 now_ms, guint *offers, GError **error);

G_END_DECLS
