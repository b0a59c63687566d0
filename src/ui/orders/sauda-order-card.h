#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaOrderCard:
 *
 * All that is known of one order: facts, lines, files, earlier orders of the same phone, and what happened to
 * it.
 *
 * Signals: `closed`; `hold` (int, Almaty day or 0 to let go; reason or %NULL) for the order on the card.
 */
#define SAUDA_TYPE_ORDER_CARD (sauda_order_card_get_type ())
G_DECLARE_FINAL_TYPE (SaudaOrderCard, sauda_order_card, SAUDA, ORDER_CARD, AdwBin)

void sauda_order_card_set_workspace (SaudaOrderCard *self, SaudaWorkspace *workspace);
void sauda_order_card_show (SaudaOrderCard *self, gint64 order_id);
void sauda_order_card_reload (SaudaOrderCard *self);
gint64 sauda_order_card_get_order (SaudaOrderCard *self);
gboolean sauda_order_card_is_loaded (SaudaOrderCard *self);

G_END_DECLS
