#pragma once

#include "sauda-label-plan.h"

#include <qpdf/qpdf-c.h>

G_BEGIN_DECLS

GBytes *sauda_label_cover_draw (const SaudaLabelPlan *plan,
                                const SaudaLabelGroup *group,
                                const char *templates,
                                qpdf_data labels,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
