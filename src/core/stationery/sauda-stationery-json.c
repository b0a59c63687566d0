#include "sauda-stationery-error.h"
#include "sauda-stationery-json-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What a person writes and reads: hundredths of a millimetre. */
#define HUNDREDTHS 100

static void G_GNUC_PRINTF (3, 4)
  set_error (const SaudaStationeryJson *self, GError **error, const char *format, ...)
{
  g_autofree char *sentence = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (self->item > 0)
    g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_TEMPLATE, _ ("“%s”, item %u: %s"),
                 self->name, self->item, sentence);
  else
    g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_TEMPLATE, _ ("“%s”: %s"), self->name,
                 sentence);
}

static JsonNode *
get_value (const SaudaStationeryJson *self, const char *key)
{
  JsonNode *node = json_object_get_member (self->object, key);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

/**
 * sauda_stationery_json_number: (skip)
 * @self: an object
 * @key: of the number
 * @least: the least that makes sense
 * @most: the most that makes sense
 * @number: (inout): what holds when there is none; NAN when there must be one
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STATIONERY_ERROR_TEMPLATE
 */
gboolean
sauda_stationery_json_number (const SaudaStationeryJson *self,
                              const char *key,
                              double least,
                              double most,
                              double *number,
                              GError **error)
{
  JsonNode *node = json_object_get_member (self->object, key);
  double value = NAN;

  if (node == NULL && !isnan (*number))
    return TRUE;
  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      (json_node_get_value_type (node) == G_TYPE_INT64 || json_node_get_value_type (node) == G_TYPE_DOUBLE))
    value = json_node_get_double (node);
  if (value >= least && value <= most) {
    *number = value;
    return TRUE;
  }
  set_error (self, error, _ ("“%s” must be a number from %g to %g."), key, least, most);
  return FALSE;
}

/**
 * sauda_stationery_json_flag: (skip)
 * @self: an object
 * @key: of a truth
 * @fallback: what holds when there is none
 *
 * Returns: whether it is so
 */
gboolean
sauda_stationery_json_flag (const SaudaStationeryJson *self, const char *key, gboolean fallback)
{
  JsonNode *node = get_value (self, key);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_BOOLEAN ? json_node_get_boolean (node)
                                                                           : fallback;
}

/**
 * sauda_stationery_json_text: (skip)
 * @self: an object
 * @key: of a text
 *
 * Returns: (transfer none) (nullable): the text
 */
const char *
sauda_stationery_json_text (const SaudaStationeryJson *self, const char *key)
{
  JsonNode *node = get_value (self, key);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

/**
 * sauda_stationery_json_choice: (skip)
 * @self: an object
 * @key: of a word
 * @choices: (array zero-terminated=1): words that there are
 * @choice: (inout): number of the word; what holds when there is none, -1 when there must be one
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STATIONERY_ERROR_TEMPLATE
 */
gboolean
sauda_stationery_json_choice (const SaudaStationeryJson *self,
                              const char *key,
                              const char *const *choices,
                              int *choice,
                              GError **error)
{
  const char *text = sauda_stationery_json_text (self, key);
  g_autofree char *words = NULL;

  if (!json_object_has_member (self->object, key) && *choice >= 0)
    return TRUE;
  for (int i = 0; text != NULL && choices[i] != NULL; i++)
    if (g_str_equal (text, choices[i])) {
      *choice = i;
      return TRUE;
    }
  words = g_strjoinv (", ", (char **) choices);
  set_error (self, error, _ ("“%s” must be one of these words: %s."), key, words);
  return FALSE;
}

/**
 * sauda_stationery_json_fail: (skip)
 * @self: an object
 * @key: of what is missing or wrong
 * @error: return location
 *
 * Sets %SAUDA_STATIONERY_ERROR_TEMPLATE.
 */
void
sauda_stationery_json_fail (const SaudaStationeryJson *self, const char *key, GError **error)
{
  set_error (self, error, _ ("“%s” is missing or not what it should be."), key);
}

/**
 * sauda_stationery_json_title: (skip)
 * @self: an object with a "title": a text, or texts by language
 *
 * Returns: (transfer full) (nullable): the title in the language of the program
 */
char *
sauda_stationery_json_title (const SaudaStationeryJson *self)
{
  JsonNode *node = json_object_get_member (self->object, "title");
  const char *const *languages = g_get_language_names ();

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node))
    return g_strdup (sauda_stationery_json_text (self, "title"));
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  for (guint i = 0; languages[i] != NULL; i++) {
    const char *title =
      json_object_get_string_member_with_default (json_node_get_object (node), languages[i], NULL);

    if (title != NULL)
      return g_strdup (title);
  }
  return g_strdup (json_object_get_string_member_with_default (json_node_get_object (node), "en", NULL));
}

/**
 * sauda_stationery_json_parse: (skip)
 * @bytes: a file
 * @name: of the file
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the object in it, or %NULL with %SAUDA_STATIONERY_ERROR_TEMPLATE
 */
JsonObject *
sauda_stationery_json_parse (GBytes *bytes, const char *name, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) local = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  JsonNode *root;

  if (length == 0 || !json_parser_load_from_data (parser, text, (gssize) length, &local)) {
    g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_TEMPLATE,
                 _ ("“%s” is no JSON: %s. Correct it or remove the file."), name,
                 local != NULL ? local->message : "–");
    return NULL;
  }
  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return json_object_ref (json_node_get_object (root));
  g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_TEMPLATE,
               _ ("“%s” is no template. Correct it or remove the file."), name);
  return NULL;
}

/**
 * sauda_stationery_json_add_number: (skip)
 * @object: an object being written
 * @key: of the number
 * @number: a number, millimetres or points
 */
void
sauda_stationery_json_add_number (JsonObject *object, const char *key, double number)
{
  json_object_set_double_member (object, key, round (number * HUNDREDTHS) / HUNDREDTHS);
}
