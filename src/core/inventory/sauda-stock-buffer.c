#include "sauda-stock-buffer.h"

#include "sauda-connection.h"
#include "sauda-settings.h"
#include "sauda-stock-ledger.h"

#include <glib/gi18n-lib.h>

#define USUAL_BUFFER "stock-buffer"

/**
 * sauda_stock_buffer_set:
 * @connection: inside a transaction
 * @variant_id: a variant
 * @pieces: how many of it are kept back; -1 for the usual number
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_INVENTORY_ERROR_INVALID_VALUE or an error of the store
 */
gboolean
sauda_stock_buffer_set (SaudaConnection *connection, gint64 variant_id, gint64 pieces, GError **error)
{
  SaudaStatement *change;

  if (!sauda_stock_ledger_check_pieces (pieces, error))
    return FALSE;
  change =
    sauda_connection_prepare (connection,
                              pieces < 0 ? "DELETE FROM stock_buffer WHERE variant_id = ?1"
                                         : "INSERT INTO stock_buffer (variant_id, pieces) VALUES (?1, ?2)"
                                           " ON CONFLICT (variant_id) DO UPDATE SET pieces = excluded.pieces",
                              error);
  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, variant_id);
  if (pieces >= 0)
    sauda_statement_bind_int64 (change, 2, pieces);
  return sauda_statement_run (change, error);
}

/**
 * sauda_stock_buffer_read:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type gint64 gint64) (nullable): pieces kept back by variant, where they
 * are not the usual number
 */
GHashTable *
sauda_stock_buffer_read (SaudaConnection *connection, GError **error)
{
  SaudaStatement *select =
    sauda_connection_prepare (connection, "SELECT variant_id, pieces FROM stock_buffer", error);

  return select != NULL ? sauda_statement_read_map (select, error) : NULL;
}

/**
 * sauda_stock_buffer_get_usual:
 * @connection: inside a transaction
 * @pieces: (out): how many pieces of every variant are kept back, 0 at first
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_buffer_get_usual (SaudaConnection *connection, gint64 *pieces, GError **error)
{
  g_autofree char *value = NULL;

  if (!sauda_settings_get (connection, USUAL_BUFFER, &value, error))
    return FALSE;
  *pieces = value != NULL ? CLAMP (g_ascii_strtoll (value, NULL, 10), 0, SAUDA_STOCK_MAX_PIECES) : 0;
  return TRUE;
}

/**
 * sauda_stock_buffer_set_usual:
 * @connection: inside a transaction
 * @pieces: how many pieces of every variant are kept back, 0 or more
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_INVENTORY_ERROR_INVALID_VALUE or an error of the store
 */
gboolean
sauda_stock_buffer_set_usual (SaudaConnection *connection, gint64 pieces, gint64 now_ms, GError **error)
{
  char value[24];

  if (pieces < 0 || !sauda_stock_ledger_check_pieces (pieces, error)) {
    if (error != NULL && *error == NULL)
      g_set_error_literal (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
                           _ ("Pieces kept back are 0 or more."));
    return FALSE;
  }
  g_snprintf (value, sizeof value, "%" G_GINT64_FORMAT, pieces);
  g_info ("setting %s: %s", USUAL_BUFFER, value);
  return sauda_settings_set (connection, USUAL_BUFFER, value, now_ms, error);
}
