#pragma once

#include "sauda-channel.h"
#include "sauda-day-step.h"

G_BEGIN_DECLS

void sauda_waybill_fetch_async (SaudaWorkspace *workspace,
                                GPtrArray *channels,
                                SaudaDay day,
                                gboolean tomorrow,
                                SaudaDayStep *step,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean sauda_waybill_fetch_finish (GAsyncResult *result, guint *saved, GError **error);

G_END_DECLS
