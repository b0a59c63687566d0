#include "sauda-label-build.h"
#include "sauda-labels-test.h"
#include "sauda-stamp-mark.h"
#include "sauda-stamp-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define DAY (sauda_day_from_date (2026, 11, 23))
typedef struct {
  SaudaTestFolder folder;
  char *labels;      /* (owned) where label files lie */
  GPtrArray *orders; /* (owned) (element-type SaudaLabelOrder) */
} Day;

static void
set_up (Day *day, gconstpointer data)
{
  sauda_test_folder_set_up (&day->folder, NULL);
  day->labels = g_build_filename (day->folder.path, "labels", NULL);
  day->orders = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_label_order_free);
  g_assert_cmpint (g_mkdir (day->labels, 0700), ==, 0);
}

static void
tear_down (Day *day, gconstpointer data)
{
  g_ptr_array_unref (day->orders);
  g_free (day->labels);
  sauda_test_folder_tear_down (&day->folder, NULL);
}

static SaudaLabelOrder *
add_order (Day *day, const char *store, const char *code, GBytes *pdf, guint pages)
{
  SaudaLabelOrder *order = sauda_label_order_new (store, code);
  g_autofree char *name = g_strconcat (code, ".pdf", NULL);
  g_autofree char *path = sauda_labels_test_save (day->labels, name, pdf);

  sauda_label_order_set_label (order, path, pages);
  g_ptr_array_add (day->orders, order);
  return order;
}

/* All samples: one line and several, one piece and several, one place and two; every second size
 * was changed. */
static void
add_samples (Day *day)
{
  static const char *const sizes[] = { "S", "M", "XL", "2XL", "10XL", "104" };
  g_autoptr (GPtrArray) files = sauda_labels_test_samples ();

  for (guint i = 0; i < files->len; i++) {
    const SaudaWaybillFile *file = g_ptr_array_index (files, i);
    g_autofree char *code = sauda_labels_test_code (file->name);
    SaudaLabelOrder *order = add_order (day, i < 30 ? "Universal" : "OnlyFit", code, file->pdf, file->pages);
    const char *size = sizes[i % G_N_ELEMENTS (sizes)];

    sauda_label_order_add_line (order, "print", "Принт 5в1 черный", size, i % 2 == 0 ? size : "L",
                                i % 7 == 6 ? 3 : 1);
    for (guint j = 0; i % 5 == 4 && j < 1 + i % 4; j++)
      sauda_label_order_add_line (order, "short", "Шорты", "28", "28", 1);
  }
}

static SaudaLabelReport *
build (Day *day, const char *name, gboolean stamp)
{
  g_autofree char *folder = g_build_filename (day->folder.path, name, NULL);
  g_autoptr (GError) error = NULL;
  SaudaLabelReport *report = sauda_label_build (
    &(SaudaLabelBuild){ .orders = day->orders, .day = DAY, .folder = folder, .stamp = stamp }, NULL, &error);

  g_assert_no_error (error);
  return report;
}

