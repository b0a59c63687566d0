#include "sauda-catalog-row.h"

#include "sauda-catalog-range.h"
#include "sauda-text.h"
#include "sauda-variant-field.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ROWS_PER_REPORT 1000

/* Without these a row belongs to nothing. */
static const SaudaCatalogColumn needed[] = {
  SAUDA_CATALOG_COLUMN_SKU_ID,
  SAUDA_CATALOG_COLUMN_OFFER_SKU,
  SAUDA_CATALOG_COLUMN_STORE,
};

static void
model_free (gpointer data)
{
  SaudaCatalogModel *model = data;

  g_array_unref (model->prices);
  g_array_unref (model->weights);
  g_clear_pointer (&model->names, g_hash_table_unref);
  g_free (model);
}

/* An export puts an apostrophe before what a spreadsheet would run; here it is taken off again. */
static const char *
skip_apostrophe (const char *text)
{
  return text[0] == '\'' && text[1] != '\0' && strchr ("=+-@\t\r", text[1]) != NULL ? text + 1 : text;
}

/* Most cells begin with a letter or a digit that no word for "nothing" begins with: they need no
 * closer look. */
static gboolean
says_something (const char *text)
{
  guchar first = (guchar) *text;

  if (first == '\0')
    return FALSE;
  if ((g_ascii_isalnum (first) && first != 'n' && first != 'N') || first == 0xd0 || first == 0xd1)
    return TRUE;
  return !sauda_text_is_empty (text);
}

static void
read_price (SaudaCatalogRows *self, SaudaCatalogRow *row)
{
  const char *text = row->cells[SAUDA_CATALOG_COLUMN_PRICE];

  if (text == NULL || sauda_catalog_range_read_price (text, &row->price))
    return;
  row->price = -1;
  sauda_catalog_rows_add_problem (self, row->number, SAUDA_CATALOG_COLUMN_PRICE, text,
                                  _ ("This is not a price in whole tenge. The row came in without a price."));
}

static void
read_stock (SaudaCatalogRows *self, SaudaCatalogRow *row)
{
  const char *text = row->cells[SAUDA_CATALOG_COLUMN_STOCK];
  gint64 pieces;

  if (text == NULL)
    return;
  if (!sauda_catalog_range_read_stock (text, &pieces))
    sauda_catalog_rows_add_problem (
      self, row->number, SAUDA_CATALOG_COLUMN_STOCK, text,
      _ ("A stock is a whole number of pieces, and this is none. The row came in without a stock."));
  else if (pieces < 0)
    sauda_catalog_rows_add_problem (
      self, row->number, SAUDA_CATALOG_COLUMN_STOCK, text,
      _ ("A stock cannot be less than zero. The row came in without a stock; count the shelf."));
  else
    row->stock = pieces;
}

static void
read_weight (SaudaCatalogRows *self, SaudaCatalogRow *row)
{
  const char *text = row->cells[SAUDA_CATALOG_COLUMN_WEIGHT];
  gint64 grams;

  if (text == NULL)
    return;
  if (sauda_catalog_range_read_weight (text, &grams))
    row->weight_grams = grams;
  else
    sauda_catalog_rows_add_problem (
      self, row->number, SAUDA_CATALOG_COLUMN_WEIGHT, text,
      _ ("A weight is between 0.01 and 150 kilograms, and this is not. The row came in without a weight."));
}

static void
read_cost (SaudaCatalogRows *self, SaudaCatalogRow *row)
{
  const char *text = row->cells[SAUDA_CATALOG_COLUMN_COST];
  gint64 thousandths;

  if (text == NULL)
    return;
  if (sauda_catalog_range_read_cost (text, &thousandths))
    row->cost_cny = (double) thousandths / 1000;
  else
    sauda_catalog_rows_add_problem (self, row->number, SAUDA_CATALOG_COLUMN_COST, text,
                                    _ ("This is not a cost in yuan. The row came in without a cost."));
}

