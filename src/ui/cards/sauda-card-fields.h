#pragma once

#include "sauda-card-check.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaCardFields:
 *
 * The fields of a card: its own, and those that Kaspi asks for in its category.
 */
#define SAUDA_TYPE_CARD_FIELDS (sauda_card_fields_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCardFields, sauda_card_fields, SAUDA, CARD_FIELDS, GtkBox)

void sauda_card_fields_build (SaudaCardFields *self, const SaudaCardForm *form, SaudaCard *card);
void sauda_card_fields_show (SaudaCardFields *self, SaudaCard *card);
void sauda_card_fields_take (SaudaCardFields *self, SaudaCard *card);
char *sauda_card_fields_dup_text (SaudaCardFields *self) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_card_fields_show_problems (SaudaCardFields *self, GPtrArray *problems);

G_END_DECLS
