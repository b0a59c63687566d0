#include "sauda-stamp-mark.h"

#include "sauda-text-fit.h"

/* All lengths of a mark in heights of it. */
#define FRAME 0.02
#define RADIUS 0.09
#define PADDING 0.13
#define GAP 0.14
#define FOOT 0.27 /* the line with the numbers */
#define MODEL_LARGEST 0.24
#define RUN_PART 0.82     /* of the size of the group's number */
#define LEAST_COLUMN 1.45 /* width beside the size */
#define LARGEST_LETTERS 400.0
#define SMALLEST_LETTERS 5.0 /* points: what a label printer still prints clearly */

struct _SaudaStampPen {
  cairo_t *cairo;          /* (owned) (not nullable) */
  SaudaTextFitter *fitter; /* (owned) (not nullable) labels of a group are alike */
};

static const SaudaFittedText *
fit_text (SaudaStampPen *self, const SaudaTextFit *fit)
{
  return sauda_text_fitter_fit (self->fitter, fit);
}

static void
show (SaudaStampPen *self, const SaudaFittedText *fitted, double x, double y)
{
  sauda_text_fitter_show (self->fitter, fitted, x, y);
}

static void
trace_frame (cairo_t *cairo, double x, double y, double width, double height, double radius)
{
  cairo_new_sub_path (cairo);
  cairo_arc (cairo, x + width - radius, y + radius, radius, -G_PI_2, 0);
  cairo_arc (cairo, x + width - radius, y + height - radius, radius, 0, G_PI_2);
  cairo_arc (cairo, x + radius, y + height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cairo, x + radius, y + radius, radius, G_PI, 3 * G_PI_2);
  cairo_close_path (cairo);
}

static void
set_colour (SaudaStampPen *self, gboolean white)
{
  cairo_set_source_rgb (self->cairo, white, white, white);
}

static void
draw_frame (SaudaStampPen *self, const cairo_rectangle_t *place, gboolean inverted)
{
  double line = place->height * FRAME;

  set_colour (self, FALSE);
  if (inverted) {
    trace_frame (self->cairo, place->x, place->y, place->width, place->height, place->height * RADIUS);
    cairo_fill (self->cairo);
    return;
  }
  trace_frame (self->cairo, place->x + line / 2, place->y + line / 2, place->width - line,
               place->height - line, place->height * RADIUS);
  cairo_set_line_width (self->cairo, line);
  cairo_stroke (self->cairo);
}

/* Several lines may not be readable in one row of letters: two rows of larger ones are taken then. */
static const SaudaFittedText *
fit_size (SaudaStampPen *self, const char *text, double width, double height)
{
  SaudaTextFit fit = { text, width, height, LARGEST_LETTERS, 4, TRUE, FALSE };
  const SaudaFittedText *row = fit_text (self, &fit), *rows;

  fit.largest = height;
  if (row->height >= height * 0.45)
    return row;
  fit.wrap = TRUE;
  rows = fit_text (self, &fit);
  return rows->height > row->height ? rows : row;
}

static double
draw_store (SaudaStampPen *self, const SaudaStampMark *mark, const cairo_rectangle_t *foot)
{
  const SaudaFittedText *letters = fit_text (
    self, &(SaudaTextFit){ mark->store, foot->width / 3, foot->height * 0.62, foot->height, 2, TRUE, FALSE });
  double width = MAX (foot->height, letters->width + foot->height * 0.5);

  set_colour (self, mark->inverted);
  trace_frame (self->cairo, foot->x, foot->y, width, foot->height, foot->height * 0.18);
  cairo_fill (self->cairo);
  set_colour (self, !mark->inverted);
  show (self, letters, foot->x + (width - letters->width) / 2,
        foot->y + (foot->height - letters->height) / 2);
  set_colour (self, mark->inverted);
  return width;
}

static void
draw_foot (SaudaStampPen *self, const SaudaStampMark *mark, const cairo_rectangle_t *foot)
{
  double taken = *mark->store != '\0' ? draw_store (self, mark, foot) + foot->height * 0.35 : 0;
  double room = foot->width - taken, gap = foot->height * 0.35;
  const SaudaFittedText *group = fit_text (
    self, &(SaudaTextFit){ mark->group, room * 0.55, foot->height * 0.78, foot->height, 2, TRUE, FALSE });
  const SaudaFittedText *run =
    fit_text (self, &(SaudaTextFit){ mark->run, room - group->width - gap, group->height,
                                     foot->height * RUN_PART, 2, FALSE, FALSE });
  double middle = foot->y + foot->height / 2;

  show (self, group, foot->x + taken, middle - group->height / 2);
  show (self, run, foot->x + taken + group->width + gap, middle - run->height / 2);
}

static void
draw_column (SaudaStampPen *self, const SaudaStampMark *mark, const cairo_rectangle_t *column, double height)
{
  const cairo_rectangle_t foot = { column->x, column->y + column->height - FOOT * height, column->width,
                                   FOOT * height };
  double room = column->height - foot.height - PADDING * height;
  const SaudaFittedText *model =
    fit_text (self, &(SaudaTextFit){ mark->model, column->width, room, MODEL_LARGEST * height,
                                     SMALLEST_LETTERS, TRUE, TRUE });

  show (self, model, column->x, column->y + MAX (0, (room - model->height) / 2));
  draw_foot (self, mark, &foot);
}

/**
 * sauda_stamp_pen_new:
 * @cairo: of the surface, in points; text becomes text where the surface knows it
 *
 * Returns: (transfer full): a pen
 */
SaudaStampPen *
sauda_stamp_pen_new (cairo_t *cairo)
{
  SaudaStampPen *self = g_new0 (SaudaStampPen, 1);

  self->cairo = cairo_reference (cairo);
  self->fitter = sauda_text_fitter_new (cairo);
  return self;
}

/**
 * sauda_stamp_pen_free:
 * @self: (transfer full): a pen
 */
void
sauda_stamp_pen_free (SaudaStampPen *self)
{
  sauda_text_fitter_free (self->fitter);
  cairo_destroy (self->cairo);
  g_free (self);
}

/**
 * sauda_stamp_pen_draw:
 * @self: a pen
 * @mark: what is drawn
 * @place: where, points from the upper left corner
 *
 * Draws a mark as large as the place allows and never beyond it: text shrinks, then wraps, then is cut off.
 * The size is as high as the mark; names and numbers stand beside it. The mark is white on black where the
 * waybill says another size.
 */
void
sauda_stamp_pen_draw (SaudaStampPen *self, const SaudaStampMark *mark, const cairo_rectangle_t *place)
{
  double height = place->height, padding = PADDING * height;
  cairo_rectangle_t column = { place->x + padding, place->y + padding, place->width - 2 * padding,
                               height - 2 * padding };

  sauda_text_fitter_forget (self->fitter);
  draw_frame (self, place, mark->inverted);
  set_colour (self, mark->inverted);
  if (*mark->size != '\0') {
    double room = column.width - LEAST_COLUMN * height - GAP * height;
    const SaudaFittedText *size = fit_size (self, mark->size, room, column.height);

    show (self, size, column.x, column.y + (column.height - size->height) / 2);
    column.x += size->width + GAP * height;
    column.width -= size->width + GAP * height;
  }
  draw_column (self, mark, &column, height);
}
