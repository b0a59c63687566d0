#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

gboolean sauda_catalog_export (SaudaConnection *connection, const char *path, guint *rows, GError **error);

G_END_DECLS
