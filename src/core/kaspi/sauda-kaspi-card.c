#include "sauda-kaspi-card.h"

#include "sauda-kaspi-error.h"
#include "sauda-kaspi-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* The texts of a card by the names of the wire, in the order of the contract. */
static const struct {
  const char *member;
  gsize offset;
  gboolean optional; /* left out when empty; the others are sent empty, for Kaspi to say so */
} texts[] = {
  { "sku", G_STRUCT_OFFSET (SaudaKaspiCard, sku), FALSE },
  { "title", G_STRUCT_OFFSET (SaudaKaspiCard, title), FALSE },
  { "brand", G_STRUCT_OFFSET (SaudaKaspiCard, brand), FALSE },
  { "category", G_STRUCT_OFFSET (SaudaKaspiCard, category), FALSE },
  { "description", G_STRUCT_OFFSET (SaudaKaspiCard, description), TRUE },
  { "weight", G_STRUCT_OFFSET (SaudaKaspiCard, weight), TRUE },
};

static void
value_free (gpointer data)
{
  SaudaKaspiCardValue *value = data;

  g_free (value->code);
  g_free (value->type);
  g_ptr_array_unref (value->values);
  g_free (value);
}

/* A number goes out as it was written where JSON can hold it: 12, not 12.0. */
static void
add_number (JsonBuilder *json, const char *text)
{
  char *end = NULL;
  gint64 whole = g_ascii_strtoll (text, &end, 10);
  double number;

  if (end != text && *end == '\0') {
    json_builder_add_int_value (json, whole);
    return;
  }
  number = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && isfinite (number))
    json_builder_add_double_value (json, number);
  else
    json_builder_add_string_value (json, text);
}

static void
add_scalar (JsonBuilder *json, const char *type, const char *text)
{
  if (strcmp (type, "number") == 0)
    add_number (json, text);
  else if (strcmp (type, "boolean") == 0)
    json_builder_add_boolean_value (json, strcmp (text, "true") == 0);
  else
    json_builder_add_string_value (json, text);
}

/* An array holds texts alone (kaspi-api 8). */
static void
add_value (JsonBuilder *json, const SaudaKaspiCardValue *value)
{
  json_builder_begin_object (json);
  json_builder_set_member_name (json, "code");
  json_builder_add_string_value (json, value->code);
  json_builder_set_member_name (json, "value");
  if (value->several || value->values->len != 1) {
    json_builder_begin_array (json);
    for (guint i = 0; i < value->values->len; i++)
      json_builder_add_string_value (json, g_ptr_array_index (value->values, i));
    json_builder_end_array (json);
  } else {
    add_scalar (json, value->type, g_ptr_array_index (value->values, 0));
  }
  json_builder_end_object (json);
}

static void
add_card (JsonBuilder *json, const SaudaKaspiCard *card)
{
  json_builder_begin_object (json);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    const char *text = *(char *const *) ((const char *) card + texts[i].offset);

    if (texts[i].optional && (text == NULL || *text == '\0'))
      continue;
    json_builder_set_member_name (json, texts[i].member);
    json_builder_add_string_value (json, text != NULL ? text : "");
  }
  json_builder_set_member_name (json, "attributes");
  json_builder_begin_array (json);
  for (guint i = 0; i < card->values->len; i++)
    add_value (json, g_ptr_array_index (card->values, i));
  json_builder_end_array (json);
  json_builder_set_member_name (json, "images");
  json_builder_begin_array (json);
  for (guint i = 0; i < card->images->len; i++) {
    json_builder_begin_object (json);
    json_builder_set_member_name (json, "url");
    json_builder_add_string_value (json, g_ptr_array_index (card->images, i));
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  json_builder_end_object (json);
}

static gboolean
refuse (GError **error, guint position, const char *member)
{
  g_set_error (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE,
               /* TRANSLATORS: the number of a product in a file, and the name of its field */
               _ ("Product %u of the file is not in Kaspi's form: “%s” is missing or is of another kind."),
               position + 1, member);
  return FALSE;
}

static gboolean
take_value (SaudaKaspiCardValue *value, JsonNode *node)
{
  if (JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    value->several = TRUE;
    for (guint i = 0; i < json_array_get_length (array); i++) {
      JsonNode *item = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (item) || json_node_get_value_type (item) != G_TYPE_STRING)
        return FALSE;
      g_ptr_array_add (value->values, g_strdup (json_node_get_string (item)));
    }
    return TRUE;
  }
  if (!JSON_NODE_HOLDS_VALUE (node))
    return FALSE;
  switch (json_node_get_value_type (node)) {
  case G_TYPE_STRING:
    g_ptr_array_add (value->values, g_strdup (json_node_get_string (node)));
    return TRUE;
  case G_TYPE_BOOLEAN:
    g_free (value->type);
    value->type = g_strdup ("boolean");
    g_ptr_array_add (value->values, g_strdup (json_node_get_boolean (node) ? "true" : "false"));
    return TRUE;
  default:
    g_free (value->type);
    value->type = g_strdup ("number");
    g_ptr_array_add (value->values, json_to_string (node, FALSE));
    return TRUE;
  }
}

static gboolean
take_values (SaudaKaspiCard *card, JsonObject *object, guint position, GError **error)
{
  JsonArray *array = sauda_kaspi_json_get_array (object, "attributes");

  if (array == NULL)
    return refuse (error, position, "attributes");
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *item = json_array_get_element (array, i);
    JsonObject *pair = JSON_NODE_HOLDS_OBJECT (item) ? json_node_get_object (item) : NULL;
    const char *code = sauda_kaspi_json_get_text (pair, "code");
    JsonNode *node = pair != NULL ? json_object_get_member (pair, "value") : NULL;

    if (code == NULL || node == NULL ||
        !take_value (sauda_kaspi_card_add_value (card, code, "string", FALSE), node))
      return refuse (error, position, "attributes");
  }
  return TRUE;
}

