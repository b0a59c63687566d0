#include "sauda-pdf-view-private.h"

/* The least that is a PDF. */
static const char empty_pdf[] =
  "%PDF-1.4\n"
  "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
  "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
  "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\n"
  "xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \n"
  "trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n166\n%%EOF\n";

/* Poppler throws its tables of fonts and encodings away with the last document, and reads them anew from the
 * disk for the next one, which takes longer than reading a label. So one stays open, used by nobody. */
static void
keep_tables (void)
{
  static gsize kept;

  if (g_once_init_enter (&kept)) {
    g_autoptr (GBytes) bytes = g_bytes_new_static (empty_pdf, sizeof empty_pdf - 1);
    PopplerDocument *document = poppler_document_new_from_bytes (bytes, NULL, NULL);

    g_once_init_leave (&kept, document != NULL ? (gsize) document : 1);
  }
}

/**
 * sauda_pdf_view_open: (skip)
 * @pdf: a file
 * @error: return location
 *
 * Returns: (transfer full) (nullable): it for one thread, to be drawn and read, or %NULL with an error of
 * Poppler
 */
PopplerDocument *
sauda_pdf_view_open (GBytes *pdf, GError **error)
{
  keep_tables ();
  return poppler_document_new_from_bytes (pdf, NULL, error);
}
