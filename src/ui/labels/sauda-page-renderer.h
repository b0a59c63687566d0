#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaPageRenderer:
 *
 * Draws pages of PDF files for the screen, on one thread of its own. A request waits in the queue until its
 * turn; one that is cancelled before costs nothing.
 */
#define SAUDA_TYPE_PAGE_RENDERER (sauda_page_renderer_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPageRenderer, sauda_page_renderer, SAUDA, PAGE_RENDERER, GObject)

/**
 * SaudaPageList:
 *
 * The sizes of the pages of a file, in points.
 */
typedef struct {
  guint n_pages;
  graphene_size_t *sizes; /* (owned) (array length=n_pages) */
} SaudaPageList;

void sauda_page_list_free (SaudaPageList *list);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaudaPageList, sauda_page_list_free)

SaudaPageRenderer *sauda_page_renderer_new (void) G_GNUC_WARN_UNUSED_RESULT;
void sauda_page_renderer_list_async (SaudaPageRenderer *self,
                                     const char *path,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
SaudaPageList *sauda_page_renderer_list_finish (SaudaPageRenderer *self,
                                                GAsyncResult *result,
                                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
void sauda_page_renderer_draw_async (SaudaPageRenderer *self,
                                     const char *path,
                                     guint page,
                                     double scale,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GdkTexture *sauda_page_renderer_draw_finish (SaudaPageRenderer *self,
                                             GAsyncResult *result,
                                             GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_page_renderer_get_drawn (SaudaPageRenderer *self);

G_END_DECLS
