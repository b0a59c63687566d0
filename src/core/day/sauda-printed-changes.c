#include "sauda-printed-changes.h"

#include "sauda-print-times.h"

static void
change_free (gpointer data)
{
  SaudaPrintedChange *change = data;

  g_free (change->before);
  g_free (change->after);
  g_free (change);
}

/* What is sent of a line without a decision. */
static const char *
get_clicked (const SaudaOrderInfo *order, gint64 line_id)
{
  for (guint i = 0; i < order->lines->len; i++) {
    const SaudaOrderLineInfo *line = g_ptr_array_index (order->lines, i);

    if (line->id == line_id)
      return line->clicked_size;
  }
  return NULL;
}

/* The size of a line when its label was printed is what stood before the first decision since. A size that
 * was decided back is none. */
static void
add_line (GPtrArray *changes, const SaudaOrderInfo *order, GPtrArray *history, guint first, gint64 printed_ms)
{
  const SaudaOrderEvent *oldest = g_ptr_array_index (history, first);
  const SaudaOrderEvent *newest = oldest;
  const char *clicked = get_clicked (order, oldest->line_id);
  const char *before = oldest->before != NULL ? oldest->before : clicked;
  const char *after = NULL;
  SaudaPrintedChange *change = NULL;

  for (guint i = 0; i < history->len; i++) {
    const SaudaOrderEvent *event = g_ptr_array_index (history, i);

    if (!g_str_equal (event->kind, "size") || event->at_ms <= printed_ms || event->line_id != oldest->line_id)
      continue;
    if (i < first)
      return; /* told already */
    newest = event;
  }
  after = newest->after != NULL ? newest->after : clicked;
  if (g_strcmp0 (before, after) == 0)
    return;
  change = g_new0 (SaudaPrintedChange, 1);
  change->order = order;
  change->before = g_strdup (before);
  change->after = g_strdup (after);
  g_ptr_array_add (changes, change);
}

static gboolean
read_order (SaudaConnection *connection,
            const SaudaOrderInfo *order,
            gint64 printed_ms,
            GPtrArray *changes,
            GError **error)
{
  g_autoptr (GPtrArray) history = sauda_orders_list_history (connection, order->id, error);

  if (history == NULL)
    return FALSE;
  for (guint i = 0; i < history->len; i++) {
    const SaudaOrderEvent *event = g_ptr_array_index (history, i);

    if (g_str_equal (event->kind, "size") && event->at_ms > printed_ms)
      add_line (changes, order, history, i, printed_ms);
  }
  return TRUE;
}

/**
 * sauda_printed_changes_read:
 * @connection: inside a transaction
 * @orders: (element-type SaudaOrderInfo): orders to ship; must outlive what is returned
 * @times: (element-type utf8 gint64): from sauda_print_times_read()
 * @error: return location
 *
 * Returns: (transfer full) (element-type SaudaPrintedChange) (nullable): lines whose size was decided
 * otherwise after the label was printed; or %NULL with an error of the store
 */
GPtrArray *
sauda_printed_changes_read (SaudaConnection *connection, GPtrArray *orders, GHashTable *times, GError **error)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func (change_free);

  for (guint i = 0; i < orders->len; i++) {
    const SaudaOrderInfo *order = g_ptr_array_index (orders, i);
    g_autofree char *key = sauda_print_times_make_key (order->store, order->code);
    const gint64 *printed_ms = g_hash_table_lookup (times, key);

    if (printed_ms != NULL && !read_order (connection, order, *printed_ms, changes, error))
      return NULL;
  }
  return g_steal_pointer (&changes);
}
