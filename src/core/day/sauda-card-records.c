#include "sauda-card-records.h"

#include "sauda-kaspi-card-schema.h"
#include "sauda-kaspi-card.h"

/* Where Kaspi's rules say how much a card may hold. */
static const struct {
  const char *path;
  gsize offset;
} limit_paths[] = {
  { "sku.maxLength", G_STRUCT_OFFSET (SaudaCardLimits, sku) },
  { "title.maxLength", G_STRUCT_OFFSET (SaudaCardLimits, title) },
  { "brand.maxLength", G_STRUCT_OFFSET (SaudaCardLimits, brand) },
  { "category.maxLength", G_STRUCT_OFFSET (SaudaCardLimits, category) },
  { "description.maxLength", G_STRUCT_OFFSET (SaudaCardLimits, description) },
  { "attributes.maxItems", G_STRUCT_OFFSET (SaudaCardLimits, attributes) },
  { "attributes.code.maxLength", G_STRUCT_OFFSET (SaudaCardLimits, attribute_code) },
  { "attributes.value.maxLength", G_STRUCT_OFFSET (SaudaCardLimits, value) },
  { "attributes.value.maxItems", G_STRUCT_OFFSET (SaudaCardLimits, values) },
  { "images.url.maxLength", G_STRUCT_OFFSET (SaudaCardLimits, image) },
  { "maxItems", G_STRUCT_OFFSET (SaudaCardLimits, cards) },
};

static SaudaCard *
from_kaspi (const SaudaKaspiCard *source)
{
  SaudaCard *card = sauda_card_new (source->sku);

  sauda_card_take (&card->title, source->title);
  sauda_card_take (&card->brand, source->brand);
  sauda_card_take (&card->category, source->category);
  sauda_card_take (&card->description, source->description);
  sauda_card_take (&card->weight, source->weight);
  for (guint i = 0; i < source->values->len; i++) {
    const SaudaKaspiCardValue *value = g_ptr_array_index (source->values, i);
    SaudaCardField *field = sauda_card_add_field (card, value->code);

    for (guint j = 0; j < value->values->len; j++)
      g_ptr_array_add (field->values, g_strdup (g_ptr_array_index (value->values, j)));
  }
  for (guint i = 0; i < source->images->len; i++)
    g_ptr_array_add (card->images, g_strdup (g_ptr_array_index (source->images, i)));
  return card;
}

static SaudaKaspiCard *
to_kaspi (const SaudaCard *source, const SaudaCardForm *form)
{
  SaudaKaspiCard *card = sauda_kaspi_card_new ();

  card->sku = g_strdup (source->sku);
  card->title = g_strdup (source->title);
  card->brand = g_strdup (source->brand);
  card->category = g_strdup (source->category);
  card->description = g_strdup (source->description);
  card->weight = g_strdup (source->weight);
  for (guint i = 0; i < source->fields->len; i++) {
    const SaudaCardField *field = g_ptr_array_index (source->fields, i);
    const SaudaCardAttribute *attribute = sauda_card_form_find (form, field->attribute);
    SaudaKaspiCardValue *value =
      sauda_kaspi_card_add_value (card, field->attribute, attribute != NULL ? attribute->type : "string",
                                  attribute != NULL && attribute->multi_valued);

    for (guint j = 0; j < field->values->len; j++)
      g_ptr_array_add (value->values, g_strdup (g_ptr_array_index (field->values, j)));
  }
  for (guint i = 0; i < source->images->len; i++)
    g_ptr_array_add (card->images, g_strdup (g_ptr_array_index (source->images, i)));
  return card;
}

/**
 * sauda_card_records_from_names:
 * @names: (element-type SaudaKaspiName): as Kaspi told them
 *
 * Returns: (transfer full) (element-type SaudaCardName): the same for the cards room
 */
GPtrArray *
sauda_card_records_from_names (GPtrArray *names)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_name_free);

  for (guint i = 0; i < names->len; i++) {
    const SaudaKaspiName *name = g_ptr_array_index (names, i);

    g_ptr_array_add (records, sauda_card_name_new (name->code, name->name));
  }
  return records;
}

/**
 * sauda_card_records_from_attributes:
 * @attributes: (element-type SaudaKaspiAttribute): as Kaspi told them
 *
 * Returns: (transfer full) (element-type SaudaCardAttribute): the same for the cards room
 */
GPtrArray *
sauda_card_records_from_attributes (GPtrArray *attributes)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_attribute_free);

  for (guint i = 0; i < attributes->len; i++) {
    const SaudaKaspiAttribute *attribute = g_ptr_array_index (attributes, i);

    g_ptr_array_add (records, sauda_card_attribute_new (attribute->code, attribute->type,
                                                        attribute->multi_valued, attribute->mandatory));
  }
  return records;
}

/**
 * sauda_card_records_read_limits:
 * @schema: (nullable): Kaspi's rules as they were told
 * @limits: (out): how much a card may hold by them, and by kaspi-api 8 where they say nothing
 */
void
sauda_card_records_read_limits (const char *schema, SaudaCardLimits *limits)
{
  g_autoptr (SaudaKaspiCardSchema) rules =
    schema != NULL ? sauda_kaspi_card_schema_parse (schema, NULL) : NULL;

  sauda_card_limits_init (limits);
  for (gsize i = 0; rules != NULL && i < G_N_ELEMENTS (limit_paths); i++) {
    guint *place = (guint *) ((char *) limits + limit_paths[i].offset);

    *place = sauda_kaspi_card_schema_get_limit (rules, limit_paths[i].path, *place);
  }
}

/**
 * sauda_card_records_parse:
 * @json: an array of products in the form of Kaspi's import
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaCard) (nullable): the cards, or %NULL with
 *   %SAUDA_KASPI_ERROR_FILE
 */
GPtrArray *
sauda_card_records_parse (GBytes *json, GError **error)
{
  g_autoptr (GPtrArray) sources = sauda_kaspi_cards_parse (json, error);
  GPtrArray *cards;

  if (sources == NULL)
    return NULL;
  cards = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_card_free);
  for (guint i = 0; i < sources->len; i++) {
    SaudaCard *card = from_kaspi (g_ptr_array_index (sources, i));

    card->row = i + 1;
    g_ptr_array_add (cards, card);
  }
  return cards;
}

/**
 * sauda_card_records_format:
 * @cards: (element-type SaudaCard): cards that were checked and fitted
 * @forms: (element-type utf8 SaudaCardForm): by the code of the category
 *
 * Returns: (transfer full): what is sent (kaspi-api 8)
 */
char *
sauda_card_records_format (GPtrArray *cards, GHashTable *forms)
{
  g_autoptr (GPtrArray) products = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_kaspi_card_free);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < cards->len; i++) {
    const SaudaCard *card = g_ptr_array_index (cards, i);

    g_ptr_array_add (products, to_kaspi (card, g_hash_table_lookup (forms, card->category)));
  }
  bytes = sauda_kaspi_cards_format (products);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}
