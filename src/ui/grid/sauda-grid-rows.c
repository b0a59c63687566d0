#include "sauda-grid-rows.h"

/**
 * sauda_grid_keep_rows:
 * @shown: (element-type GObject): the rows that a table shows
 * @rows: (element-type GObject): those that were read now, each with a reference; changed
 * @get_id: tells rows apart
 * @take_over: gives a row that stays what was read of it
 *
 * Rows that stay remain the same objects, which selection, focus and undo know: each takes the place of its
 * successor in @rows, with the successor's content.
 */
void
sauda_grid_keep_rows (GPtrArray *shown, GPtrArray *rows, SaudaGridGetId get_id, SaudaGridTakeOver take_over)
{
  g_autoptr (GHashTable) known = g_hash_table_new (g_int64_hash, g_int64_equal);
  /* Beside the rows, whose content goes away while they take over. */
  g_autofree gint64 *ids = g_new (gint64, shown->len);

  if (shown->len == 0)
    return;
  for (guint i = 0; i < shown->len; i++) {
    ids[i] = get_id (g_ptr_array_index (shown, i));
    g_hash_table_insert (known, &ids[i], g_ptr_array_index (shown, i));
  }
  for (guint i = 0; i < rows->len; i++) {
    gpointer newer = g_ptr_array_index (rows, i);
    gint64 id = get_id (newer);
    gpointer row = g_hash_table_lookup (known, &id);

    if (row == NULL)
      continue;
    take_over (row, newer);
    g_ptr_array_index (rows, i) = g_object_ref (row);
    g_object_unref (newer);
  }
}
