#pragma once

#include "sauda-grid.h"
#include "sauda-table-export.h"

G_BEGIN_DECLS

SaudaTable *
sauda_grid_create_table (SaudaGrid *self, const char *name, gboolean selected) G_GNUC_WARN_UNUSED_RESULT;
void sauda_grid_export (SaudaGrid *self, const char *name, gboolean selected);

G_END_DECLS
