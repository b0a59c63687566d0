#include "sauda-stock-opening.h"

#include "sauda-connection.h"
#include "sauda-stock-ledger.h"

/* What the offers of a variant say; the variants that were never opened nor counted. */
#define SELECT_OPENINGS                                                                                      \
  " FROM offer WHERE stock_entered IS NOT NULL AND variant_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM"     \
  " stock_movement WHERE stock_movement.variant_id = offer.variant_id AND kind IN ('opening', 'count'))"     \
  " GROUP BY variant_id"
#define TAKEN "coalesce (min (CASE WHEN stock_entered > 0 THEN stock_entered END), 0)"

static GPtrArray *
list_doubts (SaudaConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) doubts = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_stock_doubt_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT (SELECT sku FROM variant WHERE id = variant_id), min (stock_entered), max (stock_entered), " TAKEN
      SELECT_OPENINGS " HAVING min (stock_entered) <> max (stock_entered)",
    error);
  gboolean row;

  if (select == NULL)
    return NULL;
  for (;;) {
    SaudaStockDoubt *doubt;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&doubts);
    doubt = g_new0 (SaudaStockDoubt, 1);
    doubt->sku = g_strdup (sauda_statement_get_text (select, 0));
    doubt->smallest = sauda_statement_get_int64 (select, 1);
    doubt->largest = sauda_statement_get_int64 (select, 2);
    doubt->taken = sauda_statement_get_int64 (select, 3);
    g_ptr_array_add (doubts, doubt);
  }
}

static gboolean
has_openings (SaudaConnection *connection, gboolean *has, GError **error)
{
  SaudaStatement *find =
    sauda_connection_prepare (connection, "SELECT variant_id" SELECT_OPENINGS " LIMIT 1", error);

  if (find == NULL || !sauda_statement_step (find, has, error))
    return FALSE;
  sauda_statement_reset (find);
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
  SaudaStatement *insert;
  gint64 batch_id;
  gboolean has;

  *doubts = list_doubts (connection, error);
  if (*doubts == NULL || !has_openings (connection, &has, error))
    return FALSE;
  if (!has)
    return TRUE;
  batch_id = sauda_stock_ledger_begin (connection, title, who, now_ms, error);
  insert =
    batch_id != 0
      ? sauda_connection_prepare (connection,
                                  "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces)"
                                  " SELECT variant_id, ?1, ?2, 'opening', " TAKEN SELECT_OPENINGS,
                                  error)
      : NULL;
  if (insert == NULL)
    return FALSE;
  sauda_statement_bind_int64 (insert, 1, batch_id);
  sauda_statement_bind_int64 (insert, 2, now_ms);
  return sauda_statement_run (insert, error);
}
