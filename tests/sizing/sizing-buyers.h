#pragma once

#include "sauda-size-model.h"

G_BEGIN_DECLS

/* The chart that was measured (sizing.md 1), without anybody's measures. */
void sizing_buyers_init_chart (SaudaSizeChart *chart);

/* Invented buyers whose sizes were decided by @chart with its softness. */
void sizing_buyers_make (const SaudaSizeChart *chart,
                         const double *shifts_kg,
                         guint n_groups,
                         guint32 seed,
                         SaudaSizeOrder *orders,
                         guint n);

G_END_DECLS
