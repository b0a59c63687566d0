#include "sauda-reorder-data.h"

#include "sauda-reorder-sheet.h"
#include "sauda-stock-work.h"

/* What the window of purchases does on the database's thread. */

/**
 * sauda_reorder_data_free:
 * @data: (transfer full): a #SaudaReorderData
 */
void
sauda_reorder_data_free (gpointer data)
{
  SaudaReorderData *self = data;

  g_clear_pointer (&self->levels, sauda_stock_levels_unref);
  g_clear_pointer (&self->suppliers, g_ptr_array_unref);
  g_clear_pointer (&self->purchases, g_ptr_array_unref);
  g_free (self);
}

/**
 * sauda_reorder_data_read:
 * @connection: inside a transaction
 * @now_ms: a gint64, UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a #SaudaReorderData, or %NULL with an error of the store
 */
gpointer
sauda_reorder_data_read (SaudaConnection *connection, gpointer now_ms, GError **error)
{
  SaudaReorderData *self = g_new0 (SaudaReorderData, 1);

  self->levels = sauda_stock_levels_read (connection, *(gint64 *) now_ms, error);
  if (self->levels != NULL)
    self->suppliers = sauda_supplier_list (connection, error);
  if (self->suppliers != NULL)
    self->purchases = sauda_purchase_list (connection, 0, error);
  if (self->purchases != NULL)
    return self;
  sauda_reorder_data_free (self);
  return NULL;
}

/**
 * sauda_reorder_job_new:
 * @workspace: whose clock tells the time
 *
 * Returns: (transfer full): an empty job, made now
 */
SaudaReorderJob *
sauda_reorder_job_new (SaudaWorkspace *workspace)
{
  SaudaReorderJob *job = g_new0 (SaudaReorderJob, 1);

  job->now_ms = sauda_workspace_get_now (workspace);
  return job;
}

/**
 * sauda_reorder_job_free:
 * @job: (transfer full): a #SaudaReorderJob
 */
void
sauda_reorder_job_free (gpointer job)
{
  SaudaReorderJob *self = job;

  g_free (self->supplier);
  g_free (self->model);
  g_free (self->path);
  g_free (self);
}

/**
 * sauda_reorder_job_order:
 * @connection: inside a transaction that may write
 * @job: a #SaudaReorderJob: from one supplier or, without, of everything
 * @error: return location
 *
 * Returns: (nullable): not %NULL when the proposal is a purchase now
 */
gpointer
sauda_reorder_job_order (SaudaConnection *connection, gpointer job, GError **error)
{
  const SaudaReorderJob *self = job;
  g_autoptr (SaudaStockLevels) levels = sauda_stock_levels_read (connection, self->now_ms, error);

  return GINT_TO_POINTER (levels != NULL &&
                          sauda_reorder_sheet_order (connection, levels, self->supplier, SAUDA_STOCK_WHO,
                                                     self->now_ms, error) != 0);
}

/**
 * sauda_reorder_job_set_supplier:
 * @connection: inside a transaction that may write
 * @job: a #SaudaReorderJob: a supplier, its rule, and a model that it makes, if any
 * @error: return location
 *
 * Returns: (nullable): not %NULL when it is kept
 */
gpointer
sauda_reorder_job_set_supplier (SaudaConnection *connection, gpointer job, GError **error)
{
  const SaudaReorderJob *self = job;

  return GINT_TO_POINTER (
    sauda_supplier_set (connection, self->supplier, &self->rule, error) != 0 &&
    (self->model == NULL || sauda_supplier_set_model (connection, self->supplier, self->model, error)));
}

static gboolean
receive_rest (SaudaConnection *connection, const SaudaReorderJob *job, GError **error)
{
  g_autoptr (GPtrArray) purchases = sauda_purchase_list (connection, job->purchase_id, error);
  const SaudaPurchase *purchase =
    purchases != NULL && purchases->len > 0 ? g_ptr_array_index (purchases, 0) : NULL;

  for (guint i = 0; purchase != NULL && i < purchase->lines->len; i++) {
    const SaudaPurchaseLine *line = g_ptr_array_index (purchase->lines, i);

    if (line->received < line->pieces &&
        sauda_purchase_receive (connection, job->purchase_id, line->variant_id, line->pieces - line->received,
                                SAUDA_STOCK_WHO, job->now_ms, error) == 0)
      return FALSE;
  }
  return purchase != NULL;
}

/**
 * sauda_reorder_job_receive:
 * @connection: inside a transaction that may write
 * @job: a #SaudaReorderJob: what came of which purchase
 * @error: return location
 *
 * Returns: (nullable): not %NULL when it is on the shelf
 */
gpointer
sauda_reorder_job_receive (SaudaConnection *connection, gpointer job, GError **error)
{
  const SaudaReorderJob *self = job;

  if (self->variant_id == 0)
    return GINT_TO_POINTER (receive_rest (connection, self, error));
  return GINT_TO_POINTER (sauda_purchase_receive (connection, self->purchase_id, self->variant_id,
                                                  self->pieces, SAUDA_STOCK_WHO, self->now_ms, error) != 0);
}

/**
 * sauda_reorder_job_close:
 * @connection: inside a transaction that may write
 * @job: a #SaudaReorderJob: a purchase of which nothing more comes
 * @error: return location
 *
 * Returns: (nullable): not %NULL when it is closed
 */
gpointer
sauda_reorder_job_close (SaudaConnection *connection, gpointer job, GError **error)
{
  const SaudaReorderJob *self = job;

  return GINT_TO_POINTER (sauda_purchase_close (connection, self->purchase_id, self->now_ms, error));
}

/**
 * sauda_reorder_job_export:
 * @connection: inside a transaction
 * @job: a #SaudaReorderJob: a file, and a supplier or all
 * @error: return location
 *
 * Returns: (nullable): not %NULL when the XLSX is written
 */
gpointer
sauda_reorder_job_export (SaudaConnection *connection, gpointer job, GError **error)
{
  const SaudaReorderJob *self = job;
  g_autoptr (SaudaStockLevels) levels = sauda_stock_levels_read (connection, self->now_ms, error);

  return GINT_TO_POINTER (levels != NULL &&
                          sauda_reorder_sheet_write (levels, self->supplier, self->path, error));
}
