#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define SAUDA_GUIDE_STEPS 8

/* The steps that the window notices by itself when they are done. */
#define SAUDA_GUIDE_STEP_PRESS 0
#define SAUDA_GUIDE_STEP_APPROVE 1
#define SAUDA_GUIDE_STEP_FIND 2

/**
 * SaudaGuideBar:
 *
 * A tour of the practice day in eight short steps, at the bottom of the window. Where somebody stopped is
 * remembered.
 */
#define SAUDA_TYPE_GUIDE_BAR (sauda_guide_bar_get_type ())
G_DECLARE_FINAL_TYPE (SaudaGuideBar, sauda_guide_bar, SAUDA, GUIDE_BAR, GtkBox)

void sauda_guide_bar_begin (SaudaGuideBar *self, gboolean again);
void sauda_guide_bar_did (SaudaGuideBar *self, guint step);
void sauda_guide_bar_go_back (SaudaGuideBar *self, guint step);
guint sauda_guide_bar_get_step (SaudaGuideBar *self);

G_END_DECLS
