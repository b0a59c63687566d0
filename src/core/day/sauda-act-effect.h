#pragma once

#include "sauda-act.h"
#include "sauda-kaspi-order.h"

G_BEGIN_DECLS

gboolean sauda_act_shows_effect (const SaudaAct *act, const SaudaKaspiOrder *order);

G_END_DECLS
