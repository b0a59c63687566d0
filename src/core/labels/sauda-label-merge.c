#include "sauda-label-merge-private.h"

#include "sauda-label-cover-private.h"
#include "sauda-labels-error.h"
#include "sauda-pdf-check.h"
#include "sauda-pdf-impose-private.h"
#include "sauda-pdf-join-private.h"
#include "sauda-pdf-paper-private.h"
#include "sauda-pdf-source-private.h"
#include "sauda-stamp-private.h"
#include "sauda-stationery-error.h"

#include <glib/gi18n-lib.h>

#define THREADS 2

/* What the threads share. */
typedef struct {
  GAsyncQueue *finished;     /* (owned) (not nullable) (element-type SaudaLabelMerge) */
  GCancellable *cancellable; /* (not nullable) borrowed: also when one group has failed */
} Shared;

/* A group on its way, and where its marks go. */
typedef struct {
  SaudaLabelMerge *merge; /* (not nullable) borrowed */
  SaudaPdfJoin *join;     /* (not nullable) borrowed */
  SaudaStamp *stamp;      /* (nullable) borrowed */
  GArray *orders; /* (not nullable) (element-type guint) borrowed: the order of each page in the join */
} Merging;

static void
find_places (Merging *merging, GBytes *pdf, guint index, guint pages)
{
  const SaudaLabelMerge *merge = merging->merge;
  gboolean room = TRUE;

  for (guint i = 0; i < pages; i++) {
    guint page = merge->layout.reverse ? pages - 1 - i : i;

    if (merging->stamp != NULL)
      room = sauda_stamp_find_place (merging->stamp, merging->orders->len, pdf, page) && room;
    g_array_append_val (merging->orders, index);
  }
  if (!room)
    g_ptr_array_add (merge->unmarked, g_ptr_array_index (merge->group->orders, index));
}

static SaudaStampMark *
make_mark (guint page, gpointer data)
{
  const Merging *merging = data;
  const SaudaLabelMerge *merge = merging->merge;
  guint pages = merging->orders->len;

  return sauda_stamp_run_make_mark (
    merge->layout.stamps, merge->group, g_array_index (merging->orders, guint, page),
    (SaudaStampCount){ merge->layout.reverse ? pages - page : page + 1, pages });
}

static void
put_marks_on (Merging *merging)
{
  SaudaLabelMerge *merge = merging->merge;

  if (merging->stamp == NULL || sauda_stamp_put_on (merging->stamp, make_mark, merging))
    return;
  g_ptr_array_set_size (merge->unmarked, 0);
  g_ptr_array_extend (merge->unmarked, merge->group->orders, NULL, NULL);
}

/* As large as on the roll where it fits at 100 %; what is made smaller keeps its shape. */
static GBytes *
read_label (const SaudaLabelMerge *merge, const char *path)
{
  const SaudaLabelSheet *roll = sauda_label_sheet_find (SAUDA_LABEL_SHEET_ROLL);
  g_autoptr (GBytes) pdf = NULL;
  char *data = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &data, &length, NULL))
    return NULL;
  pdf = g_bytes_new_take (data, length);
  if (merge->layout.sheet != NULL && merge->layout.sheet->scale)
    return g_steal_pointer (&pdf);
  return sauda_pdf_paper_fit (pdf, SAUDA_MM (roll->width), SAUDA_MM (roll->height));
}

static gboolean
add_label (Merging *merging, guint index)
{
  SaudaLabelMerge *merge = merging->merge;
  SaudaLabelOrder *order = g_ptr_array_index (merge->group->orders, index);
  g_autoptr (GBytes) pdf = read_label (merge, order->label_path);

  if (pdf == NULL)
    return FALSE;
  if (merge->layout.reverse
        ? !sauda_pdf_join_add_reversed (merging->join, pdf, &merge->order_pages[index], NULL)
        : !sauda_pdf_join_add (merging->join, pdf, &merge->order_pages[index], NULL))
    return FALSE;
  /* as counted when it was saved: the file may have changed since */
  merge->labels += order->label_pages > 0 ? order->label_pages : merge->order_pages[index];
  find_places (merging, pdf, index, merge->order_pages[index]);
  return TRUE;
}

/* On top of the stack that comes out of the printer. */
static gboolean
add_cover (Merging *merging, GError **error)
{
  SaudaLabelMerge *merge = merging->merge;
  g_autoptr (GBytes) cover = NULL;

  if (merge->layout.plan == NULL)
    return TRUE;
  cover = sauda_label_cover_draw (merge->layout.plan, merge->group, merge->layout.templates,
                                  sauda_pdf_join_get_target (merging->join), error);
  if (cover == NULL || (merge->layout.reverse ? !sauda_pdf_join_add (merging->join, cover, NULL, error)
                                              : !sauda_pdf_join_add_first (merging->join, cover, error)))
    return FALSE;
  merge->covers = 1;
  return TRUE;
}

