#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void sauda_import_progress_show (guint done, guint total, gpointer bar);

G_END_DECLS
