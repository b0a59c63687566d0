#pragma once

#include "sauda-decision-queue.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaDecisionCard:
 *
 * One line that waits: what was ordered, what the buyer told, the likely sizes with their stock, and why.
 *
 * Signals: `decide` (size), `answer` (text that was entered), `undo`, `next`.
 */
#define SAUDA_TYPE_DECISION_CARD (sauda_decision_card_get_type ())
G_DECLARE_FINAL_TYPE (SaudaDecisionCard, sauda_decision_card, SAUDA, DECISION_CARD, AdwBin)

void sauda_decision_card_show (SaudaDecisionCard *self, const SaudaWaitingLine *line);
void sauda_decision_card_complain (SaudaDecisionCard *self, const char *sentence);
void sauda_decision_card_set_can_undo (SaudaDecisionCard *self, gboolean can_undo);
gboolean sauda_decision_card_choose (SaudaDecisionCard *self, guint number);
void sauda_decision_card_edit_answer (SaudaDecisionCard *self);
gboolean sauda_decision_card_is_editing (SaudaDecisionCard *self);
gboolean sauda_decision_card_is_blank (SaudaDecisionCard *self);
gboolean sauda_decision_card_is_typing (SaudaDecisionCard *self);

G_END_DECLS
