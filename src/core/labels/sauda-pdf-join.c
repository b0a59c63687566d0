#include "sauda-pdf-join-private.h"

#include "sauda-labels-error.h"
#include "sauda-pdf-source-private.h"

#include <glib/gi18n-lib.h>

/* A file whose pages were taken: the target reads its streams when it is written. */
typedef struct {
  qpdf_data reader; /* (owned) (not nullable) */
  GBytes *pdf;      /* (owned) (not nullable) */
} Source;

struct _SaudaPdfJoin {
  qpdf_data target;   /* (owned) (not nullable) */
  GPtrArray *sources; /* (owned) (element-type Source) */
  char *version;      /* (owned) (not nullable) highest PDF version among the sources */
  gboolean pack;      /* whether streams that are not packed are packed when it is written */
};

static void
source_free (gpointer data)
{
  Source *source = data;

  sauda_pdf_source_close (source->reader);
  g_bytes_unref (source->pdf);
  g_free (source);
}

static Source *
open_source (SaudaPdfJoin *self, GBytes *pdf, guint *pages, GError **error)
{
  qpdf_data reader = sauda_pdf_source_open (pdf, pages, error);
  const char *version;
  Source *source;

  if (reader == NULL)
    return NULL;
  version = qpdf_get_pdf_version (reader);
  if (g_strcmp0 (version, self->version) > 0) {
    g_free (self->version);
    self->version = g_strdup (version);
  }
  source = g_new (Source, 1);
  source->reader = reader;
  source->pdf = g_bytes_ref (pdf);
  g_ptr_array_add (self->sources, source);
  return source;
}

static gboolean
copy_page (SaudaPdfJoin *self, Source *source, guint page, GError **error)
{
  qpdf_oh handle = qpdf_get_page_n (source->reader, page);
  gboolean copied = !qpdf_has_error (source->reader) &&
                    (qpdf_add_page (self->target, source->reader, handle, QPDF_FALSE) & QPDF_ERRORS) == 0;

  if (!copied)
    sauda_pdf_source_set_damaged (error);
  else
    qpdf_oh_release (source->reader, handle);
  return copied;
}

/* Streams go over as they are: no unpacking, no packing, no other filter. */
static void
set_write_options (SaudaPdfJoin *self)
{
  qpdf_set_minimum_pdf_version (self->target, self->version);
  qpdf_set_decode_level (self->target, qpdf_dl_none);
  qpdf_set_compress_streams (self->target, self->pack);
  qpdf_set_object_stream_mode (self->target, qpdf_o_disable);
}

static gboolean
write_target (SaudaPdfJoin *self, const char *path, GError **error)
{
  qpdf_error cause;

  if ((qpdf_write (self->target) & QPDF_ERRORS) == 0)
    return TRUE;
  cause = qpdf_get_error (self->target);
  sauda_labels_set_unwritten (error, path,
                              cause != NULL ? qpdf_get_error_message_detail (self->target, cause) : "");
  return FALSE;
}

/**
 * sauda_pdf_join_new:
 *
 * Returns: (transfer full): a file without pages
 */
SaudaPdfJoin *
sauda_pdf_join_new (void)
{
  SaudaPdfJoin *self = g_new0 (SaudaPdfJoin, 1);

  self->target = sauda_pdf_source_new ();
  qpdf_empty_pdf (self->target);
  self->sources = g_ptr_array_new_with_free_func (source_free);
  self->version = g_strdup ("1.4");
  return self;
}

/**
 * sauda_pdf_join_free:
 * @self: (transfer full): the file
 */
void
sauda_pdf_join_free (SaudaPdfJoin *self)
{
  sauda_pdf_source_close (self->target);
  g_ptr_array_unref (self->sources);
  g_free (self->version);
  g_free (self);
}

static gboolean
add_all (SaudaPdfJoin *self, GBytes *pdf, gboolean reversed, guint *pages, GError **error)
{
  guint count = 0;
  Source *source = open_source (self, pdf, &count, error);

  if (source == NULL)
    return FALSE;
  for (guint i = 0; i < count; i++)
    if (!copy_page (self, source, reversed ? count - 1 - i : i, error))
      return FALSE;
  if (pages != NULL)
    *pages = count;
  return TRUE;
}

