#pragma once

#include "sauda-card-uploads.h"
#include "sauda-card.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaCardsList:
 *
 * Product cards with what is wrong with each, or what Kaspi made of it. Emits `chosen` with the id of a
 * draft.
 */
#define SAUDA_TYPE_CARDS_LIST (sauda_cards_list_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCardsList, sauda_cards_list, SAUDA, CARDS_LIST, AdwBin)

void sauda_cards_list_show_uploads (SaudaCardsList *self, GPtrArray *uploads);
void sauda_cards_list_add_drafts (SaudaCardsList *self, GPtrArray *cards, GPtrArray *problems);
void sauda_cards_list_show_plan (SaudaCardsList *self, GPtrArray *cards, GPtrArray *problems);
void sauda_cards_list_show_sheet (SaudaCardsList *self, GPtrArray *cards, GPtrArray *problems);

G_END_DECLS
