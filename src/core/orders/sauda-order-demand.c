#include "sauda-order-demand.h"

#include "sauda-catalog.h"
#include "sauda-connection.h"

/* When an order was seen to leave, and to come back; the source may know better, by the day at least. */
#define SEEN                                                                                                 \
  "(SELECT max (min (at_ms, coalesce (told_ms + 86400000, at_ms))) FROM order_event"                         \
  " WHERE order_id = orders.id AND kind = 'stage' AND "
#define SEEN_LEAVING SEEN "before NOT IN ('delivery', 'completed') AND after IN ('delivery', 'completed'))"
#define SEEN_BACK SEEN "before IS NOT NULL AND after IN ('returned', 'cancelling', 'cancelled'))"

/* Orders that still take something from the shelf come along however old they are. */
#define SELECT_LINES                                                                                         \
  "SELECT line.id, orders.store_id, orders.code, line.quantity, orders.stage, orders.assembled,"             \
  " EXISTS (SELECT 1 FROM waybill WHERE waybill.order_id = orders.id), orders.handed_over_ms,"               \
  " coalesce (orders.created_ms, 0), orders.first_seen_ms, line.sku, line.decided_size,"                     \
  " CASE WHEN orders.stage IN ('delivery', 'completed') THEN " SEEN_LEAVING                                  \
  " WHEN orders.stage IN ('returned', 'cancelling', 'cancelled') THEN " SEEN_BACK " END"                     \
  " FROM orders JOIN order_line AS line ON line.order_id = orders.id"                                        \
  " WHERE orders.created_ms >= ?1 OR orders.first_seen_ms >= ?1 AND orders.created_ms IS NULL"               \
  " OR orders.stage IN ('new', 'signing', 'preorder', 'packing', 'handover', 'pickup', 'own-delivery')"      \
  " ORDER BY line.id"

typedef struct {
  SaudaConnection *connection; /* (not owned) */
  GHashTable *by_sku;  /* (owned) (element-type utf8 gint64) `store/sku` → variant, 0 where nothing fits */
  GHashTable *by_size; /* (owned) (element-type utf8 gint64) `variant/size` → variant of the same model */
} Finder;

static void
demand_clear (gpointer data)
{
  g_free (((SaudaOrderDemand *) data)->code);
}

static void
remember (GHashTable *known, char *key, gint64 id)
{
  g_hash_table_insert (known, key, g_memdup2 (&id, sizeof id));
}

static gboolean
find_by_sku (Finder *self, gint64 store_id, const char *sku, gint64 *variant_id, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", store_id, sku);
  const gint64 *known = g_hash_table_lookup (self->by_sku, key);

  if (known != NULL) {
    *variant_id = *known;
    return TRUE;
  }
  if (!sauda_catalog_find_variant (self->connection, store_id, sku, variant_id, NULL, error))
    return FALSE;
  remember (self->by_sku, g_steal_pointer (&key), *variant_id);
  return TRUE;
}

/* The variant of the same model in another size; 0 when there is none, or more than one. */
static gboolean
find_by_size (Finder *self, gint64 variant_id, const char *size, gint64 *other_id, GError **error)
{
  g_autofree char *key = g_strdup_printf ("%" G_GINT64_FORMAT "/%s", variant_id, size);
  const gint64 *known = g_hash_table_lookup (self->by_size, key);
  SaudaStatement *find;
  gboolean row;

  if (known != NULL) {
    *other_id = *known;
    return TRUE;
  }
  *other_id = 0;
  find = sauda_connection_prepare (
    self->connection,
    "SELECT CASE WHEN known.size IS ?2 THEN known.id ELSE (SELECT min (other.id) FROM variant AS other"
    " WHERE other.model_key = known.model_key AND other.size = ?2 HAVING count(*) = 1) END"
    " FROM variant AS known WHERE known.id = ?1",
    error);
  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, variant_id);
  sauda_statement_bind_text (find, 2, size);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  if (row)
    *other_id = sauda_statement_get_int64 (find, 0);
  sauda_statement_reset (find);
  remember (self->by_size, g_steal_pointer (&key), *other_id);
  return TRUE;
}

static void
read_line (SaudaStatement *row, SaudaOrderDemand *demand)
{
  demand->line_id = sauda_statement_get_int64 (row, 0);
  demand->store_id = sauda_statement_get_int64 (row, 1);
  demand->code = g_strdup (sauda_statement_get_text (row, 2));
  demand->quantity = (gint) sauda_statement_get_int64 (row, 3);
  if (!sauda_stage_from_name (sauda_statement_get_text (row, 4), &demand->stage))
    demand->stage = SAUDA_STAGE_UNKNOWN;
  if (!sauda_statement_is_null (row, 5))
    demand->assembled = sauda_statement_get_int64 (row, 5) != 0 ? SAUDA_FACT_YES : SAUDA_FACT_NO;
  demand->has_label = sauda_statement_get_int64 (row, 6) != 0;
  demand->was_handed_over = !sauda_statement_is_null (row, 7);
  demand->handed_over_ms = sauda_statement_get_int64 (row, 7);
  demand->created_ms = sauda_statement_get_int64 (row, 8);
  demand->first_seen_ms = sauda_statement_get_int64 (row, 9);
  demand->moved_ms = sauda_statement_get_int64 (row, 12);
}

static gboolean
find_variant (Finder *self, SaudaOrderDemand *demand, const char *sku, const char *size, GError **error)
{
  gint64 decided_id;

  if (!find_by_sku (self, demand->store_id, sku, &demand->variant_id, error))
    return FALSE;
  if (size == NULL || *size == '\0' || demand->variant_id == 0)
    return TRUE;
  if (!find_by_size (self, demand->variant_id, size, &decided_id, error))
    return FALSE;
  demand->decided_lost = decided_id == 0;
  if (decided_id != 0)
    demand->variant_id = decided_id;
  return TRUE;
}

static GArray *
read_lines (Finder *self, gint64 since_ms, GError **error)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, TRUE, sizeof (SaudaOrderDemand));
  SaudaStatement *select = sauda_connection_prepare (self->connection, SELECT_LINES, error);
  gboolean row;

  if (select == NULL)
    return NULL;
  g_array_set_clear_func (lines, demand_clear);
  sauda_statement_bind_int64 (select, 1, since_ms);
  for (;;) {
    SaudaOrderDemand demand = { 0 };

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&lines);
    read_line (select, &demand);
    g_array_append_val (lines, demand);
    if (!find_variant (self, &g_array_index (lines, SaudaOrderDemand, lines->len - 1),
                       sauda_statement_get_text (select, 10), sauda_statement_get_text (select, 11), error))
      return NULL;
  }
}

/**
 * sauda_order_demand_list:
 * @connection: inside a transaction
 * @since_ms: orders made since then, UTC ms, and every one that is still open
 * @error: return location
 *
 * What orders take, or took, from the shelf: the variant that is shipped, which is the one of the decided
 * size and not the one that the buyer clicked (product.md 1).
 *
 * Returns: (transfer full) (element-type SaudaOrderDemand) (nullable): lines, or %NULL with an error of the
 *   store
 */
GArray *
sauda_order_demand_list (SaudaConnection *connection, gint64 since_ms, GError **error)
{
  g_autoptr (GHashTable) by_sku = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) by_size = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  Finder finder = { connection, by_sku, by_size };

  return read_lines (&finder, since_ms, error);
}
