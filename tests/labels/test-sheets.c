#include "sauda-label-build.h"
#include "sauda-label-plan.h"
#include "sauda-labels-test.h"
#include "sauda-waybill-text.h"

#include <cairo-pdf.h>
#include <poppler.h>
#include <string.h>

#define DAY (sauda_day_from_date (2026, 11, 23))
#define MM(millimetres) ((millimetres) *72 / 25.4)
#define ORDERS 9

typedef struct {
  SaudaTestFolder folder;
  char *out;         /* (owned) */
  GPtrArray *orders; /* (owned) (element-type SaudaLabelOrder) one group, by their numbers */
} Group;

static int
compare_orders (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(SaudaLabelOrder *const *) a)->code, (*(SaudaLabelOrder *const *) b)->code);
}

static void
set_up (Group *group, gconstpointer data)
{
  g_autoptr (GPtrArray) files = sauda_labels_test_samples ();

  sauda_test_folder_set_up (&group->folder, NULL);
  group->out = g_build_filename (group->folder.path, "out", NULL);
  group->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_label_order_free);
  for (guint i = 0; group->orders->len < ORDERS; i++) {
    const SaudaWaybillFile *file = g_ptr_array_index (files, i);
    g_autofree char *code = sauda_labels_test_code (file->name);
    g_autofree char *path = sauda_labels_test_save (group->folder.path, file->name, file->pdf);
    SaudaLabelOrder *order = sauda_label_order_new (i % 2 == 0 ? "Universal" : "OnlyFit", code);

    sauda_label_order_add_line (order, "print", "Принт 5в1", "2XL", "M", 1);
    sauda_label_order_set_label (order, path, file->pages);
    g_ptr_array_add (group->orders, order);
  }
  g_ptr_array_sort (group->orders, compare_orders);
}

static void
tear_down (Group *group, gconstpointer data)
{
  g_ptr_array_unref (group->orders);
  g_free (group->out);
  sauda_test_folder_tear_down (&group->folder, NULL);
}

static SaudaLabelReport *
build (Group *group, SaudaLabelBuild how)
{
  g_autoptr (GError) error = NULL;
  SaudaLabelReport *report;

  how.orders = group->orders;
  how.day = DAY;
  how.folder = group->out;
  report = sauda_label_build (&how, NULL, &error);
  g_assert_no_error (error);
  return report;
}

static PopplerDocument *
open_group (Group *group, const SaudaLabelReport *report, guint index)
{
  const SaudaLabelReportGroup *one = g_ptr_array_index (report->groups, index);
  g_autofree char *path = g_build_filename (group->out, one->file, NULL);
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  PopplerDocument *document = poppler_document_new_from_file (uri, NULL, NULL);

  g_assert_nonnull (document);
  return document;
}

static char *
read_page (PopplerDocument *document, int index)
{
  PopplerPage *page = poppler_document_get_page (document, index);
  char *text = poppler_page_get_text (page);

  g_object_unref (page);
  return text;
}

/* The number as a label prints it. */
static char *
printed (const char *code)
{
  return g_strdup_printf ("%.3s %.3s %.3s - 1", code, code + 3, code + 6);
}

static const char *
get_code (Group *group, guint index)
{
  return ((SaudaLabelOrder *) g_ptr_array_index (group->orders, index))->code;
}

static void
check_page_size (PopplerDocument *document, int index, double width, double height)
{
  PopplerPage *page = poppler_document_get_page (document, index);
  double found_width, found_height;

  poppler_page_get_size (page, &found_width, &found_height);
  g_assert_cmpfloat_with_epsilon (found_width, width, 0.02);
  g_assert_cmpfloat_with_epsilon (found_height, height, 0.02);
  g_object_unref (page);
}

/* Where an order's number stands on a page, in points. */
static PopplerRectangle
find_number (PopplerDocument *document, int index, const char *code)
{
  g_autofree char *number = printed (code);
  PopplerPage *page = poppler_document_get_page (document, index);
  GList *found = poppler_page_find_text (page, number);
  PopplerRectangle place;

  g_assert_nonnull (found);
  place = *(PopplerRectangle *) found->data;
  g_list_free_full (found, (GDestroyNotify) poppler_rectangle_free);
  g_object_unref (page);
  return place;
}

