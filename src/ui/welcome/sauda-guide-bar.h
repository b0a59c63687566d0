#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SAUDA_GUIDE_STEPS 8

/**
 * SaudaGuideBar:
 *
 * A tour of the practice day in eight short steps, at the bottom of the window. Where somebody stopped is
 * remembered.
 */
#define SAUDA_TYPE_GUIDE_BAR (sauda_guide_bar_get_type ())
G_DECLARE_FINAL_TYPE (SaudaGuideBar, sauda_guide_bar, SAUDA, GUIDE_BAR, GtkBox)

void sauda_guide_bar_begin (SaudaGuideBar *self, gboolean again);
guint sauda_guide_bar_get_step (SaudaGuideBar *self);

G_END_DECLS
