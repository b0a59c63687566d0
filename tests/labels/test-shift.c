#include "sauda-labels-error.h"
#include "sauda-pdf-shift.h"
#include "sauda-test.h"

#include <cairo-pdf.h>
#include <math.h>
#include <poppler.h>

#define MM (72.0 / 25.4)
/* Pixels per millimetre of what is looked at. */
#define SCALE 4.0

static cairo_status_t
append (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A label of 100 x 150 mm with a black square of 10 mm, 30 mm from the left and 50 from the top. */
static GBytes *
make_label (void)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append, bytes, 100 * MM, 150 * MM);
  cairo_t *cairo = cairo_create (surface);

  cairo_rectangle (cairo, 30 * MM, 50 * MM, 10 * MM, 10 * MM);
  cairo_fill (cairo);
  cairo_show_page (cairo);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

/* Where the first black pixel is, in millimetres from the top left corner. */
static void
find_square (GBytes *pdf, double *left, double *top)
{
  g_autoptr (GError) error = NULL;
  PopplerDocument *document = poppler_document_new_from_bytes (pdf, NULL, &error);
  PopplerPage *page = poppler_document_get_page (document, 0);
  cairo_surface_t *picture =
    cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int) (100 * SCALE), (int) (150 * SCALE));
  cairo_t *cairo = cairo_create (picture);
  double width = 0;
  double height = 0;
  int stride = cairo_image_surface_get_stride (picture);

  g_assert_no_error (error);
  poppler_page_get_size (page, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 100 * MM, 0.01);
  g_assert_cmpfloat_with_epsilon (height, 150 * MM, 0.01);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, SCALE / MM, SCALE / MM);
  poppler_page_render (page, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (picture);
  *left = *top = -1;
  for (int y = 0; y < 150 * SCALE && *top < 0; y++)
    for (int x = 0; x < 100 * SCALE && *top < 0; x++)
      if (cairo_image_surface_get_data (picture)[y * stride + 4 * x] < 128) {
        *left = x / SCALE;
        *top = y / SCALE;
      }
  cairo_surface_destroy (picture);
  g_object_unref (page);
  g_object_unref (document);
}

static void
test_shift (void)
{
  static const struct {
    double right, down;
  } cases[] = { { 0, 0 }, { 2.5, 0 }, { 0, 2.5 }, { -3, 1.5 }, { 1, -4.5 } };
  g_autoptr (GBytes) label = make_label ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) moved = sauda_pdf_shift (label, cases[i].right, cases[i].down, &error);
    double left = 0;
    double top = 0;

    g_assert_no_error (error);
    find_square (moved, &left, &top);
    g_assert_cmpfloat_with_epsilon (left, 30 + cases[i].right, 0.26);
    g_assert_cmpfloat_with_epsilon (top, 50 + cases[i].down, 0.26);
  }
}

static void
test_damaged (void)
{
  g_autoptr (GBytes) label = make_label ();
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (label, 0, g_bytes_get_size (label) / 2);
  g_autoptr (GError) error = NULL;

  g_assert_null (sauda_pdf_shift (half, 1, 1, &error));
  g_assert_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_DAMAGED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labels/shift/by", test_shift);
  g_test_add_func ("/labels/shift/damaged", test_damaged);
  return g_test_run ();
}
