#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sauda_bubble_list_show (GtkListBox *list, GPtrArray *bubbles, GCallback on_corrected, gpointer object);

G_END_DECLS