static PopplerDocument *
open_group (Day *day, const char *name, const SaudaLabelReportGroup *group)
{
  g_autofree char *path = g_build_filename (day->folder.path, name, group->file, NULL);
  g_autoptr (GError) error = NULL;
  char *data;
  gsize length;
  g_autoptr (GBytes) bytes = NULL;
  PopplerDocument *document;

  g_assert_true (g_file_get_contents (path, &data, &length, NULL));
  bytes = g_bytes_new_take (data, length);
  document = poppler_document_new_from_bytes (bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (poppler_document_get_n_pages (document), ==, group->pages);
  return document;
}

/* How much of the mark's rectangle is ink. */
static double
get_darkness (const SaudaStampDifference *difference)
{
  return (double) difference->added /
         ((difference->right - difference->left + 1) * (difference->bottom - difference->top + 1));
}

static char *
read_text (PopplerDocument *document, int page)
{
  PopplerPage *found = poppler_document_get_page (document, page);
  char *text = poppler_page_get_text (found);

  g_object_unref (found);
  return text;
}

static void
check_fonts (PopplerDocument *document)
{
  PopplerFontInfo *info = poppler_font_info_new (document);
  PopplerFontsIter *fonts = NULL;
  guint count = 0;

  g_assert_true (poppler_font_info_scan (info, poppler_document_get_n_pages (document), &fonts));
  do {
    g_assert_true (poppler_fonts_iter_is_embedded (fonts));
    count++;
  } while (poppler_fonts_iter_next (fonts));
  poppler_fonts_iter_free (fonts);
  g_object_unref (info);
  g_assert_cmpuint (count, >=, 3);
}

static void
check_page (PopplerDocument *plain, PopplerDocument *stamped, int page, const SaudaLabelReportGroup *group)
{
  SaudaStampDifference difference = sauda_stamp_test_compare (plain, stamped, page);
  PopplerPage *found = poppler_document_get_page (stamped, page);
  g_autofree char *text = read_text (stamped, page), *number = NULL;
  double width, height;

  g_assert_cmpuint (difference.changed, ==, 0);
  /* 24 x 8 mm at least */
  g_assert_cmpint (difference.right - difference.left, >, 180);
  g_assert_cmpint (difference.bottom - difference.top, >, 60);
  number = g_strdup_printf ("№%d/%u", page + 1, group->pages);
  g_assert_nonnull (strstr (text, number));
  if (g_str_equal (group->kind, "single"))
    g_assert_nonnull (strstr (text, group->size));
  poppler_page_get_size (found, &width, &height);
  g_assert_cmpfloat_with_epsilon (width, 283.465, 0.1);
  g_assert_cmpfloat_with_epsilon (height, 425.197, 0.1);
  g_object_unref (found);
}

/* Nothing of a label is touched, and the mark is on it. */
static void
test_samples (Day *day, gconstpointer data)
{
  g_autoptr (SaudaLabelReport) plain = NULL, stamped = NULL;
  guint pages = 0;

  add_samples (day);
  plain = build (day, "plain", FALSE);
  stamped = build (day, "stamped", TRUE);
  g_assert_true (stamped->complete);
  g_assert_cmpuint (stamped->unmarked->len, ==, 0);
  g_assert_cmpuint (stamped->pages, ==, SAUDA_LABELS_TEST_PAGES);
  for (guint i = 0; i < stamped->groups->len; i++) {
    const SaudaLabelReportGroup *group = g_ptr_array_index (stamped->groups, i);
    PopplerDocument *before = open_group (day, "plain", g_ptr_array_index (plain->groups, i));
    PopplerDocument *after = open_group (day, "stamped", group);

    for (guint page = 0; page < group->pages; page++, pages++)
      check_page (before, after, (int) page, group);
    check_fonts (after);
    g_object_unref (before);
    g_object_unref (after);
  }
  g_assert_cmpuint (pages, ==, SAUDA_LABELS_TEST_PAGES);
}

static char *
run_program (const char *const *command)
{
  g_autoptr (GError) error = NULL;
  char *output = NULL;

  g_spawn_sync (NULL, (char **) command, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                &output, NULL, NULL, &error);
  g_assert_no_error (error);
  return output;
}

static void
check_codes (PopplerDocument *document, int page, const char *reader, const char *picture)
{
  cairo_surface_t *surface = sauda_stamp_test_draw (document, page);
  g_autofree char *text = read_text (document, page), *read = NULL;
  g_auto (GStrv) codes = NULL;
  guint squares = 0;

  g_assert_cmpint (cairo_surface_write_to_png (surface, picture), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  read = run_program ((const char *const[]){ reader, "-q", "--raw", picture, NULL });
  codes = g_strsplit (g_strchomp (read), "\n", -1);
  g_assert_cmpuint (g_strv_length (codes), ==, 3);
  for (guint i = 0; i < 3; i++) {
    /* each of them names the order that is printed: "900 105 990" */
    const char *digits = strpbrk (codes[i], "0123456789");
    g_autofree char *grouped = g_strdup_printf ("%.3s %.3s %.3s - ", digits, digits + 3, digits + 6);

    g_assert_nonnull (strstr (text, grouped));
    squares += g_str_has_prefix (codes[i], "KS|");
  }
  g_assert_cmpuint (squares, ==, 1);
}

static void
test_bar_codes (Day *day, gconstpointer data)
{
  g_autofree char *reader = g_find_program_in_path ("zbarimg");
  g_autofree char *picture = g_build_filename (day->folder.path, "page.png", NULL);
  g_autoptr (SaudaLabelReport) report = NULL;

  if (reader == NULL) {
    g_test_skip ("BAR CODES OF STAMPED LABELS WERE NOT READ: zbarimg (zbar-tools) is missing");
    return;
  }
  add_samples (day);
  report = build (day, "stamped", TRUE);
  for (guint i = 0; i < report->groups->len; i++) {
    const SaudaLabelReportGroup *group = g_ptr_array_index (report->groups, i);
    PopplerDocument *document = open_group (day, "stamped", group);

    for (guint page = 0; page < group->pages; page++)
      check_codes (document, (int) page, reader, picture);
    g_object_unref (document);
  }
}

/* Singles of the same model and size whose buyers clicked that size, another one, the same in other words and
 * none. */
static void
test_inverted (Day *day, gconstpointer data)
{
  static const struct {
    const char *decided, *clicked;
    gboolean inverted;
  } cases[] = { { "2XL", "2XL", FALSE }, { "2XL", "L", TRUE },  { "2XL", "XXL", FALSE },
                { "2XL", NULL, FALSE },  { "2XL", "44", TRUE }, { NULL, "M", FALSE } };
  g_autoptr (GPtrArray) files = sauda_labels_test_samples ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const SaudaWaybillFile *file = g_ptr_array_index (files, 0);
    g_autofree char *plain_name = g_strdup_printf ("plain-%u", i), *name = g_strdup_printf ("stamped-%u", i);
    g_autoptr (SaudaLabelReport) plain = NULL, stamped = NULL;
    PopplerDocument *before, *after;
    SaudaStampDifference difference;

    g_ptr_array_set_size (day->orders, 0);
    sauda_label_order_add_line (add_order (day, "Universal", "900105990", file->pdf, 1), "print", "Принт",
                                cases[i].decided, cases[i].clicked, 1);
    plain = build (day, plain_name, FALSE);
    stamped = build (day, name, TRUE);
    before = open_group (day, plain_name, g_ptr_array_index (plain->groups, 0));
    after = open_group (day, name, g_ptr_array_index (stamped->groups, 0));
    difference = sauda_stamp_test_compare (before, after, 0);
    g_assert_cmpuint (difference.changed, ==, 0);
    if (cases[i].inverted)
      g_assert_cmpfloat (get_darkness (&difference), >, 0.55);
    else
      g_assert_cmpfloat (get_darkness (&difference), <, 0.45);
    g_object_unref (before);
    g_object_unref (after);
  }
}

/* Stores that begin alike have marks that tell them apart; the run's numbers go on over its groups. */
static void
test_numbers (Day *day, gconstpointer data)
{
  static const struct {
    const char *store, *code, *size, *expected[3];
  } cases[] = { { "Onlyfit", "900000001", "M", { "№1/2", "(1/4)", "ONL" } },
                { "Onlyfit", "900000002", "M", { "№2/2", "(2/4)", "ONL" } },
                { "Onyx", "900000003", "M", { "№1/1", "(3/4)", "ONY" } },
                { "Universal", "900000004", "M", { "№1/1", "(4/4)", "U" } } };
  g_autoptr (GPtrArray) files = sauda_labels_test_samples ();
  g_autoptr (SaudaLabelReport) report = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const SaudaWaybillFile *file = g_ptr_array_index (files, 0);

    sauda_label_order_add_line (add_order (day, cases[i].store, cases[i].code, file->pdf, 1), "dress",
                                "Платье", cases[i].size, cases[i].size, 1);
  }
  report = build (day, "stamped", TRUE);
  for (guint i = 0, label = 0; i < report->groups->len; i++) {
    const SaudaLabelReportGroup *group = g_ptr_array_index (report->groups, i);
    PopplerDocument *document = open_group (day, "stamped", group);

    for (guint page = 0; page < group->pages; page++, label++) {
      g_autofree char *text = read_text (document, (int) page);

      for (guint j = 0; j < 3; j++)
        if (strstr (text, cases[label].expected[j]) == NULL)
          g_error ("“%s” is not in:\n%s", cases[label].expected[j], text);
    }
    g_object_unref (document);
  }
}

