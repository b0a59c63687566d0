#include "sauda-catalog-writer-private.h"

#include "sauda-catalog-known.h"

/* What was written of a first catalogue before all of it was read, and was settled otherwise since. */
#define SETTLE_OFFERS "UPDATE offer SET price = c4, stock_entered = c5 FROM given_rows WHERE id = c15"
#define SETTLE_VARIANTS                                                                                      \
  "UPDATE variant SET model_key = c1, model_name = c2, size = c3, size_text = c4, weight_grams = c5,"        \
  " cost_cny = c6, search_key = c7, brand = c8, model = c9, color = c10, gender = c11, season = c12,"        \
  " product_type = c13, sub_category = c14 FROM given_rows WHERE id = c15"
#define DROP_OFFERS "DELETE FROM offer WHERE id IN (SELECT c15 FROM given_rows)"
#define DROP_VARIANTS "DELETE FROM variant WHERE id IN (SELECT c15 FROM given_rows)"

/* What both read in the same cell is the same text. */
static gboolean
same (const char *first, const char *second)
{
  return first == second || g_strcmp0 (first, second) == 0;
}

static gboolean
is_as_written (const SaudaCatalogVariant *variant, const SaudaCatalogVariant *written)
{
  if (!same (variant->model->key, written->model->key) ||
      !same (variant->model->name, written->model->name) || !same (variant->size, written->size) ||
      !same (variant->size_text, written->size_text) || variant->weight_grams != written->weight_grams ||
      variant->cost_cny < written->cost_cny || variant->cost_cny > written->cost_cny)
    return FALSE;
  for (int i = 0; i < SAUDA_CATALOG_N_VARIANT_CELLS; i++)
    if (!same (variant->cells[sauda_catalog_variant_cells[i]],
               written->cells[sauda_catalog_variant_cells[i]]))
      return FALSE;
  return TRUE;
}

static void
settle_written_variant (SaudaCatalogWriter *self,
                        SaudaCatalogVariant *variant,
                        SaudaCatalogVariant *written,
                        GHashTable *all_written)
{
  if (variant->settled)
    return;
  variant->settled = TRUE;
  if (written == NULL || written->sku != variant->sku)
    written = g_hash_table_lookup (all_written, variant->sku);
  if (written == NULL) {
    variant->id = ++self->last_variant;
    g_ptr_array_add (self->new_variants, variant);
    return;
  }
  written->settled = TRUE;
  variant->id = written->id;
  if (!is_as_written (variant, written))
    g_ptr_array_add (self->changed_variants, variant);
}

static void
settle_written_row (SaudaCatalogWriter *self,
                    SaudaCatalogRow *row,
                    const SaudaCatalogRow *written,
                    GHashTable *variants)
{
  row->store_id = written->store_id;
  row->offer_id = written->offer_id;
  if (row->refused) {
    if (row->offer_id != 0)
      g_ptr_array_add (self->gone_offers, row);
    return;
  }
  self->rows->report->added++;
  settle_written_variant (self, row->variant, written->variant, variants);
  if (row->offer_id == 0)
    g_ptr_array_add (self->new_offers, row);
  else if (row->price != written->price || row->stock != written->stock)
    g_ptr_array_add (self->changed_offers, row);
}

/**
 * sauda_catalog_writer_write_ahead: (skip)
 * @self: what writes a first catalogue
 * @batch: some of its rows, while the rest is still read
 * @error: return location
 *
 * Writes them as they are; sauda_catalog_writer_settle() puts right what turns out to be otherwise.
 *
 * Returns: %FALSE with an error of the store; the caller rolls back
 */
gboolean
sauda_catalog_writer_write_ahead (SaudaCatalogWriter *self, SaudaCatalogBatch *batch, GError **error)
{
  if (!sauda_catalog_writer_find_stores (self, batch->rows, error))
    return FALSE;
  for (guint i = 0; i < batch->variants->len; i++)
    ((SaudaCatalogVariant *) batch->variants->pdata[i])->id = ++self->last_variant;
  for (guint i = 0; i < batch->offers->len; i++)
    ((SaudaCatalogRow *) batch->offers->pdata[i])->offer_id = ++self->last_offer;
  return sauda_catalog_writer_insert_variants (self, batch->variants, error) &&
         sauda_catalog_writer_insert_offers (self, batch->offers, error);
}

/**
 * sauda_catalog_writer_settle: (skip)
 * @self: what wrote a first catalogue ahead
 * @ahead: all that it wrote; the file is read and checked now
 * @error: return location
 *
 * A row that was refused since goes, one that another stood in for comes, and a price, a model's name or a
 * value that a later row told is put right: then the catalogue is what sauda_catalog_writer_write() makes.
 *
 * Returns: %FALSE with an error of the store; the caller rolls back
 */
gboolean
sauda_catalog_writer_settle (SaudaCatalogWriter *self, SaudaCatalogAhead *ahead, GError **error)
{
  GPtrArray *batches = sauda_catalog_ahead_get_batches (ahead);
  GHashTable *variants = sauda_catalog_ahead_get_variants (ahead);
  GHashTableIter iter;
  gpointer variant;
  guint number = 0;

  for (guint i = 0; i < batches->len; i++) {
    const SaudaCatalogBatch *batch = batches->pdata[i];

    for (guint k = 0; k < batch->rows->len; k++, number++)
      settle_written_row (self, &g_array_index (self->rows->rows, SaudaCatalogRow, number),
                          &g_array_index (batch->rows, SaudaCatalogRow, k), variants);
  }
  g_hash_table_iter_init (&iter, variants);
  while (g_hash_table_iter_next (&iter, NULL, &variant))
    if (!((SaudaCatalogVariant *) variant)->settled)
      g_ptr_array_add (self->gone_variants, variant);
  return sauda_catalog_writer_insert_variants (self, self->new_variants, error) &&
         sauda_catalog_writer_run_variants (self, SETTLE_VARIANTS, self->changed_variants, error) &&
         sauda_catalog_writer_run_offers (self, DROP_OFFERS, self->gone_offers, error) &&
         sauda_catalog_writer_run_offers (self, SETTLE_OFFERS, self->changed_offers, error) &&
         sauda_catalog_writer_insert_offers (self, self->new_offers, error) &&
         sauda_catalog_writer_run_variants (self, DROP_VARIANTS, self->gone_variants, error);
}
