#include "sauda-label-again.h"

#include "sauda-database.h"
#include "sauda-label-run-private.h"
#include "sauda-label-run.h"
#include "sauda-label-single.h"
#include "sauda-labels-error.h"
#include "sauda-pdf-join.h"
#include "sauda-stamp-profiles.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* Labels on their way into a file. */
typedef struct {
  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  GPtrArray *wanted;         /* (owned) (not nullable) (element-type SaudaPrintLabel) */
  gboolean stamp;
  SaudaLabelAgain *again; /* (owned) (nullable) until it is returned */
  SaudaPdfJoin *join;     /* (owned) (not nullable) */
  GPtrArray *profiles;    /* (owned) (nullable) where marks go */
  SaudaOrderInfo *order;  /* (owned) (nullable) whose label was built last */
  GBytes *pdf;            /* (owned) (nullable) its label */
  guint pages;            /* of @pdf */
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->workspace);
  g_ptr_array_unref (work->wanted);
  g_clear_pointer (&work->again, sauda_label_again_free);
  sauda_pdf_join_free (work->join);
  g_clear_pointer (&work->profiles, g_ptr_array_unref);
  g_clear_pointer (&work->order, sauda_order_info_free);
  g_clear_pointer (&work->pdf, g_bytes_unref);
  g_free (work);
}

/* What is looked for in the database. */
typedef struct {
  const SaudaPrintLabel *label;
  SaudaOrderInfo *order; /* (nullable) */
} Search;

static gpointer
find_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Search *search = data;
  const SaudaOrderQuery query = { .stage = -1, .text = search->label->code };
  g_autoptr (GPtrArray) orders = sauda_orders_list (connection, &query, error);

  if (orders == NULL)
    return NULL;
  for (guint i = 0; i < orders->len && search->order == NULL; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);

    if (!g_str_equal (order->code, search->label->code) || !g_str_equal (order->store, search->label->store))
      continue;
    search->order = sauda_orders_find (connection, order->store_id, order->code, error);
    if (search->order == NULL)
      return NULL;
  }
  return search;
}

static gboolean
is_of_order (const Work *work, const SaudaPrintLabel *label)
{
  return work->order != NULL && g_str_equal (work->order->code, label->code) &&
         g_str_equal (work->order->store, label->store);
}

static void
add_problem (Work *work, const SaudaPrintLabel *label)
{
  g_ptr_array_add (
    work->again->problems,
    g_strdup_printf (_ ("The label of order %s is not saved here. Fetch or import it first."), label->code));
}

/* A file that is gone is a label that is missing; the others are written all the same. */
static gboolean
make_label (Work *work, GCancellable *cancellable, GError **error)
{
  g_autoptr (SaudaLabelOrder) order = sauda_label_run_describe (work->workspace, work->order);
  g_autoptr (GError) local = NULL;

  work->pdf = sauda_label_single_make (order, work->stamp, work->profiles, &work->pages, cancellable, &local);
  if (work->pdf != NULL || g_error_matches (local, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_UNREADABLE))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
take_order (Work *work, const SaudaPrintLabel *label, GCancellable *cancellable, GError **error)
{
  Search search = { label, NULL };

  g_clear_pointer (&work->order, sauda_order_info_free);
  g_clear_pointer (&work->pdf, g_bytes_unref);
  work->pages = 0;
  if (sauda_database_read (sauda_workspace_get_database (work->workspace), find_work, &search, error) == NULL)
    return FALSE;
  work->order = search.order;
  return work->order == NULL || work->order->label_path == NULL || make_label (work, cancellable, error);
}

static gboolean
add_label (Work *work, const SaudaPrintLabel *label, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) page = g_array_new (FALSE, FALSE, sizeof (guint));
  guint number = label->place - 1;

  if (*label->code == '\0')
    return TRUE;
  if (!is_of_order (work, label) && !take_order (work, label, cancellable, error))
    return FALSE;
  if (work->pdf == NULL || label->place == 0 || number >= work->pages) {
    add_problem (work, label);
    return TRUE;
  }
  g_array_append_val (page, number);
  g_ptr_array_add (work->again->labels, sauda_print_label_new (work->again->labels->len + 1, label->store,
                                                               label->code, label->place));
  return sauda_pdf_join_add_pages (work->join, work->pdf, page, error);
}

static gboolean
write_labels (Work *work, GCancellable *cancellable, GError **error)
{
  g_autofree char *places = sauda_label_run_get_profiles_path (work->workspace);
  g_autoptr (GError) local = NULL;
  int fd;

  work->profiles = sauda_stamp_profiles_load (places, error);
  if (work->profiles == NULL)
    return FALSE;
  for (guint i = 0; i < work->wanted->len; i++)
    if (!add_label (work, g_ptr_array_index (work->wanted, i), cancellable, error))
      return FALSE;
  if (work->again->labels->len == 0) {
    g_set_error_literal (
      error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_UNREADABLE,
      work->again->problems->len > 0
        ? (const char *) g_ptr_array_index (work->again->problems, 0)
        : _ ("There is no label to print. Press the button of the day, or import the labels."));
    return FALSE;
  }
  fd = g_file_open_tmp ("sauda-again-XXXXXX.pdf", &work->again->path, &local);
  if (fd < 0) {
    sauda_labels_set_unwritten (error, g_get_tmp_dir (), local->message);
    return FALSE;
  }
  g_close (fd, NULL);
  return sauda_pdf_join_write (work->join, work->again->path, error);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;

  if (write_labels (work, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&work->again), (GDestroyNotify) sauda_label_again_free);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_label_again_free:
 * @self: (transfer full): labels
 *
 * Removes their file too.
 */
void
sauda_label_again_free (SaudaLabelAgain *self)
{
  if (self->path != NULL)
    g_unlink (self->path);
  g_free (self->path);
  g_ptr_array_unref (self->labels);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

/**
 * sauda_label_again_async:
 * @workspace: the merchant's folder
 * @labels: (element-type SaudaPrintLabel): what is wanted, by store, order and place; pages of no order are
 * left out
 * @stamp: whether the decided size is stamped upon each label
 * @cancellable: (nullable): to stop
 * @callback: called with the labels
 * @user_data: data of @callback
 *
 * Writes labels of any day once more, from the files that were saved, with the sizes as they are decided now.
 */
void
sauda_label_again_async (SaudaWorkspace *workspace,
                         GPtrArray *labels,
                         gboolean stamp,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  g_task_set_source_tag (task, sauda_label_again_async);
  work->workspace = g_object_ref (workspace);
  work->wanted = g_ptr_array_ref (labels);
  work->stamp = stamp;
  work->join = sauda_pdf_join_new ();
  work->again = g_new0 (SaudaLabelAgain, 1);
  work->again->labels = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_print_label_free);
  work->again->problems = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * sauda_label_again_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the labels, in the order wanted; or %NULL with
 * %SAUDA_LABELS_ERROR_UNREADABLE when none is there, another error of the labels or store room, or
 * %G_IO_ERROR_CANCELLED
 */
SaudaLabelAgain *
sauda_label_again_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_label_again_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
