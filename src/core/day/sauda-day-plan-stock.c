#include "sauda-connection.h"
#include "sauda-day-plan.h"
#include "sauda-order-demand.h"
#include "sauda-stock-impact.h"

#include <string.h>

/* Orders that are older than this are not shipped any more. */
#define LOOK_BACK_MS (90 * SAUDA_MS_PER_DAY)

static gboolean
is_assembled_by (const SaudaDayPlan *plan, const SaudaOrderDemand *line)
{
  for (guint i = 0; i < plan->acts->len; i++) {
    const SaudaDayAct *act = g_ptr_array_index (plan->acts, i);

    if (act->store_id == line->store_id && strcmp (act->kind, "assemble") == 0 &&
        strcmp (act->code, line->code) == 0)
      return TRUE;
  }
  return FALSE;
}

/**
 * sauda_day_plan_read_stock:
 * @plan: a plan
 * @connection: inside a transaction
 * @now_ms: UTC ms
 * @error: return location
 *
 * Finds what its orders take from the shelf once they are packed: the decided size where there is one.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean
sauda_day_plan_read_stock (SaudaDayPlan *plan, SaudaConnection *connection, gint64 now_ms, GError **error)
{
  g_autoptr (GArray) lines = sauda_order_demand_list (connection, now_ms - LOOK_BACK_MS, error);
  g_autoptr (GArray) drafts = g_array_new (FALSE, TRUE, sizeof (SaudaStockDraft));

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++) {
    const SaudaOrderDemand *line = &g_array_index (lines, SaudaOrderDemand, i);
    const SaudaStockDraft draft = { .variant_id = line->variant_id,
                                    .kind = SAUDA_STOCK_SALE,
                                    .pieces = -line->quantity };

    if (line->variant_id != 0 && is_assembled_by (plan, line))
      g_array_append_val (drafts, draft);
  }
  g_clear_pointer (&plan->stock, g_ptr_array_unref);
  plan->stock = sauda_stock_impact_read (connection, (const SaudaStockDraft *) (gpointer) drafts->data,
                                         drafts->len, now_ms, error);
  return plan->stock != NULL;
}

/**
 * sauda_day_plan_count_pieces:
 * @plan: a plan
 *
 * Returns: pieces that leave the shelf; 0 where that was not read
 */
gint64
sauda_day_plan_count_pieces (const SaudaDayPlan *plan)
{
  gint64 pieces = 0;

  for (guint i = 0; plan->stock != NULL && i < plan->stock->len; i++) {
    const SaudaStockImpact *impact = g_ptr_array_index (plan->stock, i);

    pieces += impact->on_hand_before - impact->on_hand_after;
  }
  return pieces;
}

/**
 * sauda_day_plan_leave_out:
 * @plan: a plan
 * @order_ids: (element-type gint64): orders
 * @left: (nullable) (element-type utf8): takes the name of each order that was in the plan, once
 *
 * Takes the acts of some orders out of the plan; they are due again with the next press.
 *
 * Returns: how many orders that were
 */
guint
sauda_day_plan_leave_out (SaudaDayPlan *plan, const GArray *order_ids, GPtrArray *left)
{
  g_autoptr (GHashTable) wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < order_ids->len; i++)
    g_hash_table_add (wanted, &g_array_index (order_ids, gint64, i));
  for (guint i = 0; i < plan->acts->len;) {
    const SaudaDayAct *act = g_ptr_array_index (plan->acts, i);

    if (!g_hash_table_contains (wanted, &act->order_id)) {
      i++;
      continue;
    }
    if (g_hash_table_add (found, g_memdup2 (&act->order_id, sizeof act->order_id)) && left != NULL)
      g_ptr_array_add (left, g_strdup_printf ("%s %s", act->store, act->code));
    if (strcmp (act->kind, "accept") == 0)
      plan->to_accept--;
    else
      plan->to_assemble--;
    g_ptr_array_remove_index (plan->acts, i);
  }
  return g_hash_table_size (found);
}
