#include "sauda-kaspi-json.h"

#include "sauda-kaspi-order.h"

#include <math.h>
#include <string.h>

/* Beyond these a digit slipped: no order costs a trillion, and no date lies after the year 9999. */
#define MAX_TENGE 1e12
#define MAX_TIME_MS 253402300799999.0
#define MAX_EXACT 9007199254740992.0 /* whole numbers beyond are not told apart */

static JsonNode *
get_value (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) ? node : NULL;
}

static char *
read_text (JsonNode *node)
{
  double number;

  switch (json_node_get_value_type (node)) {
  case G_TYPE_STRING:
    return g_strdup (json_node_get_string (node));
  case G_TYPE_INT64:
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  case G_TYPE_DOUBLE:
    number = json_node_get_double (node);
    return number == floor (number) && fabs (number) < MAX_EXACT ? g_strdup_printf ("%.0f", number) : NULL;
  default:
    return NULL;
  }
}

static gboolean
read_number (JsonNode *node, double *number)
{
  const char *text;
  char *end = NULL;

  switch (json_node_get_value_type (node)) {
  case G_TYPE_INT64:
    *number = (double) json_node_get_int (node);
    return TRUE;
  case G_TYPE_DOUBLE:
    *number = json_node_get_double (node);
    return isfinite (*number);
  case G_TYPE_STRING:
    text = json_node_get_string (node);
    *number = g_ascii_strtod (text, &end);
    return end != text && *end == '\0' && isfinite (*number);
  default:
    return FALSE;
  }
}

static gboolean
read_count (JsonNode *node, gint *count)
{
  double number;

  if (!read_number (node, &number) || number < 0 || number > G_MAXINT || number != floor (number))
    return FALSE;
  *count = (gint) number;
  return TRUE;
}

static gboolean
read_flag (JsonNode *node, gboolean *flag)
{
  const char *text;
  double number;

  if (json_node_get_value_type (node) == G_TYPE_BOOLEAN) {
    *flag = json_node_get_boolean (node);
    return TRUE;
  }
  text = json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node) : "";
  if (g_ascii_strcasecmp (text, "true") == 0 || g_ascii_strcasecmp (text, "false") == 0) {
    *flag = g_ascii_tolower (*text) == 't';
    return TRUE;
  }
  if (!read_number (node, &number) || (number != 0 && number != 1))
    return FALSE;
  *flag = number == 1;
  return TRUE;
}

static gboolean
read_time (JsonNode *node, gint64 *time_ms)
{
  double number;

  if (!read_number (node, &number) || number < 0 || number > MAX_TIME_MS)
    return FALSE;
  *time_ms = (gint64) number;
  return TRUE;
}

static gboolean
read_money (JsonNode *node, gint64 *tenge)
{
  double number;

  if (!read_number (node, &number) || fabs (number) > MAX_TENGE)
    return FALSE;
  *tenge = llround (number);
  return TRUE;
}

/* FALSE: not a value of this kind. @filled: the place now holds a value; an empty text, a masked phone and a
 * zero date are understood and fill nothing. */
static gboolean
read_field (JsonNode *node, SaudaKaspiKind kind, gpointer place, gboolean *filled)
{
  g_autofree char *text = NULL;

  *filled = TRUE;
  switch (kind) {
  case SAUDA_KASPI_KIND_TEXT:
  case SAUDA_KASPI_KIND_PHONE:
    text = read_text (node);
    if (text == NULL)
      return FALSE;
    *(char **) place = kind == SAUDA_KASPI_KIND_PHONE ? sauda_kaspi_phone_normalise (text)
                       : *text != '\0'                ? g_strdup (text)
                                                      : NULL;
    *filled = *(char **) place != NULL;
    return TRUE;
  case SAUDA_KASPI_KIND_MONEY:
    return read_money (node, place);
  case SAUDA_KASPI_KIND_TIME:
    if (!read_time (node, place))
      return FALSE;
    *filled = *(gint64 *) place != 0;
    return TRUE;
  case SAUDA_KASPI_KIND_COUNT:
    return read_count (node, place);
  case SAUDA_KASPI_KIND_NUMBER:
    return read_number (node, place);
  case SAUDA_KASPI_KIND_FLAG:
    return read_flag (node, place);
  default:
    g_return_val_if_reached (FALSE);
  }
}

/* The object that holds the last member of @path; NULL when an outer one is missing or is no object. */
static JsonObject *
find_holder (JsonObject *object, const char *path, const char **member)
{
  const char *dot = strchr (path, '.');
  g_autofree char *outer = NULL;

  *member = path;
  if (dot == NULL)
    return object;
  outer = g_strndup (path, (gsize) (dot - path));
  *member = dot + 1;
  return sauda_kaspi_json_get_object (object, outer);
}