static void
test_four_on_a4 (Group *group, gconstpointer data)
{
  g_autoptr (SaudaLabelReport) plain = build (group, (SaudaLabelBuild){ .together = TRUE, .stamp = TRUE });
  PopplerDocument *before = open_group (group, plain, 0), *after;
  PopplerRectangle places[ORDERS];
  g_autoptr (SaudaLabelReport) report = NULL;
  const SaudaLabelReportGroup *one;

  g_assert_cmpuint (plain->groups->len, ==, 1);
  for (guint i = 0; i < ORDERS; i++)
    for (int j = 0; j < poppler_document_get_n_pages (before); j++) {
      g_autofree char *text = read_page (before, j), *number = printed (get_code (group, i));

      if (strstr (text, number) != NULL)
        places[i] = find_number (before, j, get_code (group, i));
    }
  g_object_unref (before);
  report = build (
    group, (SaudaLabelBuild){ .together = TRUE, .stamp = TRUE, .sheet = sauda_label_sheet_find ("a4x4") });
  one = g_ptr_array_index (report->groups, 0);
  g_assert_true (report->complete);
  g_assert_cmpuint (one->labels, ==, one->pages);
  g_assert_cmpuint (one->papers, ==, (one->pages + 3) / 4);
  g_assert_cmpuint (one->page_orders->len, ==, one->papers);
  for (guint i = 0; i < 3; i++)
    g_assert_nonnull (strstr (g_ptr_array_index (one->page_orders, 0), get_code (group, i)));
  after = open_group (group, report, 0);
  for (int i = 0; i < poppler_document_get_n_pages (after); i++)
    check_page_size (after, i, MM (210), MM (297));
  for (guint i = 0; i < ORDERS; i++)
    for (int j = 0; j < poppler_document_get_n_pages (after); j++) {
      g_autofree char *text = read_page (after, j), *number = printed (get_code (group, i));
      PopplerRectangle place;
      double left, top;

      if (strstr (text, number) == NULL)
        continue;
      place = find_number (after, j, get_code (group, i));
      /* at 100 %, and in the middle of one of the four quarters */
      g_assert_cmpfloat_with_epsilon (place.x2 - place.x1, places[i].x2 - places[i].x1, 0.05);
      left = place.x1 - places[i].x1 - MM (2.5);
      /* Poppler's rectangles count from the foot of the page */
      top = (MM (297) - place.y2) - (MM (150) - places[i].y2) + MM (0.75);
      g_assert_true (ABS (left) < 0.1 || ABS (left - MM (105)) < 0.1);
      g_assert_true (ABS (top) < 0.1 || ABS (top - MM (148.5)) < 0.1);
    }
  g_object_unref (after);
}

static void
test_scaled (Group *group, gconstpointer data)
{
  g_autoptr (SaudaLabelReport) report =
    build (group, (SaudaLabelBuild){ .together = TRUE, .sheet = sauda_label_sheet_find ("75x120") });
  const SaudaLabelReportGroup *one = g_ptr_array_index (report->groups, 0);
  PopplerDocument *document = open_group (group, report, 0);

  g_assert_true (report->complete);
  g_assert_cmpuint (one->papers, ==, one->pages);
  for (int i = 0; i < poppler_document_get_n_pages (document); i++)
    check_page_size (document, i, MM (75), MM (120));
  g_object_unref (document);
}

/* A label that is larger than its place keeps its own paper, at 100 %. */
static void
test_large_page (Group *group, gconstpointer data)
{
  SaudaLabelOrder *order = g_ptr_array_index (group->orders, 1);
  g_autofree char *path = g_build_filename (group->folder.path, "large.pdf", NULL);
  cairo_surface_t *surface = cairo_pdf_surface_create (path, MM (210), MM (297));
  cairo_t *cairo = cairo_create (surface);
  g_autoptr (SaudaLabelReport) report = NULL;
  const SaudaLabelReportGroup *one;
  PopplerDocument *document;

  cairo_show_page (cairo);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  sauda_label_order_set_label (order, path, 1);
  report = build (group, (SaudaLabelBuild){ .together = TRUE, .sheet = sauda_label_sheet_find ("a4x4") });
  one = g_ptr_array_index (report->groups, 0);
  g_assert_true (report->complete);
  g_assert_cmpuint (one->labels, ==, one->pages);
  document = open_group (group, report, 0);
  for (int i = 0; i < poppler_document_get_n_pages (document); i++)
    check_page_size (document, i, MM (210), MM (297));
  g_object_unref (document);
}

static void
test_cover (Group *group, gconstpointer data)
{
  g_autoptr (SaudaLabelReport) report = build (group, (SaudaLabelBuild){ .together = TRUE, .cover = TRUE });
  const SaudaLabelReportGroup *one = g_ptr_array_index (report->groups, 0);
  PopplerDocument *document = open_group (group, report, 0);
  g_autofree char *text = read_page (document, 0);
  PopplerPage *page = poppler_document_get_page (document, 0);
  GList *size = poppler_page_find_text (page, "2XL");
  g_autofree char *labels = g_strdup_printf ("%u labels", one->labels);
  const PopplerRectangle *place = size->data;

  g_assert_cmpstr (one->code, ==, "G261123-01");
  g_assert_cmpuint (one->covers, ==, 1);
  g_assert_cmpuint (one->papers, ==, one->pages + 1);
  g_assert_cmpuint (one->labels, ==, one->pages);
  g_assert_true (report->complete);
  check_page_size (document, 0, MM (100), MM (150));
  g_assert_nonnull (strstr (text, "Принт 5в1"));
  g_assert_nonnull (strstr (text, labels));
  g_assert_nonnull (strstr (text, one->code));
  g_assert_cmpfloat (place->y2 - place->y1, >=, 40);
  g_list_free_full (size, (GDestroyNotify) poppler_rectangle_free);
  g_object_unref (page);
  g_object_unref (document);
}

