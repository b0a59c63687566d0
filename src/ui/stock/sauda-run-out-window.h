#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaRunOutWindow:
 *
 * The offers that go off sale because their variant has run out, or that may be sold again: the whole list
 * first, one confirmation, one undo.
 *
 * Signal: `done` (gint64 act of the ledger, utf8 sentence) after it was confirmed.
 */
#define SAUDA_TYPE_RUN_OUT_WINDOW (sauda_run_out_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaRunOutWindow, sauda_run_out_window, SAUDA, RUN_OUT_WINDOW, AdwWindow)

SaudaRunOutWindow *sauda_run_out_window_new (GtkWindow *parent, SaudaWorkspace *workspace, gboolean back);
gboolean sauda_run_out_window_is_loaded (SaudaRunOutWindow *self);
char *sauda_run_out_describe (GPtrArray *offers, gboolean back) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
