#include "sauda-catalog-write.h"

#include "sauda-catalog-changes.h"
#include "sauda-catalog-known.h"
#include "sauda-given-rows.h"
#include "sauda-offer-sku.h"
#include "sauda-stores.h"
#include "sauda-text.h"
#include "sauda-variant-key.h"

#include <string.h>

/* A catalogue of the database up to so many times as long as the file is read as a whole. */
#define SCANNED 8

#define INSERT_OFFER                                                                                         \
  "INSERT INTO offer (store_id, sku, lenient_sku, variant_id, price,"                                        \
  " stock_entered, " SAUDA_CATALOG_OFFER_CELLS ")"
#define INSERT_VARIANT                                                                                       \
  "INSERT INTO variant (sku, model_key, model_name, size, size_text, weight_grams, cost_cny,"                \
  " search_key, " SAUDA_CATALOG_VARIANT_CELLS ", id)"

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

/* What was written of a first catalogue before all of it was read, and was settled otherwise since. */
#define SETTLE_OFFERS "UPDATE offer SET price = c4, stock_entered = c5 FROM given_rows WHERE id = c15"
#define SETTLE_VARIANTS                                                                                      \
  "UPDATE variant SET model_key = c1, model_name = c2, size = c3, size_text = c4, weight_grams = c5,"        \
  " cost_cny = c6, search_key = c7, brand = c8, model = c9, color = c10, gender = c11, season = c12,"        \
  " product_type = c13, sub_category = c14 FROM given_rows WHERE id = c15"
#define DROP_OFFERS "DELETE FROM offer WHERE id IN (SELECT c15 FROM given_rows)"
#define DROP_VARIANTS "DELETE FROM variant WHERE id IN (SELECT c15 FROM given_rows)"

#define OFFER_CELL 6
#define N_OFFER_COLUMNS (OFFER_CELL + SAUDA_CATALOG_N_OFFER_CELLS)
#define VARIANT_CELL 8
#define VARIANT_ID 15
#define N_VARIANT_COLUMNS (VARIANT_ID + 1)
#define OFFER_ID 15
#define IMPORT_ID 16

typedef SaudaCatalogWriter Writer;
struct _SaudaCatalogWriter {
  SaudaCatalogRows *rows;      /* (not owned) */
  SaudaConnection *connection; /* (not owned) */
  GHashTable *store_ids;   /* (owned) (element-type utf8 gint64): ids by name, 0 when a preview found none */
  GHashTable *keys;        /* (owned) (element-type utf8 utf8): search keys of texts that repeat */
  GPtrArray *new_variants; /* (owned) (element-type SaudaCatalogVariant) */
  GPtrArray *changed_variants; /* (owned) likewise */
  GPtrArray *gone_variants;    /* (owned) likewise: written ahead, and of no row that stays */
  GPtrArray *new_offers;       /* (owned) (element-type SaudaCatalogRow) */
  GPtrArray *changed_offers;   /* (owned) likewise */
  GPtrArray *gone_offers;      /* (owned) likewise: written ahead, and refused since */
  gboolean empty;              /* there was no offer before: nothing has to be looked for */
  gint64 import_id;
  gint64 now_ms;
  gint64 last_variant; /* id of the newest variant */
  gint64 last_offer;   /* id of the newest offer that was written ahead */
};

/* A walk over rows that a statement is given. */
typedef struct {
  Writer *writer;
  GPtrArray *items; /* (not owned) */
  guint next;
  gconstpointer item; /* (not owned) */
  gboolean tells;     /* how far it is: of offers, which take most of the time */
} Walk;

static gboolean
go_on (gpointer data, GError **error)
{
  Walk *walk = data;

  if (walk->next == walk->items->len)
    return FALSE;
  walk->item = walk->items->pdata[walk->next++];
  if (walk->tells)
    sauda_catalog_rows_tell (walk->writer->rows, walk->next, walk->items->len);
  return TRUE;
}

static void
put_number (SaudaGivenCell *cell, gint64 number)
{
  if (number >= 0)
    sauda_given_cell_put_int64 (cell, number);
}

static const char *
find_key (Writer *self, const char *text)
{
  char *key = g_hash_table_lookup (self->keys, text);

  if (key == NULL) {
    key = sauda_text_search_key (text);
    g_hash_table_insert (self->keys, (gpointer) text, key);
  }
  return key;
}

