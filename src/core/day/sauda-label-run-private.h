#pragma once

#include "sauda-label-order.h"
#include "sauda-label-run.h"
#include "sauda-orders.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

SaudaLabelOrder *sauda_label_run_describe (SaudaWorkspace *workspace,
                                           const SaudaOrderInfo *info) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_label_run_read_orders (SaudaWorkspace *workspace,
                                        const SaudaLabelRunOptions *options,
                                        gboolean formed,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
