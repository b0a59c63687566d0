#include "sauda-labels-error.h"
#include "sauda-pdf-source-private.h"

#include <glib/gi18n-lib.h>

static void
set_error (qpdf_data source, GError **error)
{
  qpdf_error cause = qpdf_get_error (source);

  if (cause != NULL && qpdf_get_error_code (source, cause) == qpdf_e_password)
    g_set_error_literal (
      error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_ENCRYPTED,
      _ ("The PDF is protected with a password. Save it without one and import it again."));
  else
    sauda_pdf_source_set_damaged (error);
}

/**
 * sauda_pdf_source_set_damaged: (skip)
 * @error: return location
 */
void
sauda_pdf_source_set_damaged (GError **error)
{
  g_set_error_literal (error, SAUDA_LABELS_ERROR, SAUDA_LABELS_ERROR_DAMAGED,
                       _ ("The PDF is damaged or cut off. Download the label again."));
}

/**
 * sauda_pdf_source_new: (skip)
 *
 * Returns: (transfer full): a reader that says its faults to nobody but us, and mends no file: what libqpdf
 * rebuilds from a cut file may lack its bar codes
 */
qpdf_data
sauda_pdf_source_new (void)
{
  qpdf_data source = qpdf_init ();

  qpdf_silence_errors (source);
  qpdf_set_suppress_warnings (source, QPDF_TRUE);
  qpdf_set_attempt_recovery (source, QPDF_FALSE);
  return source;
}

/**
 * sauda_pdf_source_close: (skip)
 * @source: (transfer full): a reader or writer
 *
 * libqpdf prints an error that nobody has asked for.
 */
void
sauda_pdf_source_close (qpdf_data source)
{
  if (qpdf_has_error (source))
    qpdf_get_error (source);
  qpdf_cleanup (&source);
}

/**
 * sauda_pdf_source_open: (skip)
 * @pdf: a PDF; must outlive what is returned
 * @pages: (out): its pages, at least 1
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the open file, or %NULL with %SAUDA_LABELS_ERROR_ENCRYPTED or
 * %SAUDA_LABELS_ERROR_DAMAGED
 */
qpdf_data
sauda_pdf_source_open (GBytes *pdf, guint *pages, GError **error)
{
  qpdf_data source = sauda_pdf_source_new ();
  gsize length;
  const char *data = g_bytes_get_data (pdf, &length);
  int count = 0;

  if ((qpdf_read_memory (source, "label", data, length, NULL) & QPDF_ERRORS) == 0)
    count = qpdf_get_num_pages (source);
  if (count > 0 && !qpdf_has_error (source)) {
    *pages = (guint) count;
    return source;
  }
  set_error (source, error);
  sauda_pdf_source_close (source);
  return NULL;
}
