#include "sauda-stock-acts.h"

#include "sauda-connection.h"
#include "sauda-offer-sale.h"
#include "sauda-stock-levels.h"
#include "sauda-stock-sums.h"

#include <glib/gi18n-lib.h>

static gboolean
write_act (SaudaConnection *connection, const SaudaStockAct *act, gint64 *batch_id, GError **error)
{
  *batch_id = sauda_stock_ledger_begin (connection, act->title, act->who, act->now_ms, error);
  if (*batch_id == 0)
    return FALSE;
  for (guint i = 0; i < act->drafts->len; i++)
    if (!sauda_stock_ledger_add (connection, *batch_id, &g_array_index (act->drafts, SaudaStockDraft, i),
                                 act->now_ms, NULL, error))
      return FALSE;
  return TRUE;
}

static gboolean
append_offers (SaudaConnection *connection,
               const SaudaStockLevel *level,
               SaudaOfferSale state,
               GPtrArray *found,
               GError **error)
{
  g_autoptr (GPtrArray) offers = sauda_offer_sale_list (connection, &level->variant_id, 1, error);

  if (offers == NULL)
    return FALSE;
  for (guint i = 0; i < offers->len; i++) {
    SaudaOfferState *offer = g_ptr_array_index (offers, i);

    if (offer->state == state)
      g_ptr_array_add (found, g_steal_pointer (&offers->pdata[i]));
  }
  return TRUE;
}

/**
 * sauda_stock_outcome_free:
 * @outcome: (transfer full) (nullable): an outcome
 */
void
sauda_stock_outcome_free (SaudaStockOutcome *outcome)
{
  if (outcome == NULL)
    return;
  g_clear_pointer (&outcome->impacts, g_ptr_array_unref);
  g_free (outcome);
}

/**
 * sauda_stock_acts_apply:
 * @connection: inside a transaction; one that may write, unless it is a preview
 * @act: what to do
 * @error: return location
 *
 * Tells what the act does and, unless it is a preview, does it. An act without movements writes nothing.
 *
 * Returns: (transfer full) (nullable): the outcome, or %NULL with %SAUDA_INVENTORY_ERROR_INVALID_VALUE or an
 *   error of the store
 */
SaudaStockOutcome *
sauda_stock_acts_apply (SaudaConnection *connection, const SaudaStockAct *act, GError **error)
{
  g_autoptr (SaudaStockOutcome) outcome = g_new0 (SaudaStockOutcome, 1);

  for (guint i = 0; act->preview && i < act->drafts->len; i++)
    if (!sauda_stock_ledger_check_inspected (connection, &g_array_index (act->drafts, SaudaStockDraft, i),
                                             error))
      return NULL;
  outcome->impacts = sauda_stock_impact_read (connection, (const SaudaStockDraft *) act->drafts->data,
                                              act->drafts->len, act->now_ms, error);
  if (outcome->impacts == NULL)
    return NULL;
  if (!act->preview && act->drafts->len > 0 && !write_act (connection, act, &outcome->batch_id, error))
    return NULL;
  return g_steal_pointer (&outcome);
}

/**
 * sauda_stock_acts_add_count:
 * @connection: inside a transaction
 * @drafts: (element-type SaudaStockDraft): grows by the movement; not when the stock is right already
 * @variant_id: what was counted
 * @counted: pieces that lie there
 * @error: return location
 *
 * The first count of a variant is its opening stock.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_acts_add_count (SaudaConnection *connection,
                            GArray *drafts,
                            gint64 variant_id,
                            gint64 counted,
                            GError **error)
{
  SaudaStockDraft draft = { .variant_id = variant_id };
  SaudaStockSum sum;

  if (!sauda_stock_sum_read (connection, variant_id, &sum, error))
    return FALSE;
  draft.kind = sum.baseline_ms == 0 ? SAUDA_STOCK_OPENING : SAUDA_STOCK_COUNT;
  draft.pieces = counted - sum.on_hand;
  if (draft.pieces != 0 || sum.baseline_ms == 0)
    g_array_append_val (drafts, draft);
  return TRUE;
}

/**
 * sauda_stock_acts_make_move:
 * @variant_id: what moves
 * @kind: why; a count is made by sauda_stock_acts_add_count()
 * @pieces: how many; more than 0, except for corrections
 * @draft: (out): the movement
 * @error: return location
 *
 * Inspected pieces leave the box "to inspect"; only good ones reach the shelf.
 *
 * Returns: %FALSE with %SAUDA_INVENTORY_ERROR_INVALID_VALUE
 */
