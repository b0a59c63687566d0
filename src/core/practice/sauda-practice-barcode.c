#include "sauda-practice-barcode-private.h"

#include <string.h>
#include <zint.h>

/* Kaspi's labels have two pixels per module, and lines of this height. */
#define PIXELS_PER_MODULE 2
#define LINES_HEIGHT 100

/* Least error correction: the largest modules, as on Kaspi's labels. */
#define QR_LEVEL_L 1

static struct zint_symbol *
encode (int symbology, const char *text)
{
  struct zint_symbol *symbol = ZBarcode_Create ();

  symbol->symbology = symbology;
  symbol->option_1 = symbology == BARCODE_QRCODE ? QR_LEVEL_L : -1;
  if (ZBarcode_Encode (symbol, (const unsigned char *) text, 0) >= ZINT_ERROR)
    g_error ("No barcode can be made of “%s”: %s", text, symbol->errtxt);
  return symbol;
}

static gboolean
is_dark (const struct zint_symbol *symbol, int row, int module)
{
  return (symbol->encoded_data[row][module / 8] >> (module % 8)) & 1;
}

/* Black and white only, so that Cairo writes it into the PDF with one bit per pixel. */
static cairo_surface_t *
paint (const struct zint_symbol *symbol, int height)
{
  int width = symbol->width * PIXELS_PER_MODULE;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  int stride = cairo_image_surface_get_stride (surface);
  unsigned char *data = cairo_image_surface_get_data (surface);

  for (int y = 0; y < height; y++) {
    guint32 *line = (guint32 *) (void *) (data + y * stride);

    for (int x = 0; x < width; x++)
      line[x] = is_dark (symbol, y * symbol->rows / height, x / PIXELS_PER_MODULE) ? 0 : 0xffffff;
  }
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
draw (cairo_t *cr, cairo_surface_t *surface, double x, double y, double width, double height)
{
  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, width / cairo_image_surface_get_width (surface),
               height / cairo_image_surface_get_height (surface));
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_restore (cr);
}

/**
 * sauda_practice_barcode_draw_lines:
 * @cr: where to draw
 * @text: ASCII
 * @x: points from the left
 * @y: points from the top
 * @width: in points
 * @height: in points
 *
 * Draws a Code 128 without a quiet zone.
 */
void
sauda_practice_barcode_draw_lines (cairo_t *cr,
                                   const char *text,
                                   double x,
                                   double y,
                                   double width,
                                   double height)
{
  struct zint_symbol *symbol = encode (BARCODE_CODE128, text);
  cairo_surface_t *surface = paint (symbol, LINES_HEIGHT);

  draw (cr, surface, x, y, width, height);
  cairo_surface_destroy (surface);
  ZBarcode_Delete (symbol);
}

/**
 * sauda_practice_barcode_draw_square:
 * @cr: where to draw
 * @text: ASCII
 * @x: points from the left
 * @y: points from the top
 * @side: in points
 *
 * Draws a QR code without a quiet zone.
 */
void
sauda_practice_barcode_draw_square (cairo_t *cr, const char *text, double x, double y, double side)
{
  struct zint_symbol *symbol = encode (BARCODE_QRCODE, text);
  cairo_surface_t *surface = paint (symbol, symbol->rows * PIXELS_PER_MODULE);

  draw (cr, surface, x, y, side, side);
  cairo_surface_destroy (surface);
  ZBarcode_Delete (symbol);
}
