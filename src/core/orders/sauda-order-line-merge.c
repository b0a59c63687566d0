#include "sauda-order-line-merge.h"

#include "sauda-connection.h"
#include "sauda-order-events.h"

/* A line as the database has it. */
typedef struct {
  gint64 id;
  gint occurrence;
  gboolean told; /* by the source that is merged */
  SaudaOrderLineRecord known;
} LineRow;

static void
line_row_free (gpointer data)
{
  LineRow *row = data;

  g_free (row->known.sku);
  g_free (row->known.title);
  g_free (row->known.seller_title);
  g_free (row->known.category);
  g_free (row->known.kaspi_entry_id);
  g_free (row->known.unit_type);
  g_free (row);
}

static LineRow *
read_line (SaudaStatement *select)
{
  LineRow *row = g_new0 (LineRow, 1);

  row->id = sauda_statement_get_int64 (select, 0);
  row->occurrence = (gint) sauda_statement_get_int64 (select, 1);
  row->known.sku = g_strdup (sauda_statement_get_text (select, 2));
  row->known.title = g_strdup (sauda_statement_get_text (select, 3));
  row->known.seller_title = g_strdup (sauda_statement_get_text (select, 4));
  row->known.category = g_strdup (sauda_statement_get_text (select, 5));
  row->known.kaspi_entry_id = g_strdup (sauda_statement_get_text (select, 6));
  row->known.unit_type = g_strdup (sauda_statement_get_text (select, 7));
  row->known.quantity = (gint) sauda_statement_get_int64 (select, 8);
  row->known.amount = sauda_statement_is_null (select, 9) ? -1 : sauda_statement_get_int64 (select, 9);
  return row;
}

static GPtrArray *
load_lines (SaudaConnection *connection, gint64 order_id, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (line_row_free);
  SaudaStatement *select = sauda_connection_prepare (
    connection,
    "SELECT id, occurrence, sku, title, seller_title, category, kaspi_entry_id, unit_type, quantity, amount"
    " FROM order_line WHERE order_id = ?",
    error);
  gboolean row;

  if (select == NULL)
    return NULL;
  sauda_statement_bind_int64 (select, 1, order_id);
  for (;;) {
    if (!sauda_statement_step (select, &row, error))
      return NULL;
    if (!row)
      return g_steal_pointer (&rows);
    g_ptr_array_add (rows, read_line (select));
  }
}

/* The n-th line of an order with one SKU is always the same line, whatever stands between. */
static gint
count_before (GPtrArray *lines, guint index)
{
  const SaudaOrderLineRecord *line = g_ptr_array_index (lines, index);
  gint count = 0;

  for (guint i = 0; i < index; i++)
    count += g_str_equal (((SaudaOrderLineRecord *) g_ptr_array_index (lines, i))->sku, line->sku);
  return count;
}

static LineRow *
find_line (GPtrArray *rows, const char *sku, gint occurrence)
{
  for (guint i = 0; i < rows->len; i++) {
    LineRow *row = g_ptr_array_index (rows, i);

    if (row->occurrence == occurrence && g_str_equal (row->known.sku, sku))
      return row;
  }
  return NULL;
}

static gboolean
take_text (char **known, const char *text, gboolean authoritative)
{
  if (text == NULL || (*known != NULL && (!authoritative || g_str_equal (*known, text))))
    return FALSE;
  g_free (*known);
  *known = g_strdup (text);
  return TRUE;
}

static gboolean
take_line (LineRow *row, const SaudaOrderLineRecord *line, gboolean authoritative)
{
  gboolean changed = FALSE;

  changed |= take_text (&row->known.title, line->title, authoritative);
  changed |= take_text (&row->known.seller_title, line->seller_title, authoritative);
  changed |= take_text (&row->known.category, line->category, authoritative);
  changed |= take_text (&row->known.kaspi_entry_id, line->kaspi_entry_id, authoritative);
  changed |= take_text (&row->known.unit_type, line->unit_type, authoritative);
  if (line->quantity > 0 && line->quantity != row->known.quantity && authoritative) {
    row->known.quantity = line->quantity;
    changed = TRUE;
  }
  if (line->amount >= 0 && line->amount != row->known.amount && (authoritative || row->known.amount < 0)) {
    row->known.amount = line->amount;
    changed = TRUE;
  }
  return changed;
}

