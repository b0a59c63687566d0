#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAUDA_CATALOG_MIN_WEIGHT_GRAMS 10
#define SAUDA_CATALOG_MAX_WEIGHT_GRAMS 150000
#define SAUDA_CATALOG_MAX_STOCK 1000000

/**
 * SaudaCatalogQuantity:
 * @SAUDA_CATALOG_QUANTITY_PRICE: whole tenge
 * @SAUDA_CATALOG_QUANTITY_WEIGHT: grams
 *
 * What the sizes of one model have about the same of.
 */
typedef enum {
  SAUDA_CATALOG_QUANTITY_PRICE,
  SAUDA_CATALOG_QUANTITY_WEIGHT,
} SaudaCatalogQuantity;

gboolean sauda_catalog_range_read_thousandths (const char *text, gint64 *thousandths);
gboolean sauda_catalog_range_read_weight (const char *text, gint64 *grams);
gboolean sauda_catalog_range_read_cost (const char *text, gint64 *thousandths);
gboolean sauda_catalog_range_read_price (const char *text, gint64 *tenge);
gboolean sauda_catalog_range_read_stock (const char *text, gint64 *pieces);
char *sauda_catalog_range_format_decimal (double value) G_GNUC_WARN_UNUSED_RESULT;
gint64 sauda_catalog_range_find_median (GArray *values);
gboolean sauda_catalog_range_is_far (SaudaCatalogQuantity quantity, gint64 value, gint64 median);

G_END_DECLS
