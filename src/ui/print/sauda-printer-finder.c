#include "sauda-printer-finder.h"

#include "sauda-print-error.h"

#include <glib/gi18n-lib.h>

/* A print server in the same house answers within a second; this only ends a search that would hang. */
#define TIME_LIMIT_SECONDS 20

typedef struct {
  char *name;          /* (owned) (not nullable) */
  GtkPrinter *printer; /* (owned) (nullable) once found */
  guint timer;         /* source id, 0 when not running */
} FindPrinter;

static void
find_printer_free (gpointer data)
{
  FindPrinter *find = data;

  g_clear_handle_id (&find->timer, g_source_remove);
  g_clear_object (&find->printer);
  g_free (find->name);
  g_free (find);
}

static void
return_not_ready (GTask *task)
{
  FindPrinter *find = g_task_get_task_data (task);

  g_clear_handle_id (&find->timer, g_source_remove);
  if (!g_task_get_completed (task))
    g_task_return_new_error (task, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_NOT_READY,
                             _ ("The printer “%s” does not answer. Check that it is on and connected."),
                             find->name);
}

static void
return_printer (GTask *task)
{
  FindPrinter *find = g_task_get_task_data (task);

  g_clear_handle_id (&find->timer, g_source_remove);
  if (g_task_get_completed (task) || g_task_return_error_if_cancelled (task))
    return;
  if (gtk_printer_is_accepting_jobs (find->printer))
    g_task_return_pointer (task, g_object_ref (find->printer), g_object_unref);
  else
    g_task_return_new_error (
      task, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_NOT_READY,
      _ ("The printer “%s” takes no jobs at the moment. Look at its settings or choose another one."),
      find->name);
}

static gboolean
on_time_over (gpointer user_data)
{
  FindPrinter *find = g_task_get_task_data (G_TASK (user_data));

  find->timer = 0;
  return_not_ready (G_TASK (user_data));
  return G_SOURCE_REMOVE;
}

static void
on_details (GtkPrinter *printer, gboolean success, GTask *task)
{
  g_signal_handlers_disconnect_by_func (printer, on_details, task);
  if (success)
    return_printer (task);
  else
    return_not_ready (task);
}

static void
unref_task (gpointer data, GClosure *closure)
{
  g_object_unref (data);
}

/* Called for each printer; TRUE ends the search. */
static gboolean
on_printer (GtkPrinter *printer, gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  FindPrinter *find = g_task_get_task_data (task);

  if (g_task_get_completed (task) || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    return TRUE;
  if (gtk_printer_is_virtual (printer) || g_strcmp0 (gtk_printer_get_name (printer), find->name) != 0)
    return FALSE;
  g_set_object (&find->printer, printer);
  return TRUE;
}

/* The search has ended. */
static void
on_searched (gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  FindPrinter *find = g_task_get_task_data (task);

  if (g_task_get_completed (task))
    return;
  if (find->printer == NULL || g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    g_clear_handle_id (&find->timer, g_source_remove);
  if (g_task_return_error_if_cancelled (task))
    return;
  if (find->printer == NULL) {
    g_task_return_new_error (
      task, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_NO_PRINTER,
      _ ("There is no printer “%s” any more. Nothing was printed: choose another printer."), find->name);
  } else if (gtk_printer_has_details (find->printer)) {
    return_printer (task);
  } else {
    g_signal_connect_data (find->printer, "details-acquired", G_CALLBACK (on_details), g_object_ref (task),
                           unref_task, 0);
    gtk_printer_request_details (find->printer);
  }
}

/**
 * sauda_printer_find_async:
 * @name: the exact name of a queue
 * @cancellable: (nullable): ends the search
 * @callback: called with the printer
 * @user_data: data of @callback
 *
 * Looks a printer up by its name, now. To be done before every job: for a name that is gone GTK prints on
 * another printer without a word.
 */
void
sauda_printer_find_async (const char *name,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  FindPrinter *find = g_new0 (FindPrinter, 1);

  g_task_set_source_tag (task, sauda_printer_find_async);
  find->name = g_strdup (name);
  g_task_set_task_data (task, find, find_printer_free);
  find->timer = g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, TIME_LIMIT_SECONDS, on_time_over,
                                            g_object_ref (task), g_object_unref);
  gtk_enumerate_printers (on_printer, g_object_ref (task), on_searched, FALSE);
}

/**
 * sauda_printer_find_finish:
 * @result: what the callback got
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the printer, with its details known; %NULL with
 * #SAUDA_PRINT_ERROR_NO_PRINTER, #SAUDA_PRINT_ERROR_NOT_READY or `G_IO_ERROR_CANCELLED`
 */
GtkPrinter *
sauda_printer_find_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_printer_find_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Called for each printer. */
static gboolean
collect_printer (GtkPrinter *printer, gpointer user_data)
{
  GTask *task = G_TASK (user_data);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (task)))
    return TRUE;
  if (!gtk_printer_is_virtual (printer))
    g_strv_builder_add (g_task_get_task_data (task), gtk_printer_get_name (printer));
  return FALSE;
}

static void
on_all_collected (gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);

  g_task_return_pointer (task, g_strv_builder_end (g_task_get_task_data (task)), (GDestroyNotify) g_strfreev);
}

/**
 * sauda_printer_list_async:
 * @cancellable: (nullable): ends the search
 * @callback: called with the names
 * @user_data: data of @callback
 *
 * Asks the printing system for its printers.
 */
void
sauda_printer_list_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_printer_list_async);
  g_task_set_task_data (task, g_strv_builder_new (), (GDestroyNotify) g_strv_builder_unref);
  gtk_enumerate_printers (collect_printer, g_object_ref (task), on_all_collected, FALSE);
}

/**
 * sauda_printer_list_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable): names of the printers; %NULL with `G_IO_ERROR_CANCELLED`
 */
GStrv
sauda_printer_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_printer_list_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
