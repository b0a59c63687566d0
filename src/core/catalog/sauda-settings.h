#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

gboolean sauda_settings_get (SaudaConnection *connection, const char *key, char **value, GError **error);
gboolean sauda_settings_set (SaudaConnection *connection,
                             const char *key,
                             const char *value,
                             gint64 now_ms,
                             GError **error);

G_END_DECLS
