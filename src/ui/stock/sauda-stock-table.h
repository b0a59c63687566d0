#pragma once

#include "sauda-group-filter.h"
#include "sauda-stock-row.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef enum {
  SAUDA_STOCK_COLUMN_SKU,
  SAUDA_STOCK_COLUMN_MODEL,
  SAUDA_STOCK_COLUMN_SIZE,
  SAUDA_STOCK_COLUMN_ON_HAND,
  SAUDA_STOCK_COLUMN_RESERVED,
  SAUDA_STOCK_COLUMN_BUFFER,
  SAUDA_STOCK_COLUMN_AVAILABLE,
  SAUDA_STOCK_COLUMN_COVER,
  SAUDA_STOCK_COLUMN_SOLD,
  SAUDA_STOCK_COLUMN_INSPECT,
  SAUDA_STOCK_COLUMN_ON_ORDER,
  SAUDA_STOCK_COLUMN_REORDER,
  SAUDA_STOCK_COLUMN_SUPPLIER,
  SAUDA_STOCK_COLUMN_COUNTED,
} SaudaStockColumn;

#define SAUDA_N_STOCK_COLUMNS (SAUDA_STOCK_COLUMN_COUNTED + 1)

/* What the table of stock shows. */
typedef enum {
  SAUDA_STOCK_GROUP_ALL,
  SAUDA_STOCK_GROUP_LOW,
  SAUDA_STOCK_GROUP_OUT,
  SAUDA_STOCK_GROUP_NEGATIVE,
  SAUDA_STOCK_GROUP_INSPECT,
  SAUDA_STOCK_GROUP_REORDER,
} SaudaStockGroup;

#define SAUDA_N_STOCK_GROUPS (SAUDA_STOCK_GROUP_REORDER + 1)

/**
 * SaudaStockTable:
 *
 * The table of stock, a row for each variant; its columns are #SaudaStockColumn. A changed shelf is a count.
 *
 * Signal: `written` after an edit is in the ledger.
 */
#define SAUDA_TYPE_STOCK_TABLE (sauda_stock_table_get_type ())
G_DECLARE_FINAL_TYPE (SaudaStockTable, sauda_stock_table, SAUDA, STOCK_TABLE, SaudaGrid)

void sauda_stock_table_set_workspace (SaudaStockTable *self, SaudaWorkspace *workspace);
SaudaGroupFilter *sauda_stock_table_get_filter (SaudaStockTable *self);
gboolean sauda_stock_group_has (guint group, gpointer row);

G_END_DECLS
