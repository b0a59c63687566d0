#include "sauda-ruler.h"

#include "sauda-barcode.h"
#include "sauda-stationery-error.h"
#include "sauda-text-fit.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST_SIDE 20.0
#define LARGEST_SIDE 1000.0
/* A label printer's dot, millimetres. */
#define DOT 0.125
#define HAIR SAUDA_MM (0.15)

static double
tick_length (int millimetre)
{
  return millimetre % 10 == 0 ? 4 : millimetre % 5 == 0 ? 3 : 1.8;
}

static void
draw_text (SaudaTextFitter *fitter,
           const char *text,
           double x,
           double y,
           double width,
           double height,
           double size)
{
  const SaudaFittedText *fitted =
    sauda_text_fitter_fit (fitter, &(SaudaTextFit){ text, SAUDA_MM (width), SAUDA_MM (height), size, 3, FALSE,
                                                    TRUE, PANGO_ALIGN_LEFT });

  sauda_text_fitter_show (fitter, fitted, SAUDA_MM (x), SAUDA_MM (y));
}

static void
draw_number (SaudaTextFitter *fitter, int number, double x, double y)
{
  g_autofree char *text = g_strdup_printf ("%d", number);

  draw_text (fitter, text, x, y, 6, 2.4, 6);
}

/* Two rulers from the paper's own corner, so that an offset is read off at once. */
static void
draw_scales (cairo_t *cairo, SaudaTextFitter *fitter, int width, int height)
{
  cairo_set_line_width (cairo, HAIR);
  for (int i = 1; i < width; i++) {
    cairo_move_to (cairo, SAUDA_MM (i), 0);
    cairo_line_to (cairo, SAUDA_MM (i), SAUDA_MM (tick_length (i)));
  }
  for (int i = 1; i < height; i++) {
    cairo_move_to (cairo, 0, SAUDA_MM (i));
    cairo_line_to (cairo, SAUDA_MM (tick_length (i)), SAUDA_MM (i));
  }
  cairo_stroke (cairo);
  for (int i = 10; i < width - 4; i += 10)
    draw_number (fitter, i, i + 0.4, 4.2);
  for (int i = 10; i < height - 4; i += 10)
    draw_number (fitter, i, 4.4, i + 0.4);
}

/* Frames at 1 to 5 mm from the edge: the outermost that is whole tells how far the printer reaches. */
static void
draw_margins (cairo_t *cairo, double width, double height)
{
  cairo_set_line_width (cairo, HAIR);
  for (int i = 1; i <= 5; i += 2) {
    cairo_rectangle (cairo, SAUDA_MM (i), SAUDA_MM (i), SAUDA_MM (width - 2 * i), SAUDA_MM (height - 2 * i));
    cairo_stroke (cairo);
  }
}

/* A line of whole centimetres to lay a ruler on. */
static void
draw_measure (cairo_t *cairo, SaudaTextFitter *fitter, double width, double y)
{
  int length = (int) floor ((width - 16) / 10) * 10;
  double x = (width - length) / 2;
  g_autofree char *text = g_strdup_printf (_ ("This line is %d mm long at 100 %%"), length);

  cairo_set_line_width (cairo, SAUDA_MM (0.4));
  cairo_move_to (cairo, SAUDA_MM (x), SAUDA_MM (y));
  cairo_line_to (cairo, SAUDA_MM (x + length), SAUDA_MM (y));
  cairo_stroke (cairo);
  cairo_set_line_width (cairo, HAIR);
  cairo_move_to (cairo, SAUDA_MM (x), SAUDA_MM (y - 2));
  cairo_line_to (cairo, SAUDA_MM (x), SAUDA_MM (y + 2));
  cairo_move_to (cairo, SAUDA_MM (x + length), SAUDA_MM (y - 2));
  cairo_line_to (cairo, SAUDA_MM (x + length), SAUDA_MM (y + 2));
  cairo_stroke (cairo);
  draw_text (fitter, text, x, y + 2.5, length, 4, 8);
}

