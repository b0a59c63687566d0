#include "sauda-stamp-test.h"

/* A label printer's. */
#define DOTS_PER_INCH 203.0

static void
take_dot (SaudaStampDifference *difference, int x, int y, guint32 before, guint32 after)
{
  if (before == after)
    return;
  if (before != 0xffffff) {
    difference->changed++;
    return;
  }
  difference->left = difference->added == 0 ? x : MIN (difference->left, x);
  difference->top = difference->added == 0 ? y : MIN (difference->top, y);
  difference->right = MAX (difference->right, x);
  difference->bottom = MAX (difference->bottom, y);
  difference->added++;
}

/**
 * sauda_stamp_test_draw:
 * @document: a PDF
 * @page: number of a page from 0
 *
 * Returns: (transfer full): the page as a label printer prints it
 */
cairo_surface_t *
sauda_stamp_test_draw (PopplerDocument *document, int page)
{
  PopplerPage *found = poppler_document_get_page (document, page);
  double width, height, scale = DOTS_PER_INCH / 72;
  cairo_surface_t *surface;
  cairo_t *cairo;

  poppler_page_get_size (found, &width, &height);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (width * scale), (int) (height * scale));
  cairo = cairo_create (surface);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, scale, scale);
  poppler_page_render_for_printing (found, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  g_object_unref (found);
  return surface;
}

/**
 * sauda_stamp_test_compare:
 * @plain: a PDF
 * @stamped: the same with marks
 * @page: number of a page from 0
 *
 * Returns: what the mark changes on paper
 */
SaudaStampDifference
sauda_stamp_test_compare (PopplerDocument *plain, PopplerDocument *stamped, int page)
{
  cairo_surface_t *before = sauda_stamp_test_draw (plain, page),
                  *after = sauda_stamp_test_draw (stamped, page);
  int width = cairo_image_surface_get_width (before), height = cairo_image_surface_get_height (before);
  gsize stride = (gsize) cairo_image_surface_get_stride (before);
  SaudaStampDifference difference = { 0 };

  g_assert_cmpint (width, ==, cairo_image_surface_get_width (after));
  g_assert_cmpint (height, ==, cairo_image_surface_get_height (after));
  for (int y = 0; y < height; y++) {
    const guint32 *row_before =
      (const guint32 *) (cairo_image_surface_get_data (before) + (gsize) y * stride);
    const guint32 *row_after = (const guint32 *) (cairo_image_surface_get_data (after) + (gsize) y * stride);

    for (int x = 0; x < width; x++)
      take_dot (&difference, x, y, row_before[x] & 0xffffff, row_after[x] & 0xffffff);
  }
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
  return difference;
}
