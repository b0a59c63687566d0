#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaBufferWindow:
 *
 * How many pieces are kept back and not sold: of every variant, and of chosen ones.
 *
 * Signal: `changed` after numbers were written down.
 */
#define SAUDA_TYPE_BUFFER_WINDOW (sauda_buffer_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaBufferWindow, sauda_buffer_window, SAUDA, BUFFER_WINDOW, AdwWindow)

SaudaBufferWindow *sauda_buffer_window_new (GtkWindow *parent, SaudaWorkspace *workspace, GArray *variants);
gboolean sauda_buffer_window_is_busy (SaudaBufferWindow *self);

G_END_DECLS
