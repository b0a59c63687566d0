#include "sauda-label-proof.h"

#include "sauda-database.h"
#include "sauda-day-waits.h"
#include "sauda-orders.h"
#include "sauda-print-times.h"
#include "sauda-printed-changes.h"
#include "sauda-store-names.h"
#include "sauda-waybill-match.h"
#include "sauda-waybill-shelf.h"
#include "sauda-waybill-unmatched.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A parcel whose label was printed longer ago has left the house. */
#define PRINTED_DAYS 3

/* A proof on its own thread. */
typedef struct {
  SaudaWorkspace *workspace; /* (owned) (not nullable) */
  SaudaDay day;
  gboolean tomorrow;
  SaudaLabelProof *proof;    /* (owned) (nullable) until it is handed over */
  SaudaDayWaits *buyers;     /* (owned) (nullable) orders that are not due yet */
  GPtrArray *orders;         /* (owned) (nullable) (element-type SaudaOrderInfo) to ship */
  GPtrArray *all;            /* (owned) (nullable) (element-type SaudaOrderInfo) */
  GHashTable *codes;         /* (owned) (nullable) (element-type utf8 SaudaOrderInfo) numbers of @all */
  GHashTable *former;        /* (owned) (nullable) (element-type utf8 utf8) stores by names that they had */
  GCancellable *cancellable; /* (nullable) borrowed */
} Proving;

static const char *const list_names[SAUDA_LABEL_PROOF_N_LISTS] = { "without_label", "without_order",
                                                                   "two_labels",    "other_order",
                                                                   "old_size",      "cancelled" };

static void
item_free (gpointer data)
{
  SaudaLabelProofItem *item = data;

  g_free (item->store);
  g_free (item->code);
  g_free (item->file);
  g_free (item->reason);
  g_free (item);
}

static void
proving_free (gpointer data)
{
  Proving *proving = data;

  g_object_unref (proving->workspace);
  g_clear_pointer (&proving->proof, sauda_label_proof_free);
  g_clear_pointer (&proving->buyers, sauda_day_waits_free);
  g_clear_pointer (&proving->orders, g_ptr_array_unref);
  g_clear_pointer (&proving->codes, g_hash_table_unref);
  g_clear_pointer (&proving->former, g_hash_table_unref);
  g_clear_pointer (&proving->all, g_ptr_array_unref);
  g_free (proving);
}

static void
add (Proving *proving,
     SaudaLabelProofList list,
     const SaudaOrderInfo *order,
     const char *file,
     const char *reason)
{
  SaudaLabelProofItem *item = g_new0 (SaudaLabelProofItem, 1);

  item->store = order != NULL ? g_strdup (order->store) : NULL;
  item->code = order != NULL ? g_strdup (order->code) : NULL;
  item->file = g_strdup (file);
  item->reason = g_strdup (reason);
  g_ptr_array_add (proving->proof->lists[list], item);
}

static void
add_change (Proving *proving, const SaudaPrintedChange *change)
{
  g_autofree char *reason = g_strdup_printf (_ ("Its label was printed with the size %s, and %s was decided "
                                                "since. Group the labels again, print this one "
                                                "again, and take the old one off the parcel."),
                                             change->before != NULL ? change->before : "–",
                                             change->after != NULL ? change->after : "–");

  add (proving, SAUDA_LABEL_PROOF_OLD_SIZE, change->order, NULL, reason);
}

/* What changed behind the back of the packing table. */
static gboolean
check_printed (SaudaConnection *connection, Proving *proving, GError **error)
{
  g_autoptr (GHashTable) times =
    sauda_print_times_read (connection, sauda_day_time_ms (proving->day - PRINTED_DAYS, 0, 0), error);
  g_autoptr (GPtrArray) changes =
    times != NULL ? sauda_printed_changes_read (connection, proving->orders, times, error) : NULL;

  if (changes == NULL)
    return FALSE;
  for (guint i = 0; i < changes->len; i++)
    add_change (proving, g_ptr_array_index (changes, i));
  for (guint i = 0; g_hash_table_size (times) > 0 && i < proving->all->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (proving->all, i);
    g_autofree char *key = sauda_print_times_make_key (order->store, order->code);

    if (order->stage == SAUDA_STAGE_CANCELLED && g_hash_table_contains (times, key))
      add (proving, SAUDA_LABEL_PROOF_CANCELLED, order, NULL,
           _ ("It was cancelled after its label was printed. Take the parcel out before the courier comes."));
  }
  return TRUE;
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Proving *proving = data;

  proving->buyers =
    sauda_day_waits_read (connection, proving->workspace, proving->day, proving->tomorrow, error);
  if (proving->buyers == NULL)
    return NULL;
  proving->orders = sauda_orders_list_to_ship (connection, 0, proving->day, proving->tomorrow, error);
  if (proving->orders == NULL)
    return NULL;
  proving->former = sauda_store_names_read_former (connection, error);
  if (proving->former == NULL)
    return NULL;
  proving->all = sauda_orders_list (connection, &(SaudaOrderQuery){ .stage = -1 }, error);
  return proving->all != NULL && check_printed (connection, proving, error) ? proving : NULL;
}

