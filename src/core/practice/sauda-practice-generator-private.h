#pragma once

#include "sauda-practice-day.h"

G_BEGIN_DECLS

GPtrArray *sauda_practice_generate (const SaudaPracticeDay *day, GPtrArray *offers) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
