#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaCardsWindow:
 *
 * Uploads product cards: a sheet is chosen and checked, every wrong column has its sentence, the plan is
 * approved, and what Kaspi made of each card is shown on its row.
 */
#define SAUDA_TYPE_CARDS_WINDOW (sauda_cards_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCardsWindow, sauda_cards_window, SAUDA, CARDS_WINDOW, AdwWindow)

SaudaCardsWindow *sauda_cards_window_new (GtkWindow *parent, SaudaWorkspace *workspace);
void sauda_cards_window_open (SaudaCardsWindow *self, const char *path);
gboolean sauda_cards_window_is_busy (SaudaCardsWindow *self);

G_END_DECLS
