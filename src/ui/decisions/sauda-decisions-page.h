#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaDecisionsPage:
 *
 * The orders whose size needs a person: a key takes a size and goes on to the next order.
 *
 * Signal `changed` when there is more or less to decide or to take back.
 */
#define SAUDA_TYPE_DECISIONS_PAGE (sauda_decisions_page_get_type ())
G_DECLARE_FINAL_TYPE (SaudaDecisionsPage, sauda_decisions_page, SAUDA, DECISIONS_PAGE, AdwBin)

GtkWidget *sauda_decisions_page_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_decisions_page_is_loaded (SaudaDecisionsPage *self);
gboolean sauda_decisions_page_is_saving (SaudaDecisionsPage *self);
guint sauda_decisions_page_count (SaudaDecisionsPage *self);
gboolean sauda_decisions_page_can_undo (SaudaDecisionsPage *self);
void sauda_decisions_page_undo (SaudaDecisionsPage *self);
gboolean sauda_decisions_page_press (SaudaDecisionsPage *self, guint keyval, GdkModifierType state);

G_END_DECLS
