#include "sauda-label-build.h"
#include "sauda-labels-test.h"
#include "sauda-stamp-test.h"

#include <cairo-pdf.h>
#include <math.h>
#include <string.h>

/* Pages of other makers than Kaspi's: whatever they are made of, the mark stays off their ink and upright. */

/* 100 x 150 mm. */
#define BOX "/MediaBox [0 0 283.46 425.2] "
#define TEXT "BT /F 12 Tf 20 400 Td (Recipient) Tj 0 -20 Td [(Ad) -120 (dress)] TJ ET "

typedef struct {
  const char *name;
  const char *keys;    /* of the page */
  const char *content; /* of the page */
  const char *extra;   /* object 6 */
} Case;

static const Case cases[] = {
  { "plain", BOX, TEXT, "null" },
  { "turned 90", BOX "/Rotate 90 ", TEXT, "null" },
  { "turned 180", BOX "/Rotate 180 ", TEXT, "null" },
  { "turned 270", BOX "/Rotate -90 ", TEXT, "null" },
  { "begins elsewhere", "/MediaBox [100 -50 383.46 375.2] ",
    "BT /F 12 Tf 120 350 Td (Recipient) Tj ET 110 -40 100 30 re f ", "null" },
  { "cropped", "/MediaBox [0 0 600 800] /CropBox [50 60 333.46 485.2] ",
    "BT /F 12 Tf 70 460 Td (Recipient) Tj ET 0 0 60 800 re f ", "null" },
  { "white ground", BOX, "1 1 1 rg 0 0 600 800 re f 0 g " TEXT, "null" },
  { "state left open", BOX, "q 2 0 0 2 30 40 cm q 0.5 0 0 0.5 0 0 cm " TEXT, "null" },
  { "frame", BOX, "2 w 14 14 255 397 re S 14 200 m 269 200 l S " TEXT, "null" },
  { "frame of curves", BOX, "3 w 20 20 m 20 300 100 400 140 400 c 260 400 260 20 20 20 c s " TEXT, "null" },
  { "clipped", BOX, "q 20 300 100 100 re W n 0 0 600 800 re f Q 0 g " TEXT, "null" },
  { "bars", BOX,
    "40 300 1 40 re 43 300 2 40 re 47 300 1 40 re 50 300 3 40 re 55 300 1 40 re 58 300 2 40 re f* " TEXT,
    "null" },
  { "picture in the stream", BOX, "q 100 0 0 60 150 300 cm BI /W 8 /H 2 /BPC 1 /CS /G ID \xa5 EI Q " TEXT,
    "null" },
  { "form", BOX, "q 1 0 0 1 50 100 cm /X Do Q " TEXT,
    "<< /Type /XObject /Subtype /Form /BBox [0 0 150 80] /Matrix [1 0 0 1 10 5] /Length 28 >>\nstream\n"
    "0 g 0 0 50 50 re f 90 9 m f \nendstream" },
  { "note", BOX "/Annots [6 0 R] ", TEXT,
    "<< /Type /Annot /Subtype /Square /Rect [30 30 250 220] /C [0 0 0] /IC [0 0 0] /F 4 >>" },
  { "text of all kinds", BOX,
    "BT /F 10 Tf 14 TL 120 Tz 2 Ts 3 Tc 5 Tw 1 0.2 -0.2 1 60 200 Tm (turned \\(a little\\)) Tj T* (next) ' "
    "1 2 (and next) \" 0 Tr <41424344> Tj 3 Tr 100 0 Td (unseen) Tj ET " TEXT,
    "null" },
  { "excess restore", BOX, "Q Q " TEXT, "null" },
};

static void
add_object (GString *pdf, GArray *offsets, const char *object)
{
  g_array_append_val (offsets, pdf->len);
  g_string_append_printf (pdf, "%u 0 obj\n%s\nendobj\n", offsets->len, object);
}

