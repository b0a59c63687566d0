#include "sauda-catalogue-rows.h"

#include "sauda-stock-sums.h"
#include "sauda-variant-models.h"

/* Rows are made and sorted on the database's thread, so that the window has only to show them. */

/* So many are read at one go; of more, a screenful comes first. */
#define FEW 2000
/* More than any screen shows. */
#define SCREENFUL 100

/* A model that may be on the first screen. */
typedef struct {
  const SaudaVariantModel *model; /* (not owned) */
  GRefString *name_key;           /* (owned) */
} Candidate;

/* The first models by name, with a screenful of variants. */
typedef struct {
  GArray *candidates; /* (owned) (element-type Candidate) sorted */
  guint rows;         /* of all of them */
} First;

static void
candidate_clear (gpointer data)
{
  g_ref_string_release (((Candidate *) data)->name_key);
}

/* Thousands of rows have a few hundred names. */
static GRefString *
find_key (GHashTable *keys, const char *name)
{
  GRefString *key = g_hash_table_lookup (keys, name);

  if (key == NULL) {
    key = sauda_catalogue_row_make_key (name);
    g_hash_table_insert (keys, (gpointer) name, key);
  }
  return g_ref_string_acquire (key);
}

static int
compare_pointers (gconstpointer first, gconstpointer second)
{
  return sauda_catalogue_row_compare_names (*(gconstpointer *) first, *(gconstpointer *) second);
}

/* Takes @variants. Rows of a name mostly come one behind the other. */
static GPtrArray *
make_rows (GPtrArray *variants, const GArray *sums)
{
  g_autoptr (GHashTable) keys =
    g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ref_string_release);
  GPtrArray *rows = g_ptr_array_new_full (variants->len, g_object_unref);
  SaudaCatalogueRow *row = NULL;

  for (guint i = 0; i < variants->len; i++) {
    SaudaVariantInfo *info = g_ptr_array_index (variants, i);
    const char *name = info->values[SAUDA_VARIANT_FIELD_NAME];
    GRefString *key = row != NULL && sauda_catalogue_row_get_value (row, SAUDA_VARIANT_FIELD_NAME) == name
                        ? g_ref_string_acquire (sauda_catalogue_row_get_name_key (row))
                        : find_key (keys, name);

    row = sauda_catalogue_row_new (info, key, sauda_stock_sums_find (sums, info->id));
    g_ptr_array_add (rows, row);
  }
  g_ptr_array_set_free_func (variants, NULL);
  g_ptr_array_unref (variants);
  g_ptr_array_sort (rows, compare_pointers);
  for (guint i = 0; i < rows->len; i++)
    sauda_catalogue_row_set_place (g_ptr_array_index (rows, i), i + 1);
  return rows;
}

static int
compare_candidates (const Candidate *a, const Candidate *b)
{
  int order = a->name_key == b->name_key ? 0 : strcmp (a->name_key, b->name_key);

  return order != 0 ? order : strcmp (a->model->key, b->model->key);
}

static const Candidate *
get_last (const First *self)
{
  return &g_array_index (self->candidates, Candidate, self->candidates->len - 1);
}

/* Keeps @candidate while it is among the first, in place of what is not any more. */
static void
offer (First *self, Candidate candidate)
{
  guint low = 0, high = self->candidates->len;

  if (self->rows >= SCREENFUL && compare_candidates (&candidate, get_last (self)) >= 0) {
    candidate_clear (&candidate);
    return;
  }
  while (low < high) {
    guint middle = low + (high - low) / 2;

    if (compare_candidates (&g_array_index (self->candidates, Candidate, middle), &candidate) <= 0)
      low = middle + 1;
    else
      high = middle;
  }
  g_array_insert_val (self->candidates, low, candidate);
  self->rows += candidate.model->on_sale;
  while (self->rows - get_last (self)->model->on_sale >= SCREENFUL) {
    self->rows -= get_last (self)->model->on_sale;
    g_array_set_size (self->candidates, self->candidates->len - 1);
  }
}

static First
find_first (const GArray *models)
{
  First first = { .candidates = g_array_new (FALSE, FALSE, sizeof (Candidate)) };

  g_array_set_clear_func (first.candidates, candidate_clear);
  for (guint i = 0; i < models->len; i++) {
    const SaudaVariantModel *model = &g_array_index (models, SaudaVariantModel, i);

    offer (&first, (Candidate){ model, sauda_catalogue_row_make_key (model->name) });
  }
  return first;
}

