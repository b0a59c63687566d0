#include "sauda-practice-cards-private.h"
#include "sauda-practice-json-private.h"

#include <string.h>

#define MAX_PRODUCTS 10000
#define MAX_SKU 64
#define MAX_TITLE 1024
#define MAX_BRAND 256
#define MAX_CATEGORY 512
#define MAX_DESCRIPTION 1024
#define MAX_ATTRIBUTES 256
#define MAX_VALUE 256
#define MAX_VALUES 32

typedef struct {
  const char *code;
  const char *type;
  gboolean multi_valued;
  gboolean mandatory;
  const char *values; /* (nullable) parted by `|` */
} Attribute;

typedef struct {
  const char *code;
  const char *title;
  const Attribute *attributes; /* ended by one without a code */
} Category;

/* Codes as Kaspi makes them: category, group, and the attribute at the end. */
#define CLOTHES(prefix, type_values)                                                                         \
  {                                                                                                          \
    { prefix "*Obsie harakteristiki.type", "enum", FALSE, TRUE, type_values },                               \
      { prefix "*Obsie harakteristiki.gender", "enum", FALSE, TRUE, "мужской|женский|унисекс" },             \
      { prefix "*Obsie harakteristiki.color", "enum", TRUE, TRUE,                                            \
        "черный|белый|серый|синий|голубой|бежевый|хаки|красный|зеленый" },                                   \
      { prefix "*Obsie harakteristiki.size", "enum", TRUE, TRUE, "XS|S|M|L|XL|2XL|3XL|4XL" },                \
      { prefix "*Obsie harakteristiki.season", "enum", FALSE, FALSE, "лето|зима|демисезон" },                \
      { prefix "*Dopolnitel'no.material", "string", FALSE, FALSE, NULL },                                    \
      { prefix "*Dopolnitel'no.weight in package", "number", FALSE, FALSE, NULL },                           \
      { prefix "*Dopolnitel'no.hood", "boolean", FALSE, FALSE, NULL }, { NULL, NULL, FALSE, FALSE, NULL },   \
  }

static const Attribute shirts[] = CLOTHES ("T-shirts", "футболка|лонгслив|поло");
static const Attribute underwear[] = CLOTHES ("Thermal underwear", "комплект|кальсоны|футболка");
static const Attribute suits[] = CLOTHES ("Sport suits", "костюм|брюки|толстовка");
static const Attribute blenders[] = {
  { "Blenders*Obsie harakteristiki.type", "enum", FALSE, TRUE, "погружной|стационарный" },
  { "Blenders*Obsie harakteristiki.power", "number", FALSE, TRUE, NULL },
  { "Blenders*Obsie harakteristiki.speeds", "number", FALSE, FALSE, NULL },
  { "Blenders*Obsie harakteristiki.turbo", "boolean", FALSE, TRUE, NULL },
  { NULL, NULL, FALSE, FALSE, NULL },
};

static const Category categories[] = {
  { "Master - Blenders", "Блендеры", blenders },
  { "Master - Sport suits", "Спортивные костюмы", suits },
  { "Master - Thermal underwear", "Термобелье", underwear },
  { "Master - T-shirts", "Футболки", shirts },
};

static const Category *
find_category (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (categories); i++)
    if (g_strcmp0 (categories[i].code, code) == 0)
      return &categories[i];
  return NULL;
}

static const Attribute *
find_attribute (const Category *category, const char *code)
{
  for (const Attribute *attribute = category->attributes; attribute->code != NULL; attribute++)
    if (g_strcmp0 (attribute->code, code) == 0)
      return attribute;
  return NULL;
}

static void
add_pair (JsonBuilder *json, const char *code, const char *name, const char *value)
{
  json_builder_begin_object (json);
  sauda_practice_json_text (json, "code", code);
  sauda_practice_json_text (json, name, value);
  json_builder_end_object (json);
}

static void
add_flag (JsonBuilder *json, const char *name, gboolean value)
{
  json_builder_set_member_name (json, name);
  json_builder_add_boolean_value (json, value);
}

static void
begin (JsonBuilder *json, const char *name)
{
  json_builder_set_member_name (json, name);
  json_builder_begin_object (json);
}

static void
add_text_rule (JsonBuilder *json, const char *name, guint max)
{
  begin (json, name);
  sauda_practice_json_text (json, "type", "string");
  sauda_practice_json_number (json, "minLength", 1);
  sauda_practice_json_number (json, "maxLength", max);
  json_builder_end_object (json);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_get_string (node)
           : NULL;
}

