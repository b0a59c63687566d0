#include "sauda-catalog-ahead.h"

#include "sauda-catalog-search-key.h"
#include "sauda-text.h"

#include <string.h>

/* So many rows are handed over at a time: a statement for each would take as long as all else. */
#define BATCH 1000

struct _SaudaCatalogAhead {
  SaudaCatalogRows *rows; /* (not owned) the reader's own */
  guint taken;            /* rows that were handed over */
  GString *scratch;       /* (owned) */
  GHashTable *models;     /* (owned) (element-type utf8 SaudaCatalogModel) by key */
  GHashTable *variants;   /* (owned) (element-type utf8 SaudaCatalogVariant) by SKU */
  GHashTable *offers;     /* (owned) (element-type SaudaCatalogRow) */
  GHashTable *keys;       /* (owned) (element-type utf8 utf8): search keys of texts that repeat */
  GPtrArray *batches;     /* (owned) (element-type SaudaCatalogBatch) in the order of the file */
  GAsyncQueue *queue;     /* (owned) of batches; ends with the queue itself */
  gint stopped;           /* atomic */
};

static void
batch_free (gpointer data)
{
  SaudaCatalogBatch *batch = data;

  g_ptr_array_unref (batch->offers);
  g_ptr_array_unref (batch->variants);
  g_array_unref (batch->rows);
  g_free (batch);
}

/* As the rows tell it so far; sauda_catalog_rows_check() knows better when it has seen all of them. */
static SaudaCatalogModel *
ensure_model (SaudaCatalogAhead *self, const SaudaCatalogRow *row)
{
  const char *key = sauda_catalog_rows_find_model_key (self->rows, row);
  const char *name = row->cells[SAUDA_CATALOG_COLUMN_NAME_CORE];
  SaudaCatalogModel *model = g_hash_table_lookup (self->models, key);
  g_autofree char *squeezed = NULL;

  if (model != NULL)
    return model;
  squeezed = sauda_text_squeeze (name != NULL ? name : key);
  model = sauda_arena_alloc (self->rows->arena, sizeof *model);
  model->key = key;
  model->name = sauda_arena_dup (self->rows->arena, squeezed, strlen (squeezed));
  g_hash_table_insert (self->models, (gpointer) key, model);
  return model;
}

static SaudaCatalogVariant *
ensure_variant (SaudaCatalogAhead *self,
                SaudaCatalogBatch *batch,
                const SaudaCatalogRow *row,
                SaudaCatalogVariant *before)
{
  const char *sku = row->cells[SAUDA_CATALOG_COLUMN_SKU_ID];
  SaudaCatalogVariant *variant = before;

  if (variant == NULL || !g_str_equal (variant->sku, sku))
    variant = g_hash_table_lookup (self->variants, sku);
  if (variant != NULL)
    return variant;
  variant = sauda_arena_alloc (self->rows->arena, sizeof *variant);
  variant->sku = sku;
  variant->model = ensure_model (self, row);
  variant->weight_grams = row->weight_grams;
  variant->cost_cny = row->cost_cny;
  variant->size_text = sauda_catalog_row_get_size_text (row);
  if (variant->size_text != NULL)
    variant->size = sauda_catalog_rows_write_size (self->rows, variant->size_text);
  for (int i = 0; i < SAUDA_CATALOG_N_COLUMNS; i++)
    variant->cells[i] = row->cells[i];
  g_string_truncate (self->scratch, 0);
  sauda_catalog_search_key_append (self->scratch, variant, self->keys);
  variant->search_key = sauda_arena_dup (self->rows->arena, self->scratch->str, self->scratch->len);
  g_hash_table_insert (self->variants, (gpointer) sku, variant);
  g_ptr_array_add (batch->variants, variant);
  return variant;
}

