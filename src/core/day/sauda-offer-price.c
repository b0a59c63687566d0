#include "sauda-offer-price.h"

#include "sauda-catalog-error.h"
#include "sauda-catalog-range.h"
#include "sauda-money.h"
#include "sauda-price-view.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse (GError **error, const char *sku, const char *reason)
{
  g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_LIMIT,
               /* Translators: the code of an offer and why its price stays */
               _ ("The price of %s stays: %s."), sku, reason);
  return FALSE;
}

static gboolean
check_usual (const SaudaOfferPrice *price, GError **error)
{
  g_autofree char *usual = NULL, *wanted = NULL;

  if (!sauda_catalog_range_is_far (SAUDA_CATALOG_QUANTITY_PRICE, price->after, price->usual))
    return TRUE;
  usual = sauda_money_format (price->usual);
  wanted = sauda_money_format (price->after);
  g_set_error (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_INVALID_VALUE,
               _ ("%s? The other sizes of this model cost about %s. The price stays."), wanted, usual);
  return FALSE;
}

/**
 * sauda_offer_price_set:
 * @connection: inside a transaction
 * @price: what is typed
 * @who: who types it
 * @now_ms: UTC ms
 * @error: return location
 *
 * Changes the price of one offer by the limits of all price changes (product.md 5); it reaches Kaspi with the
 * next price list.
 *
 * Returns: %FALSE with %SAUDA_CATALOG_ERROR_INVALID_VALUE, %SAUDA_CATALOG_ERROR_CONFLICT when the price is
 * not what the person saw, %SAUDA_PRICING_ERROR_LIMIT or an error of the store
 */
gboolean
sauda_offer_price_set (SaudaConnection *connection,
                       const SaudaOfferPrice *price,
                       const char *who,
                       gint64 now_ms,
                       GError **error)
{
  const SaudaPriceOrder order = { .store = price->store, .sku = price->sku, .price = price->after };
  g_autoptr (SaudaPricePlan) plan = NULL;
  const SaudaPriceWish *wish;

  if (!check_usual (price, error))
    return FALSE;
  plan = sauda_price_plan_make (connection, &order, now_ms, error);
  if (plan == NULL)
    return FALSE;
  if (plan->wishes->len == 0)
    return TRUE;
  wish = &g_array_index (plan->wishes, SaudaPriceWish, 0);
  if (wish->verdict == SAUDA_PRICE_SAME)
    return TRUE;
  if (wish->row->price != price->before) {
    g_autofree char *now = wish->row->price >= 0 ? sauda_money_format (wish->row->price) : g_strdup ("–");

    g_set_error (
      error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_CONFLICT,
      _ ("The price of %s is %s by now, because somebody changed it meanwhile. Yours was not kept."),
      price->sku, now);
    return FALSE;
  }
  if (wish->verdict != SAUDA_PRICE_FINE && wish->verdict != SAUDA_PRICE_UNKNOWN)
    return refuse (error, price->sku, sauda_price_verdict_get_title (wish->verdict));
  return sauda_price_plan_apply (connection, plan, _ ("Typed in the catalogue"), NULL, who, now_ms, error) !=
         0;
}