/* A text in every spot. */
static GBytes *
draw_full_page (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 20; i++)
    g_string_append (text, "MMMMMMMMMMMMMMMMMMMMMMMMMMMM\n");
  return sauda_labels_test_draw ((const char *const[]){ text->str, NULL });
}

/* Where nothing is free there is no mark; the label is whole, and a person is told. */
static void
test_no_room (Day *day, gconstpointer data)
{
  g_autoptr (GBytes) full = draw_full_page ();
  g_autoptr (GPtrArray) files = sauda_labels_test_samples ();
  g_autoptr (SaudaLabelReport) plain = NULL, stamped = NULL;
  g_autofree char *log = NULL;
  const SaudaLabelMissing *unmarked;
  PopplerDocument *before, *after;

  sauda_label_order_add_line (add_order (day, "Universal", "900000001", full, 1), "dress", "Платье", "M", "L",
                              1);
  sauda_label_order_add_line (
    add_order (day, "Universal", "900000002", ((SaudaWaybillFile *) g_ptr_array_index (files, 0))->pdf, 1),
    "dress", "Платье", "M", "L", 1);
  plain = build (day, "plain", FALSE);
  g_assert_cmpuint (plain->unmarked->len, ==, 0);
  stamped = build (day, "stamped", TRUE);
  g_assert_true (stamped->complete);
  g_assert_cmpuint (stamped->unmarked->len, ==, 1);
  unmarked = g_ptr_array_index (stamped->unmarked, 0);
  g_assert_cmpstr (unmarked->code, ==, "900000001");
  g_assert_cmpstr (unmarked->store, ==, "Universal");
  before = open_group (day, "plain", g_ptr_array_index (plain->groups, 0));
  after = open_group (day, "stamped", g_ptr_array_index (stamped->groups, 0));
  g_assert_cmpuint (sauda_stamp_test_compare (before, after, 0).added, ==, 0);
  g_assert_cmpuint (sauda_stamp_test_compare (before, after, 1).added, >, 0);
  g_object_unref (before);
  g_object_unref (after);
  log = sauda_labels_test_content (day->folder.path, "stamped/build_log.csv");
  g_assert_nonnull (strstr (log, ";Universal;unmarked;;;900000001;"));
}

