#pragma once

#include "sauda-order-demand.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* What is known of a variant's stock (product.md 2). */
typedef struct {
  gint64 variant_id;
  const char *sku;       /* (not nullable) SKU_ID; the texts belong to the levels */
  const char *model_key; /* (not nullable) SKU_key; one pointer for all sizes of a model */
  const char *model;     /* (not nullable) */
  const char *size;      /* (nullable) one pointer for all variants of the size */
  const char *supplier;  /* (nullable) */
  const char *search;    /* (not nullable) in which words are found, as sauda_text_search_key() makes it */
  gint64 supplier_id;    /* 0: none */
  gboolean counted;      /* FALSE: nobody ever told its stock, so nothing follows from it */
  gint64 on_hand;        /* pieces on the shelf; may be less than 0 */
  gint64 to_inspect;     /* pieces that came back */
  gint64 reserved;       /* pieces of open orders that are not packed */
  gint64 buffer;         /* pieces kept back */
  gint64 available;      /* on_hand - reserved - buffer */
  gint64 on_order;       /* pieces on their way from the supplier */
  gint64 baseline_ms;    /* when it was last counted, UTC ms; 0: never */
  guint sold;            /* pieces in the last 14 days */
  double per_day;        /* demand, pieces a day */
  double days_cover;     /* -1: nothing was sold in 14 days */
  double safety_stock;   /* pieces */
  double reorder_point;
  gint64 reorder; /* pieces to order now, 0 or more */
  gboolean low;   /* less than five days of cover */
} SaudaStockLevel;

/**
 * SaudaStockLevels:
 *
 * The stock of every variant at one moment; reference-counted.
 */
typedef struct {
  gatomicrefcount references;
  GPtrArray *levels;   /* (owned) (element-type SaudaStockLevel) by model, then size */
  GArray *by_id;       /* (owned) (element-type SaudaStockLevel) the same, by number */
  GStringChunk *texts; /* (owned) */
  guint all;           /* variants that there are; more than these where only the first ones were read */
  guint unlinked;      /* lines of open orders that lead to no variant of these */
} SaudaStockLevels;

SaudaStockLevels *sauda_stock_levels_read (SaudaConnection *connection,
                                           gint64 now_ms,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaStockLevels *sauda_stock_levels_read_first (SaudaConnection *connection,
                                                 gint64 now_ms,
                                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaStockLevels *sauda_stock_levels_ref (SaudaStockLevels *levels) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stock_levels_unref (SaudaStockLevels *levels);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStockLevels, sauda_stock_levels_unref)
SaudaStockLevel *sauda_stock_levels_find (const SaudaStockLevels *levels, gint64 variant_id);

gboolean sauda_stock_demand_is_open (const SaudaOrderDemand *demand);
gboolean sauda_stock_demand_is_sold (const SaudaOrderDemand *demand);
char *sauda_stock_demand_make_key (gint64 line_id) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