static void
bind_line (SaudaStatement *statement, const SaudaOrderLineRecord *line)
{
  sauda_statement_bind_text (statement, 1, line->title);
  sauda_statement_bind_text (statement, 2, line->seller_title);
  sauda_statement_bind_text (statement, 3, line->category);
  sauda_statement_bind_text (statement, 4, line->kaspi_entry_id);
  sauda_statement_bind_text (statement, 5, line->unit_type);
  sauda_statement_bind_int64 (statement, 6, line->quantity);
  if (line->amount >= 0)
    sauda_statement_bind_int64 (statement, 7, line->amount);
}

static gboolean
update_line (SaudaConnection *connection, const LineRow *row, GError **error)
{
  SaudaStatement *update = sauda_connection_prepare (
    connection,
    "UPDATE order_line SET title = ?1, seller_title = ?2, category = ?3, kaspi_entry_id = ?4, unit_type = ?5,"
    " quantity = ?6, amount = ?7 WHERE id = ?8",
    error);

  if (update == NULL)
    return FALSE;
  bind_line (update, &row->known);
  sauda_statement_bind_int64 (update, 8, row->id);
  return sauda_statement_run (update, error);
}

static gboolean
insert_line (SaudaConnection *connection,
             gint64 order_id,
             guint position,
             gint occurrence,
             const SaudaOrderLineRecord *line,
             GError **error)
{
  SaudaStatement *insert = sauda_connection_prepare (
    connection,
    "INSERT INTO order_line (title, seller_title, category, kaspi_entry_id, unit_type, quantity, amount, "
    "order_id,"
    " position, occurrence, sku) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    error);

  if (insert == NULL)
    return FALSE;
  bind_line (insert, line);
  sauda_statement_bind_int64 (insert, 8, order_id);
  sauda_statement_bind_int64 (insert, 9, position);
  sauda_statement_bind_int64 (insert, 10, occurrence);
  sauda_statement_bind_text (insert, 11, line->sku);
  return sauda_statement_run (insert, error);
}

/* A part of the order was cancelled. The history keeps what it was. */
static gboolean
remove_line (SaudaConnection *connection, const SaudaLineMerge *merge, const LineRow *row, GError **error)
{
  g_autofree char *before = g_strdup_printf ("%s × %d", row->known.sku, row->known.quantity);
  SaudaStatement *delete =
    sauda_connection_prepare (connection, "DELETE FROM order_line WHERE id = ?", error);

  if (delete == NULL)
    return FALSE;
  sauda_statement_bind_int64 (delete, 1, row->id);
  return sauda_statement_run (delete, error) &&
         sauda_order_events_add (connection,
                                 &(SaudaOrderEventDraft){ .order_id = merge->order_id,
                                                          .at_ms = merge->now_ms,
                                                          .kind = "line",
                                                          .before = before,
                                                          .who = merge->who },
                                 error);
}

/**
 * sauda_order_lines_merge:
 * @connection: inside a transaction
 * @merge: the order
 * @lines: (element-type SaudaOrderLineRecord): what a source tells; empty when it tells nothing
 * @changed: (inout): set when something was learned
 * @error: return location
 *
 * Decided sizes are never touched.
 *
 * Returns: %FALSE with an error of the store
 */
gboolean
sauda_order_lines_merge (SaudaConnection *connection,
                         const SaudaLineMerge *merge,
                         GPtrArray *lines,
                         gboolean *changed,
                         GError **error)
{
  g_autoptr (GPtrArray) rows = load_lines (connection, merge->order_id, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < lines->len; i++) {
    const SaudaOrderLineRecord *line = g_ptr_array_index (lines, i);
    gint occurrence = count_before (lines, i);
    LineRow *row = find_line (rows, line->sku, occurrence);

    if (row == NULL) {
      *changed = TRUE;
      if (!insert_line (connection, merge->order_id, i, occurrence, line, error))
        return FALSE;
      continue;
    }
    row->told = TRUE;
    if (!take_line (row, line, merge->authoritative))
      continue;
    *changed = TRUE;
    if (!update_line (connection, row, error))
      return FALSE;
  }
  for (guint i = 0; i < rows->len && merge->complete && lines->len > 0; i++) {
    const LineRow *row = g_ptr_array_index (rows, i);

    if (row->told)
      continue;
    *changed = TRUE;
    if (!remove_line (connection, merge, row, error))
      return FALSE;
  }
  return TRUE;
}
