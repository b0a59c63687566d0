#include "sauda-variants.h"

#include "sauda-catalog-range.h"
#include "sauda-connection.h"
#include "sauda-size-word.h"
#include "sauda-text.h"

#include <math.h>
#include <string.h>

/* The variants with what their offers say, put together in one pass over each table: joins and groups take
 * several times as long over 100,000 of them. Rows mostly say the same as the row before: they share its
 * texts. */

#define SELECT_VARIANTS                                                                                      \
  "SELECT id, sku, model_key, search_key, weight_grams, cost_cny, retired_ms, model_name, size, brand, "     \
  "model, color, gender, season, product_type, sub_category, picture FROM variant"
#define SELECT_OFFERS "SELECT variant_id, store_id, price, sku, my_size, our_size FROM offer"
#define SELECT_BARCODES "SELECT variant_id, code FROM variant_barcode"

#define FIRST_TEXT 7

/* In the order of SELECT_VARIANTS. */
static const SaudaVariantField texts[] = {
  SAUDA_VARIANT_FIELD_NAME,    SAUDA_VARIANT_FIELD_SIZE,  SAUDA_VARIANT_FIELD_BRAND,
  SAUDA_VARIANT_FIELD_MODEL,   SAUDA_VARIANT_FIELD_COLOR, SAUDA_VARIANT_FIELD_GENDER,
  SAUDA_VARIANT_FIELD_SEASON,  SAUDA_VARIANT_FIELD_TYPE,  SAUDA_VARIANT_FIELD_SUBTYPE,
  SAUDA_VARIANT_FIELD_PICTURE,
};

/* What the sizes of a model have. */
typedef struct {
  GArray *prices;  /* (owned) (element-type gint64) */
  GArray *weights; /* (owned) (element-type gint64) */
  gint64 usual_price;
  gint64 usual_weight;
} Model;

typedef struct {
  GPtrArray *variants; /* (owned) (element-type SaudaVariantInfo) by growing id */
  GPtrArray *models;   /* (owned) (element-type Model) of each of them, borrowed */
  GHashTable *by_key;  /* (owned) key → Model */
  GHashTable *stores;  /* (owned) id → name */
  GHashTable *numbers; /* (owned) thousandths → how they are written: thousands of rows share a few */
  guint found;         /* variant that was looked for last */
} Reading;

static void
model_free (gpointer data)
{
  Model *model = data;

  g_array_unref (model->prices);
  g_array_unref (model->weights);
  g_free (model);
}

static void
reading_clear (Reading *self)
{
  g_clear_pointer (&self->variants, g_ptr_array_unref);
  g_ptr_array_unref (self->models);
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->stores);
  g_hash_table_unref (self->numbers);
}

/* The sizes of a model mostly come one behind the other. */
static Model *
ensure_model (Reading *self, const SaudaVariantInfo *info, const SaudaVariantInfo *before)
{
  Model *model = before != NULL && before->model_key == info->model_key
                   ? g_ptr_array_index (self->models, self->models->len - 1)
                   : g_hash_table_lookup (self->by_key, info->model_key);

  if (model != NULL)
    return model;
  model = g_new0 (Model, 1);
  model->prices = g_array_new (FALSE, FALSE, sizeof (gint64));
  model->weights = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_insert (self->by_key, info->model_key, model);
  return model;
}

static GRefString *
write_thousandths (Reading *self, gint64 thousandths)
{
  GRefString *text = g_hash_table_lookup (self->numbers, &thousandths);

  if (text == NULL) {
    g_autofree char *written = sauda_catalog_range_format_decimal ((double) thousandths / 1000);

    text = g_ref_string_new (written);
    g_hash_table_insert (self->numbers, g_memdup2 (&thousandths, sizeof thousandths), text);
  }
  return g_ref_string_acquire (text);
}

static GRefString *
share (GRefString *before, const char *text)
{
  if (text == NULL)
    return NULL;
  return before != NULL && strcmp (before, text) == 0 ? g_ref_string_acquire (before)
                                                      : g_ref_string_new (text);
}

