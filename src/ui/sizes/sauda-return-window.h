#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaReturnWindow:
 *
 * Where a piece that came back for its size is noted: the order's number, what was wrong, and the size that
 * went out instead. Signal `noted` (gboolean) when it is: whether anything is learned from it.
 */
#define SAUDA_TYPE_RETURN_WINDOW (sauda_return_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaReturnWindow, sauda_return_window, SAUDA, RETURN_WINDOW, AdwWindow)

SaudaReturnWindow *sauda_return_window_new (GtkWindow *parent,
                                            SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
