#include "sauda-stationery-print.h"
#include "sauda-template-code-private.h"
#include "sauda-template-draw.h"
#include "sauda-template-library.h"
#include "sauda-test.h"
#include "sauda-text-fit.h"

#include <math.h>
#include <poppler.h>
#include <string.h>

/* Dots to the millimetre of the pictures that are looked at. */
#define DOTS 8

static const char *const long_text =
  "Комплект термобелья мужской утеплённый с начёсом, чёрный меланж, очень длинное название товара, которое "
  "никуда не помещается, Бесконечнодлинноесловобезединогопробелаитакдалее";

static GHashTable *
new_fields (SaudaTemplateKind kind, const char *value)
{
  GHashTable *fields = g_hash_table_new (g_str_hash, g_str_equal);
  const char *const *names = sauda_template_kind_get_fields (kind);

  for (guint i = 0; names[i] != NULL; i++)
    g_hash_table_insert (fields, (gpointer) names[i], (gpointer) value);
  g_hash_table_insert (fields, (gpointer) "code", (gpointer) "4870000000012");
  g_hash_table_insert (fields, (gpointer) "sku", (gpointer) "CL_QZ_MEN_BELI51_WHITE_2XL");
  return fields;
}

/* The label alone with one item upon a larger white paper: the item's ink with room around the label. */
static cairo_surface_t *
draw (const SaudaTemplate *label, GHashTable *fields)
{
  cairo_surface_t *surface = cairo_image_surface_create (
    CAIRO_FORMAT_RGB24, (int) ((label->width + 20) * DOTS), (int) ((label->height + 20) * DOTS));
  cairo_t *cairo = cairo_create (surface);
  g_autoptr (SaudaTemplatePen) pen = NULL;
  g_autoptr (GError) error = NULL;

  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, DOTS * 25.4 / 72, DOTS * 25.4 / 72);
  pen = sauda_template_pen_new (cairo);
  sauda_template_pen_draw (pen, label, fields, SAUDA_MM (10), SAUDA_MM (10), &error);
  g_assert_no_error (error);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  return surface;
}

static guint
count_ink (cairo_surface_t *surface, const SaudaTemplateItem *item, gboolean inside)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  const guint8 *data = cairo_image_surface_get_data (surface);
  int stride = cairo_image_surface_get_stride (surface);
  /* half a dot of anti-aliasing, and half the thickness of a line */
  double slack = 1.0 / DOTS + (item->type == SAUDA_TEMPLATE_LINE ? item->thickness / 2 : 0);
  guint count = 0;

  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++) {
      double at_x = (x + 0.5) / DOTS - 10, at_y = (y + 0.5) / DOTS - 10;
      gboolean within = at_x >= item->x - slack && at_x <= item->x + item->width + slack &&
                        at_y >= item->y - slack && at_y <= item->y + item->height + slack;
      guint32 pixel;

      memcpy (&pixel, data + y * stride + x * 4, sizeof pixel);
      if ((pixel & 0xffffff) != 0xffffff && within == inside)
        count++;
    }
  return count;
}

/* Whatever stands in the fields: no item's ink leaves its room, and no item is left out. */
static void
test_nothing_overflows (void)
{
  const char *const texts[] = { "S", "8 990 ₸", "Принт 5в1 чёрный", long_text };
  g_autoptr (SaudaTemplateLibrary) library = sauda_template_library_new (NULL);

  for (guint kind = 0; kind < SAUDA_TEMPLATE_N_KINDS; kind++) {
    g_autoptr (GPtrArray) list = sauda_template_library_list (library, kind);

    for (guint i = 0; i < list->len; i++)
      for (guint j = 0; j < G_N_ELEMENTS (texts); j++) {
        const SaudaTemplate *label = g_ptr_array_index (list, i);
        g_autoptr (GHashTable) fields = new_fields (kind, texts[j]);

        for (guint k = 0; k < label->items->len; k++) {
          g_autoptr (SaudaTemplate) alone = sauda_template_copy (label);
          SaudaTemplateItem *item;
          cairo_surface_t *surface;

          for (guint l = alone->items->len; l-- > 0;)
            if (l != k)
              g_ptr_array_remove_index (alone->items, l);
          item = g_ptr_array_index (alone->items, 0);
          item->white = FALSE;
          surface = draw (alone, fields);
          if (count_ink (surface, item, FALSE) > 0)
            g_error ("%s, item %u, “%s”: ink outside of its room", label->id, k + 1, texts[j]);
          if (count_ink (surface, item, TRUE) == 0)
            g_error ("%s, item %u, “%s”: nothing drawn", label->id, k + 1, texts[j]);
          cairo_surface_destroy (surface);
        }
      }
  }
}

