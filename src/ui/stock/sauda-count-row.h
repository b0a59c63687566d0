#pragma once

#include "sauda-stock-count.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SAUDA_TYPE_COUNT_ROW (sauda_count_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCountRow, sauda_count_row, SAUDA, COUNT_ROW, AdwActionRow)

SaudaCountRow *sauda_count_row_new (const SaudaStockCounted *counted);
gint64 sauda_count_row_get_variant_id (SaudaCountRow *self);
void sauda_count_row_show (SaudaCountRow *self, const SaudaStockCounted *counted);

G_END_DECLS
