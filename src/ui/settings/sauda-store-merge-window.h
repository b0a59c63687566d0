#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaStoreMergeWindow:
 *
 * Shows what would move if one store became a part of another, lets a person choose whose values offers keep
 * that both have, and does it.
 *
 * Signal: `merged` (string) a sentence, when it is done; the window is gone then.
 */
#define SAUDA_TYPE_STORE_MERGE_WINDOW (sauda_store_merge_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaStoreMergeWindow, sauda_store_merge_window, SAUDA, STORE_MERGE_WINDOW, AdwWindow)

SaudaStoreMergeWindow *
sauda_store_merge_window_new (GtkWindow *parent, SaudaWorkspace *workspace, const char *store);
gboolean sauda_store_merge_window_is_ready (SaudaStoreMergeWindow *self);

G_END_DECLS
