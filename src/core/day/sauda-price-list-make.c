#include "sauda-price-list-make.h"

#include "sauda-connection.h"
#include "sauda-day-error.h"
#include "sauda-list-terms.h"
#include "sauda-offer-place.h"
#include "sauda-offer-sale.h"
#include "sauda-stock-acts.h"
#include "sauda-stock-levels.h"
#include "sauda-time.h"
#include "sauda-warehouse.h"

#include <glib/gi18n-lib.h>

/* In parts: on sale with 0 pieces. Kaspi's own lists say it; nobody else does. */
#define SOLD_EMPTY -2

typedef struct {
  SaudaMadeList *made;      /* (not owned) */
  SaudaStockLevels *levels; /* (owned) */
  GHashTable *sale;         /* (owned) decided about offers */
  GPtrArray *warehouses;    /* (owned) (element-type SaudaWarehouse) */
  GHashTable *city_prices;  /* (owned) */
  GHashTable *pre_orders;   /* (owned) days by offer and warehouse */
  GHashTable *places;       /* (owned) what Kaspi told of offers taken over from it */
  gint64 *parts;            /* (owned) what each warehouse may sell of the offer at hand */
} Maker;

/* A warehouse is written in full; what already has an underscore is. */
static char *
make_place_id (const SaudaStoreInfo *store, const SaudaWarehouse *warehouse)
{
  return store->merchant_id == NULL || strchr (warehouse->name, '_') != NULL
           ? g_strdup (warehouse->name)
           : g_strconcat (store->merchant_id, "_", warehouse->name, NULL);
}

/* Pieces that may be sold: the ledger's, else what the catalogue tells; -1: nobody knows. */
static gint64
find_stock (Maker *self, const SaudaListedOffer *offer, gboolean *counted)
{
  const SaudaStockLevel *level = sauda_stock_levels_find (self->levels, offer->variant_id);

  *counted = level != NULL && level->counted;
  return *counted ? MAX (level->available, 0) : offer->stock_entered;
}

/* What Kaspi told of an offer that was taken over from it holds until its stock is counted or told anew. */
static gboolean
take_places (Maker *self, const SaudaListedOffer *offer)
{
  if (!sauda_offer_places_hold (self->places, offer->offer_id, offer->stock_entered))
    return FALSE;
  for (guint i = 0; i < self->warehouses->len; i++) {
    const SaudaWarehouse *warehouse = g_ptr_array_index (self->warehouses, i);
    const SaudaOfferPlace *place = sauda_offer_places_find (self->places, offer->offer_id, warehouse->name);

    self->parts[i] = place == NULL || !place->available || !warehouse->selling ? 0
                     : place->stock == 0                                       ? SOLD_EMPTY
                                                                               : place->stock;
  }
  return TRUE;
}

/* What each warehouse may sell: 0 for nothing, -1 for a number that is not told. */
static void
divide (Maker *self, const SaudaListedOffer *offer)
{
  SaudaOfferSale decided = GPOINTER_TO_INT (g_hash_table_lookup (self->sale, &offer->offer_id));
  gboolean counted;
  gint64 stock = find_stock (self, offer, &counted);

  if (decided == SAUDA_OFFER_SALE_OFF)
    stock = 0;
  else if (decided == SAUDA_OFFER_SALE_ON && stock == 0)
    stock = -1; /* "on sale with 0 pieces" is a question to Kaspi that nobody can answer */
  else if (decided == SAUDA_OFFER_SALE_BY_STOCK && !counted && take_places (self, offer))
    return;
  sauda_warehouses_split (self->warehouses, stock, self->parts);
}

static gboolean
is_on_sale (Maker *self)
{
  for (guint i = 0; i < self->warehouses->len; i++)
    if (self->parts[i] != 0)
      return TRUE;
  return FALSE;
}

