#pragma once

#include "sauda-page-renderer.h"
#include "sauda-page.h"

G_BEGIN_DECLS

/**
 * SaudaPageStrip:
 *
 * The pages of files as small pictures, one file after the other; only those in sight are drawn.
 *
 * Properties: `page` (SaudaPage, read-only): the one that is selected.
 */
#define SAUDA_TYPE_PAGE_STRIP (sauda_page_strip_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPageStrip, sauda_page_strip, SAUDA, PAGE_STRIP, GtkWidget)

void sauda_page_strip_show (SaudaPageStrip *self, SaudaPageRenderer *renderer, GPtrArray *pages);
SaudaPage *sauda_page_strip_get_page (SaudaPageStrip *self);
guint sauda_page_strip_get_n_pages (SaudaPageStrip *self);
guint sauda_page_strip_count_drawn (SaudaPageStrip *self);
void sauda_page_strip_select_group (SaudaPageStrip *self, guint group);
gboolean sauda_page_strip_find (SaudaPageStrip *self, const char *text, gboolean again);
void sauda_page_strip_set_sizes (SaudaPageStrip *self, const char *path, const SaudaPageList *list);
gboolean sauda_page_strip_move (SaudaPageStrip *self, int pages);

G_END_DECLS
