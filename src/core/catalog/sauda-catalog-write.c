#include "sauda-catalog-write.h"

#include "sauda-catalog-changes.h"
#include "sauda-catalog-range.h"
#include "sauda-offer-sku.h"
#include "sauda-stores.h"
#include "sauda-text.h"

#include <string.h>

#define OFFER_CELLS                                                                                          \
  "title, name, kaspi_code, kaspi_code_2, size_on_kaspi, my_size, our_size, secondary, gender_text"

/* In the order of OFFER_CELLS. */
static const SaudaCatalogColumn offer_cells[] = {
  SAUDA_CATALOG_COLUMN_NAME_SOURCE,  SAUDA_CATALOG_COLUMN_NAME_CORE,  SAUDA_CATALOG_COLUMN_KASPI_CODE,
  SAUDA_CATALOG_COLUMN_KASPI_CODE_2, SAUDA_CATALOG_COLUMN_SIZE_KASPI, SAUDA_CATALOG_COLUMN_MY_SIZE,
  SAUDA_CATALOG_COLUMN_OUR_SIZE,     SAUDA_CATALOG_COLUMN_SECONDARY,  SAUDA_CATALOG_COLUMN_GENDER_TEXT,
};

#define INSERT_OFFER                                                                                         \
  "INSERT INTO offer (store_id, sku, lenient_sku, variant_id, price, stock_entered, " OFFER_CELLS ")"

#define UPDATE_OFFER                                                                                         \
  "UPDATE offer SET variant_id = ?4, price = coalesce (?5, price),"                                          \
  " stock_entered = coalesce (?6, stock_entered), title = coalesce (?7, title), name = coalesce (?8, name)," \
  " kaspi_code = coalesce (?9, kaspi_code), kaspi_code_2 = coalesce (?10, kaspi_code_2),"                    \
  " size_on_kaspi = coalesce (?11, size_on_kaspi), my_size = coalesce (?12, my_size),"                       \
  " our_size = coalesce (?13, our_size), secondary = coalesce (?14, secondary),"                             \
  " gender_text = coalesce (?15, gender_text) WHERE store_id = ?1 AND sku = ?2"

#define VARIANT_CELLS "brand, model, color, gender, season, product_type, sub_category"

/* In the order of VARIANT_CELLS. */
static const SaudaCatalogColumn variant_cells[] = {
  SAUDA_CATALOG_COLUMN_BRAND,        SAUDA_CATALOG_COLUMN_MODEL,  SAUDA_CATALOG_COLUMN_COLOR,
  SAUDA_CATALOG_COLUMN_GENDER,       SAUDA_CATALOG_COLUMN_SEASON, SAUDA_CATALOG_COLUMN_PRODUCT_TYPE,
  SAUDA_CATALOG_COLUMN_SUB_CATEGORY,
};

#define INSERT_VARIANT                                                                                       \
  "INSERT INTO variant (sku, model_key, model_name, size, size_text, weight_grams, cost_cny, "               \
  "search_key, " VARIANT_CELLS ", id)"

/* So many new rows go in with one statement. */
#define ROWS_AT_ONCE 64

#define N_OFFER_CELLS ((int) G_N_ELEMENTS (offer_cells))
#define N_VARIANT_CELLS ((int) G_N_ELEMENTS (variant_cells))

typedef struct {
  SaudaCatalogRows *rows;      /* (not owned) */
  SaudaConnection *connection; /* (not owned) */
  GHashTable *store_ids; /* (owned) (element-type utf8 gint64): ids by name, 0 when a preview found none */
  GHashTable *keys;      /* (owned) (element-type utf8 utf8): search keys of texts that repeat */
  gboolean preview;
  gboolean empty; /* there was no offer before: nothing has to be looked for */
  gint64 import_id;
  gint64 now_ms;
  gint64 last_variant;                         /* id of the newest variant */
  SaudaCatalogVariant *variants[ROWS_AT_ONCE]; /* (not owned) new ones that wait to go in */
  guint n_variants;
  const SaudaCatalogRow *offers[ROWS_AT_ONCE]; /* (not owned) likewise */
  gint64 stores[ROWS_AT_ONCE];                 /* of these offers */
  guint n_offers;
  SaudaStatement
    *find_variant; /* (not owned) (nullable) kept over all rows: looking one up costs more than a row */
  SaudaStatement *find_offer;
  SaudaStatement *full_variants; /* for ROWS_AT_ONCE of them */
  SaudaStatement *full_offers;
} Writer;

