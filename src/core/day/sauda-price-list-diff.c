#include "sauda-price-list-diff.h"

#include "sauda-city.h"
#include "sauda-money.h"
#include "sauda-warehouse.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *name;
  const char *title;
} fields[] = {
  [SAUDA_DRIFT_PRICE] = { "price", N_ ("Price") },
  [SAUDA_DRIFT_STOCK] = { "stock", N_ ("Stock") },
  [SAUDA_DRIFT_AVAILABILITY] = { "availability", N_ ("On sale") },
  [SAUDA_DRIFT_PRE_ORDER] = { "preorder", N_ ("Days of pre-order") },
  [SAUDA_DRIFT_MISSING] = { "missing", N_ ("Missing at Kaspi") },
  [SAUDA_DRIFT_UNKNOWN] = { "unknown", N_ ("Not in the catalogue") },
};

static GHashTable *
index_by_sku (const SaudaKaspiPriceList *list)
{
  GHashTable *offers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < list->offers->len; i++) {
    SaudaKaspiOffer *offer = g_ptr_array_index (list->offers, i);

    if (!g_hash_table_contains (offers, offer->sku)) /* the first one counts */
      g_hash_table_insert (offers, offer->sku, offer);
  }
  return offers;
}

static void
add_at (GPtrArray *found,
        const SaudaKaspiOffer *offer,
        SaudaDriftField field,
        gint64 mine,
        gint64 kaspi,
        const char *place)
{
  sauda_price_list_add_drift (found, offer, field, mine, kaspi)->place = g_strdup (place);
}

/* What an offer costs in a city; -1 when the list tells no price for it. */
static gint64
get_price_in (const SaudaKaspiOffer *offer, const char *city_id)
{
  for (guint i = 0; i < offer->city_prices->len; i++) {
    const SaudaKaspiCityPrice *city = &g_array_index (offer->city_prices, SaudaKaspiCityPrice, i);

    if (g_str_equal (city->city_id, city_id))
      return city->price;
  }
  return offer->price;
}

/* Cities for which both lists tell a price: where only one does, nothing is sold in the other. */
static void
add_cities (GPtrArray *cities,
            const SaudaKaspiOffer *offer,
            const SaudaKaspiOffer *mine,
            const SaudaKaspiOffer *kaspi)
{
  for (guint i = 0; i < offer->city_prices->len; i++) {
    char *id = g_array_index (offer->city_prices, SaudaKaspiCityPrice, i).city_id;

    if (get_price_in (mine, id) >= 0 && get_price_in (kaspi, id) >= 0 &&
        !g_ptr_array_find_with_equal_func (cities, id, g_str_equal, NULL))
      g_ptr_array_add (cities, id);
  }
}

/* One line where all cities moved alike, a line a city otherwise. */
static void
compare_prices (GPtrArray *found, const SaudaKaspiOffer *mine, const SaudaKaspiOffer *kaspi)
{
  g_autoptr (GPtrArray) cities = g_ptr_array_new ();
  gint64 my_price = sauda_kaspi_offer_get_price (mine), price = sauda_kaspi_offer_get_price (kaspi);
  gboolean alike = TRUE;

  add_cities (cities, kaspi, mine, kaspi);
  add_cities (cities, mine, mine, kaspi);
  for (guint i = 0; i < cities->len && alike; i++)
    alike =
      get_price_in (mine, cities->pdata[i]) == my_price && get_price_in (kaspi, cities->pdata[i]) == price;
  if (alike && my_price != price)
    sauda_price_list_add_drift (found, mine, SAUDA_DRIFT_PRICE, my_price, price);
  for (guint i = 0; i < cities->len && !alike; i++) {
    gint64 mine_there = get_price_in (mine, cities->pdata[i]), there = get_price_in (kaspi, cities->pdata[i]);

    if (mine_there != there)
      add_at (found, mine, SAUDA_DRIFT_PRICE, mine_there, there, cities->pdata[i]);
  }
}

/* The sheet has one price for all cities, and does not tell whose (kaspi-api 7.3). */
static gboolean
is_price_of_a_city (const SaudaKaspiOffer *offer, gint64 price)
{
  for (guint i = 0; i < offer->city_prices->len; i++)
    if (g_array_index (offer->city_prices, SaudaKaspiCityPrice, i).price == price)
      return TRUE;
  return FALSE;
}

static const SaudaKaspiAvailability *
find_place (const SaudaKaspiOffer *offer, const char *name)
{
  for (guint i = 0; i < offer->availabilities->len; i++) {
    const SaudaKaspiAvailability *place = &g_array_index (offer->availabilities, SaudaKaspiAvailability, i);

    if (g_str_equal (sauda_warehouse_get_short_name (place->store_id), name))
      return place;
  }
  return NULL;
}

/* @name is %NULL where there is only one warehouse to speak of. */
static void
compare_place (GPtrArray *found,
               const SaudaKaspiOffer *offer,
               const SaudaKaspiAvailability *mine,
               const SaudaKaspiAvailability *kaspi,
               const char *name)
{
  gboolean my_sale = mine != NULL && mine->available, sale = kaspi != NULL && kaspi->available;

  if (my_sale != sale)
    add_at (found, offer, SAUDA_DRIFT_AVAILABILITY, my_sale, sale, name);
  if (mine != NULL && kaspi != NULL && (my_sale || sale) && mine->stock >= 0 && kaspi->stock >= 0 &&
      mine->stock != kaspi->stock)
    add_at (found, offer, SAUDA_DRIFT_STOCK, mine->stock, kaspi->stock, name);
  if (my_sale && sale && mine->pre_order != kaspi->pre_order)
    add_at (found, offer, SAUDA_DRIFT_PRE_ORDER, mine->pre_order, kaspi->pre_order, name);
}

