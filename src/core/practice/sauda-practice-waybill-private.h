#pragma once

#include "sauda-practice-order-private.h"

G_BEGIN_DECLS

GBytes *sauda_practice_waybill_draw (const SaudaPracticeOrder *order) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
