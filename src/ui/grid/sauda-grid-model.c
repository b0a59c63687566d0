#include "sauda-grid-model.h"

#include "sauda-grid-private.h"
#include "sauda-later.h"

/* GTK 4.8 makes widgets for two hundred rows, and measures them, a millisecond or two each: so long the view
 * is told of more at one go, a few at a time. The window answers in between, on a slow machine too. */
#define TURN_US 5000
#define STEP 4
/* Of so many on, further ones cost no widgets. */
#define ENOUGH 240
/* So many rows before its turn an item is asked for from memory, where it lies anywhere: waiting for it is
 * half of what a letter in a long list takes. */
#define AHEAD 16

struct _SaudaGridModel {
  GObject parent_instance;

  GListModel *source;   /* (owned) (nullable) */
  GtkFilter *filter;    /* (owned) (nullable) NULL: everything is shown */
  GCompareFunc compare; /* (nullable) NULL: as in the source */
  gboolean descending;
  GPtrArray *items;  /* (owned) (not nullable) of the source, or set; each with a reference */
  GPtrArray *sorted; /* (owned) (not nullable) the same, sorted; borrowed */
  GPtrArray
    *slots; /* (owned) (not nullable) by place, each with a reference; NULL: nobody asked for it yet */
  GPtrArray *shown; /* (owned) (not nullable) what the filter leaves of them; borrowed */
  guint told;       /* rows of @shown that the view knows of */
  guint tell_id;    /* source: tells it of more */
};

static guint changing_signal;
static guint changed_signal;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SaudaGridModel,
                               sauda_grid_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
slot_unref (gpointer slot)
{
  if (slot != NULL)
    g_object_unref (slot);
}

static int
compare_items (gconstpointer a, gconstpointer b, gpointer user_data)
{
  SaudaGridModel *self = user_data;
  int order = self->compare (*(gconstpointer *) a, *(gconstpointer *) b);

  return self->descending ? -order : order;
}

static gboolean
is_sorted (SaudaGridModel *self, GPtrArray *items)
{
  for (guint i = 1; i < items->len; i++)
    if (compare_items (&items->pdata[i - 1], &items->pdata[i], self) > 0)
      return FALSE;
  return TRUE;
}

/* GLib sorts stably: rows that are equal stay as the source has them. */
static void
sort (SaudaGridModel *self)
{
  g_ptr_array_set_size (self->sorted, 0);
  g_ptr_array_extend (self->sorted, self->items, NULL, NULL);
  /* Rows mostly come in the usual order. */
  if (self->compare != NULL && !is_sorted (self, self->sorted))
    g_ptr_array_sort_with_data (self->sorted, compare_items, self);
}

/* Where the source has each item, from 1 on; 0 for others. */
static GHashTable *
index_items (SaudaGridModel *self)
{
  GHashTable *places = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->items->len; i++)
    g_hash_table_insert (places, g_ptr_array_index (self->items, i), GUINT_TO_POINTER (i + 1));
  return places;
}

/* As a stable sort puts them. */
static gboolean
is_before (SaudaGridModel *self, GHashTable *places, gpointer a, gpointer b)
{
  int order = compare_items (&a, &b, self);

  return order < 0 || (order == 0 && g_hash_table_lookup (places, a) < g_hash_table_lookup (places, b));
}

/* Sorts @fresh and puts it between @kept, which is sorted. */
static void
merge (SaudaGridModel *self, GHashTable *places, GPtrArray *kept, GPtrArray *fresh)
{
  guint next = 0;

  g_ptr_array_sort_with_data (fresh, compare_items, self);
  g_ptr_array_set_size (self->sorted, 0);
  for (guint i = 0; i < kept->len; i++) {
    for (; next < fresh->len && is_before (self, places, fresh->pdata[next], kept->pdata[i]); next++)
      g_ptr_array_add (self->sorted, fresh->pdata[next]);
    g_ptr_array_add (self->sorted, kept->pdata[i]);
  }
  for (; next < fresh->len; next++)
    g_ptr_array_add (self->sorted, fresh->pdata[next]);
}

