#include "sauda-foreign-test.h"
#include "sauda-label-build.h"
#include "sauda-labels-test.h"
#include "sauda-stamp-test.h"
#include "sauda-waybill-match.h"

#include <poppler.h>
#include <string.h>
#include <zbar.h>

/* Labels of other makers, from the archive to the paper: each finds its order, leaves on paper of 100 x 150
 * mm at 100 %, with every bar code to be read and its size mark beside what is printed. */

#define CODE "900110392"
#define MM(millimetres) ((millimetres) *72 / 25.4)

static const SaudaForeignLayout layouts[] = {
  { "plain", 100, 150, 0, 0, 1, 0, 0, { 0 }, .full = FALSE },
  { "outlines", 100, 150, 0, 0, 1, 0, 0, { 0 }, .outlines = TRUE },
  { "form", 100, 150, 0, 0, 1, 0, 0, { 0 }, .form = TRUE },
  { "scan", 100, 150, 0, 0, 1, 0, 0, { 0 }, .scan = TRUE },
  { "object-streams", 100, 150, 0, 0, 1, 0, 0, { 0 }, .object_streams = TRUE },
  { "full", 100, 150, 0, 0, 1, 0, 0, { 0 }, .full = TRUE },
  { "a4-upper-left", 210, 297, 0, 0, 1, 0, 0, { 0 }, .full = FALSE },
  { "a4-lower-right", 210, 297, 110, 147, 1, 0, 0, { 0 }, .full = FALSE },
  { "a4-middle", 210, 297, 51, 71, 1, 0, 0, { 0 }, .full = FALSE },
  { "a4-on-its-side", 297, 210, 150, 20, 1, 90, 0, { 0 }, .full = FALSE },
  { "75x120", 75, 120, 0, 4, 0.75, 0, 0, { 0 }, .full = FALSE },
  { "on-its-side", 150, 100, 150, 0, 1, 90, 0, { 0 }, .full = FALSE },
  { "on-its-side-shown-upright", 150, 100, 150, 0, 1, 90, 270, { 0 }, .full = FALSE },
  { "upside-down", 100, 150, 100, 150, 1, 180, 180, { 0 }, .full = FALSE },
  { "cut-out", 210, 297, 50, 87, 1, 0, 0, { 50, 60, 150, 210 }, .full = FALSE },
};

static const char *const one_code[] = { CODE, NULL };

static char *
save (SaudaTestFolder *folder, GBytes *pdf)
{
  return sauda_labels_test_save (folder->path, "label.pdf", pdf);
}

