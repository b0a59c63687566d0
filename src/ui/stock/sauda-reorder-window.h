#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaReorderWindow:
 *
 * What is to be ordered: the proposal per size with why, the suppliers with how they deliver, and the
 * purchases, against which what came is received.
 *
 * Signal: `changed` after something was ordered or received.
 */
#define SAUDA_TYPE_REORDER_WINDOW (sauda_reorder_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaReorderWindow, sauda_reorder_window, SAUDA, REORDER_WINDOW, AdwWindow)

SaudaReorderWindow *sauda_reorder_window_new (GtkWindow *parent, SaudaWorkspace *workspace);
gboolean sauda_reorder_window_is_busy (SaudaReorderWindow *self);

G_END_DECLS
