#include "sauda-print-settings.h"

#include "sauda-print-error.h"
#include "sauda-printers.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Below this two sizes are the same paper: printers round to hundredths of a millimetre or to points. */
#define SAME_PAPER_MM 0.05
/* Below this a page lies on its paper as meant: PDF makers round 100 x 150 mm in many ways. */
#define FITTING_MM 0.5

/* What a printer could do to a page that must come out at exactly its own size. */
static const struct {
  const char *key;
  const char *value;
} forced[] = {
  { GTK_PRINT_SETTINGS_SCALE, "100" },
  { GTK_PRINT_SETTINGS_NUMBER_UP, "1" },
  { "cups-print-scaling", "none" },
  { "cups-fit-to-page", NULL },
  { "cups-fitplot", NULL },
  { "cups-scaling", NULL },
  { "cups-natural-scaling", NULL },
  { "cups-number-up", NULL },
  { "cups-page-ranges", NULL },
};

static gboolean
is_near (double a, double b, double tolerance)
{
  return fabs (a - b) <= tolerance;
}

static void
set_no_margins (GtkPageSetup *setup)
{
  gtk_page_setup_set_top_margin (setup, 0, GTK_UNIT_MM);
  gtk_page_setup_set_bottom_margin (setup, 0, GTK_UNIT_MM);
  gtk_page_setup_set_left_margin (setup, 0, GTK_UNIT_MM);
  gtk_page_setup_set_right_margin (setup, 0, GTK_UNIT_MM);
}

/**
 * sauda_print_page_setup_new:
 * @width: of the paper in millimetres
 * @height: of the paper in millimetres
 *
 * Returns: (transfer full): that paper without margins, upright
 */
GtkPageSetup *
sauda_print_page_setup_new (double width, double height)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  g_autofree char *name = g_strdup_printf ("om_label-%gx%g_%gx%gmm", width, height, width, height);
  /* Translators: a paper size, “100 × 150 mm label” */
  g_autofree char *title = g_strdup_printf (_ ("%g × %g mm label"), width, height);
  g_autoptr (GtkPaperSize) paper = gtk_paper_size_new_custom (name, title, width, height, GTK_UNIT_MM);

  gtk_page_setup_set_paper_size (setup, paper);
  set_no_margins (setup);
  return setup;
}

/**
 * sauda_print_page_setup_choose:
 * @wanted: the paper to print on
 * @papers: (element-type GtkPageSetup) (nullable): the papers that the printer knows by itself
 *
 * A printer that knows a paper by name gets it by name, as a custom size is rounded to 99.99 mm on its way
 * and some printers then ask for other paper.
 *
 * Returns: (transfer full): the printer's own paper of the size of @wanted, or else a copy of @wanted;
 * without margins either way
 */
GtkPageSetup *
sauda_print_page_setup_choose (GtkPageSetup *wanted, GList *papers)
{
  GtkPaperSize *size = gtk_page_setup_get_paper_size (wanted);
  GtkPageSetup *chosen = gtk_page_setup_copy (wanted);

  for (GList *l = papers; l != NULL; l = l->next) {
    GtkPaperSize *own = gtk_page_setup_get_paper_size (l->data);

    if (!is_near (gtk_paper_size_get_width (own, GTK_UNIT_MM), gtk_paper_size_get_width (size, GTK_UNIT_MM),
                  SAME_PAPER_MM) ||
        !is_near (gtk_paper_size_get_height (own, GTK_UNIT_MM), gtk_paper_size_get_height (size, GTK_UNIT_MM),
                  SAME_PAPER_MM))
      continue;
    gtk_page_setup_set_paper_size (chosen, own);
    break;
  }
  set_no_margins (chosen);
  return chosen;
}

/**
 * sauda_print_page_setup_fits:
 * @setup: the paper
 * @width: of a page in millimetres
 * @height: of a page in millimetres
 *
 * Returns: whether the page has the size of the paper, within half a millimetre
 */
gboolean
sauda_print_page_setup_fits (GtkPageSetup *setup, double width, double height)
{
  return is_near (gtk_page_setup_get_paper_width (setup, GTK_UNIT_MM), width, FITTING_MM) &&
         is_near (gtk_page_setup_get_paper_height (setup, GTK_UNIT_MM), height, FITTING_MM);
}