static JsonArray *
get_array (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static JsonObject *
get_element (JsonArray *array, guint position)
{
  JsonNode *node = json_array_get_element (array, position);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static gboolean
is_within (JsonObject *product, const char *name, glong max, gboolean needed)
{
  const char *text = get_text (product, name);
  glong length = text != NULL ? g_utf8_strlen (text, -1) : 0;

  return text == NULL ? !needed && !json_object_has_member (product, name) : length >= 1 && length <= max;
}

static gboolean
value_fits (JsonNode *node)
{
  JsonArray *array;

  if (node == NULL || !(JSON_NODE_HOLDS_VALUE (node) || JSON_NODE_HOLDS_ARRAY (node)))
    return FALSE;
  if (JSON_NODE_HOLDS_VALUE (node))
    return json_node_get_value_type (node) != G_TYPE_STRING ||
           g_utf8_strlen (json_node_get_string (node), -1) <= MAX_VALUE;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (json_node_get_value_type (json_array_get_element (array, i)) != G_TYPE_STRING)
      return FALSE;
  return json_array_get_length (array) >= 1 && json_array_get_length (array) <= MAX_VALUES;
}

static gboolean
attributes_fit (JsonArray *attributes)
{
  if (attributes == NULL || json_array_get_length (attributes) < 1 ||
      json_array_get_length (attributes) > MAX_ATTRIBUTES)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (attributes); i++) {
    JsonObject *one = get_element (attributes, i);

    if (one == NULL || !is_within (one, "code", MAX_VALUE, TRUE) ||
        !value_fits (json_object_get_member (one, "value")))
      return FALSE;
  }
  return TRUE;
}

static gboolean
images_fit (JsonArray *images)
{
  for (guint i = 0; images != NULL && i < json_array_get_length (images); i++) {
    JsonObject *one = get_element (images, i);
    const char *url = get_text (one, "url");

    if (url == NULL || !(g_str_has_prefix (url, "http://") || g_str_has_prefix (url, "https://")) ||
        strlen (url) > MAX_TITLE)
      return FALSE;
  }
  return images != NULL && json_array_get_length (images) > 0;
}

/* "No other keys" (kaspi-api 8). */
static gboolean
has_known_keys (JsonObject *product)
{
  static const char *const known[] = { "sku",         "title",  "brand",      "category",
                                       "description", "weight", "attributes", "images" };
  g_autoptr (GList) members = json_object_get_members (product);

  for (GList *link = members; link != NULL; link = link->next) {
    gsize i = 0;

    while (i < G_N_ELEMENTS (known) && strcmp (known[i], link->data) != 0)
      i++;
    if (i == G_N_ELEMENTS (known))
      return FALSE;
  }
  return TRUE;
}

static gboolean
value_is_listed (const Attribute *attribute, JsonNode *node)
{
  g_auto (GStrv) values = g_strsplit (attribute->values, "|", -1);
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (array == NULL)
    return json_node_get_value_type (node) == G_TYPE_STRING &&
           g_strv_contains ((const char *const *) values, json_node_get_string (node));
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!g_strv_contains ((const char *const *) values, json_array_get_string_element (array, i)))
      return FALSE;
  return attribute->multi_valued;
}

static gboolean
value_is_of_type (const Attribute *attribute, JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  if (strcmp (attribute->type, "enum") == 0)
    return value_is_listed (attribute, node);
  if (strcmp (attribute->type, "number") == 0)
    return type == G_TYPE_INT64 || type == G_TYPE_DOUBLE;
  if (strcmp (attribute->type, "boolean") == 0)
    return type == G_TYPE_BOOLEAN;
  return type == G_TYPE_STRING || JSON_NODE_HOLDS_ARRAY (node);
}

/* Adds every category of the simulator as an array. */
void
sauda_practice_classes_add_categories (JsonBuilder *json)
{
  json_builder_begin_array (json);
  for (gsize i = 0; i < G_N_ELEMENTS (categories); i++)
    add_pair (json, categories[i].code, "title", categories[i].title);
  json_builder_end_array (json);
}

/* Adds the attributes of a category as an array; FALSE when there is no such category. */
gboolean
sauda_practice_classes_add_attributes (JsonBuilder *json, const char *category)
{
  const Category *found = find_category (category);

  if (found == NULL)
    return FALSE;
  json_builder_begin_array (json);
  for (const Attribute *attribute = found->attributes; attribute->code != NULL; attribute++) {
    json_builder_begin_object (json);
    sauda_practice_json_text (json, "code", attribute->code);
    sauda_practice_json_text (json, "type", attribute->type);
    add_flag (json, "multiValued", attribute->multi_valued);
    add_flag (json, "mandatory", attribute->mandatory);
    json_builder_end_object (json);
  }
  json_builder_end_array (json);
  return TRUE;
}

/* Adds what an attribute may be as an array; FALSE when there is no such attribute. */
gboolean
sauda_practice_classes_add_values (JsonBuilder *json, const char *category, const char *attribute)
{
  const Category *found = find_category (category);
  const Attribute *one = found != NULL ? find_attribute (found, attribute) : NULL;
  g_auto (GStrv) values = NULL;

  if (one == NULL)
    return FALSE;
  values = g_strsplit (one->values != NULL ? one->values : "", "|", -1);
  json_builder_begin_array (json);
  for (guint i = 0; values[i] != NULL && *values[i] != '\0'; i++)
    add_pair (json, values[i], "name", values[i]);
  json_builder_end_array (json);
  return TRUE;
}

