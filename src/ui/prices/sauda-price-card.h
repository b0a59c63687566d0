#pragma once

#include "sauda-price-item.h"
#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaPriceCard:
 *
 * One offer at the side of the table: what its price, or the price that is being typed, brings and costs, its
 * prices by city, pre-order days and warehouses, and how the price changed. A change can be taken back.
 *
 * Signals: `closed`; `changed` after a change was taken back.
 */
#define SAUDA_TYPE_PRICE_CARD (sauda_price_card_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPriceCard, sauda_price_card, SAUDA, PRICE_CARD, AdwBin)

void sauda_price_card_set_workspace (SaudaPriceCard *self, SaudaWorkspace *workspace);
void sauda_price_card_show (SaudaPriceCard *self, SaudaPriceItem *item);
void sauda_price_card_refresh (SaudaPriceCard *self);
void sauda_price_card_try_price (SaudaPriceCard *self, gint64 price);

G_END_DECLS
