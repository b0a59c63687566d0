#include "sauda-kaspi-price-list-private.h"

#include "sauda-money.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define GUIDE_SKU_LENGTH 20
#define MAX_SKU_LENGTH 64
#define MAX_PRE_ORDER 30

static void
warn_offer (SaudaKaspiPriceList *list, const SaudaKaspiOffer *offer, gboolean bad, const char *text)
{
  sauda_kaspi_price_list_warn (list, offer->row, offer->sku, bad, text);
}

/* As the guide wants SKUs. Kaspi's own exports break it, so it is said once for the whole list. */
static gboolean
follows_the_guide (const char *sku)
{
  gsize length = strlen (sku);

  for (const char *p = sku; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p))
      return FALSE;
  return length > 0 && length <= GUIDE_SKU_LENGTH;
}

static gboolean
is_city (const char *id)
{
  return strlen (id) == 9 && strspn (id, "0123456789") == 9;
}

static void
check_prices (SaudaKaspiPriceList *list, const SaudaKaspiOffer *offer)
{
  gint64 price = sauda_kaspi_offer_get_price (offer);

  if (price < 0)
    warn_offer (list, offer, TRUE, _ ("The offer has no price. Kaspi refuses it; give it one."));
  else if (price == 0)
    warn_offer (list, offer, FALSE, _ ("The price is 0, as in Kaspi's archive: the offer cannot be sold."));
  if (offer->price >= 0 && offer->city_prices->len > 0)
    warn_offer (
      list, offer, TRUE,
      _ ("The offer has one price for all cities and prices by city. Kaspi takes one of both kinds."));
  for (guint i = 0; i < offer->city_prices->len; i++)
    if (!is_city (g_array_index (offer->city_prices, SaudaKaspiCityPrice, i).city_id))
      warn_offer (list, offer, TRUE, _ ("A city has a number of nine digits, and this one has not."));
}

/* `99999999_PP1` in the list of another merchant; the guide's free names are nobody's. */
static gboolean
is_of_another (const SaudaKaspiPriceList *list, const char *store_id)
{
  gsize digits = strspn (store_id, "0123456789");

  return list->merchant_id != NULL && digits > 0 && g_str_has_prefix (store_id + digits, "_PP") &&
         (strlen (list->merchant_id) != digits || strncmp (store_id, list->merchant_id, digits) != 0);
}

static void
check_availabilities (SaudaKaspiPriceList *list, const SaudaKaspiOffer *offer)
{
  if (offer->availabilities->len == 0)
    warn_offer (list, offer, FALSE, _ ("No warehouse is named, so the offer is not on sale."));
  for (guint i = 0; i < offer->availabilities->len; i++) {
    const SaudaKaspiAvailability *place = &g_array_index (offer->availabilities, SaudaKaspiAvailability, i);

    if (*place->store_id == '\0')
      warn_offer (list, offer, TRUE, _ ("A warehouse has no name."));
    if (is_of_another (list, place->store_id))
      warn_offer (list, offer, FALSE, _ ("A warehouse is that of another merchant."));
    if (place->pre_order < 0 || place->pre_order > MAX_PRE_ORDER)
      warn_offer (list, offer, TRUE, _ ("A pre-order takes 1 to 30 days."));
    if (place->available && place->stock == 0)
      warn_offer (list, offer, FALSE, _ ("The offer is on sale with 0 pieces."));
  }
}

static void
check_offer (SaudaKaspiPriceList *list, const SaudaKaspiOffer *offer)
{
  if (g_utf8_strlen (offer->sku, -1) > MAX_SKU_LENGTH)
    warn_offer (list, offer, FALSE, _ ("The SKU is longer than 64 letters."));
  if (offer->model == NULL || *offer->model == '\0')
    warn_offer (list, offer, FALSE, _ ("The offer has no name. Give it one in the catalogue."));
  check_prices (list, offer);
  check_availabilities (list, offer);
}

/* Price and pieces, as far as they are told. */
static char *
describe (const SaudaKaspiOffer *offer)
{
  gint64 price = sauda_kaspi_offer_get_price (offer), stock = sauda_kaspi_offer_get_stock (offer);
  g_autofree char *money = price >= 0 ? sauda_money_format (price) : g_strdup ("—");
  g_autofree char *pieces = stock >= 0 ? g_strdup_printf (ngettext ("%u piece", "%u pieces", (gulong) stock),
                                                          (guint) MIN (stock, G_MAXUINT))
                                       : g_strdup ("—");

  return g_strjoin (", ", money, pieces, NULL);
}

/* Both in one sentence, so that a person can choose. */
static char *
write_repeated (const SaudaKaspiOffer *first, const SaudaKaspiOffer *offer)
{
  g_autofree char *there = NULL, *here = NULL;

  if (sauda_kaspi_offer_equal (first, offer))
    return g_strdup_printf (
      _ ("The SKU stands in the list twice, in line %u with the same values. Kaspi takes "
         "it once."),
      first->row);
  there = describe (first);
  here = describe (offer);
  return g_strdup_printf (
    _ ("The SKU stands in the list twice with different values: %s in line %u, %s here. "
       "Kaspi takes it once; the first one counts here."),
    there, first->row, here);
}

