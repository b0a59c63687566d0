#include "sauda-label-ahead-private.h"

#include "sauda-label-stage-private.h"

#include <glib/gstdio.h>

#define THREADS 2

/* A group, and what it still waits for. */
typedef struct {
  SaudaLabelMerge *merge; /* (owned) (not nullable) */
  guint awaited;          /* labels that are not here yet */
  gboolean written;       /* once the threads are through */
} Group;

struct _SaudaLabelAhead {
  SaudaLabelStage *stage; /* (owned) (not nullable) */
  GPtrArray *orders;      /* (owned) (not nullable) (element-type SaudaLabelOrder) */
  GPtrArray *profiles;    /* (owned) (nullable) */
  SaudaLabelPlan *plan;   /* (owned) (not nullable) */
  SaudaStampRun *stamps;  /* (owned) (not nullable) */
  GPtrArray *groups;      /* (owned) (not nullable) (element-type Group) */
  GHashTable
    *awaited; /* (owned) (not nullable) (element-type utf8 SaudaLabelOrder) orders whose label is not here */
  GHashTable *of_order; /* (owned) (not nullable) (element-type SaudaLabelOrder Group) */
  GThreadPool *pool;    /* (owned) (nullable) until everything is written */
  gboolean miscounted;  /* a label has several pages, so every mark tells another number */
};

static void
group_free (gpointer data)
{
  Group *group = data;

  sauda_label_merge_free (group->merge);
  g_free (group);
}

static char *
make_key (const char *store, const char *code)
{
  return g_strdup_printf ("%s\n%s", store, code);
}

static void
write_group (gpointer data, gpointer user_data)
{
  Group *group = data;

  sauda_label_merge_write (group->merge, NULL);
  group->written = group->merge->error == NULL && group->merge->unreadable->len == 0;
}

static void
push_complete (SaudaLabelAhead *self, Group *group)
{
  if (group->awaited == 0)
    g_thread_pool_push (self->pool, group, NULL);
}

/* The files lie flat and under a number: they get their names where they are taken over. */
static void
add_group (SaudaLabelAhead *self, const SaudaLabelStore *store, const SaudaLabelGroup *planned)
{
  const SaudaLabelLayout layout = { .stamps = self->stamps };
  g_autofree char *name = g_strdup_printf ("%u.pdf", planned->number);
  Group *group = g_new0 (Group, 1);

  group->merge =
    sauda_label_merge_new (store, planned, &layout, sauda_label_stage_build_path (self->stage, name));
  for (guint i = 0; i < planned->orders->len; i++) {
    SaudaLabelOrder *order = g_ptr_array_index (planned->orders, i);
    g_autofree char *key = make_key (order->store_name, order->code);

    g_hash_table_insert (self->of_order, order, group);
    group->awaited += g_hash_table_contains (self->awaited, key);
  }
  g_ptr_array_add (self->groups, group);
  push_complete (self, group);
}

/* Until it is here, a label counts as one page, as nearly all are. */
static void
await_label (SaudaLabelAhead *self, SaudaLabelOrder *order)
{
  if (order->label_path != NULL || order->waiting != NULL)
    return;
  sauda_label_order_set_label (order, "", 1);
  g_hash_table_insert (self->awaited, make_key (order->store_name, order->code), order);
}

/**
 * sauda_label_ahead_new:
 * @orders: (transfer full) (element-type SaudaLabelOrder): orders to ship; a label that is not here is
 * expected
 * @profiles: (nullable) (element-type SaudaStampProfile): where the merchant wants marks
 * @day: the day in the names of the folders
 * @folder: where everything goes
 * @error: return location
 *
 * Begins to write groups while their labels come in. Everything lies aside; sauda_label_build() takes over
 * those groups that are just what it would write itself.
 *
 * Returns: (transfer full) (nullable): a beginning, or %NULL with %SAUDA_LABELS_ERROR_WRITE
 */
SaudaLabelAhead *
sauda_label_ahead_new (GPtrArray *orders,
                       GPtrArray *profiles,
                       SaudaDay day,
                       const char *folder,
                       GError **error)
{
  SaudaLabelAhead *self;
  SaudaLabelStage *stage = sauda_label_stage_new (folder, day, error);

  if (stage == NULL) {
    g_ptr_array_unref (orders);
    return NULL;
  }
  self = g_new0 (SaudaLabelAhead, 1);
  self->stage = stage;
  self->orders = orders;
  self->profiles = profiles != NULL ? g_ptr_array_ref (profiles) : NULL;
  self->awaited = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->of_order = g_hash_table_new (NULL, NULL);
  self->groups = g_ptr_array_new_with_free_func (group_free);
  for (guint i = 0; i < orders->len; i++)
    await_label (self, g_ptr_array_index (orders, i));
  self->plan = sauda_label_plan_new (orders, day, FALSE);
  self->stamps = sauda_stamp_run_new (self->plan, profiles);
  self->pool = g_thread_pool_new (write_group, self, THREADS, FALSE, NULL);
  for (guint i = 0; i < self->plan->stores->len; i++) {
    const SaudaLabelStore *store = g_ptr_array_index (self->plan->stores, i);

    for (guint k = 0; k < store->groups->len; k++)
      add_group (self, store, g_ptr_array_index (store->groups, k));
  }
  return self;
}

/**
 * sauda_label_ahead_free:
 * @self: (transfer full): a beginning
 *
 * Throws away what nobody took over.
 */
