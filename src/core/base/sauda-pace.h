#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SAUDA_PACE_REMEMBERED 128

/**
 * SaudaPace:
 *
 * How fast requests may follow each other, learned from when the server takes and when it refuses them. It
 * is told the time, so it knows no clock. All times are monotonic microseconds. Its fields are its own.
 */
typedef struct {
  gint64 usual_us;                        /* between two starts, as it was asked for; 0 for no limit */
  gint64 interval_us;                     /* between two starts, as it was learned */
  gint64 adjusted_us;                     /* when that was changed last */
  gint64 refused_us;                      /* when it was slowed down last, 0 never */
  double refused_at;                      /* a second: where the server refused last, 0 unknown */
  gint64 taken_us[SAUDA_PACE_REMEMBERED]; /* when the server took something, in a ring */
  guint taken;                            /* how often it did */
} SaudaPace;

void sauda_pace_init (SaudaPace *self, double per_second);
gint64 sauda_pace_get_interval (const SaudaPace *self);
void sauda_pace_note_taken (SaudaPace *self, gint64 now_us);
void sauda_pace_note_refused (SaudaPace *self, gint64 now_us);

G_END_DECLS
