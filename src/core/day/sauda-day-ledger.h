#pragma once

#include "sauda-day-plan.h"

G_BEGIN_DECLS

void sauda_day_ledger_approve_async (SaudaWorkspace *workspace,
                                     const SaudaDayPlan *plan,
                                     const char *who,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
gint64 sauda_day_ledger_approve_finish (GAsyncResult *result, GError **error);
void sauda_day_ledger_list_async (SaudaWorkspace *workspace,
                                  const char *kind,
                                  gint64 plan_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *sauda_day_ledger_list_finish (GAsyncResult *result, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
