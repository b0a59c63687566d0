#pragma once

#include "sauda-warehouse.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SAUDA_TYPE_WAREHOUSE_ROW (sauda_warehouse_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaWarehouseRow, sauda_warehouse_row, SAUDA, WAREHOUSE_ROW, AdwExpanderRow)

SaudaWarehouseRow *sauda_warehouse_row_new (const SaudaWarehouse *warehouse) G_GNUC_WARN_UNUSED_RESULT;
SaudaWarehouse *sauda_warehouse_row_dup (SaudaWarehouseRow *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_warehouse_row_get_reason (SaudaWarehouseRow *self);

G_END_DECLS
