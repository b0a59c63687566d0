#include "sauda-variants.h"

#include "sauda-catalog-range.h"
#include "sauda-connection.h"
#include "sauda-size-word.h"
#include "sauda-text.h"

#include <math.h>

/* The variants with what their offers say, put together in one pass over each table: joins and groups take
 * several times as long over 100,000 of them. */

#define SELECT_VARIANTS                                                                                      \
  "SELECT id, sku, model_key, search_key, weight_grams, cost_cny, retired_ms, model_name, size, brand, "     \
  "model, color, gender, season, product_type, sub_category, picture FROM variant ORDER BY id"

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
  GPtrArray *variants; /* (owned) (element-type SaudaVariantInfo) */
  GHashTable *by_id;   /* (owned) id → SaudaVariantInfo */
  GHashTable *models;  /* (owned) key → Model */
  GHashTable *stores;  /* (owned) id → name */
  GHashTable *numbers; /* (owned) thousandths → how they are written: thousands of rows share a few */
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
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->models);
  g_hash_table_unref (self->stores);
  g_hash_table_unref (self->numbers);
}

static Model *
ensure_model (Reading *self, const char *key)
{
  Model *model = g_hash_table_lookup (self->models, key);

  if (model != NULL)
    return model;
  model = g_new0 (Model, 1);
  model->prices = g_array_new (FALSE, FALSE, sizeof (gint64));
  model->weights = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_insert (self->models, (gpointer) key, model);
  return model;
}

static char *
write_thousandths (Reading *self, gint64 thousandths)
{
  char *text = g_hash_table_lookup (self->numbers, &thousandths);

  if (text == NULL) {
    text = sauda_catalog_range_format_decimal ((double) thousandths / 1000);
    g_hash_table_insert (self->numbers, g_memdup2 (&thousandths, sizeof thousandths), text);
  }
  return g_strdup (text);
}

static SaudaVariantInfo *
read_variant (Reading *self, SaudaStatement *row)
{
  SaudaVariantInfo *info = g_new0 (SaudaVariantInfo, 1);

  info->id = sauda_statement_get_int64 (row, 0);
  info->sku = g_strdup (sauda_statement_get_text (row, 1));
  info->model_key = g_strdup (sauda_statement_get_text (row, 2));
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
    info->values[SAUDA_VARIANT_FIELD_RETIRED] = g_strdup ("1");
  for (int i = 0; i < (int) G_N_ELEMENTS (texts); i++)
    info->values[texts[i]] = g_strdup (sauda_statement_get_text (row, FIRST_TEXT + i));
  return info;
}

static gboolean
read_variants (Reading *self, SaudaConnection *connection, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (connection, SELECT_VARIANTS, error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  for (;;) {
    SaudaVariantInfo *info;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    info = read_variant (self, select);
    g_ptr_array_add (self->variants, info);
    g_hash_table_insert (self->by_id, &info->id, info);
    if (info->weight_grams >= 0)
      g_array_append_val (ensure_model (self, info->model_key)->weights, info->weight_grams);
  }
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
                         g_strdup (sauda_statement_get_text (select, 1)));
  }
}

/* What is found is added to the key, folded as the rest of it. */
static void
add_to_key (SaudaVariantInfo *info, const char *text)
{
  g_autofree char *key = NULL, *old = NULL;

  if (text == NULL || *text == '\0')
    return;
  old = info->search_key;
  key = g_str_is_ascii (text) ? g_ascii_strdown (text, -1) : sauda_text_search_key (text);
  info->search_key = g_strjoin (" ", old, key, NULL);
}

