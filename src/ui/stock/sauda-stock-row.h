#pragma once

#include "sauda-stock-levels.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* A variant in the table of stock. Notifies `changed` after any of its numbers changed. */
#define SAUDA_TYPE_STOCK_ROW (sauda_stock_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaStockRow, sauda_stock_row, SAUDA, STOCK_ROW, GObject)

GPtrArray *sauda_stock_row_create_all (SaudaStockLevels *levels) G_GNUC_WARN_UNUSED_RESULT;
const SaudaStockLevel *sauda_stock_row_get_level (SaudaStockRow *self);
guint sauda_stock_row_get_rank (SaudaStockRow *self);
const char *sauda_stock_row_get_search_key (SaudaStockRow *self);
void sauda_stock_row_take_over (SaudaStockRow *self, SaudaStockRow *newer);
gboolean sauda_stock_row_follow (SaudaStockRow *self, SaudaStockLevels *levels, SaudaStockLevel *level);
void sauda_stock_row_set_on_hand (SaudaStockRow *self, gint64 pieces);
void sauda_stock_row_set_buffer (SaudaStockRow *self, gint64 pieces);

G_END_DECLS
