#include "sauda-order-files.h"

#include "sauda-changes.h"
#include "sauda-column-names.h"
#include "sauda-database.h"
#include "sauda-file.h"
#include "sauda-gates.h"
#include "sauda-import-undo.h"
#include "sauda-kaspi-export-header.h"
#include "sauda-kaspi-records.h"
#include "sauda-order-file-memory.h"
#include "sauda-order-file-store-private.h"
#include "sauda-order-merge.h"
#include "sauda-order-sources.h"
#include "sauda-settings.h"
#include "sauda-stores.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  SaudaWorkspace *workspace;   /* (owned) */
  GStrv paths;                 /* (owned) */
  char *store;                 /* (owned) (nullable) the person's choice */
  GStrv own_names;             /* (owned) (nullable) header texts for these files */
  GStrv names;                 /* (owned) (nullable) all header texts that a person made known */
  SaudaAmountMeaning *amounts; /* (owned) by place in the paths; undecided: to be found out */
  gboolean preview;
  char *named_merchant; /* (owned) (nullable) that the store of a person's choice got in this run */
} Import;

/* One file on its way into the database. */
typedef struct {
  const Import *import;
  const SaudaKaspiExport *export;
  SaudaOrderFile *file;
  SaudaAmountMeaning amount; /* as a person says; undecided: as it was found out */
  gint64 as_of_ms;           /* when the file was made */
  gint64 now_ms;
  SaudaOrderFileStore store;
  gboolean known;      /* it came in before, and nothing in it needs a look */
  const char *missing; /* (not nullable) usual columns that the file lacks, a line each */
} FileWork;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_object_unref (import->workspace);
  g_strfreev (import->paths);
  g_free (import->store);
  g_free (import->named_merchant);
  g_strfreev (import->own_names);
  g_strfreev (import->names);
  g_free (import->amounts);
  g_free (import);
}

static void
order_file_free (gpointer data)
{
  SaudaOrderFile *file = data;

  g_free (file->name);
  g_free (file->sha256);
  g_free (file->store);
  g_free (file->named_merchant);
  g_free (file->error);
  g_free (file);
}

static void
problem_free (gpointer data)
{
  SaudaOrderFileProblem *problem = data;

  g_free (problem->file);
  g_free (problem->column);
  g_free (problem->value);
  g_free (problem->reason);
  g_free (problem);
}

/* Sorts the file's orders by store. (element-type gint64 GPtrArray) */
static GHashTable *
group_by_store (FileWork *work, SaudaConnection *connection, GError **error)
{
  g_autoptr (GHashTable) stores =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < work->export->orders->len; i++) {
    const SaudaKaspiExportOrder *order = g_ptr_array_index (work->export->orders, i);
    const char *merchant_id = order->merchant_id != NULL ? order->merchant_id : work->export->merchant_id;
    gint64 store_id = sauda_order_file_store_find (&work->store, connection, merchant_id, error);
    GPtrArray *records;

    if (store_id == 0)
      return NULL;
    records = g_hash_table_lookup (stores, &store_id);
    if (records == NULL) {
      records = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_order_record_free);
      g_hash_table_insert (stores, g_memdup2 (&store_id, sizeof store_id), records);
    }
    g_ptr_array_add (records, sauda_kaspi_record_from_export (order, work->file->name, work->as_of_ms));
  }
  return g_steal_pointer (&stores);
}

static gboolean
merge_store (FileWork *work, SaudaConnection *connection, gint64 store_id, GPtrArray *records, GError **error)
{
  SaudaMergeCounts counts = { 0 };
  g_autoptr (SaudaStoreInfo) store = NULL;
  gboolean done = work->import->preview
                    ? sauda_orders_preview_merge (connection, store_id, records, work->now_ms, &counts, error)
                    : sauda_orders_merge (connection, store_id, records, work->now_ms, &counts, error);

  if (!done || (!work->import->preview &&
                !sauda_order_sources_keep (connection, store_id, records, work->now_ms, error)))
    return FALSE;
  work->file->new_orders += counts.added;
  work->file->changed += counts.changed;
  work->file->same += counts.same;
  store = sauda_stores_get (connection, store_id, error);
  if (store == NULL)
    return FALSE;
  if (work->file->store == NULL) {
    work->file->store = g_steal_pointer (&store->name);
  } else {
    g_autofree char *others = work->file->store;

    work->file->store = g_strconcat (others, ", ", store->name, NULL);
  }
  return TRUE;
}

