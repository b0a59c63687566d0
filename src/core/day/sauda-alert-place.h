#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

gboolean sauda_alert_place_run (SaudaWorkspace *workspace,
                                SaudaConnection *connection,
                                gint64 now_ms,
                                guint *news,
                                GError **error);

G_END_DECLS
