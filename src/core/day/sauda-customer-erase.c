#include "sauda-customer-erase.h"

#include "sauda-conversation-erase.h"
#include "sauda-customer-erased.h"
#include "sauda-customer-list.h"
#include "sauda-database.h"
#include "sauda-day-error.h"
#include "sauda-decisions-erase.h"
#include "sauda-import-undo.h"
#include "sauda-label-forget.h"
#include "sauda-label-memory.h"
#include "sauda-orders.h"
#include "sauda-outbox-erase.h"
#include "sauda-store-names.h"
#include "sauda-talk-deliveries.h"
#include "sauda-waybills.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* An erasure on its way through the rooms. */
typedef struct {
  char *phone; /* (owned) (nullable) */
  gint64 customer_id;
  char *who; /* (owned) (not nullable) */
  gint64 now_ms;
  char *folder;   /* (owned) (not nullable) the data folder */
  gboolean again; /* he was erased before, and came back with a backup */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->phone);
  g_free (job->who);
  g_free (job->folder);
  g_free (job);
}

static Job *
job_new (SaudaWorkspace *workspace, const char *phone, gint64 customer_id, const char *who)
{
  Job *job = g_new0 (Job, 1);

  job->phone = g_strdup (phone);
  job->customer_id = customer_id;
  job->who = g_strdup (who);
  job->now_ms = sauda_workspace_get_now (workspace);
  job->folder = g_strdup (sauda_workspace_get_folder (workspace));
  return job;
}

/* What is on its way needs a name on the parcel. */
static gboolean
is_open (SaudaStage stage)
{
  return stage != SAUDA_STAGE_CANCELLED && stage != SAUDA_STAGE_RETURNED && stage != SAUDA_STAGE_COMPLETED &&
         stage != SAUDA_STAGE_UNKNOWN;
}

static gboolean
check_orders (GPtrArray *orders, GError **error)
{
  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);

    if (!is_open (order->stage))
      continue;
    g_set_error (
      error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_OPEN_ORDER,
      _ ("Order %s of this buyer is still on its way (%s). Erase him when it is done; nothing was changed."),
      order->code, sauda_stage_get_title (order->stage));
    return FALSE;
  }
  return TRUE;
}

static gboolean
erase_order (SaudaConnection *connection, const SaudaOrderInfo *order, GError **error)
{
  return sauda_decisions_erase_order (connection, order->id, error) &&
         sauda_conversation_erase_order (connection, order->id, error) &&
         sauda_outbox_erase_target (connection, order->store_id, order->code, error) &&
         (order->label_path == NULL || sauda_waybills_forget (connection, order->id, error));
}

/* All rooms in one transaction; the paths of the waybills to delete come back with it. */
static GPtrArray *
erase_all (SaudaConnection *connection, Job *job, GPtrArray **orders, GError **error)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SaudaCustomerInfo) customer = job->phone != NULL
                                             ? sauda_customers_find (connection, job->phone, error)
                                             : sauda_customers_get (connection, job->customer_id, error);

  if (customer == NULL)
    return NULL;
  job->customer_id = customer->id;
  found = sauda_orders_list_of_customer (connection, job->customer_id, error);
  if (found == NULL || (!job->again && !check_orders (found, error)))
    return NULL;
  for (guint i = 0; i < found->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (found, i);

    if (!erase_order (connection, order, error))
      return NULL;
    if (order->label_path != NULL)
      g_ptr_array_add (paths, g_build_filename (job->folder, order->label_path, NULL));
  }
  if ((customer->phone != NULL && (!sauda_conversation_erase_phone (connection, customer->phone, error) ||
                                   !sauda_talk_deliveries_erase (connection, customer->phone, error))) ||
      !sauda_import_undo_forget_text (connection, customer->phone, error) ||
      !sauda_import_undo_forget_text (connection, customer->name, error) ||
      !sauda_customers_erase (connection, job->customer_id, job->who, job->now_ms, error))
    return NULL;
  *orders = g_steal_pointer (&found);
  return g_steal_pointer (&paths);
}

/* Folders of labels are called as the store was when they were written. */
static gboolean
forget_labels_of_order (SaudaConnection *connection,
                        const char *folder,
                        const SaudaOrderInfo *order,
                        SaudaCustomerErasure *erasure,
                        GError **error)
{
  g_auto (GStrv) names = sauda_store_names_list (connection, order->store, error);
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (codes, order->code);
  for (gsize i = 0; names != NULL && names[i] != NULL; i++)
    erasure->labels += sauda_label_forget_orders (folder, names[i], codes);
  return names != NULL;
}

/* Labels of these orders that were built, in every folder of labels; what is not there now is told. */
static gboolean
forget_labels (SaudaConnection *connection,
               const Job *job,
               GPtrArray *orders,
               SaudaCustomerErasure *erasure,
               GError **error)
{
  g_auto (GStrv) folders = sauda_label_memory_list_folders (job->folder);
  g_autoptr (GStrvBuilder) away = g_strv_builder_new ();

  for (gsize n = 0; folders[n] != NULL; n++) {
    if (n > 0 && !g_file_test (folders[n], G_FILE_TEST_IS_DIR)) {
      g_strv_builder_add (away, folders[n]);
      continue;
    }
    for (guint i = 0; i < orders->len; i++)
      if (!forget_labels_of_order (connection, folders[n], g_ptr_array_index (orders, i), erasure, error))
        return FALSE;
  }
  erasure->away = g_strv_builder_end (away);
  return TRUE;
}

