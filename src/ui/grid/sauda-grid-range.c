#include "sauda-grid-private.h"

/* A rectangle of cells, from where Shift was pressed first to where the focus is. Its rows are selected too,
 * so that what acts on rows acts on those that are seen as chosen. */

static guint
find_place (GArray *columns, guint column)
{
  guint place = 0;

  while (place < columns->len && g_array_index (columns, guint, place) != column)
    place++;
  return place;
}

/* The columns that are shown between two of them, both included; %NULL when one is not shown. */
static GArray *
list_between (SaudaGrid *self, guint a, guint b)
{
  g_autoptr (GArray) shown = sauda_grid_layout_list_shown (sauda_grid_get_private (self)->layout);
  guint first = find_place (shown, a), last = find_place (shown, b);
  GArray *columns;

  if (first == shown->len || last == shown->len)
    return NULL;
  columns = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_append_vals (columns, &g_array_index (shown, guint, MIN (first, last)),
                       MAX (first, last) - MIN (first, last) + 1);
  return columns;
}

/* Forgets the rectangle; the selected rows stay. */
void
sauda_grid_range_clear (SaudaGrid *self)
{
  SaudaGridRange *range = &sauda_grid_get_private (self)->range;

  if (range->columns == NULL)
    return;
  g_clear_pointer (&range->columns, g_array_unref);
  sauda_grid_mark_cells (self);
}

/* The upper row; rows follow without a gap. */
guint
sauda_grid_range_get_top (const SaudaGridRange *range)
{
  return MIN (range->anchor_row, range->row);
}

guint
sauda_grid_range_count_rows (const SaudaGridRange *range)
{
  return MAX (range->anchor_row, range->row) - sauda_grid_range_get_top (range) + 1;
}

gboolean
sauda_grid_range_contains (const SaudaGridRange *range, guint position, guint column)
{
  guint top;

  if (range->columns == NULL)
    return FALSE;
  top = sauda_grid_range_get_top (range);
  return position >= top && position - top < sauda_grid_range_count_rows (range) &&
         find_place (range->columns, column) < range->columns->len;
}

/**
 * sauda_grid_select_cells:
 * @self: a table
 * @from_row: a row, as it is sorted
 * @from_column: a column that is shown
 * @row: another row
 * @column: another column that is shown
 *
 * Selects the rectangle between two cells, and its rows. A rectangle that is there already grows or shrinks
 * from where it began; it ends when the focus moves otherwise, or when the rows change their places.
 *
 * Returns: whether the focus moved to the other cell
 */
gboolean
sauda_grid_select_cells (SaudaGrid *self, guint from_row, guint from_column, guint row, guint column)
{
  SaudaGridRange *range;
  GArray *columns;

  g_return_val_if_fail (SAUDA_IS_GRID (self), FALSE);

  range = &sauda_grid_get_private (self)->range;
  if (range->columns == NULL) {
    range->anchor_row = from_row;
    range->anchor_column = from_column;
  }
  columns = list_between (self, range->anchor_column, column);
  if (columns == NULL || !sauda_grid_move (self, row, (int) column, TRUE)) {
    g_clear_pointer (&columns, g_array_unref);
    return FALSE;
  }
  g_clear_pointer (&range->columns, g_array_unref);
  range->columns = columns;
  range->row = row;
  sauda_grid_mark_cells (self);
  return TRUE;
}
