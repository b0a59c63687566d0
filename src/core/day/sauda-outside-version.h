#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

gint64 *sauda_outside_version_read (SaudaConnection *connection,
                                    gpointer unused,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
