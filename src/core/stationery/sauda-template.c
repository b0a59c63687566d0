#include "sauda-template.h"

#include "sauda-stationery-json-private.h"
#include "sauda-template-code-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Millimetres: what printers of labels and offices take. */
#define LEAST_SIDE 5.0
#define LARGEST_SIDE 420.0
#define SMALLEST_LETTERS 3.0
#define LARGEST_LETTERS 300.0
#define USUAL_LETTERS 10.0
#define USUAL_SMALLEST 5.0
#define USUAL_THICKNESS 0.3
/* What rounding to hundredths may push over an edge. */
#define TOLERANCE 0.011

static const char *const kind_names[] = { "product", "box", "cover", NULL };
static const char *const type_names[] = { "text", "barcode", "line", "frame", "fill", NULL };
static const char *const align_names[] = { "left", "center", "right", NULL };
static const char *const valign_names[] = { "top", "middle", "bottom", NULL };

static const char *const product_fields[] = { "title", "model", "size",  "color", "brand",
                                              "sku",   "price", "store", "code",  NULL };
static const char *const box_fields[] = { "order", "place",    "places", "store", "customer", "city",
                                          "day",   "contents", "pieces", "code",  NULL };
static const char *const cover_fields[] = { "model",  "size",   "count", "pieces", "store",
                                            "number", "groups", "day",   "code",   NULL };

static void
item_free (gpointer data)
{
  SaudaTemplateItem *item = data;

  g_free (item->text);
  g_free (item);
}

static gboolean
read_place (const SaudaStationeryJson *json, SaudaTemplateItem *item, GError **error)
{
  item->x = item->y = item->width = item->height = NAN;
  return sauda_stationery_json_number (json, "x", 0, LARGEST_SIDE, &item->x, error) &&
         sauda_stationery_json_number (json, "y", 0, LARGEST_SIDE, &item->y, error) &&
         sauda_stationery_json_number (json, "width", 0, LARGEST_SIDE, &item->width, error) &&
         sauda_stationery_json_number (json, "height", 0, LARGEST_SIDE, &item->height, error);
}

static gboolean
read_looks (const SaudaStationeryJson *json, SaudaTemplateItem *item, GError **error)
{
  int align = item->align, valign = item->valign;

  if (!sauda_stationery_json_number (json, "size", SMALLEST_LETTERS, LARGEST_LETTERS, &item->size, error))
    return FALSE;
  item->smallest = MIN (item->smallest, item->size);
  if (!sauda_stationery_json_number (json, "smallest", SMALLEST_LETTERS, item->size, &item->smallest,
                                     error) ||
      !sauda_stationery_json_number (json, "thickness", 0.05, 20, &item->thickness, error) ||
      !sauda_stationery_json_choice (json, "align", align_names, &align, error) ||
      !sauda_stationery_json_choice (json, "valign", valign_names, &valign, error))
    return FALSE;
  item->align = (SaudaTemplateAlign) align;
  item->valign = (SaudaTemplateAlign) valign;
  item->bold = sauda_stationery_json_flag (json, "bold", FALSE);
  item->wrap = sauda_stationery_json_flag (json, "wrap", FALSE);
  item->white = sauda_stationery_json_flag (json, "white", FALSE);
  item->caption = sauda_stationery_json_flag (json, "caption", FALSE);
  return TRUE;
}

static gboolean
read_item (SaudaTemplate *self, const SaudaStationeryJson *json, GError **error)
{
  const char *text = sauda_stationery_json_text (json, "text");
  SaudaTemplateItem *item;
  int type = -1;

  if (!sauda_stationery_json_choice (json, "type", type_names, &type, error))
    return FALSE;
  item = sauda_template_add_item (self, (SaudaTemplateItemType) type);
  if (!read_place (json, item, error) || !read_looks (json, item, error))
    return FALSE;
  if (type == SAUDA_TEMPLATE_BARCODE &&
      !sauda_barcode_kind_find (sauda_stationery_json_text (json, "barcode"), &item->barcode)) {
    sauda_stationery_json_fail (json, "barcode", error);
    return FALSE;
  }
  if (type > SAUDA_TEMPLATE_BARCODE)
    return TRUE;
  if (text == NULL) {
    sauda_stationery_json_fail (json, "text", error);
    return FALSE;
  }
  item->text = g_strdup (text);
  return TRUE;
}

