#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

gboolean
sauda_outbox_erase_target (SaudaConnection *connection, gint64 store_id, const char *target, GError **error);

G_END_DECLS
