#pragma once

#include "sauda-pdf-join.h"

#include <qpdf/qpdf-c.h>

G_BEGIN_DECLS

qpdf_data sauda_pdf_join_get_target (SaudaPdfJoin *self);
gboolean sauda_pdf_join_add_first (SaudaPdfJoin *self, GBytes *pdf, GError **error);
void sauda_pdf_join_set_pack (SaudaPdfJoin *self, gboolean pack);

G_END_DECLS
