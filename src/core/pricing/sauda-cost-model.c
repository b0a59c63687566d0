#include "sauda-cost-model.h"

#include <math.h>

static gint64
round_tenge (double tenge)
{
  return (gint64) floor (tenge + 0.5);
}

static double
get_vat_share (const SaudaCostRates *rates)
{
  return rates->vat / (100 + rates->vat);
}

static gint64
get_delivery (const SaudaCostRates *rates, const SaudaCostItem *item, gint64 price)
{
  return sauda_delivery_tariff_get_cost (rates->tariff, item->way, price, MAX (item->grams, 0));
}

/**
 * sauda_cost_model_get_goods:
 * @rates: rates
 * @item: what is sold
 *
 * Returns: cost x rate + kilograms x freight, whole tenge; -1 when the cost or the rate is not known
 */
gint64
sauda_cost_model_get_goods (const SaudaCostRates *rates, const SaudaCostItem *item)
{
  if (item->cost_cny < 0 || rates->tenge_per_cny <= 0)
    return -1;
  return round_tenge (item->cost_cny * rates->tenge_per_cny +
                      (double) MAX (item->grams, 0) / 1000 * rates->freight_per_kg);
}

/**
 * sauda_cost_model_evaluate:
 * @rates: rates
 * @item: what is sold
 * @price: for which price, whole tenge
 * @delivery: what Kaspi says that the seller pays, whole tenge; -1 to take the tariff
 * @result: (out): what is left
 *
 * Profit = price·(1 − commission) − delivery − share of VAT − cost of goods (product.md 2).
 */
void
sauda_cost_model_evaluate (const SaudaCostRates *rates,
                           const SaudaCostItem *item,
                           gint64 price,
                           gint64 delivery,
                           SaudaCostResult *result)
{
  result->commission = round_tenge ((double) price * rates->commission / 100);
  result->vat = round_tenge ((double) price * get_vat_share (rates));
  result->delivery = delivery >= 0 ? delivery : get_delivery (rates, item, price);
  result->goods = sauda_cost_model_get_goods (rates, item);
  result->profit = price - result->commission - result->vat - result->delivery - MAX (result->goods, 0);
  result->margin = price > 0 ? (double) result->profit / (double) price * 100 : 0;
}

static gboolean
is_enough (const SaudaCostRates *rates, const SaudaCostItem *item, gint64 price, double margin)
{
  SaudaCostResult result;

  sauda_cost_model_evaluate (rates, item, price, -1, &result);
  return (double) result.profit >= (double) price * margin / 100;
}

/**
 * sauda_cost_model_find_price:
 * @rates: rates
 * @item: what is sold, with known cost
 * @margin: percent of the price that must be left; 0 for the break-even
 *
 * The cost of delivery jumps at the borders of the tariff, so the smallest price is looked for band by band.
 *
 * Returns: the smallest price that leaves the margin, whole tenge; -1 when the cost is not known or no price
 *   does
 */
gint64
sauda_cost_model_find_price (const SaudaCostRates *rates, const SaudaCostItem *item, double margin)
{
  gint64 goods = sauda_cost_model_get_goods (rates, item);
  double share = 1 - rates->commission / 100 - get_vat_share (rates) - margin / 100;
  const SaudaDeliveryBand *bands = rates->tariff->bands;

  if (goods < 0 || share <= 0)
    return -1;
  for (guint i = 0; i < rates->tariff->n_bands; i++) {
    gint64 cost = get_delivery (rates, item, bands[i].total_from);
    gint64 price = MAX ((gint64) ceil ((double) (goods + cost) / share), MAX (bands[i].total_from, 1));

    /* rounding to whole tenge may ask for one or two more */
    for (guint more = 0; more < 3; more++)
      if (get_delivery (rates, item, price + more) == cost && is_enough (rates, item, price + more, margin))
        return price + more;
  }
  return -1;
}
