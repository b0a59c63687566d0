#include "sauda-label-plan.h"

#include "sauda-label-name.h"
#include "sauda-size-word.h"
#include "sauda-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Leaves room for the date, the count and a number behind. */
#define STORE_BYTES 180

/* An order being sorted. */
typedef struct {
  SaudaLabelOrder *order; /* (not nullable) borrowed */
  const char *store; /* (not nullable) borrowed: what keeps it apart from others; empty when nothing does */
  const char *model; /* (not nullable) borrowed: sort key of its first line's model */
} Parcel;

/* One store being planned. */
typedef struct {
  SaudaLabelStore *store;                 /* (not nullable) borrowed */
  GHashTable *models;                     /* (owned) (not nullable) model key → its name in files */
  GHashTable *taken;                      /* (owned) (not nullable) names of models in use */
  GHashTable *files[SAUDA_LABEL_N_KINDS]; /* (owned) (not nullable) names of files in use */
  guint numbers[SAUDA_LABEL_N_KINDS];     /* running numbers of special orders */
} Planning;

static void
group_free (gpointer data)
{
  SaudaLabelGroup *group = data;

  g_free (group->model);
  g_free (group->size);
  g_free (group->file);
  g_free (group->store);
  g_free (group->code);
  g_ptr_array_unref (group->orders);
  g_free (group);
}

static void
store_free (gpointer data)
{
  SaudaLabelStore *store = data;

  g_free (store->name);
  g_free (store->folder);
  g_ptr_array_unref (store->groups);
  g_free (store);
}

static const SaudaLabelLine *
first_line (const SaudaLabelOrder *order)
{
  return g_ptr_array_index (order->lines, 0);
}

static SaudaLabelKind
kind_of (const SaudaLabelOrder *order)
{
  if (order->lines->len > 1)
    return SAUDA_LABEL_MULTI_LINE;
  return first_line (order)->quantity > 1 ? SAUDA_LABEL_MULTI_QTY : SAUDA_LABEL_SINGLE;
}

/* Numbers of different lengths are numbers all the same. */
static int
compare_codes (const char *a, const char *b)
{
  gsize length_a = strlen (a), length_b = strlen (b);

  return length_a != length_b ? (length_a < length_b ? -1 : 1) : strcmp (a, b);
}

/* One model has one name, the first that is met, so that its orders stay together. */
static const char *
find_sort_key (GHashTable *keys, const SaudaLabelLine *line)
{
  char *key = g_hash_table_lookup (keys, line->model_key);

  if (key == NULL) {
    key = sauda_label_model_sort_key (line->model_name, line->model_key);
    g_hash_table_insert (keys, g_strdup (line->model_key), key);
  }
  return key;
}

/* Picking order: store, kind, model, size, number. */
static int
compare_parcels (gconstpointer a, gconstpointer b)
{
  const Parcel *parcel_a = a, *parcel_b = b;
  int difference = strcmp (parcel_a->store, parcel_b->store);

  if (difference == 0)
    difference = (int) kind_of (parcel_a->order) - (int) kind_of (parcel_b->order);
  if (difference == 0)
    difference = strcmp (parcel_a->model, parcel_b->model);
  if (difference == 0)
    difference =
      sauda_size_word_compare (first_line (parcel_a->order)->size, first_line (parcel_b->order)->size);
  if (difference == 0)
    difference = compare_codes (parcel_a->order->code, parcel_b->order->code);
  return difference != 0 ? difference : strcmp (parcel_a->order->store_name, parcel_b->order->store_name);
}

/* An order that came twice is one parcel. */
static GPtrArray *
sort_orders (GPtrArray *orders, gboolean together)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GArray) parcels = g_array_sized_new (FALSE, FALSE, sizeof (Parcel), orders->len);
  GPtrArray *sorted = g_ptr_array_sized_new (orders->len);

  for (guint i = 0; i < orders->len; i++) {
    SaudaLabelOrder *order = g_ptr_array_index (orders, i);

    if (order->lines->len > 0 &&
        g_hash_table_add (seen, g_strdup_printf ("%s\n%s", order->store_name, order->code)))
      g_array_append_vals (
        parcels,
        &(Parcel){ order, together ? "" : order->store_name, find_sort_key (keys, first_line (order)) }, 1);
  }
  g_array_sort (parcels, compare_parcels);
  for (guint i = 0; i < parcels->len; i++)
    g_ptr_array_add (sorted, g_array_index (parcels, Parcel, i).order);
  return sorted;
}

