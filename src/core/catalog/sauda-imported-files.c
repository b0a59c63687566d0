#include "sauda-imported-files.h"

#include "sauda-connection.h"

/**
 * sauda_imported_files_find:
 * @connection: inside a transaction
 * @sha256: of the file's bytes, in hex
 * @kind: %SAUDA_IMPORTED_CATALOGUE, %SAUDA_IMPORTED_ORDERS or %SAUDA_IMPORTED_WAYBILLS
 * @imported_ms: (out): when the very same bytes came in last, UTC ms; 0 when they never did
 * @summary: (out) (nullable) (transfer full): what was remembered with it
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_imported_files_find (SaudaConnection *connection,
                           const char *sha256,
                           const char *kind,
                           gint64 *imported_ms,
                           char **summary,
                           GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT imported_ms, summary FROM imported_file WHERE sha256 = ? AND kind = ?", error);
  gboolean row;

  *imported_ms = 0;
  *summary = NULL;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, sha256);
  sauda_statement_bind_text (find, 2, kind);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row) {
    *imported_ms = sauda_statement_get_int64 (find, 0);
    *summary = g_strdup (sauda_statement_get_text (find, 1));
  }
  sauda_statement_reset (find);
  return TRUE;
}

/**
 * sauda_imported_files_remember:
 * @connection: inside the transaction of the import
 * @sha256: of the file's bytes, in hex
 * @kind: as sauda_imported_files_find()
 * @name: the file's base name
 * @summary: (nullable): how it came in, for the next time
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_imported_files_remember (SaudaConnection *connection,
                               const char *sha256,
                               const char *kind,
                               const char *name,
                               const char *summary,
                               gint64 now_ms,
                               GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO imported_file (sha256, kind, name, imported_ms, summary) VALUES (?, ?, ?, ?, ?)"
    " ON CONFLICT (sha256, kind) DO UPDATE SET name = excluded.name, imported_ms = excluded.imported_ms,"
    " summary = excluded.summary",
    error);

  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_text (insert, 1, sha256);
  sauda_statement_bind_text (insert, 2, kind);
  sauda_statement_bind_text (insert, 3, name);
  sauda_statement_bind_int64 (insert, 4, now_ms);
  sauda_statement_bind_text (insert, 5, summary);
  return sauda_statement_run (insert, error);
}
