#include "sauda-print-error.h"
#include "sauda-print-settings.h"
#include "sauda-printers.h"

#include <math.h>

static void
set_ranges (GtkPrintSettings *settings, const int *bounds, gsize n_bounds)
{
  GtkPageRange ranges[4];

  for (gsize i = 0; i < n_bounds / 2; i++)
    ranges[i] = (GtkPageRange){ bounds[2 * i], bounds[2 * i + 1] };
  gtk_print_settings_set_print_pages (settings, GTK_PRINT_PAGES_RANGES);
  gtk_print_settings_set_page_ranges (settings, ranges, (int) (n_bounds / 2));
}

static char *
format_pages (GArray *pages)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < pages->len; i++)
    g_string_append_printf (text, "%s%u", i > 0 ? " " : "", g_array_index (pages, guint, i));
  return g_string_free (text, FALSE);
}

static void
test_pages (void)
{
  static const struct {
    guint n_pages;
    int bounds[6]; /* first and last of each range, from 0 */
    gsize n_bounds;
    GtkPageSet set;
    const char *expected; /* NULL: no page comes out */
  } cases[] = {
    { 4, { 0 }, 0, GTK_PAGE_SET_ALL, "0 1 2 3" },
    { 12, { 0, 2 }, 2, GTK_PAGE_SET_ALL, "0 1 2" },
    { 12, { 6, -1 }, 2, GTK_PAGE_SET_ALL, "6 7 8 9 10 11" },
    { 12, { 6, 6, 0, 1 }, 4, GTK_PAGE_SET_ALL, "0 1 6" },
    { 12, { 0, 3, 2, 5 }, 4, GTK_PAGE_SET_ALL, "0 1 2 3 4 5" },
    { 3, { 1, 99 }, 2, GTK_PAGE_SET_ALL, "1 2" },
    { 3, { 3, 9 }, 2, GTK_PAGE_SET_ALL, NULL },
    { 5, { 0 }, 0, GTK_PAGE_SET_ODD, "0 2 4" },
    { 5, { 0 }, 0, GTK_PAGE_SET_EVEN, "1 3" },
    { 5, { 1, 4 }, 2, GTK_PAGE_SET_EVEN, "1 3" },
    { 1, { 0 }, 0, GTK_PAGE_SET_EVEN, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GtkPrintSettings) settings = sauda_print_settings_new ();
    g_autoptr (GError) error = NULL;
    g_autoptr (GArray) pages = NULL;
    g_autofree char *text = NULL;

    if (cases[i].n_bounds > 0)
      set_ranges (settings, cases[i].bounds, cases[i].n_bounds);
    gtk_print_settings_set_page_set (settings, cases[i].set);
    pages = sauda_print_settings_finish (settings, cases[i].n_pages, &error);
    if (cases[i].expected == NULL) {
      g_assert_null (pages);
      g_assert_error (error, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_PAGES);
      continue;
    }
    g_assert_no_error (error);
    text = format_pages (pages);
    g_assert_cmpstr (text, ==, cases[i].expected);
    /* the file that goes to the printer has just these pages: nobody may choose among them again */
    g_assert_cmpint (gtk_print_settings_get_print_pages (settings), ==, GTK_PRINT_PAGES_ALL);
    g_assert_cmpint (gtk_print_settings_get_page_set (settings), ==, GTK_PAGE_SET_ALL);
    g_assert_false (gtk_print_settings_has_key (settings, GTK_PRINT_SETTINGS_PAGE_RANGES));
  }
}

/* Whatever a dialog or a printer's defaults say, a label comes out at its own size. */
static void
test_exact_size (void)
{
  static const struct {
    const char *key;
    const char *chosen;
    const char *expected;
  } cases[] = {
    { "scale", "94.5", "100" },
    { "cups-print-scaling", "fit", "none" },
    { "cups-fit-to-page", "true", NULL },
    { "cups-scaling", "90", NULL },
    { "number-up", "4", "1" },
    { "cups-number-up", "2", NULL },
    { "n-copies", "3", "3" },
    { "cups-MediaType", "labels", "labels" },
  };
  g_autoptr (GtkPrintSettings) settings = sauda_print_settings_new ();
  g_autoptr (GArray) pages = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    gtk_print_settings_set (settings, cases[i].key, cases[i].chosen);
  pages = sauda_print_settings_finish (settings, 2, NULL);
  g_assert_nonnull (pages);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpstr (gtk_print_settings_get (settings, cases[i].key), ==, cases[i].expected);
}