static GBytes *
write_page (const Case *one)
{
  GString *pdf = g_string_new ("%PDF-1.4\n");
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));
  g_autofree char *page =
    g_strdup_printf ("<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources << /Font "
                     "<< /F 5 0 R >> /XObject << /X 6 0 R >> >> >>",
                     one->keys);
  g_autofree char *stream = g_strdup_printf ("<< /Length %" G_GSIZE_FORMAT " >>\nstream\n%s\nendstream",
                                             strlen (one->content), one->content);
  gsize begin;

  add_object (pdf, offsets, "<< /Type /Catalog /Pages 2 0 R >>");
  add_object (pdf, offsets, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
  add_object (pdf, offsets, page);
  add_object (pdf, offsets, stream);
  add_object (pdf, offsets, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
  add_object (pdf, offsets, one->extra);
  begin = pdf->len;
  g_string_append_printf (pdf, "xref\n0 %u\n0000000000 65535 f \n", offsets->len + 1);
  for (guint i = 0; i < offsets->len; i++)
    g_string_append_printf (pdf, "%010" G_GSIZE_FORMAT " 00000 n \n", g_array_index (offsets, gsize, i));
  g_string_append_printf (pdf,
                          "trailer\n<< /Root 1 0 R /Size %u >>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                          offsets->len + 1, begin);
  return g_string_free_to_bytes (pdf);
}

/* A scanned label: all of the page is one picture, most of it white. */
static GBytes *
draw_scan (void)
{
  g_autofree char *path = NULL;
  GBytes *bytes;
  char *data;
  gsize length;
  cairo_surface_t *scan = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 800, 1200), *surface;
  cairo_t *cairo = cairo_create (scan);
  g_autofree char *folder = sauda_test_folder_new ();

  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_set_source_rgb (cairo, 0, 0, 0);
  cairo_rectangle (cairo, 60, 60, 500, 300);
  cairo_rectangle (cairo, 60, 900, 600, 200);
  cairo_fill (cairo);
  cairo_destroy (cairo);
  path = g_build_filename (folder, "scan.pdf", NULL);
  surface = cairo_pdf_surface_create (path, 283.46, 425.2);
  cairo = cairo_create (surface);
  cairo_scale (cairo, 283.46 / 800, 425.2 / 1200);
  cairo_set_source_surface (cairo, scan, 0, 0);
  cairo_paint (cairo);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  cairo_surface_destroy (scan);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  bytes = g_bytes_new_take (data, length);
  sauda_test_folder_remove (folder);
  return bytes;
}

static PopplerDocument *
build (SaudaTestFolder *folder, GBytes *pdf, gboolean stamp, guint unmarked)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_label_order_free);
  g_autofree char *label = sauda_labels_test_save (folder->path, "label.pdf", pdf);
  g_autofree char *out = g_build_filename (folder->path, stamp ? "stamped" : "plain", NULL);
  SaudaLabelOrder *order = sauda_label_order_new ("Universal", "900000001");
  g_autoptr (SaudaLabelReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const SaudaLabelReportGroup *group;
  g_autofree char *path = NULL;
  PopplerDocument *document;
  char *data;
  gsize length;

  sauda_label_order_add_line (order, "print", "Print", "2XL", "M", 1);
  sauda_label_order_set_label (order, label, 1);
  g_ptr_array_add (orders, order);
  report =
    sauda_label_build (&(SaudaLabelBuild){ .orders = orders, .folder = out, .stamp = stamp }, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (report->complete);
  g_assert_cmpuint (report->unmarked->len, ==, unmarked);
  group = g_ptr_array_index (report->groups, 0);
  path = g_build_filename (out, group->file, NULL);
  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  bytes = g_bytes_new_take (data, length);
  document = poppler_document_new_from_bytes (bytes, NULL, &error);
  g_assert_no_error (error);
  return document;
}

/* Read from left to right, as the page is seen. */
static void
check_upright (PopplerDocument *document)
{
  PopplerPage *page = poppler_document_get_page (document, 0);
  GList *found = poppler_page_find_text (page, "2XL");
  const PopplerRectangle *place;

  g_assert_nonnull (found);
  place = found->data;
  g_assert_cmpfloat (place->x2 - place->x1, >, fabs (place->y2 - place->y1));
  g_list_free_full (found, (GDestroyNotify) poppler_rectangle_free);
  g_object_unref (page);
}

static void
check (SaudaTestFolder *folder, GBytes *pdf, gboolean room)
{
  PopplerDocument *plain = build (folder, pdf, FALSE, 0), *stamped = build (folder, pdf, TRUE, room ? 0 : 1);
  SaudaStampDifference difference = sauda_stamp_test_compare (plain, stamped, 0);

  g_assert_cmpuint (difference.changed, ==, 0);
  if (room) {
    int width = difference.right - difference.left + 1, height = difference.bottom - difference.top + 1;

    g_assert_cmpint (width, >, 180);
    g_assert_cmpint (height, >, 60);
    g_assert_cmpint (width, >, 2 * height);
    check_upright (stamped);
  } else
    g_assert_cmpuint (difference.added, ==, 0);
  g_object_unref (plain);
  g_object_unref (stamped);
}

static void
test_case (SaudaTestFolder *folder, gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GBytes) pdf = write_page (one);

  /* a page that undoes what was before it cannot be drawn upon safely */
  check (folder, pdf, !g_str_equal (one->name, "excess restore"));
}

static void
test_scan (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) pdf = draw_scan ();

  check (folder, pdf, TRUE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *name = g_strdup (cases[i].name);
    g_autofree char *path = g_strconcat ("/labels/stamp-pages/", g_strdelimit (name, " ", '-'), NULL);

    g_test_add (path, SaudaTestFolder, &cases[i], sauda_test_folder_set_up, test_case,
                sauda_test_folder_tear_down);
  }
  g_test_add ("/labels/stamp-pages/scan", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_scan,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
