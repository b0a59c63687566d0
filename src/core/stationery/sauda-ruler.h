#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

void sauda_ruler_draw (cairo_t *cairo, double width, double height);
gboolean sauda_ruler_write (const char *path, double width, double height, GError **error);

G_END_DECLS
