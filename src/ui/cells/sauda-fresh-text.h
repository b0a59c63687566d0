#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sauda_fresh_text_set (GtkEditable *field, const char *text);

G_END_DECLS
