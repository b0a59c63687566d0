#pragma once

#include "sauda-named-table.h"
#include "sauda-profit-item.h"

G_BEGIN_DECLS

/* The columns of the table of profit, in the order of the program. */
typedef enum {
  SAUDA_PROFIT_COLUMN_NAME,
  SAUDA_PROFIT_COLUMN_DAY,
  SAUDA_PROFIT_COLUMN_STORE,
  SAUDA_PROFIT_COLUMN_REVENUE,
  SAUDA_PROFIT_COLUMN_PROFIT,
  SAUDA_PROFIT_COLUMN_MARGIN,
  SAUDA_PROFIT_COLUMN_ESTIMATED,
  SAUDA_PROFIT_COLUMN_COMMISSION,
  SAUDA_PROFIT_COLUMN_DELIVERY,
  SAUDA_PROFIT_COLUMN_VAT,
  SAUDA_PROFIT_COLUMN_GOODS,
  SAUDA_PROFIT_COLUMN_UNKNOWN,
  SAUDA_PROFIT_COLUMN_ORDERS,
  SAUDA_PROFIT_COLUMN_PIECES,
} SaudaProfitColumn;

#define SAUDA_N_PROFIT_COLUMNS (SAUDA_PROFIT_COLUMN_PIECES + 1)

/**
 * SaudaProfitTable:
 *
 * The account of profit as a table; nothing in it is edited.
 */
#define SAUDA_TYPE_PROFIT_TABLE (sauda_profit_table_get_type ())
G_DECLARE_FINAL_TYPE (SaudaProfitTable, sauda_profit_table, SAUDA, PROFIT_TABLE, SaudaNamedTable)

char *sauda_profit_describe_margin (const SaudaProfitRow *row) G_GNUC_WARN_UNUSED_RESULT;
char *sauda_profit_describe_estimated (const SaudaProfitRow *row) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
