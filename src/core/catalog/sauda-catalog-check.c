#include "sauda-catalog-row.h"

#include "sauda-catalog-range.h"
#include "sauda-money.h"
#include "sauda-number.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* What a variant has, whichever of its offers says it. */
static const SaudaCatalogColumn variant_columns[] = {
  SAUDA_CATALOG_COLUMN_BRAND,        SAUDA_CATALOG_COLUMN_MODEL,  SAUDA_CATALOG_COLUMN_COLOR,
  SAUDA_CATALOG_COLUMN_GENDER,       SAUDA_CATALOG_COLUMN_SEASON, SAUDA_CATALOG_COLUMN_PRODUCT_TYPE,
  SAUDA_CATALOG_COLUMN_SUB_CATEGORY,
};

/* Whether two rows of one offer differ in a column. Amounts are compared, not the way they are written. */
static gboolean
column_differs (const SaudaCatalogRow *first, const SaudaCatalogRow *second, int column)
{
  switch (column) {
  case SAUDA_CATALOG_COLUMN_PRICE:
    return first->price != second->price;
  case SAUDA_CATALOG_COLUMN_STOCK:
    return first->stock != second->stock;
  case SAUDA_CATALOG_COLUMN_WEIGHT:
    return first->weight_grams != second->weight_grams;
  case SAUDA_CATALOG_COLUMN_COST:
    return first->cost_cny < second->cost_cny || first->cost_cny > second->cost_cny;
  default:
    return g_strcmp0 (first->cells[column], second->cells[column]) != 0;
  }
}

static int
find_difference (const SaudaCatalogRow *first, const SaudaCatalogRow *second)
{
  for (int i = 0; i < SAUDA_CATALOG_N_COLUMNS; i++)
    if (column_differs (first, second, i))
      return i;
  return -1;
}

static gboolean
is_chosen (const SaudaCatalogRows *self, guint number)
{
  for (gsize i = 0; self->choices != NULL && self->choices[i] != 0; i++)
    if (self->choices[i] == number)
      return TRUE;
  return FALSE;
}

/* The two rows side by side, with every column in which they differ. */
static void
add_conflict (SaudaCatalogRows *self,
              const SaudaCatalogRow *first,
              const SaudaCatalogRow *second,
              guint taken)
{
  SaudaCatalogConflict *conflict = sauda_catalog_report_add_conflict (
    self->report, first->cells[SAUDA_CATALOG_COLUMN_STORE], first->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU]);

  conflict->first_row = first->number;
  conflict->second_row = second->number;
  conflict->taken_row = taken;
  for (int i = 0; i < SAUDA_CATALOG_N_COLUMNS; i++)
    if (column_differs (first, second, i))
      sauda_catalog_conflict_add_difference (conflict,
                                             sauda_sheet_columns_get_title (self->columns, (guint) i),
                                             first->cells[i], second->cells[i]);
  self->report->conflicts++;
}

static void
refuse_row (SaudaCatalogRows *self, SaudaCatalogRow *row)
{
  row->refused = TRUE;
  self->report->refused++;
}

/* Two rows of one offer: the first comes in, unless a person chose the second. Returns the one that stays. */
static SaudaCatalogRow *
settle_repeated (SaudaCatalogRows *self, SaudaCatalogRow *first, SaudaCatalogRow *row)
{
  int column = find_difference (first, row);
  gboolean second_chosen = column >= 0 && is_chosen (self, row->number);
  SaudaCatalogRow *kept = second_chosen ? row : first, *left = second_chosen ? first : row;
  g_autofree char *reason = NULL;

  refuse_row (self, left);
  if (column < 0) {
    reason = g_strdup_printf (_ ("This row repeats row %u. It was left out."), first->number);
    sauda_catalog_rows_add_problem (self, row->number, SAUDA_CATALOG_COLUMN_OFFER_SKU,
                                    row->cells[SAUDA_CATALOG_COLUMN_OFFER_SKU], reason);
    return first;
  }
  add_conflict (self, first, row, kept->number);
  reason = g_strdup_printf (
    _ ("Row %u has the same offer code in the same store with “%s” here. Row %u came in, this "
       "one was refused; correct one of the two."),
    kept->number, kept->cells[column] != NULL ? kept->cells[column] : "", kept->number);
  sauda_catalog_rows_add_problem (self, left->number, (SaudaCatalogColumn) column, left->cells[column],
                                  reason);
  return kept;
}

