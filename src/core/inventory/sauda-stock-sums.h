#pragma once

#include "sauda-inventory-error.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* The sum of a variant's movements. */
typedef struct {
  gint64 variant_id;
  gint64 on_hand;     /* pieces on the shelf; may be less than 0, which is told loudly */
  gint64 to_inspect;  /* pieces that came back */
  gint64 buffer;      /* pieces kept back */
  gint64 baseline_ms; /* when the shelf was last known for sure: opening or count; 0: never */
} SaudaStockSum;

GArray *sauda_stock_sums_read (SaudaConnection *connection,
                               const GArray *ids,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaStockSum *sauda_stock_sums_find (const GArray *sums, gint64 variant_id);
gboolean
sauda_stock_sum_read (SaudaConnection *connection, gint64 variant_id, SaudaStockSum *sum, GError **error);

G_END_DECLS