static gboolean
merge_file (FileWork *work, SaudaConnection *connection, GError **error)
{
  g_autoptr (GHashTable) stores = group_by_store (work, connection, error);
  GHashTableIter iter;
  gpointer store_id, records;

  if (stores == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, stores);
  while (g_hash_table_iter_next (&iter, &store_id, &records))
    if (!merge_store (work, connection, *(gint64 *) store_id, records, error))
      return FALSE;
  return TRUE;
}

/* Header texts that were named for these files are remembered with the first that came in. */
static gboolean
keep_names (FileWork *work, SaudaConnection *connection, GError **error)
{
  for (gsize i = 0; work->import->own_names != NULL && work->import->own_names[i] != NULL; i++) {
    const char *pair = work->import->own_names[i], *split = strrchr (pair, '=');
    g_autofree char *header = split != NULL ? g_strndup (pair, (gsize) (split - pair)) : g_strdup (pair);

    if (!sauda_column_names_keep (connection, SAUDA_ALIASES_ORDERS, header, split != NULL ? split + 1 : "",
                                  work->now_ms, error))
      return FALSE;
  }
  return TRUE;
}

static char *
describe_way (const FileWork *work)
{
  return sauda_order_file_memory_describe (work->amount, work->import->store,
                                           (const char *const *) work->import->names);
}

/* Whether the file need not be read at all. */
static gpointer
known_work (SaudaConnection *connection, gpointer data, GError **error)
{
  FileWork *work = data;
  g_autofree char *way = describe_way (work);
  GError *local = NULL;

  work->known = sauda_order_file_memory_find (connection, way, work->file, TRUE, &local);
  if (local == NULL)
    return work;
  g_propagate_error (error, local);
  return NULL;
}

/* A whole file, or nothing of it. */
static gpointer
file_work (SaudaConnection *connection, gpointer data, GError **error)
{
  FileWork *work = data;
  SaudaOrderFile *file = work->file;
  g_autofree char *way = describe_way (work);
  g_autoptr (SaudaChanges) changes = NULL;
  g_autoptr (GError) local = NULL;

  if (sauda_order_file_memory_find (connection, way, file, FALSE, &local))
    return work;
  if (local != NULL) {
    g_propagate_error (error, g_steal_pointer (&local));
    return NULL;
  }
  if (work->import->preview) {
    /* Even a store that only the preview needed is taken back. */
    if (merge_file (work, connection, error))
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "preview");
    return NULL;
  }
  if (work->export->lines <= SAUDA_IMPORT_UNDO_MAX_LINES) {
    changes = sauda_changes_begin (connection, error);
    if (changes == NULL)
      return NULL;
  }
  if (!merge_file (work, connection, error))
    return NULL;
  if (!sauda_order_file_memory_keep (connection, way, file, work->export->problems->len == 0, work->now_ms,
                                     error))
    return NULL;
  if (changes != NULL && file->new_orders + file->changed > 0) {
    file->undo_id = sauda_import_undo_keep (connection, changes, file->name, file->sha256,
                                            file->new_orders + file->changed, work->now_ms, error);
    if (file->undo_id == 0)
      return NULL;
  }
  return sauda_settings_set (connection, SAUDA_GATES_MISSING_COLUMNS, work->missing, work->now_ms, error) &&
             keep_names (work, connection, error)
           ? work
           : NULL;
}

static void
add_problems (SaudaOrderFilesReport *report, const char *name, const SaudaKaspiExport *export)
{
  for (guint i = 0; i < export->problems->len; i++) {
    const SaudaKaspiExportProblem *found = g_ptr_array_index (export->problems, i);
    SaudaOrderFileProblem *problem = g_new0 (SaudaOrderFileProblem, 1);

    problem->file = g_strdup (name);
    problem->row = found->row;
    problem->column = g_strdup (found->column);
    problem->value = g_strdup (found->value);
    problem->reason = g_strdup (found->reason);
    g_ptr_array_add (report->problems, problem);
  }
}