static gboolean
all_have_cities (GPtrArray *warehouses)
{
  for (guint i = 0; i < warehouses->len; i++)
    if (((SaudaWarehouse *) g_ptr_array_index (warehouses, i))->city_id == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
has_city (const SaudaKaspiOffer *listed, const char *city_id)
{
  for (guint i = 0; i < listed->city_prices->len; i++)
    if (g_str_equal (g_array_index (listed->city_prices, SaudaKaspiCityPrice, i).city_id, city_id))
      return TRUE;
  return FALSE;
}

/* Kaspi's own lists give every price by city; so does Sauda when it knows the cities of all warehouses. */
static void
add_prices (Maker *self, const SaudaListedOffer *offer, SaudaKaspiOffer *listed)
{
  if (!all_have_cities (self->warehouses)) {
    listed->price = offer->price;
    return;
  }
  for (guint i = 0; i < self->warehouses->len; i++) {
    const SaudaWarehouse *warehouse = g_ptr_array_index (self->warehouses, i);
    gint64 own = sauda_list_terms_find (self->city_prices, offer->offer_id, warehouse->city_id);

    if (!has_city (listed, warehouse->city_id))
      sauda_kaspi_offer_add_city_price (listed, warehouse->city_id, own >= 0 ? own : offer->price);
  }
}

static void
add_places (Maker *self, const SaudaListedOffer *offer, SaudaKaspiOffer *listed)
{
  for (guint i = 0; i < self->warehouses->len; i++) {
    const SaudaWarehouse *warehouse = g_ptr_array_index (self->warehouses, i);
    const SaudaOfferPlace *place = sauda_offer_places_find (self->places, offer->offer_id, warehouse->name);
    g_autofree char *id = make_place_id (self->made->store, warehouse);
    gint64 own = sauda_list_terms_find (self->pre_orders, offer->offer_id,
                                        sauda_warehouse_get_short_name (warehouse->name));
    gint pre_order = own >= 0                                ? (gint) own
                     : offer->pre_order > 0                  ? offer->pre_order
                     : place != NULL && place->pre_order > 0 ? place->pre_order
                                                             : warehouse->pre_order;
    gboolean sells = self->parts[i] != 0;
    gint64 stock = self->parts[i] == SOLD_EMPTY ? 0 : self->parts[i];

    sauda_kaspi_offer_add_availability (listed, id, sells, sells ? pre_order : 0, stock);
  }
}

static void
add_offer (Maker *self, const SaudaListedOffer *offer)
{
  SaudaKaspiPriceList *list = self->made->list;
  SaudaKaspiOffer *listed;
  gboolean on_sale;

  divide (self, offer);
  on_sale = is_on_sale (self);
  if (offer->price <= 0) {
    if (!on_sale) /* as in Kaspi's archive: it is off sale in the list and without it */
      return;
    self->made->without_price++;
    sauda_kaspi_price_list_warn (
      list, 0, offer->sku, TRUE,
      _ ("The offer has no price, so the list cannot hold it: Kaspi takes it off sale. Give it a price."));
    return;
  }
  listed = sauda_kaspi_offer_new (offer->sku);
  listed->model = g_strdup (offer->title != NULL ? offer->title : offer->sku);
  listed->brand = g_strdup (offer->brand);
  add_places (self, offer, listed);
  add_prices (self, offer, listed);
  self->made->on_sale += on_sale;
  g_ptr_array_add (list->offers, listed);
}

/* What a person should know of the warehouses before the list goes out. */
static void
warn_of_shares (Maker *self)
{
  for (guint i = 0; i < self->warehouses->len; i++) {
    const SaudaWarehouse *warehouse = g_ptr_array_index (self->warehouses, i);
    g_autofree char *text = NULL;

    if (!warehouse->selling || warehouse->is_main)
      continue;
    if (warehouse->share == SAUDA_SHARE_NONE)
      text =
        g_strdup_printf (_ ("The warehouse %s has no share of the shelf yet, so it sells only what Kaspi "
                            "told of it. Give it one in the warehouses of the price list."),
                         warehouse->name);
    else if (warehouse->share == SAUDA_SHARE_DOUBLE)
      text = g_strdup_printf (_ ("The warehouse %s is told the whole shelf as well, as you decided: the last "
                                 "piece can be sold twice."),
                              warehouse->name);
    if (text != NULL)
      sauda_kaspi_price_list_warn (self->made->list, 0, NULL, FALSE, text);
  }
}

static gboolean
add_offers (Maker *self, SaudaConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) offers = sauda_list_terms_read_offers (connection, self->made->store->id, error);

  if (offers == NULL)
    return FALSE;
  for (guint i = 0; i < offers->len; i++)
    add_offer (self, g_ptr_array_index (offers, i));
  return TRUE;
}

static gboolean
compare_with_last (SaudaMadeList *made, SaudaConnection *connection, GError **error)
{
  g_autofree char *text = NULL;

  if (!sauda_price_list_measure_loss (connection, made->store->id, made->list, &made->loss, error))
    return FALSE;
  if (!made->loss.is_partial)
    return TRUE;
  text = g_strdup_printf (_ ("The list has %u offers, the last one had %u: what is missing would be taken "
                             "off sale. Fewer than 95 %% "
                             "need a typed confirmation."),
                          made->list->offers->len, made->loss.last_offers);
  sauda_kaspi_price_list_warn (made->list, 0, NULL, FALSE, text);
  return TRUE;
}

static gboolean
find_run_out (Maker *self, SaudaConnection *connection, GError **error)
{
  SaudaMadeList *made = self->made;
  GPtrArray *all = sauda_stock_acts_list_waiting (connection, self->levels, FALSE, error);

  if (all == NULL)
    return FALSE;
  g_ptr_array_unref (made->run_out);
  made->run_out = all;
  for (guint i = all->len; i > 0; i--)
    if (!g_str_equal (((SaudaOfferState *) g_ptr_array_index (all, i - 1))->store, made->store->name))
      g_ptr_array_remove_index (all, i - 1);
  return TRUE;
}

static char *
format_date (gint64 now_ms)
{
  g_autofree char *day = sauda_day_format_iso (sauda_day_from_ms (now_ms));
  g_autofree char *clock = sauda_time_format_clock (now_ms);

  return g_strjoin (" ", day, clock, NULL);
}

static void
maker_clear (Maker *self)
{
  g_clear_pointer (&self->levels, sauda_stock_levels_unref);
  g_clear_pointer (&self->sale, g_hash_table_unref);
  g_clear_pointer (&self->warehouses, g_ptr_array_unref);
  g_clear_pointer (&self->city_prices, g_hash_table_unref);
  g_clear_pointer (&self->pre_orders, g_hash_table_unref);
  g_clear_pointer (&self->places, g_hash_table_unref);
  g_free (self->parts);
}

static gboolean
make (Maker *self, SaudaConnection *connection, gint64 now_ms, GError **error)
{
  const SaudaStoreInfo *store = self->made->store;

  self->levels = sauda_stock_levels_read (connection, now_ms, error);
  self->sale = self->levels != NULL ? sauda_offer_sale_read (connection, error) : NULL;
  self->warehouses =
    self->sale != NULL ? sauda_warehouses_read (connection, store->id, store->warehouse, error) : NULL;
  self->city_prices =
    self->warehouses != NULL ? sauda_list_terms_read_city_prices (connection, store->id, error) : NULL;
  self->pre_orders =
    self->city_prices != NULL ? sauda_list_terms_read_pre_orders (connection, store->id, error) : NULL;
  self->places = self->pre_orders != NULL ? sauda_offer_places_read (connection, store->id, error) : NULL;
  if (self->places == NULL)
    return FALSE;
  self->parts = g_new0 (gint64, self->warehouses->len);
  if (!add_offers (self, connection, error))
    return FALSE;
  warn_of_shares (self);
  return compare_with_last (self->made, connection, error) && find_run_out (self, connection, error);
}

static SaudaStoreInfo *
find_named (SaudaConnection *connection, const char *name, GError **error)
{
  g_autoptr (SaudaStoreInfo) store = sauda_stores_find (connection, name, error);

  if (store == NULL || store->merchant_id != NULL)
    return g_steal_pointer (&store);
  g_set_error (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NO_STORE,
               _ ("The store %s has no merchant id yet. Enter it in Settings, or: saudactl stores add NAME "
                  "--merchant-id ID"),
               store->name);
  return NULL;
}

/**
 * sauda_made_list_free:
 * @made: (transfer full) (nullable): a list
 */
void
sauda_made_list_free (SaudaMadeList *made)
{
  if (made == NULL)
    return;
  sauda_kaspi_price_list_free (made->list);
  sauda_store_info_free (made->store);
  g_ptr_array_unref (made->run_out);
  g_free (made);
}

/**
 * sauda_price_list_find_store:
 * @connection: inside a transaction
 * @name: (nullable): a store; %NULL for the only one that can have a list
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the store, or %NULL with %SAUDA_DAY_ERROR_NO_STORE or an error of the
 *   catalog or the store room
 */
SaudaStoreInfo *
sauda_price_list_find_store (SaudaConnection *connection, const char *name, GError **error)
{
  g_autoptr (GPtrArray) stores = NULL;
  SaudaStoreInfo *only = NULL;
  guint able = 0;

  if (name != NULL)
    return find_named (connection, name, error);
  stores = sauda_stores_list (connection, error);
  if (stores == NULL)
    return NULL;
  for (guint i = 0; i < stores->len; i++) {
    SaudaStoreInfo *store = g_ptr_array_index (stores, i);

    if (store->merchant_id != NULL && ++able == 1)
      only = store;
  }
  if (able != 1) {
    g_set_error_literal (
      error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NO_STORE,
      able > 1 ? _ ("There are several stores. Name the one that is meant with --store.")
               : _ ("No store has a merchant id yet. Enter it in Settings, or: saudactl stores add NAME "
                    "--merchant-id ID"));
    return NULL;
  }
  return sauda_stores_get (connection, only->id, error);
}

/**
 * sauda_price_list_make:
 * @connection: inside a transaction
 * @store_id: a store; Kaspi takes the list only with a merchant id
 * @now_ms: UTC ms
 * @error: return location
 *
 * Makes the whole price list of a store: every offer that has a price, on sale while something of its variant
 * is available and nobody decided otherwise. Never a part of it: what is missing would be taken off sale
 * (kaspi-api 7.2).
 *
 * Returns: (transfer full) (nullable): the list and its warnings, or %NULL with an error of the store room
 */
SaudaMadeList *
sauda_price_list_make (SaudaConnection *connection, gint64 store_id, gint64 now_ms, GError **error)
{
  g_autoptr (SaudaMadeList) made = NULL;
  g_autoptr (SaudaStoreInfo) store = sauda_stores_get (connection, store_id, error);
  Maker maker = { 0 };
  gboolean done;

  if (store == NULL)
    return NULL;
  made = g_new0 (SaudaMadeList, 1);
  made->list = sauda_kaspi_price_list_new (store->merchant_id);
  made->list->company = g_strdup (store->name);
  made->list->date = format_date (now_ms);
  made->run_out = g_ptr_array_new ();
  made->store = g_steal_pointer (&store);
  maker.made = made;
  done = make (&maker, connection, now_ms, error);
  maker_clear (&maker);
  if (!done)
    return NULL;
  sauda_kaspi_price_list_check (made->list);
  return g_steal_pointer (&made);
}
