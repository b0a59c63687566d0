#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sauda_ui_enable (GActionMap *actions, const char *name, gboolean enabled);
void sauda_ui_set_action (GtkActionable *actionable, const char *detailed_name);

G_END_DECLS
