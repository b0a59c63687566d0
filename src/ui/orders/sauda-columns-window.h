#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaColumnsWindow:
 *
 * Which column of an order sheet or a catalogue is taken for what, and the way to say it otherwise.
 *
 * Signals: `changed` when a header was made known or forgotten.
 */
#define SAUDA_TYPE_COLUMNS_WINDOW (sauda_columns_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaColumnsWindow, sauda_columns_window, SAUDA, COLUMNS_WINDOW, AdwWindow)

SaudaColumnsWindow *sauda_columns_window_new (GtkWindow *parent,
                                              SaudaWorkspace *workspace,
                                              const char *kind,
                                              const char *path) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_columns_window_is_loaded (SaudaColumnsWindow *self);

G_END_DECLS
