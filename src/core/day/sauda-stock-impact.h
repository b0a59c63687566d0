#pragma once

#include "sauda-stock-ledger.h"

G_BEGIN_DECLS

/* What an act does to one variant. */
typedef struct {
  gint64 variant_id;
  char *sku; /* (owned) (not nullable) */
  gint64 on_hand_before;
  gint64 on_hand_after;
  gint64 inspect_before;
  gint64 inspect_after;
  gint64 available_before;
  gint64 available_after;
  gboolean counted;  /* before the act */
  GPtrArray *offers; /* (owned) (element-type SaudaOfferState) what goes off sale, or may come back on sale */
} SaudaStockImpact;

GPtrArray *sauda_stock_impact_read (SaudaConnection *connection,
                                    const SaudaStockDraft *drafts,
                                    gsize n_drafts,
                                    gint64 now_ms,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_stock_impact_runs_out (const SaudaStockImpact *impact);
gboolean sauda_stock_impact_comes_back (const SaudaStockImpact *impact);

G_END_DECLS