static SaudaVariantInfo *
read_variant (Reading *self, SaudaStatement *row, const SaudaVariantInfo *before)
{
  SaudaVariantInfo *info = g_new0 (SaudaVariantInfo, 1);

  info->id = sauda_statement_get_int64 (row, 0);
  info->sku = g_strdup (sauda_statement_get_text (row, 1));
  info->model_key = share (before != NULL ? before->model_key : NULL, sauda_statement_get_text (row, 2));
  info->search_key = g_strdup (sauda_statement_get_text (row, 3));
  info->weight_grams = sauda_statement_is_null (row, 4) ? -1 : sauda_statement_get_int64 (row, 4);
  info->least_price = -1;
  info->highest_price = -1;
  if (info->weight_grams >= 0)
    info->values[SAUDA_VARIANT_FIELD_WEIGHT] = write_thousandths (self, info->weight_grams);
  if (!sauda_statement_is_null (row, 5))
    info->values[SAUDA_VARIANT_FIELD_COST] =
      write_thousandths (self, llround (sauda_statement_get_double (row, 5) * 1000));
  if (!sauda_statement_is_null (row, 6))
    info->values[SAUDA_VARIANT_FIELD_RETIRED] = g_ref_string_new ("1");
  for (int i = 0; i < (int) G_N_ELEMENTS (texts); i++)
    info->values[texts[i]] = share (before != NULL ? before->values[texts[i]] : NULL,
                                    sauda_statement_get_text (row, FIRST_TEXT + i));
  return info;
}

static gboolean
read_variants (Reading *self, SaudaStatement *select, GError **error)
{
  SaudaVariantInfo *info = NULL;
  gboolean row;

  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    info = read_variant (self, select, info);
    g_ptr_array_add (self->variants, info);
  }
}

static void
group_models (Reading *self)
{
  const SaudaVariantInfo *before = NULL;

  for (guint i = 0; i < self->variants->len; i++) {
    const SaudaVariantInfo *info = g_ptr_array_index (self->variants, i);
    Model *model = ensure_model (self, info, before);

    before = info;
    g_ptr_array_add (self->models, model);
    if (info->weight_grams >= 0)
      g_array_append_val (model->weights, info->weight_grams);
  }
}

/* Offers and bar codes mostly come in the order of their variants. Returns whether there is such
 * a variant. */
static gboolean
find_variant (Reading *self, gint64 id)
{
  guint low = 0, high = self->variants->len;

  for (guint next = self->found; next < MIN (self->found + 2, self->variants->len); next++) {
    if (((const SaudaVariantInfo *) g_ptr_array_index (self->variants, next))->id == id) {
      self->found = next;
      return TRUE;
    }
  }
  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (((const SaudaVariantInfo *) g_ptr_array_index (self->variants, middle))->id < id)
      low = middle + 1;
    else
      high = middle;
  }
  self->found = low;
  return low < self->variants->len &&
         ((const SaudaVariantInfo *) g_ptr_array_index (self->variants, low))->id == id;
}