static PopplerDocument *
build (SaudaTestFolder *folder,
       const char *label,
       guint pages,
       gboolean stamp,
       const char *sheet,
       guint *unmarked)
{
  g_autoptr (GPtrArray) orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_label_order_free);
  g_autofree char *out = g_build_filename (folder->path, stamp ? "stamped" : "plain", NULL);
  SaudaLabelOrder *order = sauda_label_order_new ("Universal", CODE);
  g_autoptr (SaudaLabelReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *uri = NULL;
  PopplerDocument *document;

  sauda_label_order_add_line (order, "print", "Print", "2XL", "M", 1);
  sauda_label_order_set_label (order, label, pages);
  g_ptr_array_add (orders, order);
  report = sauda_label_build (
    &(SaudaLabelBuild){
      .orders = orders, .folder = out, .stamp = stamp, .sheet = sauda_label_sheet_find (sheet) },
    NULL, &error);
  g_assert_no_error (error);
  g_assert_true (report->complete);
  g_assert_cmpuint (report->pages, ==, pages);
  *unmarked = report->unmarked->len;
  path =
    g_build_filename (out, ((SaudaLabelReportGroup *) g_ptr_array_index (report->groups, 0))->file, NULL);
  uri = g_filename_to_uri (path, NULL, NULL);
  document = poppler_document_new_from_file (uri, NULL, &error);
  g_assert_no_error (error);
  return document;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* What a scanner reads on a page that a label printer of 203 dots an inch has printed, a line each. */
static char *
read_codes (PopplerDocument *document, int page)
{
  cairo_surface_t *surface = sauda_stamp_test_draw (document, page);
  guint width = (guint) cairo_image_surface_get_width (surface);
  guint height = (guint) cairo_image_surface_get_height (surface);
  g_autofree guint8 *grey = g_malloc (width * height);
  zbar_image_scanner_t *scanner = zbar_image_scanner_create ();
  zbar_image_t *image = zbar_image_create ();
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint y = 0; y < height; y++) {
    const guint32 *row =
      (const guint32 *) (const void *) (cairo_image_surface_get_data (surface) +
                                        y * (guint) cairo_image_surface_get_stride (surface));

    for (guint x = 0; x < width; x++)
      grey[y * width + x] = (guint8) ((row[x] >> 8) & 0xff);
  }
  zbar_image_set_format (image, zbar_fourcc ('Y', '8', '0', '0'));
  zbar_image_set_size (image, width, height);
  zbar_image_set_data (image, grey, (unsigned long) width * height, NULL);
  zbar_scan_image (scanner, image);
  for (const zbar_symbol_t *symbol = zbar_image_first_symbol (image); symbol != NULL;
       symbol = zbar_symbol_next (symbol))
    g_ptr_array_add (texts, g_strdup (zbar_symbol_get_data (symbol)));
  zbar_image_destroy (image);
  zbar_image_scanner_destroy (scanner);
  cairo_surface_destroy (surface);
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("\n", (GStrv) texts->pdata);
}

static void
check_codes (PopplerDocument *document, int page, guint place, guint places)
{
  g_autofree char *read = read_codes (document, page);
  g_autofree char *wanted = g_strdup_printf (CODE "-%u\nKS|" CODE "|%u|%u", place, place, places);

  g_assert_cmpstr (read, ==, wanted);
}

static void
check_size (PopplerDocument *document, int page, double width, double height)
{
  PopplerPage *found = poppler_document_get_page (document, page);
  double found_width, found_height;

  poppler_page_get_size (found, &found_width, &found_height);
  g_assert_cmpfloat_with_epsilon (found_width, MM (width), 0.02);
  g_assert_cmpfloat_with_epsilon (found_height, MM (height), 0.02);
  g_object_unref (found);
}

static void
check_fonts (PopplerDocument *document)
{
  PopplerFontInfo *fonts = poppler_font_info_new (document);
  PopplerFontsIter *iter = NULL;

  while (poppler_font_info_scan (fonts, 10, &iter)) {
    if (iter == NULL)
      continue;
    do
      g_assert_true (poppler_fonts_iter_is_embedded (iter));
    while (poppler_fonts_iter_next (iter));
    poppler_fonts_iter_free (iter);
  }
  g_object_unref (fonts);
}

static void
check_text (PopplerDocument *document, const SaudaForeignLayout *layout)
{
  PopplerPage *page = poppler_document_get_page (document, 0);
  g_autofree char *text = poppler_page_get_text (page);

  g_assert_true (strstr (text, "2XL") != NULL || layout->full);
  g_assert_true (strstr (text, "900 110 392 - 1") != NULL || layout->outlines || layout->scan);
  g_object_unref (page);
}

