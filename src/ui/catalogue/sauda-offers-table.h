#pragma once

#include "sauda-grid.h"
#include "sauda-offer-row.h"
#include "sauda-workspace.h"

G_BEGIN_DECLS

typedef enum {
  SAUDA_OFFERS_COLUMN_STORE,
  SAUDA_OFFERS_COLUMN_SKU,
  SAUDA_OFFERS_COLUMN_TITLE,
  SAUDA_OFFERS_COLUMN_SIZE,
  SAUDA_OFFERS_COLUMN_PRICE,
  SAUDA_OFFERS_COLUMN_PRODUCT,
  SAUDA_OFFERS_COLUMN_CARD,
  SAUDA_OFFERS_COLUMN_STOCK,
} SaudaOffersColumn;

#define SAUDA_N_OFFERS_COLUMNS (SAUDA_OFFERS_COLUMN_STOCK + 1)

/**
 * SaudaOffersTable:
 *
 * The offers of one variant, or those without one; its columns are #SaudaOffersColumn.
 *
 * Signal: `saved` after a price was written, or refused.
 */
#define SAUDA_TYPE_OFFERS_TABLE (sauda_offers_table_get_type ())
G_DECLARE_FINAL_TYPE (SaudaOffersTable, sauda_offers_table, SAUDA, OFFERS_TABLE, SaudaGrid)

void sauda_offers_table_set_workspace (SaudaOffersTable *self, SaudaWorkspace *workspace);
void sauda_offers_table_show_rows (SaudaOffersTable *self, GPtrArray *rows, gint64 usual_price);
gboolean sauda_offers_table_is_saving (SaudaOffersTable *self);

G_END_DECLS
