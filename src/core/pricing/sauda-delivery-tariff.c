#include "sauda-delivery-tariff.h"

#include "sauda-pricing-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Far above any delivery. */
#define MAX_COST 1000000

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
 *
 * Returns: (transfer none): the tariff of that day as it was measured (kaspi-api 11.1); what a person set
 * from a day on is in the rates
 */
const SaudaDeliveryTariff *
sauda_delivery_tariff_find (SaudaDay day)
{
  static const SaudaDeliveryTariff of_2025 = { G_N_ELEMENTS (tariff_2025), tariff_2025 };
  static const SaudaDeliveryTariff of_2026 = { G_N_ELEMENTS (tariff_2026), tariff_2026 };

  return day < sauda_day_from_date (2026, 1, 1) ? &of_2025 : &of_2026;
}

/**
 * sauda_delivery_tariff_keep:
 * @bands: (array length=n_bands): a tariff
 * @n_bands: how many lines
 *
 * Rates are copied from thread to thread with the tariff that they go by. A merchant has a handful of them in
 * a lifetime, so each is kept, once, for as long as the program runs.
 *
 * Returns: (transfer none): the same tariff
 */
const SaudaDeliveryTariff *
sauda_delivery_tariff_keep (const SaudaDeliveryBand *bands, guint n_bands)
{
  static GMutex mutex;
  static GPtrArray *kept;
  SaudaDeliveryTariff *tariff;

  g_mutex_lock (&mutex);
  if (kept == NULL)
    kept = g_ptr_array_new ();
  for (guint i = 0; i < kept->len; i++) {
    tariff = g_ptr_array_index (kept, i);
    if (tariff->n_bands == n_bands && memcmp (tariff->bands, bands, n_bands * sizeof *bands) == 0) {
      g_mutex_unlock (&mutex);
      return tariff;
    }
  }
  tariff = g_new (SaudaDeliveryTariff, 1);
  *tariff = (SaudaDeliveryTariff){ n_bands, g_memdup2 (bands, n_bands * sizeof *bands) };
  g_ptr_array_add (kept, tariff);
  g_mutex_unlock (&mutex);
  return tariff;
}

static gboolean
is_after (const SaudaDeliveryBand *band, const SaudaDeliveryBand *before)
{
  return band->total_from > before->total_from ||
         (band->total_from == before->total_from && band->grams_from > before->grams_from);
}

/**
 * sauda_delivery_tariff_check:
 * @bands: (array length=n_bands): a tariff
 * @n_bands: how many lines
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_PRICING_ERROR_INVALID_VALUE when an order would be charged by no line, or by
 * two
 */
gboolean
sauda_delivery_tariff_check (const SaudaDeliveryBand *bands, guint n_bands, GError **error)
{
  if (n_bands == 0 || n_bands > SAUDA_DELIVERY_MAX_BANDS || bands[0].total_from != 0 ||
      bands[0].grams_from != 0) {
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
                 _ ("A tariff has 1 to %d lines, and the first one holds from 0 tenge on. Add that line."),
                 SAUDA_DELIVERY_MAX_BANDS);
    return FALSE;
  }
  for (guint i = 0; i < n_bands; i++) {
    if (i > 0 && !is_after (&bands[i], &bands[i - 1])) {
      g_set_error (
        error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
        _ ("Line %u of the tariff does not begin above line %u. Put the lines in order of total and "
           "weight, each of them once."),
        i + 1, i);
      return FALSE;
    }
    for (int way = 0; way < SAUDA_DELIVERY_N_WAYS; way++)
      if (bands[i].cost[way] < 0 || bands[i].cost[way] > MAX_COST) {
        g_set_error (
          error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
          _ ("In line %u of the tariff a delivery costs less than nothing or over a million tenge. "
             "Correct the number."),
          i + 1);
        return FALSE;
      }
  }
  return TRUE;
}

/**
 * sauda_delivery_tariff_get_cost:
 * @tariff: the tariff of the order's day
 * @way: how far
 * @total: of the order, whole tenge: the tariff depends on it and not on the single price
 * @grams: of the order; 0 when it is not known
 *
 * For planning alone: what Kaspi tells of an order beats it.
 *
 * Returns: what the seller pays, whole tenge with VAT
 */
gint64
sauda_delivery_tariff_get_cost (const SaudaDeliveryTariff *tariff,
                                SaudaDeliveryWay way,
                                gint64 total,
                                gint64 grams)
{
  const SaudaDeliveryBand *bands = tariff->bands;
  gint64 cost = 0;

  for (guint i = 0; i < tariff->n_bands && bands[i].total_from <= total; i++)
    if (bands[i].grams_from == 0 || bands[i].grams_from < grams)
      cost = bands[i].cost[way];
  return cost;
}