/* Whatever the texts and the room are, nothing is drawn beyond it. */
static void
test_overflow (void)
{
  static const char *const sizes[] = { "",           "S",
                                       "2XL",        "10XL ×12",
                                       "S  2XL  28", "2XL  24  24 ×2  M  XL  3XL  S  S  S  104 ×11  50  52" };
  static const char *const models[] = {
    "", "Принт", "Костюм для йоги серый женский летний с длинным рукавом и капюшоном, комплект 3 в 1",
    "Словокотороенекончаетсяникогдаинигденепереноситсяпотомучтотакназвали"
  };
  static const cairo_rectangle_t places[] = {
    { 12, 20, 198, 56.7 }, { 50, 3, 68.1, 22.7 }, { 0, 0, 80, 45 }, { 7, 7, 260, 23 }
  };

  for (guint i = 0; i < G_N_ELEMENTS (sizes) * G_N_ELEMENTS (models) * G_N_ELEMENTS (places); i++) {
    const cairo_rectangle_t *place = &places[i % G_N_ELEMENTS (places)];
    const SaudaStampMark mark = { (char *) sizes[i / G_N_ELEMENTS (places) % G_N_ELEMENTS (sizes)],
                                  (char *) models[i / G_N_ELEMENTS (places) / G_N_ELEMENTS (sizes)],
                                  (char *) "№10000/10000",
                                  (char *) "(10000/10000)",
                                  (char *) "WWW",
                                  i % 2 == 0 };
    cairo_surface_t *surface = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
    cairo_t *cairo = cairo_create (surface);
    SaudaStampPen *pen;
    double x, y, width, height;

    /* Cairo tells whole units */
    cairo_scale (cairo, 8, 8);
    pen = sauda_stamp_pen_new (cairo);
    sauda_stamp_pen_draw (pen, &mark, place);
    sauda_stamp_pen_free (pen);
    cairo_destroy (cairo);
    cairo_recording_surface_ink_extents (surface, &x, &y, &width, &height);
    cairo_surface_destroy (surface);
    g_assert_cmpfloat (x, >=, place->x * 8 - 1);
    g_assert_cmpfloat (y, >=, place->y * 8 - 1);
    g_assert_cmpfloat (x + width, <=, (place->x + place->width) * 8 + 1);
    g_assert_cmpfloat (y + height, <=, (place->y + place->height) * 8 + 1);
    g_assert_cmpfloat (width, >, (place->width - 1) * 8);
  }
}

