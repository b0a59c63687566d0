#include "sauda-stamp-reading-private.h"

#include <math.h>

/* A hair line is as wide as a dot of a printer. */
#define MIN_PEN 0.5

static void
begin_subpath (SaudaStampReading *self, double x, double y)
{
  SaudaStampExtent extent = { 0 };

  sauda_stamp_extent_widen (&extent, x, y);
  g_array_append_val (self->subpaths, extent);
  self->x = self->first_x = x;
  self->y = self->first_y = y;
}

static void
go_to (SaudaStampReading *self, SaudaStampExtent *segment, double x, double y)
{
  sauda_stamp_extent_widen (segment, self->x, self->y);
  sauda_stamp_extent_widen (segment, x, y);
  g_array_append_val (self->segments, *segment);
  if (self->subpaths->len == 0)
    begin_subpath (self, self->x, self->y);
  sauda_stamp_extent_widen (&g_array_index (self->subpaths, SaudaStampExtent, self->subpaths->len - 1),
                            segment->left, segment->top);
  sauda_stamp_extent_widen (&g_array_index (self->subpaths, SaudaStampExtent, self->subpaths->len - 1),
                            segment->right, segment->bottom);
  self->x = x;
  self->y = y;
}

static void
get_point (SaudaStampReading *self, guint index, double *x, double *y)
{
  *x = sauda_stamp_reading_get_number (self, index);
  *y = sauda_stamp_reading_get_number (self, index + 1);
  cairo_matrix_transform_point (&self->state.matrix, x, y);
}

static void
move_to (SaudaStampReading *self)
{
  double x, y;

  get_point (self, 0, &x, &y);
  begin_subpath (self, x, y);
}

static void
line_to (SaudaStampReading *self)
{
  SaudaStampExtent segment = { 0 };
  double x, y;

  get_point (self, 0, &x, &y);
  go_to (self, &segment, x, y);
}

/* A curve stays among its points. */
static void
curve_to (SaudaStampReading *self)
{
  SaudaStampExtent segment = { 0 };
  double x = 0, y = 0;

  for (guint i = 0; i + 1 < self->operands->len; i += 2) {
    get_point (self, i, &x, &y);
    sauda_stamp_extent_widen (&segment, x, y);
  }
  go_to (self, &segment, x, y);
}

static void
close_path (SaudaStampReading *self)
{
  SaudaStampExtent segment = { 0 };

  go_to (self, &segment, self->first_x, self->first_y);
}

static void
rectangle (SaudaStampReading *self)
{
  const double x = sauda_stamp_reading_get_number (self, 0), y = sauda_stamp_reading_get_number (self, 1),
               width = sauda_stamp_reading_get_number (self, 2),
               height = sauda_stamp_reading_get_number (self, 3);
  const double xs[] = { x, x + width, x + width, x }, ys[] = { y, y, y + height, y + height };

  for (guint i = 0; i < 4; i++) {
    double corner_x = xs[i], corner_y = ys[i];
    SaudaStampExtent segment = { 0 };

    cairo_matrix_transform_point (&self->state.matrix, &corner_x, &corner_y);
    if (i == 0)
      begin_subpath (self, corner_x, corner_y);
    else
      go_to (self, &segment, corner_x, corner_y);
  }
  close_path (self);
}

static void
end_path (SaudaStampReading *self)
{
  if (self->clipping) {
    SaudaStampExtent all = { 0 }, *clip = &self->state.clip;

    for (guint i = 0; i < self->subpaths->len; i++) {
      const SaudaStampExtent *subpath = &g_array_index (self->subpaths, SaudaStampExtent, i);

      sauda_stamp_extent_widen (&all, subpath->left, subpath->top);
      sauda_stamp_extent_widen (&all, subpath->right, subpath->bottom);
    }
    clip->left = MAX (clip->left, all.left);
    clip->top = MAX (clip->top, all.top);
    clip->right = MIN (clip->right, all.right);
    clip->bottom = MIN (clip->bottom, all.bottom);
  }
  self->clipping = FALSE;
  g_array_set_size (self->subpaths, 0);
  g_array_set_size (self->segments, 0);
}

static void
add_fill (SaudaStampReading *self)
{
  for (guint i = 0; i < self->subpaths->len && !self->state.white_fill; i++)
    sauda_stamp_reading_add_box (self, SAUDA_STAMP_BOX_SHAPE,
                                 g_array_index (self->subpaths, SaudaStampExtent, i), 0);
}

static void
add_strokes (SaudaStampReading *self)
{
  const cairo_matrix_t *matrix = &self->state.matrix;
  double scale = sqrt (fabs (matrix->xx * matrix->yy - matrix->xy * matrix->yx));
  double pen =
    MAX (self->state.pen * MAX (scale, MAX (hypot (matrix->xx, matrix->yx), hypot (matrix->xy, matrix->yy))),
         MIN_PEN);

  for (guint i = 0; i < self->segments->len && !self->state.white_line; i++)
    sauda_stamp_reading_add_box (self, SAUDA_STAMP_BOX_SHAPE,
                                 g_array_index (self->segments, SaudaStampExtent, i), pen);
}

static void
fill (SaudaStampReading *self)
{
  add_fill (self);
  end_path (self);
}

static void
stroke (SaudaStampReading *self)
{
  add_strokes (self);
  end_path (self);
}

static void
close_and_stroke (SaudaStampReading *self)
{
  close_path (self);
  stroke (self);
}

static void
fill_and_stroke (SaudaStampReading *self)
{
  add_fill (self);
  stroke (self);
}

static void
close_fill_and_stroke (SaudaStampReading *self)
{
  close_path (self);
  fill_and_stroke (self);
}

static void
clip (SaudaStampReading *self)
{
  self->clipping = TRUE;
}

static void
shade (SaudaStampReading *self)
{
  SaudaStampExtent all = self->state.clip;

  sauda_stamp_reading_add_box (self, SAUDA_STAMP_BOX_SHAPE, all, 0);
}

/**
 * sauda_stamp_path_words: (skip)
 *
 * Returns: what words about paths do, ended by one without a word
 */
const SaudaStampWord *
sauda_stamp_path_words (void)
{
  static const SaudaStampWord words[] = {
    { "m", move_to },
    { "l", line_to },
    { "c", curve_to },
    { "v", curve_to },
    { "y", curve_to },
    { "h", close_path },
    { "re", rectangle },
    { "f", fill },
    { "F", fill },
    { "f*", fill },
    { "S", stroke },
    { "s", close_and_stroke },
    { "B", fill_and_stroke },
    { "B*", fill_and_stroke },
    { "b", close_fill_and_stroke },
    { "b*", close_fill_and_stroke },
    { "n", end_path },
    { "W", clip },
    { "W*", clip },
    { "sh", shade },
    { NULL, NULL },
  };

  return words;
}
