#pragma once

#include "sauda-day-step.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

void sauda_plan_run_async (SaudaWorkspace *workspace,
                           gint64 plan_id,
                           const char *who,
                           SaudaDayStep *step,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean sauda_plan_run_finish (GAsyncResult *result, GError **error);

G_END_DECLS
