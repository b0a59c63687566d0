#pragma once

#include "sauda-time.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaProfitPeriod:
 *
 * Where a person chooses the days of an account: the last ones, the month, or days of his own. What was
 * chosen is remembered, but for own days, which are chosen anew.
 *
 * Signal: `changed` when other days are chosen.
 */
#define SAUDA_TYPE_PROFIT_PERIOD (sauda_profit_period_get_type ())
G_DECLARE_FINAL_TYPE (SaudaProfitPeriod, sauda_profit_period, SAUDA, PROFIT_PERIOD, AdwBin)

void sauda_profit_period_set_today (SaudaProfitPeriod *self, SaudaDay today);
SaudaDay sauda_profit_period_get_from (SaudaProfitPeriod *self);
SaudaDay sauda_profit_period_get_to (SaudaProfitPeriod *self);
const char *sauda_profit_period_get_name (SaudaProfitPeriod *self);
void sauda_profit_period_choose (SaudaProfitPeriod *self, const char *name);
void sauda_profit_period_set_days (SaudaProfitPeriod *self, SaudaDay from, SaudaDay to);

G_END_DECLS
