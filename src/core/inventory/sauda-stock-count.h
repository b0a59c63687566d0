#pragma once

#include "sauda-inventory-error.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* A variant of the count that is going on. */
typedef struct {
  gint64 variant_id;
  char *sku;      /* (owned) (not nullable) */
  char *model;    /* (owned) (not nullable) */
  char *size;     /* (owned) (nullable) */
  gint64 pieces;  /* that were counted */
  gint64 on_hand; /* as the ledger has them */
  gboolean known; /* somebody told its stock before */
} SaudaStockCounted;

void sauda_stock_counted_free (SaudaStockCounted *counted);

gboolean sauda_stock_count_scan (SaudaConnection *connection,
                                 const char *code,
                                 gint64 now_ms,
                                 gint64 *variant_id,
                                 GError **error);
gboolean sauda_stock_count_set (SaudaConnection *connection,
                                gint64 variant_id,
                                gint64 pieces,
                                gint64 now_ms,
                                GError **error);
gboolean sauda_stock_count_clear (SaudaConnection *connection, GError **error);
GPtrArray *sauda_stock_count_list (SaudaConnection *connection, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