static void
note (GPtrArray *texts, guint paper, const char *between, const char *text)
{
  char *before;

  while (texts->len <= paper)
    g_ptr_array_add (texts, g_strdup (""));
  if (*text == '\0')
    return;
  before = texts->pdata[paper];
  texts->pdata[paper] = *before != '\0' ? g_strconcat (before, between, text, NULL) : g_strdup (text);
  g_free (before);
}

/* On a sheet lie the labels of several orders; a cover is nobody's. */
static void
note_orders (Merging *merging, GArray *papers)
{
  SaudaLabelMerge *merge = merging->merge;
  guint pages = merging->orders->len, cover = merge->covers == 0      ? G_MAXUINT
                                              : merge->layout.reverse ? pages
                                                                      : 0;
  guint label = 0;

  for (guint page = 0; page < pages + merge->covers; page++) {
    guint paper = papers->len > page ? g_array_index (papers, guint, page) : page;
    const SaudaLabelOrder *order =
      page != cover
        ? g_ptr_array_index (merge->group->orders, g_array_index (merging->orders, guint, label++))
        : NULL;

    note (merge->paper_orders, paper, ", ", order != NULL ? order->code : "");
    note (merge->paper_stores, paper, "\n", order != NULL ? order->store_name : "");
  }
}

static gboolean
lay_out (Merging *merging, GError **error)
{
  g_autoptr (GArray) papers = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean laid;

  const SaudaLabelSheet *sheet = merging->merge->layout.sheet;

  if (!add_cover (merging, error))
    return FALSE;
  sauda_pdf_join_set_pack (merging->join, sheet != NULL);
  laid = sheet == NULL || sauda_pdf_impose (sauda_pdf_join_get_target (merging->join), sheet, papers);
  if (laid)
    note_orders (merging, papers);
  else
    sauda_pdf_source_set_damaged (error);
  return laid;
}

static void
write_file (Merging *merging)
{
  SaudaLabelMerge *merge = merging->merge;
  guint placed = 0;

  put_marks_on (merging);
  if (!lay_out (merging, &merge->error) || !sauda_pdf_join_write (merging->join, merge->path, &merge->error))
    return;
  if (merge->layout.sheet != NULL ? !sauda_pdf_count_placed (merge->path, &placed, &merge->papers, NULL)
                                  : !sauda_pdf_count_pages (merge->path, &merge->papers, NULL))
    sauda_labels_set_unwritten (&merge->error, merge->path, _ ("it cannot be read back"));
  placed = merge->layout.sheet != NULL ? placed : merge->papers;
  merge->pages = placed >= merge->covers ? placed - merge->covers : 0;
}

/**
 * sauda_label_merge_write: (skip)
 * @merge: a merge that has not run
 * @cancellable: (nullable): to stop
 *
 * Writes the group's file; why it could not be, and orders whose label cannot be read, are noted in the
 * merge.
 */
void
sauda_label_merge_write (SaudaLabelMerge *merge, GCancellable *cancellable)
{
  g_autoptr (SaudaPdfJoin) join = sauda_pdf_join_new ();
  g_autoptr (GArray) orders = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (SaudaStamp) stamp =
    merge->layout.stamps != NULL
      ? sauda_stamp_run_begin_group (merge->layout.stamps, sauda_pdf_join_get_target (join))
      : NULL;
  Merging merging = { merge, join, stamp, orders };
  guint count = merge->group->orders->len;

  for (guint i = 0; i < count; i++) {
    guint index = merge->layout.reverse ? count - 1 - i : i;

    if (g_cancellable_set_error_if_cancelled (cancellable, &merge->error))
      return;
    if (!add_label (&merging, index))
      g_ptr_array_add (merge->unreadable, g_ptr_array_index (merge->group->orders, index));
  }
  if (merge->unreadable->len == 0)
    write_file (&merging);
}

static void
run_merge (gpointer data, gpointer user_data)
{
  SaudaLabelMerge *merge = data;
  Shared *shared = user_data;

  sauda_label_merge_write (merge, shared->cancellable);
  if (merge->error != NULL)
    g_cancellable_cancel (shared->cancellable);
  g_async_queue_push (shared->finished, merge);
}

