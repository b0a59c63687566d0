#include "sauda-fetch.h"

#include "sauda-channel.h"
#include "sauda-database.h"
#include "sauda-kaspi-records.h"
#include "sauda-order-merge.h"

#include <glib/gi18n-lib.h>

/* Reading all stores; counted from 1 and closed in one function. */
typedef struct {
  SaudaWorkspace *workspace; /* (owned) */
  GPtrArray *channels;       /* (owned) (nullable) (element-type SaudaChannel) NULL until they are open */
  SaudaDayStep *step;        /* (owned) (nullable) */
  char *store;               /* (owned) (nullable) the one store to read */
  guint days;
  SaudaFetchReport *report; /* (owned) (nullable) until it is handed over */
  GStrvBuilder *problems;   /* (owned) */
  guint pending;
  guint requests_before;
  gint64 begun_us;
} Fetch;

/* One store's orders on their way into the database. */
typedef struct {
  GTask *task;           /* (owned) */
  SaudaChannel *channel; /* borrowed from the fetch */
  GPtrArray *records;    /* (owned) (nullable) */
  gint64 now_ms;
  SaudaMergeCounts counts;
} StoreFetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_object_unref (fetch->workspace);
  g_clear_pointer (&fetch->channels, g_ptr_array_unref);
  g_clear_object (&fetch->step);
  g_free (fetch->store);
  g_clear_pointer (&fetch->report, sauda_fetch_report_free);
  g_strv_builder_unref (fetch->problems);
  g_free (fetch);
}

static void
store_fetch_free (StoreFetch *store_fetch)
{
  g_clear_pointer (&store_fetch->records, g_ptr_array_unref);
  g_object_unref (store_fetch->task);
  g_free (store_fetch);
}

static void
add_problem (Fetch *fetch, SaudaChannel *channel, const char *reason)
{
  g_autofree char *sentence = g_strdup_printf (_ ("%s: %s"), channel->store->name, reason);

  g_strv_builder_add (fetch->problems, sentence);
}

/* One store, or the beginning itself, is through; the last one closes the task. */
static void
close_one (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (--fetch->pending > 0)
    return;
  if (g_task_return_error_if_cancelled (task))
    return;
  fetch->report->requests = sauda_channels_get_requests (fetch->channels) - fetch->requests_before;
  fetch->report->seconds = (double)(g_get_monotonic_time () - fetch->begun_us) / G_USEC_PER_SEC;
  fetch->report->problems = g_strv_builder_end (fetch->problems);
  if (fetch->report->new_orders + fetch->report->changed > 0)
    sauda_workspace_emit_orders_changed (fetch->workspace);
  g_task_return_pointer (task, g_steal_pointer (&fetch->report), (GDestroyNotify)sauda_fetch_report_free);
}

static gpointer
merge_work (SaudaConnection *connection, gpointer data, GError **error)
{
  StoreFetch *store_fetch = data;
  gint64 store_id = store_fetch->channel->store->id;

  if (!sauda_orders_merge (connection, store_id, store_fetch->records, store_fetch->now_ms,
                           &store_fetch->counts, error) ||
      !sauda_stores_set_last_sync (connection, store_id, store_fetch->now_ms, error))
    return NULL;
  return store_fetch;
}

static void
on_merged (GObject *source, GAsyncResult *result, gpointer data)
{
  StoreFetch *store_fetch = data;
  Fetch *fetch = g_task_get_task_data (store_fetch->task);
  g_autoptr (GError) error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    add_problem (fetch, store_fetch->channel, error->message);
  else {
    fetch->report->new_orders += store_fetch->counts.added;
    fetch->report->changed += store_fetch->counts.changed;
    fetch->report->same += store_fetch->counts.same;
  }
  close_one (store_fetch->task);
  store_fetch_free (store_fetch);
}

