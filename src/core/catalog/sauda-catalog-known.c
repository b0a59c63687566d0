#include "sauda-catalog-known.h"

#include "sauda-catalog-changes.h"
#include "sauda-catalog-range.h"

/* What the database has of the rows of a file, and whether they say something else. */

#define SELECT_VARIANT                                                                                       \
  "SELECT id, sku, model_key, model_name, size, weight_grams, cost_cny, " SAUDA_CATALOG_VARIANT_CELLS        \
  " FROM variant"
#define SELECT_OFFER                                                                                         \
  "SELECT id, store_id, sku, variant_id, price, stock_entered, " SAUDA_CATALOG_OFFER_CELLS " FROM offer"

/* First of the cells in these statements. */
#define VARIANT_CELL 7
#define OFFER_CELL 6

const SaudaCatalogColumn sauda_catalog_offer_cells[SAUDA_CATALOG_N_OFFER_CELLS] = {
  SAUDA_CATALOG_COLUMN_NAME_SOURCE,  SAUDA_CATALOG_COLUMN_NAME_CORE,  SAUDA_CATALOG_COLUMN_KASPI_CODE,
  SAUDA_CATALOG_COLUMN_KASPI_CODE_2, SAUDA_CATALOG_COLUMN_SIZE_KASPI, SAUDA_CATALOG_COLUMN_MY_SIZE,
  SAUDA_CATALOG_COLUMN_OUR_SIZE,     SAUDA_CATALOG_COLUMN_SECONDARY,  SAUDA_CATALOG_COLUMN_GENDER_TEXT,
};

const SaudaCatalogColumn sauda_catalog_variant_cells[SAUDA_CATALOG_N_VARIANT_CELLS] = {
  SAUDA_CATALOG_COLUMN_BRAND,        SAUDA_CATALOG_COLUMN_MODEL,  SAUDA_CATALOG_COLUMN_COLOR,
  SAUDA_CATALOG_COLUMN_GENDER,       SAUDA_CATALOG_COLUMN_SEASON, SAUDA_CATALOG_COLUMN_PRODUCT_TYPE,
  SAUDA_CATALOG_COLUMN_SUB_CATEGORY,
};

/* Whether a new value says something else than the row of @known: what the file does not tell stays. */
static gboolean
text_differs (SaudaStatement *known, int column, const char *text)
{
  return text != NULL && g_strcmp0 (sauda_statement_get_text (known, column), text) != 0;
}

static gboolean
number_differs (SaudaStatement *known, int column, gint64 number)
{
  return number >= 0 &&
         (sauda_statement_is_null (known, column) || sauda_statement_get_int64 (known, column) != number);
}

static gboolean
cost_differs (SaudaStatement *known, int column, double cost)
{
  double before = sauda_statement_get_double (known, column);

  return cost >= 0 && (sauda_statement_is_null (known, column) || before < cost || before > cost);
}

static gboolean
variant_differs (SaudaStatement *known, const SaudaCatalogVariant *variant)
{
  if (text_differs (known, 2, variant->model->key) || text_differs (known, 3, variant->model->name) ||
      text_differs (known, 4, variant->size) || number_differs (known, 5, variant->weight_grams) ||
      cost_differs (known, 6, variant->cost_cny))
    return TRUE;
  for (int i = 0; i < SAUDA_CATALOG_N_VARIANT_CELLS; i++)
    if (text_differs (known, VARIANT_CELL + i, variant->cells[sauda_catalog_variant_cells[i]]))
      return TRUE;
  return FALSE;
}

static gboolean
offer_differs (SaudaStatement *known, const SaudaCatalogRow *row)
{
  if (number_differs (known, 3, row->variant->id) || number_differs (known, 4, row->price) ||
      number_differs (known, 5, row->stock))
    return TRUE;
  for (int i = 0; i < SAUDA_CATALOG_N_OFFER_CELLS; i++)
    if (text_differs (known, OFFER_CELL + i, row->cells[sauda_catalog_offer_cells[i]]))
      return TRUE;
  return FALSE;
}