static void
refuse_repeated (SaudaCatalogRows *self)
{
  g_autoptr (GHashTable) offers = g_hash_table_new (sauda_catalog_row_hash, sauda_catalog_row_equal);

  for (guint i = 0; i < self->rows->len; i++) {
    SaudaCatalogRow *row = &g_array_index (self->rows, SaudaCatalogRow, i);
    SaudaCatalogRow *first;

    if (row->hash == 0)
      row->hash = sauda_catalog_row_make_hash (row);
    first = g_hash_table_lookup (offers, row);
    g_hash_table_add (offers, first != NULL ? settle_repeated (self, first, row) : row);
  }
}

/* Rows of one model mostly follow each other. */
static SaudaCatalogModel *
ensure_model (SaudaCatalogRows *self, const SaudaCatalogRow *row, SaudaCatalogModel *before)
{
  const char *key = sauda_catalog_rows_find_model_key (self, row);
  SaudaCatalogModel *model = before;

  if (model == NULL || strcmp (model->key, key) != 0)
    model = g_hash_table_lookup (self->models, key);
  if (model != NULL)
    return model;
  model = g_new0 (SaudaCatalogModel, 1);
  model->key = key;
  model->name = key;
  model->prices = g_array_new (FALSE, FALSE, sizeof (gint64));
  model->weights = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_insert (self->models, (gpointer) key, model);
  return model;
}

/* A table of names is made for the second one: mostly there is none. */
static void
count_name (SaudaCatalogModel *model, const char *name)
{
  guint count;

  if (model->names == NULL && (model->n_named == 0 || strcmp (model->name, name) == 0)) {
    model->name = name;
    model->n_named++;
    return;
  }
  if (model->names == NULL) {
    model->names = g_hash_table_new (g_str_hash, g_str_equal);
    g_hash_table_insert (model->names, (gpointer) model->name, GUINT_TO_POINTER (model->n_named));
  }
  count = GPOINTER_TO_UINT (g_hash_table_lookup (model->names, name)) + 1;
  g_hash_table_insert (model->names, (gpointer) name, GUINT_TO_POINTER (count));
  if (count > model->n_named) {
    model->name = name;
    model->n_named = count;
  }
}

static void
take_into_model (SaudaCatalogModel *model, const SaudaCatalogRow *row)
{
  const char *name = row->cells[SAUDA_CATALOG_COLUMN_NAME_CORE];

  if (row->price >= 0)
    g_array_append_val (model->prices, row->price);
  if (row->weight_grams >= 0)
    g_array_append_val (model->weights, row->weight_grams);
  if (name != NULL)
    count_name (model, name);
}

static void
settle_models (SaudaCatalogRows *self)
{
  GHashTableIter models;
  gpointer value;

  g_hash_table_iter_init (&models, self->models);
  while (g_hash_table_iter_next (&models, NULL, &value)) {
    SaudaCatalogModel *model = value;
    g_autofree char *name = sauda_text_squeeze (model->name);

    model->name = sauda_arena_dup (self->arena, name, strlen (name));
    model->usual_price = sauda_catalog_range_find_median (model->prices);
    model->usual_weight = sauda_catalog_range_find_median (model->weights);
  }
}

static void
doubt_price (SaudaCatalogRows *self, SaudaCatalogRow *row, const SaudaCatalogModel *model)
{
  gint64 median = model->usual_price;
  g_autofree char *usual = NULL, *reason = NULL;

  if (!sauda_catalog_range_is_far (SAUDA_CATALOG_QUANTITY_PRICE, row->price, median))
    return;
  usual = sauda_money_format (median);
  reason = g_strdup_printf (
    _ ("The other sizes of this model cost about %s. The row came in without a price; correct it "
       "and import again."),
    usual);
  sauda_catalog_rows_add_problem (self, row->number, SAUDA_CATALOG_COLUMN_PRICE,
                                  row->cells[SAUDA_CATALOG_COLUMN_PRICE], reason);
  row->price = -1;
}

