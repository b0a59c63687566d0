#pragma once

#include "sauda-order-list.h"

G_BEGIN_DECLS

struct _SaudaOrderList {
  GObject parent_instance;

  SaudaDatabase *database; /* (owned) (not nullable) */
  GPtrArray *lines;        /* (owned) (not nullable) (element-type SaudaOrderLine) by order */
  guint loads;             /* on their way */
  guint n_orders;
  guint n_in_stage[SAUDA_N_STAGES];
};

G_END_DECLS