/* For a preview: what the file writes over. */
static void
note_variant_changes (SaudaCatalogRows *rows, const SaudaCatalogRow *row, SaudaStatement *known)
{
  const SaudaCatalogVariant *variant = row->variant;
  SaudaCatalogPair pairs[5 + SAUDA_CATALOG_N_VARIANT_CELLS] = {
    { 2, SAUDA_CATALOG_COLUMN_SKU_KEY, variant->model->key },
    { 3, SAUDA_CATALOG_COLUMN_NAME_CORE, variant->model->name },
    { 4, SAUDA_CATALOG_COLUMN_OUR_SIZE, variant->size },
  };
  g_autofree char *weight = variant->weight_grams >= 0
                              ? sauda_catalog_range_format_decimal ((double) variant->weight_grams / 1000)
                              : NULL;
  g_autofree char *cost =
    variant->cost_cny >= 0 ? sauda_catalog_range_format_decimal (variant->cost_cny) : NULL;

  pairs[3] = (SaudaCatalogPair){ 5, SAUDA_CATALOG_COLUMN_WEIGHT, weight, TRUE };
  pairs[4] = (SaudaCatalogPair){ 6, SAUDA_CATALOG_COLUMN_COST,
                                 cost_differs (known, 6, variant->cost_cny) ? cost : NULL };
  for (int i = 0; i < SAUDA_CATALOG_N_VARIANT_CELLS; i++)
    pairs[5 + i] = (SaudaCatalogPair){ VARIANT_CELL + i, sauda_catalog_variant_cells[i],
                                       variant->cells[sauda_catalog_variant_cells[i]] };
  sauda_catalog_changes_note (rows, row, known, pairs, G_N_ELEMENTS (pairs));
}

static void
note_offer_changes (SaudaCatalogRows *rows, const SaudaCatalogRow *row, SaudaStatement *known)
{
  SaudaCatalogPair pairs[2 + SAUDA_CATALOG_N_OFFER_CELLS] = { 0 };
  g_autofree char *price = row->price >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, row->price) : NULL;
  g_autofree char *stock = row->stock >= 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, row->stock) : NULL;

  pairs[0] = (SaudaCatalogPair){ 4, SAUDA_CATALOG_COLUMN_PRICE, price };
  pairs[1] = (SaudaCatalogPair){ 5, SAUDA_CATALOG_COLUMN_STOCK, stock };
  for (int i = 0; i < SAUDA_CATALOG_N_OFFER_CELLS; i++)
    pairs[2 + i] = (SaudaCatalogPair){ OFFER_CELL + i, sauda_catalog_offer_cells[i],
                                       row->cells[sauda_catalog_offer_cells[i]] };
  sauda_catalog_changes_note (rows, row, known, pairs, G_N_ELEMENTS (pairs));
}

static guint
hash_row (gconstpointer data)
{
  const SaudaCatalogRow *row = data;

  return g_str_hash (row->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU]) ^ (guint) row->store_id;
}

static gboolean
equal_rows (gconstpointer a, gconstpointer b)
{
  const SaudaCatalogRow *first = a, *second = b;

  return first->store_id == second->store_id && g_str_equal (first->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU],
                                                             second->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU]);
}