/* Prepares a statement once for all rows. */
static SaudaStatement *
keep_statement (Writer *self, SaudaStatement **statement, const char *sql, GError **error)
{
  if (*statement == NULL)
    *statement = sauda_connection_prepare (self->connection, sql, error);
  else
    sauda_statement_reset (*statement);
  return *statement;
}

/* All statements but the last insert the full number of rows. */
static SaudaStatement *
keep_rows_statement (Writer *self,
                     SaudaStatement **full,
                     const char *insert,
                     guint n_columns,
                     guint n_rows,
                     GError **error)
{
  SaudaStatement *statement = n_rows == ROWS_AT_ONCE ? *full : NULL;

  if (statement != NULL)
    return statement;
  statement = sauda_connection_prepare_rows (self->connection, insert, n_columns, n_rows, error);
  if (n_rows == ROWS_AT_ONCE)
    *full = statement;
  return statement;
}

/* What an update is about to change is kept for the undo. */
static gboolean
keep_before (Writer *self, const char *sql, gint64 id, GError **error)
{
  SaudaStatement *keep = sauda_connection_prepare (self->connection, sql, error);

  if (keep == NULL)
    return FALSE;
  sauda_statement_bind_int64 (keep, 1, self->import_id);
  sauda_statement_bind_int64 (keep, 2, id);
  return sauda_statement_run (keep, error);
}

/* Whether a new value says something else than the row of @statement: what the file does not tell stays. */
static gboolean
text_differs (SaudaStatement *statement, int column, const char *text)
{
  return text != NULL && g_strcmp0 (sauda_statement_get_text (statement, column), text) != 0;
}

static gboolean
number_differs (SaudaStatement *statement, int column, gint64 number)
{
  return number >= 0 && (sauda_statement_is_null (statement, column) ||
                         sauda_statement_get_int64 (statement, column) != number);
}

static gboolean
cost_differs (SaudaStatement *statement, int column, double cost)
{
  double known = sauda_statement_get_double (statement, column);

  return cost >= 0 && (sauda_statement_is_null (statement, column) || known < cost || known > cost);
}

static void
bind_number (SaudaStatement *statement, int index, gint64 number)
{
  if (number >= 0)
    sauda_statement_bind_int64 (statement, index, number);
  else
    sauda_statement_bind_null (statement, index);
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
  for (int i = 0; i < N_VARIANT_CELLS; i++) {
    if (variant->cells[variant_cells[i]] == NULL)
      continue;
    g_string_append_c (key, ' ');
    g_string_append (key, find_key (self, variant->cells[variant_cells[i]]));
  }
  return g_string_free (key, FALSE);
}

/* Fills the parameters behind @base of both the INSERT and the UPDATE of a variant. */
static void
bind_variant (Writer *self, SaudaStatement *statement, int base, const SaudaCatalogVariant *variant)
{
  g_autofree char *key = make_search_key (self, variant);

  sauda_statement_bind_static_text (statement, base + 1, variant->sku);
  sauda_statement_bind_static_text (statement, base + 2, variant->model->key);
  sauda_statement_bind_static_text (statement, base + 3, variant->model->name);
  sauda_statement_bind_static_text (statement, base + 4, variant->size);
  sauda_statement_bind_static_text (statement, base + 5, variant->size_text);
  bind_number (statement, base + 6, variant->weight_grams);
  if (variant->cost_cny >= 0)
    sauda_statement_bind_double (statement, base + 7, variant->cost_cny);
  else
    sauda_statement_bind_null (statement, base + 7);
  sauda_statement_bind_text (statement, base + 8, key);
  for (int i = 0; i < N_VARIANT_CELLS; i++)
    sauda_statement_bind_static_text (statement, base + 9 + i, variant->cells[variant_cells[i]]);
}

static gboolean
insert_variants (Writer *self, GError **error)
{
  const guint n_columns = 9 + N_VARIANT_CELLS;
  SaudaStatement *insert;

  if (self->n_variants == 0)
    return TRUE;
  insert =
    keep_rows_statement (self, &self->full_variants, INSERT_VARIANT, n_columns, self->n_variants, error);
  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < self->n_variants; i++) {
    int base = (int) (i * n_columns);

    bind_variant (self, insert, base, self->variants[i]);
    sauda_statement_bind_int64 (insert, base + (int) n_columns, self->variants[i]->id);
  }
  self->n_variants = 0;
  return sauda_statement_run (insert, error);
}

