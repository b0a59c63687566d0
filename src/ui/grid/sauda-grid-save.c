#include "sauda-grid.h"

/* Changes on their way to the disk: one that is not kept leaves the history, whatever else is on its way. */

struct _SaudaGridSave {
  SaudaGrid *grid; /* (owned) (not nullable) */
  guint64 step;    /* of its history; 0: none */
};

/**
 * sauda_grid_save_begin:
 * @self: a table
 *
 * For the function that applies a change, before it writes it down.
 *
 * Returns: (transfer full): what sauda_grid_save_end() takes
 */
SaudaGridSave *
sauda_grid_save_begin (SaudaGrid *self)
{
  SaudaGridSave *save = g_new0 (SaudaGridSave, 1);

  save->grid = g_object_ref (self);
  save->step = sauda_edit_history_get_applying (sauda_grid_get_history (self));
  return save;
}

/**
 * sauda_grid_save_end:
 * @save: (transfer full): a change
 * @error: (nullable): why it was not kept
 *
 * Undo knows nothing of a change that was not kept, and the table says why.
 *
 * Returns: (transfer full): the table
 */
SaudaGrid *
sauda_grid_save_end (SaudaGridSave *save, const GError *error)
{
  SaudaGrid *grid = save->grid;

  if (error != NULL) {
    sauda_edit_history_forget (sauda_grid_get_history (grid), save->step);
    sauda_grid_fail (grid, error);
  }
  g_free (save);
  return grid;
}
