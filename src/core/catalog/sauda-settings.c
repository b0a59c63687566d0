#include "sauda-settings.h"

#include "sauda-connection.h"

/**
 * sauda_settings_get:
 * @connection: inside a transaction
 * @key: a setting that belongs to the data folder, not to the window
 * @value: (out) (nullable) (transfer full): %NULL when it was never set
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_settings_get (SaudaConnection *connection, const char *key, char **value, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT value FROM setting WHERE key = ?", error);
  gboolean row;

  *value = NULL;
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_text (find, 1, key);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row)
    *value = g_strdup (sauda_statement_get_text (find, 0));
  sauda_statement_reset (find);
  return TRUE;
}

/**
 * sauda_settings_set:
 * @connection: inside a transaction
 * @key: a setting
 * @value: (nullable): %NULL takes it back
 * @now_ms: the time, UTC ms
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_settings_set (SaudaConnection *connection,
                    const char *key,
                    const char *value,
                    gint64 now_ms,
                    GError **error)
{
  SaudaStatement *change = sauda_connection_prepare (
    connection,
    value == NULL
      ? "DELETE FROM setting WHERE key = ?1"
      : "INSERT INTO setting (key, value, changed_ms) VALUES (?1, ?2, ?3)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_ms = excluded.changed_ms",
    error);

  if (change == NULL)
    return FALSE;
  sauda_statement_bind_text (change, 1, key);
  if (value != NULL) {
    sauda_statement_bind_text (change, 2, value);
    sauda_statement_bind_int64 (change, 3, now_ms);
  }
  return sauda_statement_run (change, error);
}
