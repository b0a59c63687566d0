#include "sauda-price-list-adopt.h"

#include "sauda-catalog.h"
#include "sauda-connection.h"
#include "sauda-list-terms.h"
#include "sauda-offer-place.h"
#include "sauda-warehouse.h"

#include <string.h>

typedef struct {
  SaudaConnection *connection; /* (not owned) */
  gint64 store_id;
  gint64 now_ms;
} Adoption;

static const char *
get_place_name (const SaudaKaspiOffer *offer, guint place)
{
  return sauda_warehouse_get_short_name (
    g_array_index (offer->availabilities, SaudaKaspiAvailability, place).store_id);
}

/* With as many cities as warehouses they stand in one order (kaspi-api 7.2); one city is that of them all. */
static const char *
find_city (const SaudaKaspiOffer *offer, guint place)
{
  const GArray *cities = offer->city_prices;
  const char *id = NULL;

  if (cities->len == 1)
    id = g_array_index (cities, SaudaKaspiCityPrice, 0).city_id;
  else if (cities->len == offer->availabilities->len)
    id = g_array_index (cities, SaudaKaspiCityPrice, place).city_id;
  return id != NULL && sauda_list_terms_check_city (id, NULL) ? id : NULL;
}

/* The city of a warehouse, where an offer of the list tells it. */
static const char *
find_city_of (const SaudaKaspiPriceList *list, const char *name)
{
  for (guint i = 0; i < list->offers->len; i++) {
    const SaudaKaspiOffer *offer = g_ptr_array_index (list->offers, i);

    for (guint place = 0; place < offer->availabilities->len; place++) {
      const char *city = strcmp (get_place_name (offer, place), name) == 0 ? find_city (offer, place) : NULL;

      if (city != NULL)
        return city;
    }
  }
  return NULL;
}

static gboolean
learn_warehouse (Adoption *self, const SaudaKaspiPriceList *list, const char *name, GError **error)
{
  const SaudaWarehouse warehouse = { .name = (char *) name,
                                     .city_id = (char *) find_city_of (list, name),
                                     .selling = TRUE };
  const SaudaWarehouseChange change = { .who = "kaspi", .now_ms = self->now_ms };

  return sauda_warehouses_set (self->connection, self->store_id, &warehouse, &change, error);
}

/* Warehouses that the store does not know yet, so that its list names them, and gives prices by city, as
 * Kaspi's own does. */
static gboolean
learn_warehouses (Adoption *self, const SaudaKaspiPriceList *list, GError **error)
{
  g_autoptr (GPtrArray) known = sauda_warehouses_read (self->connection, self->store_id, "", error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (known == NULL)
    return FALSE;
  for (guint i = 0; i < list->offers->len; i++) {
    const SaudaKaspiOffer *offer = g_ptr_array_index (list->offers, i);

    for (guint place = 0; place < offer->availabilities->len; place++) {
      const char *name = get_place_name (offer, place);

      if (*name != '\0' && g_hash_table_add (seen, (char *) name) &&
          sauda_warehouses_find (known, name) == NULL && !learn_warehouse (self, list, name, error))
        return FALSE;
    }
  }
  return TRUE;
}

static gboolean
insert_offer (Adoption *self, const SaudaKaspiOffer *offer, gboolean *added, GError **error)
{
  const SaudaOfferDraft draft = {
    .store_id = self->store_id,
    .sku = offer->sku,
    .title = offer->model,
    .brand = offer->brand,
    .price = sauda_kaspi_offer_get_price (offer),
    /* what no warehouse has, as in Kaspi's archive, must not come on sale by being taken over */
    .stock = offer->availabilities->len > 0 ? sauda_kaspi_offer_get_stock (offer) : 0,
  };

  return sauda_catalog_add_offer (self->connection, &draft, added, error);
}

static gboolean
take_cities (Adoption *self, gint64 offer_id, const SaudaKaspiOffer *offer, GError **error)
{
  gint64 usual = sauda_kaspi_offer_get_price (offer);

  for (guint i = 0; i < offer->city_prices->len; i++) {
    const SaudaKaspiCityPrice *city = &g_array_index (offer->city_prices, SaudaKaspiCityPrice, i);

    if (city->price != usual && city->price > 0 && sauda_list_terms_check_city (city->city_id, NULL) &&
        !sauda_list_terms_set_city_price (self->connection, offer_id, city->city_id, city->price, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
take_places (Adoption *self, gint64 offer_id, const SaudaKaspiOffer *offer, GError **error)
{
  for (guint i = 0; i < offer->availabilities->len; i++) {
    const SaudaKaspiAvailability *told = &g_array_index (offer->availabilities, SaudaKaspiAvailability, i);
    const SaudaOfferPlace place = { (char *) sauda_warehouse_get_short_name (told->store_id), told->available,
                                    told->stock,
                                    sauda_list_terms_check_pre_order (told->pre_order, NULL) ? told->pre_order
                                                                                             : 0 };

    if (!sauda_offer_places_add (self->connection, offer_id, &place, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_price_list_adopt:
 * @connection: inside a transaction
 * @store_id: a store
 * @list: Kaspi's own list
 * @known: (element-type utf8): SKUs that the store's catalogue has
 * @now_ms: UTC ms
 * @adopted: (out): how many offers were new
 * @error: return location
 *
 * Takes over what the catalogue lacks, as unlinked offers with all that the list tells of them, so that the
 * own list is as complete as Kaspi's and says the same.
 *
 * Returns: %FALSE with an error of the catalog, pricing or store room
 */
gboolean
sauda_price_list_adopt (SaudaConnection *connection,
                        gint64 store_id,
                        const SaudaKaspiPriceList *list,
                        GHashTable *known,
                        gint64 now_ms,
                        guint *adopted,
                        GError **error)
{
  Adoption self = { connection, store_id, now_ms };

  *adopted = 0;
  if (!learn_warehouses (&self, list, error))
    return FALSE;
  for (guint i = 0; i < list->offers->len; i++) {
    const SaudaKaspiOffer *offer = g_ptr_array_index (list->offers, i);
    gboolean added;
    gint64 offer_id;

    if (g_hash_table_contains (known, offer->sku) || *offer->sku == '\0')
      continue;
    if (!insert_offer (&self, offer, &added, error))
      return FALSE;
    if (!added) /* the list has it twice */
      continue;
    offer_id = sauda_connection_get_last_id (connection);
    if (!take_cities (&self, offer_id, offer, error) || !take_places (&self, offer_id, offer, error))
      return FALSE;
    (*adopted)++;
  }
  return TRUE;
}