/* A list that was read again is mostly the same: thousands of rows are not sorted anew for a hundred. Where
 * one that stays has another place now, they are. */
static void
sort_new (SaudaGridModel *self)
{
  g_autoptr (GHashTable) places = NULL;
  g_autoptr (GHashTable) stay = NULL;
  g_autoptr (GPtrArray) kept = NULL;
  g_autoptr (GPtrArray) fresh = NULL;

  if (self->compare == NULL || self->sorted->len == 0 || is_sorted (self, self->items)) {
    sort (self);
    return;
  }
  places = index_items (self);
  stay = g_hash_table_new (NULL, NULL);
  kept = g_ptr_array_sized_new (self->items->len);
  fresh = g_ptr_array_new ();
  for (guint i = 0; i < self->sorted->len; i++) {
    gpointer item = self->sorted->pdata[i];

    if (!g_hash_table_contains (places, item))
      continue;
    if (kept->len > 0 && !is_before (self, places, kept->pdata[kept->len - 1], item)) {
      sort (self);
      return;
    }
    g_ptr_array_add (kept, item);
    g_hash_table_add (stay, item);
  }
  for (guint i = 0; i < self->items->len; i++)
    if (!g_hash_table_contains (stay, self->items->pdata[i]))
      g_ptr_array_add (fresh, self->items->pdata[i]);
  merge (self, places, kept, fresh);
}

static GPtrArray *
choose (SaudaGridModel *self, GPtrArray *from)
{
  GPtrArray *chosen = g_ptr_array_sized_new (from->len);

  if (self->filter == NULL || gtk_filter_get_strictness (self->filter) == GTK_FILTER_MATCH_ALL) {
    g_ptr_array_extend (chosen, from, NULL, NULL);
    return chosen;
  }
  for (guint i = 0; i < from->len; i++) {
    if (i + AHEAD < from->len)
      __builtin_prefetch (g_ptr_array_index (from, i + AHEAD));
    if (gtk_filter_match (self->filter, g_ptr_array_index (from, i)))
      g_ptr_array_add (chosen, g_ptr_array_index (from, i));
  }
  return chosen;
}

static gboolean
is_same (GPtrArray *a, GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (g_ptr_array_index (a, i) != g_ptr_array_index (b, i))
      return FALSE;
  return TRUE;
}

static void
tell (SaudaGridModel *self, guint rows)
{
  guint before = self->told;

  self->told = rows;
  g_list_model_items_changed (G_LIST_MODEL (self), before, 0, rows - before);
}

static gboolean
on_tell (gpointer user_data)
{
  SaudaGridModel *self = user_data;
  gint64 end_us = g_get_monotonic_time () + TURN_US;

  while (self->told < self->shown->len && g_get_monotonic_time () < end_us)
    tell (self, self->told >= ENOUGH ? self->shown->len : MIN (self->told + STEP, self->shown->len));
  if (self->told < self->shown->len)
    return G_SOURCE_CONTINUE;
  self->tell_id = 0;
  return G_SOURCE_REMOVE;
}

static void
show (SaudaGridModel *self, GPtrArray *shown)
{
  g_autoptr (GPtrArray) old = self->shown;
  guint before = self->told, stay = MIN (before, shown->len);

  if (is_same (old, shown)) {
    self->shown = shown;
    return;
  }
  g_signal_emit (self, changing_signal, 0);
  self->shown = shown;
  for (guint i = 0; i < stay; i++) {
    SaudaGridSlot *slot = g_ptr_array_index (self->slots, i);

    if (slot != NULL)
      sauda_grid_slot_set_item (slot, g_ptr_array_index (shown, i));
  }
  /* Grows with NULL, and lets go of what is gone. */
  g_ptr_array_set_size (self->slots, (gint) shown->len);
  self->told = stay;
  if (before > stay)
    g_list_model_items_changed (G_LIST_MODEL (self), stay, before - stay, 0);
  if (stay < shown->len && self->tell_id == 0)
    /* GDK has the window measured in an idle call too: before the next part, not at one go with it. */
    self->tell_id = sauda_later_add (on_tell, self);
  else if (stay == shown->len)
    g_clear_handle_id (&self->tell_id, g_source_remove);
  g_signal_emit (self, changed_signal, 0);
}

