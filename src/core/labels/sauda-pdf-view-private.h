#pragma once

#include <poppler.h>

G_BEGIN_DECLS

PopplerDocument *sauda_pdf_view_open (GBytes *pdf, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
