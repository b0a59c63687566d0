#pragma once

#include "sauda-time.h"

G_BEGIN_DECLS

/**
 * SaudaDeliveryWay:
 * @SAUDA_DELIVERY_CITY: within the city
 * @SAUDA_DELIVERY_BETWEEN: between cities
 * @SAUDA_DELIVERY_EXPRESS: Express, in the city
 *
 * What the seller's cost of Kaspi Delivery depends on; door or pickup point makes no difference.
 */
typedef enum {
  SAUDA_DELIVERY_CITY,
  SAUDA_DELIVERY_BETWEEN,
  SAUDA_DELIVERY_EXPRESS,
} SaudaDeliveryWay;

#define SAUDA_DELIVERY_N_WAYS (SAUDA_DELIVERY_EXPRESS + 1)

/* One line of the tariff: it holds for order totals and weights from these on, up to the next line. */
typedef struct {
  gint64 total_from;                  /* whole tenge */
  gint64 grams_from;                  /* of the order; the line's own weight belongs to the line before */
  gint64 cost[SAUDA_DELIVERY_N_WAYS]; /* whole tenge with VAT */
} SaudaDeliveryBand;

/* A whole tariff; lives as long as the program. */
typedef struct {
  guint n_bands;
  const SaudaDeliveryBand *bands; /* (array length=n_bands) growing by total, then weight */
} SaudaDeliveryTariff;

#define SAUDA_DELIVERY_MAX_BANDS 60

const SaudaDeliveryTariff *sauda_delivery_tariff_find (SaudaDay day);
const SaudaDeliveryTariff *sauda_delivery_tariff_keep (const SaudaDeliveryBand *bands, guint n_bands);
gboolean sauda_delivery_tariff_check (const SaudaDeliveryBand *bands, guint n_bands, GError **error);
gint64 sauda_delivery_tariff_get_cost (const SaudaDeliveryTariff *tariff,
                                       SaudaDeliveryWay way,
                                       gint64 total,
                                       gint64 grams);

G_END_DECLS