static gboolean
scan_variants (SaudaCatalogRows *rows, SaudaConnection *connection, GError **error)
{
  SaudaStatement *list = sauda_connection_prepare (connection, SELECT_VARIANT, error);
  GHashTableIter variants;
  gpointer value;
  gboolean row = TRUE;

  if (list == NULL)
    return FALSE;
  g_hash_table_iter_init (&variants, rows->variants);
  while (g_hash_table_iter_next (&variants, NULL, &value))
    ((SaudaCatalogVariant *) value)->known = SAUDA_CATALOG_KNOWN_NOT;
  for (;;) {
    SaudaCatalogVariant *variant;

    if (!sauda_statement_step (list, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    variant = g_hash_table_lookup (rows->variants, sauda_statement_get_text (list, 1));
    if (variant == NULL)
      continue;
    variant->id = sauda_statement_get_int64 (list, 0);
    variant->known =
      variant_differs (list, variant) ? SAUDA_CATALOG_KNOWN_OTHERWISE : SAUDA_CATALOG_KNOWN_SAME;
  }
}

/* A store that the file writes in two ways may have one offer twice; the second is looked up by itself. */
static GHashTable *
index_rows (SaudaCatalogRows *rows)
{
  GHashTable *offers = g_hash_table_new (hash_row, equal_rows);

  for (guint i = 0; i < rows->rows->len; i++) {
    SaudaCatalogRow *row = &g_array_index (rows->rows, SaudaCatalogRow, i);

    if (row->refused || g_hash_table_contains (offers, row))
      continue;
    row->known = SAUDA_CATALOG_KNOWN_NOT;
    g_hash_table_add (offers, row);
  }
  return offers;
}

static gboolean
scan_offers (SaudaCatalogRows *rows, SaudaConnection *connection, GError **error)
{
  g_autoptr (GHashTable) offers = index_rows (rows);
  SaudaStatement *list = sauda_connection_prepare (connection, SELECT_OFFER, error);
  gboolean more = TRUE;

  if (list == NULL)
    return FALSE;
  for (;;) {
    const char *cells[SAUDA_CATALOG_N_COLUMNS] = { 0 };
    SaudaCatalogRow wanted = { .cells = cells }, *row;

    if (!sauda_statement_step (list, &more, error))
      return FALSE;
    if (!more)
      return TRUE;
    wanted.store_id = sauda_statement_get_int64 (list, 1);
    wanted.cells[SAUDA_CATALOG_COLUMN_OFFER_SKU] = sauda_statement_get_text (list, 2);
    row = g_hash_table_lookup (offers, &wanted);
    if (row == NULL)
      continue;
    row->offer_id = sauda_statement_get_int64 (list, 0);
    row->known = offer_differs (list, row) ? SAUDA_CATALOG_KNOWN_OTHERWISE : SAUDA_CATALOG_KNOWN_SAME;
  }
}

/**
 * sauda_catalog_known_find_all: (skip)
 * @rows: a checked file whose rows know their stores
 * @connection: inside a transaction
 * @error: return location
 *
 * Reads the whole catalogue of the database once and tells every row and variant of the file what is known of
 * it: for files that are about as long as the catalogue, where a query for each row takes three times as
 * long.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_known_find_all (SaudaCatalogRows *rows, SaudaConnection *connection, GError **error)
{
  return scan_variants (rows, connection, error) && scan_offers (rows, connection, error);
}

/**
 * sauda_catalog_known_find_variant: (skip)
 * @rows: a checked file
 * @connection: inside a transaction
 * @row: one of its rows; its variant is told what is known of it
 * @error: return location
 *
 * In a preview, the report gets every value that the file writes over.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_known_find_variant (SaudaCatalogRows *rows,
                                  SaudaConnection *connection,
                                  const SaudaCatalogRow *row,
                                  GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (connection, SELECT_VARIANT " WHERE sku = ?", error);
  SaudaCatalogVariant *variant = row->variant;
  gboolean known;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_static_text (find, 1, variant->sku);
  if (!sauda_statement_step (find, &known, error))
    return FALSE;
  variant->known = SAUDA_CATALOG_KNOWN_NOT;
  if (!known)
    return TRUE;
  variant->id = sauda_statement_get_int64 (find, 0);
  variant->known = variant_differs (find, variant) ? SAUDA_CATALOG_KNOWN_OTHERWISE : SAUDA_CATALOG_KNOWN_SAME;
  if (rows->report->preview && variant->known == SAUDA_CATALOG_KNOWN_OTHERWISE)
    note_variant_changes (rows, row, find);
  sauda_statement_reset (find);
  return TRUE;
}

/**
 * sauda_catalog_known_find_offer: (skip)
 * @rows: a checked file
 * @connection: inside a transaction
 * @row: one of its rows, whose variant was found; it is told what is known of its offer
 * @error: return location
 *
 * In a preview, the report gets every value that the file writes over.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_known_find_offer (SaudaCatalogRows *rows,
                                SaudaConnection *connection,
                                SaudaCatalogRow *row,
                                GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, SELECT_OFFER " WHERE store_id = ? AND sku = ?", error);
  gboolean known;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, row->store_id);
  sauda_statement_bind_static_text (find, 2, row->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU]);
  if (!sauda_statement_step (find, &known, error))
    return FALSE;
  row->known = SAUDA_CATALOG_KNOWN_NOT;
  if (!known)
    return TRUE;
  row->offer_id = sauda_statement_get_int64 (find, 0);
  row->known = offer_differs (find, row) ? SAUDA_CATALOG_KNOWN_OTHERWISE : SAUDA_CATALOG_KNOWN_SAME;
  if (rows->report->preview && row->known == SAUDA_CATALOG_KNOWN_OTHERWISE)
    note_offer_changes (rows, row, find);
  sauda_statement_reset (find);
  return TRUE;
}
