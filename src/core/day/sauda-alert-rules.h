#pragma once

#include "sauda-alerts.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

#define SAUDA_SYNC_LATE_MS (G_GINT64_CONSTANT (1800000))

gboolean sauda_alert_rules_run (SaudaConnection *connection, gint64 now_ms, guint *news, GError **error);
void sauda_alert_rules_run_async (SaudaWorkspace *workspace,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean sauda_alert_rules_run_finish (GAsyncResult *result, guint *news, GError **error);

void sauda_alert_rules_list_ship_soon_async (SaudaWorkspace *workspace,
                                             const char *store,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback,
                                             gpointer user_data);
GHashTable *sauda_alert_rules_list_ship_soon_finish (GAsyncResult *result,
                                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