/* Says what stands again, and with @drop takes it away, so that the first one counts. */
static void
check_repeated_places (SaudaKaspiPriceList *list, SaudaKaspiOffer *offer, gboolean drop)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal),
                         cities = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < offer->availabilities->len; i++) {
    char *id = g_array_index (offer->availabilities, SaudaKaspiAvailability, i).store_id;

    if (g_hash_table_add (places, id))
      continue;
    warn_offer (list, offer, TRUE, _ ("A warehouse stands in the offer twice. The first one counts here."));
    if (drop)
      g_array_remove_index (offer->availabilities, i--);
  }
  for (guint i = 0; i < offer->city_prices->len; i++) {
    char *id = g_array_index (offer->city_prices, SaudaKaspiCityPrice, i).city_id;

    if (g_hash_table_add (cities, id))
      continue;
    warn_offer (list, offer, TRUE, _ ("A city stands in the offer twice. The first one counts here."));
    if (drop)
      g_array_remove_index (offer->city_prices, i--);
  }
}

static void
check_repeated (SaudaKaspiPriceList *list, gboolean drop)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint kept = 0;

  for (guint i = 0; i < list->offers->len; i++) {
    SaudaKaspiOffer *offer = g_ptr_array_index (list->offers, i), *first;
    g_autofree char *text = NULL;

    first = g_hash_table_lookup (seen, offer->sku);
    if (offer->sku[strspn (offer->sku, " \t\r\n")] == '\0')
      text = g_strdup_printf (_ ("The offer in line %u has no SKU."), offer->row);
    else if (first != NULL)
      text = write_repeated (first, offer);
    if (text != NULL)
      warn_offer (list, offer, TRUE, text);
    if (text != NULL && drop) {
      sauda_kaspi_offer_free (offer);
      continue;
    }
    list->offers->pdata[kept++] = offer;
    if (text == NULL)
      g_hash_table_insert (seen, offer->sku, offer);
    check_repeated_places (list, offer, drop);
  }
  g_ptr_array_set_free_func (list->offers, NULL);
  g_ptr_array_set_size (list->offers, (gint) kept);
  g_ptr_array_set_free_func (list->offers, (GDestroyNotify) sauda_kaspi_offer_free);
}

static void
check_skus (SaudaKaspiPriceList *list)
{
  g_autofree char *text = NULL;
  guint unusual = 0;

  for (guint i = 0; i < list->offers->len; i++)
    unusual += !follows_the_guide (((SaudaKaspiOffer *) g_ptr_array_index (list->offers, i))->sku);
  if (unusual == 0)
    return;
  text = g_strdup_printf (
    ngettext (
      "%u SKU is longer than 20 letters or has more than Latin letters and digits. Kaspi's guide asks for "
      "that, Kaspi's own lists do without; it stays as it is.",
      "%u SKUs are longer than 20 letters or have more than Latin letters and digits. Kaspi's guide asks "
      "for that, Kaspi's own lists do without; they stay as they are.",
      unusual),
    unusual);
  sauda_kaspi_price_list_warn (list, 0, NULL, FALSE, text);
}

/**
 * sauda_kaspi_price_list_check:
 * @list: a list
 *
 * Adds a warning for everything that Kaspi would refuse, and for what is unusual (kaspi-api 7.2). Kaspi's own
 * exports have SKUs with spaces, empty brands and archived offers with the price 0: they are told of, and
 * refused nowhere.
 */
void
sauda_kaspi_price_list_check (SaudaKaspiPriceList *list)
{
  if (list->offers->len == 0)
    sauda_kaspi_price_list_warn (list, 0, NULL, TRUE,
                                 _ ("The list has no offers. Kaspi would take everything off sale."));
  if (list->merchant_id == NULL && !list->is_sheet)
    sauda_kaspi_price_list_warn (list, 0, NULL, TRUE,
                                 _ ("The list does not tell whose it is: no merchant id. Your own lists take "
                                    "it from the store in Settings."));
  for (guint i = 0; i < list->offers->len; i++)
    check_offer (list, g_ptr_array_index (list->offers, i));
  check_repeated (list, FALSE);
  check_skus (list);
}

/**
 * sauda_kaspi_price_list_keep_first:
 * @list: a list as it was read
 *
 * Takes away what stands in the list again, offers without an SKU, and warehouses and cities that an offer
 * names twice, each with a warning that tells both values. Whatever reads the list after that has one answer.
 */
void
sauda_kaspi_price_list_keep_first (SaudaKaspiPriceList *list)
{
  check_repeated (list, TRUE);
}
