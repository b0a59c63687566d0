#include "sauda-stock-opening.h"

#include "sauda-connection.h"
#include "sauda-given-rows.h"
#include "sauda-stock-ledger.h"

/* Rows in the order of the table: by variant, SQLite would look for each offer by itself. */
#define SELECT_STOCKS                                                                                        \
  "SELECT variant_id, stock_entered FROM offer WHERE stock_entered IS NOT NULL AND variant_id IS NOT NULL"

/* Opened or counted before; in the order of the index, so that both lists are gone through once. */
#define SELECT_OPENED                                                                                        \
  "SELECT DISTINCT variant_id FROM stock_movement WHERE kind IN ('opening', 'count') ORDER BY variant_id"

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

static gboolean
name_doubt (SaudaConnection *connection, SaudaStockDoubt *doubt, gint64 variant_id, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (connection, "SELECT sku FROM variant WHERE id = ?", error);
  gboolean row;

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, variant_id);
  if (!sauda_statement_step (find, &row, error))
    return FALSE;
  doubt->sku = g_strdup (row ? sauda_statement_get_text (find, 0) : NULL);
  sauda_statement_reset (find);
  return TRUE;
}

static gboolean
add_doubt (SaudaConnection *connection, GPtrArray *doubts, const Opening *opening, GError **error)
{
  SaudaStockDoubt *doubt = g_new0 (SaudaStockDoubt, 1);

  doubt->smallest = opening->smallest;
  doubt->largest = opening->largest;
  doubt->taken = opening->taken;
  g_ptr_array_add (doubts, doubt);
  return doubts->len > SAUDA_STOCK_DOUBTS_NAMED || name_doubt (connection, doubt, opening->variant_id, error);
}

static int
compare_variants (gconstpointer a, gconstpointer b)
{
  const Opening *first = a, *second = b;

  return first->variant_id < second->variant_id ? -1 : first->variant_id > second->variant_id;
}

/* One for each offer that tells a stock. */
static GArray *
read_stocks (SaudaConnection *connection, GError **error)
{
  g_autoptr (GArray) stocks = g_array_new (FALSE, FALSE, sizeof (Opening));
  SaudaStatement *select = sauda_connection_prepare (connection, SELECT_STOCKS, error);
  gboolean row, sorted = TRUE;
  gint64 before = 0;

  if (select == NULL)
    return NULL;
  for (;;) {
    Opening opening;
    gint64 pieces;

    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      break;
    pieces = sauda_statement_get_int64 (select, 1);
    opening = (Opening){ sauda_statement_get_int64 (select, 0), pieces, pieces, MAX (pieces, 0) };
    sorted = sorted && opening.variant_id >= before;
    before = opening.variant_id;
    g_array_append_val (stocks, opening);
  }
  if (!sorted)
    g_array_sort (stocks, compare_variants);
  return g_steal_pointer (&stocks);
}

/* Puts the offers of each variant together, in their place. */
static void
join_offers (GArray *stocks)
{
  Opening *all = (Opening *) (void *) stocks->data;
  guint n = 0;

  for (guint i = 0; i < stocks->len; i++) {
    Opening *last = n > 0 ? &all[n - 1] : NULL;

    if (last == NULL || last->variant_id != all[i].variant_id) {
      all[n++] = all[i];
      continue;
    }
    last->smallest = MIN (last->smallest, all[i].smallest);
    last->largest = MAX (last->largest, all[i].largest);
    if (all[i].taken > 0 && (last->taken == 0 || all[i].taken < last->taken))
      last->taken = all[i].taken;
  }
  g_array_set_size (stocks, n);
}

static gboolean
drop_opened (SaudaConnection *connection, GArray *openings, GError **error)
{
  Opening *all = (Opening *) (void *) openings->data;
  SaudaStatement *select = sauda_connection_prepare (connection, SELECT_OPENED, error);
  guint n = 0;
  gint64 opened = G_MININT64;
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;
  for (guint i = 0; i < openings->len; i++) {
    while (row && opened < all[i].variant_id) {
      if (!sauda_statement_step (select, &row, error))
        return FALSE;
      if (row)
        opened = sauda_statement_get_int64 (select, 0);
    }
    if (opened != all[i].variant_id)
      all[n++] = all[i];
  }
  sauda_statement_reset (select);
  g_array_set_size (openings, n);
  return TRUE;
}

static GArray *
read_openings (SaudaConnection *connection, GPtrArray *doubts, GError **error)
{
  g_autoptr (GArray) openings = read_stocks (connection, error);

  if (openings == NULL)
    return NULL;
  join_offers (openings);
  if (!drop_opened (connection, openings, error))
    return NULL;
  for (guint i = 0; i < openings->len; i++) {
    const Opening *opening = &g_array_index (openings, Opening, i);

    if (opening->smallest != opening->largest && !add_doubt (connection, doubts, opening, error))
      return NULL;
  }
  return g_steal_pointer (&openings);
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

/* Whether a kind is one of ten, SQLite looks up in a table that it makes anew for every row, which takes
 * half of the time of all of them. This kind is a word of the program; the other rules of the table hold
 * as ever. */
static gboolean
insert_movements (SaudaConnection *connection, OpeningWalk *walk, GError **error)
{
  gboolean done = sauda_connection_execute (connection, "PRAGMA ignore_check_constraints = ON", error) &&
                  sauda_connection_insert_given (
                    connection, "INSERT INTO stock_movement (variant_id, batch_id, at_ms, kind, pieces)", 5,
                    go_on, put_movement, walk, error);

  return sauda_connection_execute (connection, "PRAGMA ignore_check_constraints = OFF",
                                   done ? error : NULL) &&
         done;
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
 * smallest number above zero is taken, which sells nothing that is not there, and the variant is told of: the
 * first %SAUDA_STOCK_DOUBTS_NAMED by name, all of them by their number.
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
  return walk.batch_id != 0 && insert_movements (connection, &walk, error);
}

/**
 * sauda_stock_opening_find:
 * @connection: inside a transaction
 * @at_ms: the moment of an import, UTC ms
 * @found: (out): whether it opened the stock of a variant
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_opening_find (SaudaConnection *connection, gint64 at_ms, gboolean *found, GError **error)
{
  SaudaStatement *find = sauda_connection_prepare (
    connection, "SELECT 1 FROM stock_movement WHERE kind = 'opening' AND at_ms = ? LIMIT 1", error);

  if (find == NULL)
    return FALSE;
  sauda_statement_bind_int64 (find, 1, at_ms);
  if (!sauda_statement_step (find, found, error))
    return FALSE;
  sauda_statement_reset (find);
  return TRUE;
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
