#include "sauda-card-fill.h"

#include "sauda-card-cache.h"
#include "sauda-card-drafts.h"
#include "sauda-store-error.h"
#include "sauda-text.h"

#include <string.h>

/* What a card says that the catalogue knows already. Nothing that is filled in is written over. */

/* The catalogue's words, and what Kaspi's lists call the same. */
static const struct {
  const char *ours;
  const char *theirs; /* parted by `|` */
} words[] = {
  { "men", "мужской|мужчины|для мужчин" },
  { "women", "женский|женщины|для женщин" },
  { "kids", "детский|дети|для детей" },
  { "boys", "для мальчиков|мальчики" },
  { "girls", "для девочек|девочки" },
  { "unisex", "унисекс" },
  { "all", "всесезон|всесезонный|круглогодичный" },
  { "summer", "лето" },
  { "winter", "зима" },
  { "demi", "демисезон" },
  { "black", "черный" },
  { "white", "белый" },
  { "grey", "серый" },
  { "gray", "серый" },
  { "blue", "синий" },
  { "red", "красный" },
  { "green", "зеленый" },
  { "brown", "коричневый" },
  { "beige", "бежевый" },
  { "pink", "розовый" },
  { "yellow", "желтый" },
  { "khaki", "хаки" },
};

static void
take_if_empty (char **place, const char *text)
{
  if (**place == '\0' && text != NULL)
    sauda_card_take (place, text);
}

static const SaudaCardName *
find_value (const SaudaCardAttribute *attribute, const char *text)
{
  const SaudaCardName *value = sauda_card_attribute_find_value (attribute, text);
  g_autofree char *key = sauda_text_search_key (text);

  for (gsize i = 0; value == NULL && i < G_N_ELEMENTS (words); i++) {
    g_auto (GStrv) others = strcmp (words[i].ours, key) == 0 ? g_strsplit (words[i].theirs, "|", -1) : NULL;

    for (gsize k = 0; value == NULL && others != NULL && others[k] != NULL; k++)
      value = sauda_card_attribute_find_value (attribute, others[k]);
  }
  return value;
}

/* Fills the attribute whose code ends so, when its list has the value or it takes any. */
static void
suggest (SaudaCard *card, const SaudaCardForm *form, const char *ending, const char *text)
{
  const SaudaCardAttribute *attribute = sauda_card_form_find (form, ending);
  g_autofree char *filled = attribute != NULL ? sauda_card_get_field_text (card, attribute->code) : NULL;

  if (attribute == NULL || text == NULL || *text == '\0' || *filled != '\0')
    return;
  if (attribute->kind == SAUDA_CARD_LIST && attribute->values->len > 0) {
    const SaudaCardName *value = find_value (attribute, text);

    text = value != NULL ? value->code : NULL;
  }
  sauda_card_set_field (card, attribute->code, text);
}

/* Another card of the same model, in another size or store. */
static gboolean
copy_sister (SaudaConnection *connection, SaudaCard *card, const SaudaCatalogOffer *offer, GError **error)
{
  g_autoptr (GPtrArray) cards = sauda_card_drafts_list (connection, card->store_id, error);

  for (guint i = cards != NULL ? cards->len : 0; i > 0; i--) {
    const SaudaCard *sister = g_ptr_array_index (cards, i - 1);
    g_autoptr (SaudaCatalogOffer) same = NULL;
    GError *reason = NULL;

    if (sister->id == card->id || strcmp (sister->sku, card->sku) == 0)
      continue;
    same = sauda_catalog_find_offer (connection, card->store_id, sister->sku, &reason);
    if (reason != NULL) {
      g_propagate_error (error, reason);
      return FALSE;
    }
    if (same == NULL || g_strcmp0 (same->model_key, offer->model_key) != 0)
      continue;
    take_if_empty (&card->category, sister->category);
    take_if_empty (&card->description, sister->description);
    if (card->images->len == 0) {
      g_autofree char *images = sauda_card_get_images_text (sister);

      sauda_card_set_images (card, images);
    }
    return TRUE;
  }
  return cards != NULL;
}

/* The category that has the very name of the catalogue's. */
static gboolean
find_category (SaudaConnection *connection, SaudaCard *card, const SaudaCatalogOffer *offer, GError **error)
{
  const char *const names[] = { offer->sub_category, offer->product_type };

  for (gsize i = 0; i < G_N_ELEMENTS (names) && *card->category == '\0'; i++) {
    g_autoptr (GError) reason = NULL;
    g_autofree char *code =
      !sauda_text_is_empty (names[i]) ? sauda_card_cache_find_category (connection, names[i], &reason) : NULL;

    if (reason != NULL && reason->domain == SAUDA_STORE_ERROR) {
      g_propagate_error (error, g_steal_pointer (&reason));
      return FALSE;
    }
    take_if_empty (&card->category, code);
  }
  return TRUE;
}

/**
 * sauda_card_fill_from_offer:
 * @card: a card
 * @offer: the offer that it is the card of
 * @form: (nullable): of its category; without one no attribute is filled
 *
 * Fills what is empty and what the catalogue knows: values of lists under the names that Kaspi has for them.
 */
void
sauda_card_fill_from_offer (SaudaCard *card, const SaudaCatalogOffer *offer, const SaudaCardForm *form)
{
  take_if_empty (&card->title, offer->kaspi_title != NULL ? offer->kaspi_title : offer->model_name);
  take_if_empty (&card->brand, offer->brand);
  if (offer->weight_grams > 0) {
    char buffer[G_ASCII_DTOSTR_BUF_SIZE];

    take_if_empty (&card->weight,
                   g_ascii_formatd (buffer, sizeof buffer, "%g", (double) offer->weight_grams / 1000));
  }
  if (form == NULL)
    return;
  suggest (card, form, "color", offer->color);
  suggest (card, form, "size", offer->size);
  suggest (card, form, "gender", offer->gender);
  suggest (card, form, "season", offer->season);
  suggest (card, form, "type", offer->sub_category);
  suggest (card, form, "model", offer->model);
  suggest (card, form, "brand", offer->brand);
  suggest (card, form, "barcode", offer->barcode);
  suggest (card, form, "ean", offer->barcode);
}

/**
 * sauda_card_fill:
 * @connection: inside a transaction
 * @card: a card with a SKU and a store
 * @form: (nullable): of its category
 * @known: (out): whether the catalogue has an offer with its SKU in its store
 * @error: return location
 *
 * sauda_card_fill_from_offer() with the offer of the catalogue; category, description and pictures come from
 * another card of the same model, or the category from the one that is named as the catalogue's.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_card_fill (SaudaConnection *connection,
                 SaudaCard *card,
                 const SaudaCardForm *form,
                 gboolean *known,
                 GError **error)
{
  GError *reason = NULL;
  g_autoptr (SaudaCatalogOffer) offer =
    sauda_catalog_find_offer (connection, card->store_id, card->sku, &reason);

  *known = offer != NULL;
  if (reason != NULL) {
    g_propagate_error (error, reason);
    return FALSE;
  }
  if (offer == NULL)
    return TRUE;
  sauda_card_fill_from_offer (card, offer, form);
  return copy_sister (connection, card, offer, error) && find_category (connection, card, offer, error);
}