gboolean
sauda_stock_acts_make_move (gint64 variant_id,
                            SaudaStockKind kind,
                            gint64 pieces,
                            SaudaStockDraft *draft,
                            GError **error)
{
  *draft = (SaudaStockDraft){ .variant_id = variant_id, .kind = kind };
  if (pieces == 0 || (pieces < 0 && kind != SAUDA_STOCK_CORRECTION) || kind == SAUDA_STOCK_COUNT) {
    g_set_error_literal (error, SAUDA_INVENTORY_ERROR, SAUDA_INVENTORY_ERROR_INVALID_VALUE,
                         _ ("A movement has one piece or more; only a correction may be less than zero."));
    return FALSE;
  }
  switch (kind) {
  case SAUDA_STOCK_SALE:
    draft->pieces = -pieces;
    break;
  case SAUDA_STOCK_RETURN:
    draft->inspect = pieces;
    break;
  case SAUDA_STOCK_GOOD:
    draft->pieces = pieces;
    draft->inspect = -pieces;
    break;
  case SAUDA_STOCK_DAMAGED:
  case SAUDA_STOCK_LOST:
    draft->inspect = -pieces;
    break;
  default:
    draft->pieces = pieces;
  }
  return TRUE;
}

/**
 * sauda_stock_acts_list_waiting:
 * @connection: inside a transaction
 * @levels: the stock of every variant
 * @back: whether what can be sold again is listed, and not what has run out
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOfferState) (nullable): offers, in every store, about which a
 *   person is to decide
 */
GPtrArray *
sauda_stock_acts_list_waiting (SaudaConnection *connection,
                               const SaudaStockLevels *levels,
                               gboolean back,
                               GError **error)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_offer_state_free);
  g_autoptr (GHashTable) off = sauda_offer_sale_read_off_variants (connection, error);

  if (off == NULL)
    return NULL;
  for (guint i = 0; i < levels->levels->len; i++) {
    const SaudaStockLevel *level = g_ptr_array_index (levels->levels, i);

    if (level->counted && (level->available > 0) == back &&
        (!back || g_hash_table_contains (off, &level->variant_id)) &&
        !append_offers (connection, level, back ? SAUDA_OFFER_SALE_OFF : SAUDA_OFFER_SALE_BY_STOCK, found,
                        error))
      return NULL;
  }
  return g_steal_pointer (&found);
}

/**
 * sauda_stock_acts_list_run_out:
 * @connection: inside a transaction
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOfferState) (nullable): every offer, in every store, of the
 *   variants of which nothing is available, unless something was decided about it already
 */
GPtrArray *
sauda_stock_acts_list_run_out (SaudaConnection *connection, gint64 now_ms, GError **error)
{
  g_autoptr (SaudaStockLevels) levels = sauda_stock_levels_read (connection, now_ms, error);

  return levels != NULL ? sauda_stock_acts_list_waiting (connection, levels, FALSE, error) : NULL;
}

/**
 * sauda_stock_acts_take_off_sale:
 * @connection: inside a transaction
 * @offers: (element-type SaudaOfferState): what was shown and confirmed
 * @who: the person or the rule
 * @now_ms: UTC ms
 * @error: return location
 *
 * They are off sale from the next price list on, until they are released or the act is undone.
 *
 * Returns: the act in the stock ledger, 0 with an error of the store
 */
gint64
sauda_stock_acts_take_off_sale (SaudaConnection *connection,
                                GPtrArray *offers,
                                const char *who,
                                gint64 now_ms,
                                GError **error)
{
  gint64 batch_id = sauda_stock_ledger_begin (connection, N_ ("Off sale: nothing left"), who, now_ms, error);

  if (batch_id == 0)
    return 0;
  for (guint i = 0; i < offers->len; i++) {
    const SaudaOfferState *offer = g_ptr_array_index (offers, i);

    if (!sauda_offer_sale_set (connection, batch_id, offer->offer_id, SAUDA_OFFER_SALE_OFF, now_ms, error))
      return 0;
  }
  return batch_id;
}

/**
 * sauda_stock_acts_list_back:
 * @connection: inside a transaction
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaOfferState) (nullable): offers that were taken off sale and of
 *   whose variant something is available again
 */
GPtrArray *
sauda_stock_acts_list_back (SaudaConnection *connection, gint64 now_ms, GError **error)
{
  g_autoptr (SaudaStockLevels) levels = sauda_stock_levels_read (connection, now_ms, error);

  return levels != NULL ? sauda_stock_acts_list_waiting (connection, levels, TRUE, error) : NULL;
}

/**
 * sauda_stock_acts_put_back:
 * @connection: inside a transaction
 * @offers: (element-type SaudaOfferState): what was shown and confirmed
 * @who: the person or the rule
 * @now_ms: UTC ms
 * @error: return location
 *
 * They are sold by their stock again, from the next price list on.
 *
 * Returns: the act in the stock ledger, 0 with an error of the store
 */
gint64
sauda_stock_acts_put_back (SaudaConnection *connection,
                           GPtrArray *offers,
                           const char *who,
                           gint64 now_ms,
                           GError **error)
{
  gint64 batch_id = sauda_stock_ledger_begin (connection, N_ ("Back on sale"), who, now_ms, error);

  for (guint i = 0; i < offers->len && batch_id != 0; i++) {
    const SaudaOfferState *offer = g_ptr_array_index (offers, i);

    if (!sauda_offer_sale_set (connection, batch_id, offer->offer_id, SAUDA_OFFER_SALE_BY_STOCK, now_ms,
                               error))
      return 0;
  }
  return batch_id;
}
