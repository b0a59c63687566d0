#pragma once

#include "sauda-orders-table.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/**
 * SaudaOrdersPage:
 *
 * The page of orders: search, chips, the table, and files that come in.
 *
 * Property `state` notifies when a command may have become possible or impossible.
 */
#define SAUDA_TYPE_ORDERS_PAGE (sauda_orders_page_get_type ())
G_DECLARE_FINAL_TYPE (SaudaOrdersPage, sauda_orders_page, SAUDA, ORDERS_PAGE, AdwBin)

GtkWidget *sauda_orders_page_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
GtkWidget *sauda_orders_page_new_for_list (SaudaOrderList *list, SaudaClock *clock) G_GNUC_WARN_UNUSED_RESULT;
SaudaOrdersTable *sauda_orders_page_get_table (SaudaOrdersPage *self);
gboolean sauda_orders_page_is_loaded (SaudaOrdersPage *self);
GPtrArray *sauda_orders_page_list_selected_orders (SaudaOrdersPage *self) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *sauda_orders_page_list_lines (SaudaOrdersPage *self, SaudaOrder *order) G_GNUC_WARN_UNUSED_RESULT;
void sauda_orders_page_reload (SaudaOrdersPage *self);
void sauda_orders_page_set_group (SaudaOrdersPage *self, SaudaOrderGroup group);
void sauda_orders_page_show_only (SaudaOrdersPage *self, GHashTable *ids, const char *title);
void sauda_orders_page_show_all (SaudaOrdersPage *self);
gboolean sauda_orders_page_has_filter (SaudaOrdersPage *self);
guint sauda_orders_page_count_hidden (SaudaOrdersPage *self);
void
sauda_orders_page_hold_orders (SaudaOrdersPage *self, GArray *order_ids, SaudaDay until, const char *reason);
gboolean sauda_orders_page_is_card_loaded (SaudaOrdersPage *self);
void sauda_orders_page_find_text (SaudaOrdersPage *self, const char *text);
void sauda_orders_page_choose_files (SaudaOrdersPage *self);
void sauda_orders_page_import (SaudaOrdersPage *self, GListModel *files);
gboolean sauda_orders_page_is_importing (SaudaOrdersPage *self);

G_END_DECLS
