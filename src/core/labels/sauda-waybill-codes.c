#include "sauda-waybill-codes.h"

#include "sauda-pdf-view-private.h"

#include <math.h>
#include <zbar.h>

/* Finer than a label printer's, since a scan is never straight. */
#define DOTS_PER_INCH 300.0
#define MAX_SIDE 6000

/* One byte a dot, as the library wants it. */
static guint8 *
draw_grey (PopplerPage *page, int *width, int *height)
{
  double page_width, page_height, scale = DOTS_PER_INCH / 72;
  cairo_surface_t *surface;
  cairo_t *cairo;
  guint8 *grey;

  poppler_page_get_size (page, &page_width, &page_height);
  if (!(page_width >= 1) || !(page_height >= 1))
    return NULL;
  scale = MIN (scale, MAX_SIDE / MAX (page_width, page_height));
  *width = (int) ceil (page_width * scale);
  *height = (int) ceil (page_height * scale);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, *width, *height);
  cairo = cairo_create (surface);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, scale, scale);
  poppler_page_render (page, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  grey = g_malloc ((gsize) *width * (gsize) *height);
  for (int y = 0; y < *height; y++) {
    const guint32 *row = (const guint32 *) (const void *) (cairo_image_surface_get_data (surface) +
                                                           y * cairo_image_surface_get_stride (surface));

    for (int x = 0; x < *width; x++)
      grey[y * *width + x] = (guint8) ((row[x] >> 8) & 0xff);
  }
  cairo_surface_destroy (surface);
  return grey;
}

static void
scan (guint8 *grey, int width, int height, GStrvBuilder *texts)
{
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_t *image = zbar_image_create ();

  zbar_image_scanner_set_config (scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0);
  zbar_image_scanner_set_config (scanner, ZBAR_CODE128, ZBAR_CFG_ENABLE, 1);
  zbar_image_scanner_set_config (scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1);
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, (unsigned) width, (unsigned) height);
  zbar_image_set_data (image, grey, (unsigned long) width * (unsigned long) height, NULL);
  if (zbar_scan_image (scanner, image) > 0)
    for (const zbar_symbol_t *symbol = zbar_image_first_symbol (image); symbol != NULL;
         symbol = zbar_symbol_next (symbol))
      g_strv_builder_add (texts, zbar_symbol_get_data (symbol));
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
}

/**
 * sauda_waybill_codes_read:
 * @pdf: a sound PDF
 * @page: number of a page from 0
 *
 * Draws the page and reads its bar codes: for labels that are scanned pictures, where neither the file's name
 * nor a text tells the order. Ten times as slow as reading text.
 *
 * Returns: (transfer full): what they say; empty when none can be read
 */
GStrv
sauda_waybill_codes_read (GBytes *pdf, guint page)
{
  PopplerDocument *document = sauda_pdf_view_open (pdf, NULL);
  PopplerPage *found = document != NULL && (int) page < poppler_document_get_n_pages (document)
                         ? poppler_document_get_page (document, (int) page)
                         : NULL;
  g_autoptr (GStrvBuilder) texts = g_strv_builder_new ();
  int width = 0, height = 0;
  g_autofree guint8 *grey = found != NULL ? draw_grey (found, &width, &height) : NULL;

  if (grey != NULL)
    scan (grey, width, height, texts);
  g_clear_object (&found);
  g_clear_object (&document);
  return g_strv_builder_end (texts);
}