static char *
find_path (Proving *proving, const char *relative)
{
  return g_build_filename (sauda_workspace_get_folder (proving->workspace), relative, NULL);
}

static void
check_missing (Proving *proving, const SaudaOrderInfo *order)
{
  gboolean formed =
    order->kaspi_id != NULL && (order->stage == SAUDA_STAGE_HANDOVER || order->waybill_number != NULL);

  add (proving, SAUDA_LABEL_PROOF_WITHOUT_LABEL, order, NULL,
       formed ? _ ("Kaspi has formed its waybill, but it is not saved here. Press the button of the day, or "
                   "download it: after the hand-over Kaspi does not give it any more.")
              : _ ("To ship, and without a label: assemble it, or import its waybill."));
}

/* The saved file must be the one that was counted, and its text must not name another order. */
static gboolean
check_text (Proving *proving, const SaudaOrderInfo *order, GError **error)
{
  g_autofree char *path = find_path (proving, order->label_path);
  g_autoptr (GBytes) pdf = NULL;
  g_autoptr (SaudaWaybillFile) file = NULL;
  g_autofree char *other = NULL;
  char *data;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, NULL)) {
    add (proving, SAUDA_LABEL_PROOF_WITHOUT_LABEL, order, order->label_path,
         _ ("Its label file is gone. Import or download the label again."));
    return TRUE;
  }
  pdf = g_bytes_new_take (data, length);
  file = sauda_waybill_file_new (order->code, pdf);
  if (file->problem != NULL) {
    add (proving, SAUDA_LABEL_PROOF_WITHOUT_LABEL, order, order->label_path, file->problem);
    return TRUE;
  }
  if (!sauda_waybill_match_find_other (file, order->code, &other, proving->cancellable, error))
    return FALSE;
  if (other != NULL) {
    g_autofree char *reason =
      g_strdup_printf (_ ("The label saved for order %s names order %s. Do not print it: look at both orders "
                          "in the cabinet, and download both labels again."),
                       order->code, other);

    add (proving, SAUDA_LABEL_PROOF_OTHER_ORDER, order, order->label_path, reason);
  }
  return TRUE;
}

static void
check_folder (Proving *proving, const SaudaOrderInfo *order, const char *store)
{
  g_auto (GStrv) files = sauda_waybill_shelf_list (proving->workspace, store, order->code);

  for (guint i = 0; files[i] != NULL; i++)
    if (!g_str_equal (files[i], order->label_path))
      add (
        proving, SAUDA_LABEL_PROOF_TWO_LABELS, order, files[i],
        _ ("Another label of this order was saved before. The last one is printed: if the older one is on a "
           "parcel already, take it off; then remove its file."));
}

/* A label lies in the folder of the name that its store had when it was saved. */
static void
check_twice (Proving *proving, const SaudaOrderInfo *order)
{
  GHashTableIter iter;
  gpointer former, store;

  check_folder (proving, order, order->store);
  g_hash_table_iter_init (&iter, proving->former);
  while (g_hash_table_iter_next (&iter, &former, &store))
    if (g_str_equal (store, order->store))
      check_folder (proving, order, former);
}

/* An order without a label that is not due yet, see sauda-day-waits.h, lacks nothing. */
static gboolean
wait_for (Proving *proving, const SaudaOrderInfo *order)
{
  gint64 until_ms = sauda_day_waits_get_until (proving->buyers, order->id);

  if (until_ms == 0)
    return FALSE;
  proving->proof->orders--;
  proving->proof->waiting++;
  proving->proof->waiting_until_ms = MAX (proving->proof->waiting_until_ms, until_ms);
  return TRUE;
}

