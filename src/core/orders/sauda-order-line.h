#pragma once

#include "sauda-order.h"

G_BEGIN_DECLS

/**
 * SaudaOrderLine:
 *
 * A row of the orders' table: one line of an order. Belongs to the main thread once it is in a list.
 *
 * Properties, all but the last two read-only and constant until the list is loaded again; all notify: `order`
 * (SaudaOrder), `store`, `code`, `stage` (int), `ship-by-ms` (int64), `product`, `sku`, `clicked-size`,
 * `quantity` (int), `amount` (int64, tenge, -1 unknown), `buyer`, `size` (decided, else clicked),
 * `decided-size` (nullable), `note`, `tags` and `hold-until` (int, Almaty day) of the order.
 */
#define SAUDA_TYPE_ORDER_LINE (sauda_order_line_get_type ())
G_DECLARE_FINAL_TYPE (SaudaOrderLine, sauda_order_line, SAUDA, ORDER_LINE, GObject)

/* What a list is sorted by without comparing texts letter by letter. */
typedef enum {
  SAUDA_ORDER_LINE_KEY_STORE,
  SAUDA_ORDER_LINE_KEY_CODE,
  SAUDA_ORDER_LINE_KEY_PRODUCT,
  SAUDA_ORDER_LINE_KEY_BUYER,
} SaudaOrderLineKey;

#define SAUDA_ORDER_LINE_N_KEYS (SAUDA_ORDER_LINE_KEY_BUYER + 1)

gint64 sauda_order_line_get_id (SaudaOrderLine *self);
SaudaOrder *sauda_order_line_get_order (SaudaOrderLine *self);
const char *sauda_order_line_get_store (SaudaOrderLine *self);
const char *sauda_order_line_get_code (SaudaOrderLine *self);
SaudaStage sauda_order_line_get_stage (SaudaOrderLine *self);
const char *sauda_order_line_get_product (SaudaOrderLine *self);
const char *sauda_order_line_get_title (SaudaOrderLine *self);
const char *sauda_order_line_get_sku (SaudaOrderLine *self);
const char *sauda_order_line_get_clicked_size (SaudaOrderLine *self);
const char *sauda_order_line_get_decided_size (SaudaOrderLine *self);
const char *sauda_order_line_get_size (SaudaOrderLine *self);
gint sauda_order_line_get_quantity (SaudaOrderLine *self);
gint64 sauda_order_line_get_amount (SaudaOrderLine *self);
const char *sauda_order_line_get_buyer (SaudaOrderLine *self);
const char *sauda_order_line_get_note (SaudaOrderLine *self);
const char *sauda_order_line_get_sort_key (SaudaOrderLine *self, SaudaOrderLineKey key);
gboolean sauda_order_line_matches (SaudaOrderLine *self, const char *folded_needle);

G_END_DECLS
