#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint sauda_later_add (GSourceFunc func, gpointer data);

G_END_DECLS
