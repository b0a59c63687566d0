#pragma once

#include "sauda-orders-filter.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaOrdersChips:
 *
 * What filters the table of orders: a tile with a number for each group of stages, chips for stores when
 * there are several, and for tags.
 *
 * Signal `changed` when another chip is pressed.
 */
#define SAUDA_TYPE_ORDERS_CHIPS (sauda_orders_chips_get_type ())
G_DECLARE_FINAL_TYPE (SaudaOrdersChips, sauda_orders_chips, SAUDA, ORDERS_CHIPS, AdwBin)

SaudaOrderGroup sauda_orders_chips_get_group (SaudaOrdersChips *self);
void sauda_orders_chips_set_group (SaudaOrdersChips *self, SaudaOrderGroup group);
gint64 sauda_orders_chips_get_store (SaudaOrdersChips *self);
void sauda_orders_chips_set_store (SaudaOrdersChips *self, gint64 store_id);
const char *sauda_orders_chips_get_store_name (SaudaOrdersChips *self);
const char *sauda_orders_chips_get_tag (SaudaOrdersChips *self);
void sauda_orders_chips_set_tag (SaudaOrdersChips *self, const char *tag);
void sauda_orders_chips_set_stores (SaudaOrdersChips *self, GPtrArray *stores);
void sauda_orders_chips_count (SaudaOrdersChips *self, GListModel *lines, gint64 now_ms);
void sauda_orders_chips_reset (SaudaOrdersChips *self);

G_END_DECLS
