#pragma once

#include "sauda-stamp-boxes-private.h"

G_BEGIN_DECLS

void sauda_stamp_content_read (SaudaStampPage *page, qpdf_data document, qpdf_oh object);

G_END_DECLS
