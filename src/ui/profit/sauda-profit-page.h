#pragma once

#include "sauda-profit-period.h"
#include "sauda-profit-table.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaProfitPage:
 *
 * The page of profit: what the orders of some days bring, by order, day, model or store, with what of it is
 * estimated.
 *
 * Signal: `orders-wanted` (set of ids, title) when the orders of a line are to be looked at.
 */
#define SAUDA_TYPE_PROFIT_PAGE (sauda_profit_page_get_type ())
G_DECLARE_FINAL_TYPE (SaudaProfitPage, sauda_profit_page, SAUDA, PROFIT_PAGE, AdwBin)

GtkWidget *sauda_profit_page_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
SaudaProfitTable *sauda_profit_page_get_table (SaudaProfitPage *self);
SaudaProfitPeriod *sauda_profit_page_get_period (SaudaProfitPage *self);
gboolean sauda_profit_page_is_loaded (SaudaProfitPage *self);
void sauda_profit_page_reload (SaudaProfitPage *self);

G_END_DECLS
