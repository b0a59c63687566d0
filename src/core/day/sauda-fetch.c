#include "sauda-fetch.h"

#include "sauda-channel.h"
#include "sauda-connection.h"
#include "sauda-database.h"
#include "sauda-kaspi-error.h"
#include "sauda-kaspi-records.h"
#include "sauda-order-lookup.h"
#include "sauda-order-merge.h"
#include "sauda-order-sources.h"
#include "sauda-reason.h"
#include "sauda-settings.h"
#include "sauda-token-trouble.h"

#include <glib/gi18n-lib.h>

/* Older orders looked up by number in one reading of a store; those not heard of for longest come first. */
#define MAX_LOOKUPS 50

/* A store that could not be read, and why. */
typedef struct {
  gint64 store_id;
  char *problem; /* (owned) */
} Failure;

/* Reading all stores; counted from 1 and closed in one function. */
typedef struct {
  SaudaWorkspace *workspace; /* (owned) */
  GPtrArray *channels;       /* (owned) (nullable) (element-type SaudaChannel) NULL until they are open */
  SaudaDayStep *step;        /* (owned) (nullable) */
  char *store;               /* (owned) (nullable) the one store to read */
  guint days;
  SaudaFetchReport *report; /* (owned) (nullable) until it is handed over */
  GStrvBuilder *problems;   /* (owned) */
  GStrvBuilder *from_files; /* (owned) */
  GStrvBuilder *warnings;   /* (owned) */
  GArray *failures;         /* (owned) (element-type Failure) */
  gint64 now_ms;            /* when it began, UTC ms */
  guint read;               /* orders of all windows so far */
  guint expected;           /* as far as is known */
  guint pending;
  guint requests_before;
  gint64 begun_us;
} Fetch;

/* One store's orders on their way into the database. */
typedef struct {
  GTask *task;           /* (owned) */
  SaudaChannel *channel; /* borrowed from the fetch */
  GPtrArray *records;    /* (owned) (nullable) */
  GHashTable *seen;      /* (owned) (nullable) (element-type utf8) numbers that came with the window */
  GPtrArray *older;      /* (owned) (nullable) (element-type utf8) open orders that did not */
  GPtrArray *unknown;    /* (owned) (nullable) (element-type utf8) those that Kaspi does not know */
  gint64 now_ms;
  gint64 ahead_ms; /* Kaspi's clock, before this machine's */
  guint read;      /* orders of the window so far */
  guint expected;  /* as far as is known */
  SaudaMergeCounts counts;
} StoreFetch;

static void
clear_failure (gpointer data)
{
  g_free (((Failure *) data)->problem);
}

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
  g_strv_builder_unref (fetch->from_files);
  g_strv_builder_unref (fetch->warnings);
  g_array_unref (fetch->failures);
  g_free (fetch);
}

static void
store_fetch_free (StoreFetch *store_fetch)
{
  g_clear_pointer (&store_fetch->records, g_ptr_array_unref);
  g_clear_pointer (&store_fetch->seen, g_hash_table_unref);
  g_clear_pointer (&store_fetch->older, g_ptr_array_unref);
  g_clear_pointer (&store_fetch->unknown, g_ptr_array_unref);
  g_object_unref (store_fetch->task);
  g_free (store_fetch);
}

static void
add_sentence (GStrvBuilder *sentences, SaudaChannel *channel, const char *reason)
{
  g_autofree char *sentence = g_strdup_printf (_ ("%s: %s"), channel->store->name, reason);

  g_strv_builder_add (sentences, sentence);
}

static void
add_problem (Fetch *fetch, SaudaChannel *channel, const char *reason)
{
  add_sentence (fetch->problems, channel, reason);
}

/* The orders of a store could not be read: said, and kept until they can. @reason is
 * of sauda_reason_new(). */
static void
fail_store (Fetch *fetch, SaudaChannel *channel, const char *reason)
{
  Failure failure = { channel->store->id, g_strdup (reason) };
  g_autofree char *sentence = sauda_reason_show (reason);

  add_problem (fetch, channel, sentence);
  g_array_append_val (fetch->failures, failure);
}

