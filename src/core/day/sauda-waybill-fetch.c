#include "sauda-waybill-fetch.h"

#include "sauda-database.h"
#include "sauda-kaspi-error.h"
#include "sauda-kaspi-records.h"
#include "sauda-orders.h"
#include "sauda-outbox-error.h"
#include "sauda-outbox.h"
#include "sauda-token-trouble.h"
#include "sauda-waybill-shelf.h"

#include <glib/gi18n-lib.h>

/* Kaspi forms a waybill seconds after the order is assembled (kaspi-api 5.2). */
#define WAIT_MS 1500
#define PRACTICE_WAIT_MS 400
#define MAX_TRIES 6
#define PRACTICE_MAX_TRIES 20
/* Twice as many as the requests that SaudaHttp lets out at once: the others wait for the disk meanwhile. */
#define UNDER_WAY 8

/* Fetching the labels of all assembled orders that have none. */
typedef struct {
  SaudaWorkspace *workspace;      /* (owned) */
  GPtrArray *channels;            /* (owned) (element-type SaudaChannel) */
  SaudaDayStep *step;             /* (owned) */
  SaudaWaybillFetchFunc on_saved; /* (nullable) */
  gpointer data;
  GQueue waiting; /* (owned) (element-type Job) to be asked for now */
  guint pending;  /* jobs that are not through */
  guint in_flight;
  guint done;
  guint total;
  guint saved;
} Fetch;

/* One order's label. */
typedef struct {
  GTask *task;           /* (owned) */
  SaudaChannel *channel; /* borrowed */
  gint64 order_id;
  char *code; /* (owned) */
  guint tries;
} Job;

static void ask_more (GTask *task);

static void
job_free (Job *job)
{
  g_free (job->code);
  g_object_unref (job->task);
  g_free (job);
}

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_queue_clear_full (&fetch->waiting, (GDestroyNotify) job_free);
  g_object_unref (fetch->workspace);
  g_ptr_array_unref (fetch->channels);
  g_object_unref (fetch->step);
  g_free (fetch);
}

static void
report (Job *job, gboolean failed, const char *reason)
{
  Fetch *fetch = g_task_get_task_data (job->task);
  g_autofree char *sentence =
    g_strdup_printf (_ ("%s, order %s: %s"), job->channel->store->name, job->code, reason);

  if (failed)
    sauda_day_step_add_failed (fetch->step, sentence);
  else
    sauda_day_step_add_waiting (fetch->step, sentence);
}

/* One label is through; the last one closes the task. */
static void
end_job (Job *job)
{
  g_autoptr (GTask) task = g_object_ref (job->task);
  Fetch *fetch = g_task_get_task_data (task);

  job_free (job);
  fetch->done++;
  sauda_day_step_set_progress (fetch->step, fetch->done, fetch->total);
  if (--fetch->pending > 0) {
    ask_more (task);
    return;
  }
  if (fetch->saved > 0)
    sauda_workspace_emit_labels_changed (fetch->workspace);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_int (task, (gssize) fetch->saved);
}

static gboolean
on_wait_over (gpointer data)
{
  Job *job = data;
  Fetch *fetch = g_task_get_task_data (job->task);
  g_autoptr (GTask) task = g_object_ref (job->task);

  g_queue_push_tail (&fetch->waiting, job);
  ask_more (task);
  return G_SOURCE_REMOVE;
}

/* The waybill is not there yet, or its link ran out: ask again a little later, a few times. */
static void
try_again (Job *job, const char *reason)
{
  Fetch *fetch = g_task_get_task_data (job->task);
  gboolean practice = sauda_workspace_is_practice (fetch->workspace);

  if (++job->tries >= (practice ? PRACTICE_MAX_TRIES : MAX_TRIES) ||
      g_cancellable_is_cancelled (g_task_get_cancellable (job->task))) {
    report (job, FALSE, reason);
    end_job (job);
    return;
  }
  g_timeout_add (practice ? PRACTICE_WAIT_MS : WAIT_MS, on_wait_over, job);
}

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  Fetch *fetch = g_task_get_task_data (job->task);
  g_autoptr (GError) error = NULL;
  guint pages;
  g_autofree char *path = sauda_waybill_shelf_save_finish (result, &pages, &error);

  if (path != NULL) {
    fetch->saved++;
    if (fetch->on_saved != NULL)
      fetch->on_saved (job->channel->store->name, job->code, path, pages, fetch->data);
  } else
    report (job, TRUE, error->message);
  end_job (job);
}

static void
on_downloaded (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GTask) task = g_object_ref (job->task);
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf =
    sauda_kaspi_client_download_waybill_finish (SAUDA_KASPI_CLIENT (source), result, &error);

  fetch->in_flight--;
  sauda_token_trouble_note (fetch->workspace, job->channel->store->id, error);
  if (pdf != NULL)
    sauda_waybill_shelf_save_async (fetch->workspace, job->order_id, job->channel->store->name, job->code,
                                    pdf, "api", on_saved, job);
  else if (g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_EXPIRED) ||
           g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_PAGE))
    try_again (job, error->message);
  else {
    report (job, TRUE, error->message);
    end_job (job);
  }
  ask_more (task);
}