static gboolean
read_items (SaudaTemplate *self, const SaudaStationeryJson *whole, GError **error)
{
  JsonNode *node = json_object_get_member (whole->object, "items");
  JsonArray *items = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (items == NULL) {
    sauda_stationery_json_fail (whole, "items", error);
    return FALSE;
  }
  for (guint i = 0; i < json_array_get_length (items); i++) {
    JsonNode *item = json_array_get_element (items, i);
    SaudaStationeryJson json = { NULL, whole->name, i + 1 };

    if (!JSON_NODE_HOLDS_OBJECT (item)) {
      sauda_stationery_json_fail (whole, "items", error);
      return FALSE;
    }
    json.object = json_node_get_object (item);
    if (!read_item (self, &json, error))
      return FALSE;
  }
  return TRUE;
}

static JsonObject *
write_item (const SaudaTemplateItem *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "type", type_names[item->type]);
  sauda_stationery_json_add_number (object, "x", item->x);
  sauda_stationery_json_add_number (object, "y", item->y);
  sauda_stationery_json_add_number (object, "width", item->width);
  sauda_stationery_json_add_number (object, "height", item->height);
  if (item->text != NULL)
    json_object_set_string_member (object, "text", item->text);
  if (item->type == SAUDA_TEMPLATE_BARCODE) {
    json_object_set_string_member (object, "barcode", sauda_barcode_kind_get_name (item->barcode));
    json_object_set_boolean_member (object, "caption", item->caption);
  }
  if (item->type <= SAUDA_TEMPLATE_BARCODE) {
    sauda_stationery_json_add_number (object, "size", item->size);
    sauda_stationery_json_add_number (object, "smallest", item->smallest);
    json_object_set_string_member (object, "align", align_names[item->align]);
    json_object_set_string_member (object, "valign", valign_names[item->valign]);
    json_object_set_boolean_member (object, "bold", item->bold);
    json_object_set_boolean_member (object, "wrap", item->wrap);
    json_object_set_boolean_member (object, "white", item->white);
  } else
    sauda_stationery_json_add_number (object, "thickness", item->thickness);
  return object;
}

static void
append_field (GString *filled, const char *name, gsize length, GHashTable *fields)
{
  g_autofree char *key = g_strndup (name, length);
  const char *value = g_hash_table_lookup (fields, key);

  if (value != NULL)
    g_string_append (filled, value);
}

/**
 * sauda_template_new:
 * @id: its name in calls
 * @title: for people
 * @kind: what it is for
 * @width: millimetres
 * @height: millimetres
 *
 * Returns: (transfer full): a template with nothing on it
 */
SaudaTemplate *
sauda_template_new (const char *id, const char *title, SaudaTemplateKind kind, double width, double height)
{
  SaudaTemplate *self = g_new0 (SaudaTemplate, 1);

  self->id = g_strdup (id);
  self->title = g_strdup (title);
  self->kind = kind;
  self->width = width;
  self->height = height;
  self->items = g_ptr_array_new_with_free_func (item_free);
  return self;
}

/**
 * sauda_template_parse:
 * @json: a file
 * @id: the name that it shall have
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the template, or %NULL with %SAUDA_STATIONERY_ERROR_TEMPLATE
 */
