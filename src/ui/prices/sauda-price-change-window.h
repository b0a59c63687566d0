#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaPriceChangeWindow:
 *
 * Changes many prices by a rule, or those that a limit held back: every price before and after with what a
 * limit says, a typed reason where one is needed, one undo.
 *
 * Signal: `done` (gint64 change, utf8 sentence) after it is kept.
 */
#define SAUDA_TYPE_PRICE_CHANGE_WINDOW (sauda_price_change_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPriceChangeWindow,
                      sauda_price_change_window,
                      SAUDA,
                      PRICE_CHANGE_WINDOW,
                      AdwWindow)

SaudaPriceChangeWindow *
sauda_price_change_window_new (GtkWindow *parent, SaudaWorkspace *workspace, GHashTable *offers);
SaudaPriceChangeWindow *sauda_price_change_window_new_for_variants (GtkWindow *parent,
                                                                    SaudaWorkspace *workspace,
                                                                    GHashTable *variants);
SaudaPriceChangeWindow *
sauda_price_change_window_new_for_prices (GtkWindow *parent, SaudaWorkspace *workspace, GHashTable *wanted);
gboolean sauda_price_change_window_is_ready (SaudaPriceChangeWindow *self);
void sauda_price_change_window_set_rule (SaudaPriceChangeWindow *self, double percent, guint ending);

G_END_DECLS
