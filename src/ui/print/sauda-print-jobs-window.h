#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaPrintJobsWindow:
 *
 * What was printed in the last days, each job with its labels; what did not come out is printed again here.
 */
#define SAUDA_TYPE_PRINT_JOBS_WINDOW (sauda_print_jobs_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPrintJobsWindow, sauda_print_jobs_window, SAUDA, PRINT_JOBS_WINDOW, AdwWindow)

SaudaPrintJobsWindow *sauda_print_jobs_window_new (GtkWindow *parent, SaudaWorkspace *workspace);
guint sauda_print_jobs_window_get_n_jobs (SaudaPrintJobsWindow *self);

G_END_DECLS
