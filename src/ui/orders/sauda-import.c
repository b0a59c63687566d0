#include "sauda-import.h"

#include "sauda-day-error.h"
#include "sauda-import-sort.h"
#include "sauda-stock-work.h"

#include <glib/gi18n-lib.h>

struct _SaudaImport {
  GObject parent_instance;

  SaudaWorkspace *workspace;  /* (owned) (not nullable) */
  GPtrArray *paths;           /* (owned) (element-type filename) as they came, NULL at the end */
  GPtrArray *foreign;         /* (owned) (element-type utf8) addresses that are not on this computer */
  SaudaImportSort *sort;      /* (owned) (nullable) until the files were looked into */
  char *store;                /* (owned) (nullable) the merchant says which store it is */
  SaudaProgressFunc progress; /* (nullable) */
  gpointer progress_data;
  GHashTable *amounts; /* (owned) (not nullable) path → what «Сумма» means where a person says so */
};

G_DEFINE_FINAL_TYPE (SaudaImport, sauda_import, G_TYPE_OBJECT)

/* A run: the kinds one after the other, into one report. */
typedef struct {
  SaudaImportReport *report; /* (owned) (nullable) until returned */
  guint next_catalogue;
  GError *refusal; /* (owned) (nullable) what the catalogue says of a file that may be a stock list */
} Run;

static void
run_free (gpointer data)
{
  Run *run = data;

  g_clear_pointer (&run->report, sauda_import_report_free);
  g_clear_error (&run->refusal);
  g_free (run);
}

static gboolean
is_cancelled (GTask *task, GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  g_task_return_error (task, g_error_copy (error));
  return TRUE;
}

static void
finish_run (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  g_task_return_pointer (task, g_steal_pointer (&run->report), (GDestroyNotify) sauda_import_report_free);
}

static void
on_waybills_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaWaybillFilesReport) waybills = sauda_waybill_files_import_finish (result, &error);
  SaudaImport *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  if (is_cancelled (task, error))
    return;
  if (waybills != NULL)
    sauda_import_report_add_waybills (run->report, waybills);
  else
    sauda_import_report_add_failure (run->report, self->sort->waybills, error);
  finish_run (task);
}

/* Archives have no preview: what they hold is judged when it is matched. */
static void
preview_waybills (SaudaImport *self, SaudaImportReport *report)
{
  for (guint i = 0; i + 1 < self->sort->waybills->len; i++) {
    g_autofree char *name = g_path_get_basename (g_ptr_array_index (self->sort->waybills, i));

    sauda_import_report_add (
      report, name, g_strdup (_ ("Waybills: each label is matched with its order when it is imported.")),
      FALSE);
  }
}

static void
run_waybills (GTask *task)
{
  SaudaImport *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  if (run->report->preview) {
    preview_waybills (self, run->report);
    finish_run (task);
  } else if (self->sort->waybills->len > 1) {
    sauda_waybill_files_import_async (self->workspace, (const char *const *) self->sort->waybills->pdata,
                                      g_task_get_cancellable (task), on_waybills_imported,
                                      g_object_ref (task));
  } else {
    finish_run (task);
  }
}

static void run_catalogue (GTask *task);

static void
on_stock_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaStockFile) stock = sauda_stock_files_recognize_finish (result, &error);
  SaudaImport *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  const char *path = g_ptr_array_index (self->sort->catalogues, run->next_catalogue);

  if (is_cancelled (task, error))
    return;
  if (stock != NULL)
    sauda_import_report_add_stock (run->report, path, stock);
  else
    sauda_import_report_add_refused (run->report, path, g_hash_table_lookup (self->sort->not_orders, path),
                                     error != NULL ? error : run->refusal);
  g_clear_error (&run->refusal);
  run->next_catalogue++;
  run_catalogue (task);
}

