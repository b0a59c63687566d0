#pragma once

#include "sauda-grid-column.h"
#include "sauda-price-item.h"

G_BEGIN_DECLS

typedef enum {
  SAUDA_PRICES_COLUMN_STORE,
  SAUDA_PRICES_COLUMN_SKU,
  SAUDA_PRICES_COLUMN_TITLE,
  SAUDA_PRICES_COLUMN_PRICE,
  SAUDA_PRICES_COLUMN_MARGIN,
  SAUDA_PRICES_COLUMN_PROFIT,
  SAUDA_PRICES_COLUMN_FLOOR,
  SAUDA_PRICES_COLUMN_BREAK_EVEN,
  SAUDA_PRICES_COLUMN_TARGET,
  SAUDA_PRICES_COLUMN_KASPI,
  SAUDA_PRICES_COLUMN_COMPETITOR,
  SAUDA_PRICES_COLUMN_ALARM,
} SaudaPricesColumn;

#define SAUDA_N_PRICES_COLUMNS (SAUDA_PRICES_COLUMN_ALARM + 1)

const SaudaGridKind *sauda_prices_columns_get_kind (void);
const char *sauda_prices_describe_missing (const SaudaPriceRow *row);
char *sauda_prices_describe_alarms (const SaudaPriceRow *row) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
