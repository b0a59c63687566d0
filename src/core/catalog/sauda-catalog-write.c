#include "sauda-catalog-writer-private.h"

#include "sauda-catalog-changes.h"
#include "sauda-catalog-known.h"
#include "sauda-stores.h"
#include "sauda-variant-key.h"

/* A catalogue of the database up to so many times as long as the file is read as a whole. */
#define SCANNED 8

/* Given columns are those of the INSERT; the id of an offer comes behind them. */
#define KEEP_OFFERS                                                                                          \
  "INSERT INTO offer_before (import_id, id, store_id, sku, variant_id, price,"                               \
  " stock_entered, " SAUDA_CATALOG_OFFER_CELLS ") SELECT c16, id, store_id, sku, variant_id, price,"         \
  " stock_entered, " SAUDA_CATALOG_OFFER_CELLS " FROM given_rows CROSS JOIN offer ON id = c15"
#define UPDATE_OFFERS                                                                                        \
  "UPDATE offer SET variant_id = c3, price = coalesce (c4, price), stock_entered = coalesce (c5,"            \
  " stock_entered), title = coalesce (c6, title), name = coalesce (c7, name), kaspi_code = coalesce (c8,"    \
  " kaspi_code), kaspi_code_2 = coalesce (c9, kaspi_code_2), size_on_kaspi = coalesce (c10,"                 \
  " size_on_kaspi), my_size = coalesce (c11, my_size), our_size = coalesce (c12, our_size),"                 \
  " secondary = coalesce (c13, secondary), gender_text = coalesce (c14, gender_text)"                        \
  " FROM given_rows WHERE id = c15"
#define KEEP_VARIANTS                                                                                        \
  "INSERT INTO variant_before (import_id, id, sku, model_key, model_name, size, size_text, weight_grams,"    \
  " cost_cny, search_key, " SAUDA_CATALOG_VARIANT_CELLS ") SELECT c16, id, sku, model_key, model_name,"      \
  " size, size_text, weight_grams, cost_cny, search_key, " SAUDA_CATALOG_VARIANT_CELLS                       \
  " FROM given_rows CROSS JOIN variant ON id = c15"
#define UPDATE_VARIANTS                                                                                      \
  "UPDATE variant SET model_key = c1, model_name = c2, size_text = iif (c3 IS NULL OR c3 IS size,"           \
  " size_text, c4), size = coalesce (c3, size), weight_grams = coalesce (c5, weight_grams),"                 \
  " cost_cny = coalesce (c6, cost_cny), brand = coalesce (c8, brand), model = coalesce (c9, model),"         \
  " color = coalesce (c10, color), gender = coalesce (c11, gender), season = coalesce (c12, season),"        \
  " product_type = coalesce (c13, product_type), sub_category = coalesce (c14, sub_category)"                \
  " FROM given_rows WHERE id = c15"
#define UPDATE_KEYS "UPDATE variant SET search_key = " SAUDA_VARIANT_KEY " FROM given_rows WHERE id = c15"

typedef SaudaCatalogWriter Writer;

/* The variants first: offers refer to them. What an update is about to change is kept for the undo. */
static gboolean
write_all (Writer *self, GError **error)
{
  return sauda_catalog_writer_insert_variants (self, self->new_variants, error) &&
         sauda_catalog_writer_run_variants (self, KEEP_VARIANTS, self->changed_variants, error) &&
         sauda_catalog_writer_run_variants (self, UPDATE_VARIANTS, self->changed_variants, error) &&
         sauda_catalog_writer_run_variants (self, UPDATE_KEYS, self->changed_variants, error) &&
         sauda_catalog_writer_insert_offers (self, self->new_offers, error) &&
         sauda_catalog_writer_run_offers (self, KEEP_OFFERS, self->changed_offers, error) &&
         sauda_catalog_writer_run_offers (self, UPDATE_OFFERS, self->changed_offers, error);
}

/* The store of a row, made when it is not there yet; 0 without an error in a preview. */
static gboolean
find_store (Writer *self, const char *name, gint64 *id, GError **error)
{
  gint64 *known = g_hash_table_lookup (self->store_ids, name);

  if (known == NULL) {
    known = g_new0 (gint64, 1);
    g_hash_table_insert (self->store_ids, (gpointer) name, known);
    if (self->rows->report->preview) {
      g_autoptr (SaudaStoreInfo) store = sauda_stores_find (self->connection, name, NULL);

      *known = store != NULL ? store->id : 0;
    } else {
      *known = sauda_stores_find_or_create (self->connection, name, self->now_ms, error);
      if (*known == 0)
        return FALSE;
    }
  }
  *id = *known;
  return TRUE;
}

/**
 * sauda_catalog_writer_find_stores: (skip)
 * @self: what writes
 * @rows: (element-type SaudaCatalogRow): some of its rows; those that are not refused get their stores
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_writer_find_stores (SaudaCatalogWriter *self, GArray *rows, GError **error)
{
  const char *before = NULL;
  gint64 id = 0;

  for (guint i = 0; i < rows->len; i++) {
    SaudaCatalogRow *row = &g_array_index (rows, SaudaCatalogRow, i);
    const char *name = row->cells[SAUDA_CATALOG_COLUMN_STORE]; /* one text for all rows of a store */

    if (row->refused)
      continue;
    if (name != before && !find_store (self, name, &id, error))
      return FALSE;
    before = name;
    row->store_id = id;
  }
  return TRUE;
}