/**
 * sauda_print_settings_new:
 *
 * Returns: (transfer full): settings to begin with: the label's paper, one copy, every page at exactly its
 * size
 */
GtkPrintSettings *
sauda_print_settings_new (void)
{
  GtkPrintSettings *settings = gtk_print_settings_new ();
  g_autoptr (GtkPageSetup) setup =
    sauda_print_page_setup_new (SAUDA_PRINTER_LABEL_WIDTH, SAUDA_PRINTER_LABEL_HEIGHT);

  gtk_print_settings_set_paper_size (settings, gtk_page_setup_get_paper_size (setup));
  gtk_print_settings_set_orientation (settings, GTK_PAGE_ORIENTATION_PORTRAIT);
  gtk_print_settings_set_n_copies (settings, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (forced); i++)
    gtk_print_settings_set (settings, forced[i].key, forced[i].value);
  return settings;
}

/* The pages that @settings choose, TRUE for each. */
static gboolean *
mark_pages (GtkPrintSettings *settings, guint n_pages)
{
  gboolean some = gtk_print_settings_get_print_pages (settings) == GTK_PRINT_PAGES_RANGES;
  gboolean *marked = g_new0 (gboolean, MAX (n_pages, 1));
  g_autofree GtkPageRange *ranges = NULL;
  int n_ranges = 0;

  for (guint page = 0; page < n_pages; page++)
    marked[page] = !some;
  if (some)
    ranges = gtk_print_settings_get_page_ranges (settings, &n_ranges);
  for (int i = 0; i < n_ranges; i++) {
    guint first = (guint) MAX (ranges[i].start, 0);
    guint end = ranges[i].end < 0 ? n_pages : (guint) ranges[i].end + 1;

    for (guint page = first; page < MIN (end, n_pages); page++)
      marked[page] = TRUE;
  }
  return marked;
}

static GArray *
list_pages (GtkPrintSettings *settings, guint n_pages)
{
  g_autofree gboolean *marked = mark_pages (settings, n_pages);
  GtkPageSet set = gtk_print_settings_get_page_set (settings);
  GArray *pages = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint page = 0; page < n_pages; page++) {
    gboolean odd = page % 2 == 0; /* as people count, from 1 */

    if (marked[page] && (set == GTK_PAGE_SET_ALL || odd == (set == GTK_PAGE_SET_ODD)))
      g_array_append_val (pages, page);
  }
  return pages;
}

/**
 * sauda_print_settings_finish:
 * @settings: what was chosen in the dialog; changed
 * @n_pages: pages of the document
 * @error: return location for an error
 *
 * Makes the choice of a person ready for the printing system: the scale is exactly 100 % whatever the dialog
 * or the printer's defaults say. The choice of pages is taken out of @settings, as GTK leaves it to whoever
 * makes the document, and queues that pass a PDF on as it is would print all of it.
 *
 * Returns: (transfer full) (nullable) (element-type guint): the pages to print, from 0, in rising order;
 * %NULL with #SAUDA_PRINT_ERROR_PAGES when no page would come out
 */
GArray *
sauda_print_settings_finish (GtkPrintSettings *settings, guint n_pages, GError **error)
{
  g_autoptr (GArray) pages = list_pages (settings, n_pages);

  for (gsize i = 0; i < G_N_ELEMENTS (forced); i++)
    gtk_print_settings_set (settings, forced[i].key, forced[i].value);
  gtk_print_settings_set_print_pages (settings, GTK_PRINT_PAGES_ALL);
  gtk_print_settings_set_page_set (settings, GTK_PAGE_SET_ALL);
  gtk_print_settings_unset (settings, GTK_PRINT_SETTINGS_PAGE_RANGES);
  if (pages->len > 0)
    return g_steal_pointer (&pages);
  g_set_error (error, SAUDA_PRINT_ERROR, SAUDA_PRINT_ERROR_PAGES,
               ngettext ("None of the chosen pages exists: the file has %u page. Choose its pages again.",
                         "None of the chosen pages exists: the file has %u pages. Choose its pages again.",
                         n_pages),
               n_pages);
  return NULL;
}