/* Adds the JSON Schema of an upload, with the limits of kaspi-api 8. */
void
sauda_practice_classes_add_schema (JsonBuilder *json)
{
  static const char *const needed[] = { "sku", "title", "brand", "category", "attributes", "images" };

  json_builder_begin_object (json);
  sauda_practice_json_text (json, "$schema", "http://json-schema.org/draft-04/schema#");
  sauda_practice_json_text (json, "type", "array");
  sauda_practice_json_number (json, "minItems", 1);
  sauda_practice_json_number (json, "maxItems", MAX_PRODUCTS);
  begin (json, "items");
  sauda_practice_json_text (json, "type", "object");
  begin (json, "properties");
  add_text_rule (json, "sku", MAX_SKU);
  add_text_rule (json, "title", MAX_TITLE);
  add_text_rule (json, "brand", MAX_BRAND);
  add_text_rule (json, "category", MAX_CATEGORY);
  add_text_rule (json, "description", MAX_DESCRIPTION);
  begin (json, "weight");
  sauda_practice_json_text (json, "type", "string");
  json_builder_end_object (json);
  begin (json, "attributes");
  sauda_practice_json_text (json, "type", "array");
  sauda_practice_json_number (json, "minItems", 1);
  sauda_practice_json_number (json, "maxItems", MAX_ATTRIBUTES);
  begin (json, "items");
  begin (json, "properties");
  add_text_rule (json, "code", MAX_VALUE);
  begin (json, "value");
  json_builder_set_member_name (json, "oneOf");
  json_builder_begin_array (json);
  json_builder_begin_object (json);
  sauda_practice_json_text (json, "type", "string");
  sauda_practice_json_number (json, "maxLength", MAX_VALUE);
  json_builder_end_object (json);
  json_builder_begin_object (json);
  sauda_practice_json_text (json, "type", "array");
  sauda_practice_json_number (json, "minItems", 1);
  sauda_practice_json_number (json, "maxItems", MAX_VALUES);
  json_builder_end_object (json);
  json_builder_end_array (json);
  json_builder_end_object (json);
  json_builder_end_object (json);
  json_builder_end_object (json);
  json_builder_end_object (json);
  begin (json, "images");
  sauda_practice_json_text (json, "type", "array");
  sauda_practice_json_number (json, "minItems", 1);
  json_builder_end_object (json);
  json_builder_end_object (json);
  json_builder_set_member_name (json, "required");
  json_builder_begin_array (json);
  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    json_builder_add_string_value (json, needed[i]);
  json_builder_end_array (json);
  json_builder_end_object (json);
  json_builder_end_object (json);
}

/* Why the array as a whole is refused; NULL when it is not. */
const char *
sauda_practice_classes_find_violation (JsonNode *products)
{
  JsonArray *array =
    products != NULL && JSON_NODE_HOLDS_ARRAY (products) ? json_node_get_array (products) : NULL;

  if (array == NULL || json_array_get_length (array) < 1 || json_array_get_length (array) > MAX_PRODUCTS)
    return "Request body does not match the schema: array of 1 to 10000 products expected.";
  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonObject *product = get_element (array, i);

    if (product == NULL || !has_known_keys (product) || !is_within (product, "sku", MAX_SKU, TRUE) ||
        !is_within (product, "title", MAX_TITLE, TRUE) || !is_within (product, "brand", MAX_BRAND, TRUE) ||
        !is_within (product, "category", MAX_CATEGORY, TRUE) ||
        !is_within (product, "description", MAX_DESCRIPTION, FALSE) ||
        !attributes_fit (get_array (product, "attributes")) || !images_fit (get_array (product, "images")))
      return "Request body does not match the schema of a product.";
  }
  return NULL;
}

/* Why one product becomes no card; NULL when it becomes one. */
char *
sauda_practice_classes_judge (JsonObject *product)
{
  const Category *category = find_category (get_text (product, "category"));
  JsonArray *attributes = get_array (product, "attributes");

  if (category == NULL)
    return g_strdup_printf ("Category %s is not found", get_text (product, "category"));
  for (const Attribute *attribute = category->attributes; attribute->code != NULL; attribute++) {
    gboolean found = FALSE;

    for (guint i = 0; i < json_array_get_length (attributes); i++) {
      JsonObject *one = get_element (attributes, i);

      if (strcmp (get_text (one, "code"), attribute->code) != 0)
        continue;
      found = TRUE;
      if (!value_is_of_type (attribute, json_object_get_member (one, "value")))
        return g_strdup_printf ("Value of attribute %s is not valid", attribute->code);
    }
    if (!found && attribute->mandatory)
      return g_strdup_printf ("Attribute %s is mandatory", attribute->code);
  }
  return NULL;
}
