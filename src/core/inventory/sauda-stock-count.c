#include "sauda-stock-count.h"

#include "sauda-connection.h"
#include "sauda-stock-ledger.h"
#include "sauda-stock-sums.h"

#include <glib/gi18n-lib.h>

/* A count that is going on: every scan is on disk at once, so that a power cut costs none. The ledger hears
 * of it when it is booked. */

/**
 * sauda_stock_counted_free:
 * @counted: (transfer full) (nullable): a variant of a count
 */
void
sauda_stock_counted_free (SaudaStockCounted *counted)
{
  if (counted == NULL)
    return;
  g_free (counted->sku);
  g_free (counted->model);
  g_free (counted->size);
  g_free (counted);
}

/**
 * sauda_stock_count_scan:
 * @connection: inside a transaction that may write
 * @code: what a scanner read: a SKU_ID, or the SKU of an offer that leads to one variant
 * @now_ms: UTC ms
 * @variant_id: (out): what it is
 * @error: return location
 *
 * Counts one piece more.
 *
 * Returns: %FALSE with %SAUDA_INVENTORY_ERROR_NOT_FOUND or an error of the store
 */
gboolean
sauda_stock_count_scan (SaudaConnection *connection,
                        const char *code,
                        gint64 now_ms,
                        gint64 *variant_id,
                        GError **error)
{
  SaudaStatement *add;

  if (!sauda_stock_ledger_find_variant (connection, code, variant_id, error))
    return FALSE;
  if (*variant_id == 0) {
    g_set_error (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_NOT_FOUND,
                 _ ("No variant has the SKU “%s”, so it was not counted. Put the piece aside."), code);
    return FALSE;
  }
  add = sauda_connection_prepare (
    connection,
    "INSERT INTO stock_count (variant_id, pieces, at_ms) VALUES (?1, 1, ?2)"
    " ON CONFLICT (variant_id) DO UPDATE SET pieces = pieces + 1, at_ms = excluded.at_ms",
    error);
  if (add == NULL)
    return FALSE;
  sauda_statement_bind_int64 (add, 1, *variant_id);
  sauda_statement_bind_int64 (add, 2, now_ms);
  return sauda_statement_run (add, error);
}

/**
 * sauda_stock_count_set:
 * @connection: inside a transaction that may write
 * @variant_id: a variant
 * @pieces: how many were counted; -1 takes it out of the count
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_INVENTORY_ERROR_INVALID_VALUE or an error of the store
 */
gboolean
sauda_stock_count_set (SaudaConnection *connection,
                       gint64 variant_id,
                       gint64 pieces,
                       gint64 now_ms,
                       GError **error)
{
  SaudaStatement *change;

  if (pieces < -1 || pieces > SAUDA_STOCK_MAX_PIECES) {
    g_set_error_literal (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
                         _ ("A number of pieces is at most a million. Check the number."));
    return FALSE;
  }
  change = sauda_connection_prepare (
    connection,
    pieces < 0 ? "DELETE FROM stock_count WHERE variant_id = ?1"
               : "INSERT INTO stock_count (variant_id, pieces, at_ms) VALUES (?1, ?2, ?3)"
                 " ON CONFLICT (variant_id) DO UPDATE SET pieces = excluded.pieces, at_ms = excluded.at_ms",
    error);
  if (change == NULL)
    return FALSE;
  sauda_statement_bind_int64 (change, 1, variant_id);
  if (pieces >= 0) {
    sauda_statement_bind_int64 (change, 2, pieces);
    sauda_statement_bind_int64 (change, 3, now_ms);
  }
  return sauda_statement_run (change, error);
}

/**
 * sauda_stock_count_clear:
 * @connection: inside a transaction that may write
 * @error: return location
 *
 * Forgets the count.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_count_clear (SaudaConnection *connection, GError **error)
{
  SaudaStatement *clear = sauda_connection_prepare (connection, "DELETE FROM stock_count", error);

  return clear != NULL && sauda_statement_run (clear, error);
}

/**
 * sauda_stock_count_list:
 * @connection: inside a transaction
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaStockCounted) (nullable): what was counted so far, the last one
 *   first
 */
GPtrArray *
sauda_stock_count_list (SaudaConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_stock_counted_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT variant.id, variant.sku, variant.model_name, variant.size, counted.pieces"
    " FROM stock_count AS counted JOIN variant ON variant.id = counted.variant_id"
    " ORDER BY counted.at_ms DESC, variant.id",
    error);
  gboolean row;

  if (select == NULL)
    return NULL;
  for (;;) {
    SaudaStockCounted *counted;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      break;
    counted = g_new0 (SaudaStockCounted, 1);
    counted->variant_id = sauda_statement_get_int64 (select, 0);
    counted->sku = g_strdup (sauda_statement_get_text (select, 1));
    counted->model = g_strdup (sauda_statement_get_text (select, 2));
    counted->size = g_strdup (sauda_statement_get_text (select, 3));
    counted->pieces = sauda_statement_get_int64 (select, 4);
    g_ptr_array_add (list, counted);
  }
  for (guint i = 0; i < list->len; i++) {
    SaudaStockCounted *counted = g_ptr_array_index (list, i);
    SaudaStockSum sum;

    if (!sauda_stock_sum_read (connection, counted->variant_id, &sum, error))
      return NULL;
    counted->on_hand = sum.on_hand;
    counted->known = sum.baseline_ms != 0;
  }
  return g_steal_pointer (&list);
}
