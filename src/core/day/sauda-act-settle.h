#pragma once

#include "sauda-workspace.h"

G_BEGIN_DECLS

void sauda_act_settle_async (SaudaWorkspace *workspace,
                             GPtrArray *channels,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean sauda_act_settle_finish (GAsyncResult *result, guint *settled, gint64 *next_ms, GError **error);

G_END_DECLS
