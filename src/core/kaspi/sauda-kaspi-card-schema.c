#include "sauda-kaspi-card-schema.h"

#include "sauda-kaspi-error.h"
#include "sauda-kaspi-json.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_REFERENCES 8 /* one that leads to itself ends there */
#define HERE "#/"

struct _SaudaKaspiCardSchema {
  JsonNode *root;      /* (owned) (not nullable) */
  JsonObject *product; /* (unowned) (not nullable) the rules of one product */
};

static JsonObject *
get_root (JsonNode *root)
{
  return JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

/* Follows `{"$ref": "#/definitions/x"}` within the document. */
static JsonObject *
resolve (JsonNode *root, JsonObject *rules)
{
  for (guint step = 0; rules != NULL && step < MAX_REFERENCES; step++) {
    const char *reference = sauda_kaspi_json_get_text (rules, "$ref");
    g_auto (GStrv) parts = NULL;

    if (reference == NULL || !g_str_has_prefix (reference, HERE))
      return rules;
    parts = g_strsplit (reference + strlen (HERE), "/", -1);
    rules = get_root (root);
    for (guint i = 0; parts[i] != NULL && rules != NULL; i++)
      rules = sauda_kaspi_json_get_object (rules, parts[i]);
  }
  return rules;
}

/* One of several alternatives that has @keyword: the length of a text, the number of an array's items. */
static JsonObject *
find_alternative (JsonNode *root, JsonObject *rules, const char *keyword)
{
  static const char *const words[] = { "oneOf", "anyOf", "allOf" };
  gint found;

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    JsonArray *array = sauda_kaspi_json_get_array (rules, words[i]);

    for (guint j = 0; array != NULL && j < json_array_get_length (array); j++) {
      JsonNode *node = json_array_get_element (array, j);
      JsonObject *one = resolve (root, JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL);

      if (sauda_kaspi_json_get_count (one, keyword, &found))
        return one;
    }
  }
  return rules;
}

/**
 * sauda_kaspi_card_schema_parse:
 * @text: the document
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the rules, or %NULL with %SAUDA_KASPI_ERROR_MALFORMED
 */
SaudaKaspiCardSchema *
sauda_kaspi_card_schema_parse (const char *text, GError **error)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  JsonObject *list = root != NULL ? resolve (root, get_root (root)) : NULL;
  JsonObject *product = list != NULL ? resolve (root, sauda_kaspi_json_get_object (list, "items")) : NULL;
  SaudaKaspiCardSchema *self;

  if (sauda_kaspi_json_get_object (product, "properties") == NULL) {
    g_set_error_literal (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_MALFORMED,
                         _ ("Kaspi's rules for product cards cannot be understood; Sauda goes by the rules "
                            "that it knows."));
    return NULL;
  }
  self = g_new0 (SaudaKaspiCardSchema, 1);
  self->product = product;
  self->root = g_steal_pointer (&root);
  return self;
}

/**
 * sauda_kaspi_card_schema_free:
 * @self: (nullable): rules
 */
void
sauda_kaspi_card_schema_free (SaudaKaspiCardSchema *self)
{
  if (self == NULL)
    return;
  json_node_unref (self->root);
  g_free (self);
}

/**
 * sauda_kaspi_card_schema_get_limit:
 * @self: rules
 * @path: members with dots between them and a keyword behind the last: `title.maxLength`,
 *   `attributes.code.maxLength`; a keyword alone speaks of the whole array
 * @usual: what to go by where the rules say nothing
 *
 * Descends into the items of an array, and into whichever alternative has the keyword.
 *
 * Returns: the number
 */
guint
sauda_kaspi_card_schema_get_limit (const SaudaKaspiCardSchema *self, const char *path, guint usual)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", -1);
  guint n_parts = g_strv_length (parts);
  const char *keyword = parts[n_parts - 1];
  JsonObject *rules = n_parts > 1 ? self->product : resolve (self->root, get_root (self->root));
  gint found;

  for (guint i = 0; i + 1 < n_parts && rules != NULL; i++) {
    if (i > 0)
      rules = resolve (self->root, sauda_kaspi_json_get_object (rules, "items"));
    rules = sauda_kaspi_json_get_object (rules, "properties");
    rules = resolve (self->root, sauda_kaspi_json_get_object (rules, parts[i]));
  }
  rules = find_alternative (self->root, rules, keyword);
  return sauda_kaspi_json_get_count (rules, keyword, &found) ? (guint) found : usual;
}

/**
 * sauda_kaspi_card_schema_needs:
 * @self: rules
 * @member: a field of a product
 *
 * Returns: whether a product without it is refused
 */
gboolean
sauda_kaspi_card_schema_needs (const SaudaKaspiCardSchema *self, const char *member)
{
  JsonArray *needed = sauda_kaspi_json_get_array (self->product, "required");

  for (guint i = 0; needed != NULL && i < json_array_get_length (needed); i++) {
    JsonNode *node = json_array_get_element (needed, i);

    if (JSON_NODE_HOLDS_VALUE (node) && g_strcmp0 (json_node_get_string (node), member) == 0)
      return TRUE;
  }
  return FALSE;
}
