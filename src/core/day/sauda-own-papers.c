#include "sauda-own-papers-private.h"

#include "sauda-stationery-print.h"

#include <glib/gi18n-lib.h>

#define FOLDER "stationery"

static void
run_free (gpointer data)
{
  SaudaOwnPaperRun *run = data;

  g_object_unref (run->workspace);
  g_free ((char *) run->options.path);
  g_free ((char *) run->options.label);
  g_free ((char *) run->options.sheet);
  g_free ((char *) run->options.query);
  g_free ((char *) run->options.store);
  g_strfreev (run->items);
  g_clear_pointer (&run->library, sauda_template_library_free);
  g_clear_pointer (&run->report, sauda_own_paper_report_free);
  g_free (run);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  SaudaOwnPaperRun *run = task_data;
  g_autofree char *folder = sauda_own_papers_get_folder (run->workspace);
  GError *error = NULL;

  run->cancellable = cancellable;
  run->library = sauda_template_library_new (folder);
  if (run->options.paper == SAUDA_OWN_PAPER_PRODUCTS ? sauda_own_paper_run_write_products (run, &error)
                                                     : sauda_own_paper_run_write_orders (run, &error))
    g_task_return_pointer (task, g_steal_pointer (&run->report),
                           (GDestroyNotify) sauda_own_paper_report_free);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_own_paper_run_put: (skip)
 * @fields: what is put into a label
 * @name: of a field
 * @text: (nullable): what it holds
 */
void
sauda_own_paper_run_put (GHashTable *fields, const char *name, const char *text)
{
  g_hash_table_insert (fields, (gpointer) name, g_strdup (text != NULL ? text : ""));
}

/**
 * sauda_own_paper_run_add_problem: (skip)
 * @self: a paper being written
 * @format: a sentence about what was left out
 * @...: its parts
 */
void
sauda_own_paper_run_add_problem (SaudaOwnPaperRun *self, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->report->problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/**
 * sauda_own_paper_run_print: (skip)
 * @self: a paper being written
 * @label: the template
 * @copies: (element-type GHashTable): what is put into each
 * @error: return location
 *
 * Returns: %FALSE with an error of the stationery room or %G_IO_ERROR_CANCELLED
 */
gboolean
sauda_own_paper_run_print (SaudaOwnPaperRun *self,
                           const SaudaTemplate *label,
                           GPtrArray *copies,
                           GError **error)
{
  SaudaStationeryPrint print = { label, copies, NULL, self->options.first, self->options.marks };

  if (copies->len == 0) {
    g_set_error_literal (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_UNKNOWN,
                         self->report->problems->len > 0
                           ? (const char *) g_ptr_array_index (self->report->problems, 0)
                           : _ ("There is nothing to write a label for."));
    return FALSE;
  }
  if (self->options.sheet != NULL) {
    print.sheet = sauda_template_library_find_sheet (self->library, self->options.sheet, error);
    if (print.sheet == NULL)
      return FALSE;
  }
  self->report->written = copies->len;
  return sauda_stationery_print_write (&print, self->options.path, &self->report->pages, self->cancellable,
                                       error);
}

/**
 * sauda_own_paper_report_free:
 * @report: (nullable): a report
 */
void
sauda_own_paper_report_free (SaudaOwnPaperReport *report)
{
  if (report == NULL)
    return;
  g_ptr_array_unref (report->problems);
  g_free (report);
}

/**
 * sauda_own_papers_get_folder:
 * @workspace: the merchant's folder
 *
 * Returns: (transfer full): where the merchant's own templates and sheets lie, for
 * sauda_template_library_new()
 */
char *
sauda_own_papers_get_folder (SaudaWorkspace *workspace)
{
  return g_build_filename (sauda_workspace_get_folder (workspace), FOLDER, NULL);
}

/**
 * sauda_own_papers_write_async:
 * @workspace: the merchant's folder
 * @options: what is written, and where to; copied
 * @cancellable: (nullable): to stop
 * @callback: called with the report
 * @user_data: data for @callback
 *
 * Writes labels, slips and lists of our own, drawn from the templates of the library.
 */
void
sauda_own_papers_write_async (SaudaWorkspace *workspace,
                              const SaudaOwnPaperOptions *options,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);
  SaudaOwnPaperRun *run = g_new0 (SaudaOwnPaperRun, 1);

  g_task_set_source_tag (task, sauda_own_papers_write_async);
  run->workspace = g_object_ref (workspace);
  run->options = *options;
  run->options.path = g_canonicalize_filename (options->path, NULL);
  run->options.label = g_strdup (options->label);
  run->options.sheet = g_strdup (options->sheet);
  run->options.query = g_strdup (options->query);
  run->options.store = g_strdup (options->store);
  run->options.items = NULL;
  run->items = g_strdupv ((char **) options->items);
  if (options->day == SAUDA_DAY_NONE)
    run->options.day = sauda_workspace_get_today (workspace);
  run->report = g_new0 (SaudaOwnPaperReport, 1);
  run->report->problems = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, run, run_free);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * sauda_own_papers_write_finish:
 * @result: the result
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what was written, or %NULL with an error of the stationery or store
 * room or %G_IO_ERROR_CANCELLED
 */
SaudaOwnPaperReport *
sauda_own_papers_write_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
