#include "sauda-catalogue-row.h"

#include "sauda-catalog-range.h"
#include "sauda-size-word.h"
#include "sauda-text.h"

struct _SaudaCatalogueRow {
  GObject parent_instance;

  SaudaVariantInfo *info; /* (owned) (not nullable) */
  GRefString *name_key;   /* (owned) (not nullable) collation key, one for all rows of a name */
  gint64 on_hand;
  gboolean counted;
  guint place; /* among all by name and size as they were read; 0: something changed since */
  guint revision;
};

enum { PROP_0, PROP_REVISION, N_PROPS };

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SaudaCatalogueRow, sauda_catalogue_row, G_TYPE_OBJECT)

static void
sauda_catalogue_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, SAUDA_CATALOGUE_ROW (object)->revision);
}

static void
sauda_catalogue_row_finalize (GObject *object)
{
  SaudaCatalogueRow *self = SAUDA_CATALOGUE_ROW (object);

  g_clear_pointer (&self->info, sauda_variant_info_free);
  g_clear_pointer (&self->name_key, g_ref_string_release);
  G_OBJECT_CLASS (sauda_catalogue_row_parent_class)->finalize (object);
}

static void
sauda_catalogue_row_class_init (SaudaCatalogueRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sauda_catalogue_row_get_property;
  object_class->finalize = sauda_catalogue_row_finalize;
  properties[PROP_REVISION] =
    g_param_spec_uint ("revision", NULL, NULL, 0, G_MAXUINT, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sauda_catalogue_row_init (SaudaCatalogueRow *self)
{
}

static void
notify (SaudaCatalogueRow *self)
{
  self->revision++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVISION]);
}

/**
 * sauda_catalogue_row_make_key:
 * @name: (nullable): the name of a product
 *
 * Returns: (transfer full): what it is sorted by, in the language of the window
 */
GRefString *
sauda_catalogue_row_make_key (const char *name)
{
  g_autofree char *key = g_utf8_collate_key (name != NULL ? name : "", -1);

  return g_ref_string_new (key);
}

/**
 * sauda_catalogue_row_new:
 * @info: (transfer full): a variant
 * @name_key: (transfer full): of its name, one for all rows of a name
 * @sum: (nullable): what lies on the shelf; %NULL when it never moved
 *
 * Returns: (transfer full): its row
 */
SaudaCatalogueRow *
sauda_catalogue_row_new (SaudaVariantInfo *info, GRefString *name_key, const SaudaStockSum *sum)
{
  SaudaCatalogueRow *self = g_object_new (SAUDA_TYPE_CATALOGUE_ROW, NULL);

  self->info = info;
  self->name_key = name_key;
  self->counted = sum != NULL && sum->baseline_ms > 0;
  self->on_hand = sum != NULL ? sum->on_hand : 0;
  return self;
}

/**
 * sauda_catalogue_row_get_id:
 * @self: a row
 *
 * Returns: the variant
 */
gint64
sauda_catalogue_row_get_id (SaudaCatalogueRow *self)
{
  return self->info->id;
}

/**
 * sauda_catalogue_row_get_info:
 * @self: a row
 *
 * Returns: (transfer none): all of the variant
 */
const SaudaVariantInfo *
sauda_catalogue_row_get_info (SaudaCatalogueRow *self)
{
  return self->info;
}

/**
 * sauda_catalogue_row_get_value:
 * @self: a row
 * @field: what of it
 *
 * Returns: (nullable): the value as it is typed
 */
const char *
sauda_catalogue_row_get_value (SaudaCatalogueRow *self, SaudaVariantField field)
{
  return self->info->values[field];
}

/**
 * sauda_catalogue_row_set_value:
 * @self: a row
 * @field: what of it
 * @value: (nullable): as sauda_variant_field_read() gives it
 *
 * Shows another value; saves nothing. Words of the old one are found until the catalogue is read again.
 */
