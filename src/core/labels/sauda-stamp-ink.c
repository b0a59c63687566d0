#include "sauda-stamp-ink-private.h"

#include "sauda-pdf-view-private.h"

#include <math.h>
#include <string.h>

#define CELL SAUDA_STAMP_POINTS (0.5)
/* A printer's dots, for pages whose measures must be seen to be known. */
#define DOTS_PER_INCH 203.0
/* What is darker than this prints: anti-aliasing counts, the noise of a scanned white does not. */
#define WHITE 250
#define MAX_SIDE 6000
/* No printer reaches the edge of the paper. */
#define EDGE SAUDA_STAMP_POINTS (4)
#define TEXT_MARGIN SAUDA_STAMP_POINTS (1.5)
/* Bar codes need quiet around them (ISO/IEC 15417: ten modules). */
#define PICTURE_MARGIN_ACROSS SAUDA_STAMP_POINTS (4)
#define PICTURE_MARGIN_DOWN SAUDA_STAMP_POINTS (2)
/* Tall and thin shapes are bars. */
#define BAR_HEIGHT SAUDA_STAMP_POINTS (5)
#define BAR_WIDTH SAUDA_STAMP_POINTS (2.5)
/* Smaller marks cannot be read at arm's length; larger ones say nothing more. */
#define MIN_HEIGHT SAUDA_STAMP_POINTS (8)
#define MIN_WIDTH SAUDA_STAMP_POINTS (24)
#define MAX_HEIGHT SAUDA_STAMP_POINTS (20)
#define SHAPE 3.5 /* times as wide as high is a good mark */

/* A column's free cells upward, while a row is swept. */
typedef struct {
  int column, height;
} Step;

static int
clamp_cell (double points, int count)
{
  double cell = points / CELL;

  /* before it becomes an int: a page may hold any number, and none */
  if (!(cell > 0))
    return 0;
  return cell < count ? (int) cell : count - 1;
}

static void
set_cells (SaudaStampInk *self, double left, double top, double right, double bottom)
{
  int first = clamp_cell (left, self->columns), last = clamp_cell (right, self->columns);
  int end = clamp_cell (bottom, self->rows);

  for (int row = clamp_cell (top, self->rows); row <= end; row++)
    memset (self->cells + row * self->columns + first, 1, (gsize) (last - first + 1));
}

static gboolean
needs_quiet (const SaudaStampBox *box)
{
  return box->kind == SAUDA_STAMP_BOX_PICTURE ||
         (box->kind == SAUDA_STAMP_BOX_SHAPE && box->bottom - box->top >= BAR_HEIGHT &&
          box->right - box->left <= BAR_WIDTH);
}

static void
close_edges (SaudaStampInk *self)
{
  set_cells (self, 0, 0, self->width, EDGE);
  set_cells (self, 0, self->height - EDGE, self->width, self->height);
  set_cells (self, 0, 0, EDGE, self->height);
  set_cells (self, self->width - EDGE, 0, self->width, self->height);
}

static void
take_picture (SaudaStampInk *self, cairo_surface_t *surface, double scale)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);

  for (int y = 0; y < height; y++) {
    const guint32 *pixels = (const guint32 *) (data + (gsize) y * (gsize) stride);
    guint8 *row = self->cells + clamp_cell (y / scale, self->rows) * self->columns;

    for (int x = 0; x < width; x++) {
      guint32 pixel = pixels[x];

      if ((pixel & 0xff) < WHITE || (pixel >> 8 & 0xff) < WHITE || (pixel >> 16 & 0xff) < WHITE)
        row[clamp_cell (x / scale, self->columns)] = 1;
    }
  }
}

static SaudaStampInk *
draw_page (PopplerPage *page)
{
  double width, height, scale = DOTS_PER_INCH / 72;
  SaudaStampInk *self;
  cairo_surface_t *surface;
  cairo_t *cairo;

  poppler_page_get_size (page, &width, &height);
  if (width * scale > MAX_SIDE || height * scale > MAX_SIDE || width < CELL || height < CELL)
    return NULL;
  self = sauda_stamp_ink_new (width, height);
  surface =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) ceil (width * scale), (int) ceil (height * scale));
  cairo = cairo_create (surface);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, scale, scale);
  poppler_page_render_for_printing (page, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS)
    take_picture (self, surface, scale);
  else
    g_clear_pointer (&self, sauda_stamp_ink_free);
  cairo_surface_destroy (surface);
  return self;
}

