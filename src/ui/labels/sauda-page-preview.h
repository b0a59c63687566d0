#pragma once

#include "sauda-page-renderer.h"
#include "sauda-page.h"

G_BEGIN_DECLS

/**
 * SaudaPagePreview:
 *
 * One page, large: fitted into the space there is, or at a size that the merchant chose. Drawn from the very
 * file that is printed.
 *
 * Actions: `preview.zoom-in`, `preview.zoom-out`, `preview.zoom-fit`, `preview.zoom-original`.
 */
#define SAUDA_TYPE_PAGE_PREVIEW (sauda_page_preview_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPagePreview, sauda_page_preview, SAUDA, PAGE_PREVIEW, GtkBox)

void sauda_page_preview_show (SaudaPagePreview *self, SaudaPageRenderer *renderer, SaudaPage *page);
double sauda_page_preview_get_zoom (SaudaPagePreview *self);
gboolean sauda_page_preview_is_fitted (SaudaPagePreview *self);
gboolean sauda_page_preview_is_drawn (SaudaPagePreview *self);
graphene_size_t sauda_page_preview_get_shown_size (SaudaPagePreview *self);

G_END_DECLS
