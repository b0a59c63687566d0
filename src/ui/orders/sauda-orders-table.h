#pragma once

#include "sauda-grid.h"
#include "sauda-order-list.h"
#include "sauda-orders-columns.h"
#include "sauda-orders-filter.h"

G_BEGIN_DECLS

/**
 * SaudaOrdersTable:
 *
 * The table of orders, a row for each line; its columns are #SaudaOrdersColumn.
 */
#define SAUDA_TYPE_ORDERS_TABLE (sauda_orders_table_get_type ())
G_DECLARE_FINAL_TYPE (SaudaOrdersTable, sauda_orders_table, SAUDA, ORDERS_TABLE, SaudaGrid)

void sauda_orders_table_set_list (SaudaOrdersTable *self, SaudaOrderList *list);
SaudaOrdersFilter *sauda_orders_table_get_filter (SaudaOrdersTable *self);
guint sauda_orders_table_count_shown_orders (SaudaOrdersTable *self);
GPtrArray *sauda_orders_table_list_selected_orders (SaudaOrdersTable *self) G_GNUC_WARN_UNUSED_RESULT;
void sauda_orders_table_refresh (SaudaOrdersTable *self);

G_END_DECLS