static const char *
name_model (Planning *planning, const SaudaLabelLine *line)
{
  char *name = g_hash_table_lookup (planning->models, line->model_key);
  g_autofree char *clean = NULL;

  if (name != NULL)
    return name;
  clean = sauda_label_name_model (line->model_name);
  name = sauda_label_name_unique (planning->taken, clean);
  g_hash_table_insert (planning->models, g_strdup (line->model_key), name);
  return name;
}

static char *
name_file (Planning *planning, const SaudaLabelGroup *group)
{
  const SaudaLabelOrder *order = g_ptr_array_index (group->orders, 0);
  const SaudaLabelLine *line = first_line (order);
  g_autoptr (GPtrArray) models = NULL;

  switch (group->kind) {
  case SAUDA_LABEL_SINGLE:
    return sauda_label_name_single (name_model (planning, line), line->size, group->orders->len);
  case SAUDA_LABEL_MULTI_QTY:
    return sauda_label_name_multi_qty (++planning->numbers[group->kind], name_model (planning, line),
                                       line->size, line->quantity);
  case SAUDA_LABEL_MULTI_LINE:
  default:
    models = g_ptr_array_new ();
    for (guint i = 0; i < order->lines->len; i++)
      g_ptr_array_add (models, (gpointer) name_model (planning, g_ptr_array_index (order->lines, i)));
    return sauda_label_name_multi_line (++planning->numbers[group->kind], (const char *const *) models->pdata,
                                        order->lines);
  }
}

static char *
join_lines (GPtrArray *lines, gboolean sizes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++) {
    const SaudaLabelLine *line = g_ptr_array_index (lines, i);
    const char *part = sizes ? line->size : line->model_name;

    if (part != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " + " : "", part);
  }
  return g_string_free (text, FALSE);
}

static gboolean
belongs_to (const SaudaLabelGroup *group, const SaudaLabelOrder *order)
{
  const SaudaLabelLine *line = first_line (order), *first;

  if (group->kind != SAUDA_LABEL_SINGLE || kind_of (order) != SAUDA_LABEL_SINGLE)
    return FALSE;
  first = first_line (g_ptr_array_index (group->orders, 0));
  return g_str_equal (first->model_key, line->model_key) && g_strcmp0 (first->size, line->size) == 0;
}

static void
add_order (SaudaLabelStore *store, SaudaLabelOrder *order)
{
  SaudaLabelGroup *group =
    store->groups->len > 0 ? g_ptr_array_index (store->groups, store->groups->len - 1) : NULL;

  if (group == NULL || !belongs_to (group, order)) {
    group = g_new0 (SaudaLabelGroup, 1);
    group->kind = kind_of (order);
    group->model = join_lines (order->lines, FALSE);
    group->size = join_lines (order->lines, TRUE);
    group->orders = g_ptr_array_new ();
    g_ptr_array_add (store->groups, group);
  }
  g_ptr_array_add (group->orders, order);
  store->pieces += sauda_label_order_get_pieces (order);
}

static void
name_groups (SaudaLabelStore *store)
{
  Planning planning = {
    .store = store,
    .models = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };

  for (guint kind = 0; kind < SAUDA_LABEL_N_KINDS; kind++)
    planning.files[kind] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < store->groups->len; i++) {
    SaudaLabelGroup *group = g_ptr_array_index (store->groups, i);
    g_autofree char *name = name_file (&planning, group);

    group->file = sauda_label_name_unique (planning.files[group->kind], name);
  }
  for (guint kind = 0; kind < SAUDA_LABEL_N_KINDS; kind++)
    g_hash_table_unref (planning.files[kind]);
  g_hash_table_unref (planning.models);
  g_hash_table_unref (planning.taken);
}

static char *
join_stores (GPtrArray *orders)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < orders->len; i++) {
    const SaudaLabelOrder *order = g_ptr_array_index (orders, i);

    if (g_hash_table_add (seen, order->store_name))
      g_string_append_printf (text, "%s%s", text->len > 0 ? " + " : "", order->store_name);
  }
  return g_string_free (text, FALSE);
}