static gboolean
add_variant (Writer *self, SaudaCatalogVariant *variant, GError **error)
{
  variant->changed = TRUE;
  if (self->preview)
    return TRUE;
  variant->id = ++self->last_variant;
  self->variants[self->n_variants++] = variant;
  return self->n_variants < ROWS_AT_ONCE || insert_variants (self, error);
}

static gboolean
update_variant (Writer *self, const SaudaCatalogVariant *variant, GError **error)
{
  SaudaStatement *update;

  if (!keep_before (
        self,
        "INSERT INTO variant_before (import_id, id, sku, model_key, model_name, size, size_text, "
        "weight_grams, cost_cny, search_key, " VARIANT_CELLS ") SELECT ?1, id, sku, model_key, model_name,"
        " size, size_text, weight_grams, cost_cny, search_key, " VARIANT_CELLS " FROM variant WHERE id = ?2",
        variant->id, error))
    return FALSE;
  update =
    sauda_connection_prepare (self->connection,
                              "UPDATE variant SET model_key = ?2, model_name = ?3, size_text = iif (?4 IS "
                              "NULL OR ?4 IS size, size_text, ?5),"
                              " size = coalesce (?4, size), weight_grams = coalesce (?6, weight_grams), "
                              "cost_cny = coalesce (?7, cost_cny),"
                              " search_key = ?8, brand = coalesce (?9, brand), model = coalesce (?10, "
                              "model), color = coalesce (?11, color),"
                              " gender = coalesce (?12, gender), season = coalesce (?13, season),"
                              " product_type = coalesce (?14, product_type), sub_category = coalesce (?15, "
                              "sub_category) WHERE sku = ?1",
                              error);

  if (update == NULL)
    return FALSE;
  bind_variant (self, update, 0, variant);
  return sauda_statement_run (update, error);
}

static gboolean
variant_differs (SaudaStatement *known, const SaudaCatalogVariant *variant)
{
  if (text_differs (known, 1, variant->model->key) || text_differs (known, 2, variant->model->name) ||
      text_differs (known, 3, variant->size) || number_differs (known, 4, variant->weight_grams) ||
      cost_differs (known, 5, variant->cost_cny))
    return TRUE;
  for (int i = 0; i < N_VARIANT_CELLS; i++)
    if (text_differs (known, 6 + i, variant->cells[variant_cells[i]]))
      return TRUE;
  return FALSE;
}

/* For a preview: what the file writes over, in the statements' own order. */
static void
note_variant_changes (Writer *self, const SaudaCatalogRow *row, SaudaStatement *known)
{
  const SaudaCatalogVariant *variant = row->variant;
  SaudaCatalogPair pairs[5 + G_N_ELEMENTS (variant_cells)] = {
    { 1, SAUDA_CATALOG_COLUMN_SKU_KEY, variant->model->key },
    { 2, SAUDA_CATALOG_COLUMN_NAME_CORE, variant->model->name },
    { 3, SAUDA_CATALOG_COLUMN_OUR_SIZE, variant->size },
  };
  g_autofree char *weight = variant->weight_grams >= 0
                              ? sauda_catalog_range_format_decimal ((double) variant->weight_grams / 1000)
                              : NULL;
  g_autofree char *cost =
    variant->cost_cny >= 0 ? sauda_catalog_range_format_decimal (variant->cost_cny) : NULL;

  pairs[3] = (SaudaCatalogPair){ 4, SAUDA_CATALOG_COLUMN_WEIGHT, weight, TRUE };
  pairs[4] = (SaudaCatalogPair){ 5, SAUDA_CATALOG_COLUMN_COST,
                                 cost_differs (known, 5, variant->cost_cny) ? cost : NULL };
  for (int i = 0; i < N_VARIANT_CELLS; i++)
    pairs[5 + i] = (SaudaCatalogPair){ 6 + i, variant_cells[i], variant->cells[variant_cells[i]] };
  sauda_catalog_changes_note (self->rows, row, known, pairs, G_N_ELEMENTS (pairs));
}

