#pragma once

#include "sauda-time.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaHoldPopover:
 *
 * Asks until when orders are held back, and why.
 *
 * Signal: `chosen` (int, Almaty day; reason or %NULL).
 */
#define SAUDA_TYPE_HOLD_POPOVER (sauda_hold_popover_get_type ())
G_DECLARE_FINAL_TYPE (SaudaHoldPopover, sauda_hold_popover, SAUDA, HOLD_POPOVER, GtkPopover)

void sauda_hold_popover_set_today (SaudaHoldPopover *self, SaudaDay today);

G_END_DECLS
