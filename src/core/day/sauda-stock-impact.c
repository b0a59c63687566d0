#include "sauda-stock-impact.h"

#include "sauda-connection.h"
#include "sauda-offer-sale.h"
#include "sauda-stock-levels.h"

static void
impact_free (gpointer data)
{
  SaudaStockImpact *impact = data;

  g_free (impact->sku);
  g_clear_pointer (&impact->offers, g_ptr_array_unref);
  g_free (impact);
}

static SaudaStockImpact *
ensure_impact (GPtrArray *impacts, GHashTable *by_id, const SaudaStockLevel *level)
{
  SaudaStockImpact *impact = g_hash_table_lookup (by_id, &level->variant_id);

  if (impact != NULL)
    return impact;
  impact = g_new0 (SaudaStockImpact, 1);
  impact->variant_id = level->variant_id;
  impact->sku = g_strdup (level->sku);
  impact->counted = level->counted;
  impact->on_hand_before = impact->on_hand_after = level->on_hand;
  impact->inspect_before = impact->inspect_after = level->to_inspect;
  impact->available_before = impact->available_after = level->available;
  g_ptr_array_add (impacts, impact);
  g_hash_table_insert (by_id, &impact->variant_id, impact);
  return impact;
}

/**
 * sauda_stock_impact_read:
 * @connection: inside a transaction
 * @drafts: (array length=n_drafts): movements that are not written
 * @n_drafts: how many
 * @now_ms: UTC ms
 * @error: return location
 *
 * What an act would do, to be shown before it is done.
 *
 * Returns: (transfer full) (element-type SaudaStockImpact) (nullable): a line per variant, or %NULL with an
 *   error of the store
 */
GPtrArray *
sauda_stock_impact_read (SaudaConnection *connection,
                         const SaudaStockDraft *drafts,
                         gsize n_drafts,
                         gint64 now_ms,
                         GError **error)
{
  g_autoptr (GPtrArray) impacts = g_ptr_array_new_with_free_func (impact_free);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (SaudaStockLevels) levels = sauda_stock_levels_read (connection, now_ms, error);

  if (levels == NULL)
    return NULL;
  for (gsize i = 0; i < n_drafts; i++) {
    const SaudaStockLevel *level = sauda_stock_levels_find (levels, drafts[i].variant_id);
    SaudaStockImpact *impact = level != NULL ? ensure_impact (impacts, by_id, level) : NULL;

    if (impact == NULL)
      continue;
    impact->on_hand_after += drafts[i].pieces;
    impact->available_after += drafts[i].pieces;
    impact->inspect_after += drafts[i].inspect;
  }
  for (guint i = 0; i < impacts->len; i++) {
    SaudaStockImpact *impact = g_ptr_array_index (impacts, i);
    gboolean turns = sauda_stock_impact_runs_out (impact) || sauda_stock_impact_comes_back (impact);

    impact->offers = sauda_offer_sale_list (connection, &impact->variant_id, turns ? 1 : 0, error);
    if (impact->offers == NULL)
      return NULL;
  }
  return g_steal_pointer (&impacts);
}

/**
 * sauda_stock_impact_runs_out:
 * @impact: a line
 *
 * Returns: whether the act takes what is available to 0 or less
 */
gboolean
sauda_stock_impact_runs_out (const SaudaStockImpact *impact)
{
  return impact->available_after <= 0 && (impact->available_before > 0 || !impact->counted);
}

/**
 * sauda_stock_impact_comes_back:
 * @impact: a line
 *
 * Returns: whether there is something to sell again after the act
 */
gboolean
sauda_stock_impact_comes_back (const SaudaStockImpact *impact)
{
  return impact->available_after > 0 && impact->available_before <= 0;
}
