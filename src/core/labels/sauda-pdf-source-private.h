#pragma once

#include <glib.h>
#include <qpdf/qpdf-c.h>

G_BEGIN_DECLS

qpdf_data sauda_pdf_source_new (void) G_GNUC_WARN_UNUSED_RESULT;
qpdf_data sauda_pdf_source_open (GBytes *pdf, guint *pages, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_pdf_source_close (qpdf_data source);
void sauda_pdf_source_set_damaged (GError **error);

G_END_DECLS
