#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sauda_spoken_rows_name (GtkWidget *row);

G_END_DECLS