/* "OnlyFit" and "ONLYFIT" are one store, as the store finds it: the first way of writing stands for all of
 * them, so that rows of one offer meet. */
static const char *
find_store_name (SaudaCatalogRows *self, const char *text)
{
  const char *name = g_hash_table_lookup (self->store_names, text);
  g_autofree char *key = NULL;

  if (name != NULL)
    return name;
  key = sauda_text_search_key (text);
  name = g_hash_table_lookup (self->store_names, key);
  if (name == NULL) {
    name = text;
    g_hash_table_insert (self->store_names, sauda_arena_dup (self->arena, key, strlen (key)),
                         (gpointer) name);
  }
  g_hash_table_insert (self->store_names, (gpointer) text, (gpointer) name);
  return name;
}

/* Copies the cells that say something. */
static void
read_cells (SaudaCatalogRows *self, SaudaCatalogRow *row, const char *const *picked)
{
  for (guint i = 0; i < SAUDA_CATALOG_N_COLUMNS; i++) {
    const char *text = picked[i];

    if (!says_something (text))
      continue;
    row->filled |= G_GUINT64_CONSTANT (1) << i;
    text = skip_apostrophe (text);
    row->cells[i] = sauda_arena_dup (self->arena, text, strlen (text));
  }
  if (row->cells[SAUDA_CATALOG_COLUMN_STORE] != NULL)
    row->cells[SAUDA_CATALOG_COLUMN_STORE] = find_store_name (self, row->cells[SAUDA_CATALOG_COLUMN_STORE]);
}

static void
report_formulas (SaudaCatalogRows *self, guint number, const char *const *picked)
{
  for (guint i = 0; i < SAUDA_CATALOG_N_COLUMNS; i++) {
    if (sauda_text_is_formula (picked[i]))
      sauda_catalog_rows_add_problem (self, number, i, picked[i],
                                      _ ("A formula stands here instead of its result. The cell was taken as "
                                         "empty; save the file with values."));
  }
}

static void
refuse (SaudaCatalogRows *self, SaudaCatalogRow *row)
{
  row->refused = TRUE;
  self->report->refused++;
}

/* A row without any of the columns that make it an offer is what a person left beside the table. */
static gboolean
refuse_rubbish (SaudaCatalogRows *self,
                SaudaCatalogRow *row,
                const char *const *picked,
                const char *const *cells,
                guint n_cells)
{
  guint first = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    if (row->cells[needed[i]] != NULL)
      return FALSE;
  while (first < n_cells && *cells[first] == '\0')
    first++;
  for (guint i = 0; i < SAUDA_CATALOG_N_COLUMNS; i++) {
    if (first < n_cells && picked[i] == cells[first]) {
      sauda_catalog_rows_add_problem (self, row->number, i, picked[i],
                                      _ ("This row has no product, only stray values. It was left out."));
      refuse (self, row);
      return TRUE;
    }
  }
  sauda_catalog_report_add_problem (self->report, row->number, NULL, first < n_cells ? cells[first] : NULL,
                                    _ ("This row has no product, only stray values. It was left out."));
  refuse (self, row);
  return TRUE;
}

static gboolean
refuse_incomplete (SaudaCatalogRows *self, SaudaCatalogRow *row)
{
  static const char *const reasons[] = {
    N_ ("The row has no SKU_ID, so nobody can tell what lies on the shelf. It was refused; fill in the "
        "SKU_ID."),
    N_ ("The row has no code of the offer on Kaspi. It was refused; fill in the code."),
    N_ ("The row does not tell its store. It was refused; fill in the store's name."),
  };
  gboolean missing = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++) {
    if (row->cells[needed[i]] != NULL)
      continue;
    sauda_catalog_rows_add_problem (self, row->number, needed[i], "", _ (reasons[i]));
    missing = TRUE;
  }
  if (missing)
    refuse (self, row);
  return missing;
}

