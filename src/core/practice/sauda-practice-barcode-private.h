#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

void sauda_practice_barcode_draw_lines (cairo_t *cr,
                                        const char *text,
                                        double x,
                                        double y,
                                        double width,
                                        double height);
void sauda_practice_barcode_draw_square (cairo_t *cr, const char *text, double x, double y, double side);

G_END_DECLS
