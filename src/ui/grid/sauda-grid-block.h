#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Private to the table: text of a spreadsheet as rows of cells; an empty text is one empty cell. */
typedef struct {
  GPtrArray *rows; /* (owned) (not nullable) (element-type GStrv) at least one */
  guint width;     /* of the longest row, at least 1 */
} SaudaGridBlock;

void sauda_grid_block_read (SaudaGridBlock *self, const char *text);
void sauda_grid_block_clear (SaudaGridBlock *self);
const char *sauda_grid_block_get (const SaudaGridBlock *self, guint row, guint column);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SaudaGridBlock, sauda_grid_block_clear)

G_END_DECLS
