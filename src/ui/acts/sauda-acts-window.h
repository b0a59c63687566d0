#pragma once

#include "sauda-order-line.h"
#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaActsWindow:
 *
 * Does something to orders at Kaspi: asks what it must know, shows the plan with what each order is and will
 * be, sends it once it is approved, and tells what became of each order. Numbers of failed ones can be
 * copied, and those alone tried again.
 */
#define SAUDA_TYPE_ACTS_WINDOW (sauda_acts_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaActsWindow, sauda_acts_window, SAUDA, ACTS_WINDOW, AdwWindow)

SaudaActsWindow *
sauda_acts_window_new (GtkWindow *parent, SaudaWorkspace *workspace, const char *kind, GPtrArray *orders);
SaudaActsWindow *sauda_acts_window_new_for_ledger (GtkWindow *parent, SaudaWorkspace *workspace);
void sauda_acts_window_add_line (SaudaActsWindow *self, SaudaOrderLine *line);
gboolean sauda_acts_window_is_busy (SaudaActsWindow *self);

G_END_DECLS
