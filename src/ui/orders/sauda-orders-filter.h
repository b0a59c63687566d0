#pragma once

#include "sauda-order-line.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaOrderGroup:
 *
 * Stages as the merchant thinks of them: the chips above the table.
 */
typedef enum {
  SAUDA_ORDER_GROUP_TO_SHIP,
  SAUDA_ORDER_GROUP_NEW,
  SAUDA_ORDER_GROUP_PACKING,
  SAUDA_ORDER_GROUP_OVERDUE,
  SAUDA_ORDER_GROUP_NO_LABEL,
  SAUDA_ORDER_GROUP_HANDED_OVER,
  SAUDA_ORDER_GROUP_HELD,
  SAUDA_ORDER_GROUP_CANCELLED,
  SAUDA_ORDER_GROUP_ALL,
} SaudaOrderGroup;

#define SAUDA_N_ORDER_GROUPS (SAUDA_ORDER_GROUP_ALL + 1)

/**
 * SaudaOrdersFilter:
 *
 * What the table of orders shows: a group of stages, a store, a tag and words to find, all at once.
 */
#define SAUDA_TYPE_ORDERS_FILTER (sauda_orders_filter_get_type ())
G_DECLARE_FINAL_TYPE (SaudaOrdersFilter, sauda_orders_filter, SAUDA, ORDERS_FILTER, GtkFilter)

const char *sauda_order_group_get_title (SaudaOrderGroup group);
const char *sauda_order_group_get_name (SaudaOrderGroup group);
SaudaOrderGroup sauda_order_group_from_name (const char *name);
gboolean sauda_order_group_has (SaudaOrderGroup group, SaudaOrderLine *line, gint64 now_ms);

SaudaOrdersFilter *sauda_orders_filter_new (void) G_GNUC_WARN_UNUSED_RESULT;
SaudaOrderGroup sauda_orders_filter_get_group (SaudaOrdersFilter *self);
void sauda_orders_filter_set_group (SaudaOrdersFilter *self, SaudaOrderGroup group);
gint64 sauda_orders_filter_get_store (SaudaOrdersFilter *self);
void sauda_orders_filter_set_store (SaudaOrdersFilter *self, gint64 store_id);
const char *sauda_orders_filter_get_text (SaudaOrdersFilter *self);
void sauda_orders_filter_set_text (SaudaOrdersFilter *self, const char *text);
const char *sauda_orders_filter_get_tag (SaudaOrdersFilter *self);
void sauda_orders_filter_set_tag (SaudaOrdersFilter *self, const char *tag);
const char *sauda_orders_filter_get_only (SaudaOrdersFilter *self);
void sauda_orders_filter_set_only (SaudaOrdersFilter *self, GHashTable *ids, const char *title);
void sauda_orders_filter_set_now (SaudaOrdersFilter *self, gint64 now_ms);
gboolean sauda_orders_filter_is_open (SaudaOrdersFilter *self);
void sauda_orders_filter_reset (SaudaOrdersFilter *self);

G_END_DECLS
