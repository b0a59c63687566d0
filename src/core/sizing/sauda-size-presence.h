#pragma once

#include "sauda-size-model.h"

G_BEGIN_DECLS

void sauda_size_presence_init (double *presence, guint n_sizes);
void sauda_size_presence_see (double *presence, guint n_sizes, const double *probabilities, guint size);
void sauda_size_presence_infer (const SaudaSizeModel *model,
                                const SaudaSizeOrder *orders,
                                guint n_orders,
                                guint n_groups,
                                guint32 *exists,
                                double *presences);

G_END_DECLS
