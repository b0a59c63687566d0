#include "sauda-page-renderer.h"
#include "sauda-pdf-join.h"
#include "sauda-test.h"
#include "sauda-waybill-archive.h"
#include "ui-test.h"

/* How long a person waits for the first thumbnail of a group of 1,000 waybills: the file is opened, its pages
 * are measured and the first is drawn. Printed beside what house.md allows, never judged. */

#define PAGES 1000
#define RUNS 5
#define ALLOWED 0.15 /* seconds */
#define THUMBNAIL_SCALE (130 / 283.46)

static gboolean
keep_label (const SaudaWaybillFile *file, gpointer labels, GError **error)
{
  g_ptr_array_add (labels, g_bytes_ref (file->pdf));
  return TRUE;
}

static void
write_group (const char *path)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *archive = sauda_test_data_path ("labels/waybill-universal.zip");
  SaudaWaybillReader reader = { .found = keep_label, .user_data = labels };
  g_autoptr (SaudaPdfJoin) join = sauda_pdf_join_new ();
  g_autoptr (GError) error = NULL;
  guint total = 0;

  g_assert_true (sauda_waybill_archive_read (archive, &reader, NULL, &error));
  for (guint i = 0; total < PAGES; i++) {
    guint pages = 0;

    g_assert_true (sauda_pdf_join_add (join, g_ptr_array_index (labels, i % labels->len), &pages, &error));
    total += pages;
  }
  g_assert_true (sauda_pdf_join_write (join, path, &error));
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SaudaPageList) list =
    sauda_page_renderer_list_finish (SAUDA_PAGE_RENDERER (source), result, NULL);

  g_assert_cmpuint (list->n_pages, >=, PAGES);
}

static void
on_drawn (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GdkTexture **texture = user_data;

  *texture = sauda_page_renderer_draw_finish (SAUDA_PAGE_RENDERER (source), result, NULL);
}

/* The way of the page of labels: what a file holds is looked at, then the page in sight is drawn. */
static double
measure (const char *path, guint page)
{
  g_autoptr (SaudaPageRenderer) renderer = sauda_page_renderer_new ();
  g_autoptr (GdkTexture) texture = NULL;
  gint64 begin = g_get_monotonic_time ();

  sauda_page_renderer_list_async (renderer, path, NULL, on_listed, NULL);
  sauda_page_renderer_draw_async (renderer, path, page, THUMBNAIL_SCALE, NULL, on_drawn, &texture);
  sauda_test_wait_until (texture != NULL);
  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

static void
print (const char *name, double taken)
{
  g_print ("%-40s %8.3f s of %.2f s   ratio %.2f\n", name, taken, ALLOWED, taken / ALLOWED);
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  double first = G_MAXDOUBLE, far = G_MAXDOUBLE;

  ui_test_init (&argc, &argv);
  folder = sauda_test_folder_new ();
  path = g_build_filename (folder, "group.pdf", NULL);
  write_group (path);
  for (guint i = 0; i < RUNS; i++) {
    first = MIN (first, measure (path, 0));
    far = MIN (far, measure (path, PAGES - 1));
  }
  print ("first thumbnail of 1,000 pages", first);
  print ("thumbnail of the last page at once", far);
  sauda_test_folder_remove (folder);
  return 0;
}
