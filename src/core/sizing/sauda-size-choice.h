#pragma once

#include "sauda-size-order.h"

G_BEGIN_DECLS

void sauda_size_choice_apply (guint n_sizes, const double *presence, double *probabilities);
void sauda_size_choice_weigh (guint n_sizes,
                              guint32 exists,
                              guint size,
                              SaudaSizeOutcome outcome,
                              double *weights);

G_END_DECLS
