#pragma once

#include "sauda-stock-row.h"
#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaStockCard:
 *
 * One variant at the side of the table: its numbers, and every movement with its cause, order and who. An act
 * that was not taken back yet can be.
 *
 * Signals: `closed`; `changed` after an act was taken back.
 */
#define SAUDA_TYPE_STOCK_CARD (sauda_stock_card_get_type ())
G_DECLARE_FINAL_TYPE (SaudaStockCard, sauda_stock_card, SAUDA, STOCK_CARD, AdwBin)

void sauda_stock_card_set_workspace (SaudaStockCard *self, SaudaWorkspace *workspace);
void sauda_stock_card_show (SaudaStockCard *self, SaudaStockRow *row);
void sauda_stock_card_refresh (SaudaStockCard *self);

G_END_DECLS
