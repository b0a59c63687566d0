#pragma once

#include "sauda-stage.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* What a line of an order takes from the shelf. */
typedef struct {
  gint64 line_id;
  gint64 store_id;
  gint64 variant_id; /* what is shipped: the decided size where there is one; 0: the SKU leads to nothing */
  char *code;        /* (owned) (not nullable) order number */
  gint quantity;
  SaudaStage stage;
  SaudaFact assembled;
  gboolean has_label;
  gboolean decided_lost; /* a size was decided that the model does not have: the clicked one is counted */
  gboolean was_handed_over;
  gint64 handed_over_ms; /* 0: not, or nobody knows when */
  gint64 created_ms;     /* 0: not known */
  gint64 first_seen_ms;
  gint64 moved_ms; /* when it was seen to leave or, over by now, to be cancelled or returned; 0: it came so */
} SaudaOrderDemand;

GArray *sauda_order_demand_list (SaudaConnection *connection,
                                 gint64 since_ms,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
