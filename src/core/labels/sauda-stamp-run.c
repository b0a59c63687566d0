#include "sauda-stamp-run-private.h"

#include "sauda-stamp-private.h"

#include <string.h>

/* Stores that begin alike are told apart by more letters. */
#define MAX_LETTERS 3

struct _SaudaStampRun {
  SaudaStampLayouts *layouts; /* (owned) (not nullable) */
  GHashTable *letters;        /* (owned) (not nullable) name of a store → its letters */
  GHashTable *before;         /* (owned) (not nullable) SaudaLabelGroup → labels before it in the run */
  guint total;                /* labels of the run */
};

static char *
take_letters (const char *name, glong count)
{
  glong length = MIN (count, g_utf8_strlen (name, -1));
  g_autofree char *start = g_utf8_substring (name, 0, length);

  return g_utf8_strup (start, -1);
}

static gboolean
is_shared (GHashTable *names, const char *name, const char *letters, glong count)
{
  GHashTableIter iter;
  gpointer other;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &other, NULL)) {
    g_autofree char *others = take_letters (other, count);

    if (!g_str_equal (other, name) && g_str_equal (others, letters))
      return TRUE;
  }
  return FALSE;
}

static char *
find_letters (GHashTable *names, const char *name)
{
  for (glong count = 1;; count++) {
    char *letters = take_letters (name, count);

    if (count == MAX_LETTERS || !is_shared (names, name, letters, count))
      return letters;
    g_free (letters);
  }
}

static void
find_all_letters (SaudaStampRun *self)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, self->letters);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_iter_replace (&iter, find_letters (self->letters, name));
}

static void
count_group (SaudaStampRun *self, const SaudaLabelGroup *group)
{
  g_hash_table_insert (self->before, (gpointer) group, GUINT_TO_POINTER (self->total));
  for (guint i = 0; i < group->orders->len; i++) {
    const SaudaLabelOrder *order = g_ptr_array_index (group->orders, i);

    g_hash_table_insert (self->letters, order->store_name, NULL);
    self->total += MAX (order->label_pages, 1);
  }
}

/**
 * sauda_stamp_run_new: (skip)
 * @plan: what will be written; must outlive the run
 * @profiles: (nullable) (element-type SaudaStampProfile): where the merchant wants marks
 *
 * Returns: (transfer full): what its marks have in common
 */
SaudaStampRun *
sauda_stamp_run_new (const SaudaLabelPlan *plan, GPtrArray *profiles)
{
  SaudaStampRun *self = g_new0 (SaudaStampRun, 1);

  self->layouts = sauda_stamp_layouts_new (profiles);
  self->letters = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  self->before = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < plan->stores->len; i++) {
    SaudaLabelStore *store = g_ptr_array_index (plan->stores, i);

    for (guint j = 0; j < store->groups->len; j++)
      count_group (self, g_ptr_array_index (store->groups, j));
  }
  find_all_letters (self);
  return self;
}

/**
 * sauda_stamp_run_free: (skip)
 * @self: (transfer full): a run
 */
void
sauda_stamp_run_free (SaudaStampRun *self)
{
  sauda_stamp_layouts_free (self->layouts);
  g_hash_table_unref (self->letters);
  g_hash_table_unref (self->before);
  g_free (self);
}

/**
 * sauda_stamp_run_begin_group: (skip)
 * @self: a run
 * @target: the group's file being put together
 *
 * Returns: (transfer full): the group's marks
 */
SaudaStamp *
sauda_stamp_run_begin_group (SaudaStampRun *self, qpdf_data target)
{
  return sauda_stamp_new (target, self->layouts);
}

/**
 * sauda_stamp_run_make_mark: (skip)
 * @self: a run
 * @group: a group of its plan
 * @order: index of an order in the group
 * @number: of the label in the group
 *
 * Returns: (transfer full): what is stamped upon the label
 */
SaudaStampMark *
sauda_stamp_run_make_mark (SaudaStampRun *self,
                           const SaudaLabelGroup *group,
                           guint order,
                           SaudaStampCount number)
{
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (self->before, group));
  const SaudaLabelOrder *marked = g_ptr_array_index (group->orders, order);

  return sauda_stamp_mark_new (marked, g_hash_table_lookup (self->letters, marked->store_name), number,
                               (SaudaStampCount){ before + number.number, self->total });
}
