#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *sauda_pdf_shift (GBytes *pdf, double right, double down, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
