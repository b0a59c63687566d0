#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaRehearsalWindow:
 *
 * A day made again with writes off, against what was really done.
 */
#define SAUDA_TYPE_REHEARSAL_WINDOW (sauda_rehearsal_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaRehearsalWindow, sauda_rehearsal_window, SAUDA, REHEARSAL_WINDOW, AdwWindow)

SaudaRehearsalWindow *sauda_rehearsal_window_new (GtkWindow *parent, SaudaWorkspace *workspace, SaudaDay day);
gboolean sauda_rehearsal_window_is_loaded (SaudaRehearsalWindow *self);

G_END_DECLS