/* What was seen in passing says enough, but for a preview that tells every value. */
static gboolean
must_look (Writer *self, SaudaCatalogKnown known)
{
  return !self->empty && (known == SAUDA_CATALOG_KNOWN_UNSEEN ||
                          (known == SAUDA_CATALOG_KNOWN_OTHERWISE && self->rows->report->preview));
}

static gboolean
settle_variant (Writer *self, const SaudaCatalogRow *row, GError **error)
{
  SaudaCatalogVariant *variant = row->variant;

  if (variant->settled)
    return TRUE;
  variant->settled = TRUE;
  if (must_look (self, variant->known) &&
      !sauda_catalog_known_find_variant (self->rows, self->connection, row, error))
    return FALSE;
  if (variant->known == SAUDA_CATALOG_KNOWN_OTHERWISE) {
    g_ptr_array_add (self->changed_variants, variant);
  } else if (variant->known != SAUDA_CATALOG_KNOWN_SAME) {
    variant->known = SAUDA_CATALOG_KNOWN_NOT;
    if (!self->rows->report->preview)
      variant->id = ++self->last_variant;
    g_ptr_array_add (self->new_variants, variant);
  }
  return TRUE;
}

static gboolean
settle_row (Writer *self, SaudaCatalogRow *row, GError **error)
{
  SaudaCatalogReport *report = self->rows->report;

  if (!settle_variant (self, row, error) ||
      (must_look (self, row->known) &&
       !sauda_catalog_known_find_offer (self->rows, self->connection, row, error)))
    return FALSE;
  if (row->known == SAUDA_CATALOG_KNOWN_OTHERWISE) {
    g_ptr_array_add (self->changed_offers, row);
  } else if (row->known != SAUDA_CATALOG_KNOWN_SAME) {
    g_ptr_array_add (self->new_offers, row);
    report->added++;
    if (report->preview)
      sauda_catalog_changes_note_new (self->rows, row);
    return TRUE;
  }
  if (row->known == SAUDA_CATALOG_KNOWN_SAME && row->variant->known == SAUDA_CATALOG_KNOWN_SAME)
    report->same++;
  else
    report->changed++;
  return TRUE;
}

/* Where nothing was, nothing has to be looked for. */
static gboolean
look_around (Writer *self, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    self->connection, "SELECT (SELECT max (id) FROM variant), (SELECT count(*) FROM offer)", error);
  gint64 n_offers;
  gboolean row;

  if (find == NULL || !sauda_statement_step (find, &row, error))
    return FALSE;
  self->last_variant = sauda_statement_get_int64 (find, 0);
  n_offers = sauda_statement_get_int64 (find, 1);
  sauda_statement_reset (find);
  self->empty = self->last_variant == 0 && n_offers == 0;
  return self->empty || n_offers > (gint64) self->rows->rows->len * SCANNED ||
         sauda_catalog_known_find_all (self->rows, self->connection, error);
}

/**
 * sauda_catalog_writer_new: (skip)
 * @rows: a file; its report tells whether to compare and write nothing
 * @connection: inside a transaction
 * @now_ms: the time, UTC ms
 *
 * Returns: (transfer full): what writes the rows
 */
SaudaCatalogWriter *
sauda_catalog_writer_new (SaudaCatalogRows *rows, SaudaConnection *connection, gint64 now_ms)
{
  Writer *self = g_new0 (Writer, 1);
  GPtrArray **const lists[] = { &self->new_variants, &self->changed_variants, &self->gone_variants,
                                &self->new_offers,   &self->changed_offers,   &self->gone_offers };

  self->rows = rows;
  self->connection = connection;
  self->now_ms = now_ms;
  self->store_ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    *lists[i] = g_ptr_array_new ();
  return self;
}

/**
 * sauda_catalog_writer_free: (skip)
 * @self: (transfer full): what writes
 */
void
sauda_catalog_writer_free (SaudaCatalogWriter *self)
{
  GPtrArray *const lists[] = { self->new_variants, self->changed_variants, self->gone_variants,
                               self->new_offers,   self->changed_offers,   self->gone_offers };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    g_ptr_array_unref (lists[i]);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->store_ids);
  g_free (self);
}

/**
 * sauda_catalog_writer_write: (skip)
 * @self: what writes a checked file
 * @import_id: what the rows before are kept under; 0 in a preview
 * @error: return location
 *
 * Counts what is new, changed and the same into the report, and writes it. What the file does not tell stays
 * as the database has it.
 *
 * Returns: %FALSE with an error of the store; the caller rolls back
 */
gboolean
sauda_catalog_writer_write (SaudaCatalogWriter *self, gint64 import_id, GError **error)
{
  GArray *rows = self->rows->rows;

  self->import_id = import_id;
  if (!sauda_catalog_writer_find_stores (self, rows, error) || !look_around (self, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++) {
    SaudaCatalogRow *row = &g_array_index (rows, SaudaCatalogRow, i);

    if (!row->refused && !settle_row (self, row, error))
      return FALSE;
  }
  return self->rows->report->preview || write_all (self, error);
}

/**
 * sauda_catalog_is_empty: (skip)
 * @connection: inside a transaction
 * @empty: (out): whether there is neither a variant nor an offer
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_is_empty (SaudaConnection *connection, gboolean *empty, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT EXISTS (SELECT 1 FROM variant) OR EXISTS (SELECT 1 FROM offer)", error);
  gboolean row;

  if (find == NULL || !sauda_statement_step (find, &row, error))
    return FALSE;
  *empty = sauda_statement_get_int64 (find, 0) == 0;
  sauda_statement_reset (find);
  return TRUE;
}