static void
doubt_weight (SaudaCatalogRows *self, SaudaCatalogRow *row, const SaudaCatalogModel *model)
{
  gint64 median = model->usual_weight;
  g_autofree char *weight = NULL, *usual = NULL, *reason = NULL;

  if (!sauda_catalog_range_is_far (SAUDA_CATALOG_QUANTITY_WEIGHT, row->weight_grams, median))
    return;
  weight = sauda_number_format ((double) row->weight_grams / 1000, -1);
  usual = sauda_number_format ((double) median / 1000, -1);
  reason =
    g_strdup_printf (_ ("%s or %s kilograms? The other sizes of this model weigh the second. The row came in "
                        "without a weight; correct it and import again."),
                     weight, usual);
  sauda_catalog_rows_add_problem (self, row->number, SAUDA_CATALOG_COLUMN_WEIGHT,
                                  row->cells[SAUDA_CATALOG_COLUMN_WEIGHT], reason);
  row->weight_grams = -1;
}

static void
take_size (SaudaCatalogRows *self, SaudaCatalogVariant *variant, const SaudaCatalogRow *row)
{
  const char *text = sauda_catalog_row_get_size_text (row);
  const char *size;
  g_autofree char *reason = NULL;

  if (text == NULL || (variant->size_text != NULL && g_str_equal (text, variant->size_text)))
    return;
  size = sauda_catalog_rows_write_size (self, text);
  if (variant->size == NULL) {
    variant->size_text = text;
    variant->size = size;
    return;
  }
  if (g_str_equal (size, variant->size))
    return;
  reason =
    g_strdup_printf (_ ("Another row gives %s the size %s. That one was kept; correct one of the two."),
                     variant->sku, variant->size);
  sauda_catalog_rows_add_problem (self, row->number,
                                  row->cells[SAUDA_CATALOG_COLUMN_OUR_SIZE] != NULL
                                    ? SAUDA_CATALOG_COLUMN_OUR_SIZE
                                    : SAUDA_CATALOG_COLUMN_MY_SIZE,
                                  text, reason);
}

static void
take_into_variant (SaudaCatalogRows *self, SaudaCatalogRow *row, SaudaCatalogVariant *before)
{
  const char *sku = row->cells[SAUDA_CATALOG_COLUMN_SKU_ID];
  SaudaCatalogVariant *variant = before;

  if (variant == NULL || strcmp (variant->sku, sku) != 0)
    variant = g_hash_table_lookup (self->variants, sku);
  if (variant == NULL) {
    variant = sauda_arena_alloc (self->arena, sizeof *variant);
    variant->sku = sku;
    variant->model = row->model;
    variant->weight_grams = -1;
    variant->cost_cny = -1;
    g_hash_table_insert (self->variants, (gpointer) sku, variant);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (variant_columns); i++)
    if (variant->cells[variant_columns[i]] == NULL)
      variant->cells[variant_columns[i]] = row->cells[variant_columns[i]];
  if (variant->weight_grams < 0)
    variant->weight_grams = row->weight_grams;
  if (variant->cost_cny < 0)
    variant->cost_cny = row->cost_cny;
  take_size (self, variant, row);
  row->variant = variant;
}

static int
compare_problems (gconstpointer a, gconstpointer b)
{
  const SaudaCatalogProblem *first = *(SaudaCatalogProblem *const *) a,
                            *second = *(SaudaCatalogProblem *const *) b;

  return first->row < second->row ? -1 : first->row > second->row;
}

/**
 * sauda_catalog_rows_check:
 * @self: a file whose rows are all taken
 *
 * Looks at the rows together: the same offer twice, a price or a weight far from its model's median, one
 * variant with two sizes. Puts variants and models together from the rows that stay.
 */
void
sauda_catalog_rows_check (SaudaCatalogRows *self)
{
  SaudaCatalogModel *model = NULL;
  SaudaCatalogVariant *variant = NULL;

  if (!self->all_differ)
    refuse_repeated (self);
  for (guint i = 0; i < self->rows->len; i++) {
    SaudaCatalogRow *row = &g_array_index (self->rows, SaudaCatalogRow, i);

    if (row->refused)
      continue;
    self->filled |= row->filled;
    row->model = model = ensure_model (self, row, model);
    take_into_model (model, row);
  }
  settle_models (self);
  for (guint i = 0; i < self->rows->len; i++) {
    SaudaCatalogRow *row = &g_array_index (self->rows, SaudaCatalogRow, i);

    if (row->refused)
      continue;
    doubt_price (self, row, row->model);
    doubt_weight (self, row, row->model);
    take_into_variant (self, row, variant);
    variant = row->variant;
    self->report->offers++;
  }
  self->report->variants = g_hash_table_size (self->variants);
  g_ptr_array_sort (self->report->problems, compare_problems);
}
