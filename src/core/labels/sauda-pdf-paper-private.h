#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *sauda_pdf_paper_fit (GBytes *pdf, double width, double height) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