static gint64
get_modified_ms (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (gint64) info.st_mtime * 1000 : 0;
}

/* What the usual order sheet has and this one lacks, for the gate that watches Kaspi change its columns. */
static char *
find_missing (const Import *import, const char *path, GCancellable *cancellable)
{
  g_autoptr (SaudaKaspiExportHeader) header =
    sauda_kaspi_export_header_read (path, (const char *const *) import->names, cancellable, NULL);
  GString *missing = g_string_new (NULL);

  for (guint i = 0; header != NULL && i < header->columns->len; i++) {
    const SaudaKaspiExportColumn *column = g_ptr_array_index (header->columns, i);

    if (column->usual && column->header == NULL)
      g_string_append_printf (missing, "%s%s", missing->len > 0 ? "\n" : "", column->title);
  }
  return g_string_free (missing, FALSE);
}

static gboolean
read_file (const Import *import,
           gsize place,
           SaudaOrderFile *file,
           SaudaOrderFilesReport *report,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (SaudaKaspiExport) export = NULL;
  g_autofree char *missing = NULL;
  FileWork work = { .import = import, .file = file, .amount = import->amounts[place] };
  const char *path = import->paths[place];
  g_autoptr (GError) local = NULL;

  file->sha256 = sauda_file_sha256 (path, cancellable, error);
  if (file->sha256 == NULL)
    return FALSE;
  work.as_of_ms = get_modified_ms (path);
  work.now_ms = sauda_workspace_get_now (import->workspace);
  work.store = (SaudaOrderFileStore){ .chosen = import->store,
                                      .named_before = import->named_merchant,
                                      .named = &file->named_merchant,
                                      .now_ms = work.now_ms };
  if (sauda_database_read (sauda_workspace_get_database (import->workspace), known_work, &work, error) ==
      NULL)
    return FALSE;
  if (work.known)
    return TRUE;
  missing = find_missing (import, path, cancellable);
  work.missing = missing;
  export =
    sauda_kaspi_export_read (path, (const char *const *) import->names, work.amount, cancellable, error);
  if (export == NULL)
    return FALSE;
  file->rows = export->rows;
  file->orders = export->orders->len;
  file->lines = export->lines;
  file->refused = export->refused;
  file->amount_meaning = sauda_amount_meaning_get_name (export->amount_meaning);
  add_problems (report, file->name, export);
  work.export = export;
  if (sauda_database_run (sauda_workspace_get_database (import->workspace), file_work, &work, &local) != NULL)
    return TRUE;
  if (import->preview && g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gpointer
names_work (SaudaConnection *connection, gpointer data, GError **error)
{
  return sauda_column_aliases_read_overrides (connection, SAUDA_ALIASES_ORDERS, error);
}

/* What was named for these files goes before what is remembered. */
static gboolean
load_names (Import *import, GError **error)
{
  g_auto (GStrv) remembered = sauda_workspace_read (import->workspace, names_work, NULL, error);
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();

  if (remembered == NULL)
    return FALSE;
  g_strv_builder_addv (all, (const char **) remembered);
  if (import->own_names != NULL)
    g_strv_builder_addv (all, (const char **) import->own_names);
  import->names = g_strv_builder_end (all);
  return TRUE;
}

static void
tell_log (const SaudaOrderFile *file)
{
  if (file->error != NULL)
    g_info ("import of orders from %s: %s", file->name, file->error);
  else
    g_info ("import of orders from %s: %u new, %u changed, %u same", file->name, file->new_orders,
            file->changed, file->same);
}

static void
import_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Import *import = task_data;
  g_autoptr (SaudaOrderFilesReport) report = g_new0 (SaudaOrderFilesReport, 1);
  GError *failure = NULL;

  report->files = g_ptr_array_new_with_free_func (order_file_free);
  report->problems = g_ptr_array_new_with_free_func (problem_free);
  report->preview = import->preview;
  if (!load_names (import, &failure)) {
    g_task_return_error (task, failure);
    return;
  }
  for (gsize i = 0; import->paths[i] != NULL; i++) {
    SaudaOrderFile *file = g_new0 (SaudaOrderFile, 1);
    g_autoptr (GError) error = NULL;

    file->name = g_path_get_basename (import->paths[i]);
    file->amount_meaning = sauda_amount_meaning_get_name (SAUDA_AMOUNT_UNDECIDED);
    g_ptr_array_add (report->files, file);
    if (!read_file (import, i, file, report, cancellable, &error)) {
      file->new_orders = file->changed = file->same = 0;
      file->undo_id = 0;
      g_clear_pointer (&file->named_merchant, g_free);
      file->error = g_strdup (error->message);
    }
    if (file->named_merchant != NULL && import->named_merchant == NULL)
      import->named_merchant = g_strdup (file->named_merchant);
    if (g_task_return_error_if_cancelled (task))
      return;
    if (!import->preview)
      tell_log (file);
  }
  g_task_return_pointer (task, g_steal_pointer (&report), (GDestroyNotify) sauda_order_files_report_free);
}

/**
 * sauda_order_files_report_free:
 * @report: (nullable): a report
 */
void
sauda_order_files_report_free (SaudaOrderFilesReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->files);
  g_ptr_array_unref (report->problems);
  g_free (report);
}

