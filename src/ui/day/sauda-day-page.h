#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaDayPage:
 *
 * The page of the day: the one button, its steps with live progress, what waits, and the proof at the end.
 *
 * Property `running` (boolean) notifies whenever a command may have become possible or impossible.
 */
#define SAUDA_TYPE_DAY_PAGE (sauda_day_page_get_type ())
G_DECLARE_FINAL_TYPE (SaudaDayPage, sauda_day_page, SAUDA, DAY_PAGE, AdwBin)

GtkWidget *sauda_day_page_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_day_page_can_press (SaudaDayPage *self);
void sauda_day_page_press (SaudaDayPage *self);
gboolean sauda_day_page_is_done (SaudaDayPage *self);
gboolean sauda_day_page_is_running (SaudaDayPage *self);
gboolean sauda_day_page_is_planned (SaudaDayPage *self);
GtkWindow *sauda_day_page_get_question (SaudaDayPage *self);

G_END_DECLS
