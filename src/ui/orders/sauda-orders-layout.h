#pragma once

#include "sauda-orders-columns.h"

G_BEGIN_DECLS

/**
 * SaudaOrdersLayout:
 *
 * Which columns of the table of orders are shown, in which order and width, and by which one it is sorted.
 * Remembered in the settings of the window.
 */
#define SAUDA_TYPE_ORDERS_LAYOUT (sauda_orders_layout_get_type ())
G_DECLARE_FINAL_TYPE (SaudaOrdersLayout, sauda_orders_layout, SAUDA, ORDERS_LAYOUT, GObject)

SaudaOrdersLayout *sauda_orders_layout_new (GtkColumnView *view,
                                            GtkColumnViewColumn **columns) G_GNUC_WARN_UNUSED_RESULT;
GMenuModel *sauda_orders_layout_get_menu (SaudaOrdersLayout *self);
GActionGroup *sauda_orders_layout_get_actions (SaudaOrdersLayout *self);
GArray *sauda_orders_layout_list_shown (SaudaOrdersLayout *self) G_GNUC_WARN_UNUSED_RESULT;
int sauda_orders_layout_step (SaudaOrdersLayout *self, SaudaOrdersColumn column, int step);
void sauda_orders_layout_reset (SaudaOrdersLayout *self);
void sauda_orders_layout_save (SaudaOrdersLayout *self);

G_END_DECLS
