#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

guint sauda_latin_keys_translate (GdkDisplay *display, guint keyval, guint keycode);
void sauda_latin_keys_watch (void);

G_END_DECLS
