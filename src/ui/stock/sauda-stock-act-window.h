#pragma once

#include "sauda-stock-kind.h"
#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaStockActWindow:
 *
 * Moves the stock of chosen variants: shows what it does before and after, while it is typed, and does it
 * when the merchant says so.
 *
 * Signal: `done` (gint64 act of the ledger, utf8 sentence) after it is in the ledger.
 */
#define SAUDA_TYPE_STOCK_ACT_WINDOW (sauda_stock_act_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaStockActWindow, sauda_stock_act_window, SAUDA, STOCK_ACT_WINDOW, AdwWindow)

SaudaStockActWindow *sauda_stock_act_window_new (GtkWindow *parent,
                                                 SaudaWorkspace *workspace,
                                                 SaudaStockKind kind,
                                                 GArray *variant_ids);
gboolean sauda_stock_act_window_is_ready (SaudaStockActWindow *self);
void sauda_stock_act_window_set_pieces (SaudaStockActWindow *self, gint64 pieces);

G_END_DECLS