/* A model may have sizes of another name, with which it stands further down. */
static void
leave_out_later (GPtrArray *rows, const Candidate *last)
{
  for (guint i = rows->len; i > 0; i--) {
    SaudaCatalogueRow *row = g_ptr_array_index (rows, i - 1);
    int order = strcmp (sauda_catalogue_row_get_name_key (row), last->name_key);

    if (order > 0 ||
        (order == 0 && strcmp (sauda_catalogue_row_get_info (row)->model_key, last->model->key) > 0))
      g_ptr_array_remove_index (rows, i - 1);
  }
}

static GPtrArray *
read_first (SaudaConnection *connection, const First *first, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) variants = NULL;
  g_autoptr (GArray) sums = NULL;
  GPtrArray *rows;

  for (guint i = 0; i < first->candidates->len; i++) {
    char *key = g_array_index (first->candidates, Candidate, i).model->key;

    if (g_hash_table_add (known, key))
      g_ptr_array_add (keys, key);
  }
  variants = sauda_variants_list_models (connection, keys, error);
  if (variants == NULL)
    return NULL;
  for (guint i = 0; i < variants->len; i++)
    g_array_append_val (ids, ((const SaudaVariantInfo *) g_ptr_array_index (variants, i))->id);
  sums = sauda_stock_sums_read (connection, ids, error);
  if (sums == NULL)
    return NULL;
  rows = make_rows (g_steal_pointer (&variants), sums);
  leave_out_later (rows, get_last (first));
  return rows;
}

static SaudaCatalogueRows *
rows_new (GPtrArray *rows)
{
  SaudaCatalogueRows *self = g_new0 (SaudaCatalogueRows, 1);

  self->rows = rows;
  return self;
}

/**
 * sauda_catalogue_rows_free:
 * @self: (transfer full) (nullable): rows
 */
void
sauda_catalogue_rows_free (SaudaCatalogueRows *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_free (self);
}

/**
 * sauda_catalogue_rows_load:
 * @connection: inside a transaction
 * @unused: nothing
 * @error: return location
 *
 * A #SaudaWorkspaceFunc.
 *
 * Returns: (transfer full) (nullable): every variant, or %NULL with an error of the store
 */
SaudaCatalogueRows *
sauda_catalogue_rows_load (SaudaConnection *connection, gpointer unused, GError **error)
{
  g_autoptr (GPtrArray) variants = sauda_variants_list (connection, error);
  g_autoptr (GArray) sums = variants != NULL ? sauda_stock_sums_read (connection, NULL, error) : NULL;
  SaudaCatalogueRows *self;

  if (sums == NULL)
    return NULL;
  self = rows_new (make_rows (g_steal_pointer (&variants), sums));
  self->all = self->rows->len;
  for (guint i = 0; i < self->all; i++)
    self->retired += sauda_catalogue_row_is_retired (g_ptr_array_index (self->rows, i));
  self->whole = TRUE;
  return self;
}

/**
 * sauda_catalogue_rows_load_first:
 * @connection: inside a transaction
 * @unused: nothing
 * @error: return location
 *
 * A #SaudaWorkspaceFunc. 100,000 variants take most of a second: a person sees where a long catalogue begins
 * after a tenth of that.
 *
 * Returns: (transfer full) (nullable): as many of the first variants by name as a screen shows, or every
 * variant when there are not many; %NULL with an error of the store
 */
SaudaCatalogueRows *
sauda_catalogue_rows_load_first (SaudaConnection *connection, gpointer unused, GError **error)
{
  guint retired, on_sale = 0;
  g_autoptr (GArray) models = sauda_variant_models_list (connection, &retired, error);
  SaudaCatalogueRows *self = NULL;
  GPtrArray *rows;
  First first;

  if (models == NULL)
    return NULL;
  for (guint i = 0; i < models->len; i++)
    on_sale += g_array_index (models, SaudaVariantModel, i).on_sale;
  if (on_sale <= FEW)
    return sauda_catalogue_rows_load (connection, NULL, error);
  first = find_first (models);
  rows = read_first (connection, &first, error);
  if (rows != NULL) {
    self = rows_new (rows);
    self->all = on_sale + retired;
    self->retired = retired;
  }
  g_array_unref (first.candidates);
  return self;
}
