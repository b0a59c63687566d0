#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkListItemFactory *sauda_decision_rows_new (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
