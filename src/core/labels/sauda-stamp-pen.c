#include "sauda-stamp-mark.h"

#include <pango/pangocairo.h>

/* All lengths of a mark in heights of it. */
#define FRAME 0.02
#define RADIUS 0.09
#define PADDING 0.13
#define GAP 0.14
#define FOOT 0.27 /* the line with the numbers */
#define MODEL_LARGEST 0.24
#define RUN_PART 0.82     /* of the size of the group's number */
#define STEP 0.92         /* from one size of letters to the next smaller */
#define LEAST_COLUMN 1.45 /* width beside the size */
#define LARGEST_LETTERS 400.0
#define SMALLEST_LETTERS 5.0 /* points: what a label printer still prints clearly */
#define MEASURED 100.0       /* letters, points */
/* Fitted texts that are kept: those of a group are alike but for the numbers. */
#define KEPT 64

#define LETTERS "Roboto Condensed, DejaVu Sans Condensed, Sans"

/* A text laid out for a room. */
typedef struct {
  PangoLayout *layout; /* (owned) (not nullable) */
  double x, y;         /* from the layout's corner to its ink's, points */
  double width, height;
} Fitted;

struct _SaudaStampPen {
  cairo_t *cairo;        /* (owned) (not nullable) */
  PangoContext *context; /* (owned) (not nullable) */
  GHashTable *fitted;    /* (owned) (not nullable) (element-type utf8 Fitted) labels of a group are alike */
};

/* How a text is fitted. */
typedef struct {
  const char *text;
  double width, height;     /* of the room, points */
  double largest, smallest; /* letters, points */
  gboolean bold, wrap;
} Fit;

static void
fitted_free (gpointer data)
{
  Fitted *fitted = data;

  g_object_unref (fitted->layout);
  g_free (fitted);
}

static void
set_letters (PangoLayout *layout, double size, gboolean bold)
{
  PangoFontDescription *font = pango_font_description_from_string (LETTERS);

  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
}

static void
measure (Fitted *fitted)
{
  PangoRectangle ink;

  pango_layout_get_extents (fitted->layout, &ink, NULL);
  fitted->x = pango_units_to_double (ink.x);
  fitted->y = pango_units_to_double (ink.y);
  fitted->width = pango_units_to_double (ink.width);
  fitted->height = pango_units_to_double (ink.height);
}

static gboolean
lies_within (const Fitted *fitted, const Fit *fit)
{
  return fitted->width <= fit->width && fitted->height <= fit->height;
}

/* One row of letters grows evenly. */
static void
scale (Fitted *fitted, const Fit *fit)
{
  double size;

  set_letters (fitted->layout, MEASURED, fit->bold);
  measure (fitted);
  if (fitted->width <= 0 || fitted->height <= 0)
    return;
  size =
    MIN (fit->largest, MEASURED * MIN (fit->width / fitted->width, fit->height / fitted->height) * 0.995);
  set_letters (fitted->layout, MAX (size, fit->smallest), fit->bold);
  measure (fitted);
}

static void
shrink (Fitted *fitted, const Fit *fit)
{
  double size = fit->largest;

  do {
    set_letters (fitted->layout, size, fit->bold);
    measure (fitted);
    size *= STEP;
  } while (!lies_within (fitted, fit) && size > fit->smallest);
}

/* Letters that would be too small to read are cut off with an ellipsis. One letter is kept whatever the room,
 * so they get smaller still until it lies within. */
static void
cut (Fitted *fitted, const Fit *fit)
{
  double size = fit->smallest;

  pango_layout_set_width (fitted->layout, pango_units_from_double (MAX (fit->width, 0)));
  pango_layout_set_ellipsize (fitted->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (fitted->layout, fit->wrap ? pango_units_from_double (MAX (fit->height, 0)) : 0);
  do {
    set_letters (fitted->layout, size, fit->bold);
    measure (fitted);
    size *= STEP;
  } while (!lies_within (fitted, fit) && size > 0.1);
}

static Fitted *
fit_text (SaudaStampPen *self, const Fit *fit)
{
  g_autofree char *key = g_strdup_printf ("%s\n%.2f %.2f %.2f %d %d", fit->text, fit->width, fit->height,
                                          fit->largest, fit->bold, fit->wrap);
  Fitted *fitted = g_hash_table_lookup (self->fitted, key);

  if (fitted != NULL)
    return fitted;
  fitted = g_new0 (Fitted, 1);
  fitted->layout = pango_layout_new (self->context);
  pango_layout_set_text (fitted->layout, fit->text, -1);
  if (fit->wrap) {
    pango_layout_set_width (fitted->layout, pango_units_from_double (fit->width));
    pango_layout_set_wrap (fitted->layout, PANGO_WRAP_WORD);
  } else
    pango_layout_set_single_paragraph_mode (fitted->layout, TRUE);
  if (fit->wrap)
    shrink (fitted, fit);
  else
    scale (fitted, fit);
  if (!lies_within (fitted, fit))
    cut (fitted, fit);
  g_hash_table_insert (self->fitted, g_steal_pointer (&key), fitted);
  return fitted;
}

/* Where the ink's corner shall be. */
static void
show (SaudaStampPen *self, const Fitted *fitted, double x, double y)
{
  cairo_move_to (self->cairo, x - fitted->x, y - fitted->y);
  pango_cairo_show_layout (self->cairo, fitted->layout);
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
static const Fitted *
fit_size (SaudaStampPen *self, const char *text, double width, double height)
{
  Fit fit = { text, width, height, LARGEST_LETTERS, 4, TRUE, FALSE };
  const Fitted *row = fit_text (self, &fit), *rows;

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
  const Fitted *letters = fit_text (
    self, &(Fit){ mark->store, foot->width / 3, foot->height * 0.62, foot->height, 2, TRUE, FALSE });
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
  const Fitted *group =
    fit_text (self, &(Fit){ mark->group, room * 0.55, foot->height * 0.78, foot->height, 2, TRUE, FALSE });
  const Fitted *run = fit_text (self, &(Fit){ mark->run, room - group->width - gap, group->height,
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
  const Fitted *model = fit_text (
    self, &(Fit){ mark->model, column->width, room, MODEL_LARGEST * height, SMALLEST_LETTERS, TRUE, TRUE });

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
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  self->cairo = cairo_reference (cairo);
  self->context = pango_cairo_create_context (cairo);
  pango_cairo_context_set_font_options (self->context, options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  self->fitted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, fitted_free);
  cairo_font_options_destroy (options);
  return self;
}

/**
 * sauda_stamp_pen_free:
 * @self: (transfer full): a pen
 */
void
sauda_stamp_pen_free (SaudaStampPen *self)
{
  g_hash_table_unref (self->fitted);
  g_object_unref (self->context);
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

  if (g_hash_table_size (self->fitted) > KEPT)
    g_hash_table_remove_all (self->fitted);
  draw_frame (self, place, mark->inverted);
  set_colour (self, mark->inverted);
  if (*mark->size != '\0') {
    double room = column.width - LEAST_COLUMN * height - GAP * height;
    const Fitted *size = fit_size (self, mark->size, room, column.height);

    show (self, size, column.x, column.y + (column.height - size->height) / 2);
    column.x += size->width + GAP * height;
    column.width -= size->width + GAP * height;
  }
  draw_column (self, mark, &column, height);
}