static void
test_layout (SaudaTestFolder *folder, gconstpointer data)
{
  const SaudaForeignLayout *layout = data;
  g_autoptr (GBytes) pdf = sauda_foreign_test_draw (layout, one_code, 1);
  g_autofree char *label = save (folder, pdf);
  guint unmarked = 0;
  PopplerDocument *plain = build (folder, label, 1, FALSE, NULL, &unmarked), *stamped, *sheet;
  SaudaStampDifference difference;

  stamped = build (folder, label, 1, TRUE, NULL, &unmarked);
  g_assert_cmpuint (unmarked, ==, layout->full ? 1 : 0);
  difference = sauda_stamp_test_compare (plain, stamped, 0);
  g_assert_cmpuint (difference.changed, ==, 0);
  g_assert_true (layout->full ? difference.added == 0 : difference.added > 500);
  check_size (stamped, 0, 100, 150);
  check_codes (stamped, 0, 1, 1);
  check_text (stamped, layout);
  check_fonts (stamped);
  sheet = build (folder, label, 1, TRUE, "a4x4", &unmarked);
  check_size (sheet, 0, 210, 297);
  check_codes (sheet, 0, 1, 1);
  g_object_unref (plain);
  g_object_unref (stamped);
  g_object_unref (sheet);
}

/* On paper the bars are as wide on the sheet of four as on the roll. */
static void
test_sheet_keeps_the_size (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) pdf = sauda_foreign_test_draw (&layouts[0], one_code, 1);
  g_autofree char *label = save (folder, pdf);
  double widths[2];

  for (guint i = 0; i < 2; i++) {
    guint unmarked = 0;
    PopplerDocument *document = build (folder, label, 1, FALSE, i == 0 ? NULL : "a4x4", &unmarked);
    PopplerPage *page = poppler_document_get_page (document, 0);
    GList *found = poppler_page_find_text (page, "900 110 392 - 1");
    const PopplerRectangle *place = found->data;

    widths[i] = place->x2 - place->x1;
    g_list_free_full (found, (GDestroyNotify) poppler_rectangle_free);
    g_object_unref (page);
    g_object_unref (document);
  }
  g_assert_cmpfloat_with_epsilon (widths[0], widths[1], 0.05);
}

static void
test_two_places (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) pdf = sauda_foreign_test_draw (&layouts[6], one_code, 2);
  g_autofree char *label = save (folder, pdf);
  guint unmarked = 0;
  PopplerDocument *stamped = build (folder, label, 2, TRUE, NULL, &unmarked);

  g_assert_cmpuint (unmarked, ==, 0);
  for (int page = 0; page < 2; page++) {
    check_size (stamped, page, 100, 150);
    check_codes (stamped, page, (guint) page + 1, 2);
  }
  g_object_unref (stamped);
}

/* What the crop box hid must not come into sight when the page becomes larger. */
static void
test_hidden_print_stays_hidden (SaudaTestFolder *folder, gconstpointer data)
{
  const SaudaForeignLayout layout = { "hidden",     210, 297, 50, 87, 0.75, 0, 0, { 54, 110, 121, 207 },
                                      .full = FALSE };
  g_autoptr (GBytes) pdf = sauda_foreign_test_draw (&layout, one_code, 1);
  g_autofree char *label = save (folder, pdf);
  guint unmarked = 0;
  PopplerDocument *built = build (folder, label, 1, FALSE, NULL, &unmarked);

  check_size (built, 0, 121 - 54, 207 - 110);
  g_object_unref (built);
}

static SaudaWaybillMatch *
match (GBytes *pdf, const char *name, const char *const *known)
{
  g_autoptr (GHashTable) codes = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (SaudaWaybillFile) file = sauda_waybill_file_new (name, pdf);
  g_autoptr (GError) error = NULL;
  SaudaWaybillMatch *found;

  for (guint i = 0; known[i] != NULL; i++)
    g_hash_table_add (codes, (gpointer) known[i]);
  found = sauda_waybill_match (file, codes, NULL, &error);
  g_assert_no_error (error);
  return found;
}

static void
test_match (SaudaTestFolder *folder, gconstpointer data)
{
  const SaudaForeignLayout *layout = data;
  static const char *const known[] = { CODE, "900110393", NULL };
  g_autoptr (GBytes) pdf = sauda_foreign_test_draw (layout, one_code, 1);
  /* neither tells the name of the file anything */
  g_autoptr (SaudaWaybillMatch) found = match (pdf, "print.pdf", known);

  g_assert_cmpint (found->kind, ==, SAUDA_WAYBILL_MATCHED);
  g_assert_cmpuint (found->labels->len, ==, 1);
  g_assert_cmpstr (((SaudaWaybillLabel *) g_ptr_array_index (found->labels, 0))->code, ==, CODE);
}