static void
test_fitted_extents (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 8, 8);
  cairo_t *cairo = cairo_create (surface);
  g_autoptr (SaudaTextFitter) fitter = sauda_text_fitter_new (cairo);
  const double rooms[][2] = { { 10, 10 }, { 100, 12 }, { 300, 40 }, { 3, 90 }, { 60, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (rooms); i++)
    for (guint wrap = 0; wrap < 2; wrap++) {
      const SaudaFittedText *fitted = sauda_text_fitter_fit (
        fitter, &(SaudaTextFit){ long_text, rooms[i][0], rooms[i][1], 30, 6, FALSE, wrap, PANGO_ALIGN_LEFT });

      g_assert_cmpfloat (fitted->width, <=, rooms[i][0]);
      g_assert_cmpfloat (fitted->height, <=, rooms[i][1]);
      g_assert_cmpfloat (fitted->width, >, 0);
      g_assert_true (fitted->cut || wrap || i > 2);
      fitted = sauda_text_fitter_fit (
        fitter, &(SaudaTextFit){ "2XL", 300, 300, 30, 6, TRUE, wrap, PANGO_ALIGN_LEFT });
      g_assert_false (fitted->cut);
    }
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
}

static void
check_pages (GBytes *pdf, int pages, double width, double height)
{
  PopplerDocument *document = poppler_document_new_from_bytes (pdf, NULL, NULL);

  g_assert_cmpint (poppler_document_get_n_pages (document), ==, pages);
  for (int i = 0; i < pages; i++) {
    PopplerPage *page = poppler_document_get_page (document, i);
    double found_width, found_height;

    poppler_page_get_size (page, &found_width, &found_height);
    g_assert_cmpfloat_with_epsilon (found_width, SAUDA_MM (width), 0.02);
    g_assert_cmpfloat_with_epsilon (found_height, SAUDA_MM (height), 0.02);
    g_object_unref (page);
  }
  g_object_unref (document);
}

static void
test_pages (void)
{
  g_autoptr (SaudaTemplateLibrary) library = sauda_template_library_new (NULL);
  const SaudaTemplate *label = sauda_template_library_find (library, "product-58x40", NULL);
  const SaudaSheetGrid *sheet = sauda_template_library_find_sheet (library, "a4-18", NULL);
  g_autoptr (GPtrArray) copies = g_ptr_array_new_with_free_func ((GDestroyNotify) g_hash_table_unref);
  g_autoptr (GBytes) roll = NULL, sheets = NULL, later = NULL, refused = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 19; i++)
    g_ptr_array_add (copies, new_fields (SAUDA_TEMPLATE_PRODUCT, "M"));
  roll =
    sauda_stationery_print_write_bytes (&(SaudaStationeryPrint){ label, copies, NULL, 0, FALSE }, NULL, NULL);
  check_pages (roll, 19, 58, 40);
  sheets =
    sauda_stationery_print_write_bytes (&(SaudaStationeryPrint){ label, copies, sheet, 0, TRUE }, NULL, NULL);
  check_pages (sheets, 2, 210, 297);
  later = sauda_stationery_print_write_bytes (&(SaudaStationeryPrint){ label, copies, sheet, 17, TRUE }, NULL,
                                              NULL);
  check_pages (later, 2, 210, 297);
  refused = sauda_stationery_print_write_bytes (
    &(SaudaStationeryPrint){ label, copies, sauda_template_library_find_sheet (library, "a4-65", NULL), 0,
                             FALSE },
    NULL, &error);
  g_assert_null (refused);
  g_assert_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_PAPER);
}

