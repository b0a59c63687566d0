#pragma once

#include "sauda-orders.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *sauda_pack_line_row_new (const SaudaOrderLineInfo *line, guint scanned, guint wanted);

G_END_DECLS
