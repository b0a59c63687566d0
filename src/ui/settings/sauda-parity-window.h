#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaParityWindow:
 *
 * How far Kaspi's API and the spreadsheets agree, day by day for each store: what only one of them tells and
 * what they tell differently. Enough equal days unlock the next step of trust, which can be taken here.
 */
#define SAUDA_TYPE_PARITY_WINDOW (sauda_parity_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaParityWindow, sauda_parity_window, SAUDA, PARITY_WINDOW, AdwWindow)

SaudaParityWindow *sauda_parity_window_new (GtkWindow *parent, SaudaWorkspace *workspace, const char *store);
gboolean sauda_parity_window_is_loaded (SaudaParityWindow *self);

G_END_DECLS
