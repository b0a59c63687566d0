#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaPage:
 *
 * A page of a PDF file, in a list of its pages.
 */
#define SAUDA_TYPE_PAGE (sauda_page_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPage, sauda_page, SAUDA, PAGE, GObject)

SaudaPage *sauda_page_new (const char *path,
                           guint number,
                           guint group,
                           const char *order,
                           const graphene_size_t *size) G_GNUC_WARN_UNUSED_RESULT;
const char *sauda_page_get_path (SaudaPage *self);
guint sauda_page_get_number (SaudaPage *self);
guint sauda_page_get_group (SaudaPage *self);
const char *sauda_page_get_order (SaudaPage *self);
void sauda_page_set_size (SaudaPage *self, const graphene_size_t *size);
const graphene_size_t *sauda_page_get_size (SaudaPage *self);
GdkTexture *sauda_page_get_thumbnail (SaudaPage *self);
void sauda_page_set_thumbnail (SaudaPage *self, GdkTexture *thumbnail);

G_END_DECLS