static void
add_store (SaudaVariantInfo *info, const char *name)
{
  if (info->stores == NULL) {
    info->stores = g_strdup (name);
  } else if (!g_str_equal (info->stores, name)) {
    g_autofree char *old = info->stores;
    g_auto (GStrv) known = g_strsplit (old, ", ", -1);

    info->stores = g_strv_contains ((const char *const *) known, name) ? g_steal_pointer (&old)
                                                                       : g_strjoin (", ", old, name, NULL);
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
take_offer (Reading *self, SaudaVariantInfo *info, SaudaStatement *row)
{
  gint64 store_id = sauda_statement_get_int64 (row, 1);
  gint64 price = sauda_statement_is_null (row, 2) ? -1 : sauda_statement_get_int64 (row, 2);
  const char *size = sauda_statement_get_text (row, 5);

  info->offers++;
  add_store (info, g_hash_table_lookup (self->stores, &store_id));
  add_to_key (info, sauda_statement_get_text (row, 3));
  if (price >= 0) {
    info->least_price = info->least_price < 0 ? price : MIN (info->least_price, price);
    info->highest_price = MAX (info->highest_price, price);
    g_array_append_val (ensure_model (self, info->model_key)->prices, price);
  }
  if (tells_other_size (info, size != NULL ? size : sauda_statement_get_text (row, 4)))
    info->doubts |= SAUDA_VARIANT_DOUBT_SIZE;
}

static gboolean
read_offers (Reading *self, SaudaConnection *connection, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT variant_id, store_id, price, sku, my_size, our_size FROM offer WHERE variant_id IS NOT NULL",
    error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  for (;;) {
    SaudaVariantInfo *info;
    gint64 id;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    id = sauda_statement_get_int64 (select, 0);
    info = g_hash_table_lookup (self->by_id, &id);
    if (info != NULL)
      take_offer (self, info, select);
  }
}

static gboolean
read_barcodes (Reading *self, SaudaConnection *connection, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection, "SELECT variant_id, code FROM variant_barcode ORDER BY variant_id, code", error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  for (;;) {
    SaudaVariantInfo *info;
    g_autofree char *old = NULL;
    gint64 id;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    id = sauda_statement_get_int64 (select, 0);
    info = g_hash_table_lookup (self->by_id, &id);
    if (info == NULL)
      continue;
    old = info->values[SAUDA_VARIANT_FIELD_BARCODES];
    info->values[SAUDA_VARIANT_FIELD_BARCODES] =
      old != NULL ? g_strjoin (", ", old, sauda_statement_get_text (select, 1), NULL)
                  : g_strdup (sauda_statement_get_text (select, 1));
    add_to_key (info, sauda_statement_get_text (select, 1));
  }
}

static void
look_for_doubts (Reading *self)
{
  GHashTableIter models;
  gpointer value;

  g_hash_table_iter_init (&models, self->models);
  while (g_hash_table_iter_next (&models, NULL, &value)) {
    Model *model = value;

    model->usual_price = sauda_catalog_range_find_median (model->prices);
    model->usual_weight = sauda_catalog_range_find_median (model->weights);
  }
  for (guint i = 0; i < self->variants->len; i++) {
    SaudaVariantInfo *info = g_ptr_array_index (self->variants, i);
    const Model *model = g_hash_table_lookup (self->models, info->model_key);

    info->usual_price = model != NULL ? model->usual_price : -1;
    info->usual_weight = model != NULL ? model->usual_weight : -1;
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
    g_free (info->values[i]);
  g_free (info->sku);
  g_free (info->model_key);
  g_free (info->search_key);
  g_free (info->stores);
  g_free (info);
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
  Reading reading = {
    .variants = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_variant_info_free),
    .by_id = g_hash_table_new (g_int64_hash, g_int64_equal),
    .models = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, model_free),
    .stores = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free),
    .numbers = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free),
  };
  GPtrArray *variants = NULL;

  if (read_variants (&reading, connection, error) && read_stores (&reading, connection, error) &&
      read_offers (&reading, connection, error) && read_barcodes (&reading, connection, error)) {
    look_for_doubts (&reading);
    variants = g_steal_pointer (&reading.variants);
  }
  reading_clear (&reading);
  return variants;
}
