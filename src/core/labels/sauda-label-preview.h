#pragma once

#include <cairo.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SaudaLabelDocument:
 *
 * A PDF of labels to look at, with the pages that were shown last. It reads the file once, so that a new run
 * may take its place meanwhile. Used from one thread at a time: Poppler's documents bear no more.
 */
typedef struct _SaudaLabelDocument SaudaLabelDocument;

SaudaLabelDocument *sauda_label_document_open (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_label_document_free (SaudaLabelDocument *self);
guint sauda_label_document_get_n_pages (SaudaLabelDocument *self);
gboolean
sauda_label_document_get_page_size (SaudaLabelDocument *self, guint page, double *width, double *height);
cairo_surface_t *sauda_label_document_render (SaudaLabelDocument *self,
                                              guint page,
                                              double scale,
                                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaLabelDocument, sauda_label_document_free)

G_END_DECLS