static void
assert_mm (double value, double expected)
{
  g_assert_cmpfloat_with_epsilon (value, expected, 0.01);
}

static void
assert_no_margins (GtkPageSetup *setup)
{
  assert_mm (gtk_page_setup_get_top_margin (setup, GTK_UNIT_MM), 0);
  assert_mm (gtk_page_setup_get_bottom_margin (setup, GTK_UNIT_MM), 0);
  assert_mm (gtk_page_setup_get_left_margin (setup, GTK_UNIT_MM), 0);
  assert_mm (gtk_page_setup_get_right_margin (setup, GTK_UNIT_MM), 0);
}

static void
test_paper (void)
{
  g_autoptr (GtkPageSetup) setup =
    sauda_print_page_setup_new (SAUDA_PRINTER_LABEL_WIDTH, SAUDA_PRINTER_LABEL_HEIGHT);
  g_autoptr (GtkPrintSettings) settings = sauda_print_settings_new ();
  g_autoptr (GtkPaperSize) paper = gtk_print_settings_get_paper_size (settings);

  assert_mm (gtk_page_setup_get_paper_width (setup, GTK_UNIT_MM), 100);
  assert_mm (gtk_page_setup_get_paper_height (setup, GTK_UNIT_MM), 150);
  assert_mm (gtk_paper_size_get_width (paper, GTK_UNIT_MM), 100);
  assert_mm (gtk_paper_size_get_height (paper, GTK_UNIT_MM), 150);
  g_assert_cmpint (gtk_page_setup_get_orientation (setup), ==, GTK_PAGE_ORIENTATION_PORTRAIT);
  assert_no_margins (setup);
}

static GtkPageSetup *
make_own_paper (const char *name, double width, double height)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  GtkPaperSize *paper = gtk_paper_size_new_from_ppd (name, name, width * 72 / 25.4, height * 72 / 25.4);

  gtk_page_setup_set_paper_size_and_default_margins (setup, paper);
  gtk_paper_size_free (paper);
  return setup;
}

static void
test_own_paper (void)
{
  static const struct {
    double width, height; /* of the printer's paper */
    gboolean taken;
  } cases[] = {
    { 100, 150, TRUE },  { 99.97, 150.02, TRUE }, { 101.6, 152.4, FALSE },
    { 150, 100, FALSE }, { 210, 297, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GtkPageSetup) wanted = sauda_print_page_setup_new (100, 150);
    GList *papers = g_list_append (NULL, make_own_paper ("A4", 210, 297));
    g_autoptr (GtkPageSetup) chosen = NULL;
    const char *name = NULL;

    papers = g_list_append (papers, make_own_paper ("w283h425", cases[i].width, cases[i].height));
    chosen = sauda_print_page_setup_choose (wanted, papers);
    name = gtk_paper_size_get_ppd_name (gtk_page_setup_get_paper_size (chosen));
    g_assert_cmpint (g_strcmp0 (name, "w283h425") == 0, ==, cases[i].taken);
    g_assert_cmpfloat_with_epsilon (gtk_page_setup_get_paper_width (chosen, GTK_UNIT_MM), 100, 0.05);
    assert_no_margins (chosen);
    g_list_free_full (papers, g_object_unref);
  }
}

static void
test_fits (void)
{
  static const struct {
    double width, height; /* of a page */
    gboolean fits;
  } cases[] = {
    { 100, 150, TRUE },  { 99.84, 149.93, TRUE }, { 100.4, 150, TRUE },
    { 100, 151, FALSE }, { 75, 120, FALSE },      { 150, 100, FALSE },
  };
  g_autoptr (GtkPageSetup) setup = sauda_print_page_setup_new (100, 150);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (sauda_print_page_setup_fits (setup, cases[i].width, cases[i].height), ==, cases[i].fits);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/print-settings/pages", test_pages);
  g_test_add_func ("/ui/print-settings/exact-size", test_exact_size);
  g_test_add_func ("/ui/print-settings/paper", test_paper);
  g_test_add_func ("/ui/print-settings/own-paper", test_own_paper);
  g_test_add_func ("/ui/print-settings/fits", test_fits);
  return g_test_run ();
}
