#pragma once

#include "sauda-pdf-join.h"

#include <qpdf/qpdf-c.h>

G_BEGIN_DECLS

qpdf_data sauda_pdf_join_get_target (SaudaPdfJoin *self);

G_END_DECLS
