#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaCardCategories:
 *
 * Kaspi's categories, one of which a card shall be in. Signals: `searched`, `refresh` and `chosen` with its
 * code.
 */
#define SAUDA_TYPE_CARD_CATEGORIES (sauda_card_categories_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCardCategories, sauda_card_categories, SAUDA, CARD_CATEGORIES, GtkBox)

const char *sauda_card_categories_get_text (SaudaCardCategories *self);
void sauda_card_categories_show (SaudaCardCategories *self, GPtrArray *names);
void sauda_card_categories_set_busy (SaudaCardCategories *self, gboolean busy);

G_END_DECLS