static void
compare_places (GPtrArray *found, const SaudaKaspiOffer *mine, const SaudaKaspiOffer *kaspi)
{
  const SaudaKaspiOffer *sides[] = { mine, kaspi };
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint side = 0; side < G_N_ELEMENTS (sides); side++) {
    for (guint i = 0; i < sides[side]->availabilities->len; i++) {
      const char *name = sauda_warehouse_get_short_name (
        g_array_index (sides[side]->availabilities, SaudaKaspiAvailability, i).store_id);

      if (!g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, (char *) name);
    }
  }
  for (guint i = 0; i < names->len; i++)
    compare_place (found, mine, find_place (mine, names->pdata[i]), find_place (kaspi, names->pdata[i]),
                   names->len > 1 ? names->pdata[i] : NULL);
}

/**
 * sauda_drift_field_get_name:
 * @field: a field
 *
 * Returns: (not nullable): its stable name
 */
const char *
sauda_drift_field_get_name (SaudaDriftField field)
{
  return fields[field].name;
}

/**
 * sauda_drift_field_get_title:
 * @field: a field
 *
 * Returns: (not nullable): its translated title
 */
const char *
sauda_drift_field_get_title (SaudaDriftField field)
{
  return _ (fields[field].title);
}

/**
 * sauda_drift_field_write_value:
 * @field: a field
 * @value: tenge, pieces, days, or 1 for on sale; -1: none
 *
 * Returns: (transfer full): the value as people read it
 */
char *
sauda_drift_field_write_value (SaudaDriftField field, gint64 value)
{
  if (value < 0)
    return g_strdup ("—");
  if (field == SAUDA_DRIFT_AVAILABILITY)
    return g_strdup (value != 0 ? _ ("on sale") : _ ("off sale"));
  if (field == SAUDA_DRIFT_STOCK || field == SAUDA_DRIFT_PRE_ORDER)
    return g_strdup_printf ("%d", (int) value);
  return sauda_money_format (value);
}

/**
 * sauda_drift_make_title:
 * @drift: a difference
 *
 * Returns: (transfer full): what differs, and in which city or warehouse
 */
char *
sauda_drift_make_title (const SaudaDrift *drift)
{
  const char *title = sauda_drift_field_get_title (drift->field);

  return drift->place == NULL ? g_strdup (title)
                              : g_strjoin (" · ", title, sauda_city_get_name (drift->place), NULL);
}

/**
 * sauda_drift_free:
 * @drift: (transfer full) (nullable): a #SaudaDrift
 */
void
sauda_drift_free (gpointer drift)
{
  SaudaDrift *self = drift;

  if (self == NULL)
    return;
  g_free (self->sku);
  g_free (self->title);
  g_free (self->variant_sku);
  g_free (self->place);
  g_free (self);
}

/**
 * sauda_price_list_add_drift:
 * @found: (element-type SaudaDrift): gets the difference
 * @offer: of which offer
 * @field: what differs
 * @mine: the merchant's own, -1 for none
 * @kaspi: in Kaspi's list, -1 for none
 *
 * Returns: (transfer none): the difference, without a date
 */
SaudaDrift *
sauda_price_list_add_drift (GPtrArray *found,
                            const SaudaKaspiOffer *offer,
                            SaudaDriftField field,
                            gint64 mine,
                            gint64 kaspi)
{
  SaudaDrift *drift = g_new0 (SaudaDrift, 1);

  drift->sku = g_strdup (offer->sku);
  drift->title = g_strdup (offer->model);
  drift->field = field;
  drift->mine = mine;
  drift->kaspi = kaspi;
  g_ptr_array_add (found, drift);
  return drift;
}

/**
 * sauda_price_list_diff:
 * @before: Kaspi's list, or the older one
 * @after: the merchant's own, or the newer one
 *
 * Compares two lists: prices city by city, pieces warehouse by warehouse. What is not on sale
 * in either has no pieces to speak of. The one price of a sheet may be that of any city.
 *
 * Returns: (transfer full) (element-type SaudaDrift): every difference; "mine" is of @after, "kaspi" of
 *   @before, and none has a date
 */
GPtrArray *
sauda_price_list_diff (const SaudaKaspiPriceList *before, const SaudaKaspiPriceList *after)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (sauda_drift_free);
  g_autoptr (GHashTable) old = index_by_sku (before), new = index_by_sku (after);

  for (guint i = 0; i < after->offers->len; i++) {
    const SaudaKaspiOffer *mine = g_ptr_array_index (after->offers, i);
    const SaudaKaspiOffer *kaspi = g_hash_table_lookup (old, mine->sku);

    if (kaspi == NULL) {
      sauda_price_list_add_drift (found, mine, SAUDA_DRIFT_MISSING, sauda_kaspi_offer_get_price (mine), -1);
      continue;
    }
    if (!before->is_sheet || !is_price_of_a_city (mine, kaspi->price))
      compare_prices (found, mine, kaspi);
    compare_places (found, mine, kaspi);
  }
  for (guint i = 0; i < before->offers->len; i++) {
    const SaudaKaspiOffer *kaspi = g_ptr_array_index (before->offers, i);

    if (!g_hash_table_contains (new, kaspi->sku))
      sauda_price_list_add_drift (found, kaspi, SAUDA_DRIFT_UNKNOWN, -1, sauda_kaspi_offer_get_price (kaspi));
  }
  return found;
}
