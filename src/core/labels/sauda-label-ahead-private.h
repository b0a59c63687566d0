#pragma once

#include "sauda-label-ahead.h"
#include "sauda-label-merge-private.h"

G_BEGIN_DECLS

void sauda_label_ahead_wait (SaudaLabelAhead *self);
gboolean sauda_label_ahead_take (SaudaLabelAhead *self, SaudaLabelMerge *merge);

G_END_DECLS