static void
on_catalogue_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaCatalogReport) catalogue = sauda_catalog_files_import_finish (result, &error);
  SaudaImport *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);
  const char *path = g_ptr_array_index (self->sort->catalogues, run->next_catalogue);

  if (is_cancelled (task, error))
    return;
  if (catalogue == NULL) {
    run->refusal = g_steal_pointer (&error);
    sauda_stock_files_recognize_async (self->workspace, path, run->report->preview, SAUDA_STOCK_WHO,
                                       g_task_get_cancellable (task), on_stock_imported, g_object_ref (task));
    return;
  }
  sauda_import_report_add_catalogue (run->report, path, catalogue);
  run->next_catalogue++;
  run_catalogue (task);
}

static void
run_catalogue (GTask *task)
{
  SaudaImport *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  if (run->next_catalogue < self->sort->catalogues->len)
    sauda_catalog_files_import_async (
      self->workspace, g_ptr_array_index (self->sort->catalogues, run->next_catalogue),
      &(SaudaCatalogFilesOptions){
        .preview = run->report->preview, .progress = self->progress, .progress_data = self->progress_data },
      g_task_get_cancellable (task), on_catalogue_imported, g_object_ref (task));
  else
    run_waybills (task);
}

static void
on_sheets_imported (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaOrderFilesReport) sheets = sauda_order_files_import_finish (result, &error);
  SaudaImport *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  if (is_cancelled (task, error))
    return;
  if (sheets != NULL)
    sauda_import_report_add_sheets (run->report, self->sort->sheets, sheets);
  else
    sauda_import_report_add_failure (run->report, self->sort->sheets, error);
  run->report->needs_store |= g_error_matches (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_STORE_UNKNOWN);
  run_catalogue (task);
}

static void
add_unknown (SaudaImportReport *report, GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++) {
    g_autofree char *name = g_path_get_basename (g_ptr_array_index (files, i));

    sauda_import_report_add (
      report, name,
      g_strdup (_ ("Sauda reads XLSX, CSV, ZIP and PDF files on this computer. Save it as one of these.")),
      TRUE);
  }
}

static void
run_sheets (GTask *task)
{
  SaudaImport *self = g_task_get_source_object (task);
  Run *run = g_task_get_task_data (task);

  add_unknown (run->report, self->foreign);
  add_unknown (run->report, self->sort->unknown);
  if (self->sort->sheets->len > 1)
    sauda_order_files_import_async (self->workspace, (const char *const *) self->sort->sheets->pdata,
                                    &(SaudaOrderFilesOptions){ .store = self->store,
                                                               .amounts = self->amounts,
                                                               .preview = run->report->preview },
                                    g_task_get_cancellable (task), on_sheets_imported, g_object_ref (task));
  else
    run_catalogue (task);
}

static void
on_sorted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  SaudaImportSort *sort = sauda_import_sort_finish (result, &error);
  SaudaImport *self = g_task_get_source_object (task);

  if (sort == NULL) {
    g_task_return_error (task, error);
    return;
  }
  g_clear_pointer (&self->sort, sauda_import_sort_free);
  self->sort = sort;
  run_sheets (task);
}

static void
sauda_import_finalize (GObject *object)
{
  SaudaImport *self = SAUDA_IMPORT (object);

  g_clear_object (&self->workspace);
  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->foreign);
  g_clear_pointer (&self->sort, sauda_import_sort_free);
  g_free (self->store);
  g_hash_table_unref (self->amounts);
  G_OBJECT_CLASS (sauda_import_parent_class)->finalize (object);
}

static void
sauda_import_class_init (SaudaImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_import_finalize;
}

static void
sauda_import_init (SaudaImport *self)
{
  self->amounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->foreign = g_ptr_array_new_with_free_func (g_free);
}

/**
 * sauda_import_new:
 * @workspace: where the files come in
 * @files: (element-type GFile): files and folders
 *
 * Returns: (transfer full): an import that has read nothing yet
 */
