#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaAlertsWindow:
 *
 * Every alert there was: what it said, from when to when, who has seen it, and what mends those that are
 * open.
 */
#define SAUDA_TYPE_ALERTS_WINDOW (sauda_alerts_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaAlertsWindow, sauda_alerts_window, SAUDA, ALERTS_WINDOW, AdwWindow)

SaudaAlertsWindow *sauda_alerts_window_new (GtkWindow *parent, SaudaWorkspace *workspace);
gboolean sauda_alerts_window_is_loaded (SaudaAlertsWindow *self);

G_END_DECLS
