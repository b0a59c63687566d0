#include "sauda-stock-sums.h"

#include "sauda-connection.h"
#include "sauda-stock-buffer.h"

/* Sorting and adding up 100,000 variants takes SQLite three times as long. */
#define SELECT_MOVEMENTS                                                                                     \
  "SELECT variant_id, batch_id, pieces, inspect, CASE WHEN kind IN ('opening', 'count') THEN at_ms END"      \
  " FROM stock_movement"

#define SELECT_BUFFERS "SELECT variant_id, pieces FROM stock_buffer"

typedef struct {
  SaudaStockSum sum;
  gboolean stands; /* some movement of it was not taken back */
} Entry;

/* Acts that were undone, and their undos. */
static GHashTable *
read_void (SaudaConnection *connection, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection, "SELECT id, undoes FROM stock_batch WHERE undoes IS NOT NULL", error);

  return select != NULL ? sauda_statement_read_set (select, error) : NULL;
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  gint64 first = ((const Entry *) a)->sum.variant_id, second = ((const Entry *) b)->sum.variant_id;

  return (first > second) - (first < second);
}

static void
add_up (SaudaStockSum *sum, const SaudaStockSum *more)
{
  sum->on_hand += more->on_hand;
  sum->to_inspect += more->to_inspect;
  sum->baseline_ms = MAX (sum->baseline_ms, more->baseline_ms);
}

/* Every movement of @select as a sum of its own. */
static gboolean
read_movements (SaudaStatement *select,
                GHashTable *undone,
                gint64 usual_buffer,
                GArray *entries,
                GError **error)
{
  gboolean row;

  for (;;) {
    Entry entry = { .stands = TRUE };
    gint64 batch_id;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    batch_id = sauda_statement_get_int64 (select, 1);
    entry.stands = !g_hash_table_contains (undone, &batch_id);
    entry.sum.variant_id = sauda_statement_get_int64 (select, 0);
    entry.sum.on_hand = sauda_statement_get_int64 (select, 2);
    entry.sum.to_inspect = sauda_statement_get_int64 (select, 3);
    entry.sum.baseline_ms = entry.stands ? sauda_statement_get_int64 (select, 4) : 0;
    entry.sum.buffer = usual_buffer;
    g_array_append_val (entries, entry);
  }
}

/* Of some variants, or with %NULL of all. */
static GArray *
read_entries (SaudaConnection *connection, const GArray *ids, GError **error)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (GHashTable) undone = read_void (connection, error);
  gint64 usual_buffer;
  SaudaStatement *select;

  if (undone == NULL || !sauda_stock_buffer_get_usual (connection, &usual_buffer, error))
    return NULL;
  select = sauda_connection_prepare (
    connection, ids != NULL ? SELECT_MOVEMENTS " WHERE variant_id = ?" : SELECT_MOVEMENTS, error);
  if (select == NULL)
    return NULL;
  for (guint i = 0; i < (ids != NULL ? ids->len : 1); i++) {
    if (ids != NULL)
      sauda_statement_bind_int64 (select, 1, g_array_index (ids, gint64, i));
    if (!read_movements (select, undone, usual_buffer, entries, error))
      return NULL;
  }
  return g_steal_pointer (&entries);
}

/* The movements of a variant as one sum. What was undone is as if it had never been. */
static GArray *
fold (GArray *entries)
{
  GArray *sums = g_array_sized_new (FALSE, FALSE, sizeof (SaudaStockSum), entries->len);
  guint next;

  for (guint i = 0; i < entries->len; i = next) {
    Entry *first = &g_array_index (entries, Entry, i);

    for (next = i + 1; next < entries->len; next++) {
      const Entry *entry = &g_array_index (entries, Entry, next);

      if (entry->sum.variant_id != first->sum.variant_id)
        break;
      first->stands |= entry->stands;
      add_up (&first->sum, &entry->sum);
    }
    if (first->stands)
      g_array_append_val (sums, first->sum);
  }
  return sums;
}

/**
 * sauda_stock_sums_find:
 * @sums: (element-type SaudaStockSum): from sauda_stock_sums_read()
 * @variant_id: a variant
 *
 * Returns: (transfer none) (nullable): its sum; %NULL when it never moved
 */
SaudaStockSum *
sauda_stock_sums_find (const GArray *sums, gint64 variant_id)
{
  guint from = 0, to = sums->len;

  while (from < to) {
    guint middle = from + (to - from) / 2;
    SaudaStockSum *sum = &g_array_index (sums, SaudaStockSum, middle);

    if (sum->variant_id == variant_id)
      return sum;
    if (sum->variant_id < variant_id)
      from = middle + 1;
    else
      to = middle;
  }
  return NULL;
}

static gboolean
read_buffers (SaudaStatement *select, GArray *sums, GError **error)
{
  gboolean row;

  for (;;) {
    SaudaStockSum *sum;

    if (!sauda_statement_step (select, &row, error))
      return FALSE;
    if (!row)
      return TRUE;
    sum = sauda_stock_sums_find (sums, sauda_statement_get_int64 (select, 0));
    if (sum != NULL)
      sum->buffer = sauda_statement_get_int64 (select, 1);
  }
}

static gboolean
keep_back (SaudaConnection *connection, const GArray *ids, GArray *sums, GError **error)
{
  SaudaStatement *select = sauda_connection_prepare (
    connection, ids != NULL ? SELECT_BUFFERS " WHERE variant_id = ?" : SELECT_BUFFERS, error);

  if (select == NULL)
    return FALSE;
  for (guint i = 0; i < (ids != NULL ? ids->len : 1); i++) {
    if (ids != NULL)
      sauda_statement_bind_int64 (select, 1, g_array_index (ids, gint64, i));
    if (!read_buffers (select, sums, error))
      return FALSE;
  }
  return TRUE;
}

/**
 * sauda_stock_sums_read:
 * @connection: inside a transaction
 * @ids: (element-type gint64) (nullable): some variants, each once; %NULL for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaStockSum) (nullable): the sums of those that moved, by
 *   their number, or %NULL with an error of the store
 */
GArray *
sauda_stock_sums_read (SaudaConnection *connection, const GArray *ids, GError **error)
{
  g_autoptr (GArray) entries = read_entries (connection, ids, error);
  g_autoptr (GArray) sums = NULL;

  if (entries == NULL)
    return NULL;
  g_array_sort (entries, compare_entries);
  sums = fold (entries);
  return keep_back (connection, ids, sums, error) ? g_steal_pointer (&sums) : NULL;
}

/**
 * sauda_stock_sum_read:
 * @connection: inside a transaction
 * @variant_id: a variant
 * @sum: (out): its sum; zeros and the usual buffer when it never moved
 * @error: return location
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_stock_sum_read (SaudaConnection *connection, gint64 variant_id, SaudaStockSum *sum, GError **error)
{
  GArray one = { (gpointer) &variant_id, 1 };
  g_autoptr (GArray) sums = sauda_stock_sums_read (connection, &one, error);

  *sum = (SaudaStockSum){ .variant_id = variant_id };
  if (sums == NULL)
    return FALSE;
  if (sums->len == 0)
    return sauda_stock_buffer_get_usual (connection, &sum->buffer, error);
  *sum = g_array_index (sums, SaudaStockSum, 0);
  return TRUE;
}
