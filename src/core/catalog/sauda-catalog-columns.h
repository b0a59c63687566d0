#pragma once

#include "sauda-sheet-columns.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The columns of a merchant's catalogue, in the order in which they are exported. */
typedef enum {
  SAUDA_CATALOG_COLUMN_SKU_ID,
  SAUDA_CATALOG_COLUMN_NAME_CORE,
  SAUDA_CATALOG_COLUMN_MY_SIZE,
  SAUDA_CATALOG_COLUMN_SIZE_KASPI,
  SAUDA_CATALOG_COLUMN_KASPI_CODE,
  SAUDA_CATALOG_COLUMN_OFFER_SKU,
  SAUDA_CATALOG_COLUMN_NAME_SOURCE,
  SAUDA_CATALOG_COLUMN_PRICE,
  SAUDA_CATALOG_COLUMN_STOCK,
  SAUDA_CATALOG_COLUMN_SKU_KEY,
  SAUDA_CATALOG_COLUMN_SECONDARY,
  SAUDA_CATALOG_COLUMN_PRODUCT_TYPE,
  SAUDA_CATALOG_COLUMN_SUB_CATEGORY,
  SAUDA_CATALOG_COLUMN_BRAND,
  SAUDA_CATALOG_COLUMN_MODEL,
  SAUDA_CATALOG_COLUMN_COLOR,
  SAUDA_CATALOG_COLUMN_OUR_SIZE,
  SAUDA_CATALOG_COLUMN_GENDER,
  SAUDA_CATALOG_COLUMN_SEASON,
  SAUDA_CATALOG_COLUMN_COST,
  SAUDA_CATALOG_COLUMN_WEIGHT,
  SAUDA_CATALOG_COLUMN_GENDER_TEXT,
  SAUDA_CATALOG_COLUMN_STORE,
  SAUDA_CATALOG_COLUMN_KASPI_CODE_2,
} SaudaCatalogColumn;

#define SAUDA_CATALOG_N_COLUMNS (SAUDA_CATALOG_COLUMN_KASPI_CODE_2 + 1)

char *sauda_catalog_column_get_header (SaudaCatalogColumn column) G_GNUC_WARN_UNUSED_RESULT;
int sauda_catalog_column_find (const char *name);
gboolean sauda_catalog_column_is_needed (SaudaCatalogColumn column);
gboolean sauda_catalog_columns_are_missing (const GError *reason);
SaudaSheetColumns *sauda_catalog_columns_read_header (const char *path,
                                                      const char *const *overrides,
                                                      GCancellable *cancellable,
                                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
SaudaSheetColumns *sauda_catalog_columns_new (const char *const *overrides,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
