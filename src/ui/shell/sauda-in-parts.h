#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sauda_in_parts_show (GtkWidget *box);
gboolean sauda_in_parts_is_whole (GtkWidget *box);

G_END_DECLS
