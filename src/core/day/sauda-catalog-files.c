#include "sauda-catalog-files.h"

#include "sauda-catalog-error.h"
#include "sauda-catalog-import.h"
#include "sauda-catalog-imports.h"
#include "sauda-reason.h"
#include "sauda-stock-opening.h"

#include <glib/gi18n-lib.h>

#define PROGRESS_US (G_USEC_PER_SEC / 10)

typedef struct {
  SaudaWorkspace *workspace; /* (owned) */
  char *path;                /* (owned) */
  GStrv overrides;           /* (owned) (nullable) */
  guint *choices;            /* (owned) (nullable) ends with 0 */
  gboolean preview;
  SaudaProgressFunc progress; /* (nullable) */
  gpointer progress_data;
  gint64 told_us; /* when it was called last */
} Import;

/* What is told on the caller's own thread. */
typedef struct {
  GTask *task; /* (owned) */
  guint done;
  guint total;
} Told;

static void
import_free (gpointer data)
{
  Import *import = data;

  g_object_unref (import->workspace);
  g_free (import->path);
  g_strfreev (import->overrides);
  g_free (import->choices);
  g_free (import);
}

static void
told_free (gpointer data)
{
  Told *told = data;

  g_object_unref (told->task);
  g_free (told);
}

static gboolean
tell (gpointer data)
{
  const Told *told = data;
  const Import *import = g_task_get_task_data (told->task);

  if (!g_task_get_completed (told->task) && !g_cancellable_is_cancelled (g_task_get_cancellable (told->task)))
    import->progress (told->done, told->total, import->progress_data);
  return G_SOURCE_REMOVE;
}

/* Reading and writing come one after the other, so nobody else counts at the same time. */
static void
on_progress (guint done, guint total, gpointer task)
{
  Import *import = g_task_get_task_data (task);
  gint64 now_us = g_get_monotonic_time ();
  g_autoptr (GSource) source = NULL;
  Told *told;

  if (now_us - import->told_us < PROGRESS_US)
    return;
  import->told_us = now_us;
  told = g_new0 (Told, 1);
  told->task = g_object_ref (task);
  told->done = done;
  told->total = total;
  source = g_idle_source_new ();
  g_source_set_priority (source, g_task_get_priority (task));
  g_source_set_callback (source, tell, told, told_free);
  g_source_attach (source, g_task_get_context (task));
}

static guint *
dup_choices (const guint *choices)
{
  gsize n = 0;

  if (choices == NULL)
    return NULL;
  while (choices[n] != 0)
    n++;
  return g_memdup2 (choices, (n + 1) * sizeof *choices);
}

static void
note_doubt (SaudaCatalogReport *report, const SaudaStockDoubt *doubt)
{
  g_autofree char *note =
    g_strdup_printf (_ ("The offers of %s tell different stocks, %d to %d. %d was taken; count the shelf."),
                     doubt->sku, (int) doubt->smallest, (int) doubt->largest, (int) doubt->taken);

  sauda_catalog_report_add_note (report, note);
}

static void
import_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Import *import = task_data;
  g_autofree char *name = g_path_get_basename (import->path);
  SaudaCatalogOpening opening = { name, sauda_workspace_get_now (import->workspace) };
  const SaudaCatalogImportOptions options = {
    .overrides = (const char *const *) import->overrides,
    .choices = import->choices,
    .preview = import->preview,
    .now_ms = opening.now_ms,
    .progress = import->progress != NULL ? on_progress : NULL,
    .progress_data = task,
    .after = sauda_catalog_files_open_stock,
    .after_data = &opening,
  };
  GError *error = NULL;
  SaudaCatalogReport *report = sauda_catalog_import_file (sauda_workspace_get_database (import->workspace),
                                                          import->path, &options, cancellable, &error);

  if (report != NULL)
    g_task_return_pointer (task, report, (GDestroyNotify) sauda_catalog_report_free);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_catalog_files_open_stock:
 * @connection: inside the transaction of the import
 * @report: gets a note for every variant whose offers disagree
 * @opening: (type SaudaCatalogOpening): the import
 * @error: return location
 *
 * A #SaudaCatalogAfterFunc: the stock that the catalogue tells opens the ledger of new variants.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_catalog_files_open_stock (SaudaConnection *connection,
                                SaudaCatalogReport *report,
                                gpointer opening,
                                GError **error)
{
  const SaudaCatalogOpening *import = opening;
  g_autofree char *title = sauda_reason_new (N_ ("Opening stock from %s"), import->name, NULL);
  g_autoptr (GPtrArray) doubts = NULL;

  if (!sauda_stock_opening_take (connection, title, import->name, import->now_ms, &doubts, error))
    return FALSE;
  for (guint i = 0; i < MIN (doubts->len, SAUDA_STOCK_DOUBTS_NAMED); i++)
    note_doubt (report, g_ptr_array_index (doubts, i));
  if (doubts->len > SAUDA_STOCK_DOUBTS_NAMED) {
    g_autofree char *note = g_strdup_printf (_ ("The offers of %u more products tell different stocks."),
                                             doubts->len - SAUDA_STOCK_DOUBTS_NAMED);

    sauda_catalog_report_add_note (report, note);
  }
  return TRUE;
}

