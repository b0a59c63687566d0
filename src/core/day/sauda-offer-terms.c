#include "sauda-offer-terms.h"

#include "sauda-city.h"
#include "sauda-stores.h"
#include "sauda-term-changes.h"
#include "sauda-time.h"
#include "sauda-warehouse.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The one offer that is meant; borrowed from @rows. */
static const SaudaPriceRow *
find_offer (GPtrArray *rows, const SaudaOfferTermOrder *order, GError **error)
{
  const SaudaPriceRow *found = NULL;

  for (guint i = 0; i < rows->len; i++) {
    const SaudaPriceRow *row = g_ptr_array_index (rows, i);

    if (strcmp (row->sku, order->sku) != 0 ||
        (order->store != NULL && strcmp (row->store, order->store) != 0))
      continue;
    if (found != NULL) {
      g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_NOT_FOUND,
                   _ ("Several stores sell “%s”. Name the one that is meant with --store."), order->sku);
      return NULL;
    }
    found = row;
  }
  if (found == NULL)
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_NOT_FOUND,
                 _ ("The catalogue has no offer “%s”."), order->sku);
  return found;
}

/**
 * sauda_offer_terms_read_warehouses:
 * @connection: inside a transaction
 * @row: an offer
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaWarehouse) (nullable): the warehouses of its store, or %NULL
 *   with an error of the database
 */
GPtrArray *
sauda_offer_terms_read_warehouses (SaudaConnection *connection, const SaudaPriceRow *row, GError **error)
{
  g_autoptr (SaudaStoreInfo) store = sauda_stores_find (connection, row->store, error);

  return store != NULL ? sauda_warehouses_read (connection, store->id, store->warehouse, error) : NULL;
}

static char *
find_city (const char *text, GError **error)
{
  char *id = sauda_city_find_id (text);

  if (id == NULL)
    g_set_error (
      error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
      _ ("“%s” is no city that Kaspi names. Give its number of nine digits, 750000000 for Almaty."), text);
  return id;
}

/**
 * sauda_offer_terms_judge:
 * @connection: inside a transaction
 * @order: what is wanted
 * @row: the offer
 * @city_id: KATO number of the city
 * @error: return location
 *
 * The limits of every other price hold for the price of a city too (product.md 5).
 *
 * Returns: whether the price may be set, else %SAUDA_PRICING_ERROR_LIMIT or an error of the database
 */
gboolean
sauda_offer_terms_judge (SaudaConnection *connection,
                         const SaudaOfferTermOrder *order,
                         const SaudaPriceRow *row,
                         const char *city_id,
                         GError **error)
{
  SaudaPriceVerdict verdict;
  gint64 own;
  guint today;

  if (!sauda_term_changes_read_value (
        connection, &(SaudaTermChange){ .offer_id = row->offer_id, .city_id = (char *) city_id }, &own,
        error) ||
      !sauda_term_changes_count (connection, row->offer_id, city_id,
                                 sauda_day_start_ms (sauda_day_from_ms (order->now_ms)), &today, error))
    return FALSE;
  verdict = sauda_price_rule_judge (own >= 0 ? own : row->price, order->value, row->floor, today);
  if (verdict == SAUDA_PRICE_FINE || verdict == SAUDA_PRICE_SAME ||
      (verdict == SAUDA_PRICE_BELOW_FLOOR && order->reason != NULL && *order->reason != '\0'))
    return TRUE;
  g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_LIMIT, _ ("%s: %s."), order->sku,
               sauda_price_verdict_get_title (verdict));
  return FALSE;
}

/* A warehouse that the store has, as its list names it. */
static char *
find_place (SaudaConnection *connection, const SaudaPriceRow *row, const char *name, GError **error)
{
  g_autoptr (GPtrArray) warehouses = sauda_offer_terms_read_warehouses (connection, row, error);
  const SaudaWarehouse *found = warehouses != NULL ? sauda_warehouses_find (warehouses, name) : NULL;

  if (found == NULL && warehouses != NULL)
    g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_NOT_FOUND,
                 _ ("%s has no warehouse “%s”. Add it first: saudactl pricelist warehouse NAME."), row->store,
                 name);
  return found != NULL ? g_strdup (sauda_warehouse_get_short_name (found->name)) : NULL;
}

/**
 * sauda_offer_terms_set:
 * @connection: inside a transaction
 * @order: what is wanted
 * @error: return location
 *
 * Sets what one offer costs in one city, or how many days it takes as a pre-order. Both go into the next
 * price list (kaspi-api 7.2); sauda_term_changes_undo() takes them back.
 *
 * Returns: the change's number, or 0 with an error of the pricing room: _LIMIT where the price is too far
 * from the one before, or below the floor without a reason
 */
gint64
sauda_offer_terms_set (SaudaConnection *connection, const SaudaOfferTermOrder *order, GError **error)
{
  g_autoptr (GPtrArray) rows = sauda_price_view_read (connection, order->now_ms, error);
  const SaudaPriceRow *row = rows != NULL ? find_offer (rows, order, error) : NULL;
  g_autofree char *city_id = NULL, *place = NULL;

  if (row == NULL)
    return 0;
  if (order->city != NULL) {
    city_id = find_city (order->city, error);
    if (city_id == NULL ||
        (order->value >= 0 && !sauda_offer_terms_judge (connection, order, row, city_id, error)))
      return 0;
  } else if (order->place != NULL) {
    place = find_place (connection, row, order->place, error);
    if (place == NULL)
      return 0;
  }
  return sauda_term_changes_make (connection,
                                  &(SaudaTermChange){ .offer_id = row->offer_id,
                                                      .city_id = city_id,
                                                      .place = place,
                                                      .after = order->value,
                                                      .at_ms = order->now_ms,
                                                      .who = (char *) order->who,
                                                      .reason = (char *) order->reason },
                                  error);
}

/**
 * sauda_offer_terms_has_warehouse:
 * @connection: inside a transaction
 * @order: a city price
 * @has: (out): whether a warehouse of the store is in that city: Kaspi takes a price for no other
 * @error: return location
 *
 * Returns: %FALSE with an error of the database or the pricing room
 */
gboolean
sauda_offer_terms_has_warehouse (SaudaConnection *connection,
                                 const SaudaOfferTermOrder *order,
                                 gboolean *has,
                                 GError **error)
{
  g_autoptr (GPtrArray) rows = sauda_price_view_read (connection, order->now_ms, error);
  const SaudaPriceRow *row = rows != NULL ? find_offer (rows, order, error) : NULL;
  g_autofree char *city_id = row != NULL ? find_city (order->city, error) : NULL;
  g_autoptr (GPtrArray) warehouses = NULL;

  if (city_id == NULL)
    return FALSE;
  warehouses = sauda_offer_terms_read_warehouses (connection, row, error);
  if (warehouses == NULL)
    return FALSE;
  *has = FALSE;
  for (guint i = 0; i < warehouses->len; i++)
    if (g_strcmp0 (((SaudaWarehouse *) g_ptr_array_index (warehouses, i))->city_id, city_id) == 0)
      *has = TRUE;
  return TRUE;
}