static char *
make_search_key (Writer *self, const SaudaCatalogVariant *variant)
{
  GString *key = g_string_new (find_key (self, variant->model->name));
  g_autofree char *sku =
    g_str_is_ascii (variant->sku) ? g_ascii_strdown (variant->sku, -1) : sauda_text_search_key (variant->sku);

  g_string_append_c (key, ' ');
  g_string_append (key, sku);
  for (int i = 0; i < SAUDA_CATALOG_N_VARIANT_CELLS; i++) {
    const char *text = variant->cells[sauda_catalog_variant_cells[i]];

    if (text == NULL)
      continue;
    g_string_append_c (key, ' ');
    g_string_append (key, find_key (self, text));
  }
  return g_string_free (key, FALSE);
}

static void
put_variant (gpointer data, guint column, SaudaGivenCell *cell)
{
  Walk *walk = data;
  const SaudaCatalogVariant *variant = walk->item;

  switch (column) {
  case 0:
    sauda_given_cell_put_text (cell, variant->sku);
    break;
  case 1:
    sauda_given_cell_put_text (cell, variant->model->key);
    break;
  case 2:
    sauda_given_cell_put_text (cell, variant->model->name);
    break;
  case 3:
    sauda_given_cell_put_text (cell, variant->size);
    break;
  case 4:
    sauda_given_cell_put_text (cell, variant->size_text);
    break;
  case 5:
    put_number (cell, variant->weight_grams);
    break;
  case 6:
    if (variant->cost_cny >= 0)
      sauda_given_cell_put_double (cell, variant->cost_cny);
    break;
  case 7:
    sauda_given_cell_take_text (cell, make_search_key (walk->writer, variant));
    break;
  case VARIANT_ID:
    sauda_given_cell_put_int64 (cell, variant->id);
    break;
  case IMPORT_ID:
    sauda_given_cell_put_int64 (cell, walk->writer->import_id);
    break;
  default:
    sauda_given_cell_put_text (cell, variant->cells[sauda_catalog_variant_cells[column - VARIANT_CELL]]);
  }
}

/* Letters of ASCII are looked at byte by byte; others may be blanks of any kind. */
static gboolean
has_blank (const char *sku)
{
  for (const char *p = sku; *p != '\0'; p++)
    if ((guchar) *p <= ' ' || (guchar) *p >= 0x80)
      return TRUE;
  return FALSE;
}

static void
put_lenient_sku (SaudaGivenCell *cell, const char *sku)
{
  g_autofree char *lenient = has_blank (sku) ? sauda_offer_sku_make_lenient (sku) : NULL;

  if (lenient != NULL && strcmp (lenient, sku) != 0)
    sauda_given_cell_take_text (cell, g_steal_pointer (&lenient));
}

static void
put_offer (gpointer data, guint column, SaudaGivenCell *cell)
{
  Walk *walk = data;
  const SaudaCatalogRow *row = walk->item;

  switch (column) {
  case 0:
    sauda_given_cell_put_int64 (cell, row->store_id);
    break;
  case 1:
    sauda_given_cell_put_text (cell, row->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU]);
    break;
  case 2:
    put_lenient_sku (cell, row->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU]);
    break;
  case 3:
    sauda_given_cell_put_int64 (cell, row->variant->id);
    break;
  case 4:
    put_number (cell, row->price);
    break;
  case 5:
    put_number (cell, row->stock);
    break;
  case OFFER_ID:
    sauda_given_cell_put_int64 (cell, row->offer_id);
    break;
  case IMPORT_ID:
    sauda_given_cell_put_int64 (cell, walk->writer->import_id);
    break;
  default:
    sauda_given_cell_put_text (cell, row->cells[sauda_catalog_offer_cells[column - OFFER_CELL]]);
  }
}

static gboolean
run_over (Writer *self, const char *sql, GPtrArray *items, SaudaGivenCellFunc put, GError **error)
{
  Walk walk = { self, items, 0, NULL, items == self->changed_offers };

  return items->len == 0 || sauda_connection_run_given (self->connection, sql, go_on, put, &walk, error);
}

static gboolean
insert (Writer *self,
        const char *sql,
        guint n_columns,
        GPtrArray *items,
        SaudaGivenCellFunc put,
        GError **error)
{
  Walk walk = { self, items, 0, NULL, items == self->new_offers };

  return items->len == 0 ||
         sauda_connection_insert_given (self->connection, sql, n_columns, go_on, put, &walk, error);
}

