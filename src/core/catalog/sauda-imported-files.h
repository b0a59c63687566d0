#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

#define SAUDA_IMPORTED_CATALOGUE "catalogue"
#define SAUDA_IMPORTED_ORDERS "orders"
#define SAUDA_IMPORTED_WAYBILLS "waybills"

gboolean sauda_imported_files_find (SaudaConnection *connection,
                                    const char *sha256,
                                    const char *kind,
                                    gint64 *imported_ms,
                                    char **summary,
                                    GError **error);
gboolean sauda_imported_files_remember (SaudaConnection *connection,
                                        const char *sha256,
                                        const char *kind,
                                        const char *name,
                                        const char *summary,
                                        gint64 now_ms,
                                        GError **error);

G_END_DECLS
