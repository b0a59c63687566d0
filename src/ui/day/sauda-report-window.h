#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaReportWindow:
 *
 * The report of a day: what is not done first.
 */
#define SAUDA_TYPE_REPORT_WINDOW (sauda_report_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaReportWindow, sauda_report_window, SAUDA, REPORT_WINDOW, AdwWindow)

SaudaReportWindow *sauda_report_window_new (GtkWindow *parent, SaudaWorkspace *workspace);
gboolean sauda_report_window_is_loaded (SaudaReportWindow *self);

G_END_DECLS