void
sauda_catalogue_row_set_value (SaudaCatalogueRow *self, SaudaVariantField field, const char *value)
{
  SaudaVariantInfo *info = self->info;
  gint64 grams = -1;

  if (sauda_variant_field_equal (info->values[field], value))
    return;
  sauda_variant_info_set_value (info, field, value);
  if (field == SAUDA_VARIANT_FIELD_NAME || field == SAUDA_VARIANT_FIELD_SIZE)
    self->place = 0;
  if (field == SAUDA_VARIANT_FIELD_NAME) {
    g_ref_string_release (self->name_key);
    self->name_key = sauda_catalogue_row_make_key (value);
  } else if (field == SAUDA_VARIANT_FIELD_WEIGHT) {
    info->weight_grams = value != NULL && sauda_catalog_range_read_weight (value, &grams) ? grams : -1;
    info->doubts &= ~(guint) SAUDA_VARIANT_DOUBT_WEIGHT;
    if (sauda_catalog_range_is_far (SAUDA_CATALOG_QUANTITY_WEIGHT, info->weight_grams, info->usual_weight))
      info->doubts |= SAUDA_VARIANT_DOUBT_WEIGHT;
  }
  if (info->values[field] != NULL && field != SAUDA_VARIANT_FIELD_RETIRED) {
    g_autofree char *old = info->search_key, *key = sauda_text_search_key (value);

    info->search_key = g_strjoin (" ", old, key, NULL);
  }
  notify (self);
}

/**
 * sauda_catalogue_row_is_retired:
 * @self: a row
 *
 * Returns: whether it is not sold any more
 */
gboolean
sauda_catalogue_row_is_retired (SaudaCatalogueRow *self)
{
  return self->info->values[SAUDA_VARIANT_FIELD_RETIRED] != NULL;
}

/**
 * sauda_catalogue_row_is_counted:
 * @self: a row
 *
 * Returns: whether anybody ever told its stock
 */
gboolean
sauda_catalogue_row_is_counted (SaudaCatalogueRow *self)
{
  return self->counted;
}

/**
 * sauda_catalogue_row_get_on_hand:
 * @self: a row
 *
 * Returns: pieces on the shelf; may be less than 0
 */
gint64
sauda_catalogue_row_get_on_hand (SaudaCatalogueRow *self)
{
  return self->on_hand;
}

/**
 * sauda_catalogue_row_get_name_key:
 * @self: a row
 *
 * Returns: (transfer none): what its name is sorted by
 */
GRefString *
sauda_catalogue_row_get_name_key (SaudaCatalogueRow *self)
{
  return self->name_key;
}

/**
 * sauda_catalogue_row_set_place:
 * @self: a row
 * @place: from 1 on, among all by name and size as they were read; spares later sorting the comparisons
 */
void
sauda_catalogue_row_set_place (SaudaCatalogueRow *self, guint place)
{
  self->place = place;
}

/**
 * sauda_catalogue_row_take_over:
 * @self: a row that is shown
 * @newer: the same variant as it was read now; is of no use afterwards
 *
 * Shows what changed elsewhere, and stays the object that selection and undo know.
 */
void
sauda_catalogue_row_take_over (SaudaCatalogueRow *self, SaudaCatalogueRow *newer)
{
  SaudaVariantInfo *info = self->info;
  GRefString *key = self->name_key;

  self->info = newer->info;
  newer->info = info;
  self->name_key = newer->name_key;
  newer->name_key = key;
  self->place = newer->place;
  self->on_hand = newer->on_hand;
  self->counted = newer->counted;
  notify (self);
}

/**
 * sauda_catalogue_row_compare_names:
 * @first: (type SaudaCatalogueRow): a row
 * @second: (type SaudaCatalogueRow): another
 *
 * Returns: their order by name, then by growing size
 */
int
sauda_catalogue_row_compare_names (gconstpointer first, gconstpointer second)
{
  const SaudaCatalogueRow *a = first, *b = second;
  int order;

  if (a->place != 0 && b->place != 0)
    return a->place < b->place ? -1 : a->place > b->place;
  order = a->name_key == b->name_key ? 0 : strcmp (a->name_key, b->name_key);
  if (order == 0)
    order = g_strcmp0 (a->info->model_key, b->info->model_key);
  return order != 0 ? order
                    : sauda_size_word_compare (a->info->values[SAUDA_VARIANT_FIELD_SIZE],
                                               b->info->values[SAUDA_VARIANT_FIELD_SIZE]);
}