/* The longest first, so that no thread is left alone with it at the end. */
static int
compare_lengths (gconstpointer a, gconstpointer b)
{
  const SaudaLabelMerge *merge_a = *(const SaudaLabelMerge *const *) a;
  const SaudaLabelMerge *merge_b = *(const SaudaLabelMerge *const *) b;
  guint orders_a = merge_a->group->orders->len, orders_b = merge_b->group->orders->len;

  return orders_a == orders_b ? 0 : orders_a > orders_b ? -1 : 1;
}

/* The fault that stopped the others, not the stop that it caused. */
static gboolean
take_error (GPtrArray *merges, GCancellable *asked, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (asked, error))
    return FALSE;
  for (guint i = 0; i < merges->len; i++) {
    const SaudaLabelMerge *merge = g_ptr_array_index (merges, i);

    if (merge->error == NULL || g_error_matches (merge->error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      continue;
    g_propagate_error (error, g_error_copy (merge->error));
    return FALSE;
  }
  return TRUE;
}

static void
pass_on_cancel (GCancellable *asked, gpointer own)
{
  g_cancellable_cancel (own);
}

/**
 * sauda_label_merge_new: (skip)
 * @store: the group's store; must outlive the merge
 * @group: the group; must outlive the merge
 * @layout: how it is laid out; copied, what it borrows must outlive the merge
 * @path: (transfer full): where its file goes
 *
 * Returns: (transfer full): a merge to be run
 */
SaudaLabelMerge *
sauda_label_merge_new (const SaudaLabelStore *store,
                       const SaudaLabelGroup *group,
                       const SaudaLabelLayout *layout,
                       char *path)
{
  SaudaLabelMerge *self = g_new0 (SaudaLabelMerge, 1);

  self->store = store;
  self->group = group;
  self->layout = *layout;
  self->path = path;
  self->order_pages = g_new0 (guint, group->orders->len);
  self->unreadable = g_ptr_array_new ();
  self->unmarked = g_ptr_array_new ();
  self->paper_orders = g_ptr_array_new_with_free_func (g_free);
  self->paper_stores = g_ptr_array_new_with_free_func (g_free);
  return self;
}

/**
 * sauda_label_merge_free: (skip)
 * @self: (transfer full): a merge
 */
void
sauda_label_merge_free (SaudaLabelMerge *self)
{
  g_free (self->path);
  g_free (self->order_pages);
  g_ptr_array_unref (self->unreadable);
  g_ptr_array_unref (self->unmarked);
  g_ptr_array_unref (self->paper_orders);
  g_ptr_array_unref (self->paper_stores);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * sauda_label_merge_is_complete: (skip)
 * @self: a merge that has run
 *
 * Returns: whether every page of every label was written, and each order has as many as it has parcels
 */
gboolean
sauda_label_merge_is_complete (const SaudaLabelMerge *self)
{
  for (guint i = 0; i < self->group->orders->len; i++) {
    const SaudaLabelOrder *order = g_ptr_array_index (self->group->orders, i);

    if (order->places > 0 && order->places != self->order_pages[i])
      return FALSE;
  }
  return self->labels == self->pages;
}

/**
 * sauda_label_merge_run: (skip)
 * @merges: (element-type SaudaLabelMerge): what is to be written
 * @finished: called for each, on the calling thread
 * @user_data: data of @finished
 * @cancellable: (nullable): to stop
 * @error: return location
 *
 * Writes all groups, two at a time. An order whose label file cannot be read is noted in its merge, whose
 * file is then not written; the others are.
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_WRITE or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_label_merge_run (GPtrArray *merges,
                       SaudaLabelMergeFunc finished,
                       gpointer user_data,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GCancellable) own = g_cancellable_new ();
  g_autoptr (GAsyncQueue) queue = g_async_queue_new ();
  g_autoptr (GPtrArray) by_length = g_ptr_array_copy (merges, NULL, NULL);
  Shared shared = { queue, own };
  GThreadPool *pool = g_thread_pool_new (run_merge, &shared, THREADS, FALSE, NULL);
  gulong id =
    cancellable != NULL ? g_cancellable_connect (cancellable, G_CALLBACK (pass_on_cancel), own, NULL) : 0;

  g_ptr_array_set_free_func (by_length, NULL);
  g_ptr_array_sort (by_length, compare_lengths);
  for (guint i = 0; i < by_length->len; i++)
    g_thread_pool_push (pool, g_ptr_array_index (by_length, i), NULL);
  for (guint i = 0; i < by_length->len; i++)
    finished (g_async_queue_pop (queue), user_data);
  g_thread_pool_free (pool, FALSE, TRUE);
  g_cancellable_disconnect (cancellable, id);
  return take_error (merges, cancellable, error);
}
