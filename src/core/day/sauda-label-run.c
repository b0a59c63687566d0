#include "sauda-label-run.h"

#include "sauda-channel.h"
#include "sauda-database.h"
#include "sauda-day-step.h"
#include "sauda-day-waits.h"
#include "sauda-label-build.h"
#include "sauda-label-early.h"
#include "sauda-label-memory.h"
#include "sauda-label-run-private.h"
#include "sauda-orders.h"
#include "sauda-own-papers.h"
#include "sauda-pick-order.h"
#include "sauda-stamp-profiles.h"
#include "sauda-waybill-fetch.h"
#include "sauda-waybill-shelf.h"

typedef struct {
  SaudaWorkspace *workspace;    /* (owned) */
  SaudaLabelRunOptions options; /* without the texts */
  const SaudaLabelSheet *sheet; /* (nullable) */
  char *folder;                 /* (owned) */
  SaudaProgressFunc progress;
  gpointer progress_data;
  SaudaLabelAhead *ahead; /* (owned) (nullable) groups that are written already */
  GPtrArray *profiles;    /* (owned) (nullable) places for their size marks */
} Run;

/* Orders to ship on their way out of the database. */
typedef struct {
  SaudaWorkspace *workspace; /* (not nullable) borrowed */
  const SaudaLabelRunOptions *options;
  SaudaDayWaits *buyers; /* (owned) (nullable) sizes that are open */
} Reading;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_object_unref (run->workspace);
  g_free (run->folder);
  g_clear_pointer (&run->ahead, sauda_label_ahead_free);
  g_clear_pointer (&run->profiles, g_ptr_array_unref);
  g_free (run);
}

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Reading *reading = data;
  const SaudaLabelRunOptions *options = reading->options;

  reading->buyers =
    sauda_day_waits_read (connection, reading->workspace, options->day, options->tomorrow, error);
  if (reading->buyers == NULL)
    return NULL;
  return sauda_orders_list_to_ship (connection, 0, options->day, options->tomorrow, error);
}

/**
 * sauda_label_run_get_profiles_path:
 * @workspace: the merchant's folder
 *
 * Returns: (transfer full): where sauda_stamp_profiles_load() finds the places for the size mark
 */
char *
sauda_label_run_get_profiles_path (SaudaWorkspace *workspace)
{
  return g_build_filename (sauda_workspace_get_folder (workspace), "stationery", "stamp-profiles.json", NULL);
}

/**
 * sauda_label_run_get_walk_path:
 * @workspace: the merchant's folder
 *
 * Returns: (transfer full): where sauda_pick_order_load() finds the way along the shelf
 */
char *
sauda_label_run_get_walk_path (SaudaWorkspace *workspace)
{
  return g_build_filename (sauda_workspace_get_folder (workspace), "stationery", "walk.json", NULL);
}

/**
 * sauda_label_run_describe: (skip)
 * @workspace: the merchant's folder
 * @info: an order
 *
 * Returns: (transfer full): it as its label needs it
 */
SaudaLabelOrder *
sauda_label_run_describe (SaudaWorkspace *workspace, const SaudaOrderInfo *info)
{
  SaudaLabelOrder *order = sauda_label_order_new (info->store, info->code);

  for (guint i = 0; i < info->lines->len; i++) {
    const SaudaOrderLineInfo *line = g_ptr_array_index (info->lines, i);

    sauda_label_order_add_line (order, line->model_key, line->model, sauda_order_line_info_get_size (line),
                                line->clicked_size, (guint) MAX (line->quantity, 1));
  }
  if (info->label_path != NULL) {
    g_autofree char *path = g_build_filename (sauda_workspace_get_folder (workspace), info->label_path, NULL);

    sauda_label_order_set_label (order, path, info->label_pages);
  }
  return order;
}

/* An order whose size is open is not shipped yet, see sauda-day-waits.h. */
static SaudaLabelOrder *
describe_due (const Reading *reading, const SaudaOrderInfo *info)
{
  SaudaLabelOrder *order = sauda_label_run_describe (reading->workspace, info);
  gint64 until_ms = sauda_day_waits_get_until (reading->buyers, info->id);

  if (until_ms > 0 && (reading->options->hold || order->label_path == NULL)) {
    g_autofree char *reason = sauda_day_waits_describe (until_ms, reading->options->day);

    sauda_label_order_set_waiting (order, until_ms, reason);
  }
  return order;
}

/**
 * sauda_label_run_read_orders: (skip)
 * @workspace: the merchant's folder
 * @options: which orders
 * @formed: whether those are left out that have no label and that Kaspi has none of either
 * @error: return location
 *
 * Blocks; not for the main thread.
 *
 * Returns: (transfer full) (element-type SaudaLabelOrder) (nullable): orders to ship, or %NULL with an error
 * of the store room
 */
GPtrArray *
sauda_label_run_read_orders (SaudaWorkspace *workspace,
                             const SaudaLabelRunOptions *options,
                             gboolean formed,
                             GError **error)
{
  Reading reading = { .workspace = workspace, .options = options };
  g_autoptr (GPtrArray) infos =
    sauda_database_read (sauda_workspace_get_database (workspace), list_work, &reading, error);
  GPtrArray *orders = NULL;

  if (infos != NULL)
    orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_label_order_free);
  for (guint i = 0; infos != NULL && i < infos->len; i++) {
    const SaudaOrderInfo *info = g_ptr_array_index (infos, i);

    if (!formed || info->label_path != NULL || sauda_waybill_fetch_is_formed (info))
      g_ptr_array_add (orders, describe_due (&reading, info));
  }
  g_clear_pointer (&reading.buyers, sauda_day_waits_free);
  return orders;
}