static gpointer
keep_failures_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Fetch *fetch = data;

  for (guint i = 0; i < fetch->failures->len; i++) {
    const Failure *failure = &g_array_index (fetch->failures, Failure, i);

    if (!sauda_stores_set_sync_problem (connection, failure->store_id, failure->problem, fetch->now_ms,
                                        error))
      return NULL;
  }
  return fetch;
}

static void
return_report (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  fetch->report->requests = sauda_channels_get_requests (fetch->channels) - fetch->requests_before;
  fetch->report->seconds = (double) (g_get_monotonic_time () - fetch->begun_us) / G_USEC_PER_SEC;
  fetch->report->problems = g_strv_builder_end (fetch->problems);
  fetch->report->from_files = g_strv_builder_end (fetch->from_files);
  fetch->report->warnings = g_strv_builder_end (fetch->warnings);
  if (fetch->step != NULL)
    sauda_day_step_set_progress (fetch->step, fetch->report->orders, fetch->report->orders);
  if (fetch->report->new_orders + fetch->report->changed > 0)
    sauda_workspace_emit_orders_changed (fetch->workspace);
  g_task_return_pointer (task, g_steal_pointer (&fetch->report), (GDestroyNotify) sauda_fetch_report_free);
}

static void
on_failures_kept (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  g_autoptr (GError) error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL &&
      !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("It is not kept why stores could not be read: %s", error->message);
  return_report (task);
}

/* One store, or the beginning itself, is through; the last one closes the task. */
static void
close_one (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);

  if (--fetch->pending > 0)
    return;
  if (fetch->failures->len == 0)
    return_report (task);
  else
    sauda_database_run_async (sauda_workspace_get_database (fetch->workspace), keep_failures_work, fetch,
                              NULL, NULL, g_task_get_cancellable (task), on_failures_kept,
                              g_object_ref (task));
}

static void
end_store (StoreFetch *store_fetch)
{
  Fetch *fetch = g_task_get_task_data (store_fetch->task);
  g_autofree char *obstacle = sauda_channel_find_clock_obstacle (store_fetch->channel);
  g_autofree char *warning = sauda_channel_find_clock_warning (store_fetch->channel);

  if (obstacle != NULL)
    add_problem (fetch, store_fetch->channel, obstacle);
  else if (warning != NULL) {
    g_autofree char *sentence = g_strdup_printf (_ ("%s: %s"), store_fetch->channel->store->name, warning);

    g_strv_builder_add (fetch->warnings, sentence);
  }
  close_one (store_fetch->task);
  store_fetch_free (store_fetch);
}

/* Open orders that did not come with the window: too old for it, or known from a spreadsheet alone. */
static gboolean
find_older (StoreFetch *store_fetch, SaudaConnection *connection, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection,
    "SELECT orders.code FROM orders LEFT JOIN order_source AS api ON api.order_id = orders.id AND api.source "
    "= 'api'"
    " WHERE orders.store_id = ? AND orders.stage NOT IN ('completed', 'cancelled', 'returned')"
    " AND coalesce (orders.state, '') != 'ARCHIVE' ORDER BY coalesce (api.as_of_ms, 0), orders.id",
    error);
  gboolean row = FALSE;

  store_fetch->older = g_ptr_array_new_with_free_func (g_free);
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, store_fetch->channel->store->id);
  while (store_fetch->older->len < MAX_LOOKUPS) {
    if (!sauda_statement_step (find, &row, error))
      return FALSE;
    if (!row)
      break;
    if (!g_hash_table_contains (store_fetch->seen, sauda_statement_get_text (find, 0)))
      g_ptr_array_add (store_fetch->older, g_strdup (sauda_statement_get_text (find, 0)));
  }
  return TRUE;
}

/* The window of a store, as one unit of work. */
static gpointer
merge_work (SaudaConnection *connection, gpointer data, GError **error)
{
  StoreFetch *store_fetch = data;
  gint64 store_id = store_fetch->channel->store->id;
  g_autofree char *ahead = g_strdup_printf ("%" G_GINT64_FORMAT, store_fetch->ahead_ms);

  if (!sauda_orders_merge (connection, store_id, store_fetch->records, store_fetch->now_ms,
                           &store_fetch->counts, error) ||
      !sauda_order_sources_keep (connection, store_id, store_fetch->records, store_fetch->now_ms, error) ||
      !sauda_stores_set_last_sync (connection, store_id, store_fetch->now_ms, error) ||
      !sauda_token_trouble_clear (connection, store_id, store_fetch->now_ms, error) ||
      !sauda_settings_set (connection, SAUDA_FETCH_KASPI_AHEAD, ahead, store_fetch->now_ms, error) ||
      !find_older (store_fetch, connection, error))
    return NULL;
  return store_fetch;
}