/**
 * sauda_pdf_join_add:
 * @self: the file
 * @pdf: a PDF; all its pages are appended
 * @pages: (out) (optional): how many these were
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_ENCRYPTED or %SAUDA_LABELS_ERROR_DAMAGED
 */
gboolean
sauda_pdf_join_add (SaudaPdfJoin *self, GBytes *pdf, guint *pages, GError **error)
{
  return add_all (self, pdf, FALSE, pages, error);
}

/**
 * sauda_pdf_join_add_reversed:
 * @self: the file
 * @pdf: a PDF; all its pages are appended, the last one first
 * @pages: (out) (optional): how many these were
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_ENCRYPTED or %SAUDA_LABELS_ERROR_DAMAGED
 */
gboolean
sauda_pdf_join_add_reversed (SaudaPdfJoin *self, GBytes *pdf, guint *pages, GError **error)
{
  return add_all (self, pdf, TRUE, pages, error);
}

/**
 * sauda_pdf_join_add_first: (skip)
 * @self: a file with a page
 * @pdf: a PDF; its first page is put before all others
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_DAMAGED
 */
gboolean
sauda_pdf_join_add_first (SaudaPdfJoin *self, GBytes *pdf, GError **error)
{
  guint count = 0;
  Source *source = open_source (self, pdf, &count, error);
  qpdf_oh first;

  if (source == NULL)
    return FALSE;
  first = qpdf_get_page_n (self->target, 0);
  if ((qpdf_add_page_at (self->target, source->reader, qpdf_get_page_n (source->reader, 0), QPDF_TRUE,
                         first) &
       QPDF_ERRORS) == 0)
    return TRUE;
  sauda_pdf_source_set_damaged (error);
  return FALSE;
}

/**
 * sauda_pdf_join_set_pack: (skip)
 * @self: the file
 * @pack: whether streams that are not packed are packed when it is written
 */
void
sauda_pdf_join_set_pack (SaudaPdfJoin *self, gboolean pack)
{
  self->pack = pack;
}

/**
 * sauda_pdf_join_add_pages:
 * @self: the file
 * @pdf: a PDF
 * @pages: (element-type guint): numbers of pages from 0, in the order wanted
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_ENCRYPTED or %SAUDA_LABELS_ERROR_DAMAGED
 */
gboolean
sauda_pdf_join_add_pages (SaudaPdfJoin *self, GBytes *pdf, GArray *pages, GError **error)
{
  guint count = 0;
  Source *source = open_source (self, pdf, &count, error);

  if (source == NULL)
    return FALSE;
  for (guint i = 0; i < pages->len; i++)
    if (!copy_page (self, source, g_array_index (pages, guint, i), error))
      return FALSE;
  return TRUE;
}

/**
 * sauda_pdf_join_write:
 * @self: the file; nothing can be added after this
 * @path: where it goes
 * @error: return location
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_WRITE
 */
gboolean
sauda_pdf_join_write (SaudaPdfJoin *self, const char *path, GError **error)
{
  if ((qpdf_init_write (self->target, path) & QPDF_ERRORS) != 0) {
    sauda_labels_set_unwritten (error, path, _ ("the system refused it"));
    return FALSE;
  }
  set_write_options (self);
  return write_target (self, path, error);
}

/**
 * sauda_pdf_join_write_bytes:
 * @self: the file; nothing can be added after this
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the file's bytes, or %NULL with %SAUDA_LABELS_ERROR_WRITE
 */
GBytes *
sauda_pdf_join_write_bytes (SaudaPdfJoin *self, GError **error)
{
  qpdf_init_write_memory (self->target);
  set_write_options (self);
  /* the same file for the same pages, so that its SHA-256 tells a second import */
  qpdf_set_deterministic_ID (self->target, QPDF_TRUE);
  if (!write_target (self, "PDF", error))
    return NULL;
  return g_bytes_new (qpdf_get_buffer (self->target), qpdf_get_buffer_length (self->target));
}

/**
 * sauda_pdf_join_get_target: (skip)
 * @self: the file
 *
 * Returns: (transfer none): what the pages are put into, to draw upon them before it is written
 */
qpdf_data
sauda_pdf_join_get_target (SaudaPdfJoin *self)
{
  return self->target;
}
