#pragma once

#include "sauda-size-model.h"

G_BEGIN_DECLS

/**
 * SaudaSizeFit:
 *
 * How a model is learned.
 */
typedef struct {
  guint most_orders;      /* only the latest so many count; 3000 */
  double half_life;       /* an order that is so many orders old counts half; 0 for no forgetting */
  guint n_groups;         /* product groups are numbered below this */
  SaudaSizeSpread spread; /* how far the mean may be from the truth */
} SaudaSizeFit;

SaudaSizeModel *sauda_size_fit (const SaudaSizeFit *fit,
                                const SaudaSizeModel *mean,
                                const SaudaSizeModel *start,
                                const SaudaSizeOrder *orders,
                                const guint32 *exists,
                                guint n_orders) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
