#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sauda_settings_scroll_to (GtkWidget *row);
void sauda_settings_show_part (GtkWidget *page, GtkWidget *part);

G_END_DECLS