static void
on_source_changed (GListModel *source, guint position, guint removed, guint added, SaudaGridModel *self)
{
  g_autoptr (GPtrArray) old = self->items;

  self->items = g_ptr_array_new_full (g_list_model_get_n_items (source), g_object_unref);
  for (guint i = 0; i < g_list_model_get_n_items (source); i++)
    g_ptr_array_add (self->items, g_list_model_get_item (source, i));
  sort_new (self);
  show (self, choose (self, self->sorted));
}

static void
on_filter_changed (GtkFilter *filter, GtkFilterChange change, SaudaGridModel *self)
{
  show (self, choose (self, change == GTK_FILTER_CHANGE_MORE_STRICT ? self->shown : self->sorted));
}

static GType
get_item_type (GListModel *model)
{
  return SAUDA_TYPE_GRID_SLOT;
}

static guint
get_n_items (GListModel *model)
{
  return SAUDA_GRID_MODEL (model)->told;
}

static gpointer
get_item (GListModel *model, guint position)
{
  SaudaGridModel *self = SAUDA_GRID_MODEL (model);
  SaudaGridSlot *slot;

  if (position >= self->told)
    return NULL;
  slot = g_ptr_array_index (self->slots, position);
  if (slot == NULL) {
    slot = sauda_grid_slot_new (g_ptr_array_index (self->shown, position));
    g_ptr_array_index (self->slots, position) = slot;
  }
  return g_object_ref (slot);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
sauda_grid_model_finalize (GObject *object)
{
  SaudaGridModel *self = SAUDA_GRID_MODEL (object);

  g_clear_handle_id (&self->tell_id, g_source_remove);
  g_ptr_array_unref (self->slots);
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->sorted);
  g_ptr_array_unref (self->items);
  g_clear_object (&self->filter);
  g_clear_object (&self->source);
  G_OBJECT_CLASS (sauda_grid_model_parent_class)->finalize (object);
}

static void
sauda_grid_model_class_init (SaudaGridModelClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_grid_model_finalize;
  changing_signal = g_signal_new ("changing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sauda_grid_model_init (SaudaGridModel *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->sorted = g_ptr_array_new ();
  self->shown = g_ptr_array_new ();
  self->slots = g_ptr_array_new_with_free_func (slot_unref);
}

/**
 * sauda_grid_model_new:
 *
 * Returns: (transfer full): a model of nothing
 */
SaudaGridModel *
sauda_grid_model_new (void)
{
  return g_object_new (SAUDA_TYPE_GRID_MODEL, NULL);
}

/**
 * sauda_grid_model_set_source:
 * @self: a model without a source
 * @source: a list of objects
 */
void
sauda_grid_model_set_source (SaudaGridModel *self, GListModel *source)
{
  g_return_if_fail (SAUDA_IS_GRID_MODEL (self));
  g_return_if_fail (self->source == NULL);

  self->source = g_object_ref (source);
  g_signal_connect_object (source, "items-changed", G_CALLBACK (on_source_changed), self, 0);
  on_source_changed (source, 0, 0, g_list_model_get_n_items (source), self);
}

/**
 * sauda_grid_model_set_items:
 * @self: a model without a source
 * @items: (element-type GObject): what it shows instead of what it showed; not changed any more
 *
 * For long lists: 100,000 rows in a #GListStore take a tenth of a second of the main loop.
 */
void
sauda_grid_model_set_items (SaudaGridModel *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) old = NULL;

  g_return_if_fail (SAUDA_IS_GRID_MODEL (self));
  g_return_if_fail (self->source == NULL);

  old = self->items;
  self->items = g_ptr_array_ref (items);
  sort_new (self);
  show (self, choose (self, self->sorted));
}

/**
 * sauda_grid_model_get_items:
 * @self: a model
 *
 * Returns: (transfer none) (element-type GObject): what is sorted and filtered
 */
