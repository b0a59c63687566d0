#pragma once

#include "sauda-label-order.h"
#include "sauda-orders.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

SaudaLabelOrder *
sauda_label_run_describe (SaudaWorkspace *workspace, const SaudaOrderInfo *info) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
