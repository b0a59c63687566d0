#include "sauda-delivery-tariff.h"

/* Kaspi-api 11.1, measured on thousands of orders; what heavier ones cost there is computed from a table of
 * net prices. The day of the change is not known better than this: between December 2025 and April 2026. */
static const SaudaDeliveryBand tariff_2026[] = {
  { 0, 0, { 57, 57, 57 } },
  { 1000, 0, { 173, 173, 173 } },
  { 3000, 0, { 231, 231, 231 } },
  { 5000, 0, { 811, 927, 927 } },
  { 10000, 0, { 1275, 1507, 1971 } },
  { 10000, 5000, { 1565, 1971, 2145 } },
  { 10000, 15000, { 2667, 4175, 3653 } },
  { 10000, 30000, { 3363, 6553, 4175 } },
  { 10000, 60000, { 4813, 9917, 6495 } },
  { 10000, 100000, { 7481, 13919, 9801 } },
};

static const SaudaDeliveryBand tariff_2025[] = {
  { 0, 0, { 0, 0, 0 } },
  { 5000, 0, { 783, 895, 895 } },
  { 15000, 0, { 895, 1455, 1455 } },
  { 15000, 5000, { 2575, 4031, 4031 } },
  { 15000, 30000, { 2575, 7279, 7279 } },
};

/**
 * sauda_delivery_tariff_find:
 * @day: an Almaty day
 * @n_bands: (out): how many lines
 *
 * Returns: (transfer none) (array length=n_bands): the tariff of that day (kaspi-api 11.1)
 */
const SaudaDeliveryBand *
sauda_delivery_tariff_find (SaudaDay day, guint *n_bands)
{
  if (day < sauda_day_from_date (2026, 1, 1)) {
    *n_bands = G_N_ELEMENTS (tariff_2025);
    return tariff_2025;
  }
  *n_bands = G_N_ELEMENTS (tariff_2026);
  return tariff_2026;
}

/**
 * sauda_delivery_tariff_get_cost:
 * @day: an Almaty day
 * @way: how far
 * @total: of the order, whole tenge: the tariff depends on it and not on the single price
 * @grams: of the order; 0 when it is not known
 *
 * For planning alone: what Kaspi tells of an order beats it.
 *
 * Returns: what the seller pays, whole tenge with VAT
 */
gint64
sauda_delivery_tariff_get_cost (SaudaDay day, SaudaDeliveryWay way, gint64 total, gint64 grams)
{
  guint n;
  const SaudaDeliveryBand *bands = sauda_delivery_tariff_find (day, &n);
  gint64 cost = 0;

  for (guint i = 0; i < n && bands[i].total_from <= total; i++)
    if (bands[i].grams_from == 0 || bands[i].grams_from < grams)
      cost = bands[i].cost[way];
  return cost;
}
