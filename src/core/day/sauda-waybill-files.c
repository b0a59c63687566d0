#include "sauda-waybill-files.h"

#include "sauda-database.h"
#include "sauda-file.h"
#include "sauda-imported-files.h"
#include "sauda-orders.h"
#include "sauda-waybill-archive.h"
#include "sauda-waybill-match.h"
#include "sauda-waybill-shelf.h"
#include "sauda-waybill-unmatched.h"

#include <glib/gi18n-lib.h>

/* An import of archives on its own thread. */
typedef struct {
  SaudaWorkspace *workspace; /* (owned) */
  GStrv paths;               /* (owned) */
  GPtrArray *orders;         /* (owned) (nullable) (element-type SaudaOrderInfo) */
  GHashTable *by_code; /* (owned) (nullable) (element-type utf8 SaudaOrderInfo) first order of a number */
  GHashTable *twice;   /* (owned) (nullable) (element-type utf8) numbers of several stores */
  const char *archive; /* borrowed: name of the archive that is read */
  GCancellable *cancellable;       /* borrowed */
  SaudaWaybillFilesReport *report; /* (owned) (nullable) until it is handed over */
} Import;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_object_unref (import->workspace);
  g_strfreev (import->paths);
  g_clear_pointer (&import->by_code, g_hash_table_unref);
  g_clear_pointer (&import->twice, g_hash_table_unref);
  g_clear_pointer (&import->orders, g_ptr_array_unref);
  g_clear_pointer (&import->report, sauda_waybill_files_report_free);
  g_free (import);
}

static void
problem_free (gpointer data)
{
  SaudaWaybillProblem *problem = data;

  g_free (problem->name);
  g_free (problem->reason);
  g_free (problem);
}

static void
add_problem (GPtrArray *problems, const char *name, const char *reason)
{
  SaudaWaybillProblem *problem = g_new0 (SaudaWaybillProblem, 1);

  problem->name = g_strdup (name);
  problem->reason = g_strdup (reason);
  g_ptr_array_add (problems, problem);
}

static gpointer
list_orders_work (SaudaConnection *connection, gpointer data, GError **error)
{
  const SaudaOrderQuery query = { .stage = -1 };

  return sauda_orders_list (connection, &query, error);
}

static gpointer
list_missing_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_orders_list_without_label (connection, 0, GPOINTER_TO_INT (data), FALSE, error);
}

static gboolean
load_orders (Import *import, GError **error)
{
  import->orders =
    sauda_database_read (sauda_workspace_get_database (import->workspace), list_orders_work, NULL, error);
  if (import->orders == NULL)
    return FALSE;
  import->by_code = g_hash_table_new (g_str_hash, g_str_equal);
  import->twice = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < import->orders->len; i++) {
    SaudaOrderInfo *order = g_ptr_array_index (import->orders, i);

    if (!g_hash_table_insert (import->by_code, order->code, order))
      g_hash_table_add (import->twice, order->code);
  }
  return TRUE;
}

static gboolean
save_label (Import *import, const SaudaWaybillFile *file, const SaudaWaybillLabel *label, GError **error)
{
  const SaudaOrderInfo *order = g_hash_table_lookup (import->by_code, label->code);

  if (g_hash_table_contains (import->twice, label->code)) {
    g_autofree char *reason =
      g_strdup_printf (_ ("Two stores have an order %s; fetch this label from Kaspi instead."), label->code);

    add_problem (import->report->unmatched, file->name, reason);
    return TRUE;
  }
  return sauda_waybill_shelf_save (import->workspace, order->id, order->store, order->code, label->pdf,
                                   import->archive, error);
}

static gboolean
take_match (Import *import, const SaudaWaybillFile *file, const SaudaWaybillMatch *match, GError **error)
{
  guint unmatched_before = import->report->unmatched->len;

  for (guint i = 0; i < match->labels->len; i++)
    if (!save_label (import, file, g_ptr_array_index (match->labels, i), error))
      return FALSE;
  for (gsize i = 0; match->problems[i] != NULL; i++)
    add_problem (import->report->unmatched, file->name, match->problems[i]);
  if (match->labels->len > 0 && import->report->unmatched->len == unmatched_before)
    import->report->matched++;
  else if (import->report->unmatched->len == unmatched_before)
    add_problem (
      import->report->unmatched, file->name,
      _ ("No order with this number is known. Import the store's orders first, then the labels again."));
  return TRUE;
}

static gboolean
on_file (const SaudaWaybillFile *file, gpointer user_data, GError **error)
{
  Import *import = user_data;
  g_autoptr (SaudaWaybillMatch) match = NULL;

  import->report->files++;
  import->report->pages += file->pages;
  if (file->problem != NULL) {
    add_problem (import->report->unmatched, file->name, file->problem);
    return TRUE;
  }
  match = sauda_waybill_match (file, import->by_code, import->cancellable, error);
  if (match == NULL || !take_match (import, file, match, error))
    return FALSE;
  return *match->problems == NULL || sauda_waybill_unmatched_keep (import->workspace, file, error);
}

/* An archive that cannot be read does not keep the others out. Returns %FALSE when the import cannot
 * go on. */
