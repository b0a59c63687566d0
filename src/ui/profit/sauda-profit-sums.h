#pragma once

#include "sauda-profit.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The sums of an account above its table. */
#define SAUDA_TYPE_PROFIT_SUMS (sauda_profit_sums_get_type ())
G_DECLARE_FINAL_TYPE (SaudaProfitSums, sauda_profit_sums, SAUDA, PROFIT_SUMS, AdwBin)

void sauda_profit_sums_show (SaudaProfitSums *self, const SaudaProfitRow *sum);
char *sauda_profit_describe_sum (const SaudaProfitRow *sum) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
