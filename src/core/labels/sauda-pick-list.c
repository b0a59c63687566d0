#include "sauda-pick-list.h"

#include "sauda-csv-row.h"
#include "sauda-size-word.h"

#include <string.h>

static void
size_free (gpointer data)
{
  SaudaPickSize *size = data;

  g_free (size->size);
  g_free (size->by_store);
  g_free (size);
}

static void
model_free (gpointer data)
{
  SaudaPickModel *model = data;

  g_free (model->name);
  g_free (model->sort_key);
  g_ptr_array_unref (model->sizes);
  g_free (model);
}

static int
compare_sizes (gconstpointer a, gconstpointer b)
{
  const SaudaPickSize *size_a = *(const SaudaPickSize *const *) a,
                      *size_b = *(const SaudaPickSize *const *) b;

  return sauda_size_word_compare (size_a->size, size_b->size);
}

static int
compare_models (gconstpointer a, gconstpointer b)
{
  const SaudaPickModel *model_a = *(const SaudaPickModel *const *) a;
  const SaudaPickModel *model_b = *(const SaudaPickModel *const *) b;

  if (model_a->place != model_b->place)
    return model_a->place < model_b->place ? -1 : 1;
  return strcmp (model_a->sort_key, model_b->sort_key);
}

static guint
find_place (const char *const *walk, const char *name)
{
  for (guint i = 0; walk != NULL && walk[i] != NULL; i++)
    if (g_str_equal (walk[i], name))
      return i;
  return G_MAXUINT;
}

static SaudaPickModel *
find_model (SaudaPickList *self, GHashTable *by_key, const SaudaLabelLine *line)
{
  SaudaPickModel *model = g_hash_table_lookup (by_key, line->model_key);

  if (model != NULL)
    return model;
  model = g_new0 (SaudaPickModel, 1);
  model->name = g_strdup (line->model_name);
  model->sort_key = sauda_label_model_sort_key (line->model_name, line->model_key);
  model->sizes = g_ptr_array_new_with_free_func (size_free);
  g_hash_table_insert (by_key, line->model_key, model);
  g_ptr_array_add (self->models, model);
  return model;
}

static SaudaPickSize *
find_size (SaudaPickModel *model, const char *text, guint stores)
{
  SaudaPickSize *size;

  for (guint i = 0; i < model->sizes->len; i++) {
    size = g_ptr_array_index (model->sizes, i);
    if (g_strcmp0 (size->size, text) == 0)
      return size;
  }
  size = g_new0 (SaudaPickSize, 1);
  size->size = g_strdup (text);
  size->by_store = g_new0 (guint, stores);
  g_ptr_array_add (model->sizes, size);
  return size;
}

static void
add_order (SaudaPickList *self, GHashTable *by_key, const SaudaLabelOrder *order, guint store, guint stores)
{
  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaLabelLine *line = g_ptr_array_index (order->lines, i);
    SaudaPickSize *size = find_size (find_model (self, by_key, line), line->size, stores);

    size->pieces += line->quantity;
    size->by_store[store] += line->quantity;
  }
}

/**
 * sauda_pick_list_new:
 * @plan: what is shipped
 * @walk: (nullable) (array zero-terminated=1): names of models in the order in which a person walks past them
 *
 * Returns: (transfer full): pieces by model and size, of the orders that have a label: models in the order of
 * the way, those that are not on it behind them by their names
 */
SaudaPickList *
sauda_pick_list_new (const SaudaLabelPlan *plan, const char *const *walk)
{
  SaudaPickList *self = g_new0 (SaudaPickList, 1);
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) stores = g_strv_builder_new ();

  self->day = plan->day;
  self->models = g_ptr_array_new_with_free_func (model_free);
  self->missing = plan->missing->len;
  for (guint i = 0; i < plan->stores->len; i++) {
    const SaudaLabelStore *store = g_ptr_array_index (plan->stores, i);

    g_strv_builder_add (stores, store->name);
    for (guint j = 0; j < store->groups->len; j++) {
      const SaudaLabelGroup *group = g_ptr_array_index (store->groups, j);

      for (guint k = 0; k < group->orders->len; k++)
        add_order (self, by_key, g_ptr_array_index (group->orders, k), i, plan->stores->len);
    }
  }
  self->stores = g_strv_builder_end (stores);
  for (guint i = 0; i < self->models->len; i++) {
    SaudaPickModel *model = g_ptr_array_index (self->models, i);

    model->place = find_place (walk, model->name);
  }
  g_ptr_array_sort (self->models, compare_models);
  for (guint i = 0; i < self->models->len; i++)
    g_ptr_array_sort (((SaudaPickModel *) g_ptr_array_index (self->models, i))->sizes, compare_sizes);
  return self;
}

/**
 * sauda_pick_list_free:
 * @self: (transfer full): a list
 */
void
sauda_pick_list_free (SaudaPickList *self)
{
  g_strfreev (self->stores);
  g_ptr_array_unref (self->models);
  g_free (self);
}

/**
 * sauda_pick_list_count:
 * @self: a list
 * @model: (nullable): one of its models, %NULL for all
 * @store: number of a store from 0, -1 for all
 *
 * Returns: pieces
 */
guint
sauda_pick_list_count (const SaudaPickList *self, const SaudaPickModel *model, int store)
{
  guint pieces = 0;

  for (guint i = 0; i < self->models->len; i++) {
    const SaudaPickModel *other = g_ptr_array_index (self->models, i);

    for (guint j = 0; (model == NULL || model == other) && j < other->sizes->len; j++) {
      const SaudaPickSize *size = g_ptr_array_index (other->sizes, j);

      pieces += store < 0 ? size->pieces : size->by_store[store];
    }
  }
  return pieces;
}

/**
 * sauda_pick_list_write_csv:
 * @self: a list
 *
 * Returns: (transfer full): a row for each model and size, a column for each store and one for all
 */
GString *
sauda_pick_list_write_csv (const SaudaPickList *self)
{
  GString *csv = g_string_new ("\xef\xbb\xbf");
  g_autoptr (GPtrArray) row = g_ptr_array_new ();

  g_ptr_array_add (row, (gpointer) "model");
  g_ptr_array_add (row, (gpointer) "size");
  for (guint i = 0; self->stores[i] != NULL; i++)
    g_ptr_array_add (row, self->stores[i]);
  g_ptr_array_add (row, (gpointer) "total");
  g_ptr_array_add (row, NULL);
  sauda_csv_append_row (csv, (const char *const *) row->pdata);
  for (guint i = 0; i < self->models->len; i++) {
    const SaudaPickModel *model = g_ptr_array_index (self->models, i);

    for (guint j = 0; j < model->sizes->len; j++) {
      const SaudaPickSize *size = g_ptr_array_index (model->sizes, j);
      g_autoptr (GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);

      g_ptr_array_add (cells, g_strdup (model->name));
      g_ptr_array_add (cells, g_strdup (size->size != NULL ? size->size : ""));
      for (guint k = 0; self->stores[k] != NULL; k++)
        g_ptr_array_add (cells, g_strdup_printf ("%u", size->by_store[k]));
      g_ptr_array_add (cells, g_strdup_printf ("%u", size->pieces));
      g_ptr_array_add (cells, NULL);
      sauda_csv_append_row (csv, (const char *const *) cells->pdata);
    }
  }
  return csv;
}
