#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define SAUDA_TYPE_OFFER_TERMS_WINDOW (sauda_offer_terms_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaOfferTermsWindow, sauda_offer_terms_window, SAUDA, OFFER_TERMS_WINDOW, AdwWindow)

SaudaOfferTermsWindow *
sauda_offer_terms_window_new (GtkWindow *parent, SaudaWorkspace *workspace, gint64 offer_id);
gboolean sauda_offer_terms_window_is_busy (SaudaOfferTermsWindow *self);

G_END_DECLS