static gboolean
take_images (SaudaKaspiCard *card, JsonObject *object, guint position, GError **error)
{
  JsonArray *array = sauda_kaspi_json_get_array (object, "images");

  if (array == NULL)
    return refuse (error, position, "images");
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *item = json_array_get_element (array, i);
    const char *url =
      JSON_NODE_HOLDS_OBJECT (item) ? sauda_kaspi_json_get_text (json_node_get_object (item), "url") : NULL;

    if (url == NULL)
      return refuse (error, position, "images");
    g_ptr_array_add (card->images, g_strdup (url));
  }
  return TRUE;
}

static SaudaKaspiCard *
read_card (JsonNode *node, guint position, GError **error)
{
  g_autoptr (SaudaKaspiCard) card = sauda_kaspi_card_new ();
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    char **place = (char **) ((char *) card + texts[i].offset);
    const char *text = sauda_kaspi_json_get_text (object, texts[i].member);

    if (text == NULL && !texts[i].optional) {
      refuse (error, position, texts[i].member);
      return NULL;
    }
    g_free (*place);
    *place = g_strdup (text);
  }
  if (!take_values (card, object, position, error) || !take_images (card, object, position, error))
    return NULL;
  return g_steal_pointer (&card);
}

/**
 * sauda_kaspi_name_new:
 * @code: what is sent
 * @name: (nullable): what people read
 *
 * Returns: (transfer full): a pair
 */
SaudaKaspiName *
sauda_kaspi_name_new (const char *code, const char *name)
{
  SaudaKaspiName *self = g_new0 (SaudaKaspiName, 1);

  self->code = g_strdup (code);
  self->name = g_strdup (name != NULL && *name != '\0' ? name : code);
  return self;
}

/**
 * sauda_kaspi_name_free:
 * @name: (nullable): a pair
 */
void
sauda_kaspi_name_free (SaudaKaspiName *name)
{
  if (name == NULL)
    return;
  g_free (name->code);
  g_free (name->name);
  g_free (name);
}

/**
 * sauda_kaspi_attribute_free:
 * @attribute: (nullable): an attribute
 */
void
sauda_kaspi_attribute_free (SaudaKaspiAttribute *attribute)
{
  if (attribute == NULL)
    return;
  g_free (attribute->code);
  g_free (attribute->type);
  g_free (attribute);
}

/**
 * sauda_kaspi_card_new:
 *
 * Returns: (transfer full): an empty card
 */
SaudaKaspiCard *
sauda_kaspi_card_new (void)
{
  SaudaKaspiCard *card = g_new0 (SaudaKaspiCard, 1);

  card->values = g_ptr_array_new_with_free_func (value_free);
  card->images = g_ptr_array_new_with_free_func (g_free);
  return card;
}

/**
 * sauda_kaspi_card_free:
 * @card: (nullable): a card
 */
void
sauda_kaspi_card_free (SaudaKaspiCard *card)
{
  if (card == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*(char **) ((char *) card + texts[i].offset));
  g_ptr_array_unref (card->values);
  g_ptr_array_unref (card->images);
  g_free (card);
}

/**
 * sauda_kaspi_card_add_value:
 * @card: a card
 * @code: an attribute
 * @type: its type
 * @several: whether it takes several values
 *
 * Returns: (transfer none): the attribute on the card, still without a value
 */
SaudaKaspiCardValue *
sauda_kaspi_card_add_value (SaudaKaspiCard *card, const char *code, const char *type, gboolean several)
{
  SaudaKaspiCardValue *value = g_new0 (SaudaKaspiCardValue, 1);

  value->code = g_strdup (code);
  value->type = g_strdup (type);
  value->several = several;
  value->values = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (card->values, value);
  return value;
}

/**
 * sauda_kaspi_cards_format:
 * @cards: (element-type SaudaKaspiCard): 1 to 10,000
 *
 * Returns: (transfer full): the array to POST (kaspi-api 8)
 */
GBytes *
sauda_kaspi_cards_format (GPtrArray *cards)
{
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  char *text;

  json_builder_begin_array (json);
  for (guint i = 0; i < cards->len; i++)
    add_card (json, g_ptr_array_index (cards, i));
  json_builder_end_array (json);
  root = json_builder_get_root (json);
  text = json_to_string (root, FALSE);
  return g_bytes_new_take (text, strlen (text));
}

/**
 * sauda_kaspi_cards_parse:
 * @json: an array of products in the form of the import
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaKaspiCard) (nullable): the cards, or %NULL with
 *   %SAUDA_KASPI_ERROR_FILE
 */
GPtrArray *
sauda_kaspi_cards_parse (GBytes *json, GError **error)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_kaspi_card_free);
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *text = g_bytes_get_data (json, &length);
  JsonNode *root;
  JsonArray *array;

  root = json_parser_load_from_data (parser, text != NULL ? text : "", (gssize) length, NULL)
           ? json_parser_get_root (parser)
           : NULL;
  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root)) {
    g_set_error_literal (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_FILE,
                         _ ("The file is no list of products in Kaspi's form: an array in JSON."));
    return NULL;
  }
  array = json_node_get_array (root);
  for (guint i = 0; i < json_array_get_length (array); i++) {
    SaudaKaspiCard *card = read_card (json_array_get_element (array, i), i, error);

    if (card == NULL)
      return NULL;
    g_ptr_array_add (cards, card);
  }
  return g_steal_pointer (&cards);
}
