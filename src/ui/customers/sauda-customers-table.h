#pragma once

#include "sauda-customer-row.h"
#include "sauda-named-table.h"

G_BEGIN_DECLS

typedef enum {
  SAUDA_CUSTOMERS_COLUMN_NAME,
  SAUDA_CUSTOMERS_COLUMN_PHONE,
  SAUDA_CUSTOMERS_COLUMN_CITY,
  SAUDA_CUSTOMERS_COLUMN_ORDERS,
  SAUDA_CUSTOMERS_COLUMN_CANCELLED,
  SAUDA_CUSTOMERS_COLUMN_TOTAL,
  SAUDA_CUSTOMERS_COLUMN_LAST,
  SAUDA_CUSTOMERS_COLUMN_MESSAGES,
  SAUDA_CUSTOMERS_COLUMN_ALSO,
  SAUDA_CUSTOMERS_COLUMN_SOURCE,
} SaudaCustomersColumn;

/* Beside the kinds of consent: the buyer wants no messages. */
#define SAUDA_CUSTOMERS_WANTS_NONE "opted-out"

#define SAUDA_N_CUSTOMERS_COLUMNS (SAUDA_CUSTOMERS_COLUMN_SOURCE + 1)

/**
 * SaudaCustomersTable:
 *
 * The table of buyers, a row for each phone; its columns are #SaudaCustomersColumn.
 *
 * Signal: `consent-chosen` (row, `order`, `chat`, `verbal`, `none` or %SAUDA_CUSTOMERS_WANTS_NONE).
 */
#define SAUDA_TYPE_CUSTOMERS_TABLE (sauda_customers_table_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCustomersTable, sauda_customers_table, SAUDA, CUSTOMERS_TABLE, SaudaNamedTable)

G_END_DECLS