static void
number_groups (SaudaLabelPlan *plan, const SaudaLabelStore *store)
{
  int year = 0, month = 0, day = 0;

  sauda_day_get_date (plan->day, &year, &month, &day);
  for (guint i = 0; i < store->groups->len; i++) {
    SaudaLabelGroup *group = g_ptr_array_index (store->groups, i);

    group->number = ++plan->groups;
    group->code = g_strdup_printf ("G%02d%02d%02d-%02u", year % 100, month, day, group->number);
    group->store = join_stores (group->orders);
  }
}

static void
name_stores (SaudaLabelPlan *plan)
{
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *day = sauda_day_format_short (plan->day);

  for (guint i = 0; i < plan->stores->len; i++) {
    SaudaLabelStore *store = g_ptr_array_index (plan->stores, i);
    g_autofree char *clean = sauda_text_file_name (store->name, STORE_BYTES);
    g_autofree char *name = sauda_label_name_unique (taken, clean);

    store->folder = g_strdup_printf ("%s_%s_qnt%u", day, name, store->pieces);
    name_groups (store);
    number_groups (plan, store);
  }
}

/**
 * sauda_label_plan_new:
 * @orders: (element-type SaudaLabelOrder): orders to ship; must outlive the plan
 * @day: the day in the folders' names
 * @together: whether the orders of all stores make up groups together, as they lie on one shelf
 *
 * Sorts and groups orders the way they are picked (product.md 2): per store singles by model and decided
 * size, several pieces, several lines. Counts and numbers in names are those of orders that have a label. An
 * order that is given twice counts once; one without lines not at all.
 *
 * Returns: (transfer full): what is to be written
 */
SaudaLabelPlan *
sauda_label_plan_new (GPtrArray *orders, SaudaDay day, gboolean together)
{
  SaudaLabelPlan *self = g_new0 (SaudaLabelPlan, 1);
  g_autoptr (GPtrArray) sorted = sort_orders (orders, together);
  SaudaLabelStore *store = NULL;

  self->day = day;
  self->orders = sorted->len;
  self->stores = g_ptr_array_new_with_free_func (store_free);
  self->missing = g_ptr_array_new ();
  for (guint i = 0; i < sorted->len; i++) {
    SaudaLabelOrder *order = g_ptr_array_index (sorted, i);

    if (order->label_path == NULL || order->waiting != NULL) {
      g_ptr_array_add (self->missing, order);
      continue;
    }
    if (store == NULL || (!together && !g_str_equal (store->name, order->store_name))) {
      store = g_new0 (SaudaLabelStore, 1);
      store->name = g_strdup (together ? _ ("All stores") : order->store_name);
      store->groups = g_ptr_array_new_with_free_func (group_free);
      g_ptr_array_add (self->stores, store);
    }
    add_order (store, order);
  }
  name_stores (self);
  return self;
}

/**
 * sauda_label_plan_free:
 * @self: (transfer full): a plan
 */
void
sauda_label_plan_free (SaudaLabelPlan *self)
{
  g_ptr_array_unref (self->stores);
  g_ptr_array_unref (self->missing);
  g_free (self);
}

/**
 * sauda_label_kind_get_name:
 * @kind: a kind of group
 *
 * Returns: `single`, `multi_qty` or `multi_line`
 */
const char *
sauda_label_kind_get_name (SaudaLabelKind kind)
{
  static const char *const names[SAUDA_LABEL_N_KINDS] = { "single", "multi_qty", "multi_line" };

  return names[kind];
}

/**
 * sauda_label_kind_get_folder:
 * @kind: a kind of group
 *
 * Returns: `NORMAL_singles`, `SPECIAL_multi_qty` or `SPECIAL_multi_line`
 */
const char *
sauda_label_kind_get_folder (SaudaLabelKind kind)
{
  static const char *const folders[SAUDA_LABEL_N_KINDS] = { "NORMAL_singles", "SPECIAL_multi_qty",
                                                            "SPECIAL_multi_line" };

  return folders[kind];
}

/**
 * sauda_label_model_sort_key:
 * @model_name: the merchant's name of a model
 * @model_key: what tells it from others of that name
 *
 * Returns: (transfer full): a text that strcmp() orders the way a person orders names, whatever their case
 */
char *
sauda_label_model_sort_key (const char *model_name, const char *model_key)
{
  g_autofree char *folded = sauda_text_search_key (model_name);
  g_autofree char *collated = g_utf8_collate_key (folded, -1);

  return g_strconcat (collated, "\n", model_key, NULL);
}
