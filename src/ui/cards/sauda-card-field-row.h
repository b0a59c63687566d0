#pragma once

#include "sauda-card-form.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaCardFieldRow:
 *
 * One field of a card: its name and whether it is needed, what is filled in, and what is wrong with that.
 */
#define SAUDA_TYPE_CARD_FIELD_ROW (sauda_card_field_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaCardFieldRow, sauda_card_field_row, SAUDA, CARD_FIELD_ROW, GtkBox)

GtkWidget *sauda_card_field_row_new (const char *code, const char *title, gboolean needed);
GtkWidget *sauda_card_field_row_new_for_attribute (const SaudaCardAttribute *attribute);
const char *sauda_card_field_row_get_code (SaudaCardFieldRow *self);
char *sauda_card_field_row_dup_text (SaudaCardFieldRow *self) G_GNUC_WARN_UNUSED_RESULT;
void sauda_card_field_row_set_text (SaudaCardFieldRow *self, const char *text);
void sauda_card_field_row_set_problem (SaudaCardFieldRow *self, const char *sentence);

G_END_DECLS