/* Where the mark goes in a free rectangle: the right edge and the middle change least from page to page. */
static cairo_rectangle_t
trim (int column, int row, int columns, int rows)
{
  double height = MIN (rows * CELL, MAX_HEIGHT), width = MIN (columns * CELL, height * SHAPE);

  return (cairo_rectangle_t){ (column + columns) * CELL - width, row * CELL + (rows * CELL - height) / 2,
                              width, height };
}

/* How large the mark can be: points of its height, a little more for room around it. */
static double
rate (int columns, int rows)
{
  double width = columns * CELL, height = rows * CELL;

  if (width < MIN_WIDTH || height < MIN_HEIGHT)
    return 0;
  return MIN (MIN (height, MAX_HEIGHT), width / SHAPE) + sqrt (width * height) / 1000;
}

static void
consider (int column, int row, int columns, int rows, double *best, cairo_rectangle_t *place)
{
  double rating = rate (columns, rows);

  if (rating <= *best)
    return;
  *best = rating;
  *place = trim (column, row, columns, rows);
}

/**
 * sauda_stamp_ink_new: (skip)
 * @width: points
 * @height: points
 *
 * Returns: (transfer full): a page without ink
 */
SaudaStampInk *
sauda_stamp_ink_new (double width, double height)
{
  SaudaStampInk *self = g_new0 (SaudaStampInk, 1);

  self->width = width;
  self->height = height;
  self->columns = MAX ((int) (width / CELL), 1);
  self->rows = MAX ((int) (height / CELL), 1);
  self->cells = g_malloc0 ((gsize) self->columns * (gsize) self->rows);
  return self;
}

/**
 * sauda_stamp_ink_new_from_boxes: (skip)
 * @page: a page as its content stream tells it
 * @margins: whether room is kept around everything, more of it around bar codes
 *
 * Returns: (transfer full) (nullable): where its ink is at most, or %NULL when the page is of no usual size
 */
SaudaStampInk *
sauda_stamp_ink_new_from_boxes (const SaudaStampPage *page, gboolean margins)
{
  SaudaStampInk *self;

  if (page->width < CELL || page->height < CELL || MAX (page->width, page->height) > MAX_SIDE)
    return NULL;
  self = sauda_stamp_ink_new (page->width, page->height);
  for (guint i = 0; i < page->boxes->len; i++) {
    const SaudaStampBox *box = &g_array_index (page->boxes, SaudaStampBox, i);
    gboolean quiet = needs_quiet (box);
    double across = margins ? (quiet ? PICTURE_MARGIN_ACROSS : TEXT_MARGIN) : CELL;
    double down = margins ? (quiet ? PICTURE_MARGIN_DOWN : TEXT_MARGIN) : CELL;

    set_cells (self, box->left - across, box->top - down, box->right + across, box->bottom + down);
  }
  if (margins)
    close_edges (self);
  return self;
}

/**
 * sauda_stamp_ink_new_drawn: (skip)
 * @pdf: a file
 * @page: number of a page from 0
 *
 * Draws the page as a label printer does.
 *
 * Returns: (transfer full) (nullable): where its ink is, or %NULL when it cannot be drawn
 */
SaudaStampInk *
sauda_stamp_ink_new_drawn (GBytes *pdf, guint page)
{
  PopplerDocument *document = sauda_pdf_view_open (pdf, NULL);
  PopplerPage *found = document != NULL && (int) page < poppler_document_get_n_pages (document)
                         ? poppler_document_get_page (document, (int) page)
                         : NULL;
  SaudaStampInk *self = found != NULL ? draw_page (found) : NULL;

  g_clear_object (&found);
  g_clear_object (&document);
  return self;
}

/**
 * sauda_stamp_ink_free: (skip)
 * @self: (transfer full): ink
 */
void
sauda_stamp_ink_free (SaudaStampInk *self)
{
  g_free (self->cells);
  g_free (self);
}

