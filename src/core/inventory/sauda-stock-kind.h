#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaStockKind:
 * @SAUDA_STOCK_OPENING: what lay there when Sauda began to count
 * @SAUDA_STOCK_SALE: packed for a buyer
 * @SAUDA_STOCK_CANCEL: cancelled before the courier took it; lies on the shelf again
 * @SAUDA_STOCK_RETURN: came back and waits in the box "to inspect"
 * @SAUDA_STOCK_GOOD: inspected, back on the shelf
 * @SAUDA_STOCK_DAMAGED: inspected, cannot be sold
 * @SAUDA_STOCK_LOST: was to be inspected and is not there
 * @SAUDA_STOCK_COUNT: the shelf was counted
 * @SAUDA_STOCK_CORRECTION: a person knows better, or an act was undone
 * @SAUDA_STOCK_PURCHASE: came from a supplier
 *
 * Why a stock changed.
 */
typedef enum {
  SAUDA_STOCK_OPENING,
  SAUDA_STOCK_SALE,
  SAUDA_STOCK_CANCEL,
  SAUDA_STOCK_RETURN,
  SAUDA_STOCK_GOOD,
  SAUDA_STOCK_DAMAGED,
  SAUDA_STOCK_LOST,
  SAUDA_STOCK_COUNT,
  SAUDA_STOCK_CORRECTION,
  SAUDA_STOCK_PURCHASE,
} SaudaStockKind;

#define SAUDA_STOCK_N_KINDS (SAUDA_STOCK_PURCHASE + 1)

const char *sauda_stock_kind_get_name (SaudaStockKind kind);
const char *sauda_stock_kind_get_title (SaudaStockKind kind);
const char *sauda_stock_kind_get_reason (SaudaStockKind kind);
gboolean sauda_stock_kind_from_name (const char *name, SaudaStockKind *kind);

G_END_DECLS