/**
 * sauda_catalog_rows_new:
 * @columns: (transfer full): what finds the columns
 *
 * Returns: (transfer full): a file without rows
 */
SaudaCatalogRows *
sauda_catalog_rows_new (SaudaSheetColumns *columns)
{
  SaudaCatalogRows *self = g_new0 (SaudaCatalogRows, 1);

  self->columns = columns;
  self->arena = sauda_arena_new ();
  self->rows = g_array_new (FALSE, TRUE, sizeof (SaudaCatalogRow));
  self->models = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, model_free);
  self->variants = g_hash_table_new (g_str_hash, g_str_equal);
  self->store_names = g_hash_table_new (g_str_hash, g_str_equal);
  self->sizes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->report = sauda_catalog_report_new ();
  return self;
}

/**
 * sauda_catalog_rows_forget:
 * @self: a file
 *
 * Frees the rows with their variants and models, on whichever thread has the time; the report stays.
 */
void
sauda_catalog_rows_forget (SaudaCatalogRows *self)
{
  g_hash_table_remove_all (self->store_names);
  g_hash_table_remove_all (self->sizes);
  g_hash_table_remove_all (self->variants);
  g_hash_table_remove_all (self->models);
  g_array_set_size (self->rows, 0);
  sauda_arena_clear (self->arena);
}

/**
 * sauda_catalog_rows_free:
 * @self: (transfer full) (nullable): a file
 */
void
sauda_catalog_rows_free (SaudaCatalogRows *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->report, sauda_catalog_report_free);
  g_hash_table_unref (self->store_names);
  g_hash_table_unref (self->sizes);
  g_hash_table_unref (self->variants);
  g_hash_table_unref (self->models);
  g_array_unref (self->rows);
  sauda_arena_free (self->arena);
  sauda_sheet_columns_free (self->columns);
  g_free (self);
}

/**
 * sauda_catalog_rows_add_problem:
 * @self: a file
 * @row: as a spreadsheet numbers it
 * @column: the column
 * @value: (nullable): what stands there
 * @reason: a translated sentence
 *
 * Names the column as the file does, or as catalogues do when the file lacks it.
 */
void
sauda_catalog_rows_add_problem (SaudaCatalogRows *self,
                                guint row,
                                SaudaCatalogColumn column,
                                const char *value,
                                const char *reason)
{
  g_autofree char *header = sauda_catalog_column_get_header (column);
  const char *title = sauda_sheet_columns_get_title (self->columns, column);

  sauda_catalog_report_add_problem (self->report, row, title != NULL ? title : header, value, reason);
}

/**
 * sauda_catalog_rows_tell:
 * @self: a file
 * @done: rows
 * @total: rows, 0 while nobody knows
 *
 * Tells whoever waits how far the import is, at every thousandth row.
 */
void
sauda_catalog_rows_tell (SaudaCatalogRows *self, guint done, guint total)
{
  if (self->progress != NULL && done % ROWS_PER_REPORT == 0)
    self->progress (done, total, self->progress_data);
}

/**
 * sauda_catalog_rows_take:
 * @self: a file
 * @number: as a spreadsheet numbers it
 * @cells: (array length=n_cells): a row of data, not wholly empty
 * @n_cells: how many
 *
 * Reads one row: what cannot be a price, a stock or a weight is told of and left out; a row without a product
 * is refused as a whole.
 */
void
sauda_catalog_rows_take (SaudaCatalogRows *self, guint number, const char *const *cells, guint n_cells)
{
  SaudaCatalogRow row = { .number = number, .price = -1, .stock = -1, .weight_grams = -1, .cost_cny = -1 };
  const char *picked[SAUDA_CATALOG_N_COLUMNS];

  row.cells = sauda_arena_alloc (self->arena, sizeof *row.cells * SAUDA_CATALOG_N_COLUMNS);
  sauda_sheet_columns_pick (self->columns, cells, n_cells, picked);
  read_cells (self, &row, picked);
  self->report->rows++;
  if (refuse_rubbish (self, &row, picked, cells, n_cells))
    return;
  report_formulas (self, number, picked);
  if (refuse_incomplete (self, &row))
    return;
  read_price (self, &row);
  read_stock (self, &row);
  read_weight (self, &row);
  read_cost (self, &row);
  g_array_append_val (self->rows, row);
}

