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

#define OFFER_CELL 6
#define N_OFFER_COLUMNS (OFFER_CELL + SAUDA_CATALOG_N_OFFER_CELLS)
#define VARIANT_CELL 8
#define VARIANT_ID 15
#define N_VARIANT_COLUMNS (VARIANT_ID + 1)
#define OFFER_ID 15
#define IMPORT_ID 16

typedef struct {
  SaudaCatalogRows *rows;      /* (not owned) */
  SaudaConnection *connection; /* (not owned) */
  GHashTable *store_ids;   /* (owned) (element-type utf8 gint64): ids by name, 0 when a preview found none */
  GHashTable *keys;        /* (owned) (element-type utf8 utf8): search keys of texts that repeat */
  GPtrArray *new_variants; /* (owned) (element-type SaudaCatalogVariant) */
  GPtrArray *changed_variants; /* (owned) likewise */
  GPtrArray *new_offers;       /* (owned) (element-type SaudaCatalogRow) */
  GPtrArray *changed_offers;   /* (owned) likewise */
  gboolean empty;              /* there was no offer before: nothing has to be looked for */
  gint64 import_id;
  gint64 now_ms;
  gint64 last_variant; /* id of the newest variant */
} Writer;

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
find_stores (Writer *self, GError **error)
{
  for (guint i = 0; i < self->rows->rows->len; i++) {
    SaudaCatalogRow *row = &g_array_index (self->rows->rows, SaudaCatalogRow, i);

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
    self->connection,
    "SELECT (SELECT max (id) FROM variant), (SELECT max (id) FROM offer), (SELECT count(*) FROM offer)",
    error);
  gint64 n_offers;
  gboolean row;

  if (find == NULL || !sauda_statement_step (find, &row, error))
    return FALSE;
  self->last_variant = sauda_statement_get_int64 (find, 0);
  self->empty = self->last_variant == 0 && sauda_statement_get_int64 (find, 1) == 0;
  n_offers = sauda_statement_get_int64 (find, 2);
  sauda_statement_reset (find);
  return self->empty || n_offers > (gint64) self->rows->rows->len * SCANNED ||
         sauda_catalog_known_find_all (self->rows, self->connection, error);
}

/**
 * sauda_catalog_rows_write:
 * @self: a checked file; its report tells whether to compare and write nothing
 * @connection: inside a transaction
 * @import_id: what the rows before are kept under; 0 in a preview
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Counts what is new, changed and the same into the report, and writes it. What the file does not tell stays
 * as the database has it.
 *
 * Returns: %FALSE with an error of the store; the caller rolls back
 */
gboolean
sauda_catalog_rows_write (SaudaCatalogRows *self,
                          SaudaConnection *connection,
                          gint64 import_id,
                          gint64 now_ms,
                          GError **error)
{
  g_autoptr (GHashTable) store_ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GPtrArray) new_variants = g_ptr_array_new ();
  g_autoptr (GPtrArray) changed_variants = g_ptr_array_new ();
  g_autoptr (GPtrArray) new_offers = g_ptr_array_new ();
  g_autoptr (GPtrArray) changed_offers = g_ptr_array_new ();
  Writer writer = { .rows = self,
                    .connection = connection,
                    .store_ids = store_ids,
                    .keys = keys,
                    .new_variants = new_variants,
                    .changed_variants = changed_variants,
                    .new_offers = new_offers,
                    .changed_offers = changed_offers,
                    .import_id = import_id,
                    .now_ms = now_ms };

  if (!find_stores (&writer, error) || !look_around (&writer, error))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++) {
    SaudaCatalogRow *row = &g_array_index (self->rows, SaudaCatalogRow, i);

    if (!row->refused && !settle_row (&writer, row, error))
      return FALSE;
  }
  return self->report->preview || write_all (&writer, error);
}