/* Bars of 1, 2 and 3 dots: what runs together is printed too dark, what breaks too light. */
static void
draw_dots (cairo_t *cairo, SaudaTextFitter *fitter, double x, double y, double width)
{
  for (int dots = 1; dots <= 3; dots++) {
    double top = y + (dots - 1) * 5;
    g_autofree char *text = g_strdup_printf ("%d", dots);

    draw_text (fitter, text, x, top + 0.6, 3, 3, 7);
    for (double at = x + 4; at + dots * DOT <= x + width; at += 2 * dots * DOT)
      cairo_rectangle (cairo, SAUDA_MM (at), SAUDA_MM (top), SAUDA_MM (dots * DOT), SAUDA_MM (4));
    cairo_fill (cairo);
  }
}

static void
draw_code (cairo_t *cairo, double x, double y, double width, double height)
{
  g_autoptr (SaudaBarcode) barcode = sauda_barcode_new (SAUDA_BARCODE_CODE128, "SAUDA-100", NULL);

  sauda_barcode_draw (
    barcode, cairo, &(cairo_rectangle_t){ SAUDA_MM (x), SAUDA_MM (y), SAUDA_MM (width), SAUDA_MM (height) });
}

/**
 * sauda_ruler_draw:
 * @cairo: where to draw, in points
 * @width: of the paper, millimetres
 * @height: of the paper, millimetres
 *
 * Draws the page by which a printer is set up: rulers from the corner, frames at its edges, a line of a known
 * length, bars of single dots and a bar code.
 */
void
sauda_ruler_draw (cairo_t *cairo, double width, double height)
{
  g_autoptr (SaudaTextFitter) fitter = sauda_text_fitter_new (cairo);
  g_autofree char *size = g_strdup_printf (_ ("Paper %g x %g mm"), width, height);
  double room = height - 22;

  cairo_set_source_rgb (cairo, 0, 0, 0);
  draw_margins (cairo, width, height);
  draw_scales (cairo, fitter, (int) width, (int) height);
  draw_text (fitter, size, 12, 9, width - 18, 4, 10);
  if (room >= 12)
    draw_measure (cairo, fitter, width, 17);
  if (room >= 34)
    draw_dots (cairo, fitter, 12, 27, width - 24);
  if (room >= 50)
    draw_code (cairo, 12, 44, width - 24, 12);
  if (room >= 80)
    draw_text (
      fitter,
      _ ("Lay a ruler on the line: if it is shorter or longer, the printer scales; switch its scaling off. "
         "If the frames are cut off on one side, set that offset in the printer profile. If single bars "
         "run together, print lighter; if they break, print darker."),
      12, 62, width - 24, MIN (40, height - 70), 9);
}

/**
 * sauda_ruler_write:
 * @path: where the PDF goes
 * @width: of the paper, millimetres
 * @height: of the paper, millimetres
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_STATIONERY_ERROR_PAPER or %SAUDA_STATIONERY_ERROR_WRITE
 */
gboolean
sauda_ruler_write (const char *path, double width, double height, GError **error)
{
  cairo_surface_t *surface;
  cairo_t *cairo;
  cairo_status_t status;

  if (!(width >= LEAST_SIDE && width <= LARGEST_SIDE && height >= LEAST_SIDE && height <= LARGEST_SIDE)) {
    g_set_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_PAPER,
                 _ ("A paper has sides of %g to %g mm."), LEAST_SIDE, LARGEST_SIDE);
    return FALSE;
  }
  surface = cairo_pdf_surface_create (path, SAUDA_MM (width), SAUDA_MM (height));
  cairo = cairo_create (surface);
  sauda_ruler_draw (cairo, width, height);
  cairo_show_page (cairo);
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status != CAIRO_STATUS_SUCCESS)
    sauda_stationery_set_unwritten (error, path, cairo_status_to_string (status));
  return status == CAIRO_STATUS_SUCCESS;
}
