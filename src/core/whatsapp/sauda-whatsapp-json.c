#include "sauda-whatsapp-json.h"

#include "sauda-whatsapp-records.h"

#include <libsoup/soup.h>
#include <math.h>
#include <string.h>

/* Seconds up to the year 5138; more are milliseconds, which have been seen (whatsapp-api 3.4). */
#define MOST_SECONDS G_GINT64_CONSTANT (100000000000)

static JsonNode *
get_value (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

/* The unit of UTF-16 that \uXXXX at @text stands for; 0 for anything else. */
static guint
read_escape (const char *text, gsize length)
{
  guint unit = 0;

  if (length < 6 || text[0] != '\\' || text[1] != 'u')
    return 0;
  for (gsize i = 2; i < 6; i++) {
    if (!g_ascii_isxdigit (text[i]))
      return 0;
    unit = unit * 16 + (guint) g_ascii_xdigit_value (text[i]);
  }
  return unit;
}

/* Some clients send U+0000 in a text, behind which a C string would end (whatsapp-api 2.10), or half an
 * emoji, for which json-glib refuses the whole delivery. */
static char *
mend_escapes (const char *text, gsize length, gsize *new_length)
{
  GString *clean = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++) {
    guint unit = read_escape (text + i, length - i);
    guint second = unit != 0 ? read_escape (text + i + 6, length - i - 6) : 0;

    if (length - i >= 6 && strncmp (text + i, "\\u0000", 6) == 0) {
      i += 5;
    } else if (unit >= 0xd800 && unit < 0xdc00 && second >= 0xdc00 && second < 0xe000) {
      g_string_append_len (clean, text + i, 12);
      i += 11;
    } else if (unit >= 0xd800 && unit < 0xe000) {
      g_string_append (clean, "\\ufffd");
      i += 5;
    } else {
      g_string_append_c (clean, text[i]);
      /* An escaped backslash is no beginning of another escape. */
      if (text[i] == '\\' && i + 1 < length)
        g_string_append_c (clean, text[++i]);
    }
  }
  *new_length = clean->len;
  return g_string_free (clean, FALSE);
}

/**
 * sauda_whatsapp_json_parse:
 * @text: bytes from outside
 * @length: how many
 *
 * Returns: (transfer full) (nullable): the root, %NULL when it is no JSON
 */
JsonNode *
sauda_whatsapp_json_parse (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autofree char *valid = length > 0 ? g_utf8_make_valid (text, (gssize) length) : NULL;
  g_autofree char *clean = NULL;
  gsize clean_length;

  if (valid == NULL)
    return NULL;
  clean = mend_escapes (valid, strlen (valid), &clean_length);
  if (!json_parser_load_from_data (parser, clean, (gssize) clean_length, NULL))
    return NULL;
  return json_parser_steal_root (parser);
}

/**
 * sauda_whatsapp_json_get_root:
 * @root: (nullable): a root
 *
 * Returns: (transfer none) (nullable): its object
 */
JsonObject *
sauda_whatsapp_json_get_root (JsonNode *root)
{
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

/**
 * sauda_whatsapp_json_get_object:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (transfer none) (nullable): the object of that name; %NULL for any other thing
 */
JsonObject *
sauda_whatsapp_json_get_object (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * sauda_whatsapp_json_get_array:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (transfer none) (nullable): the array of that name; %NULL for any other thing
 */
JsonArray *
sauda_whatsapp_json_get_array (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * sauda_whatsapp_json_get_length:
 * @array: (nullable): an array
 *
 * Returns: how many elements it has
 */
guint
sauda_whatsapp_json_get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

/**
 * sauda_whatsapp_json_get_element:
 * @array: (nullable): an array
 * @index: a place
 *
 * Returns: (transfer none) (nullable): the object there
 */
JsonObject *
sauda_whatsapp_json_get_element (JsonArray *array, guint index)
{
  JsonNode *node =
    index < sauda_whatsapp_json_get_length (array) ? json_array_get_element (array, index) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * sauda_whatsapp_json_dup_text:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: (transfer full) (nullable): a text, or a whole number as text
 */
char *
sauda_whatsapp_json_dup_text (JsonObject *object, const char *member)
{
  JsonNode *node = get_value (object, member);

  if (node == NULL)
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return sauda_whatsapp_clean_text (json_node_get_string (node), -1);
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  return NULL;
}

/**
 * sauda_whatsapp_json_get_number:
 * @object: (nullable): an object
 * @member: a name
 * @fallback: when there is no number
 *
 * Returns: a whole number, also one that was written as a text
 */
gint64
sauda_whatsapp_json_get_number (JsonObject *object, const char *member, gint64 fallback)
{
  JsonNode *node = get_value (object, member);
  const char *text;
  char *end = NULL;
  gint64 number;

  if (node == NULL)
    return fallback;
  switch (json_node_get_value_type (node)) {
  case G_TYPE_INT64:
    return json_node_get_int (node);
  case G_TYPE_DOUBLE:
    return fabs (json_node_get_double (node)) < 1e15 ? (gint64) json_node_get_double (node) : fallback;
  case G_TYPE_STRING:
    text = json_node_get_string (node);
    number = g_ascii_strtoll (text, &end, 10);
    return end != text && *end == '\0' ? number : fallback;
  default:
    return fallback;
  }
}

/**
 * sauda_whatsapp_json_get_time:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: UTC milliseconds of seconds or milliseconds, written as a number or a text; 0 for none
 */
gint64
sauda_whatsapp_json_get_time (JsonObject *object, const char *member)
{
  gint64 number = sauda_whatsapp_json_get_number (object, member, 0);

  if (number <= 0)
    return 0;
  return number <= MOST_SECONDS ? number * 1000 : number;
}

/**
 * sauda_whatsapp_json_get_http_time:
 * @object: (nullable): an object
 * @member: a name
 *
 * Returns: UTC milliseconds of an RFC 2822 or ISO 8601 text; 0 for none
 */
gint64
sauda_whatsapp_json_get_http_time (JsonObject *object, const char *member)
{
  g_autofree char *text = sauda_whatsapp_json_dup_text (object, member);
  g_autoptr (GDateTime) time = text != NULL ? soup_date_time_new_from_http_string (text) : NULL;

  if (text != NULL && time == NULL) {
    g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();

    time = g_date_time_new_from_iso8601 (text, utc);
  }
  return time != NULL ? g_date_time_to_unix (time) * 1000 : 0;
}
