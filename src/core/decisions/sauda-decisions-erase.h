#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

gboolean sauda_decisions_erase_order (SaudaConnection *connection, gint64 order_id, GError **error);

G_END_DECLS
