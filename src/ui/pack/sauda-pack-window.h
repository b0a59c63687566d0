#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaPackWindow:
 *
 * The order on the packing table: its pieces large enough to be read from an arm's length, and what the last
 * scan was.
 *
 * Signals: `commands`: the bar codes of the commands shall be printed; `print` (utf8 store, utf8 code): its
 * label shall be printed again; `group` (utf8 code): a code that belongs to no product.
 */
#define SAUDA_TYPE_PACK_WINDOW (sauda_pack_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPackWindow, sauda_pack_window, SAUDA, PACK_WINDOW, AdwWindow)

SaudaPackWindow *sauda_pack_window_new (GtkWindow *parent, SaudaWorkspace *workspace);
void sauda_pack_window_scan (SaudaPackWindow *self, const char *text);
void sauda_pack_window_say (SaudaPackWindow *self, const char *text);
const char *sauda_pack_window_get_code (SaudaPackWindow *self);
const char *sauda_pack_window_get_message (SaudaPackWindow *self);
gboolean sauda_pack_window_is_wrong (SaudaPackWindow *self);
gboolean sauda_pack_window_is_busy (SaudaPackWindow *self);

G_END_DECLS
