#include "sauda-label-preview.h"

#include "sauda-labels-error.h"
#include "sauda-pdf-source-private.h"
#include "sauda-pdf-view-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Of pixels that are kept: some forty labels at the size of a screen. */
#define CACHE_BYTES (48 * 1024 * 1024)
/* A side of a picture, pixels: what Cairo and a graphics card can hold. */
#define MAX_SIDE 8192

typedef struct {
  guint page;
  double scale;
  cairo_surface_t *surface; /* (owned) (not nullable) */
  gsize bytes;
} Picture;

struct _SaudaLabelDocument {
  PopplerDocument *document; /* (owned) (not nullable) */
  guint n_pages;
  GQueue pictures; /* (owned) (element-type Picture) the one shown last first */
  gsize bytes;     /* of all pictures */
};

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  cairo_surface_destroy (picture->surface);
  g_free (picture);
}

static cairo_surface_t *
find_picture (SaudaLabelDocument *self, guint page, double scale)
{
  for (GList *link = self->pictures.head; link != NULL; link = link->next) {
    Picture *picture = link->data;

    if (picture->page != page || fabs (picture->scale - scale) > 1e-6)
      continue;
    g_queue_unlink (&self->pictures, link);
    g_queue_push_head_link (&self->pictures, link);
    return cairo_surface_reference (picture->surface);
  }
  return NULL;
}

static void
keep_picture (SaudaLabelDocument *self, guint page, double scale, cairo_surface_t *surface)
{
  Picture *picture = g_new (Picture, 1);

  picture->page = page;
  picture->scale = scale;
  picture->surface = cairo_surface_reference (surface);
  picture->bytes =
    (gsize) cairo_image_surface_get_stride (surface) * (gsize) cairo_image_surface_get_height (surface);
  g_queue_push_head (&self->pictures, picture);
  self->bytes += picture->bytes;
  while (self->bytes > CACHE_BYTES && self->pictures.length > 1) {
    Picture *oldest = g_queue_pop_tail (&self->pictures);

    self->bytes -= oldest->bytes;
    picture_free (oldest);
  }
}

static PopplerPage *
find_page (SaudaLabelDocument *self, guint page)
{
  return page < self->n_pages ? poppler_document_get_page (self->document, (int) page) : NULL;
}

static cairo_surface_t *
draw_page (PopplerPage *page, double scale)
{
  double width, height;
  cairo_surface_t *surface;
  cairo_t *cairo;

  poppler_page_get_size (page, &width, &height);
  scale = MIN (scale, MAX_SIDE / MAX (width, height));
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, MAX ((int) ceil (width * scale), 1),
                                        MAX ((int) ceil (height * scale), 1));
  cairo = cairo_create (surface);
  cairo_set_source_rgb (cairo, 1, 1, 1);
  cairo_paint (cairo);
  cairo_scale (cairo, scale, scale);
  poppler_page_render (page, cairo);
  cairo_destroy (cairo);
  cairo_surface_flush (surface);
  return surface;
}

/**
 * sauda_label_document_open:
 * @path: a PDF
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the document, or %NULL with %SAUDA_LABELS_ERROR_UNREADABLE,
 * %SAUDA_LABELS_ERROR_ENCRYPTED or %SAUDA_LABELS_ERROR_DAMAGED
 */
SaudaLabelDocument *
sauda_label_document_open (const char *path, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GBytes) bytes = NULL;
  SaudaLabelDocument *self;
  PopplerDocument *document;
  char *data;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, &local)) {
    sauda_labels_set_unreadable (error, path, local->message);
    return NULL;
  }
  bytes = g_bytes_new_take (data, length);
  document = sauda_pdf_view_open (bytes, &local);
  if (document == NULL || poppler_document_get_n_pages (document) < 1) {
    g_clear_object (&document);
    if (g_error_matches (local, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
      g_set_error_literal (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_ENCRYPTED,
                           _ ("The PDF is protected with a password, so it cannot be shown. Save it without "
                              "one and import it again."));
    else
      sauda_pdf_source_set_damaged (error);
    return NULL;
  }
  self = g_new0 (SaudaLabelDocument, 1);
  self->document = document;
  self->n_pages = (guint) poppler_document_get_n_pages (document);
  g_queue_init (&self->pictures);
  return self;
}

/**
 * sauda_label_document_free:
 * @self: (transfer full): a document
 */
void
sauda_label_document_free (SaudaLabelDocument *self)
{
  g_queue_clear_full (&self->pictures, picture_free);
  g_object_unref (self->document);
  g_free (self);
}

/**
 * sauda_label_document_get_n_pages:
 * @self: a document
 *
 * Returns: its pages, at least 1
 */
guint
sauda_label_document_get_n_pages (SaudaLabelDocument *self)
{
  return self->n_pages;
}

/**
 * sauda_label_document_get_page_size:
 * @self: a document
 * @page: number of a page from 0
 * @width: (out): points
 * @height: (out): points
 *
 * Returns: %FALSE when there is no such page
 */
gboolean
sauda_label_document_get_page_size (SaudaLabelDocument *self, guint page, double *width, double *height)
{
  PopplerPage *found = find_page (self, page);

  if (found == NULL)
    return FALSE;
  poppler_page_get_size (found, width, height);
  g_object_unref (found);
  return TRUE;
}

/**
 * sauda_label_document_render:
 * @self: a document
 * @page: number of a page from 0
 * @scale: pixels for each point; 1 shows 72 of them to the inch
 * @error: return location
 *
 * Draws a page for the screen, or takes it from those drawn before. Paper never gets this picture but the
 * PDF.
 *
 * Returns: (transfer full) (nullable): an opaque picture, not to be drawn upon; %NULL with
 * %SAUDA_LABELS_ERROR_DAMAGED
 */
cairo_surface_t *
sauda_label_document_render (SaudaLabelDocument *self, guint page, double scale, GError **error)
{
  cairo_surface_t *surface = find_picture (self, page, scale);
  PopplerPage *found;

  if (surface != NULL)
    return surface;
  found = find_page (self, page);
  if (found == NULL) {
    sauda_pdf_source_set_damaged (error);
    return NULL;
  }
  surface = draw_page (found, scale);
  g_object_unref (found);
  if (cairo_surface_status (surface) == CAIRO_STATUS_SUCCESS) {
    keep_picture (self, page, scale, surface);
    return surface;
  }
  cairo_surface_destroy (surface);
  sauda_pdf_source_set_damaged (error);
  return NULL;
}
