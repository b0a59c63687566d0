#pragma once

#include "sauda-group-filter.h"
#include "sauda-price-item.h"
#include "sauda-prices-columns.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

/* What the table of prices shows. */
typedef enum {
  SAUDA_PRICES_GROUP_ALL,
  SAUDA_PRICES_GROUP_FLOOR,
  SAUDA_PRICES_GROUP_KASPI,
  SAUDA_PRICES_GROUP_COMPETITOR,
  SAUDA_PRICES_GROUP_UNKNOWN,
} SaudaPricesGroup;

#define SAUDA_N_PRICES_GROUPS (SAUDA_PRICES_GROUP_UNKNOWN + 1)

/**
 * SaudaPricesTable:
 *
 * The table of prices, a row for each offer; its columns are #SaudaPricesColumn. What is typed, pasted or
 * filled in at once is one change: it has the limits of one, and one undo.
 *
 * Signals: `written` after a change is kept; `refused` (GHashTable of gint64 offer to gint64 price, error)
 * when a limit forbids it and the table shows the old prices again.
 */
#define SAUDA_TYPE_PRICES_TABLE (sauda_prices_table_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPricesTable, sauda_prices_table, SAUDA, PRICES_TABLE, SaudaGrid)

void sauda_prices_table_set_workspace (SaudaPricesTable *self, SaudaWorkspace *workspace);
SaudaGroupFilter *sauda_prices_table_get_filter (SaudaPricesTable *self);
gboolean sauda_prices_group_has (guint group, gpointer item);

G_END_DECLS
