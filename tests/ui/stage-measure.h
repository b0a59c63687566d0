#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void stage_measure (GtkWidget *top, int most_width, int most_height);

G_END_DECLS