/**
 * sauda_catalog_rows_find_model_key: (skip)
 * @self: a file
 * @row: one of its rows
 *
 * Returns: SKU_key, else the SKU_ID without the size behind it: a variant is a model and a size
 */
const char *
sauda_catalog_rows_find_model_key (SaudaCatalogRows *self, const SaudaCatalogRow *row)
{
  const char *sku = row->cells[SAUDA_CATALOG_COLUMN_SKU_ID];
  const char *size = row->cells[SAUDA_CATALOG_COLUMN_OUR_SIZE];
  g_autofree char *tail = NULL;

  if (row->cells[SAUDA_CATALOG_COLUMN_SKU_KEY] != NULL)
    return row->cells[SAUDA_CATALOG_COLUMN_SKU_KEY];
  if (size == NULL)
    size = row->cells[SAUDA_CATALOG_COLUMN_MY_SIZE];
  tail = g_strconcat ("_", size, NULL);
  if (size == NULL || !g_str_has_suffix (sku, tail) || strlen (sku) == strlen (tail))
    return sku;
  return sauda_arena_dup (self->arena, sku, strlen (sku) - strlen (tail));
}

/**
 * sauda_catalog_row_make_hash: (skip)
 * @row: a row
 *
 * Returns: what @row keeps as its hash while repeated ones are looked for
 */
guint
sauda_catalog_row_make_hash (const SaudaCatalogRow *row)
{
  return g_str_hash (row->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU]) ^
         g_direct_hash (row->cells[SAUDA_CATALOG_COLUMN_STORE]);
}

/**
 * sauda_catalog_row_hash: (skip)
 * @row: (type SaudaCatalogRow): a row with its hash
 *
 * Returns: the hash of its offer
 */
guint
sauda_catalog_row_hash (gconstpointer row)
{
  return ((const SaudaCatalogRow *) row)->hash;
}

/**
 * sauda_catalog_row_equal: (skip)
 * @a: (type SaudaCatalogRow): a row
 * @b: (type SaudaCatalogRow): another one of the same file
 *
 * Returns: whether both tell of one offer
 */
gboolean
sauda_catalog_row_equal (gconstpointer a, gconstpointer b)
{
  const SaudaCatalogRow *first = a, *second = b;

  /* every way of writing a store's name became one text */
  return first->cells[SAUDA_CATALOG_COLUMN_STORE] == second->cells[SAUDA_CATALOG_COLUMN_STORE] &&
         g_str_equal (first->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU],
                      second->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU]);
}

/**
 * sauda_catalog_row_get_size_text: (skip)
 * @row: a row
 *
 * Returns: (nullable): the size as the merchant wrote it
 */
const char *
sauda_catalog_row_get_size_text (const SaudaCatalogRow *row)
{
  const char *ours = row->cells[SAUDA_CATALOG_COLUMN_OUR_SIZE];

  return ours != NULL ? ours : row->cells[SAUDA_CATALOG_COLUMN_MY_SIZE];
}

/**
 * sauda_catalog_rows_write_size: (skip)
 * @self: a file
 * @text: a size as the merchant wrote it
 *
 * Returns: (transfer none): Sauda's one way of writing it; a catalogue has few sizes
 */
const char *
sauda_catalog_rows_write_size (SaudaCatalogRows *self, const char *text)
{
  char *size = g_hash_table_lookup (self->sizes, text);

  if (size == NULL) {
    size = sauda_variant_field_write_size (text);
    g_hash_table_insert (self->sizes, (gpointer) text, size);
  }
  return size;
}
