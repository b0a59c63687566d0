#include "sauda-list-terms.h"

#include "sauda-connection.h"
#include "sauda-store-rows.h"

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

/* An offer with a city or a warehouse. */
static char *
make_key (gint64 offer_id, const char *where)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT "/%s", offer_id, where);
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

static void
take_offer (SaudaStatement *row, gpointer offers)
{
  SaudaListedOffer *offer = g_new0 (SaudaListedOffer, 1);

  offer->offer_id = sauda_statement_get_int64 (row, 0);
  offer->variant_id = sauda_statement_get_int64 (row, 1);
  offer->sku = g_strdup (sauda_statement_get_text (row, 2));
  offer->title = g_strdup (sauda_statement_get_text (row, 3));
  offer->brand = g_strdup (sauda_statement_get_text (row, 4));
  offer->price = read_amount (row, 5);
  offer->stock_entered = read_amount (row, 6);
  offer->pre_order = (gint) sauda_statement_get_int64 (row, 7);
  g_ptr_array_add (offers, offer);
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
  static const char sql[] =
    "SELECT offer.id, offer.variant_id, offer.sku, coalesce (offer.title, offer.name, variant.model_name),"
    " coalesce (nullif (variant.brand, ''), offer.brand), offer.price, offer.stock_entered, terms.days"
    " FROM offer LEFT JOIN variant ON variant.id = offer.variant_id"
    " LEFT JOIN offer_pre_order AS terms ON terms.offer_id = offer.id"
    " WHERE offer.store_id = ? ORDER BY offer.id";
  g_autoptr (GPtrArray) offers = g_ptr_array_new_with_free_func (offer_free);

  return sauda_store_rows_read (connection, sql, store_id, take_offer, offers, error)
           ? g_steal_pointer (&offers)
           : NULL;
}

static void
take_value (SaudaStatement *row, gpointer values)
{
  gint64 value = sauda_statement_get_int64 (row, 2);

  g_hash_table_insert (values,
                       make_key (sauda_statement_get_int64 (row, 0), sauda_statement_get_text (row, 1)),
                       g_memdup2 (&value, sizeof value));
}

static GHashTable *
read_values (SaudaConnection *connection, const char *sql, gint64 store_id, GError **error)
{
  g_autoptr (GHashTable) values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return sauda_store_rows_read (connection, sql, store_id, take_value, values, error)
           ? g_steal_pointer (&values)
           : NULL;
}

/**
 * sauda_list_terms_read_city_prices:
 * @connection: inside a transaction
 * @store_id: a store
 * @error: return location
 *
 * Returns: (transfer full) (nullable): prices by offer and city, for sauda_list_terms_find()
 */
GHashTable *
sauda_list_terms_read_city_prices (SaudaConnection *connection, gint64 store_id, GError **error)
{
  return read_values (
    connection,
    "SELECT city.offer_id, city.city_id, city.price FROM offer_city_price AS city JOIN offer"
    " ON offer.id = city.offer_id WHERE offer.store_id = ?",
    store_id, error);
}

/**
 * sauda_list_terms_read_pre_orders:
 * @connection: inside a transaction
 * @store_id: a store
 * @error: return location
 *
 * Returns: (transfer full) (nullable): days of pre-order by offer and warehouse, for sauda_list_terms_find()
 */
GHashTable *
sauda_list_terms_read_pre_orders (SaudaConnection *connection, gint64 store_id, GError **error)
{
  return read_values (connection,
                      "SELECT place.offer_id, place.name, place.days FROM offer_place_pre_order AS place JOIN"
                      " offer ON offer.id = place.offer_id WHERE offer.store_id = ?",
                      store_id, error);
}

/**
 * sauda_list_terms_find:
 * @values: of a store
 * @offer_id: an offer
 * @where: a city's number, or the short name of a warehouse
 *
 * Returns: what the offer has of its own there, whole tenge or days; -1 when it is as usual
 */
gint64
sauda_list_terms_find (GHashTable *values, gint64 offer_id, const char *where)
{
  g_autofree char *key = make_key (offer_id, where);
  const gint64 *value = g_hash_table_lookup (values, key);

  return value != NULL ? *value : -1;
}

/* Without a value the row goes: the offer has there what it has everywhere. */
static gboolean
write_value (SaudaConnection *connection,
             const char *sql,
             gint64 offer_id,
             const char *where,
             gint64 value,
             GError **error)
{
  SaudaStatement *change = sauda_connection_prepare (connection, sql, error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, offer_id);
  sauda_statement_bind_text (change, 2, where);
  if (value >= 0)
    sauda_statement_bind_int64 (change, 3, value);
  return sauda_statement_run (change, error);
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
  return sauda_list_terms_check_city (city_id, error) &&
         write_value (connection,
                      price < 0
                        ? "DELETE FROM offer_city_price WHERE offer_id = ?1 AND city_id = ?2"
                        : "INSERT INTO offer_city_price (offer_id, city_id, price) VALUES (?1, ?2, ?3)"
                          " ON CONFLICT (offer_id, city_id) DO UPDATE SET price = excluded.price",
                      offer_id, city_id, price, error);
}

/**
 * sauda_list_terms_set_place_pre_order:
 * @connection: inside a transaction
 * @offer_id: an offer
 * @place: short name of a warehouse
 * @days: 0 to 30; -1 for the offer's usual ones
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_PRICING_ERROR_INVALID_VALUE or an error of the store
 */
gboolean
sauda_list_terms_set_place_pre_order (SaudaConnection *connection,
                                      gint64 offer_id,
                                      const char *place,
                                      gint days,
                                      GError **error)
{
  return sauda_list_terms_check_pre_order (MAX (days, 0), error) &&
         write_value (connection,
                      days < 0
                        ? "DELETE FROM offer_place_pre_order WHERE offer_id = ?1 AND name = ?2"
                        : "INSERT INTO offer_place_pre_order (offer_id, name, days) VALUES (?1, ?2, ?3)"
                          " ON CONFLICT (offer_id, name) DO UPDATE SET days = excluded.days",
                      offer_id, place, days, error);
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
