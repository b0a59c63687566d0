#include "sauda-catalogue-row.h"

#include "sauda-catalog-range.h"
#include "sauda-size-word.h"
#include "sauda-stock-sums.h"
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

static GRefString *
make_key (const char *name)
{
  g_autofree char *key = g_utf8_collate_key (name != NULL ? name : "", -1);

  return g_ref_string_new (key);
}

/* Thousands of rows have a few hundred names. */
static GRefString *
find_key (GHashTable *keys, const char *name)
{
  GRefString *key = g_hash_table_lookup (keys, name);

  if (key == NULL) {
    key = make_key (name);
    g_hash_table_insert (keys, (gpointer) name, key);
  }
  return g_ref_string_acquire (key);
}

static int
compare_pointers (gconstpointer first, gconstpointer second)
{
  return sauda_catalogue_row_compare_names (*(gconstpointer *) first, *(gconstpointer *) second);
}

/**
 * sauda_catalogue_rows_load:
 * @connection: inside a transaction
 * @unused: nothing
 * @error: return location
 *
 * A #SaudaWorkspaceFunc. Made and sorted on the database's thread, so that the window has only to show them.
 *
 * Returns: (transfer full) (element-type SaudaCatalogueRow) (nullable): every variant by name and size, or
 * %NULL with an error of the store
 */
GPtrArray *
sauda_catalogue_rows_load (SaudaConnection *connection, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) variants = sauda_variants_list (connection, error);
  g_autoptr (GArray) sums = variants != NULL ? sauda_stock_sums_read (connection, error) : NULL;
  g_autoptr (GHashTable) keys = NULL;
  const SaudaCatalogueRow *before = NULL;
  GPtrArray *rows;

  if (sums == NULL)
    return NULL;
  keys = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ref_string_release);
  rows = g_ptr_array_new_full (variants->len, g_object_unref);
  for (guint i = 0; i < variants->len; i++) {
    SaudaCatalogueRow *row = g_object_new (SAUDA_TYPE_CATALOGUE_ROW, NULL);
    const SaudaStockSum *sum;

    row->info = g_ptr_array_index (variants, i);
    row->name_key = before != NULL && before->info->values[SAUDA_VARIANT_FIELD_NAME] ==
                                        row->info->values[SAUDA_VARIANT_FIELD_NAME]
                      ? g_ref_string_acquire (before->name_key)
                      : find_key (keys, row->info->values[SAUDA_VARIANT_FIELD_NAME]);
    before = row;
    sum = sauda_stock_sums_find (sums, row->info->id);
    row->counted = sum != NULL && sum->baseline_ms > 0;
    row->on_hand = sum != NULL ? sum->on_hand : 0;
    g_ptr_array_add (rows, row);
  }
  g_ptr_array_set_free_func (variants, NULL);
  g_ptr_array_sort (rows, compare_pointers);
  for (guint i = 0; i < rows->len; i++)
    ((SaudaCatalogueRow *) g_ptr_array_index (rows, i))->place = i + 1;
  return rows;
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
    self->name_key = make_key (value);
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
