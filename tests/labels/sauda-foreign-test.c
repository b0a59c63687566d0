#include "sauda-foreign-test.h"

#include "sauda-barcode.h"
#include "sauda-labels-test.h"

#include <cairo-pdf.h>
#include <qpdf/qpdf-c.h>

#define MM(millimetres) ((millimetres) *72 / 25.4)
#define WIDTH MM (100)
#define HEIGHT MM (150)

static cairo_status_t
append_bytes (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
write_line (cairo_t *cairo,
            const SaudaForeignLayout *layout,
            double size,
            double x,
            double y,
            const char *text)
{
  cairo_set_font_size (cairo, size);
  cairo_move_to (cairo, MM (x), MM (y));
  if (!layout->outlines) {
    cairo_show_text (cairo, text);
    return;
  }
  cairo_text_path (cairo, text);
  cairo_fill (cairo);
}

/* Each dark dot of the code as a shape of its own, as some makers write them. */
static void
draw_shapes (cairo_t *cairo, cairo_surface_t *picture, const cairo_rectangle_t *room)
{
  int width = cairo_image_surface_get_width (picture), height = cairo_image_surface_get_height (picture);
  const unsigned char *data = cairo_image_surface_get_data (picture);

  for (int y = 0; y < height; y++)
    for (int x = 0, begin = 0; x < width; x = MAX (begin, x + 1)) {
      const guint32 *row =
        (const guint32 *) (const void *) (data + y * cairo_image_surface_get_stride (picture));

      for (begin = x; begin < width && (row[begin] & 0xff) < 128; begin++)
        ;
      if (begin > x)
        cairo_rectangle (cairo, room->x + x * room->width / width, room->y + y * room->height / height,
                         (begin - x) * room->width / width, room->height / height);
    }
  cairo_fill (cairo);
}

static void
draw_code (cairo_t *cairo,
           const SaudaForeignLayout *layout,
           SaudaBarcodeKind kind,
           const char *text,
           const cairo_rectangle_t *room)
{
  g_autoptr (SaudaBarcode) barcode = sauda_barcode_new (kind, text, NULL);
  int width = (int) (room->width / SAUDA_BARCODE_DOT), height = (int) (room->height / SAUDA_BARCODE_DOT);
  cairo_surface_t *picture;
  cairo_t *dots;

  if (!layout->outlines) {
    sauda_barcode_draw (barcode, cairo, room);
    return;
  }
  picture = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  dots = cairo_create (picture);
  cairo_set_source_rgb (dots, 1, 1, 1);
  cairo_paint (dots);
  cairo_scale (dots, 1 / SAUDA_BARCODE_DOT, 1 / SAUDA_BARCODE_DOT);
  sauda_barcode_draw (barcode, dots, &(cairo_rectangle_t){ 0, 0, room->width, room->height });
  cairo_destroy (dots);
  cairo_surface_flush (picture);
  draw_shapes (cairo, picture, room);
  cairo_surface_destroy (picture);
}

/* A label as large as Kaspi's, and with as much on it, but laid out as nobody here has seen it. */
static void
draw_label (cairo_t *cairo, const SaudaForeignLayout *layout, const char *code, guint place, guint places)
{
  g_autofree char *number = g_strdup_printf ("%.3s %.3s %.3s - %u", code, code + 3, code + 6, place);
  g_autofree char *part = g_strdup_printf ("%u/%u", place, places);
  g_autofree char *bars = g_strdup_printf ("%s-%u", code, place);
  g_autofree char *square = g_strdup_printf ("KS|%s|%u|%u", code, place, places);

  cairo_select_font_face (cairo, "Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  write_line (cairo, layout, 16, 6, 14, number);
  write_line (cairo, layout, 14, 82, 14, part);
  write_line (cairo, layout, 10, 6, 24, "Алматы → Астана");
  write_line (cairo, layout, 10, 6, 30, "Получатель: Айжан С.");
  write_line (cairo, layout, 9, 6, 36, "Футболка «Принт», чёрный — 1 шт.");
  draw_code (cairo, layout, SAUDA_BARCODE_CODE128, bars,
             &(cairo_rectangle_t){ MM (8), MM (50), MM (84), MM (20) });
  draw_code (cairo, layout, SAUDA_BARCODE_QR, square,
             &(cairo_rectangle_t){ MM (10), MM (104), MM (36), MM (36) });
  cairo_set_line_width (cairo, 1);
  cairo_rectangle (cairo, MM (5), MM (5), MM (90), MM (140));
  cairo_stroke (cairo);
  for (guint i = 0; layout->full && i < 15; i++) {
    if (i != 4 && i != 5)
      write_line (cairo, layout, 8, 50, 17 + 9.0 * i, "Условия перевозки и возврата");
    if (i == 3 || (i > 5 && i < 10))
      write_line (cairo, layout, 8, 7, 17 + 9.0 * i, "Условия перевозки");
  }
}

static void
put_on_page (cairo_t *cairo, const SaudaForeignLayout *layout, const char *code, guint place, guint places)
{
  cairo_save (cairo);
  cairo_translate (cairo, MM (layout->x), MM (layout->y));
  cairo_scale (cairo, layout->size, layout->size);
  cairo_rotate (cairo, layout->turn * G_PI / 180);
  if (layout->form)
    cairo_push_group_with_content (cairo, CAIRO_CONTENT_COLOR_ALPHA);
  draw_label (cairo, layout, code, place, places);
  if (layout->form) {
    cairo_pop_group_to_source (cairo);
    cairo_paint (cairo);
  }
  cairo_restore (cairo);
}

static void
set_page_keys (qpdf_data file, const SaudaForeignLayout *layout, qpdf_oh page)
{
  qpdf_oh box;

  if (layout->rotate != 0)
    qpdf_oh_replace_key (file, page, "/Rotate", qpdf_oh_new_integer (file, layout->rotate));
  if (layout->crop[2] <= 0)
    return;
  box = qpdf_oh_new_array (file);
  for (guint i = 0; i < 4; i++)
    qpdf_oh_append_item (file, box, qpdf_oh_new_real_from_double (file, MM (layout->crop[i]), 4));
  qpdf_oh_replace_key (file, page, "/CropBox", box);
}

static GBytes *
finish (GBytes *drawn, const SaudaForeignLayout *layout)
{
  qpdf_data file = qpdf_init ();
  GBytes *bytes;

  g_assert_cmpint (
    qpdf_read_memory (file, "label", g_bytes_get_data (drawn, NULL), g_bytes_get_size (drawn), NULL), ==, 0);
  for (int i = 0; i < qpdf_get_num_pages (file); i++)
    set_page_keys (file, layout, qpdf_get_page_n (file, (size_t) i));
  qpdf_init_write_memory (file);
  qpdf_set_object_stream_mode (file, layout->object_streams ? qpdf_o_generate : qpdf_o_disable);
  g_assert_cmpint (qpdf_write (file), ==, 0);
  bytes = g_bytes_new (qpdf_get_buffer (file), qpdf_get_buffer_length (file));
  qpdf_cleanup (&file);
  return bytes;
}

/**
 * sauda_foreign_test_draw:
 * @layout: how
 * @codes: (array zero-terminated=1): orders of nine digits
 * @places: labels of each
 *
 * Returns: (transfer full): a PDF with a page for each place of each order, in that order
 */
GBytes *
sauda_foreign_test_draw (const SaudaForeignLayout *layout, const char *const *codes, guint places)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (
    append_bytes, bytes, MM (layout->page_width), MM (layout->page_height));
  cairo_t *cairo = cairo_create (surface);
  g_autoptr (GBytes) drawn = NULL;
  g_autoptr (GBytes) picture = NULL;

  for (guint i = 0; codes[i] != NULL; i++)
    for (guint place = 1; place <= places; place++) {
      put_on_page (cairo, layout, codes[i], place, places);
      cairo_show_page (cairo);
    }
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  drawn = g_byte_array_free_to_bytes (bytes);
  if (layout->scan)
    picture = sauda_labels_test_picture (drawn);
  return finish (picture != NULL ? picture : drawn, layout);
}
