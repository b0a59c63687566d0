#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaCardWindow:
 *
 * Writes one product card: its category is looked for, the fields that Kaspi asks for in it are filled in,
 * and each wrong one has its sentence. The card is kept as a draft, wrong or not. Emits `kept` then.
 */
#define SAUDA_TYPE_CARD_WINDOW (sauda_card_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCardWindow, sauda_card_window, SAUDA, CARD_WINDOW, AdwWindow)

SaudaCardWindow *
sauda_card_window_new (GtkWindow *parent, SaudaWorkspace *workspace, gint64 store_id, gint64 card_id);
SaudaCardWindow *sauda_card_window_new_for_offer (GtkWindow *parent,
                                                  SaudaWorkspace *workspace,
                                                  gint64 store_id,
                                                  const char *sku);
gboolean sauda_card_window_is_busy (SaudaCardWindow *self);

G_END_DECLS
