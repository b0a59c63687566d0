#pragma once

#include "sauda-edit-history.h"
#include "sauda-orders-columns.h"
#include "sauda-orders-filter.h"
#include "sauda-orders-layout.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaOrdersTable:
 *
 * The table of orders: list, filter, sorting, selection and cells that are edited like a spreadsheet's.
 *
 * Signals: `selection-said` (string) a sentence about what a command selected or copied; `changed` when what
 * is shown or selected is another number of lines.
 */
#define SAUDA_TYPE_ORDERS_TABLE (sauda_orders_table_get_type ())
G_DECLARE_FINAL_TYPE (SaudaOrdersTable, sauda_orders_table, SAUDA, ORDERS_TABLE, AdwBin)

void sauda_orders_table_set_list (SaudaOrdersTable *self, SaudaOrderList *list);
SaudaOrdersFilter *sauda_orders_table_get_filter (SaudaOrdersTable *self);
SaudaEditHistory *sauda_orders_table_get_history (SaudaOrdersTable *self);
GtkColumnView *sauda_orders_table_get_view (SaudaOrdersTable *self);
GListModel *sauda_orders_table_get_shown (SaudaOrdersTable *self);
GtkColumnViewColumn *sauda_orders_table_get_column (SaudaOrdersTable *self, SaudaOrdersColumn column);
SaudaOrdersLayout *sauda_orders_table_get_layout (SaudaOrdersTable *self);
guint sauda_orders_table_count_shown_orders (SaudaOrdersTable *self);
guint sauda_orders_table_count_selected (SaudaOrdersTable *self);
void sauda_orders_table_set_now (SaudaOrdersTable *self, gint64 now_ms);
void sauda_orders_table_refresh (SaudaOrdersTable *self);
void sauda_orders_table_commit (SaudaOrdersTable *self);
GtkWidget *sauda_orders_table_get_cell (SaudaOrdersTable *self, guint position, SaudaOrdersColumn column);
gboolean
sauda_orders_table_edit (SaudaOrdersTable *self, guint position, SaudaOrdersColumn column, const char *typed);
gboolean sauda_orders_table_move (SaudaOrdersTable *self, guint position, int column, gboolean extend);
char *sauda_orders_table_copy_text (SaudaOrdersTable *self) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_orders_table_paste_text (SaudaOrdersTable *self,
                                     guint position,
                                     SaudaOrdersColumn column,
                                     const char *text);
guint sauda_orders_table_fill_down (SaudaOrdersTable *self, SaudaOrdersColumn column);
void sauda_orders_table_select_all (SaudaOrdersTable *self);

G_END_DECLS