/* The older orders of a store, as another one. */
static gpointer
merge_older_work (SaudaConnection *connection, gpointer data, GError **error)
{
  StoreFetch *store_fetch = data;
  gint64 store_id = store_fetch->channel->store->id;

  if (!sauda_orders_merge (connection, store_id, store_fetch->records, store_fetch->now_ms,
                           &store_fetch->counts, error) ||
      !sauda_order_sources_keep (connection, store_id, store_fetch->records, store_fetch->now_ms, error))
    return NULL;
  for (guint i = 0; i < store_fetch->unknown->len; i++)
    if (!sauda_order_sources_keep_unknown (connection, store_id, g_ptr_array_index (store_fetch->unknown, i),
                                           store_fetch->now_ms, error))
      return NULL;
  return store_fetch;
}

/* Counts what has been written. */
static void
add_counts (StoreFetch *store_fetch)
{
  Fetch *fetch = g_task_get_task_data (store_fetch->task);

  fetch->report->new_orders += store_fetch->counts.added;
  fetch->report->changed += store_fetch->counts.changed;
  fetch->report->same += store_fetch->counts.same;
  store_fetch->counts = (SaudaMergeCounts){ 0 };
}

static void
on_older_merged (GObject *source, GAsyncResult *result, gpointer data)
{
  StoreFetch *store_fetch = data;
  g_autoptr (GError) error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL)
    add_problem (g_task_get_task_data (store_fetch->task), store_fetch->channel, error->message);
  else
    add_counts (store_fetch);
  end_store (store_fetch);
}

/* Takes over orders as they were read. One without lines is kept, but nobody could pack it; one without a
 * state is kept too. */
static void
take_orders (StoreFetch *store_fetch, GPtrArray *orders)
{
  Fetch *fetch = g_task_get_task_data (store_fetch->task);

  g_clear_pointer (&store_fetch->records, g_ptr_array_unref);
  store_fetch->records = sauda_kaspi_records_from_orders (orders, store_fetch->now_ms);
  store_fetch->ahead_ms = sauda_kaspi_client_get_clock_offset (store_fetch->channel->client);
  fetch->report->orders += orders->len;
  for (guint i = 0; i < orders->len; i++) {
    const SaudaKaspiOrder *order = g_ptr_array_index (orders, i);

    fetch->report->lines += order->entries->len;
    if (*order->state == '\0' || *order->status == '\0') {
      g_autofree char *reason =
        g_strdup_printf (_ ("Kaspi does not tell how order %s stands. It is kept, but "
                            "nothing is done with it; look at it in the merchant cabinet."),
                         order->code);

      add_problem (fetch, store_fetch->channel, reason);
    }
    if (order->entries->len == 0) {
      g_autofree char *reason = g_strdup_printf (_ ("Kaspi does not tell what is in order %s. It is kept, "
                                                    "but not assembled; look at it in the merchant "
                                                    "cabinet."),
                                                 order->code);

      add_problem (fetch, store_fetch->channel, reason);
    }
  }
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer data)
{
  StoreFetch *store_fetch = data;
  Fetch *fetch = g_task_get_task_data (store_fetch->task);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaOrderLookup) lookup = sauda_order_lookup_finish (result, &error);

  if (lookup == NULL) {
    end_store (store_fetch);
    return;
  }
  sauda_token_trouble_note (fetch->workspace, store_fetch->channel->store->id, lookup->error);
  if (lookup->error != NULL)
    add_problem (fetch, store_fetch->channel, lookup->error->message);
  take_orders (store_fetch, lookup->orders);
  store_fetch->unknown = g_ptr_array_ref (lookup->unknown);
  sauda_database_run_async (sauda_workspace_get_database (fetch->workspace), merge_older_work, store_fetch,
                            NULL, NULL, NULL, on_older_merged, store_fetch);
}

