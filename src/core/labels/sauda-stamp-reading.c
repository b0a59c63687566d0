#include "sauda-stamp-reading-private.h"

#define MAX_BOXES 20000

/**
 * sauda_stamp_reading_give_up: (skip)
 * @self: a reading
 *
 * Something may lie outside of the boxes.
 */
void
sauda_stamp_reading_give_up (SaudaStampReading *self)
{
  self->page->sure = FALSE;
}

/**
 * sauda_stamp_extent_widen: (skip)
 * @extent: an extent
 * @x: of a point
 * @y: of a point
 *
 * Takes the point in.
 */
void
sauda_stamp_extent_widen (SaudaStampExtent *extent, double x, double y)
{
  if (!extent->set)
    *extent = (SaudaStampExtent){ TRUE, x, y, x, y };
  extent->left = MIN (extent->left, x);
  extent->top = MIN (extent->top, y);
  extent->right = MAX (extent->right, x);
  extent->bottom = MAX (extent->bottom, y);
}

/**
 * sauda_stamp_extent_transform: (skip)
 * @matrix: from a space
 * @left: in that space, and so on
 * @bottom: lower edge
 * @right: right edge
 * @top: upper edge
 *
 * Returns: what the rectangle covers
 */
SaudaStampExtent
sauda_stamp_extent_transform (const cairo_matrix_t *matrix,
                              double left,
                              double bottom,
                              double right,
                              double top)
{
  const double xs[] = { left, right, right, left }, ys[] = { bottom, bottom, top, top };
  SaudaStampExtent extent = { 0 };

  for (guint i = 0; i < 4; i++) {
    double x = xs[i], y = ys[i];

    cairo_matrix_transform_point (matrix, &x, &y);
    sauda_stamp_extent_widen (&extent, x, y);
  }
  return extent;
}

/**
 * sauda_stamp_reading_add_box: (skip)
 * @self: a reading
 * @kind: what it is
 * @extent: what it covers
 * @margin: around it, points
 *
 * Adds what is seen of it.
 */
void
sauda_stamp_reading_add_box (SaudaStampReading *self,
                             SaudaStampBoxKind kind,
                             SaudaStampExtent extent,
                             double margin)
{
  const SaudaStampExtent *clip = &self->state.clip;
  SaudaStampBox box = { kind, MAX (extent.left - margin, clip->left), MAX (extent.top - margin, clip->top),
                        MIN (extent.right + margin, clip->right),
                        MIN (extent.bottom + margin, clip->bottom) };

  if (!extent.set || !(box.left <= box.right) || !(box.top <= box.bottom))
    return;
  if (self->page->boxes->len < MAX_BOXES)
    g_array_append_val (self->page->boxes, box);
  else
    sauda_stamp_reading_give_up (self);
}

/**
 * sauda_stamp_reading_get_number: (skip)
 * @self: a reading
 * @index: of an operand
 *
 * Returns: the number, 0 when there is none
 */
double
sauda_stamp_reading_get_number (SaudaStampReading *self, guint index)
{
  const SaudaStampOperand *operand;

  if (index >= self->operands->len)
    return 0;
  operand = &g_array_index (self->operands, SaudaStampOperand, index);
  return operand->type == SAUDA_STAMP_TOKEN_NUMBER ? operand->number : 0;
}

/**
 * sauda_stamp_reading_get_matrix: (skip)
 * @self: a reading
 *
 * Returns: the first six operands as a matrix
 */
cairo_matrix_t
sauda_stamp_reading_get_matrix (SaudaStampReading *self)
{
  cairo_matrix_t matrix;

  cairo_matrix_init (&matrix, sauda_stamp_reading_get_number (self, 0),
                     sauda_stamp_reading_get_number (self, 1), sauda_stamp_reading_get_number (self, 2),
                     sauda_stamp_reading_get_number (self, 3), sauda_stamp_reading_get_number (self, 4),
                     sauda_stamp_reading_get_number (self, 5));
  return matrix;
}