static gboolean
check_orders (Proving *proving, GError **error)
{
  for (guint i = 0; i < proving->orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (proving->orders, i);

    if (g_cancellable_set_error_if_cancelled (proving->cancellable, error))
      return FALSE;
    if (order->label_path == NULL && wait_for (proving, order))
      continue;
    if (order->label_path == NULL) {
      check_missing (proving, order);
      continue;
    }
    check_twice (proving, order);
    if (!check_text (proving, order, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
on_kept (const SaudaWaybillFile *file, const char *path, gpointer data, GError **error)
{
  Proving *proving = data;
  g_autoptr (SaudaWaybillMatch) match =
    sauda_waybill_match (file, proving->codes, proving->cancellable, error);
  const char *relative = path + strlen (sauda_workspace_get_folder (proving->workspace)) + 1;

  if (match == NULL)
    return FALSE;
  for (guint i = 0; match->problems[i] != NULL; i++)
    add (proving,
         match->kind == SAUDA_WAYBILL_CONFLICT ? SAUDA_LABEL_PROOF_OTHER_ORDER
                                               : SAUDA_LABEL_PROOF_WITHOUT_ORDER,
         NULL, relative, match->problems[i]);
  return TRUE;
}

static void
prove_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Proving *proving = task_data;
  GError *error = NULL;

  proving->cancellable = cancellable;
  if (!sauda_waybill_shelf_adopt (proving->workspace, cancellable, &error) ||
      sauda_database_read (sauda_workspace_get_database (proving->workspace), list_work, proving, &error) ==
        NULL) {
    g_task_return_error (task, error);
    return;
  }
  proving->codes = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < proving->all->len; i++) {
    SaudaOrderInfo *order = g_ptr_array_index (proving->all, i);

    g_hash_table_insert (proving->codes, order->code, order);
  }
  proving->proof->today = proving->day;
  proving->proof->orders = proving->orders->len;
  if (check_orders (proving, &error) &&
      sauda_waybill_unmatched_each (proving->workspace, on_kept, proving, cancellable, &error))
    g_task_return_pointer (task, g_steal_pointer (&proving->proof), (GDestroyNotify) sauda_label_proof_free);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_label_proof_free:
 * @proof: (nullable): a proof
 */
void
sauda_label_proof_free (SaudaLabelProof *proof)
{
  if (proof == NULL)
    return;
  for (guint i = 0; i < SAUDA_LABEL_PROOF_N_LISTS; i++)
    g_ptr_array_unref (proof->lists[i]);
  g_free (proof);
}

/**
 * sauda_label_proof_list_get_name:
 * @list: a list
 *
 * Returns: its name for programs
 */
const char *
sauda_label_proof_list_get_name (SaudaLabelProofList list)
{
  return list_names[list];
}

/**
 * sauda_label_proof_is_clean:
 * @proof: a proof
 *
 * Returns: whether nothing stands in any list
 */
gboolean
sauda_label_proof_is_clean (const SaudaLabelProof *proof)
{
  for (guint i = 0; i < SAUDA_LABEL_PROOF_N_LISTS; i++)
    if (proof->lists[i]->len > 0)
      return FALSE;
  return TRUE;
}

/**
 * sauda_label_proof_run_async:
 * @workspace: the merchant's folder
 * @day: orders with a planned hand-over up to this Almaty day; %SAUDA_DAY_NONE for today
 * @tomorrow: whether the day after is included
 * @cancellable: (nullable): to stop
 * @callback: called with the proof
 * @user_data: data for @callback
 *
 * Reads every label of the orders to ship anew, and lists what does not agree (product.md 3). Label files
 * whose orders came in meanwhile are given to them first.
 */
void
sauda_label_proof_run_async (SaudaWorkspace *workspace,
                             SaudaDay day,
                             gboolean tomorrow,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Proving *proving = g_new0 (Proving, 1);

  g_task_set_source_tag (task, sauda_label_proof_run_async);
  proving->workspace = g_object_ref (workspace);
  proving->day = day != SAUDA_DAY_NONE ? day : sauda_workspace_get_today (workspace);
  proving->tomorrow = tomorrow;
  proving->proof = g_new0 (SaudaLabelProof, 1);
  for (guint i = 0; i < SAUDA_LABEL_PROOF_N_LISTS; i++)
    proving->proof->lists[i] = g_ptr_array_new_with_free_func (item_free);
  g_task_set_task_data (task, proving, proving_free);
  g_task_run_in_thread (task, prove_in_thread);
}

/**
 * sauda_label_proof_run_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the proof, or %NULL with an error of the labels or store room or
 * %G_IO_ERROR_CANCELLED
 */
SaudaLabelProof *
sauda_label_proof_run_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
