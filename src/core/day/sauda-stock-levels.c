#include "sauda-stock-levels.h"

#include "sauda-connection.h"
#include "sauda-purchase.h"
#include "sauda-stock-ledger.h"
#include "sauda-time.h"

typedef struct {
  SaudaStockLevels *levels; /* (not owned) */
  GHashTable *sold;         /* (owned) (element-type gint64 guint*) pieces by day, by variant */
  GHashTable *suppliers;    /* (owned) (element-type utf8 SaudaSupplier) by model */
  gint64 now_ms;
} Reader;

static void
level_free (gpointer data)
{
  SaudaStockLevel *level = data;

  g_free (level->sku);
  g_free (level->model_key);
  g_free (level->model);
  g_free (level->size);
  g_free (level->supplier);
  g_free (level);
}

static gboolean
read_variants (SaudaStockLevels *self, SaudaConnection *connection, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection, "SELECT id, sku, model_key, model_name, size FROM variant ORDER BY model_key, id", error);
  gboolean row;

  if (select == NULL)
    return FALSE;
  for (;;) {
    SaudaStockLevel *level;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    level = g_new0 (SaudaStockLevel, 1);
    level->variant_id = sauda_statement_get_int64 (select, 0);
    level->sku = g_strdup (sauda_statement_get_text (select, 1));
    level->model_key = g_strdup (sauda_statement_get_text (select, 2));
    level->model = g_strdup (sauda_statement_get_text (select, 3));
    level->size = g_strdup (sauda_statement_get_text (select, 4));
    level->days_cover = -1;
    g_ptr_array_add (self->levels, level);
    g_hash_table_insert (self->by_id, &level->variant_id, level);
  }
}

static gboolean
read_sums (SaudaStockLevels *self, SaudaConnection *connection, GError **error)
{
  g_autoptr (GHashTable) sums = sauda_stock_ledger_sum (connection, error);
  g_autoptr (GHashTable) on_order = sums != NULL ? sauda_purchase_read_on_order (connection, error) : NULL;
  gint64 usual_buffer;

  if (on_order == NULL || !sauda_stock_ledger_get_usual_buffer (connection, &usual_buffer, error))
    return FALSE;
  for (guint i = 0; i < self->levels->len; i++) {
    SaudaStockLevel *level = g_ptr_array_index (self->levels, i);
    const SaudaStockSum *sum = g_hash_table_lookup (sums, &level->variant_id);
    const gint64 *coming = g_hash_table_lookup (on_order, &level->variant_id);

    level->buffer = usual_buffer;
    level->on_order = coming != NULL ? *coming : 0;
    if (sum == NULL)
      continue;
    level->counted = TRUE;
    level->on_hand = sum->on_hand;
    level->to_inspect = sum->to_inspect;
    level->buffer = sum->buffer;
    level->baseline_ms = sum->baseline_ms;
  }
  return TRUE;
}

/* What came back or was cancelled was no demand. */
static gboolean
is_demand (const SaudaOrderDemand *line)
{
  return line->stage != SAUDA_STAGE_CANCELLED && line->stage != SAUDA_STAGE_CANCELLING &&
         line->stage != SAUDA_STAGE_RETURNED && line->stage != SAUDA_STAGE_RETURN_REQUESTED;
}

static void
count_sold (Reader *self, const SaudaOrderDemand *line)
{
  gint64 at_ms = line->created_ms != 0 ? line->created_ms : line->first_seen_ms;
  gint day = SAUDA_REORDER_DAYS - 1 - (sauda_day_from_ms (self->now_ms) - sauda_day_from_ms (at_ms));
  guint *days;

  if (!is_demand (line) || day < 0 || day >= SAUDA_REORDER_DAYS)
    return;
  days = g_hash_table_lookup (self->sold, &line->variant_id);
  if (days == NULL) {
    days = g_new0 (guint, SAUDA_REORDER_DAYS);
    g_hash_table_insert (self->sold, g_memdup2 (&line->variant_id, sizeof (gint64)), days);
  }
  days[day] += (guint) MAX (line->quantity, 0);
}

static gboolean
take_lines (Reader *self, SaudaConnection *connection, GError **error)
{
  g_autoptr (GArray) lines =
    sauda_order_demand_list (connection, self->now_ms - SAUDA_REORDER_DAYS * SAUDA_MS_PER_DAY, error);

  if (lines == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++) {
    const SaudaOrderDemand *line = &g_array_index (lines, SaudaOrderDemand, i);
    SaudaStockLevel *level = sauda_stock_levels_find (self->levels, line->variant_id);
    gboolean open = sauda_stock_demand_is_open (line), moved = FALSE;

    if (level == NULL) {
      self->levels->unlinked += open;
      continue;
    }
    count_sold (self, line);
    if (open) {
      g_autofree char *key = sauda_stock_demand_make_key (line->line_id);

      if (!sauda_stock_ledger_has (connection, key, &moved, error))
        return FALSE;
    }
    if (open && !moved)
      level->reserved += line->quantity;
  }
  return TRUE;
}

