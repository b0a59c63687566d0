#pragma once

#include "sauda-practice-journal-private.h"
#include "sauda-practice-order-private.h"

G_BEGIN_DECLS

const char *sauda_practice_rules_judge (const SaudaPracticeOrder *order, const SaudaPracticeAct *act);
void sauda_practice_rules_apply (SaudaPracticeOrder *order, const SaudaPracticeAct *act);
char *sauda_practice_rules_get_code (const SaudaPracticeOrder *order) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
