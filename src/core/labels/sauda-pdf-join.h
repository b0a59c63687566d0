#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaPdfJoin:
 *
 * Pages of several PDFs become one file, without loss: what is on a page is copied, never drawn anew. Belongs
 * to one thread at a time.
 */
typedef struct _SaudaPdfJoin SaudaPdfJoin;

SaudaPdfJoin *sauda_pdf_join_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_pdf_join_free (SaudaPdfJoin *self);
gboolean sauda_pdf_join_add (SaudaPdfJoin *self, GBytes *pdf, guint *pages, GError **error);
gboolean sauda_pdf_join_add_reversed (SaudaPdfJoin *self, GBytes *pdf, guint *pages, GError **error);
gboolean sauda_pdf_join_add_pages (SaudaPdfJoin *self, GBytes *pdf, GArray *pages, GError **error);
gboolean sauda_pdf_join_write (SaudaPdfJoin *self, const char *path, GError **error);
GBytes *sauda_pdf_join_write_bytes (SaudaPdfJoin *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPdfJoin, sauda_pdf_join_free)

G_END_DECLS
