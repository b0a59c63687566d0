#pragma once

#include "sauda-edit-history.h"
#include "sauda-order-line.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  SAUDA_ORDERS_COLUMN_STORE,
  SAUDA_ORDERS_COLUMN_CODE,
  SAUDA_ORDERS_COLUMN_STAGE,
  SAUDA_ORDERS_COLUMN_SHIP_BY,
  SAUDA_ORDERS_COLUMN_PRODUCT,
  SAUDA_ORDERS_COLUMN_CLICKED_SIZE,
  SAUDA_ORDERS_COLUMN_DECIDED_SIZE,
  SAUDA_ORDERS_COLUMN_QUANTITY,
  SAUDA_ORDERS_COLUMN_AMOUNT,
  SAUDA_ORDERS_COLUMN_BUYER,
  SAUDA_ORDERS_COLUMN_NOTE,
} SaudaOrdersColumn;

#define SAUDA_N_ORDERS_COLUMNS (SAUDA_ORDERS_COLUMN_NOTE + 1)

const char *sauda_orders_column_get_name (SaudaOrdersColumn column);
const char *sauda_orders_column_get_title (SaudaOrdersColumn column);
const char *sauda_orders_column_get_property (SaudaOrdersColumn column);
int sauda_orders_column_get_width (SaudaOrdersColumn column);
gboolean sauda_orders_column_is_numeric (SaudaOrdersColumn column);
gboolean sauda_orders_column_is_editable (SaudaOrdersColumn column, SaudaEditField *field);
char *sauda_orders_column_get_text (SaudaOrdersColumn column,
                                    SaudaOrderLine *line,
                                    gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;
GtkSorter *sauda_orders_column_create_sorter (SaudaOrdersColumn column) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
