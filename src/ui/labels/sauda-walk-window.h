#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaWalkWindow:
 *
 * The order in which a person walks past the models on the shelf: pick lists follow it.
 */
#define SAUDA_TYPE_WALK_WINDOW (sauda_walk_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaWalkWindow, sauda_walk_window, SAUDA, WALK_WINDOW, AdwWindow)

SaudaWalkWindow *sauda_walk_window_new (GtkWindow *parent, SaudaWorkspace *workspace);
GStrv sauda_walk_window_get_models (SaudaWalkWindow *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