static SaudaAmountMeaning
choose_amount (const SaudaOrderFilesOptions *options, const char *path)
{
  const char *own = options->amounts != NULL ? g_hash_table_lookup (options->amounts, path) : NULL;
  SaudaAmountMeaning meaning = SAUDA_AMOUNT_UNDECIDED;

  if (own == NULL)
    own = options->amount;
  if (own != NULL && !sauda_amount_meaning_from_name (own, &meaning))
    g_warn_if_reached ();
  return meaning;
}

/**
 * sauda_order_files_import_async:
 * @workspace: the merchant's folder
 * @paths: (array zero-terminated=1): ActiveOrders and ArchiveOrders spreadsheets
 * @options: how
 * @cancellable: (nullable): takes effect between two files
 * @callback: called with the report
 * @user_data: data for @callback
 *
 * Imports each file whole or not at all; a bad file does not keep the others out.
 */
void
sauda_order_files_import_async (SaudaWorkspace *workspace,
                                const char *const *paths,
                                const SaudaOrderFilesOptions *options,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Import *import = g_new0 (Import, 1);

  g_task_set_source_tag (task, sauda_order_files_import_async);
  import->workspace = g_object_ref (workspace);
  import->paths = g_strdupv ((char **) paths);
  import->store = g_strdup (options->store);
  import->own_names = g_strdupv ((char **) options->names);
  import->amounts = g_new (SaudaAmountMeaning, g_strv_length (import->paths) + 1);
  for (gsize i = 0; import->paths[i] != NULL; i++)
    import->amounts[i] = choose_amount (options, import->paths[i]);
  import->preview = options->preview;
  g_task_set_task_data (task, import, import_free);
  g_task_run_in_thread (task, import_in_thread);
}

/**
 * sauda_order_files_import_finish:
 * @result: the result
 * @error: return location
 *
 * A file that could not be read has its sentence in the report. Tells watchers of the workspace what changed.
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with %G_IO_ERROR_CANCELLED
 */
SaudaOrderFilesReport *
sauda_order_files_import_finish (GAsyncResult *result, GError **error)
{
  SaudaOrderFilesReport *report = g_task_propagate_pointer (G_TASK (result), error);
  guint touched = 0;

  if (report == NULL || report->preview)
    return report;
  for (guint i = 0; i < report->files->len; i++) {
    const SaudaOrderFile *file = g_ptr_array_index (report->files, i);

    touched += file->new_orders + file->changed;
  }
  if (touched > 0)
    sauda_workspace_emit_orders_changed (g_task_get_source_object (G_TASK (result)));
  return report;
}
