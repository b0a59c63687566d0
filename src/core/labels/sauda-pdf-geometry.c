#include "sauda-pdf-geometry-private.h"

#include <string.h>

static gboolean
read_box (qpdf_data document, qpdf_oh page, const char *key, double box[4])
{
  qpdf_oh array = qpdf_oh_get_key (document, page, key);
  double read[4];

  if (!qpdf_oh_is_array (document, array) || qpdf_oh_get_array_n_items (document, array) != 4)
    return FALSE;
  for (int i = 0; i < 4; i++) {
    qpdf_oh item = qpdf_oh_get_array_item (document, array, i);

    if (!qpdf_oh_is_number (document, item))
      return FALSE;
    read[i] = qpdf_oh_get_numeric_value (document, item);
  }
  box[0] = MIN (read[0], read[2]);
  box[1] = MIN (read[1], read[3]);
  box[2] = MAX (read[0], read[2]);
  box[3] = MAX (read[1], read[3]);
  return TRUE;
}

/* Turned clockwise by that much, seen from the upper left corner. */
static gboolean
set_sight (SaudaPdfGeometry *self, int turn)
{
  const double *box = self->box;
  double width = box[2] - box[0], height = box[3] - box[1];

  self->width = turn % 180 == 0 ? width : height;
  self->height = turn % 180 == 0 ? height : width;
  switch ((turn % 360 + 360) % 360) {
  case 0:
    cairo_matrix_init (&self->to_sight, 1, 0, 0, -1, -box[0], box[3]);
    return TRUE;
  case 90:
    cairo_matrix_init (&self->to_sight, 0, 1, 1, 0, -box[1], -box[0]);
    return TRUE;
  case 180:
    cairo_matrix_init (&self->to_sight, -1, 0, 0, 1, box[2], -box[1]);
    return TRUE;
  case 270:
    cairo_matrix_init (&self->to_sight, 0, -1, -1, 0, box[3], box[2]);
    return TRUE;
  default:
    return FALSE;
  }
}

/**
 * sauda_pdf_geometry_read: (skip)
 * @self: (out): measures
 * @document: a file
 * @page: a page of it
 *
 * Returns: %FALSE when they are not plainly told
 */
gboolean
sauda_pdf_geometry_read (SaudaPdfGeometry *self, qpdf_data document, qpdf_oh page)
{
  qpdf_oh rotate = qpdf_oh_get_key (document, page, "/Rotate");
  double crop[4];

  if (!read_box (document, page, "/MediaBox", self->box) || qpdf_oh_has_key (document, page, "/UserUnit"))
    return FALSE;
  if (read_box (document, page, "/CropBox", crop)) {
    self->box[0] = MAX (self->box[0], crop[0]);
    self->box[1] = MAX (self->box[1], crop[1]);
    self->box[2] = MIN (self->box[2], crop[2]);
    self->box[3] = MIN (self->box[3], crop[3]);
  }
  return self->box[2] > self->box[0] && self->box[3] > self->box[1] &&
         set_sight (
           self, qpdf_oh_is_integer (document, rotate) ? qpdf_oh_get_int_value_as_int (document, rotate) : 0);
}

/**
 * sauda_pdf_numbers: (skip)
 * @document: a file
 * @numbers: (array length=count): numbers
 * @count: how many
 *
 * Returns: an array of them
 */
qpdf_oh
sauda_pdf_numbers (qpdf_data document, const double *numbers, guint count)
{
  g_autoptr (GString) text = g_string_new ("[");
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  for (guint i = 0; i < count; i++)
    g_string_append_printf (text, " %s", g_ascii_formatd (number, sizeof number, "%.5f", numbers[i]));
  g_string_append (text, " ]");
  return qpdf_oh_parse (document, text->str);
}

/**
 * sauda_pdf_matrix: (skip)
 * @document: a file
 * @matrix: a matrix
 *
 * Returns: it as an array
 */
qpdf_oh
sauda_pdf_matrix (qpdf_data document, const cairo_matrix_t *matrix)
{
  return sauda_pdf_numbers (
    document, (const double[]){ matrix->xx, matrix->yx, matrix->xy, matrix->yy, matrix->x0, matrix->y0 }, 6);
}

/**
 * sauda_pdf_stream: (skip)
 * @document: a file
 * @text: words of a content stream
 *
 * Returns: a stream of them
 */
qpdf_oh
sauda_pdf_stream (qpdf_data document, const char *text)
{
  qpdf_oh stream = qpdf_oh_new_stream (document), null = qpdf_oh_new_null (document);

  qpdf_oh_replace_stream_data (document, stream, (const unsigned char *) text, strlen (text), null, null);
  return stream;
}
