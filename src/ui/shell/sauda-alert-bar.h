#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaAlertBar:
 *
 * One line above the page: the most urgent thing that needs the merchant, with a button that does what is to
 * be done, and one that makes it quiet until it gets worse. Hidden while nothing needs anybody.
 */
#define SAUDA_TYPE_ALERT_BAR (sauda_alert_bar_get_type ())
G_DECLARE_FINAL_TYPE (SaudaAlertBar, sauda_alert_bar, SAUDA, ALERT_BAR, AdwBin)

void sauda_alert_bar_set_workspace (SaudaAlertBar *self, SaudaWorkspace *workspace);
guint sauda_alert_bar_get_count (SaudaAlertBar *self);

G_END_DECLS
