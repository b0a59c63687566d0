#pragma once

#include "sauda-kaspi-export.h"

G_BEGIN_DECLS

/* Private to the room: what «Сумма» means in one file. */

typedef struct {
  SaudaAmountMeaning meaning;
  const SaudaKaspiExportOrder *doubtful; /* (nullable) the order that does not tell, when nothing else told */
} SaudaAmountFinding;

SaudaAmountFinding sauda_export_find_meaning (GPtrArray *orders, gboolean of_2026);

G_END_DECLS