static void
note_offer_changes (Writer *self, const SaudaCatalogRow *row, SaudaStatement *known)
{
  SaudaCatalogPair pairs[2 + G_N_ELEMENTS (offer_cells)] = { 0 };
  g_autofree char *price = row->price >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, row->price) : NULL;
  g_autofree char *stock = row->stock >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, row->stock) : NULL;

  pairs[0] = (SaudaCatalogPair){ 1, SAUDA_CATALOG_COLUMN_PRICE, price };
  pairs[1] = (SaudaCatalogPair){ 2, SAUDA_CATALOG_COLUMN_STOCK, stock };
  for (int i = 0; i < N_OFFER_CELLS; i++)
    pairs[2 + i] = (SaudaCatalogPair){ 3 + i, offer_cells[i], row->cells[offer_cells[i]] };
  sauda_catalog_changes_note (self->rows, row, known, pairs, G_N_ELEMENTS (pairs));
}

/* Once per variant: finds it in the database and writes it there when it is new or says something else. */
static gboolean
settle_variant (Writer *self, const SaudaCatalogRow *row, GError **error)
{
  SaudaCatalogVariant *variant = row->variant;
  SaudaStatement *find;
  gboolean known;

  if (variant->compared)
    return TRUE;
  variant->compared = TRUE;
  if (self->empty)
    return add_variant (self, variant, error);
  find = keep_statement (self, &self->find_variant,
                         "SELECT id, model_key, model_name, size, weight_grams, cost_cny, " VARIANT_CELLS
                         " FROM variant WHERE sku = ?",
                         error);
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, variant->sku);
  if (!sauda_statement_step (find, &known, error))
    return FALSE;
  if (!known)
    return add_variant (self, variant, error);
  variant->id = sauda_statement_get_int64 (find, 0);
  variant->changed = variant_differs (find, variant);
  if (variant->changed && self->preview)
    note_variant_changes (self, row, find);
  sauda_statement_reset (find);
  return !variant->changed || self->preview || update_variant (self, variant, error);
}