/* The variants first: offers refer to them. What an update is about to change is kept for the undo. */
static gboolean
write_all (Writer *self, GError **error)
{
  return insert (self, INSERT_VARIANT, N_VARIANT_COLUMNS, self->new_variants, put_variant, error) &&
         run_over (self, KEEP_VARIANTS, self->changed_variants, put_variant, error) &&
         run_over (self, UPDATE_VARIANTS, self->changed_variants, put_variant, error) &&
         run_over (self, UPDATE_KEYS, self->changed_variants, put_variant, error) &&
         insert (self, INSERT_OFFER, N_OFFER_COLUMNS, self->new_offers, put_offer, error) &&
         run_over (self, KEEP_OFFERS, self->changed_offers, put_offer, error) &&
         run_over (self, UPDATE_OFFERS, self->changed_offers, put_offer, error);
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

static gboolean
find_stores (Writer *self, GArray *rows, GError **error)
{
  for (guint i = 0; i < rows->len; i++) {
    SaudaCatalogRow *row = &g_array_index (rows, SaudaCatalogRow, i);

    if (!row->refused && !find_store (self, row->cells[SAUDA_CATALOG_COLUMN_STORE], &row->store_id, error))
      return FALSE;
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

static gboolean
is_as_written (const SaudaCatalogVariant *variant, const SaudaCatalogVariant *written)
{
  if (g_strcmp0 (variant->model->key, written->model->key) != 0 ||
      g_strcmp0 (variant->model->name, written->model->name) != 0 ||
      g_strcmp0 (variant->size, written->size) != 0 ||
      g_strcmp0 (variant->size_text, written->size_text) != 0 ||
      variant->weight_grams != written->weight_grams || variant->cost_cny < written->cost_cny ||
      variant->cost_cny > written->cost_cny)
    return FALSE;
  for (int i = 0; i < SAUDA_CATALOG_N_VARIANT_CELLS; i++)
    if (g_strcmp0 (variant->cells[sauda_catalog_variant_cells[i]],
                   written->cells[sauda_catalog_variant_cells[i]]) != 0)
      return FALSE;
  return TRUE;
}

static void
settle_written_variant (Writer *self, SaudaCatalogVariant *variant, GHashTable *all_written)
{
  SaudaCatalogVariant *written = g_hash_table_lookup (all_written, variant->sku);

  if (variant->settled)
    return;
  variant->settled = TRUE;
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
settle_written_row (Writer *self, SaudaCatalogRow *row, const SaudaCatalogRow *written, GHashTable *variants)
{
  row->store_id = written->store_id;
  row->offer_id = written->offer_id;
  if (row->refused) {
    if (row->offer_id != 0)
      g_ptr_array_add (self->gone_offers, row);
    return;
  }
  self->rows->report->added++;
  settle_written_variant (self, row->variant, variants);
  if (row->offer_id == 0)
    g_ptr_array_add (self->new_offers, row);
  else if (row->price != written->price || row->stock != written->stock)
    g_ptr_array_add (self->changed_offers, row);
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
  if (!find_stores (self, rows, error) || !look_around (self, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++) {
    SaudaCatalogRow *row = &g_array_index (rows, SaudaCatalogRow, i);

    if (!row->refused && !settle_row (self, row, error))
      return FALSE;
  }
  return self->rows->report->preview || write_all (self, error);
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
  if (!find_stores (self, batch->rows, error))
    return FALSE;
  for (guint i = 0; i < batch->variants->len; i++)
    ((SaudaCatalogVariant *) batch->variants->pdata[i])->id = ++self->last_variant;
  for (guint i = 0; i < batch->offers->len; i++)
    ((SaudaCatalogRow *) batch->offers->pdata[i])->offer_id = ++self->last_offer;
  return insert (self, INSERT_VARIANT, N_VARIANT_COLUMNS, batch->variants, put_variant, error) &&
         insert (self, INSERT_OFFER, N_OFFER_COLUMNS, batch->offers, put_offer, error);
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
  return insert (self, INSERT_VARIANT, N_VARIANT_COLUMNS, self->new_variants, put_variant, error) &&
         run_over (self, SETTLE_VARIANTS, self->changed_variants, put_variant, error) &&
         run_over (self, DROP_OFFERS, self->gone_offers, put_offer, error) &&
         run_over (self, SETTLE_OFFERS, self->changed_offers, put_offer, error) &&
         insert (self, INSERT_OFFER, N_OFFER_COLUMNS, self->new_offers, put_offer, error) &&
         run_over (self, DROP_VARIANTS, self->gone_variants, put_variant, error);
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
