#include "sauda-kaspi-price-list-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
availability_clear (gpointer data)
{
  g_free (((SaudaKaspiAvailability *) data)->store_id);
}

static void
city_price_clear (gpointer data)
{
  g_free (((SaudaKaspiCityPrice *) data)->city_id);
}

static void
warning_free (gpointer data)
{
  SaudaKaspiListWarning *warning = data;

  g_free (warning->sku);
  g_free (warning->text);
  g_free (warning);
}

/**
 * sauda_kaspi_offer_new:
 * @sku: a merchant SKU
 *
 * Returns: (transfer full): an offer without a price and without a warehouse
 */
SaudaKaspiOffer *
sauda_kaspi_offer_new (const char *sku)
{
  SaudaKaspiOffer *offer = g_new0 (SaudaKaspiOffer, 1);

  offer->sku = g_strdup (sku);
  offer->price = -1;
  offer->availabilities = g_array_new (FALSE, TRUE, sizeof (SaudaKaspiAvailability));
  g_array_set_clear_func (offer->availabilities, availability_clear);
  offer->city_prices = g_array_new (FALSE, TRUE, sizeof (SaudaKaspiCityPrice));
  g_array_set_clear_func (offer->city_prices, city_price_clear);
  return offer;
}

/**
 * sauda_kaspi_offer_free:
 * @offer: (transfer full) (nullable): an offer
 */
void
sauda_kaspi_offer_free (SaudaKaspiOffer *offer)
{
  if (offer == NULL)
    return;
  g_free (offer->sku);
  g_free (offer->model);
  g_free (offer->brand);
  g_array_unref (offer->availabilities);
  g_array_unref (offer->city_prices);
  g_free (offer);
}

/**
 * sauda_kaspi_offer_add_availability:
 * @offer: an offer
 * @store_id: a warehouse, `30000001_PP1`
 * @available: whether it can be ordered from there
 * @pre_order: days until it can be handed over, 0 for none
 * @stock: pieces, -1 to tell none
 */
void
sauda_kaspi_offer_add_availability (SaudaKaspiOffer *offer,
                                    const char *store_id,
                                    gboolean available,
                                    gint pre_order,
                                    gint64 stock)
{
  SaudaKaspiAvailability place = { g_strdup (store_id), available, pre_order, stock };

  g_array_append_val (offer->availabilities, place);
}

/**
 * sauda_kaspi_offer_add_city_price:
 * @offer: an offer
 * @city_id: KATO number of the city
 * @price: whole tenge
 */
void
sauda_kaspi_offer_add_city_price (SaudaKaspiOffer *offer, const char *city_id, gint64 price)
{
  SaudaKaspiCityPrice city = { g_strdup (city_id), price };

  g_array_append_val (offer->city_prices, city);
}

/**
 * sauda_kaspi_offer_is_available:
 * @offer: an offer
 *
 * Returns: whether it can be ordered from any warehouse
 */
gboolean
sauda_kaspi_offer_is_available (const SaudaKaspiOffer *offer)
{
  for (guint i = 0; i < offer->availabilities->len; i++)
    if (g_array_index (offer->availabilities, SaudaKaspiAvailability, i).available)
      return TRUE;
  return FALSE;
}

/**
 * sauda_kaspi_offer_get_stock:
 * @offer: an offer
 *
 * Returns: pieces in all warehouses from which it can be ordered, -1 when none of them tells
 */
gint64
sauda_kaspi_offer_get_stock (const SaudaKaspiOffer *offer)
{
  gint64 stock = -1;

  for (guint i = 0; i < offer->availabilities->len; i++) {
    const SaudaKaspiAvailability *place = &g_array_index (offer->availabilities, SaudaKaspiAvailability, i);

    if (place->stock >= 0)
      stock = MAX (stock, 0) + place->stock;
  }
  return stock;
}

/**
 * sauda_kaspi_offer_get_price:
 * @offer: an offer
 *
 * Returns: its price, or that of its first city; whole tenge, -1 for none
 */
gint64
sauda_kaspi_offer_get_price (const SaudaKaspiOffer *offer)
{
  if (offer->price >= 0 || offer->city_prices->len == 0)
    return offer->price;
  return g_array_index (offer->city_prices, SaudaKaspiCityPrice, 0).price;
}

/**
 * sauda_kaspi_price_list_new:
 * @merchant_id: (nullable): whose list
 *
 * Returns: (transfer full): a list without offers
 */
SaudaKaspiPriceList *
sauda_kaspi_price_list_new (const char *merchant_id)
{
  SaudaKaspiPriceList *list = g_new0 (SaudaKaspiPriceList, 1);

  list->merchant_id = g_strdup (merchant_id);
  list->offers = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_kaspi_offer_free);
  list->warnings = g_ptr_array_new_with_free_func (warning_free);
  return list;
}

/**
 * sauda_kaspi_price_list_free:
 * @list: (transfer full) (nullable): a list
 */
void
sauda_kaspi_price_list_free (SaudaKaspiPriceList *list)
{
  if (list == NULL)
    return;
  g_free (list->date);
  g_free (list->company);
  g_free (list->merchant_id);
  g_ptr_array_unref (list->offers);
  g_ptr_array_unref (list->warnings);
  g_free (list);
}

/**
 * sauda_kaspi_price_list_warn:
 * @list: a list
 * @row: line of the file, 0 for the whole list
 * @sku: (nullable): the offer
 * @bad: whether Kaspi would refuse it
 * @text: a translated sentence
 */
void
sauda_kaspi_price_list_warn (SaudaKaspiPriceList *list,
                             guint row,
                             const char *sku,
                             gboolean bad,
                             const char *text)
{
  SaudaKaspiListWarning *warning = g_new0 (SaudaKaspiListWarning, 1);

  warning->row = row;
  warning->sku = g_strdup (sku);
  warning->bad = bad;
  warning->text = g_strdup (text);
  g_ptr_array_add (list->warnings, warning);
}

/**
 * sauda_kaspi_price_list_count_bad:
 * @list: a list
 *
 * Returns: how many of its warnings make Kaspi refuse something
 */
guint
sauda_kaspi_price_list_count_bad (const SaudaKaspiPriceList *list)
{
  guint bad = 0;

  for (guint i = 0; i < list->warnings->len; i++)
    bad += ((SaudaKaspiListWarning *) g_ptr_array_index (list->warnings, i))->bad;
  return bad;
}

/* A spreadsheet would run it: "=cmd|' /C calc'!A0". Returns %NULL when the SKU is one. */
char *
sauda_kaspi_price_list_refuse_sku (const char *sku, guint row, const char *file)
{
  if (*sku != '=' && !(strchr ("+-@", *sku) != NULL && strchr (sku, '|') != NULL))
    return NULL;
  return g_strdup_printf (
    _ ("“%s” is a formula and no SKU, in line %u of “%s”, so nothing of the file was taken. "
       "Kaspi writes no such list: download it again."),
    sku, row, file);
}