static void
on_orders (GObject *source, GAsyncResult *result, gpointer data)
{
  StoreFetch *store_fetch = data;
  Fetch *fetch = g_task_get_task_data (store_fetch->task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) orders =
    sauda_kaspi_client_list_orders_finish (SAUDA_KASPI_CLIENT (source), result, &error);

  if (orders == NULL) {
    add_problem (fetch, store_fetch->channel, error->message);
    close_one (store_fetch->task);
    store_fetch_free (store_fetch);
    return;
  }
  store_fetch->records = sauda_kaspi_records_from_orders (orders, store_fetch->now_ms);
  fetch->report->orders += orders->len;
  for (guint i = 0; i < orders->len; i++)
    fetch->report->lines += ((SaudaKaspiOrder *)g_ptr_array_index (orders, i))->entries->len;
  if (fetch->step != NULL)
    sauda_day_step_set_progress (fetch->step, fetch->report->orders, fetch->report->orders);
  sauda_database_run_async (sauda_workspace_get_database (fetch->workspace), merge_work, store_fetch, NULL,
                            NULL, NULL, on_merged, store_fetch);
}

static void
read_stores (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  gint64 now_ms = sauda_clock_get_now (sauda_workspace_get_clock (fetch->workspace));

  fetch->requests_before = sauda_channels_get_requests (fetch->channels);
  fetch->pending = 1;
  for (guint i = 0; i < fetch->channels->len; i++) {
    SaudaChannel *channel = g_ptr_array_index (fetch->channels, i);
    StoreFetch *store_fetch;

    if (fetch->store != NULL && !g_str_equal (fetch->store, channel->store->name))
      continue;
    if (channel->client == NULL) {
      add_problem (fetch, channel, channel->problem);
      continue;
    }
    store_fetch = g_new0 (StoreFetch, 1);
    store_fetch->task = g_object_ref (task);
    store_fetch->channel = channel;
    store_fetch->now_ms = now_ms;
    fetch->pending++;
    sauda_kaspi_client_list_orders_async (channel->client, now_ms - (gint64)fetch->days * SAUDA_MS_PER_DAY,
                                          now_ms, NULL, NULL, g_task_get_cancellable (task), on_orders,
                                          store_fetch);
  }
  close_one (task);
}

static void
on_channels (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Fetch *fetch = g_task_get_task_data (task);
  GError *error = NULL;

  fetch->channels = sauda_channels_open_finish (result, &error);
  if (fetch->channels == NULL)
    g_task_return_error (task, error);
  else
    read_stores (task);
}

/**
 * sauda_fetch_report_free:
 * @report: (nullable): a report
 */
void
sauda_fetch_report_free (SaudaFetchReport *report)
{
  if (report == NULL)
    return;
  g_strfreev (report->problems);
  g_free (report);
}

/**
 * sauda_fetch_async:
 * @workspace: the merchant's folder
 * @channels: (nullable) (element-type SaudaChannel): the stores' ways to Kaspi; %NULL to open them
 * @store: (nullable): the name of the one store to read; %NULL for all
 * @days: orders created in the last so many days, 1 to 90
 * @step: (nullable): shows the progress
 * @cancellable: (nullable): to stop
 * @callback: called when every store has been read
 * @user_data: data for @callback
 *
 * Reads the orders of all stores at once and merges each store's in one unit of work. A store that cannot be
 * read does not keep the others from it.
 */
void
sauda_fetch_async (SaudaWorkspace *workspace,
                   GPtrArray *channels,
                   const char *store,
                   guint days,
                   SaudaDayStep *step,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_task_set_source_tag (task, sauda_fetch_async);
  fetch->workspace = g_object_ref (workspace);
  fetch->step = step != NULL ? g_object_ref (step) : NULL;
  fetch->store = g_strdup (store);
  fetch->days = days;
  fetch->report = g_new0 (SaudaFetchReport, 1);
  fetch->problems = g_strv_builder_new ();
  fetch->begun_us = g_get_monotonic_time ();
  g_task_set_task_data (task, fetch, fetch_free);
  if (channels != NULL) {
    fetch->channels = g_ptr_array_ref (channels);
    read_stores (task);
  } else
    sauda_channels_open_async (workspace, cancellable, on_channels, g_steal_pointer (&task));
}

/**
 * sauda_fetch_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the report; %NULL with %G_IO_ERROR_CANCELLED
 */
SaudaFetchReport *
sauda_fetch_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