/* The rows are copied: the reader's own move when there are more of them. */
static void
hand_over (SaudaCatalogAhead *self)
{
  SaudaCatalogBatch *batch = g_new0 (SaudaCatalogBatch, 1);
  guint n_rows = self->rows->rows->len - self->taken;
  SaudaCatalogRow *read = &g_array_index (self->rows->rows, SaudaCatalogRow, self->taken);
  SaudaCatalogVariant *variant = NULL;

  batch->rows = g_array_sized_new (FALSE, FALSE, sizeof (SaudaCatalogRow), n_rows);
  batch->variants = g_ptr_array_new ();
  batch->offers = g_ptr_array_sized_new (n_rows);
  for (guint i = 0; i < n_rows; i++)
    read[i].hash = sauda_catalog_row_make_hash (&read[i]);
  g_array_append_vals (batch->rows, read, n_rows);
  self->taken += n_rows;
  for (guint i = 0; i < n_rows; i++) {
    SaudaCatalogRow *row = &g_array_index (batch->rows, SaudaCatalogRow, i);

    if (!g_hash_table_add (self->offers, row))
      continue;
    row->variant = variant = ensure_variant (self, batch, row, variant);
    g_ptr_array_add (batch->offers, row);
  }
  g_ptr_array_add (self->batches, batch);
  g_async_queue_push (self->queue, batch);
}

/**
 * sauda_catalog_ahead_new: (skip)
 * @rows: a file that is about to be read; outlives it
 *
 * Returns: (transfer full): nothing to be written yet
 */
SaudaCatalogAhead *
sauda_catalog_ahead_new (SaudaCatalogRows *rows)
{
  SaudaCatalogAhead *self = g_new0 (SaudaCatalogAhead, 1);

  self->rows = rows;
  self->scratch = g_string_new (NULL);
  self->models = g_hash_table_new (g_str_hash, g_str_equal);
  self->variants = g_hash_table_new (g_str_hash, g_str_equal);
  self->offers = g_hash_table_new (sauda_catalog_row_hash, sauda_catalog_row_equal);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->batches = g_ptr_array_new_with_free_func (batch_free);
  self->queue = g_async_queue_new ();
  return self;
}

/**
 * sauda_catalog_ahead_free: (skip)
 * @self: (transfer full): when its reader has ended
 */
void
sauda_catalog_ahead_free (SaudaCatalogAhead *self)
{
  g_async_queue_unref (self->queue);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->offers);
  g_hash_table_unref (self->variants);
  g_hash_table_unref (self->models);
  g_ptr_array_unref (self->batches);
  g_string_free (self->scratch, TRUE);
  g_free (self);
}

/**
 * sauda_catalog_ahead_take: (skip)
 * @self: for the reader
 *
 * Hands the rows over when there are enough of them.
 */
void
sauda_catalog_ahead_take (SaudaCatalogAhead *self)
{
  if (self->rows->rows->len - self->taken >= BATCH)
    hand_over (self);
}

/**
 * sauda_catalog_ahead_end: (skip)
 * @self: for the reader, who calls it once, whatever became of the file
 */
void
sauda_catalog_ahead_end (SaudaCatalogAhead *self)
{
  if (self->rows->rows->len > self->taken)
    hand_over (self);
  self->rows->all_differ = g_hash_table_size (self->offers) == self->rows->rows->len;
  g_async_queue_push (self->queue, self->queue);
}

/**
 * sauda_catalog_ahead_is_stopped: (skip)
 * @self: for the reader
 *
 * Returns: whether nobody writes any more
 */
gboolean
sauda_catalog_ahead_is_stopped (SaudaCatalogAhead *self)
{
  return g_atomic_int_get (&self->stopped);
}

/**
 * sauda_catalog_ahead_stop: (skip)
 * @self: for the writer
 */
void
sauda_catalog_ahead_stop (SaudaCatalogAhead *self)
{
  g_atomic_int_set (&self->stopped, TRUE);
}

/**
 * sauda_catalog_ahead_wait: (skip)
 * @self: for the writer
 *
 * Returns: (transfer none) (nullable): the next rows; %NULL when the reader has ended
 */
SaudaCatalogBatch *
sauda_catalog_ahead_wait (SaudaCatalogAhead *self)
{
  gpointer batch = g_async_queue_pop (self->queue);

  return batch != self->queue ? batch : NULL;
}

/**
 * sauda_catalog_ahead_get_batches: (skip)
 * @self: when its reader has ended
 *
 * Returns: (transfer none) (element-type SaudaCatalogBatch): all rows, in the order of the file
 */
GPtrArray *
sauda_catalog_ahead_get_batches (SaudaCatalogAhead *self)
{
  return self->batches;
}

/**
 * sauda_catalog_ahead_get_variants: (skip)
 * @self: when its reader has ended
 *
 * Returns: (transfer none) (element-type utf8 SaudaCatalogVariant): by SKU, as they were written
 */
GHashTable *
sauda_catalog_ahead_get_variants (SaudaCatalogAhead *self)
{
  return self->variants;
}