void
sauda_label_ahead_free (SaudaLabelAhead *self)
{
  if (self->pool != NULL)
    g_thread_pool_free (self->pool, TRUE, TRUE);
  g_ptr_array_unref (self->groups);
  g_hash_table_unref (self->of_order);
  g_hash_table_unref (self->awaited);
  sauda_stamp_run_free (self->stamps);
  sauda_label_plan_free (self->plan);
  g_clear_pointer (&self->profiles, g_ptr_array_unref);
  g_ptr_array_unref (self->orders);
  sauda_label_stage_free (self->stage);
  g_free (self);
}

/**
 * sauda_label_ahead_add:
 * @self: a beginning that nothing was taken over from
 * @store: name of a store
 * @code: number of an order of it
 * @path: its label, which has come in
 * @pages: of it
 *
 * A group whose last label this is begins to be written. A label that nobody waits for does nothing.
 */
void
sauda_label_ahead_add (SaudaLabelAhead *self,
                       const char *store,
                       const char *code,
                       const char *path,
                       guint pages)
{
  g_autofree char *key = make_key (store, code);
  SaudaLabelOrder *order = g_hash_table_lookup (self->awaited, key);
  Group *group = order != NULL ? g_hash_table_lookup (self->of_order, order) : NULL;

  if (group == NULL)
    return;
  g_hash_table_remove (self->awaited, key);
  self->miscounted = self->miscounted || pages != order->label_pages;
  sauda_label_order_set_label (order, path, pages);
  group->awaited--;
  if (!self->miscounted)
    push_complete (self, group);
}

/**
 * sauda_label_ahead_wait: (skip)
 * @self: a beginning
 *
 * Waits for the groups that are being written; no more are.
 */
void
sauda_label_ahead_wait (SaudaLabelAhead *self)
{
  if (self->pool != NULL)
    g_thread_pool_free (g_steal_pointer (&self->pool), FALSE, TRUE);
}

/* Whether both would put the same labels one after the other. */
static gboolean
has_same_labels (const SaudaLabelMerge *a, const SaudaLabelMerge *b)
{
  if (a->group->orders->len != b->group->orders->len)
    return FALSE;
  for (guint i = 0; i < a->group->orders->len; i++) {
    const SaudaLabelOrder *order_a = g_ptr_array_index (a->group->orders, i);
    const SaudaLabelOrder *order_b = g_ptr_array_index (b->group->orders, i);

    if (!g_str_equal (order_a->store_name, order_b->store_name) ||
        !g_str_equal (order_a->code, order_b->code) ||
        !g_str_equal (order_a->label_path, order_b->label_path) ||
        order_a->label_pages != order_b->label_pages)
      return FALSE;
  }
  return TRUE;
}

static gboolean
is_same_mark (const SaudaStampMark *a, const SaudaStampMark *b)
{
  return g_str_equal (a->size, b->size) && g_str_equal (a->model, b->model) &&
         g_str_equal (a->group, b->group) && g_str_equal (a->run, b->run) &&
         g_str_equal (a->store, b->store) && a->inverted == b->inverted;
}

/* Marks tell counts of the whole run, so that one label too few changes them all. */
static gboolean
has_same_marks (const SaudaLabelMerge *a, const SaudaLabelMerge *b)
{
  guint number = 0;

  for (guint i = 0; i < a->group->orders->len; i++)
    for (guint page = 0; page < a->order_pages[i]; page++) {
      const SaudaStampCount count = { ++number, a->pages };
      g_autoptr (SaudaStampMark) mark_a = sauda_stamp_run_make_mark (a->layout.stamps, a->group, i, count);
      g_autoptr (SaudaStampMark) mark_b = sauda_stamp_run_make_mark (b->layout.stamps, b->group, i, count);

      if (!is_same_mark (mark_a, mark_b))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_plain (const SaudaLabelLayout *layout)
{
  return layout->stamps != NULL && layout->sheet == NULL && layout->plan == NULL && !layout->reverse;
}

/* What was counted goes along; who had no room is told by the orders of the other plan. */
static void
take_counts (SaudaLabelMerge *self, SaudaLabelMerge *written)
{
  self->labels = written->labels;
  self->pages = written->pages;
  self->papers = written->papers;
  memcpy (self->order_pages, written->order_pages, self->group->orders->len * sizeof *self->order_pages);
  g_ptr_array_extend_and_steal (self->paper_orders, g_ptr_array_ref (written->paper_orders));
  g_ptr_array_extend_and_steal (self->paper_stores, g_ptr_array_ref (written->paper_stores));
  for (guint i = 0; i < self->group->orders->len; i++)
    if (g_ptr_array_find (written->unmarked, g_ptr_array_index (written->group->orders, i), NULL))
      g_ptr_array_add (self->unmarked, g_ptr_array_index (self->group->orders, i));
}

/**
 * sauda_label_ahead_take: (skip)
 * @self: a beginning that was waited for
 * @merge: a group that has not been written
 *
 * Returns: whether its file was there, just as it would be written, and is in its place now
 */
gboolean
sauda_label_ahead_take (SaudaLabelAhead *self, SaudaLabelMerge *merge)
{
  if (!is_plain (&merge->layout))
    return FALSE;
  for (guint i = 0; i < self->groups->len; i++) {
    Group *group = g_ptr_array_index (self->groups, i);

    if (!group->written || !has_same_labels (group->merge, merge) || !has_same_marks (group->merge, merge))
      continue;
    if (g_rename (group->merge->path, merge->path) != 0)
      return FALSE;
    group->written = FALSE;
    take_counts (merge, group->merge);
    return TRUE;
  }
  return FALSE;
}
