#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Large letters, long languages and narrow windows cut texts off: every window is given room for its letters,
 * and a tip tells the whole of what is cut. */
void sauda_whole_texts_watch (void);
const char *sauda_whole_texts_find (GtkWidget *window, double x, double y);

G_END_DECLS