/**
 * sauda_stamp_ink_spread: (skip)
 * @self: ink
 * @margin: points
 *
 * Takes the room around all ink as well, and the edges of the paper.
 */
void
sauda_stamp_ink_spread (SaudaStampInk *self, double margin)
{
  g_autofree guint8 *before = g_memdup2 (self->cells, (gsize) self->columns * (gsize) self->rows);

  for (int row = 0; row < self->rows; row++)
    for (int column = 0; column < self->columns; column++)
      if (before[row * self->columns + column])
        set_cells (self, column * CELL - margin, row * CELL - margin, (column + 1) * CELL + margin,
                   (row + 1) * CELL + margin);
  close_edges (self);
}

/**
 * sauda_stamp_ink_get_extent: (skip)
 * @self: ink
 * @extent: (out): what it covers, to a cell, points
 *
 * Returns: %FALSE when there is none
 */
gboolean
sauda_stamp_ink_get_extent (const SaudaStampInk *self, cairo_rectangle_t *extent)
{
  int left = self->columns, top = self->rows, right = -1, bottom = -1;

  for (int row = 0; row < self->rows; row++)
    for (int column = 0; column < self->columns; column++) {
      if (!self->cells[row * self->columns + column])
        continue;
      left = MIN (left, column);
      right = MAX (right, column);
      top = MIN (top, row);
      bottom = row;
    }
  *extent =
    (cairo_rectangle_t){ left * CELL, top * CELL, (right - left + 1) * CELL, (bottom - top + 1) * CELL };
  return right >= 0;
}

/**
 * sauda_stamp_ink_covers: (skip)
 * @self: ink
 * @other: ink of the same page
 *
 * Returns: whether all of @other lies on @self
 */
gboolean
sauda_stamp_ink_covers (const SaudaStampInk *self, const SaudaStampInk *other)
{
  if (self->columns != other->columns || self->rows != other->rows)
    return FALSE;
  for (int i = 0; i < self->columns * self->rows; i++)
    if (other->cells[i] && !self->cells[i])
      return FALSE;
  return TRUE;
}

/**
 * sauda_stamp_ink_is_free: (skip)
 * @self: ink
 * @place: a rectangle
 *
 * Returns: whether it lies on the page, and there is nothing in it
 */
gboolean
sauda_stamp_ink_is_free (const SaudaStampInk *self, const cairo_rectangle_t *place)
{
  /* an edge that lies on the line between two cells belongs to the inner one */
  int first = clamp_cell (place->x + 0.01, self->columns);
  int last = clamp_cell (place->x + place->width - 0.01, self->columns);
  int end = clamp_cell (place->y + place->height - 0.01, self->rows);

  if (place->x < 0 || place->y < 0 || place->x + place->width > self->width ||
      place->y + place->height > self->height)
    return FALSE;
  for (int row = clamp_cell (place->y + 0.01, self->rows); row <= end; row++)
    if (memchr (self->cells + row * self->columns + first, 1, (gsize) (last - first + 1)) != NULL)
      return FALSE;
  return TRUE;
}

/**
 * sauda_stamp_ink_find_place: (skip)
 * @self: ink, with the room around it
 * @place: (out): where a mark goes
 *
 * Goes through all free rectangles that cannot grow (the stack of a sweep over the rows), and takes the one
 * that holds the largest mark.
 *
 * Returns: %FALSE when no mark of readable size fits
 */
gboolean
sauda_stamp_ink_find_place (const SaudaStampInk *self, cairo_rectangle_t *place)
{
  g_autofree int *heights = g_new0 (int, self->columns);
  g_autofree Step *stack = g_new (Step, self->columns + 1);
  double best = 0;

  for (int row = 0; row < self->rows; row++) {
    int depth = 0;

    for (int column = 0; column <= self->columns; column++) {
      int begin = column, height = 0;

      if (column < self->columns)
        height = heights[column] = self->cells[row * self->columns + column] ? 0 : heights[column] + 1;
      while (depth > 0 && stack[depth - 1].height >= height) {
        const Step *step = &stack[--depth];

        begin = step->column;
        consider (begin, row - step->height + 1, column - begin, step->height, &best, place);
      }
      if (height > 0)
        stack[depth++] = (Step){ begin, height };
    }
  }
  return best > 0;
}