/* A cover of the merchant's own lies on top; one of another size than the labels does not. */
static void
test_own_cover (Group *group, gconstpointer data)
{
  static const char *const sizes[] = { "\"width\": 100, \"height\": 150", "\"width\": 100, \"height\": 120" };
  g_autofree char *templates = g_build_filename (group->folder.path, "stationery", NULL);
  g_autofree char *folder = g_build_filename (templates, "templates", NULL);
  g_autofree char *file = g_build_filename (folder, "cover-100x150.json", NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    g_autofree char *json = g_strdup_printf (
      "{\"title\": \"Own\", \"kind\": \"cover\", %s, \"items\": [{\"type\": \"text\", \"x\": 5, "
      "\"y\": 5, \"width\": 90, \"height\": 20, \"text\": \"Стопка {size}\", \"size\": 40}]}",
      sizes[i]);
    g_autoptr (SaudaLabelReport) report = NULL;
    PopplerDocument *document;
    g_autofree char *text = NULL;

    g_assert_true (g_file_set_contents (file, json, -1, NULL));
    report = build (group, (SaudaLabelBuild){ .together = TRUE, .cover = TRUE, .templates = templates });
    document = open_group (group, report, 0);
    text = read_page (document, 0);
    check_page_size (document, 0, MM (100), MM (150));
    g_assert_cmpint (strstr (text, "Стопка 2XL") != NULL, ==, i == 0);
    g_object_unref (document);
  }
}

/* The stack is turned over, the numbers on the labels are not. */
static void
test_reversed (Group *group, gconstpointer data)
{
  g_autoptr (SaudaLabelReport) plain = build (group, (SaudaLabelBuild){ .together = TRUE, .stamp = TRUE });
  PopplerDocument *document = open_group (group, plain, 0);
  int pages = poppler_document_get_n_pages (document);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (SaudaLabelReport) report = NULL;

  for (int i = 0; i < pages; i++)
    g_ptr_array_add (texts, read_page (document, i));
  g_object_unref (document);
  report =
    build (group, (SaudaLabelBuild){ .together = TRUE, .stamp = TRUE, .reverse = TRUE, .cover = TRUE });
  document = open_group (group, report, 0);
  g_assert_cmpint (poppler_document_get_n_pages (document), ==, pages + 1);
  {
    const SaudaLabelReportGroup *one = g_ptr_array_index (report->groups, 0);

    g_assert_cmpuint (one->page_orders->len, ==, (guint) pages + 1);
    g_assert_cmpstr (g_ptr_array_index (one->page_orders, 0), ==, get_code (group, ORDERS - 1));
    g_assert_cmpstr (g_ptr_array_index (one->page_orders, (guint) pages), ==, "");
  }
  for (int i = 0; i < pages; i++) {
    g_autofree char *text = read_page (document, i), *count = g_strdup_printf ("№%d/%d", pages - i, pages);
    const char *before = g_ptr_array_index (texts, (guint) (pages - 1 - i));
    g_autoptr (SaudaWaybillPage) page = sauda_waybill_page_parse (text),
                                 same = sauda_waybill_page_parse (before);

    g_assert_cmpstr (page->numbers[0], ==, same->numbers[0]);
    g_assert_cmpuint (page->place, ==, same->place);
    g_assert_nonnull (strstr (text, count));
    g_assert_nonnull (strstr (before, count));
  }
  {
    g_autofree char *cover = read_page (document, pages);

    g_assert_nonnull (strstr (cover, "G261123-01"));
  }
  g_object_unref (document);
}

/* One shelf, many stores: the same orders make one group, or one of each store. */
static void
test_together (Group *group, gconstpointer data)
{
  g_autoptr (SaudaLabelReport) apart = build (group, (SaudaLabelBuild){ 0 });
  g_autoptr (SaudaLabelReport) together = NULL;
  const SaudaLabelReportGroup *one;

  g_assert_cmpuint (apart->groups->len, ==, 2);
  together = build (group, (SaudaLabelBuild){ .together = TRUE });
  g_assert_cmpuint (together->groups->len, ==, 1);
  one = g_ptr_array_index (together->groups, 0);
  g_assert_cmpuint (one->orders, ==, ORDERS);
  g_assert_nonnull (strstr (one->store, "Universal"));
  g_assert_nonnull (strstr (one->store, "OnlyFit"));
  g_assert_true (together->complete);
}

static void
add (const char *path, void (*test) (Group *, gconstpointer))
{
  g_test_add (path, Group, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/labels/sheets/four-on-a4", test_four_on_a4);
  add ("/labels/sheets/scaled", test_scaled);
  add ("/labels/sheets/large-page", test_large_page);
  add ("/labels/sheets/cover", test_cover);
  add ("/labels/sheets/own-cover", test_own_cover);
  add ("/labels/sheets/reversed", test_reversed);
  add ("/labels/sheets/together", test_together);
  return g_test_run ();
}
