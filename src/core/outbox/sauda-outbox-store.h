#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

gboolean sauda_outbox_move_store (SaudaConnection *connection, gint64 from, gint64 into, GError **error);

G_END_DECLS
