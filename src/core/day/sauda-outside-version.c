#include "sauda-outside-version.h"

#include "sauda-connection.h"

/**
 * sauda_outside_version_read:
 * @connection: inside a transaction
 * @unused: nothing
 * @error: return location
 *
 * A #SaudaWorkspaceFunc.
 *
 * Returns: (transfer full) (nullable): a number that is another one when another program, such as saudactl
 * beside the window, changed the database since it was asked for; or %NULL with an error of the store
 */
gint64 *
sauda_outside_version_read (SaudaConnection *connection, gpointer unused, GError **error)
{
  SaudaStatement *ask = sauda_connection_prepare (connection, "PRAGMA data_version", error);
  gint64 version;
  gboolean row;

  if (ask == NULL || !sauda_statement_step (ask, &row, error))
    return NULL;
  version = sauda_statement_get_int64 (ask, 0);
  sauda_statement_reset (ask);
  return g_memdup2 (&version, sizeof version);
}
