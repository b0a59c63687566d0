#pragma once

#include "sauda-named-row.h"
#include "sauda-profit.h"

G_BEGIN_DECLS

/* A line of the account in the table of profit. */
#define SAUDA_TYPE_PROFIT_ITEM (sauda_profit_item_get_type ())
G_DECLARE_FINAL_TYPE (SaudaProfitItem, sauda_profit_item, SAUDA, PROFIT_ITEM, SaudaNamedRow)

SaudaProfitItem *sauda_profit_item_new (SaudaProfitRow *row) G_GNUC_WARN_UNUSED_RESULT;
void sauda_profit_item_take_over (SaudaProfitItem *self, SaudaProfitItem *newer);
const SaudaProfitRow *sauda_profit_item_get_row (SaudaProfitItem *self);

G_END_DECLS