/* Where the merchant wants size marks, and which way the picker walks. */
static gboolean
read_stationery (Run *run, GStrv *walk, GError **error)
{
  g_autofree char *places = sauda_label_run_get_profiles_path (run->workspace);
  g_autofree char *way = sauda_label_run_get_walk_path (run->workspace);

  if (run->profiles == NULL)
    run->profiles = sauda_stamp_profiles_load (places, error);
  *walk = run->profiles != NULL ? sauda_pick_order_load (way, error) : NULL;
  return *walk != NULL;
}

static SaudaLabelReport *
build_groups (Run *run, GPtrArray *orders, const char *const *walk, GCancellable *cancellable, GError **error)
{
  g_autofree char *templates = sauda_own_papers_get_folder (run->workspace);
  const SaudaLabelBuild build = { .orders = orders,
                                  .day = run->options.day,
                                  .folder = run->folder,
                                  .stamp = run->options.stamp,
                                  .profiles = run->profiles,
                                  .walk = walk,
                                  .sheet = run->sheet,
                                  .cover = run->options.cover,
                                  .templates = templates,
                                  .reverse = run->options.reverse,
                                  .together = run->options.together,
                                  .ahead = run->ahead,
                                  .now_ms = sauda_workspace_get_now (run->workspace),
                                  .progress = run->progress,
                                  .progress_data = run->progress_data };
  SaudaLabelReport *report = sauda_label_build (&build, cancellable, error);

  g_clear_pointer (&run->ahead, sauda_label_ahead_free);
  if (report != NULL &&
      !sauda_label_memory_save (run->workspace, run->options.day, run->folder, report, error))
    g_clear_pointer (&report, sauda_label_report_free);
  return report;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Run *run = task_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) orders =
    sauda_waybill_shelf_adopt (run->workspace, cancellable, &error)
      ? sauda_label_run_read_orders (run->workspace, &run->options, FALSE, &error)
      : NULL;
  g_auto (GStrv) walk = NULL;
  SaudaLabelReport *report = NULL;

  if (orders != NULL && read_stationery (run, &walk, &error) &&
      sauda_label_memory_add_folder (run->workspace, run->folder, &error))
    report = build_groups (run, orders, (const char *const *) walk, cancellable, &error);
  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) sauda_label_report_free);
  else
    g_task_return_error (task, error);
}

/* What could not be fetched is missing in the report, with what to do. */
static void
on_fetched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  guint saved;

  if (!sauda_waybill_fetch_finish (result, &saved, NULL) && g_task_return_error_if_cancelled (task))
    return;
  g_task_run_in_thread (task, run_in_thread);
}

static void
on_channels (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Run *run = g_task_get_task_data (task);
  g_autoptr (GPtrArray) channels = sauda_channels_open_finish (result, NULL);
  g_autoptr (SaudaDayStep) step = sauda_day_step_new ("waybills", "");
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  if (channels != NULL)
    sauda_waybill_fetch_async (run->workspace,
                               &(SaudaWaybillFetchOptions){ .channels = channels, .step = step }, cancellable,
                               on_fetched, g_steal_pointer (&task));
  else
    g_task_run_in_thread (task, run_in_thread);
}

/**
 * sauda_label_run_async:
 * @workspace: the merchant's folder
 * @options: which orders, and where to; copied
 * @progress: (nullable): counts groups, called on another thread
 * @progress_data: data for @progress
 * @cancellable: (nullable): to stop; what was written before stays as it was
 * @callback: called with the report
 * @user_data: data for @callback
 *
 * Groups the labels of all orders to ship, those included whose files came before their orders, and proves
 * that orders = labels = pages.
 */
void
sauda_label_run_async (SaudaWorkspace *workspace,
                       const SaudaLabelRunOptions *options,
                       SaudaProgressFunc progress,
                       gpointer progress_data,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, sauda_label_run_async);
  run->workspace = g_object_ref (workspace);
  run->options = *options;
  run->options.folder = run->options.sheet = NULL;
  run->options.early = NULL;
  if (options->early != NULL)
    run->ahead = sauda_label_early_end (options->early, &run->profiles);
  if (options->day == SAUDA_DAY_NONE)
    run->options.day = sauda_workspace_get_today (workspace);
  if (options->sheet != NULL && !g_str_equal (options->sheet, SAUDA_LABEL_SHEET_ROLL))
    run->sheet = sauda_label_sheet_find (options->sheet);
  run->folder = options->folder != NULL ? g_canonicalize_filename (options->folder, NULL)
                                        : sauda_workspace_get_labels_folder (workspace);
  run->progress = progress;
  run->progress_data = progress_data;
  g_task_set_task_data (task, run, run_free);
  if (options->fetch)
    sauda_channels_open_async (workspace, cancellable, on_channels, g_steal_pointer (&task));
  else
    g_task_run_in_thread (task, run_in_thread);
}

/**
 * sauda_label_run_finish:
 * @result: the result
 * @error: return location
 *
 * Tells watchers of the workspace that groups were written.
 *
 * Returns: (transfer full) (nullable): what was written, or %NULL with an error of the labels or store room
 * or %G_IO_ERROR_CANCELLED
 */
SaudaLabelReport *
sauda_label_run_finish (GAsyncResult *result, GError **error)
{
  SaudaLabelReport *report = g_task_propagate_pointer (G_TASK (result), error);

  if (report != NULL)
    sauda_workspace_emit_labels_changed (g_task_get_source_object (G_TASK (result)));
  return report;
}
