#pragma once

#include "sauda-stock-table.h"

G_BEGIN_DECLS

/**
 * SaudaStockPage:
 *
 * The page of stock: what lies there and what may be sold, counts by hand or by scanner, what happened to a
 * variant, what has run out and goes off sale, what came back, and what is to be ordered.
 */
#define SAUDA_TYPE_STOCK_PAGE (sauda_stock_page_get_type ())
G_DECLARE_FINAL_TYPE (SaudaStockPage, sauda_stock_page, SAUDA, STOCK_PAGE, AdwBin)

GtkWidget *sauda_stock_page_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
SaudaStockTable *sauda_stock_page_get_table (SaudaStockPage *self);
gboolean sauda_stock_page_is_loaded (SaudaStockPage *self);
void sauda_stock_page_reload (SaudaStockPage *self);
void sauda_stock_page_import (SaudaStockPage *self, const char *path);

G_END_DECLS
