#pragma once

#include "sauda-practice-catalog.h"
#include "sauda-practice-options.h"
#include "sauda-time.h"

G_BEGIN_DECLS

/**
 * SaudaPracticeDay:
 *
 * The day that a practice folder plays, again and again, until it is reset.
 */
typedef struct {
  gint64 id;    /* another one after a reset; 0 for none */
  SaudaDay day; /* the Almaty day whose morning it is */
  guint orders; /* over all stores */
  guint seed;
} SaudaPracticeDay;

gboolean sauda_practice_day_open (const SaudaPracticeOptions *options, SaudaPracticeDay *day, GError **error);
gint64 sauda_practice_day_get_morning_ms (const SaudaPracticeDay *day);
gboolean sauda_practice_reset (const char *folder, GError **error);

G_END_DECLS