static gboolean
read_stores (Reading *self, SaudaConnection *connection, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (connection, "SELECT id, name FROM store", error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  for (;;) {
    gint64 id;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    id = sauda_statement_get_int64 (select, 0);
    g_hash_table_insert (self->stores, g_memdup2 (&id, sizeof id),
                         g_ref_string_new (sauda_statement_get_text (select, 1)));
  }
}

/* What is found is added to the key, folded as the rest of it. */
static void
add_to_key (SaudaVariantInfo *info, const char *text)
{
  g_autofree char *key = NULL;
  gsize known, more;

  if (text == NULL || *text == '\0')
    return;
  if (!g_str_is_ascii (text))
    text = key = sauda_text_search_key (text);
  known = strlen (info->search_key);
  more = strlen (text);
  info->search_key = g_realloc (info->search_key, known + more + 2);
  info->search_key[known] = ' ';
  for (gsize i = 0; i <= more; i++)
    info->search_key[known + 1 + i] = g_ascii_tolower (text[i]);
}

static void
add_store (SaudaVariantInfo *info, GRefString *name)
{
  if (info->stores == NULL) {
    info->stores = g_ref_string_acquire (name);
  } else if (info->stores != name) {
    g_auto (GStrv) known = g_strsplit (info->stores, ", ", -1);
    g_autofree char *all = NULL;

    if (g_strv_contains ((const char *const *) known, name))
      return;
    all = g_strjoin (", ", info->stores, name, NULL);
    g_ref_string_release (info->stores);
    info->stores = g_ref_string_new (all);
  }
}

/* The same word is the usual case; only then the meaning is looked for. */
static gboolean
tells_other_size (const SaudaVariantInfo *info, const char *text)
{
  const char *size = info->values[SAUDA_VARIANT_FIELD_SIZE];
  g_autofree char *told = NULL;

  if (text == NULL || size == NULL || g_str_equal (text, size))
    return FALSE;
  told = sauda_variant_field_write_size (text);
  return !sauda_size_word_equal (told, size);
}

static void
take_offer (Reading *self, SaudaStatement *row)
{
  SaudaVariantInfo *info = g_ptr_array_index (self->variants, self->found);
  Model *model = g_ptr_array_index (self->models, self->found);
  gint64 store_id = sauda_statement_get_int64 (row, 1);
  gint64 price = sauda_statement_is_null (row, 2) ? -1 : sauda_statement_get_int64 (row, 2);
  const char *size = sauda_statement_get_text (row, 5);

  info->offers++;
  add_store (info, g_hash_table_lookup (self->stores, &store_id));
  add_to_key (info, sauda_statement_get_text (row, 3));
  if (price >= 0) {
    info->least_price = info->least_price < 0 ? price : MIN (info->least_price, price);
    info->highest_price = MAX (info->highest_price, price);
    g_array_append_val (model->prices, price);
  }
  if (tells_other_size (info, size != NULL ? size : sauda_statement_get_text (row, 4)))
    info->doubts |= SAUDA_VARIANT_DOUBT_SIZE;
}

static gboolean
read_offers (Reading *self, SaudaStatement *select, GError **error)
{
  gboolean row;

  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    if (find_variant (self, sauda_statement_get_int64 (select, 0)))
      take_offer (self, select);
  }
}

static gboolean
read_barcodes (Reading *self, SaudaStatement *select, GError **error)
{
  gboolean row;

  for (;;) {
    const char *code, *known;
    g_autofree char *all = NULL;
    SaudaVariantInfo *info;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    if (!find_variant (self, sauda_statement_get_int64 (select, 0)))
      continue;
    info = g_ptr_array_index (self->variants, self->found);
    known = info->values[SAUDA_VARIANT_FIELD_BARCODES];
    code = sauda_statement_get_text (select, 1);
    all = known != NULL ? g_strjoin (", ", known, code, NULL) : NULL;
    sauda_variant_info_set_value (info, SAUDA_VARIANT_FIELD_BARCODES, all != NULL ? all : code);
    add_to_key (info, code);
  }
}

typedef gboolean (*ReadFunc) (Reading *self, SaudaStatement *select, GError **error);

static gboolean
read_all (Reading *self, SaudaConnection *connection, const char *sql, ReadFunc read, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (connection, sql, error);

  return select != NULL && read (self, select, error);
}

/* Of each variant that was read. */
static gboolean
read_each (Reading *self, SaudaConnection *connection, const char *sql, ReadFunc read, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (connection, sql, error);

  if (select == NULL)
    return FALSE;
  for (guint i = 0; i < self->variants->len; i++) {
    sauda_statement_bind_int64 (select, 1, ((SaudaVariantInfo *) g_ptr_array_index (self->variants, i))->id);
    if (!read (self, select, error))
      return FALSE;
  }
  return TRUE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 first = (*(const SaudaVariantInfo *const *) a)->id,
         second = (*(const SaudaVariantInfo *const *) b)->id;

  return (first > second) - (first < second);
}

static gboolean
read_everything (Reading *self, SaudaConnection *connection, GError **error)
{
  if (!read_all (self, connection, SELECT_VARIANTS " ORDER BY id", read_variants, error))
    return FALSE;
  group_models (self);
  return read_all (self, connection, SELECT_OFFERS " WHERE variant_id IS NOT NULL", read_offers, error) &&
         read_all (self, connection, SELECT_BARCODES " ORDER BY variant_id, code", read_barcodes, error);
}

static gboolean
read_models (Reading *self, SaudaConnection *connection, GPtrArray *model_keys, GError **error)
{
  SaudaStatement *select =
    sauda_connection_prepare (connection, SELECT_VARIANTS " WHERE model_key = ?", error);

  if (select == NULL)
    return FALSE;
  for (guint i = 0; i < model_keys->len; i++) {
    sauda_statement_bind_static_text (select, 1, g_ptr_array_index (model_keys, i));
    if (!read_variants (self, select, error))
      return FALSE;
  }
  g_ptr_array_sort (self->variants, compare_ids);
  group_models (self);
  return read_each (self, connection, SELECT_OFFERS " WHERE variant_id = ?", read_offers, error) &&
         read_each (self, connection, SELECT_BARCODES " WHERE variant_id = ? ORDER BY code", read_barcodes,
                    error);
}

