#include "sauda-waybill-file.h"

#include "sauda-archive-name.h"
#include "sauda-pdf-check.h"

/**
 * sauda_waybill_file_new:
 * @name: its name, in whatever encoding, with or without folders
 * @pdf: its bytes, whatever they are
 *
 * Returns: (transfer full): the file, checked: it has a problem when it is no sound PDF
 */
SaudaWaybillFile *
sauda_waybill_file_new (const char *name, GBytes *pdf)
{
  SaudaWaybillFile *self = g_new0 (SaudaWaybillFile, 1);
  g_autoptr (GError) error = NULL;

  self->name = sauda_archive_name_decode (name);
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, pdf);
  if (sauda_pdf_check (pdf, &self->pages, &error)) {
    self->pdf = g_bytes_ref (pdf);
    return self;
  }
  self->pages = 0;
  self->problem = g_strdup (error->message);
  return self;
}

/**
 * sauda_waybill_file_new_problem:
 * @name: its name, in whatever encoding, with or without folders
 * @problem: a sentence
 *
 * Returns: (transfer full): a file whose bytes could not be had
 */
SaudaWaybillFile *
sauda_waybill_file_new_problem (const char *name, const char *problem)
{
  SaudaWaybillFile *self = g_new0 (SaudaWaybillFile, 1);

  self->name = sauda_archive_name_decode (name);
  self->problem = g_strdup (problem);
  return self;
}

/**
 * sauda_waybill_file_free:
 * @self: (transfer full): a file
 */
void
sauda_waybill_file_free (SaudaWaybillFile *self)
{
  g_free (self->name);
  g_clear_pointer (&self->pdf, g_bytes_unref);
  g_free (self->sha256);
  g_free (self->problem);
  g_free (self);
}
