#include "sauda-workspace-async.h"

#include "sauda-database.h"

/**
 * sauda_workspace_read_async:
 * @self: a workspace
 * @func: looks things up, on the database's thread
 * @data: (transfer full): data for @func
 * @data_free: (nullable): frees @data
 * @result_free: (nullable): frees a result that nobody takes
 * @cancellable: (nullable): to stop
 * @callback: called with the result
 * @user_data: data for @callback
 *
 * Runs @func on the database without waiting for it.
 */
void
sauda_workspace_read_async (SaudaWorkspace *self,
                            SaudaWorkspaceFunc func,
                            gpointer data,
                            GDestroyNotify data_free,
                            GDestroyNotify result_free,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  sauda_database_read_async (sauda_workspace_get_database (self), func, data, data_free, result_free,
                             cancellable, callback, user_data);
}

/**
 * sauda_workspace_write_async:
 * @self: a workspace
 * @func: changes things, all or nothing, on the database's thread
 * @data: (transfer full): data for @func
 * @data_free: (nullable): frees @data
 * @result_free: (nullable): frees a result that nobody takes
 * @cancellable: (nullable): to stop before it begins
 * @callback: called with the result
 * @user_data: data for @callback
 *
 * Runs @func on the database without waiting for it.
 */
void
sauda_workspace_write_async (SaudaWorkspace *self,
                             SaudaWorkspaceFunc func,
                             gpointer data,
                             GDestroyNotify data_free,
                             GDestroyNotify result_free,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  sauda_database_run_async (sauda_workspace_get_database (self), func, data, data_free, result_free,
                            cancellable, callback, user_data);
}

/**
 * sauda_workspace_read_finish:
 * @source: what the callback got as its source
 * @result: what the callback got
 * @error: return location
 *
 * Returns: what the function returned
 */
gpointer
sauda_workspace_read_finish (GObject *source, GAsyncResult *result, GError **error)
{
  return sauda_database_read_finish (SAUDA_DATABASE (source), result, error);
}

/**
 * sauda_workspace_write_finish:
 * @source: what the callback got as its source
 * @result: what the callback got
 * @error: return location
 *
 * Returns: what the function returned
 */
gpointer
sauda_workspace_write_finish (GObject *source, GAsyncResult *result, GError **error)
{
  return sauda_database_run_finish (SAUDA_DATABASE (source), result, error);
}
