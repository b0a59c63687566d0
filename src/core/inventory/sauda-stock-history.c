#include "sauda-stock-history.h"

#include "sauda-connection.h"
#include "sauda-reason.h"

#define SELECT_MOVEMENTS                                                                                     \
  "SELECT movement.id, movement.variant_id, movement.batch_id, movement.at_ms, movement.kind, "              \
  "movement.pieces,"                                                                                         \
  " movement.inspect, variant.sku, movement.order_code, movement.reason, batch.who, batch.title"             \
  " FROM stock_movement AS movement JOIN stock_batch AS batch ON batch.id = movement.batch_id"               \
  " JOIN variant ON variant.id = movement.variant_id"                                                        \
  " WHERE ?1 = 0 OR movement.variant_id = ?1 ORDER BY movement.id DESC LIMIT ?2"

static SaudaStockMovement *
read_movement (SaudaStatement *row)
{
  SaudaStockMovement *movement = g_new0 (SaudaStockMovement, 1);

  movement->id = sauda_statement_get_int64 (row, 0);
  movement->variant_id = sauda_statement_get_int64 (row, 1);
  movement->batch_id = sauda_statement_get_int64 (row, 2);
  movement->at_ms = sauda_statement_get_int64 (row, 3);
  if (!sauda_stock_kind_from_name (sauda_statement_get_text (row, 4), &movement->kind))
    movement->kind = SAUDA_STOCK_CORRECTION;
  movement->pieces = sauda_statement_get_int64 (row, 5);
  movement->inspect = sauda_statement_get_int64 (row, 6);
  movement->sku = g_strdup (sauda_statement_get_text (row, 7));
  movement->order_code = g_strdup (sauda_statement_get_text (row, 8));
  movement->reason = sauda_reason_show (sauda_statement_get_text (row, 9));
  movement->who = g_strdup (sauda_statement_get_text (row, 10));
  movement->title = sauda_reason_show (sauda_statement_get_text (row, 11));
  return movement;
}

/**
 * sauda_stock_movement_free:
 * @movement: (transfer full) (nullable): a movement
 */
void
sauda_stock_movement_free (SaudaStockMovement *movement)
{
  if (movement == NULL)
    return;
  g_free (movement->sku);
  g_free (movement->order_code);
  g_free (movement->reason);
  g_free (movement->who);
  g_free (movement->title);
  g_free (movement);
}

/**
 * sauda_stock_batch_free:
 * @batch: (transfer full) (nullable): an act
 */
void
sauda_stock_batch_free (SaudaStockBatch *batch)
{
  if (batch == NULL)
    return;
  g_free (batch->title);
  g_free (batch->who);
  g_free (batch);
}

/**
 * sauda_stock_history_list:
 * @connection: inside a transaction
 * @variant_id: a variant, 0 for every one
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaStockMovement) (nullable): movements, the newest first
 */
GPtrArray *
sauda_stock_history_list (SaudaConnection *connection, gint64 variant_id, guint limit, GError **error)
{
  g_autoptr (GPtrArray) movements =
    g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_stock_movement_free);
  SaudaStatement *select = sauda_connection_prepare (connection, SELECT_MOVEMENTS, error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, variant_id);
  sauda_statement_bind_int64 (select, 2, limit);
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&movements);
    g_ptr_array_add (movements, read_movement (select));
  }
}

/**
 * sauda_stock_history_list_batches:
 * @connection: inside a transaction
 * @limit: how many at most
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaStockBatch) (nullable): acts, the newest first
 */
GPtrArray *
sauda_stock_history_list_batches (SaudaConnection *connection, guint limit, GError **error)
{
  g_autoptr (GPtrArray) batches = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_stock_batch_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT id, at_ms, title, who, (SELECT count(*) FROM stock_movement WHERE batch_id = batch.id),"
    " (SELECT coalesce (sum (pieces), 0) FROM stock_movement WHERE batch_id = batch.id),"
    " undoes IS NOT NULL OR EXISTS (SELECT 1 FROM stock_batch AS later WHERE later.undoes = batch.id)"
    " FROM stock_batch AS batch ORDER BY id DESC LIMIT ?",
    error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, limit);
  for (;;) {
    SaudaStockBatch *batch;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&batches);
    batch = g_new0 (SaudaStockBatch, 1);
    batch->id = sauda_statement_get_int64 (select, 0);
    batch->at_ms = sauda_statement_get_int64 (select, 1);
    batch->title = sauda_reason_show (sauda_statement_get_text (select, 2));
    batch->who = g_strdup (sauda_statement_get_text (select, 3));
    batch->movements = (guint) sauda_statement_get_int64 (select, 4);
    batch->pieces = sauda_statement_get_int64 (select, 5);
    batch->undone = sauda_statement_get_int64 (select, 6) != 0;
    g_ptr_array_add (batches, batch);
  }
}

/**
 * sauda_stock_history_count:
 * @connection: inside a transaction
 * @from_ms: UTC ms
 * @to_ms: UTC ms, no longer counted
 * @left: (out): pieces that left the shelf with orders between the two
 * @returned: (out): pieces that came back from buyers, to the shelf or to be inspected
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_history_count (SaudaConnection *connection,
                           gint64 from_ms,
                           gint64 to_ms,
                           gint64 *left,
                           gint64 *returned,
                           GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT coalesce (-sum (pieces) FILTER (WHERE kind = 'sale'), 0),"
    " coalesce (sum (pieces + inspect) FILTER (WHERE kind IN ('return', 'cancel')), 0)"
    " FROM stock_movement WHERE at_ms >= ? AND at_ms < ?",
    error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  sauda_statement_bind_int64 (select, 1, from_ms);
  sauda_statement_bind_int64 (select, 2, to_ms);
  if (!sauda_statement_step (select, &row, error))
    return FALSE;
  *left = sauda_statement_get_int64 (select, 0);
  *returned = sauda_statement_get_int64 (select, 1);
  sauda_statement_reset (select);
  return TRUE;
}
