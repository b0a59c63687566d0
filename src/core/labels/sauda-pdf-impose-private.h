#pragma once

#include "sauda-label-sheet.h"

#include <qpdf/qpdf-c.h>

G_BEGIN_DECLS

gboolean sauda_pdf_impose (qpdf_data document, const SaudaLabelSheet *sheet, GArray *papers);
gboolean sauda_pdf_count_placed (const char *path, guint *placed, guint *pages, GError **error);

G_END_DECLS
