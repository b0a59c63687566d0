#include "sauda-label-single.h"

#include "sauda-label-merge-private.h"
#include "sauda-labels-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

static void
on_merged (const SaudaLabelMerge *merge, gpointer data)
{
}

/* A merge writes to a file, since groups of a day would not fit into memory. */
static GBytes *
merge_aside (const SaudaLabelPlan *plan,
             const SaudaLabelLayout *layout,
             guint *pages,
             GCancellable *cancellable,
             GError **error)
{
  const SaudaLabelStore *store = g_ptr_array_index (plan->stores, 0);
  g_autoptr (GPtrArray) merges = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_label_merge_free);
  g_autofree char *path = NULL;
  g_autoptr (GError) local = NULL;
  SaudaLabelMerge *merge;
  char *data = NULL;
  gsize length = 0;
  int fd = g_file_open_tmp ("sauda-label-XXXXXX.pdf", &path, &local);

  if (fd < 0) {
    sauda_labels_set_unwritten (error, g_get_tmp_dir (), local->message);
    return NULL;
  }
  g_close (fd, NULL);
  merge = sauda_label_merge_new (store, g_ptr_array_index (store->groups, 0), layout, g_strdup (path));
  g_ptr_array_add (merges, merge);
  if (sauda_label_merge_run (merges, on_merged, NULL, cancellable, error)) {
    *pages = merge->papers;
    if (merge->unreadable->len > 0 || !g_file_get_contents (path, &data, &length, NULL))
      g_set_error_literal (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_UNREADABLE,
                           _ ("The saved label is gone or damaged. Import or download it again."));
  }
  g_unlink (path);
  return data != NULL ? g_bytes_new_take (data, length) : NULL;
}

/**
 * sauda_label_single_make:
 * @order: an order with its label
 * @stamp: whether the decided size is stamped upon each page
 * @profiles: (nullable) (element-type SaudaStampProfile): places of the merchant's choice
 * @pages: (out): pages of what is returned
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * The label of one order as a run of the day makes it, by itself.
 *
 * Returns: (transfer full) (nullable): a PDF, or %NULL with %SAUDA_LABELS_ERROR_UNREADABLE,
 * %SAUDA_LABELS_ERROR_WRITE or %G_IO_ERROR_CANCELLED
 */
GBytes *
sauda_label_single_make (SaudaLabelOrder *order,
                         gboolean stamp,
                         GPtrArray *profiles,
                         guint *pages,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new ();
  g_autoptr (SaudaLabelPlan) plan = NULL;
  SaudaLabelLayout layout = { NULL };
  GBytes *pdf = NULL;

  g_ptr_array_add (orders, order);
  plan = sauda_label_plan_new (orders, sauda_day_from_date (2000, 1, 1), FALSE);
  if (plan->stores->len == 0) {
    g_set_error_literal (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_UNREADABLE,
                         _ ("No label is saved for this order. Fetch or import it first."));
    return NULL;
  }
  if (stamp)
    layout.stamps = sauda_stamp_run_new (plan, profiles);
  pdf = merge_aside (plan, &layout, pages, cancellable, error);
  g_clear_pointer (&layout.stamps, sauda_stamp_run_free);
  return pdf;
}