/* The link is good for a short time, so the order is read right before the label is fetched (kaspi-api 6). */
static void
on_order (GObject *source, GAsyncResult *result, gpointer data)
{
  Job *job = data;
  g_autoptr (GTask) task = g_object_ref (job->task);
  Fetch *fetch = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaKaspiOrder) order =
    sauda_kaspi_client_find_order_finish (SAUDA_KASPI_CLIENT (source), result, &error);

  if (order != NULL && order->waybill_url != NULL) {
    sauda_kaspi_client_download_waybill_async (SAUDA_KASPI_CLIENT (source), order->waybill_url,
                                               g_task_get_cancellable (task), on_downloaded, job);
    return;
  }
  fetch->in_flight--;
  sauda_token_trouble_note (fetch->workspace, job->channel->store->id, error);
  if (order != NULL)
    try_again (job, _ ("Kaspi has not formed the waybill yet. Press again in a minute."));
  else {
    report (job, !g_error_matches (error, SAUDA_KASPI_ERROR, SAUDA_KASPI_ERROR_GIVEN_UP),
            error != NULL ? error->message : _ ("Kaspi does not show this order any more."));
    end_job (job);
  }
  ask_more (task);
}

static void
ask_more (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  while (fetch->in_flight < UNDER_WAY && !g_queue_is_empty (&fetch->waiting)) {
    Job *job = g_queue_pop_head (&fetch->waiting);

    fetch->in_flight++;
    sauda_kaspi_client_find_order_async (job->channel->client, job->code, g_task_get_cancellable (task),
                                         on_order, job);
  }
}

/* Whose waybill has had the longest time to be formed. */
static int
compare_asked (gconstpointer a, gconstpointer b, gpointer data)
{
  const gint64 *asked_a = g_hash_table_lookup (data, *(const gpointer *) a);
  const gint64 *asked_b = g_hash_table_lookup (data, *(const gpointer *) b);

  return (*asked_a > *asked_b) - (*asked_a < *asked_b);
}

/* Orders without a label, those first whose assembling was asked for first, so that hardly any is asked about
 * in vain. */
static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) orders = sauda_orders_list_formed (connection, error);
  g_autoptr (GHashTable) asked = g_hash_table_new_full (NULL, NULL, NULL, g_free);

  for (guint i = 0; orders != NULL && i < orders->len; i++) {
    SaudaOrderInfo *order = g_ptr_array_index (orders, i);
    g_autoptr (GError) local = NULL;
    g_autoptr (SaudaAct) act =
      sauda_outbox_find (connection, order->store_id, "assemble", order->code, &local);
    gint64 sent_ms = act != NULL ? act->sent_ms : 0;

    if (local != NULL && !g_error_matches (local, SAUDA_OUTBOX_ERROR, SAUDA_OUTBOX_ERROR_NOT_FOUND)) {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
    g_hash_table_insert (asked, order, g_memdup2 (&sent_ms, sizeof sent_ms));
  }
  if (orders != NULL)
    g_ptr_array_sort_with_data (orders, compare_asked, asked);
  return g_steal_pointer (&orders);
}

/**
 * sauda_waybill_fetch_is_formed:
 * @order: an order
 *
 * Returns: whether the API may have its label: it knows the order, and the order is assembled
 */
gboolean
sauda_waybill_fetch_is_formed (const SaudaOrderInfo *order)
{
  return order->kaspi_id != NULL && (order->stage == SAUDA_STAGE_HANDOVER || order->waybill_number != NULL);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) orders = sauda_database_read_finish (SAUDA_DATABASE (source), result, &error);

  if (orders == NULL) {
    g_task_return_error (task, error);
    return;
  }
  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);
    SaudaChannel *channel = sauda_channels_find (fetch->channels, order->store_id);
    Job *job;

    if (channel == NULL || channel->client == NULL)
      continue;
    job = g_new0 (Job, 1);
    job->task = g_object_ref (task);
    job->channel = channel;
    job->order_id = order->id;
    job->code = g_strdup (order->code);
    g_queue_push_tail (&fetch->waiting, job);
    fetch->total++;
  }
  fetch->pending = fetch->total;
  sauda_day_step_set_progress (fetch->step, 0, fetch->total);
  if (fetch->pending == 0)
    g_task_return_int (task, 0);
  else
    ask_more (task);
}

/**
 * sauda_waybill_fetch_async:
 * @workspace: the merchant's folder
 * @options: which, and from where; copied, and what they name is held
 * @cancellable: (nullable): to stop
 * @callback: called when every label is through
 * @user_data: data for @callback
 *
 * Saves the labels that Kaspi has formed and that are not on disk, also of orders that are due later: after
 * the hand-over Kaspi does not give them any more.
 */
void
sauda_waybill_fetch_async (SaudaWorkspace *workspace,
                           const SaudaWaybillFetchOptions *options,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (workspace, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, sauda_waybill_fetch_async);
  fetch->workspace = g_object_ref (workspace);
  fetch->channels = g_ptr_array_ref (options->channels);
  fetch->step = g_object_ref (options->step);
  fetch->on_saved = options->saved;
  fetch->data = options->data;
  g_queue_init (&fetch->waiting);
  g_task_set_task_data (task, fetch, fetch_free);
  sauda_database_read_async (sauda_workspace_get_database (workspace), list_work, NULL, NULL,
                             (GDestroyNotify) g_ptr_array_unref, cancellable, on_listed, task);
}

/**
 * sauda_waybill_fetch_finish:
 * @result: the result
 * @saved: (out): labels that are on disk now
 * @error: return location
 *
 * What failed or waits stands in the step.
 *
 * Returns: %FALSE with an error of the store room, or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_waybill_fetch_finish (GAsyncResult *result, guint *saved, GError **error)
{
  gssize count = g_task_propagate_int (G_TASK (result), error);

  *saved = count > 0 ? (guint) count : 0;
  return count >= 0;
}
