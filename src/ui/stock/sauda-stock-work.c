#include "sauda-stock-work.h"

#include "sauda-stock-buffer.h"
#include "sauda-stock-ledger.h"
#include "sauda-stock-sums.h"

#include <glib/gi18n-lib.h>

/* What the pages of the stock do on the database's thread. */

/**
 * sauda_stock_edit_new:
 * @workspace: whose clock tells the time
 * @variant_id: a variant
 * @pieces: the number that was typed
 * @before: (nullable): what stood there
 *
 * Returns: (transfer full): the edit
 */
SaudaStockEdit *
sauda_stock_edit_new (SaudaWorkspace *workspace, gint64 variant_id, gint64 pieces, const char *before)
{
  SaudaStockEdit *edit = g_new0 (SaudaStockEdit, 1);

  g_atomic_ref_count_init (&edit->references);
  edit->variant_id = variant_id;
  edit->pieces = pieces;
  edit->before = g_strdup (before);
  edit->now_ms = sauda_workspace_get_now (workspace);
  return edit;
}

/**
 * sauda_stock_edit_ref:
 * @edit: an edit
 *
 * Returns: (transfer full): the same
 */
SaudaStockEdit *
sauda_stock_edit_ref (SaudaStockEdit *edit)
{
  g_atomic_ref_count_inc (&edit->references);
  return edit;
}

/**
 * sauda_stock_edit_unref:
 * @edit: (transfer full): an edit
 */
void
sauda_stock_edit_unref (SaudaStockEdit *edit)
{
  if (!g_atomic_ref_count_dec (&edit->references))
    return;
  g_free (edit->before);
  g_free (edit);
}

/* A number that somebody else wrote meanwhile stays. */
static void
refuse_change (GError **error)
{
  g_set_error_literal (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_DONE_ALREADY,
                       _ ("This number was changed elsewhere meanwhile, and stays as it is."));
}

/**
 * sauda_stock_work_count:
 * @connection: inside a transaction that may write
 * @edit: a #SaudaStockEdit: what was counted
 * @error: return location
 *
 * Returns: (transfer full) (nullable): a #SaudaStockOutcome
 */
gpointer
sauda_stock_work_count (SaudaConnection *connection, gpointer edit, GError **error)
{
  SaudaStockEdit *self = edit;
  g_autoptr (GArray) drafts = g_array_new (FALSE, TRUE, sizeof (SaudaStockDraft));
  const SaudaStockAct act = {
    .drafts = drafts, .title = N_ ("Counted by hand"), .who = SAUDA_STOCK_WHO, .now_ms = self->now_ms
  };
  SaudaStockOutcome *outcome;

  if (!sauda_stock_acts_add_count (connection, drafts, self->variant_id, self->pieces, error))
    return NULL;
  outcome = sauda_stock_acts_apply (connection, &act, error);
  if (outcome != NULL)
    self->batch_id = outcome->batch_id;
  return outcome;
}

/**
 * sauda_stock_work_take_back:
 * @connection: inside a transaction that may write
 * @edit: a #SaudaStockEdit that was counted
 * @error: return location
 *
 * Returns: (nullable): not %NULL when it is as before; %NULL with %SAUDA_INVENTORY_ERROR_DONE_ALREADY when
 *   something else moved the stock since
 */
gpointer
sauda_stock_work_take_back (SaudaConnection *connection, gpointer edit, GError **error)
{
  SaudaStockEdit *self = edit;

  SaudaStockSum sum;

  if (self->batch_id == 0)
    return GINT_TO_POINTER (TRUE);
  if (!sauda_stock_sum_read (connection, self->variant_id, &sum, error))
    return NULL;
  if (sum.on_hand != self->pieces) {
    refuse_change (error);
    return NULL;
  }
  return GINT_TO_POINTER (
    sauda_stock_ledger_undo (connection, self->batch_id, SAUDA_STOCK_WHO, self->now_ms, error) != 0);
}

/**
 * sauda_stock_work_set_buffer:
 * @connection: inside a transaction that may write
 * @edit: a #SaudaStockEdit: how many are kept back
 * @error: return location
 *
 * Returns: (nullable): not %NULL when it is kept; %NULL with %SAUDA_INVENTORY_ERROR_DONE_ALREADY when it is
 * not what the person saw
 */
gpointer
sauda_stock_work_set_buffer (SaudaConnection *connection, gpointer edit, GError **error)
{
  SaudaStockEdit *self = edit;
  g_autoptr (GHashTable) buffers = sauda_stock_buffer_read (connection, error);
  const gint64 *own = buffers != NULL ? g_hash_table_lookup (buffers, &self->variant_id) : NULL;
  gint64 now;

  if (buffers == NULL || (own == NULL && !sauda_stock_buffer_get_usual (connection, &now, error)))
    return NULL;
  if (own != NULL)
    now = *own;
  if (self->before != NULL && now != self->pieces && g_ascii_strtoll (self->before, NULL, 10) != now) {
    refuse_change (error);
    return NULL;
  }
  return GINT_TO_POINTER (sauda_stock_buffer_set (connection, self->variant_id, self->pieces, error));
}

/**
 * sauda_stock_request_new:
 * @workspace: whose clock tells the time
 *
 * Returns: (transfer full): an empty request, made now
 */
SaudaStockRequest *
sauda_stock_request_new (SaudaWorkspace *workspace)
{
  SaudaStockRequest *request = g_new0 (SaudaStockRequest, 1);

  request->now_ms = sauda_workspace_get_now (workspace);
  return request;
}

/**
 * sauda_stock_request_free:
 * @request: (transfer full): a #SaudaStockRequest
 */
void
sauda_stock_request_free (gpointer request)
{
  g_clear_pointer (&((SaudaStockRequest *) request)->offers, g_ptr_array_unref);
  g_free (request);
}

/**
 * sauda_stock_work_undo:
 * @connection: inside a transaction that may write
 * @request: a #SaudaStockRequest: its `batch_id` is taken back
 * @error: return location
 *
 * Returns: (nullable): not %NULL when it is as before
 */
gpointer
sauda_stock_work_undo (SaudaConnection *connection, gpointer request, GError **error)
{
  SaudaStockRequest *self = request;

  return GINT_TO_POINTER (
    sauda_stock_ledger_undo (connection, self->batch_id, SAUDA_STOCK_WHO, self->now_ms, error) != 0);
}
