#pragma once

#include "sauda-grid.h"

G_BEGIN_DECLS

void stage_print_texts (GtkWidget *widget);
void stage_print_table (SaudaGrid *grid);
gboolean stage_export_table (SaudaGrid *grid, const char *path);

G_END_DECLS