/* What stands on a mark. */
static void
test_words (void)
{
  g_autoptr (SaudaLabelOrder) order = sauda_label_order_new ("Universal", "1");
  g_autoptr (SaudaStampMark) single = NULL, pieces = NULL, lines = NULL;

  sauda_label_order_add_line (order, "print", "Принт", "2XL", "2XL", 1);
  single = sauda_stamp_mark_new (order, "U", (SaudaStampCount){ 3, 12 }, (SaudaStampCount){ 17, 49 });
  g_assert_cmpstr (single->size, ==, "2XL");
  g_assert_cmpstr (single->model, ==, "Принт");
  g_assert_cmpstr (single->group, ==, "№3/12");
  g_assert_cmpstr (single->run, ==, "(17/49)");
  g_assert_false (single->inverted);
  ((SaudaLabelLine *) g_ptr_array_index (order->lines, 0))->quantity = 3;
  pieces = sauda_stamp_mark_new (order, "U", (SaudaStampCount){ 1, 1 }, (SaudaStampCount){ 1, 1 });
  g_assert_cmpstr (pieces->size, ==, "2XL ×3");
  sauda_label_order_add_line (order, "bag", "Сумка", NULL, NULL, 1);
  sauda_label_order_add_line (order, "print", "Принт", "28", "S", 1);
  lines = sauda_stamp_mark_new (order, "U", (SaudaStampCount){ 1, 1 }, (SaudaStampCount){ 1, 1 });
  g_assert_cmpstr (lines->size, ==, "2XL\xc2\xa0×3  –  28");
  g_assert_cmpstr (lines->model, ==, "3 lines: Принт + Сумка");
  g_assert_true (lines->inverted);
}

int
main (int argc, char **argv)
{
  static const struct {
    const char *path;
    void (*run) (Day *, gconstpointer);
  } tests[] = {
    { "/labels/stamp/samples", test_samples },   { "/labels/stamp/bar-codes", test_bar_codes },
    { "/labels/stamp/inverted", test_inverted }, { "/labels/stamp/numbers", test_numbers },
    { "/labels/stamp/no-room", test_no_room },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Day, NULL, set_up, tests[i].run, tear_down);
  g_test_add_func ("/labels/stamp/overflow", test_overflow);
  g_test_add_func ("/labels/stamp/words", test_words);
  return g_test_run ();
}
