#pragma once

#include "sauda-label-proof.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaProofWindow:
 *
 * What does not agree between labels and orders, each with what to do.
 *
 * Signal: `fetch`: waybills shall be fetched and grouped.
 */
#define SAUDA_TYPE_PROOF_WINDOW (sauda_proof_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaProofWindow, sauda_proof_window, SAUDA, PROOF_WINDOW, AdwWindow)

SaudaProofWindow *sauda_proof_window_new (GtkWindow *parent, SaudaWorkspace *workspace, gboolean tomorrow);
gboolean sauda_proof_window_is_ready (SaudaProofWindow *self);
const char *sauda_proof_window_get_text (SaudaProofWindow *self);

G_END_DECLS
