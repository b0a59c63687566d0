#include "sauda-import-undo.h"

#include "sauda-changes.h"
#include "sauda-connection.h"
#include "sauda-day-error.h"

#include <glib/gi18n-lib.h>

/* Older imports cannot be taken back any more. */
#define KEPT "10"

static gpointer
list_work (SaudaConnection *connection, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_import_undo_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection, "SELECT id, name, imported_ms, orders FROM import_undo ORDER BY id DESC", error);
  gboolean row;

  if (select == NULL)
    return NULL;
  do {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (row) {
      SaudaImportUndo *undo = g_new0 (SaudaImportUndo, 1);

      undo->id = sauda_statement_get_int64 (select, 0);
      undo->name = g_strdup (sauda_statement_get_text (select, 1));
      undo->imported_ms = sauda_statement_get_int64 (select, 2);
      undo->orders = (guint) sauda_statement_get_int64 (select, 3);
      g_ptr_array_add (list, undo);
    }
  } while (row);
  return g_steal_pointer (&list);
}

static GBytes *
read_changes (SaudaConnection *connection, gint64 id, GError **error)
{
  SaudaStatement *select =
    sauda_connection_prepare (connection, "SELECT changes FROM import_undo WHERE id = ?", error);
  GBytes *changes = NULL;
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, id);
  if (!sauda_statement_step (select, &row, error))
    return NULL;
  if (row)
    changes = sauda_statement_get_blob (select, 0);
  else
    g_set_error_literal (error, SAUDA_DAY_ERROR, SAUDA_DAY_ERROR_NO_IMPORT,
                         _ ("There is no such import. See “saudactl orders undo” for those that can be "
                            "taken back."));
  sauda_statement_reset (select);
  return changes;
}

/* A store that the file brought is called by its number. Once it was given a name, a cut-off or a token it is
 * the person's own, and stays when the orders go. */
static const char *const kept[] = { "store", NULL };

static gpointer
undo_work (SaudaConnection *connection, gpointer data, GError **error)
{
  gint64 id = *(gint64 *) data;
  g_autoptr (GBytes) changes = read_changes (connection, id, error);
  SaudaStatement *forget;

  if (changes == NULL || !sauda_changes_take_back (connection, changes, kept, error))
    return NULL;
  forget = sauda_connection_prepare (connection, "DELETE FROM import_undo WHERE id = ?", error);
  if (forget == NULL)
    return NULL;
  sauda_statement_bind_int64 (forget, 1, id);
  return sauda_statement_run (forget, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

static void
list_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *list = sauda_workspace_read (source, list_work, NULL, &error);

  if (list != NULL)
    g_task_return_pointer (task, list, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

static void
undo_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (sauda_workspace_write (source, undo_work, task_data, &error) != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/**
 * sauda_import_undo_free:
 * @undo: (transfer full): an import
 */
void
sauda_import_undo_free (SaudaImportUndo *undo)
{
  g_free (undo->name);
  g_free (undo);
}

/**
 * sauda_import_undo_keep:
 * @connection: inside the transaction of the import
 * @changes: a recording that began before it
 * @name: base name of the file
 * @sha256: of its bytes, in hex
 * @orders: that came new or changed
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Returns: what sauda_import_undo_run_async() wants, or 0 with an error of the store
 */
gint64
sauda_import_undo_keep (SaudaConnection *connection,
                        SaudaChanges *changes,
                        const char *name,
                        const char *sha256,
                        guint orders,
                        gint64 now_ms,
                        GError **error)
{
  g_autoptr (GBytes) recorded = sauda_changes_end (changes, error);
  SaudaStatement *insert =
    recorded != NULL ? sauda_connection_prepare (connection,
                                                 "INSERT INTO import_undo (name, sha256, imported_ms, orders,"
                                                 " changes) VALUES (?, ?, ?, ?, ?)",
                                                 error)
                     : NULL;
  gint64 id;

  if (insert == NULL)
    return 0;
  sauda_statement_bind_text (insert, 1, name);
  sauda_statement_bind_text (insert, 2, sha256);
  sauda_statement_bind_int64 (insert, 3, now_ms);
  sauda_statement_bind_int64 (insert, 4, orders);
  sauda_statement_bind_blob (insert, 5, recorded);
  if (!sauda_statement_run (insert, error))
    return 0;
  id = sauda_connection_get_last_id (connection);
  return sauda_connection_execute (connection,
                                   "DELETE FROM import_undo WHERE id NOT IN"
                                   " (SELECT id FROM import_undo ORDER BY id DESC LIMIT " KEPT ")",
                                   error)
           ? id
           : 0;
}

/**
 * sauda_import_undo_list_async:
 * @workspace: the merchant's folder
 * @cancellable: (nullable): to stop
 * @callback: called with the imports
 * @user_data: data of @callback
 *
 * Lists the imports that may be taken back, the last first.
 */
void
sauda_import_undo_list_async (SaudaWorkspace *workspace,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_import_undo_list_async);
  g_task_run_in_thread (task, list_in_thread);
}

/**
 * sauda_import_undo_list_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type SaudaImportUndo): the imports, or %NULL with an error
 */
GPtrArray *
sauda_import_undo_list_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_import_undo_list_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sauda_import_undo_run_async:
 * @workspace: the merchant's folder
 * @id: of the import
 * @cancellable: (nullable): to stop
 * @callback: called when it is taken back
 * @user_data: data of @callback
 *
 * Makes all orders what they were before the import: new ones go, changed ones become what they were. A store
 * that came with them goes too, unless somebody renamed it or set something of it since.
 */
void
sauda_import_undo_run_async (SaudaWorkspace *workspace,
                             gint64 id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (workspace, cancellable, callback, user_data);

  g_task_set_source_tag (task, sauda_import_undo_run_async);
  g_task_set_task_data (task, g_memdup2 (&id, sizeof id), g_free);
  g_task_run_in_thread (task, undo_in_thread);
}

/**
 * sauda_import_undo_run_finish:
 * @result: what the callback got
 * @error: return location
 *
 * Tells watchers of the workspace what changed.
 *
 * Returns: %FALSE with %SAUDA_DAY_ERROR_NO_IMPORT, or %SAUDA_STORE_ERROR_TOUCHED when somebody worked on one
 * of the orders since: then nothing was taken back
 */
gboolean
sauda_import_undo_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sauda_import_undo_run_async), FALSE);
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  sauda_workspace_emit_orders_changed (g_task_get_source_object (G_TASK (result)));
  return TRUE;
}

/**
 * sauda_import_undo_forget_text:
 * @connection: inside a transaction
 * @text: (nullable): name or phone of a buyer who is erased
 * @error: return location
 *
 * Forgets the imports whose changes hold @text: taking one back would bring the buyer back.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_import_undo_forget_text (SaudaConnection *connection, const char *text, GError **error)
{
  SaudaStatement *forget;

  if (text == NULL || *text == '\0')
    return TRUE;
  forget = sauda_connection_prepare (
    connection, "DELETE FROM import_undo WHERE instr (changes, CAST (?1 AS BLOB)) > 0", error);
  if (forget == NULL)
    return FALSE;
  sauda_statement_bind_text (forget, 1, text);
  return sauda_statement_run (forget, error);
}
