#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaCountWindow:
 *
 * Counts the shelf with a scanner that types like a keyboard: each scan adds one piece, a number can be typed
 * over. Every scan is on disk at once and still there after a crash. The differences are shown before they
 * are booked.
 *
 * Signal: `done` (gint64 act of the ledger, utf8 sentence) after it was booked.
 */
#define SAUDA_TYPE_COUNT_WINDOW (sauda_count_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCountWindow, sauda_count_window, SAUDA, COUNT_WINDOW, AdwWindow)

SaudaCountWindow *sauda_count_window_new (GtkWindow *parent, SaudaWorkspace *workspace);
void sauda_count_window_scan (SaudaCountWindow *self, const char *code);
void sauda_count_window_review (SaudaCountWindow *self);
void sauda_count_window_book (SaudaCountWindow *self);
gboolean sauda_count_window_is_busy (SaudaCountWindow *self);

G_END_DECLS