GPtrArray *
sauda_grid_model_get_items (SaudaGridModel *self)
{
  g_return_val_if_fail (SAUDA_IS_GRID_MODEL (self), NULL);
  return self->items;
}

/**
 * sauda_grid_model_get_source:
 * @self: a model
 *
 * Returns: (transfer none) (nullable): the list
 */
GListModel *
sauda_grid_model_get_source (SaudaGridModel *self)
{
  g_return_val_if_fail (SAUDA_IS_GRID_MODEL (self), NULL);
  return self->source;
}

/**
 * sauda_grid_model_set_filter:
 * @self: a model without a filter
 * @filter: decides which rows are shown
 */
void
sauda_grid_model_set_filter (SaudaGridModel *self, GtkFilter *filter)
{
  g_return_if_fail (SAUDA_IS_GRID_MODEL (self));
  g_return_if_fail (self->filter == NULL);

  self->filter = g_object_ref (filter);
  g_signal_connect_object (filter, "changed", G_CALLBACK (on_filter_changed), self, 0);
  on_filter_changed (filter, GTK_FILTER_CHANGE_DIFFERENT, self);
}

/**
 * sauda_grid_model_set_order:
 * @self: a model
 * @compare: (nullable): compares two items; %NULL leaves them as in the source
 * @descending: whether the last comes first
 */
void
sauda_grid_model_set_order (SaudaGridModel *self, GCompareFunc compare, gboolean descending)
{
  g_return_if_fail (SAUDA_IS_GRID_MODEL (self));

  if (self->compare == compare && self->descending == descending)
    return;
  self->compare = compare;
  self->descending = descending;
  sauda_grid_model_resort (self);
}

/**
 * sauda_grid_model_has_order:
 * @self: a model
 * @compare: (nullable): compares two items
 * @descending: whether the last comes first
 *
 * Returns: whether that is its order
 */
gboolean
sauda_grid_model_has_order (SaudaGridModel *self, GCompareFunc compare, gboolean descending)
{
  g_return_val_if_fail (SAUDA_IS_GRID_MODEL (self), FALSE);
  return self->compare == compare && self->descending == descending;
}

/**
 * sauda_grid_model_resort:
 * @self: a model
 *
 * Sorts and filters again, after items changed.
 */
void
sauda_grid_model_resort (SaudaGridModel *self)
{
  g_return_if_fail (SAUDA_IS_GRID_MODEL (self));

  /* A list that was loaded again was sorted a moment ago. */
  if (self->compare == NULL || !is_sorted (self, self->sorted))
    sort (self);
  show (self, choose (self, self->sorted));
}

/**
 * sauda_grid_model_count:
 * @self: a model
 *
 * Returns: number of rows that are shown
 */
guint
sauda_grid_model_count (SaudaGridModel *self)
{
  g_return_val_if_fail (SAUDA_IS_GRID_MODEL (self), 0);
  return self->shown->len;
}

/**
 * sauda_grid_model_tell_all:
 * @self: a model
 *
 * Tells the view of all rows now, for who selects one or goes there.
 */
void
sauda_grid_model_tell_all (SaudaGridModel *self)
{
  g_return_if_fail (SAUDA_IS_GRID_MODEL (self));

  g_clear_handle_id (&self->tell_id, g_source_remove);
  if (self->told < self->shown->len)
    tell (self, self->shown->len);
}

/**
 * sauda_grid_model_peek:
 * @self: a model
 * @position: a row
 *
 * Returns: (transfer none) (nullable): its item
 */
gpointer
sauda_grid_model_peek (SaudaGridModel *self, guint position)
{
  return position < self->shown->len ? g_ptr_array_index (self->shown, position) : NULL;
}

/**
 * sauda_grid_model_peek_slot:
 * @self: a model
 * @position: a row
 *
 * Returns: (transfer none) (nullable): its place, when somebody asked for it
 */
SaudaGridSlot *
sauda_grid_model_peek_slot (SaudaGridModel *self, guint position)
{
  return position < self->slots->len ? g_ptr_array_index (self->slots, position) : NULL;
}
