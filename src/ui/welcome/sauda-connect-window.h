#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaConnectWindow:
 *
 * Connects a store step by step: name, token, hand-over, printer. Everything can be changed later in
 * Settings.
 */
#define SAUDA_TYPE_CONNECT_WINDOW (sauda_connect_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaConnectWindow, sauda_connect_window, SAUDA, CONNECT_WINDOW, AdwWindow)

SaudaConnectWindow *sauda_connect_window_new (GtkWindow *parent, SaudaWorkspace *workspace);
const char *sauda_connect_window_get_step (SaudaConnectWindow *self);
gboolean sauda_connect_window_is_busy (SaudaConnectWindow *self);

G_END_DECLS