static void
on_merged (GObject *source, GAsyncResult *result, gpointer data)
{
  StoreFetch *store_fetch = data;
  Fetch *fetch = g_task_get_task_data (store_fetch->task);
  g_autoptr (GError) error = NULL;

  if (sauda_database_run_finish (SAUDA_DATABASE (source), result, &error) == NULL) {
    add_problem (fetch, store_fetch->channel, error->message);
    end_store (store_fetch);
    return;
  }
  add_counts (store_fetch);
  if (store_fetch->older->len > 0)
    sauda_order_lookup_async (store_fetch->channel->client, store_fetch->older,
                              g_task_get_cancellable (store_fetch->task), on_looked_up, store_fetch);
  else
    end_store (store_fetch);
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
    /* What is known of its orders may be old, and what is asked next would be waited for as long. */
    if (sauda_kaspi_error_is_silence (error))
      sauda_kaspi_client_give_up (store_fetch->channel->client);
    sauda_token_trouble_note (fetch->workspace, store_fetch->channel->store->id, error);
    fail_store (fetch, store_fetch->channel, sauda_kaspi_error_get_reason (error));
    end_store (store_fetch);
    return;
  }
  take_orders (store_fetch, orders);
  store_fetch->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < orders->len; i++)
    g_hash_table_add (store_fetch->seen,
                      g_strdup (((SaudaKaspiOrder *) g_ptr_array_index (orders, i))->code));
  sauda_database_run_async (sauda_workspace_get_database (fetch->workspace), merge_work, store_fetch, NULL,
                            NULL, NULL, on_merged, store_fetch);
}

/* Counted over all stores. */
static void
on_progress (guint done, guint total, gpointer data)
{
  StoreFetch *store_fetch = data;
  Fetch *fetch = g_task_get_task_data (store_fetch->task);

  fetch->read += done - store_fetch->read;
  fetch->expected += total - store_fetch->expected;
  store_fetch->read = done;
  store_fetch->expected = total;
  if (fetch->step != NULL)
    sauda_day_step_set_progress (fetch->step, fetch->read, fetch->expected);
}

static void
read_stores (GTask *task)
{
  Fetch *fetch = g_task_get_task_data (task);
  gint64 now_ms = sauda_workspace_get_now (fetch->workspace);

  fetch->now_ms = now_ms;
  fetch->requests_before = sauda_channels_get_requests (fetch->channels);
  fetch->pending = 1;
  for (guint i = 0; i < fetch->channels->len; i++) {
    SaudaChannel *channel = g_ptr_array_index (fetch->channels, i);
    StoreFetch *store_fetch;

    if (fetch->store != NULL && !g_str_equal (fetch->store, channel->store->name))
      continue;
    if (channel->client == NULL) {
      if (channel->token_missing)
        sauda_token_trouble_note_missing (fetch->workspace, channel->store->id);
      if (channel->store->trust >= SAUDA_TRUST_READ)
        fail_store (fetch, channel, channel->reason);
      else
        add_sentence (fetch->from_files, channel, channel->problem);
      continue;
    }
    store_fetch = g_new0 (StoreFetch, 1);
    store_fetch->task = g_object_ref (task);
    store_fetch->channel = channel;
    store_fetch->now_ms = now_ms;
    fetch->pending++;
    sauda_kaspi_client_list_orders_async (channel->client, now_ms - (gint64) fetch->days * SAUDA_MS_PER_DAY,
                                          now_ms, on_progress, store_fetch, g_task_get_cancellable (task),
                                          on_orders, store_fetch);
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
  g_strfreev (report->from_files);
  g_strfreev (report->warnings);
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
 * Reads the orders of all stores at once and merges each store's in one unit of work, then asks for older
 * open orders by their numbers. A store that cannot be read does not keep the others from it.
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
  fetch->from_files = g_strv_builder_new ();
  fetch->warnings = g_strv_builder_new ();
  fetch->failures = g_array_new (FALSE, FALSE, sizeof (Failure));
  g_array_set_clear_func (fetch->failures, clear_failure);
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