SaudaImport *
sauda_import_new (SaudaWorkspace *workspace, GListModel *files)
{
  SaudaImport *self = g_object_new (SAUDA_TYPE_IMPORT, NULL);

  g_set_object (&self->workspace, workspace);
  for (guint i = 0; i < g_list_model_get_n_items (files); i++) {
    g_autoptr (GFile) file = g_list_model_get_item (files, i);
    char *path = g_file_get_path (file);

    g_ptr_array_add (path != NULL ? self->paths : self->foreign, path != NULL ? path : g_file_get_uri (file));
  }
  g_ptr_array_add (self->paths, NULL);
  return self;
}

/**
 * sauda_import_set_store:
 * @self: an import
 * @store: (nullable): the store of the order sheets; %NULL when they tell it themselves
 */
void
sauda_import_set_store (SaudaImport *self, const char *store)
{
  g_return_if_fail (SAUDA_IS_IMPORT (self));
  g_free (self->store);
  self->store = g_strdup (store);
}

/**
 * sauda_import_set_amount:
 * @self: an import
 * @path: a sheet of orders
 * @meaning: (nullable): what «Сумма» means in it: `line-total`, `order-total` or `piece-price`; %NULL finds
 * it out
 */
void
sauda_import_set_amount (SaudaImport *self, const char *path, const char *meaning)
{
  g_return_if_fail (SAUDA_IS_IMPORT (self));

  if (meaning != NULL)
    g_hash_table_insert (self->amounts, g_strdup (path), g_strdup (meaning));
  else
    g_hash_table_remove (self->amounts, path);
}

/**
 * sauda_import_get_amount:
 * @self: an import
 * @path: a sheet of orders
 *
 * Returns: (nullable): what a person said that «Сумма» means in it
 */
const char *
sauda_import_get_amount (SaudaImport *self, const char *path)
{
  g_return_val_if_fail (SAUDA_IS_IMPORT (self), NULL);
  return g_hash_table_lookup (self->amounts, path);
}

/**
 * sauda_import_set_progress:
 * @self: an import
 * @progress: (nullable): called while a catalogue is read and written, which may have 100,000 rows; other
 *   files are read in a moment
 * @data: for @progress, at least as long as a run
 */
void
sauda_import_set_progress (SaudaImport *self, SaudaProgressFunc progress, gpointer data)
{
  g_return_if_fail (SAUDA_IS_IMPORT (self));
  self->progress = progress;
  self->progress_data = data;
}

/**
 * sauda_import_forget_kinds:
 * @self: an import
 *
 * The next run looks into the files again, because headers were made known since.
 */
void
sauda_import_forget_kinds (SaudaImport *self)
{
  g_return_if_fail (SAUDA_IS_IMPORT (self));
  g_clear_pointer (&self->sort, sauda_import_sort_free);
}

/**
 * sauda_import_run_async:
 * @self: an import
 * @preview: whether nothing is written
 * @cancellable: (nullable): stops it
 * @callback: called with the report
 * @user_data: data of @callback
 *
 * Reads all files. One bad file does not stop the others.
 */
void
sauda_import_run_async (SaudaImport *self,
                        gboolean preview,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Run *run = g_new0 (Run, 1);

  g_return_if_fail (SAUDA_IS_IMPORT (self));

  g_task_set_source_tag (task, sauda_import_run_async);
  /* What came in before a stop is told, and a stopped file's own sentence passes. */
  g_task_set_check_cancellable (task, FALSE);
  run->report = sauda_import_report_new (preview);
  g_task_set_task_data (task, run, run_free);
  if (self->sort != NULL)
    run_sheets (task);
  else
    sauda_import_sort_async (self->workspace, (const char *const *) self->paths->pdata, cancellable,
                             on_sorted, g_object_ref (task));
}

/**
 * sauda_import_run_finish:
 * @self: an import
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): what came in or would; %NULL with `G_IO_ERROR_CANCELLED` when it was
 * stopped
 */
SaudaImportReport *
sauda_import_run_finish (SaudaImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_import_run_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
