#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sauda_pdf_is_pdf (const void *data, gsize length);
gboolean sauda_pdf_check (GBytes *pdf, guint *pages, GError **error);
gboolean sauda_pdf_count_pages (const char *path, guint *pages, GError **error);

G_END_DECLS