static void
look_for_doubts (Reading *self)
{
  GHashTableIter models;
  gpointer value;

  g_hash_table_iter_init (&models, self->by_key);
  while (g_hash_table_iter_next (&models, NULL, &value)) {
    Model *model = value;

    model->usual_price = sauda_catalog_range_find_median (model->prices);
    model->usual_weight = sauda_catalog_range_find_median (model->weights);
  }
  for (guint i = 0; i < self->variants->len; i++) {
    SaudaVariantInfo *info = g_ptr_array_index (self->variants, i);
    const Model *model = g_ptr_array_index (self->models, i);

    info->usual_price = model->usual_price;
    info->usual_weight = model->usual_weight;
    if (sauda_catalog_range_is_far (SAUDA_CATALOG_QUANTITY_WEIGHT, info->weight_grams, info->usual_weight))
      info->doubts |= SAUDA_VARIANT_DOUBT_WEIGHT;
    if (sauda_catalog_range_is_far (SAUDA_CATALOG_QUANTITY_PRICE, info->least_price, info->usual_price) ||
        sauda_catalog_range_is_far (SAUDA_CATALOG_QUANTITY_PRICE, info->highest_price, info->usual_price))
      info->doubts |= SAUDA_VARIANT_DOUBT_PRICE;
  }
}

/**
 * sauda_variant_info_free:
 * @info: (transfer full) (nullable): a variant
 */
void
sauda_variant_info_free (SaudaVariantInfo *info)
{
  if (info == NULL)
    return;
  for (guint i = 0; i < SAUDA_VARIANT_N_FIELDS; i++)
    g_clear_pointer (&info->values[i], g_ref_string_release);
  g_free (info->sku);
  g_ref_string_release (info->model_key);
  g_free (info->search_key);
  g_clear_pointer (&info->stores, g_ref_string_release);
  g_free (info);
}

/**
 * sauda_variant_info_set_value:
 * @info: a variant
 * @field: what of it
 * @value: (nullable): as it is typed; "" is as %NULL
 */
void
sauda_variant_info_set_value (SaudaVariantInfo *info, SaudaVariantField field, const char *value)
{
  GRefString *now = value != NULL && *value != '\0' ? g_ref_string_new (value) : NULL;

  g_clear_pointer (&info->values[field], g_ref_string_release);
  info->values[field] = now;
}

static GPtrArray *
list (SaudaConnection *connection, GPtrArray *model_keys, GError **error)
{
  Reading reading = {
    .variants = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_variant_info_free),
    .models = g_ptr_array_new (),
    .by_key = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, model_free),
    .stores =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ref_string_release),
    .numbers =
      g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ref_string_release),
  };
  GPtrArray *variants = NULL;

  if (read_stores (&reading, connection, error) &&
      (model_keys != NULL ? read_models (&reading, connection, model_keys, error)
                          : read_everything (&reading, connection, error))) {
    look_for_doubts (&reading);
    variants = g_steal_pointer (&reading.variants);
  }
  reading_clear (&reading);
  return variants;
}

/**
 * sauda_variants_list:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaVariantInfo) (nullable): every variant in the order in which
 * they came, the retired ones too; or %NULL with an error of the store
 */
GPtrArray *
sauda_variants_list (SaudaConnection *connection, GError **error)
{
  return list (connection, NULL, error);
}

/**
 * sauda_variants_list_models:
 * @connection: inside a transaction
 * @model_keys: (element-type utf8): each model once
 * @error: return location
 *
 * Takes as long as there are variants of these models, however large the catalogue is.
 *
 * Returns: (transfer full) (element-type SaudaVariantInfo) (nullable): the variants of some models, as
 * sauda_variants_list() tells them; or %NULL with an error of the store
 */
GPtrArray *
sauda_variants_list_models (SaudaConnection *connection, GPtrArray *model_keys, GError **error)
{
  return list (connection, model_keys, error);
}
