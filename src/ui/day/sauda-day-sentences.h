#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A list box in which each row is a sentence with an icon, which can be selected and copied. */
void sauda_day_sentences_show (GtkListBox *list, const char *icon_name, GPtrArray *sentences);

G_END_DECLS
