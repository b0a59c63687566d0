#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SAUDA_TYPE_WRAP_BOX (sauda_wrap_box_get_type ())
G_DECLARE_FINAL_TYPE (SaudaWrapBox, sauda_wrap_box, SAUDA, WRAP_BOX, GtkWidget)

void sauda_wrap_box_append (SaudaWrapBox *self, GtkWidget *child);

G_END_DECLS