/* Files go inside of the transaction's work: were it rolled back after them, labels can be fetched again,
 * while a label that stays would be a buyer who was not erased. */
static gpointer
run_erase (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (SaudaCustomerErasure) erasure = g_new0 (SaudaCustomerErasure, 1);
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GPtrArray) paths = NULL;

  /* What is deleted must not lie in the file any longer. */
  if (!sauda_connection_execute (connection, "PRAGMA secure_delete = ON", error))
    return NULL;
  paths = erase_all (connection, job, &orders, error);
  if (paths == NULL)
    return NULL;
  if (!job->again && !sauda_customer_erased_remember (job->folder, connection, orders, job->now_ms, error))
    return NULL;
  if (!forget_labels (connection, job, orders, erasure, error))
    return NULL;
  for (guint i = 0; i < paths->len; i++)
    erasure->files += g_unlink (g_ptr_array_index (paths, i)) == 0;
  erasure->customer_id = job->customer_id;
  erasure->orders = orders->len;
  return g_steal_pointer (&erasure);
}

/* Whoever came back with a backup goes again. */
static gpointer
run_again (SaudaConnection *connection, gpointer data, GError **error)
{
  Job *job = data;
  g_autoptr (GArray) ids = sauda_customer_erased_find (job->folder, connection, error);

  if (ids == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++) {
    g_autoptr (SaudaCustomerErasure) erasure = NULL;

    job->customer_id = g_array_index (ids, gint64, i);
    erasure = run_erase (connection, job, error);
    if (erasure == NULL)
      return NULL;
  }
  return job;
}

static void
free_erasure (gpointer erasure)
{
  sauda_customer_erasure_free (erasure);
}

static void
on_erased (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;
  SaudaCustomerErasure *erasure = sauda_database_run_finish (SAUDA_DATABASE (source), result, &error);

  if (erasure == NULL) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }
  sauda_workspace_emit_orders_changed (g_task_get_source_object (task));
  g_task_return_pointer (task, erasure, free_erasure);
}

/**
 * sauda_customer_erasure_free:
 * @erasure: (transfer full) (nullable): what erasing did
 */
void
sauda_customer_erasure_free (SaudaCustomerErasure *erasure)
{
  if (erasure == NULL)
    return;
  g_strfreev (erasure->away);
  g_free (erasure);
}

/**
 * sauda_customer_erase_again:
 * @database: a database that was just opened
 * @folder: its data folder
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Erases every buyer anew who was erased in this folder once, and is in the database all the same: it came
 * out of a backup. Orders on their way do not keep him. It blocks.
 *
 * Returns: %FALSE with an error of the rooms
 */
gboolean
sauda_customer_erase_again (SaudaDatabase *database, const char *folder, gint64 now_ms, GError **error)
{
  Job job = { .who = (char *) "backup", .now_ms = now_ms, .folder = (char *) folder, .again = TRUE };

  return sauda_customer_erased_is_empty (folder) ||
         sauda_database_run (database, run_again, &job, error) != NULL;
}

/**
 * sauda_customer_erase:
 * @workspace: a workspace
 * @phone: (nullable): ten digits
 * @customer_id: the buyer, where @phone is %NULL
 * @who: who erases
 * @error: return location
 *
 * Erases a buyer from all rooms: name, phone, address, free texts, measures, messages, what was sent about
 * his orders, his saved waybills, and the files of built labels in which he stands. His orders stay. Refused
 * while one of them is on its way. For the command line.
 *
 * Returns: (transfer full) (nullable): what was done, or %NULL with %SAUDA_ORDERS_ERROR_NOT_FOUND, a
 * %SAUDA_DAY_ERROR_OPEN_ORDER, or an error of the store
 */
SaudaCustomerErasure *
sauda_customer_erase (SaudaWorkspace *workspace,
                      const char *phone,
                      gint64 customer_id,
                      const char *who,
                      GError **error)
{
  Job *job = job_new (workspace, phone, customer_id, who);
  SaudaCustomerErasure *erasure = sauda_workspace_write (workspace, run_erase, job, error);

  job_free (job);
  return erasure;
}

/**
 * sauda_customer_erase_async:
 * @workspace: a workspace
 * @customer_id: the buyer
 * @who: who erases
 * @cancellable: (nullable): cancels
 * @callback: called on the caller's main context
 * @user_data: for @callback
 *
 * See sauda_customer_erase().
 */
void
sauda_customer_erase_async (SaudaWorkspace *workspace,
                            gint64 customer_id,
                            const char *who,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_customer_erase_async);
  sauda_database_run_async (sauda_workspace_get_database (workspace), run_erase,
                            job_new (workspace, NULL, customer_id, who), job_free, free_erasure, cancellable,
                            on_erased, task);
}

/**
 * sauda_customer_erase_finish:
 * @workspace: the workspace
 * @result: of sauda_customer_erase_async()
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was done, or %NULL with the errors of sauda_customer_erase()
 */
SaudaCustomerErasure *
sauda_customer_erase_finish (SaudaWorkspace *workspace, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_customer_erase_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
