#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaStockImportWindow:
 *
 * A stock file (`sku_key,qty_on_hand`) before it is taken: what changes, what is the same, what is refused
 * and why, row by row. Taken whole when the merchant says so.
 *
 * Signal: `done` (gint64 act of the ledger, utf8 sentence) after it was taken.
 */
#define SAUDA_TYPE_STOCK_IMPORT_WINDOW (sauda_stock_import_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaStockImportWindow,
                      sauda_stock_import_window,
                      SAUDA,
                      STOCK_IMPORT_WINDOW,
                      AdwWindow)

SaudaStockImportWindow *
sauda_stock_import_window_new (GtkWindow *parent, SaudaWorkspace *workspace, const char *path);
gboolean sauda_stock_import_window_is_ready (SaudaStockImportWindow *self);

G_END_DECLS
