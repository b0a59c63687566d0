#pragma once

#include "sauda-decision-queue.h"

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SaudaDecisionItem:
 *
 * A line that waits for its size, in the list of the page. Signal `changed` when it tells something else.
 */
#define SAUDA_TYPE_DECISION_ITEM (sauda_decision_item_get_type ())
G_DECLARE_FINAL_TYPE (SaudaDecisionItem, sauda_decision_item, SAUDA, DECISION_ITEM, GObject)

SaudaDecisionItem *sauda_decision_item_new (SaudaWaitingLine *line) G_GNUC_WARN_UNUSED_RESULT;
const SaudaWaitingLine *sauda_decision_item_get_line (SaudaDecisionItem *self);
void sauda_decision_item_take_line (SaudaDecisionItem *self, SaudaWaitingLine *line);
char *sauda_decision_item_describe (SaudaDecisionItem *self) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
