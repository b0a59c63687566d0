#pragma once

#include <cairo.h>
#include <glib.h>
#include <qpdf/qpdf-c.h>

G_BEGIN_DECLS

/* A page's measures. */
typedef struct {
  double width, height; /* as a person sees it, points */
  double box[4];        /* left, bottom, right, top of what is seen, in the page's own measures */
  cairo_matrix_t
    to_sight; /* from the page's own measures to points from the left and the top, as it is seen */
} SaudaPdfGeometry;

gboolean sauda_pdf_geometry_read (SaudaPdfGeometry *self, qpdf_data document, qpdf_oh page);
qpdf_oh sauda_pdf_numbers (qpdf_data document, const double *numbers, guint count);
qpdf_oh sauda_pdf_matrix (qpdf_data document, const cairo_matrix_t *matrix);
qpdf_oh sauda_pdf_stream (qpdf_data document, const char *text);

G_END_DECLS
