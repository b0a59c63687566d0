#include "sauda-pdf-check.h"

#include "sauda-labels-error.h"
#include "sauda-pdf-source-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Where readers of PDF look for the first five bytes (PDF 1.7, implementation note 13). */
#define HEADER_WITHIN 1024

/**
 * sauda_pdf_is_pdf:
 * @data: (array length=length): the beginning of a file
 * @length: how much of it
 *
 * Returns: whether it begins like a PDF, whatever the file's name says
 */
gboolean
sauda_pdf_is_pdf (const void *data, gsize length)
{
  return data != NULL && memmem (data, MIN (length, HEADER_WITHIN), "%PDF-", 5) != NULL;
}

/**
 * sauda_pdf_check:
 * @pdf: a file's bytes
 * @pages: (out): its pages, at least 1
 * @error: return location
 *
 * Reads the whole file, every stream included, and mends nothing: a label that is half there is no label.
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_EMPTY, %SAUDA_LABELS_ERROR_NOT_A_LABEL,
 * %SAUDA_LABELS_ERROR_ENCRYPTED or %SAUDA_LABELS_ERROR_DAMAGED; the sentence does not name the file
 */
gboolean
sauda_pdf_check (GBytes *pdf, guint *pages, GError **error)
{
  gsize length;
  const void *data = g_bytes_get_data (pdf, &length);
  qpdf_data source;
  gboolean sound;

  if (length == 0) {
    g_set_error_literal (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_EMPTY,
                         _ ("The file is empty. Download the label again."));
    return FALSE;
  }
  if (!sauda_pdf_is_pdf (data, length)) {
    g_set_error_literal (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_NOT_A_LABEL,
                         _ ("The file is no PDF, so it cannot be a label. Download the label once more."));
    return FALSE;
  }
  source = sauda_pdf_source_open (pdf, pages, error);
  if (source == NULL)
    return FALSE;
  sound = (qpdf_check_pdf (source) & (QPDF_ERRORS | QPDF_WARNINGS)) == 0;
  if (!sound)
    sauda_pdf_source_set_damaged (error);
  sauda_pdf_source_close (source);
  return sound;
}

/**
 * sauda_pdf_count_pages:
 * @path: a PDF
 * @pages: (out): how many pages it has
 * @error: return location
 *
 * Opens the file anew and counts: proof that what should be on the disk is there.
 *
 * Returns: %FALSE with %SAUDA_LABELS_ERROR_DAMAGED
 */
gboolean
sauda_pdf_count_pages (const char *path, guint *pages, GError **error)
{
  qpdf_data source = sauda_pdf_source_new ();
  gboolean read = (qpdf_read (source, path, NULL) & QPDF_ERRORS) == 0;

  if (read)
    *pages = (guint) MAX (qpdf_get_num_pages (source), 0);
  if (!read || qpdf_has_error (source)) {
    read = FALSE;
    sauda_pdf_source_set_damaged (error);
  }
  sauda_pdf_source_close (source);
  return read;
}
