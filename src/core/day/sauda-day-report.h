#pragma once

#include "sauda-day-step.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef struct _SaudaLabelReport SaudaLabelReport;

char *sauda_day_report_write (SaudaWorkspace *workspace,
                              SaudaDay day,
                              GListModel *steps,
                              const char *const *waiting,
                              const SaudaLabelReport *labels,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

void sauda_day_report_keep_async (SaudaWorkspace *workspace,
                                  SaudaDay day,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean sauda_day_report_keep_finish (GAsyncResult *result, GError **error);

G_END_DECLS
