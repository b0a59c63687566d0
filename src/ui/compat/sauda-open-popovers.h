#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sauda_open_popovers_fold (GtkWidget *widget);
void sauda_open_popovers_watch (void);

G_END_DECLS
