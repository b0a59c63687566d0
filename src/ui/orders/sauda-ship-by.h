#pragma once

#include "sauda-order-line.h"

G_BEGIN_DECLS

/**
 * SaudaUrgency:
 * @SAUDA_URGENCY_NONE: there is nothing to do, or no time is known
 * @SAUDA_URGENCY_CALM: there is time
 * @SAUDA_URGENCY_SOON: less than three hours
 * @SAUDA_URGENCY_PAST: today's time is over, and it is not ready for the courier
 * @SAUDA_URGENCY_LATE: its day is over
 */
typedef enum {
  SAUDA_URGENCY_NONE,
  SAUDA_URGENCY_CALM,
  SAUDA_URGENCY_SOON,
  SAUDA_URGENCY_PAST,
  SAUDA_URGENCY_LATE,
} SaudaUrgency;

gboolean sauda_ship_by_is_open (SaudaStage stage);
SaudaUrgency sauda_ship_by_get_urgency (SaudaOrderLine *line, gint64 now_ms);
char *sauda_ship_by_format (SaudaOrderLine *line, gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
