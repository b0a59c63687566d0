#pragma once

#include "sauda-inventory-error.h"
#include "sauda-stock-kind.h"

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* A movement as the ledger has it. */
typedef struct {
  gint64 id;
  gint64 variant_id;
  gint64 batch_id;
  gint64 at_ms;
  SaudaStockKind kind;
  gint64 pieces;
  gint64 inspect;
  char *sku;        /* (owned) (not nullable) of the variant */
  char *order_code; /* (owned) (nullable) */
  char *reason;     /* (owned) (nullable) */
  char *who;        /* (owned) (not nullable) person, rule or file */
  char *title;      /* (owned) (not nullable) what the act was called */
} SaudaStockMovement;

void sauda_stock_movement_free (SaudaStockMovement *movement);

/* An act on the stock: one line of the history, undone as a whole. */
typedef struct {
  gint64 id;
  gint64 at_ms;
  char *title; /* (owned) (not nullable) */
  char *who;   /* (owned) (not nullable) */
  guint movements;
  gint64 pieces;   /* sum of the shelf's changes */
  gboolean undone; /* or itself the undo of another */
} SaudaStockBatch;

void sauda_stock_batch_free (SaudaStockBatch *batch);

GPtrArray *sauda_stock_history_list (SaudaConnection *connection,
                                     gint64 variant_id,
                                     guint limit,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_stock_history_list_batches (SaudaConnection *connection,
                                             guint limit,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_stock_history_count (SaudaConnection *connection,
                                    gint64 from_ms,
                                    gint64 to_ms,
                                    gint64 *left,
                                    gint64 *returned,
                                    GError **error);

G_END_DECLS
