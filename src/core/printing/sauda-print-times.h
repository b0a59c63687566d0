#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

char *sauda_print_times_make_key (const char *store, const char *code) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *sauda_print_times_read (SaudaConnection *connection,
                                    gint64 since_ms,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
