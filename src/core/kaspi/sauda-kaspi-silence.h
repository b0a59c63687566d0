#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaKaspiSilence:
 *
 * Whether it is worth asking on, after requests of one store got no answer: while in doubt they leave one at
 * a time, and an answer to any ends the doubt. It is given up when different requests stay without one for
 * longer than is waited for; a single one that hangs is no reason. It is told the time, so it knows no clock.
 * All times are monotonic microseconds. Its fields are its own.
 */
typedef struct {
  gint64 answered_us; /* the last answer */
  gint64 began_us;    /* when the first request of the doubt left */
  gint64 failed_us;   /* when its last round ended */
  guint first;        /* which request that was */
  guint rounds;       /* of requests without an answer; 0: no doubt */
  gboolean several;   /* different requests have none */
  gboolean given_up;
} SaudaKaspiSilence;

void sauda_kaspi_silence_note_answer (SaudaKaspiSilence *self, gint64 now_us);
void sauda_kaspi_silence_note_none (SaudaKaspiSilence *self,
                                    guint request,
                                    gint64 sent_us,
                                    gint64 patience_us,
                                    gint64 now_us);

G_END_DECLS
