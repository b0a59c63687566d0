#include "sauda-stock-opening.h"

#include "sauda-connection.h"
#include "sauda-given-rows.h"
#include "sauda-stock-ledger.h"

/* What the offers of a variant say, for the variants that were never opened nor counted. */
#define SELECT_OPENINGS                                                                                      \
  "SELECT variant.id, min (offer.stock_entered), max (offer.stock_entered),"                                 \
  " coalesce (min (CASE WHEN offer.stock_entered > 0 THEN offer.stock_entered END), 0), variant.sku"         \
  " FROM variant CROSS JOIN offer ON offer.variant_id = variant.id WHERE offer.stock_entered IS NOT NULL"    \
  " AND NOT EXISTS (SELECT 1 FROM stock_movement WHERE stock_movement.variant_id = variant.id"               \
  " AND kind IN ('opening', 'count')) GROUP BY variant.id"

typedef struct {
  gint64 variant_id;
  gint64 smallest;
  gint64 largest;
  gint64 taken;
} Opening;

typedef struct {
  GArray *openings; /* (not owned) (element-type Opening) */
  int current;
  gint64 batch_id;
  gint64 now_ms;
} OpeningWalk;

static void
add_doubt (GPtrArray *doubts, const Opening *opening, const char *sku)
{
  SaudaStockDoubt *doubt = g_new0 (SaudaStockDoubt, 1);

  doubt->sku = g_strdup (sku);
  doubt->smallest = opening->smallest;
  doubt->largest = opening->largest;
  doubt->taken = opening->taken;
  g_ptr_array_add (doubts, doubt);
}

static GArray *
read_openings (SaudaConnection *connection, GPtrArray *doubts, GError **error)
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
    if (opening.smallest != opening.largest)
      add_doubt (doubts, &opening, sauda_statement_get_text (select, 4));
  }
}

static gboolean
go_on (gpointer data, GError **error)
{
  OpeningWalk *walk = data;

  return ++walk->current < (int) walk->openings->len;
}

static void
put_movement (gpointer data, guint column, SaudaGivenCell *cell)
{
  const OpeningWalk *walk = data;
  const Opening *opening = &g_array_index (walk->openings, Opening, walk->current);

  switch (column) {
  case 0:
    sauda_given_cell_put_int64 (cell, opening->variant_id);
    break;
  case 1:
    sauda_given_cell_put_int64 (cell, walk->batch_id);
    break;
  case 2:
    sauda_given_cell_put_int64 (cell, walk->now_ms);
    break;
  case 3:
    sauda_given_cell_put_text (cell, "opening");
    break;
  default:
    sauda_given_cell_put_int64 (cell, opening->taken);
  }
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
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_stock_doubt_free);
  g_autoptr (GArray) openings = read_openings (connection, found, error);
  OpeningWalk walk = { openings, -1, 0, now_ms };

  if (openings == NULL)
    return FALSE;
  *doubts = g_steal_pointer (&found);
  if (openings->len == 0)
    return TRUE;
  walk.batch_id = sauda_stock_ledger_begin (connection, title, who, now_ms, error);
  return walk.batch_id != 0 &&
         sauda_connection_insert_given (
           connection, "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces)", 5, go_on,
           put_movement, &walk, error);
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
