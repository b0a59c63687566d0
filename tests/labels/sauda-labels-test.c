#include "sauda-labels-test.h"

#include <cairo-pdf.h>
#include <poppler.h>
#include <qpdf/qpdf-c.h>
#include <string.h>

/* 100 x 150 mm in points. */
#define WIDTH 283.462
#define HEIGHT 425.213

static gboolean
keep_file (const SaudaWaybillFile *file, gpointer files, GError **error)
{
  SaudaWaybillFile *copy = g_new0 (SaudaWaybillFile, 1);

  copy->name = g_strdup (file->name);
  copy->pdf = file->pdf != NULL ? g_bytes_ref (file->pdf) : NULL;
  copy->sha256 = g_strdup (file->sha256);
  copy->pages = file->pages;
  copy->problem = g_strdup (file->problem);
  g_ptr_array_add (files, copy);
  return TRUE;
}

static cairo_status_t
append_bytes (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
list_into (GPtrArray *paths, const char *folder, const char *prefix)
{
  g_autoptr (GDir) listing = g_dir_open (folder, 0, NULL);
  const char *name;

  while (listing != NULL && (name = g_dir_read_name (listing)) != NULL) {
    g_autofree char *child = g_build_filename (folder, name, NULL);
    g_autofree char *path = g_strconcat (prefix, name, NULL);
    g_autofree char *below = g_strconcat (path, "/", NULL);

    if (g_file_test (child, G_FILE_TEST_IS_DIR))
      list_into (paths, child, below);
    else
      g_ptr_array_add (paths, g_steal_pointer (&path));
  }
}

/**
 * sauda_labels_test_read:
 * @path: an archive, a PDF or a folder
 * @limits: (nullable): for the reader
 *
 * Returns: (transfer full) (element-type SaudaWaybillFile): everything in it
 */
GPtrArray *
sauda_labels_test_read (const char *path, const SaudaWaybillLimits *limits)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) sauda_waybill_file_free);
  SaudaWaybillReader reader = { .found = keep_file, .user_data = files, .limits = limits };
  g_autoptr (GError) error = NULL;

  sauda_waybill_archive_read (path, &reader, NULL, &error);
  g_assert_no_error (error);
  return files;
}

/**
 * sauda_labels_test_samples:
 *
 * Returns: (transfer full) (element-type SaudaWaybillFile): the labels of the sample day
 */
GPtrArray *
sauda_labels_test_samples (void)
{
  g_autofree char *first = sauda_test_data_path ("labels/waybill-universal.zip");
  g_autofree char *second = sauda_test_data_path ("labels/waybill-onlyfit.zip");
  GPtrArray *files = sauda_labels_test_read (first, NULL);

  g_ptr_array_extend_and_steal (files, sauda_labels_test_read (second, NULL));
  g_assert_cmpuint (files->len, ==, SAUDA_LABELS_TEST_SAMPLES);
  return files;
}

/**
 * sauda_labels_test_code:
 * @name: `KASPI_SHOP-900110392.pdf`
 *
 * Returns: (transfer full): the order's number
 */
char *
sauda_labels_test_code (const char *name)
{
  g_assert_true (g_str_has_prefix (name, "KASPI_SHOP-"));
  return g_strndup (name + strlen ("KASPI_SHOP-"), 9);
}

/**
 * sauda_labels_test_save:
 * @folder: a folder
 * @name: of a file
 * @bytes: its content
 *
 * Returns: (transfer full): its path
 */
char *
sauda_labels_test_save (const char *folder, const char *name, GBytes *bytes)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  g_file_set_contents (path, data != NULL ? data : "", (gssize) length, &error);
  g_assert_no_error (error);
  return path;
}

/**
 * sauda_labels_test_draw:
 * @texts: (array zero-terminated=1): text of each page, lines apart
 *
 * Returns: (transfer full): a PDF with these pages
 */
GBytes *
sauda_labels_test_draw (const char *const *texts)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, WIDTH, HEIGHT);
  cairo_t *cairo = cairo_create (surface);

  for (guint i = 0; texts[i] != NULL; i++) {
    g_auto (GStrv) lines = g_strsplit (texts[i], "\n", -1);

    cairo_select_font_face (cairo, "Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_font_size (cairo, 12);
    for (guint j = 0; lines[j] != NULL; j++) {
      cairo_move_to (cairo, 20, 40 + 20 * j);
      cairo_show_text (cairo, lines[j]);
    }
    cairo_show_page (cairo);
  }
  cairo_destroy (cairo);
  cairo_surface_finish (surface);
  g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (bytes);
}

/**
 * sauda_labels_test_picture:
 * @pdf: a PDF
 *
 * Returns: (transfer full): its first page as a scanner gives it out: one picture, turned by half a degree
 */
GBytes *
sauda_labels_test_picture (GBytes *pdf)
{
  PopplerDocument *document = poppler_document_new_from_bytes (pdf, NULL, NULL);
  PopplerPage *page = poppler_document_get_page (document, 0);
  cairo_surface_t *scan = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1181, 1772), *surface;
  GByteArray *bytes = g_byte_array_new ();
  cairo_t *cairo = cairo_create (scan);

  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, 1181 / WIDTH, 1772 / HEIGHT);
  cairo_rotate (cairo, G_PI / 360);
  poppler_page_render (page, cairo);
  cairo_destroy (cairo);
  surface = cairo_pdf_surface_create_for_stream (append_bytes, bytes, WIDTH, HEIGHT);
  cairo = cairo_create (surface);
  cairo_scale (cairo, WIDTH / 1181, HEIGHT / 1772);
  cairo_set_source_surface (cairo, scan, 0, 0);
  cairo_paint (cairo);
  cairo_destroy (cairo);
  cairo_surface_destroy (surface);
  cairo_surface_destroy (scan);
  g_object_unref (page);
  g_object_unref (document);
  return g_byte_array_free_to_bytes (bytes);
}

/**
 * sauda_labels_test_lock:
 * @pdf: a PDF
 *
 * Returns: (transfer full): the same, protected with a password
 */
GBytes *
sauda_labels_test_lock (GBytes *pdf)
{
  qpdf_data document = qpdf_init ();
  GBytes *locked;

  g_assert_cmpint (
    qpdf_read_memory (document, "label", g_bytes_get_data (pdf, NULL), g_bytes_get_size (pdf), NULL), ==, 0);
  qpdf_init_write_memory (document);
  qpdf_set_r6_encryption_parameters2 (document, "secret", "owner", 1, 1, 1, 1, 1, 1, qpdf_r3p_full, 1);
  g_assert_cmpint (qpdf_write (document), ==, 0);
  locked = g_bytes_new (qpdf_get_buffer (document), qpdf_get_buffer_length (document));
  qpdf_cleanup (&document);
  return locked;
}

/**
 * sauda_labels_test_list:
 * @folder: a folder
 *
 * Returns: (transfer full): paths of all files in it and below, sorted, a line each
 */
char *
sauda_labels_test_list (const char *folder)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  list_into (paths, folder, "");
  g_ptr_array_sort (paths, compare_names);
  g_ptr_array_add (paths, NULL);
  return g_strjoinv ("\n", (GStrv) paths->pdata);
}

/**
 * sauda_labels_test_count_files:
 * @folder: a folder
 *
 * Returns: files in it and below
 */
guint
sauda_labels_test_count_files (const char *folder)
{
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  list_into (paths, folder, "");
  return paths->len;
}

/**
 * sauda_labels_test_content:
 * @folder: a folder
 * @name: path of a file in it
 *
 * Returns: (transfer full): its content
 */
char *
sauda_labels_test_content (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *content = NULL;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  return content;
}