static gboolean
read_archive (Import *import, const char *path, GError **first_error, GError **error)
{
  const SaudaWaybillReader reader = { .found = on_file, .user_data = import };
  g_autofree char *name = g_path_get_basename (path);
  g_autoptr (GError) local = NULL;

  import->archive = name;
  if (sauda_waybill_archive_read (path, &reader, import->cancellable, &local))
    return TRUE;
  if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_propagate_error (error, g_steal_pointer (&local));
    return FALSE;
  }
  add_problem (import->report->unmatched, name, local->message);
  if (*first_error == NULL)
    *first_error = g_steal_pointer (&local);
  return TRUE;
}

static gboolean
list_missing (Import *import, GError **error)
{
  SaudaDay today = sauda_workspace_get_today (import->workspace);
  g_autoptr (GPtrArray) orders = sauda_database_read (sauda_workspace_get_database (import->workspace),
                                                      list_missing_work, GINT_TO_POINTER (today), error);

  if (orders == NULL)
    return FALSE;
  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);
    g_autofree char *name = g_strdup_printf ("%s %s", order->store, order->code);

    add_problem (import->report->missing, name,
                 _ ("To ship, and without a label: assemble it, or import its waybill."));
  }
  return TRUE;
}

static gpointer
remember_work (SaudaConnection *connection, gpointer data, GError **error)
{
  Import *import = data;
  gint64 now_ms = sauda_workspace_get_now (import->workspace);

  for (gsize i = 0; import->paths[i] != NULL; i++) {
    g_autofree char *name = g_path_get_basename (import->paths[i]);
    g_autofree char *sha256 = g_file_test (import->paths[i], G_FILE_TEST_IS_REGULAR)
                                ? sauda_file_sha256 (import->paths[i], import->cancellable, NULL)
                                : NULL;

    if (sha256 != NULL && !sauda_imported_files_remember (connection, sha256, SAUDA_IMPORTED_WAYBILLS, name,
                                                          NULL, now_ms, error))
      return NULL;
  }
  return import;
}

static void
import_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Import *import = task_data;
  g_autoptr (GError) first_error = NULL;
  GError *error = NULL;

  import->cancellable = cancellable;
  if (!load_orders (import, &error)) {
    g_task_return_error (task, error);
    return;
  }
  for (gsize i = 0; import->paths[i] != NULL; i++)
    if (!read_archive (import, import->paths[i], &first_error, &error)) {
      g_task_return_error (task, error);
      return;
    }
  if (import->report->files == 0 && first_error != NULL)
    g_task_return_error (task, g_steal_pointer (&first_error));
  else if (sauda_workspace_write (import->workspace, remember_work, import, &error) == NULL ||
           !list_missing (import, &error))
    g_task_return_error (task, error);
  else {
    g_info ("import of waybills: %u files, %u matched, %u not", import->report->files,
            import->report->matched, import->report->unmatched->len);
    g_task_return_pointer (task, g_steal_pointer (&import->report),
                           (GDestroyNotify) sauda_waybill_files_report_free);
  }
}

/**
 * sauda_waybill_files_report_free:
 * @report: (nullable): a report
 */
void
sauda_waybill_files_report_free (SaudaWaybillFilesReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->unmatched);
  g_ptr_array_unref (report->missing);
  g_free (report);
}

/**
 * sauda_waybill_files_import_async:
 * @workspace: the merchant's folder
 * @paths: (array zero-terminated=1): ZIP archives, PDFs and folders of them
 * @cancellable: (nullable): to stop; labels that were taken stay
 * @callback: called with the report
 * @user_data: data for @callback
 *
 * Stores label files and finds their orders: by the file's name first, then by the text on the page.
 */
void
sauda_waybill_files_import_async (SaudaWorkspace *workspace,
                                  const char *const *paths,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Import *import = g_new0 (Import, 1);

  g_task_set_source_tag (task, sauda_waybill_files_import_async);
  import->workspace = g_object_ref (workspace);
  import->paths = g_strdupv ((char **) paths);
  import->report = g_new0 (SaudaWaybillFilesReport, 1);
  import->report->unmatched = g_ptr_array_new_with_free_func (problem_free);
  import->report->missing = g_ptr_array_new_with_free_func (problem_free);
  g_task_set_task_data (task, import, import_free);
  g_task_run_in_thread (task, import_in_thread);
}

/**
 * sauda_waybill_files_import_finish:
 * @result: the result
 * @error: return location
 *
 * Tells watchers of the workspace that labels came in.
 *
 * Returns: (transfer full) (nullable): the report; %NULL when nothing at all could be read, with an error of
 * the labels or store room or %G_IO_ERROR_CANCELLED
 */
SaudaWaybillFilesReport *
sauda_waybill_files_import_finish (GAsyncResult *result, GError **error)
{
  SaudaWaybillFilesReport *report = g_task_propagate_pointer (G_TASK (result), error);

  if (report != NULL && report->matched > 0)
    sauda_workspace_emit_labels_changed (g_task_get_source_object (G_TASK (result)));
  return report;
}