static gboolean
is_place_filled (const SaudaKaspiField *fields, gsize n_fields, guint64 filled, gsize offset)
{
  for (gsize i = 0; i < n_fields; i++)
    if (fields[i].offset == offset && (filled & (G_GUINT64_CONSTANT (1) << i)) != 0)
      return TRUE;
  return FALSE;
}

static JsonObject *
copy_known_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, &node)) {
    JsonObject *inner;

    if (JSON_NODE_HOLDS_NULL (node))
      continue;
    if (!JSON_NODE_HOLDS_OBJECT (node)) {
      json_object_set_member (copy, member, json_node_copy (node));
      continue;
    }
    inner = copy_known_object (json_node_get_object (node));
    if (json_object_get_size (inner) > 0)
      json_object_set_object_member (copy, member, inner);
    else
      json_object_unref (inner);
  }
  return copy;
}

/**
 * sauda_kaspi_json_get_object:
 * @object: (nullable): where to look
 * @member: a name
 *
 * Returns: (transfer none) (nullable): the member, when it is an object
 */
JsonObject *
sauda_kaspi_json_get_object (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * sauda_kaspi_json_get_array:
 * @object: (nullable): where to look
 * @member: a name
 *
 * Returns: (transfer none) (nullable): the member, when it is an array
 */
JsonArray *
sauda_kaspi_json_get_array (JsonObject *object, const char *member)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, member) : NULL;

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * sauda_kaspi_json_get_text:
 * @object: (nullable): where to look
 * @member: a name
 *
 * Returns: (transfer none) (nullable): the member, when it is a text
 */
const char *
sauda_kaspi_json_get_text (JsonObject *object, const char *member)
{
  JsonNode *node = get_value (object, member);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

/**
 * sauda_kaspi_json_dup_id:
 * @object: (nullable): a resource
 * @member: where its id stands
 *
 * Returns: (transfer full) (nullable): an id, which may be written as a number too
 */
char *
sauda_kaspi_json_dup_id (JsonObject *object, const char *member)
{
  JsonNode *node = get_value (object, member);

  return node != NULL ? read_text (node) : NULL;
}

/**
 * sauda_kaspi_json_get_count:
 * @object: (nullable): where to look
 * @member: a name
 * @count: (out): the whole number
 *
 * Returns: whether the member is a whole number from 0, in any of the forms that numbers come in
 */
gboolean
sauda_kaspi_json_get_count (JsonObject *object, const char *member, gint *count)
{
  JsonNode *node = get_value (object, member);

  return node != NULL && read_count (node, count);
}

/**
 * sauda_kaspi_json_take_fields:
 * @object: what came over the wire
 * @fields: (array length=n_fields): the mapping, at most 64 rows
 * @n_fields: its length
 * @record: the structure that @fields describes, zeroed
 * @missing: (out) (optional) (nullable): path of the first mandatory field without a value
 *
 * Moves every field that is understood from @object into @record, so that @object keeps what Sauda does not
 * know (or could not read): see sauda_kaspi_json_format_rest().
 *
 * Returns: whether every mandatory field has a value
 */
gboolean
sauda_kaspi_json_take_fields (JsonObject *object,
                              const SaudaKaspiField *fields,
                              gsize n_fields,
                              gpointer record,
                              const char **missing)
{
  guint64 filled = 0;

  g_return_val_if_fail (n_fields <= 64, FALSE);

  for (gsize i = 0; i < n_fields; i++) {
    const SaudaKaspiField *field = &fields[i];
    gpointer place = (char *) record + field->offset;
    const char *member;
    JsonObject *holder = find_holder (object, field->path, &member);
    JsonNode *node = get_value (holder, member);
    gboolean has_value = FALSE;

    if (node == NULL)
      continue;
    if (!is_place_filled (fields, n_fields, filled, field->offset) &&
        !read_field (node, field->kind, place, &has_value))
      continue;
    if (has_value) {
      filled |= G_GUINT64_CONSTANT (1) << i;
      if (field->known_offset != 0)
        *(gboolean *) ((char *) record + field->known_offset) = TRUE;
    }
    json_object_remove_member (holder, member);
  }
  for (gsize i = 0; i < n_fields; i++) {
    if (!fields[i].mandatory || is_place_filled (fields, n_fields, filled, fields[i].offset))
      continue;
    if (missing != NULL)
      *missing = fields[i].path;
    return FALSE;
  }
  return TRUE;
}

/**
 * sauda_kaspi_json_format_rest:
 * @object: what is left of an answer
 *
 * Returns: (transfer full) (nullable): @object as JSON without its nulls and empty objects; %NULL when
 * nothing is left
 */
char *
sauda_kaspi_json_format_rest (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_alloc ();

  json_node_take_object (json_node_init_object (node, NULL), copy_known_object (object));
  if (json_object_get_size (json_node_get_object (node)) == 0)
    return NULL;
  return json_to_string (node, FALSE);
}