/* The store of a row, made when it is not there yet; 0 without an error in a preview. */
static gboolean
find_store (Writer *self, const char *name, gint64 *id, GError **error)
{
  gint64 *known = g_hash_table_lookup (self->store_ids, name);

  if (known == NULL) {
    known = g_new0 (gint64, 1);
    g_hash_table_insert (self->store_ids, (gpointer) name, known);
    if (self->preview) {
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

/* Letters of ASCII are looked at byte by byte; others may be blanks of any kind. */
static gboolean
has_blank (const char *sku)
{
  for (const char *p = sku; *p != '\0'; p++)
    if ((guchar) *p <= ' ' || (guchar) *p >= 0x80)
      return TRUE;
  return FALSE;
}

/* Fills the parameters behind @base of both the INSERT and the UPDATE of an offer. */
static void
bind_offer (SaudaStatement *statement, int base, const SaudaCatalogRow *row, gint64 store_id)
{
  const char *sku = row->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU];
  g_autofree char *lenient_sku = has_blank (sku) ? sauda_offer_sku_make_lenient (sku) : NULL;

  sauda_statement_bind_int64 (statement, base + 1, store_id);
  sauda_statement_bind_static_text (statement, base + 2, sku);
  sauda_statement_bind_text (statement, base + 3, g_strcmp0 (lenient_sku, sku) == 0 ? NULL : lenient_sku);
  sauda_statement_bind_int64 (statement, base + 4, row->variant->id);
  bind_number (statement, base + 5, row->price);
  bind_number (statement, base + 6, row->stock);
  for (int i = 0; i < N_OFFER_CELLS; i++)
    sauda_statement_bind_static_text (statement, base + 7 + i, row->cells[offer_cells[i]]);
}

/* The variants first: offers refer to them. */
static gboolean
insert_offers (Writer *self, GError **error)
{
  const guint n_columns = 6 + N_OFFER_CELLS;
  SaudaStatement *insert;

  if (!insert_variants (self, error))
    return FALSE;
  if (self->n_offers == 0)
    return TRUE;
  insert = keep_rows_statement (self, &self->full_offers, INSERT_OFFER, n_columns, self->n_offers, error);
  if (insert == NULL)
    return FALSE;
  for (guint i = 0; i < self->n_offers; i++)
    bind_offer (insert, (int) (i * n_columns), self->offers[i], self->stores[i]);
  self->n_offers = 0;
  return sauda_statement_run (insert, error);
}

static gboolean
add_offer (Writer *self, const SaudaCatalogRow *row, gint64 store_id, GError **error)
{
  self->rows->report->added++;
  if (self->preview) {
    sauda_catalog_changes_note_new (self->rows, row);
    return TRUE;
  }
  self->offers[self->n_offers] = row;
  self->stores[self->n_offers++] = store_id;
  return self->n_offers < ROWS_AT_ONCE || insert_offers (self, error);
}

static gboolean
update_offer (Writer *self, const SaudaCatalogRow *row, gint64 store_id, gint64 offer_id, GError **error)
{
  SaudaStatement *update;

  /* A variant that is new with this file must be there. */
  if (!insert_variants (self, error) ||
      !keep_before (self,
                    "INSERT INTO offer_before (import_id, id, store_id, sku, variant_id, price,"
                    " stock_entered, " OFFER_CELLS ") SELECT ?1, id, store_id, sku, variant_id, price,"
                    " stock_entered, " OFFER_CELLS " FROM offer WHERE id = ?2",
                    offer_id, error))
    return FALSE;
  update = sauda_connection_prepare (self->connection, UPDATE_OFFER, error);
  if (update == NULL)
    return FALSE;
  bind_offer (update, 0, row, store_id);
  return sauda_statement_run (update, error);
}

static gboolean
offer_differs (SaudaStatement *known, const SaudaCatalogRow *row)
{
  if (number_differs (known, 0, row->variant->id) || number_differs (known, 1, row->price) ||
      number_differs (known, 2, row->stock))
    return TRUE;
  for (int i = 0; i < N_OFFER_CELLS; i++)
    if (text_differs (known, 3 + i, row->cells[offer_cells[i]]))
      return TRUE;
  return FALSE;
}

static gboolean
settle_row (Writer *self, SaudaCatalogRow *row, GError **error)
{
  SaudaCatalogReport *report = self->rows->report;
  SaudaStatement *find;
  gboolean known, differs;
  gint64 store_id, offer_id;

  if (!settle_variant (self, row, error) ||
      !find_store (self, row->cells[SAUDA_CATALOG_COLUMN_STORE], &store_id, error))
    return FALSE;
  if (self->empty)
    return add_offer (self, row, store_id, error);
  find = keep_statement (self, &self->find_offer,
                         "SELECT variant_id, price, stock_entered, " OFFER_CELLS
                         ", id FROM offer WHERE store_id = ? AND sku = ?",
                         error);
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, store_id);
  sauda_statement_bind_static_text (find, 2, row->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU]);
  if (!sauda_statement_step (find, &known, error))
    return FALSE;
  if (!known)
    return add_offer (self, row, store_id, error);
  differs = offer_differs (find, row);
  if (differs && self->preview)
    note_offer_changes (self, row, find);
  offer_id = sauda_statement_get_int64 (find, 3 + N_OFFER_CELLS);
  sauda_statement_reset (find);
  if (differs || row->variant->changed)
    report->changed++;
  else
    report->same++;
  return !differs || self->preview || update_offer (self, row, store_id, offer_id, error);
}

/* Where nothing was, nothing has to be looked for. */
static gboolean
look_around (Writer *self, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    self->connection, "SELECT (SELECT max (id) FROM variant), EXISTS (SELECT 1 FROM offer)", error);
  gboolean row;

  if (find == NULL || !sauda_statement_step (find, &row, error))
    return FALSE;
  self->last_variant = sauda_statement_get_int64 (find, 0);
  self->empty = self->last_variant == 0 && sauda_statement_get_int64 (find, 1) == 0;
  sauda_statement_reset (find);
  return TRUE;
}

/**
 * sauda_catalog_rows_write:
 * @self: a checked file
 * @connection: inside a transaction
 * @preview: whether to compare and write nothing
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
                          gboolean preview,
                          gint64 import_id,
                          gint64 now_ms,
                          GError **error)
{
  g_autoptr (GHashTable) store_ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  Writer writer = { .rows = self,
                    .connection = connection,
                    .store_ids = store_ids,
                    .keys = keys,
                    .preview = preview,
                    .import_id = import_id,
                    .now_ms = now_ms };

  if (!look_around (&writer, error))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++) {
    SaudaCatalogRow *row = &g_array_index (self->rows, SaudaCatalogRow, i);

    if (!row->refused && !settle_row (&writer, row, error))
      return FALSE;
  }
  return insert_offers (&writer, error);
}