static void
test_barcodes (void)
{
  static const struct {
    SaudaBarcodeKind kind;
    const char *text;
    const char *caption; /* NULL: refused */
  } cases[] = {
    { SAUDA_BARCODE_CODE128, "G261127-07", "G261127-07" },
    { SAUDA_BARCODE_CODE128, "", NULL },
    { SAUDA_BARCODE_CODE128, "қазақша", NULL },
    { SAUDA_BARCODE_EAN13, "487000000001", "4870000000012" },
    { SAUDA_BARCODE_EAN13, "4870000000012", "4870000000012" },
    { SAUDA_BARCODE_EAN13, "4870000000013", NULL },
    { SAUDA_BARCODE_EAN13, "12345", NULL },
    { SAUDA_BARCODE_EAN13, "48700000000ab", NULL },
    { SAUDA_BARCODE_EAN8, "1234567", "12345670" },
    { SAUDA_BARCODE_QR, "қазақша", "қазақша" },
    { SAUDA_BARCODE_DATAMATRIX, "CL_QZ", "CL_QZ" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (SaudaBarcode) barcode = sauda_barcode_new (cases[i].kind, cases[i].text, &error);

    if (cases[i].caption == NULL)
      g_assert_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_BARCODE);
    else
      g_assert_cmpstr (sauda_barcode_get_caption (barcode), ==, cases[i].caption);
  }
}

/* A code too long for bars that a label printer prints well becomes a square; one that is too long for that
 * is told. */
static void
test_long_codes (void)
{
  static const struct {
    const char *text;
    double width, height; /* millimetres */
    gboolean fits, beside;
  } cases[] = {
    { "CL_QZ_1", 54, 12.5, TRUE, FALSE },
    { "CL_QZ_MEN_LEG_BLACK_116000005_48_(L)", 54, 12.5, TRUE, TRUE },
    { "CL_QZ_MEN_LEG_BLACK_116000005_48_(L)", 100, 20, TRUE, TRUE },
    { "CL_QZ_MEN_LEG_BLACK_116000005_48_(L)", 54, 6, FALSE, FALSE },
    { "CL_QZ_MEN_LEG_BLACK_116000005_48_(L)", 8, 12.5, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (SaudaTemplate) label = sauda_template_new ("long", "Long", SAUDA_TEMPLATE_PRODUCT, 100, 40);
    SaudaTemplateItem *item = sauda_template_add_item (label, SAUDA_TEMPLATE_BARCODE);
    g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
    g_auto (SaudaTemplateCode) code = { NULL };
    g_autoptr (GError) error = NULL;
    const cairo_rectangle_t room = { 0, 0, SAUDA_MM (cases[i].width), SAUDA_MM (cases[i].height) };

    item->barcode = SAUDA_BARCODE_CODE128;
    item->text = g_strdup (cases[i].text);
    item->caption = TRUE;
    item->width = cases[i].width;
    item->height = cases[i].height;
    g_assert_true (sauda_template_check_fields (label, fields, &error) == cases[i].fits);
    g_assert_true (sauda_template_code_init (&code, item, item->text, &room, NULL) == cases[i].fits);
    g_assert_true (!cases[i].fits || code.beside == cases[i].beside);
    if (cases[i].fits)
      g_assert_cmpfloat (sauda_barcode_get_module (code.barcode, code.room.width, code.room.height), >=,
                         1.99 * SAUDA_BARCODE_DOT);
    else
      g_assert_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_BARCODE);
  }
}

/* Bars are of whole dots of a label printer wherever one dot fits. */
static void
test_whole_dots (void)
{
  g_autoptr (SaudaBarcode) barcode = sauda_barcode_new (SAUDA_BARCODE_CODE128, "CL_QZ_1", NULL);
  double dot = SAUDA_BARCODE_DOT;

  for (double width = SAUDA_MM (20); width < SAUDA_MM (100); width += 1.7) {
    double dots = sauda_barcode_get_module (barcode, width, 30) / dot;

    g_assert_cmpfloat_with_epsilon (dots, dots >= 1 ? round (dots) : dots, 1e-6);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stationery/draw/nothing-overflows", test_nothing_overflows);
  g_test_add_func ("/stationery/draw/fitted-extents", test_fitted_extents);
  g_test_add_func ("/stationery/draw/pages", test_pages);
  g_test_add_func ("/stationery/draw/barcodes", test_barcodes);
  g_test_add_func ("/stationery/draw/long-codes", test_long_codes);
  g_test_add_func ("/stationery/draw/whole-dots", test_whole_dots);
  return g_test_run ();
}