static void
advise_model (Reader *self, SaudaStockLevel **levels, guint n)
{
  static const guint nothing[SAUDA_REORDER_DAYS];
  const SaudaSupplier *supplier = g_hash_table_lookup (self->suppliers, levels[0]->model_key);
  SaudaReorderRule rule = SAUDA_REORDER_RULE_INIT;
  g_autofree SaudaReorderSize *sizes = g_new0 (SaudaReorderSize, n);
  g_autofree SaudaReorderAdvice *advice = g_new0 (SaudaReorderAdvice, n);
  gboolean sold = FALSE;

  for (guint i = 0; i < n; i++) {
    const guint *days = g_hash_table_lookup (self->sold, &levels[i]->variant_id);

    sold |= days != NULL;
    sizes[i] = (SaudaReorderSize){ days != NULL ? days : nothing, levels[i]->available, levels[i]->on_order };
    if (supplier != NULL) {
      levels[i]->supplier = g_strdup (supplier->name);
      levels[i]->supplier_id = supplier->id;
      rule = supplier->rule;
    }
  }
  if (!sold)
    return;
  sauda_reorder_advise (&rule, sizes, n, SAUDA_REORDER_DAYS, advice);
  for (guint i = 0; i < n; i++) {
    levels[i]->sold = advice[i].sold_cover;
    levels[i]->per_day = advice[i].per_day;
    levels[i]->days_cover = levels[i]->counted ? advice[i].days_cover : -1;
    levels[i]->safety_stock = advice[i].safety_stock;
    levels[i]->reorder_point = advice[i].reorder_point;
    levels[i]->reorder = levels[i]->counted ? advice[i].proposal : 0;
    levels[i]->low = levels[i]->counted && advice[i].low;
  }
}

static void
advise (Reader *self)
{
  GPtrArray *levels = self->levels->levels;
  guint first = 0;

  for (guint i = 0; i < levels->len; i++) {
    SaudaStockLevel *level = g_ptr_array_index (levels, i);

    level->available = level->on_hand - level->reserved - level->buffer;
  }
  for (guint i = 1; i <= levels->len; i++) {
    const SaudaStockLevel *before = g_ptr_array_index (levels, i - 1);

    if (i < levels->len &&
        g_str_equal (((SaudaStockLevel *) g_ptr_array_index (levels, i))->model_key, before->model_key))
      continue;
    advise_model (self, (SaudaStockLevel **) levels->pdata + first, i - first);
    first = i;
  }
}

/**
 * sauda_stock_demand_is_open:
 * @demand: a line
 *
 * Returns: whether its pieces are still with the merchant
 */
gboolean
sauda_stock_demand_is_open (const SaudaOrderDemand *demand)
{
  switch (demand->stage) {
  case SAUDA_STAGE_NEW:
  case SAUDA_STAGE_SIGNING:
  case SAUDA_STAGE_PREORDER:
  case SAUDA_STAGE_PACKING:
  case SAUDA_STAGE_HANDOVER:
  case SAUDA_STAGE_PICKUP:
  case SAUDA_STAGE_OWN_DELIVERY:
    return TRUE;
  default:
    return FALSE;
  }
}

/**
 * sauda_stock_demand_is_sold:
 * @demand: a line
 *
 * Returns: whether its pieces left the shelf: they are packed, which a saved label shows where the source
 *   cannot tell (kaspi-api 9.1), or are gone
 */
gboolean
sauda_stock_demand_is_sold (const SaudaOrderDemand *demand)
{
  switch (demand->stage) {
  case SAUDA_STAGE_HANDOVER:
  case SAUDA_STAGE_DELIVERY:
  case SAUDA_STAGE_COMPLETED:
    return TRUE;
  case SAUDA_STAGE_PACKING:
    return demand->has_label && demand->assembled != SAUDA_FACT_NO;
  default:
    return FALSE;
  }
}

/**
 * sauda_stock_demand_make_key:
 * @line_id: a line of an order
 *
 * Returns: (transfer full): what makes its sale the only one in the ledger
 */
char *
sauda_stock_demand_make_key (gint64 line_id)
{
  return g_strdup_printf ("sale/%" G_GINT64_FORMAT, line_id);
}

/**
 * sauda_stock_levels_read:
 * @connection: inside a transaction
 * @now_ms: UTC ms
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the stock of every variant, with what sells and what to order, or
 *   %NULL with an error of the store
 */
SaudaStockLevels *
sauda_stock_levels_read (SaudaConnection *connection, gint64 now_ms, GError **error)
{
  g_autoptr (SaudaStockLevels) levels = g_new0 (SaudaStockLevels, 1);
  g_autoptr (GHashTable) sold = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GHashTable) suppliers = sauda_supplier_read_models (connection, error);
  Reader reader = { levels, sold, suppliers, now_ms };

  levels->levels = g_ptr_array_new_with_free_func (level_free);
  levels->by_id = g_hash_table_new (g_int64_hash, g_int64_equal);
  if (suppliers == NULL || !read_variants (levels, connection, error) ||
      !read_sums (levels, connection, error) || !take_lines (&reader, connection, error))
    return NULL;
  advise (&reader);
  return g_steal_pointer (&levels);
}

/**
 * sauda_stock_levels_free:
 * @levels: (transfer full) (nullable): levels
 */
void
sauda_stock_levels_free (SaudaStockLevels *levels)
{
  if (levels == NULL)
    return;
  g_hash_table_unref (levels->by_id);
  g_ptr_array_unref (levels->levels);
  g_free (levels);
}

/**
 * sauda_stock_levels_find:
 * @levels: levels
 * @variant_id: a variant
 *
 * Returns: (transfer none) (nullable): its stock
 */
SaudaStockLevel *
sauda_stock_levels_find (const SaudaStockLevels *levels, gint64 variant_id)
{
  return g_hash_table_lookup (levels->by_id, &variant_id);
}