SaudaTemplate *
sauda_template_parse (GBytes *json, const char *id, GError **error)
{
  g_autoptr (JsonObject) object = sauda_stationery_json_parse (json, id, error);
  SaudaStationeryJson whole = { object, id, 0 };
  g_autoptr (SaudaTemplate) self = NULL;
  g_autofree char *title = NULL;
  double width = NAN, height = NAN;
  int kind = -1;

  if (object == NULL || !sauda_stationery_json_choice (&whole, "kind", kind_names, &kind, error) ||
      !sauda_stationery_json_number (&whole, "width", LEAST_SIDE, LARGEST_SIDE, &width, error) ||
      !sauda_stationery_json_number (&whole, "height", LEAST_SIDE, LARGEST_SIDE, &height, error))
    return NULL;
  title = sauda_stationery_json_title (&whole);
  self = sauda_template_new (id, title != NULL ? title : id, (SaudaTemplateKind) kind, width, height);
  if (!read_items (self, &whole, error) || !sauda_template_check (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/**
 * sauda_template_copy:
 * @self: a template
 *
 * Returns: (transfer full): the same, to be changed
 */
SaudaTemplate *
sauda_template_copy (const SaudaTemplate *self)
{
  SaudaTemplate *copy = sauda_template_new (self->id, self->title, self->kind, self->width, self->height);

  for (guint i = 0; i < self->items->len; i++) {
    SaudaTemplateItem *item = g_memdup2 (g_ptr_array_index (self->items, i), sizeof (SaudaTemplateItem));

    item->text = g_strdup (item->text);
    g_ptr_array_add (copy->items, item);
  }
  return copy;
}

/**
 * sauda_template_free:
 * @self: (transfer full): a template
 */
void
sauda_template_free (SaudaTemplate *self)
{
  g_free (self->id);
  g_free (self->title);
  g_ptr_array_unref (self->items);
  g_free (self);
}

/**
 * sauda_template_add_item:
 * @self: a template
 * @type: what is added
 *
 * Returns: (transfer none): a new item of no size, to be filled
 */
SaudaTemplateItem *
sauda_template_add_item (SaudaTemplate *self, SaudaTemplateItemType type)
{
  SaudaTemplateItem *item = g_new0 (SaudaTemplateItem, 1);

  item->type = type;
  item->size = USUAL_LETTERS;
  item->smallest = USUAL_SMALLEST;
  item->thickness = USUAL_THICKNESS;
  g_ptr_array_add (self->items, item);
  return item;
}

/**
 * sauda_template_check:
 * @self: a template
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STATIONERY_ERROR_TEMPLATE when something lies beyond the label's edge
 */
gboolean
sauda_template_check (const SaudaTemplate *self, GError **error)
{
  for (guint i = 0; i < self->items->len; i++) {
    const SaudaTemplateItem *item = g_ptr_array_index (self->items, i);

    if (item->x >= 0 && item->y >= 0 && item->x + item->width <= self->width + TOLERANCE &&
        item->y + item->height <= self->height + TOLERANCE)
      continue;
    g_set_error (
      error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_TEMPLATE,
      _ ("“%s”, item %u lies beyond the edge of the label of %g x %g mm. Move it or make it smaller."),
      self->id, i + 1, self->width, self->height);
    return FALSE;
  }
  return TRUE;
}

/**
 * sauda_template_check_fields:
 * @self: a template
 * @fields: (element-type utf8 utf8): what would be put in
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STATIONERY_ERROR_BARCODE when one of its bar codes cannot hold its text, or
 * not in bars that a label printer can print
 */
gboolean
sauda_template_check_fields (const SaudaTemplate *self, GHashTable *fields, GError **error)
{
  for (guint i = 0; i < self->items->len; i++) {
    const SaudaTemplateItem *item = g_ptr_array_index (self->items, i);
    g_autofree char *text = NULL;
    g_auto (SaudaTemplateCode) code = { NULL };

    if (item->type != SAUDA_TEMPLATE_BARCODE)
      continue;
    text = sauda_template_fill_in (item->text, fields);
    if (*text != '\0' &&
        !sauda_template_code_init (
          &code, item, text, &(cairo_rectangle_t){ 0, 0, SAUDA_MM (item->width), SAUDA_MM (item->height) },
          error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_template_write:
 * @self: a template
 *
 * Returns: (transfer full): it as JSON
 */
char *
sauda_template_write (const SaudaTemplate *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *items = json_array_new ();

  json_object_set_string_member (object, "title", self->title);
  json_object_set_string_member (object, "kind", kind_names[self->kind]);
  sauda_stationery_json_add_number (object, "width", self->width);
  sauda_stationery_json_add_number (object, "height", self->height);
  for (guint i = 0; i < self->items->len; i++)
    json_array_add_object_element (items, write_item (g_ptr_array_index (self->items, i)));
  json_object_set_array_member (object, "items", items);
  json_node_take_object (root, object);
  return json_to_string (root, TRUE);
}

/**
 * sauda_template_kind_get_fields:
 * @kind: a kind
 *
 * Returns: (array zero-terminated=1) (transfer none): what its texts may name in braces
 */
const char *const *
sauda_template_kind_get_fields (SaudaTemplateKind kind)
{
  return kind == SAUDA_TEMPLATE_PRODUCT ? product_fields
         : kind == SAUDA_TEMPLATE_BOX   ? box_fields
                                        : cover_fields;
}

/**
 * sauda_template_kind_get_name:
 * @kind: a kind
 *
 * Returns: its name in templates
 */
const char *
sauda_template_kind_get_name (SaudaTemplateKind kind)
{
  return kind_names[kind];
}

/**
 * sauda_template_item_type_get_name:
 * @type: a type
 *
 * Returns: its name in templates
 */
const char *
sauda_template_item_type_get_name (SaudaTemplateItemType type)
{
  return type_names[type];
}

/**
 * sauda_template_fill_in:
 * @text: a text with `{field}` in it
 * @fields: (element-type utf8 utf8): what is put in; what is not there is left empty
 *
 * Returns: (transfer full): the text, filled in
 */
char *
sauda_template_fill_in (const char *text, GHashTable *fields)
{
  GString *filled = g_string_new (NULL);

  while (*text != '\0') {
    const char *open = strchr (text, '{'), *close = open != NULL ? strchr (open, '}') : NULL;

    if (close == NULL) {
      g_string_append (filled, text);
      break;
    }
    g_string_append_len (filled, text, open - text);
    append_field (filled, open + 1, (gsize) (close - open - 1), fields);
    text = close + 1;
  }
  return g_string_free (filled, FALSE);
}
