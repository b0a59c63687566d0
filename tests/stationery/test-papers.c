#include "sauda-paper-table.h"
#include "sauda-ruler.h"
#include "sauda-stationery-error.h"
#include "sauda-test.h"

#include <poppler.h>
#include <string.h>

static PopplerDocument *
open_pdf (const char *path)
{
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

static void
test_ruler (void)
{
  static const double papers[][2] = { { 100, 150 }, { 58, 40 }, { 40, 30 }, { 75, 120 }, { 210, 297 } };
  g_autofree char *folder = sauda_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "ruler.pdf", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (papers); i++) {
    PopplerDocument *document;
    PopplerPage *page;
    double width, height;

    g_assert_true (sauda_ruler_write (path, papers[i][0], papers[i][1], NULL));
    document = open_pdf (path);
    g_assert_cmpint (poppler_document_get_n_pages (document), ==, 1);
    page = poppler_document_get_page (document, 0);
    poppler_page_get_size (page, &width, &height);
    g_assert_cmpfloat_with_epsilon (width, SAUDA_MM (papers[i][0]), 0.02);
    g_assert_cmpfloat_with_epsilon (height, SAUDA_MM (papers[i][1]), 0.02);
    g_object_unref (page);
    g_object_unref (document);
  }
  g_assert_false (sauda_ruler_write (path, 5, 5000, &error));
  g_assert_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_PAPER);
  sauda_test_folder_remove (folder);
}

/* Every row stands on exactly one page, and a page that begins in a table repeats its head. */
static void
test_table_flows (void)
{
  static const SaudaPaperColumn columns[] = { { "Zahl", 0.3, FALSE },
                                              { "Wort", 0.5, FALSE },
                                              { "Summe", 0.2, TRUE } };
  g_autofree char *folder = sauda_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "table.pdf", NULL);
  g_autoptr (SaudaPaperTable) table = sauda_paper_table_new (210, 297);
  g_autoptr (GString) all = g_string_new (NULL);
  PopplerDocument *document;
  guint pages;

  sauda_paper_table_add_title (table, "Titel");
  sauda_paper_table_add_note (table, "Ein Satz.");
  sauda_paper_table_set_columns (table, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < 120; i++) {
    g_autofree char *number = g_strdup_printf ("n%03u.", i);

    sauda_paper_table_add_row (table,
                               (const char *const[]){ number,
                                                      "ein langes Wort nach dem anderen, das umbricht, "
                                                      "und noch eines",
                                                      "1", NULL });
  }
  g_assert_true (sauda_paper_table_write (table, path, &pages, NULL));
  document = open_pdf (path);
  g_assert_cmpint (poppler_document_get_n_pages (document), ==, (int) pages);
  g_assert_cmpuint (pages, >, 2);
  for (guint i = 0; i < pages; i++) {
    g_autofree char *text = read_page (document, (int) i);

    g_assert_nonnull (strstr (text, "Zahl"));
    g_string_append (all, text);
  }
  for (guint i = 0; i < 120; i++) {
    g_autofree char *number = g_strdup_printf ("n%03u.", i);
    const char *found = strstr (all->str, number);

    g_assert_nonnull (found);
    g_assert_null (strstr (found + 1, number));
  }
  g_object_unref (document);
  sauda_test_folder_remove (folder);
}

static void
test_pages_begin (void)
{
  g_autofree char *folder = sauda_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "pages.pdf", NULL), *nowhere = NULL;
  g_autoptr (SaudaPaperTable) table = sauda_paper_table_new (100, 150);
  g_autoptr (GError) error = NULL;
  guint pages;

  for (guint i = 0; i < 3; i++) {
    if (i > 0)
      sauda_paper_table_begin_page (table);
    sauda_paper_table_add_title (table, "T");
    sauda_paper_table_add_barcode (table, "900100200");
    sauda_paper_table_add_heading (table, "H");
  }
  g_assert_true (sauda_paper_table_write (table, path, &pages, NULL));
  g_assert_cmpuint (pages, ==, 3);
  nowhere = g_build_filename (folder, "none", "x.pdf", NULL);
  g_assert_false (sauda_paper_table_write (table, nowhere, &pages, &error));
  g_assert_error (error, SAUDA_STATIONERY_ERROR, SAUDA_STATIONERY_ERROR_WRITE);
  sauda_test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stationery/papers/ruler", test_ruler);
  g_test_add_func ("/stationery/papers/table-flows", test_table_flows);
  g_test_add_func ("/stationery/papers/pages-begin", test_pages_begin);
  return g_test_run ();
}
