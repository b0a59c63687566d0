#pragma once

#include "sauda-practice-order-private.h"
#include "sauda-practice-random-private.h"

G_BEGIN_DECLS

void sauda_practice_people_draw (SaudaPracticeOrder *order, guint number, SaudaPracticeRandom *random);
gboolean sauda_practice_people_are_local (const SaudaPracticeOrder *order);

G_END_DECLS
