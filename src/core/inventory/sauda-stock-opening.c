#include "sauda-stock-opening.h"

#include "sauda-connection.h"
#include "sauda-stock-ledger.h"

/* What the offers of a variant say, for the variants that were never opened nor counted. */
#define SELECT_OPENINGS                                                                                      \
  "SELECT offer.variant_id, min (offer.stock_entered), max (offer.stock_entered),"                           \
  " coalesce (min (CASE WHEN offer.stock_entered > 0 THEN offer.stock_entered END), 0)"                      \
  " FROM offer WHERE offer.stock_entered IS NOT NULL AND offer.variant_id IS NOT NULL"                       \
  " GROUP BY offer.variant_id HAVING NOT EXISTS (SELECT 1 FROM stock_movement WHERE"                         \
  " stock_movement.variant_id = offer.variant_id AND kind IN ('opening', 'count'))"

#define ROWS_AT_ONCE 64

typedef struct {
  gint64 variant_id;
  gint64 smallest;
  gint64 largest;
  gint64 taken;
} Opening;

static GArray *
read_openings (SaudaConnection *connection, GError **error)
{
  g_autoptr (GArray) openings = g_array_new (FALSE, FALSE, sizeof (Opening));
  SaudaStatement *select = sauda_connection_prepare (connection, SELECT_OPENINGS, error);
  gboolean row;

  if (select == NULL)
    return NULL;
  for (;;) {
    Opening opening;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&openings);
    opening = (Opening){ sauda_statement_get_int64 (select, 0), sauda_statement_get_int64 (select, 1),
                         sauda_statement_get_int64 (select, 2), sauda_statement_get_int64 (select, 3) };
    g_array_append_val (openings, opening);
  }
}

static gboolean
add_doubt (SaudaConnection *connection, const Opening *opening, GPtrArray *doubts, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (connection, "SELECT sku FROM variant WHERE id = ?", error);
  SaudaStockDoubt *doubt;
  gboolean row;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, opening->variant_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  doubt = g_new0 (SaudaStockDoubt, 1);
  doubt->sku = g_strdup (row ? sauda_statement_get_text (find, 0) : "");
  doubt->smallest = opening->smallest;
  doubt->largest = opening->largest;
  doubt->taken = opening->taken;
  g_ptr_array_add (doubts, doubt);
  return TRUE;
}

/* Several with a statement: a catalogue has many. */
static gboolean
write_openings (SaudaConnection *connection, gint64 batch_id, GArray *openings, gint64 now_ms, GError **error)
{
  for (guint first = 0; first < openings->len; first += ROWS_AT_ONCE) {
    guint n_rows = MIN (ROWS_AT_ONCE, openings->len - first);
    SaudaStatement *insert = sauda_connection_prepare_rows (
      connection, "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces)", 5, n_rows, error);

    if (insert == NULL)
      return FALSE;
    for (guint i = 0; i < n_rows; i++) {
      const Opening *opening = &g_array_index (openings, Opening, first + i);
      int base = (int) i * 5;

      sauda_statement_bind_int64 (insert, base + 1, opening->variant_id);
      sauda_statement_bind_int64 (insert, base + 2, batch_id);
      sauda_statement_bind_int64 (insert, base + 3, now_ms);
      sauda_statement_bind_static_text (insert, base + 4, "opening");
      sauda_statement_bind_int64 (insert, base + 5, opening->taken);
    }
    if (!sauda_statement_run (insert, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_stock_doubt_free:
 * @doubt: (transfer full) (nullable): a doubt
 */
void
sauda_stock_doubt_free (SaudaStockDoubt *doubt)
{
  if (doubt == NULL)
    return;
  g_free (doubt->sku);
  g_free (doubt);
}

/**
 * sauda_stock_opening_take:
 * @connection: inside the transaction of a catalogue's import
 * @title: what people read in the history
 * @who: the file
 * @now_ms: UTC ms
 * @doubts: (out) (transfer full) (element-type SaudaStockDoubt): variants whose offers disagree
 * @error: return location
 *
 * The stock that a catalogue tells becomes the opening stock of variants that have none yet; afterwards only
 * movements change it. All offers of a variant share one stock (product.md 1): where their rows disagree, the
 * smallest number above zero is taken, which sells nothing that is not there, and the variant is told of.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_opening_take (SaudaConnection *connection,
                          const char *title,
                          const char *who,
                          gint64 now_ms,
                          GPtrArray **doubts,
                          GError **error)
{
  g_autoptr (GArray) openings = read_openings (connection, error);
  gint64 batch_id;

  *doubts = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_stock_doubt_free);
  if (openings == NULL)
    return FALSE;
  for (guint i = 0; i < openings->len; i++) {
    const Opening *opening = &g_array_index (openings, Opening, i);

    if (opening->smallest != opening->largest && !add_doubt (connection, opening, *doubts, error))
      return FALSE;
  }
  if (openings->len == 0)
    return TRUE;
  batch_id = sauda_stock_ledger_begin (connection, title, who, now_ms, error);
  return batch_id != 0 && write_openings (connection, batch_id, openings, now_ms, error);
}

/**
 * sauda_stock_opening_take_back:
 * @connection: inside a transaction
 * @at_ms: the moment of the import, UTC ms
 * @error: return location
 *
 * Takes away what an import opened, where nothing moved since.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_opening_take_back (SaudaConnection *connection, gint64 at_ms, GError **error)
{
  SaudaStatement *clear = sauda_connection_prepare (
    connection,
    "DELETE FROM stock_movement WHERE kind = 'opening' AND at_ms = ?1 AND NOT EXISTS (SELECT 1 FROM "
    "stock_movement AS"
    " other WHERE other.variant_id = stock_movement.variant_id AND other.id <> stock_movement.id)",
    error);

  if (clear == NULL)
    return FALSE;
  sauda_statement_bind_int64 (clear, 1, at_ms);
  return sauda_statement_run (clear, error);
}