static void
test_several_orders (SaudaTestFolder *folder, gconstpointer data)
{
  static const char *const known[] = { CODE, "900110393", "900110394", NULL };
  g_autoptr (GBytes) pdf = sauda_foreign_test_draw (&layouts[0], known, 2);
  g_autoptr (SaudaWaybillMatch) found = match (pdf, "all.pdf", known);

  g_assert_cmpuint (found->labels->len, ==, 3);
  for (guint i = 0; i < 3; i++) {
    const SaudaWaybillLabel *label = g_ptr_array_index (found->labels, i);

    g_assert_cmpstr (label->code, ==, known[i]);
    g_assert_cmpuint (label->pages, ==, 2);
  }
}

static void
test_several_on_a_page (SaudaTestFolder *folder, gconstpointer data)
{
  static const char *const texts[] = { "900 110 392 - 1    900 110 393 - 1\n900 110 394 - 1", NULL };
  static const char *const known[] = { CODE, "900110393", "900110394", NULL };
  g_autoptr (GBytes) pdf = sauda_labels_test_draw (texts);
  g_autoptr (SaudaWaybillMatch) found = match (pdf, CODE ".pdf", known);

  g_assert_cmpuint (found->labels->len, ==, 0);
  g_assert_cmpuint (g_strv_length (found->problems), ==, 1);
  for (guint i = 0; known[i] != NULL; i++)
    g_assert_nonnull (strstr (found->problems[0], known[i]));
}

/* Orders of a store that is not here are orders all the same: nobody sticks their labels on this one's
 * parcel. */
static void
test_strangers_on_a_page (SaudaTestFolder *folder, gconstpointer data)
{
  static const char *const texts[] = { "900 110 392 - 1    900 110 393 - 1\n900 110 394 - 1", NULL };
  static const char *const all[] = { CODE, "900110393", "900110394", NULL };
  static const char *const one[] = { "900110394", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (GBytes) pdf = sauda_labels_test_draw (texts);
  g_autoptr (SaudaWaybillMatch) some = match (pdf, "labels.pdf", one);
  g_autoptr (SaudaWaybillMatch) strange = match (pdf, "labels.pdf", none);

  g_assert_cmpuint (some->labels->len + strange->labels->len, ==, 0);
  g_assert_cmpuint (g_strv_length (some->problems), ==, 1);
  g_assert_cmpuint (g_strv_length (strange->problems), ==, 1);
  for (guint i = 0; all[i] != NULL; i++) {
    g_assert_nonnull (strstr (some->problems[0], all[i]));
    g_assert_nonnull (strstr (strange->problems[0], all[i]));
  }
}

static void
add (const char *prefix, const SaudaForeignLayout *layout, void (*test) (SaudaTestFolder *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/labels/foreign/", prefix, layout != NULL ? layout->name : "", NULL);

  g_test_add (path, SaudaTestFolder, layout, sauda_test_folder_set_up, test, sauda_test_folder_tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (layouts); i++) {
    add ("print/", &layouts[i], test_layout);
    add ("match/", &layouts[i], test_match);
  }
  add ("sheet-keeps-the-size", NULL, test_sheet_keeps_the_size);
  add ("two-places", NULL, test_two_places);
  add ("hidden-print-stays-hidden", NULL, test_hidden_print_stays_hidden);
  add ("several-orders", NULL, test_several_orders);
  add ("several-on-a-page", NULL, test_several_on_a_page);
  add ("strangers-on-a-page", NULL, test_strangers_on_a_page);
  return g_test_run ();
}
