#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _SaudaConnection SaudaConnection;

/* What the orders did to the stock. */
typedef struct {
  gint64 batch_id;     /* 0: nothing moved */
  guint lines;         /* that moved */
  guint sold;          /* pieces that left the shelf */
  guint returned;      /* pieces that went back on it: cancelled before the hand-over */
  guint asked;         /* questions that only a person can answer */
  guint off_sale;      /* offers that the rule took off sale */
  guint unlinked;      /* lines whose SKU leads to no variant */
  GPtrArray *negative; /* (owned) (not nullable) (element-type utf8) SKUs with less than nothing */
  GPtrArray *lost; /* (owned) (not nullable) (element-type utf8) orders with a size that the model lacks */
} SaudaStockMoves;

SaudaStockMoves *sauda_stock_moves_run (SaudaConnection *connection,
                                        const char *who,
                                        gint64 now_ms,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_stock_moves_free (SaudaStockMoves *moves);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaStockMoves, sauda_stock_moves_free)

G_END_DECLS
