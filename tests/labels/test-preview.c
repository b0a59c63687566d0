#include "sauda-label-preview.h"
#include "sauda-labels-error.h"
#include "sauda-labels-test.h"

#include <string.h>

static void
test_pages (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) pdf = sauda_labels_test_draw ((const char *const[]){ "first", "second", NULL });
  g_autofree char *path = sauda_labels_test_save (folder->path, "a.pdf", pdf);
  g_autoptr (GError) error = NULL;
  g_autoptr (SaudaLabelDocument) document = sauda_label_document_open (path, &error);
  cairo_surface_t *small, *again, *large, *other;
  double width = 0, height = 0;

  g_assert_no_error (error);
  g_assert_cmpuint (sauda_label_document_get_n_pages (document), ==, 2);
  g_assert_true (sauda_label_document_get_page_size (document, 1, &width, &height));
  g_assert_cmpfloat_with_epsilon (width, 283.462, 0.01);
  g_assert_cmpfloat_with_epsilon (height, 425.213, 0.01);
  g_assert_false (sauda_label_document_get_page_size (document, 2, &width, &height));
  small = sauda_label_document_render (document, 0, 0.5, &error);
  g_assert_no_error (error);
  g_assert_cmpint (cairo_image_surface_get_width (small), ==, 142);
  again = sauda_label_document_render (document, 0, 0.5, &error);
  g_assert_true (small == again);
  large = sauda_label_document_render (document, 0, 2, &error);
  other = sauda_label_document_render (document, 1, 0.5, &error);
  g_assert_cmpint (cairo_image_surface_get_height (large), ==, 851);
  g_assert_true (other != small);
  g_assert_cmpint (
    memcmp (cairo_image_surface_get_data (small), cairo_image_surface_get_data (other),
            (gsize) cairo_image_surface_get_stride (small) * (gsize) cairo_image_surface_get_height (small)),
    !=, 0);
  /* a corner of a label is white paper */
  g_assert_cmphex (cairo_image_surface_get_data (small)[0], ==, 0xff);
  cairo_surface_destroy (small);
  cairo_surface_destroy (again);
  cairo_surface_destroy (large);
  cairo_surface_destroy (other);
  g_assert_null (sauda_label_document_render (document, 9, 1, &error));
  g_assert_error (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_DAMAGED);
}

/* Many large pictures push the old ones out, and a mad scale is bounded. */
static void
test_memory (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) pdf = sauda_labels_test_draw ((const char *const[]){ "a", "b", "c", "d", NULL });
  g_autofree char *path = sauda_labels_test_save (folder->path, "a.pdf", pdf);
  g_autoptr (SaudaLabelDocument) document = sauda_label_document_open (path, NULL);
  cairo_surface_t *first = sauda_label_document_render (document, 0, 8, NULL), *later;

  for (guint i = 1; i < 4; i++)
    cairo_surface_destroy (sauda_label_document_render (document, i, 8, NULL));
  later = sauda_label_document_render (document, 0, 8, NULL);
  g_assert_true (first != later);
  cairo_surface_destroy (first);
  cairo_surface_destroy (later);
  later = sauda_label_document_render (document, 0, 1000, NULL);
  g_assert_cmpint (cairo_image_surface_get_height (later), <=, 8192);
  cairo_surface_destroy (later);
}

static void
test_refused (SaudaTestFolder *folder, gconstpointer data)
{
  g_autoptr (GBytes) pdf = sauda_labels_test_draw ((const char *const[]){ "a", NULL });
  g_autoptr (GBytes) locked = sauda_labels_test_lock (pdf);
  g_autoptr (GBytes) junk = g_bytes_new_static ("junk", 4);
  g_autofree char *locked_path = sauda_labels_test_save (folder->path, "locked.pdf", locked);
  g_autofree char *junk_path = sauda_labels_test_save (folder->path, "junk.pdf", junk);
  g_autofree char *absent_path = g_build_filename (folder->path, "absent.pdf", NULL);
  const struct {
    const char *path;
    int code;
  } cases[] = {
    { locked_path, SAUDA_LABELS_ERROR_ENCRYPTED },
    { junk_path, SAUDA_LABELS_ERROR_DAMAGED },
    { absent_path, SAUDA_LABELS_ERROR_UNREADABLE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (sauda_label_document_open (cases[i].path, &error));
    g_assert_error (error, SAUDA_LABELS_ERROR, cases[i].code);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/labels/preview/pages", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_pages,
              sauda_test_folder_tear_down);
  g_test_add ("/labels/preview/memory", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_memory,
              sauda_test_folder_tear_down);
  g_test_add ("/labels/preview/refused", SaudaTestFolder, NULL, sauda_test_folder_set_up, test_refused,
              sauda_test_folder_tear_down);
  return g_test_run ();
}