/**
 * sauda_catalog_files_import_async:
 * @workspace: the merchant's folder
 * @path: a catalogue, CSV or XLSX
 * @options: how
 * @cancellable: (nullable): to stop; then nothing of the file comes in
 * @callback: called with the report
 * @user_data: data for @callback
 */
void
sauda_catalog_files_import_async (SaudaWorkspace *workspace,
                                  const char *path,
                                  const SaudaCatalogFilesOptions *options,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  Import *import = g_new0 (Import, 1);

  g_task_set_source_tag (task, sauda_catalog_files_import_async);
  g_task_set_check_cancellable (task,
                                FALSE); /* what was committed came in, whoever stopped it a moment later */
  import->workspace = g_object_ref (workspace);
  import->path = g_strdup (path);
  import->overrides = g_strdupv ((char **) options->overrides);
  import->choices = dup_choices (options->choices);
  import->preview = options->preview;
  import->progress = options->progress;
  import->progress_data = options->progress_data;
  g_task_set_task_data (task, import, import_free);
  g_task_run_in_thread (task, import_in_thread);
}

/**
 * sauda_catalog_files_import_finish:
 * @result: the result
 * @error: return location
 *
 * Tells watchers of the workspace that products may have changed.
 *
 * Returns: (transfer full) (nullable): the report, or %NULL with an error of the sheets, catalog or store
 * room
 */
SaudaCatalogReport *
sauda_catalog_files_import_finish (GAsyncResult *result, GError **error)
{
  SaudaCatalogReport *report = g_task_propagate_pointer (G_TASK (result), error);

  if (report != NULL && !report->preview && report->added + report->changed > 0)
    sauda_workspace_emit_orders_changed (g_task_get_source_object (G_TASK (result)));
  return report;
}

/**
 * sauda_catalog_files_find_last:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the newest import that holds and left something to take back, be it
 * stock alone, or %NULL with %SAUDA_CATALOG_ERROR_NOT_FOUND or an error of the store
 */
SaudaCatalogImportInfo *
sauda_catalog_files_find_last (SaudaConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) imports = sauda_catalog_imports_list (connection, G_MAXUINT, error);

  if (imports == NULL)
    return NULL;
  for (guint i = 0; i < imports->len; i++) {
    const SaudaCatalogImportInfo *info = g_ptr_array_index (imports, i);
    const SaudaCatalogImportInfo *before = i + 1 < imports->len ? g_ptr_array_index (imports, i + 1) : NULL;
    gboolean left = sauda_catalog_import_info_left_something (info);

    if (info->undone_ms > 0)
      continue;
    /* What two of the same moment opened is the first one's. */
    if (!left && (before == NULL || before->at_ms != info->at_ms) &&
        !sauda_stock_opening_find (connection, info->at_ms, &left, error))
      return NULL;
    if (left)
      return g_ptr_array_steal_index (imports, i);
  }
  g_set_error_literal (error, SAUDA_CATALOG_ERROR, SAUDA_CATALOG_ERROR_NOT_FOUND,
                       _ ("No catalogue was imported that could be taken back."));
  return NULL;
}

/**
 * sauda_catalog_files_undo:
 * @connection: inside a transaction
 * @now_ms: UTC ms
 * @kept: (out): products that came with the import and stay, because something leans on them
 * @error: return location
 *
 * Takes the newest import of a catalogue back, with the stock that it opened.
 *
 * Returns: (transfer full) (nullable): the import, or %NULL with %SAUDA_CATALOG_ERROR_NOT_FOUND or an error
 * of the store
 */
SaudaCatalogImportInfo *
sauda_catalog_files_undo (SaudaConnection *connection, gint64 now_ms, guint *kept, GError **error)
{
  g_autoptr (SaudaCatalogImportInfo) info = sauda_catalog_files_find_last (connection, error);

  if (info == NULL || !sauda_stock_opening_take_back (connection, info->at_ms, error) ||
      !sauda_catalog_imports_undo (connection, info, now_ms, kept, error))
    return NULL;
  return g_steal_pointer (&info);
}
