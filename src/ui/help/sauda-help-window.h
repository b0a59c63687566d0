#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaHelpWindow:
 *
 * The user guide, in the language of the program. It is part of the program and needs no network.
 */
#define SAUDA_TYPE_HELP_WINDOW (sauda_help_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaHelpWindow, sauda_help_window, SAUDA, HELP_WINDOW, AdwWindow)

SaudaHelpWindow *sauda_help_window_new (GtkWindow *parent);

G_END_DECLS
