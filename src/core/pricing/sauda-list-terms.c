#include "sauda-list-terms.h"

#include "sauda-connection.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_PRE_ORDER 30

static void
offer_free (gpointer data)
{
  SaudaListedOffer *offer = data;

  g_free (offer->sku);
  g_free (offer->title);
  g_free (offer->brand);
  g_free (offer);
}

static char *
make_city_key (gint64 offer_id, const char *city_id)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%s", offer_id, city_id);
}

static gint64
read_amount (SaudaStatement *row, int column)
{
  return sauda_statement_is_null (row, column) ? -1 : sauda_statement_get_int64 (row, column);
}

/**
 * sauda_list_terms_check_pre_order:
 * @days: days
 * @error: return location
 *
 * Returns: whether Kaspi takes so many days of a pre-order (kaspi-api 7.2), else
 *   %SAUDA_PRICING_ERROR_INVALID_VALUE
 */
gboolean
sauda_list_terms_check_pre_order (gint days, GError **error)
{
  if (days >= 0 && days <= MAX_PRE_ORDER)
    return TRUE;
  g_set_error_literal (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
                       _ ("A pre-order takes 1 to 30 days; 0 takes it back."));
  return FALSE;
}

/**
 * sauda_list_terms_check_city:
 * @city_id: a number
 * @error: return location
 *
 * Returns: whether it has the form of a KATO number (kaspi-api 10), else %SAUDA_PRICING_ERROR_INVALID_VALUE
 */
gboolean
sauda_list_terms_check_city (const char *city_id, GError **error)
{
  if (strlen (city_id) == 9 && strspn (city_id, "0123456789") == 9)
    return TRUE;
  g_set_error (error, SAUDA_PRICING_ERROR, SAUDA_PRICING_ERROR_INVALID_VALUE,
               _ ("“%s” is no city. A city has a number of nine digits, 750000000 for Almaty."), city_id);
  return FALSE;
}

/**
 * sauda_list_terms_read_offers:
 * @connection: inside a transaction
 * @store_id: a store
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaListedOffer) (nullable): every offer of the store, linked or
 *   not, in the order in which they came
 */
GPtrArray *
sauda_list_terms_read_offers (SaudaConnection *connection, gint64 store_id, GError **error)
{
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func (offer_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT offer.id, offer.variant_id, offer.sku, coalesce (offer.title, offer.name, variant.model_name),"
    " coalesce (nullif (variant.brand, ''), offer.brand), offer.price, offer.stock_entered, terms.days FROM offer LEFT JOIN variant ON"
    " variant.id = offer.variant_id LEFT JOIN offer_pre_order AS terms ON terms.offer_id = offer.id"
    " WHERE offer.store_id = ? ORDER BY offer.id",
    error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, store_id);
  for (;;) {
    SaudaListedOffer *offer;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&offers);
    offer = g_new0 (SaudaListedOffer, 1);
    offer->offer_id = sauda_statement_get_int64 (select, 0);
    offer->variant_id = sauda_statement_get_int64 (select, 1);
    offer->sku = g_strdup (sauda_statement_get_text (select, 2));
    offer->title = g_strdup (sauda_statement_get_text (select, 3));
    offer->brand = g_strdup (sauda_statement_get_text (select, 4));
    offer->price = read_amount (select, 5);
    offer->stock_entered = read_amount (select, 6);
    offer->pre_order = (gint) sauda_statement_get_int64 (select, 7);
    g_ptr_array_add (offers, offer);
  }
}

/**
 * sauda_list_terms_read_city_prices:
 * @connection: inside a transaction
 * @store_id: a store
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what sauda_list_terms_find_city_price() looks in
 */
GHashTable *
sauda_list_terms_read_city_prices (SaudaConnection *connection, gint64 store_id, GError **error)
{
  g_autoptr (GHashTable) prices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT city.offer_id, city.city_id, city.price FROM offer_city_price AS city JOIN offer ON"
    " offer.id = city.offer_id WHERE offer.store_id = ?",
    error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, store_id);
  for (;;) {
    gint64 price;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&prices);
    price = sauda_statement_get_int64 (select, 2);
    g_hash_table_insert (
      prices, make_city_key (sauda_statement_get_int64 (select, 0), sauda_statement_get_text (select, 1)),
      g_memdup2 (&price, sizeof price));
  }
}

/**
 * sauda_list_terms_find_city_price:
 * @prices: of a store
 * @offer_id: an offer
 * @city_id: a city
 *
 * Returns: the offer's own price in that city, whole tenge; -1 when it is the offer's usual one
 */
gint64
sauda_list_terms_find_city_price (GHashTable *prices, gint64 offer_id, const char *city_id)
{
  g_autofree char *key = make_city_key (offer_id, city_id);
  const gint64 *price = g_hash_table_lookup (prices, key);

  return price != NULL ? *price : -1;
}

/**
 * sauda_list_terms_set_city_price:
 * @connection: inside a transaction
 * @offer_id: an offer
 * @city_id: KATO number of a city
 * @price: whole tenge; -1 for the offer's usual price
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_PRICING_ERROR_INVALID_VALUE or an error of the store
 */
gboolean
sauda_list_terms_set_city_price (SaudaConnection *connection,
                                 gint64 offer_id,
                                 const char *city_id,
                                 gint64 price,
                                 GError **error)
{
  SaudaStatement *change;

  if (!sauda_list_terms_check_city (city_id, error))
    return FALSE;
  change = sauda_connection_prepare (
    connection,
    price < 0 ? "DELETE FROM offer_city_price WHERE offer_id = ?1 AND city_id = ?2"
              : "INSERT INTO offer_city_price (offer_id, city_id, price) VALUES (?1, ?2, ?3)"
                " ON CONFLICT (offer_id, city_id) DO UPDATE SET price = excluded.price",
    error);
  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, offer_id);
  sauda_statement_bind_text (change, 2, city_id);
  if (price >= 0)
    sauda_statement_bind_int64 (change, 3, price);
  return sauda_statement_run (change, error);
}

/**
 * sauda_list_terms_set_pre_order:
 * @connection: inside a transaction
 * @offer_id: an offer
 * @days: 1 to 30; 0 takes it back
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_PRICING_ERROR_INVALID_VALUE or an error of the store
 */
gboolean
sauda_list_terms_set_pre_order (SaudaConnection *connection, gint64 offer_id, gint days, GError **error)
{
  SaudaStatement *change;

  if (!sauda_list_terms_check_pre_order (days, error))
    return FALSE;
  change =
    sauda_connection_prepare (connection,
                              days == 0 ? "DELETE FROM offer_pre_order WHERE offer_id = ?1"
                                        : "INSERT INTO offer_pre_order (offer_id, days) VALUES (?1, ?2)"
                                          " ON CONFLICT (offer_id) DO UPDATE SET days = excluded.days",
                              error);
  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, offer_id);
  if (days > 0)
    sauda_statement_bind_int64 (change, 2, days);
  return sauda_statement_run (change, error);
}
