#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SaudaKaspiGate:
 *
 * When the requests of one store may leave, after Kaspi asked for fewer of them: none before the pause is
 * over, then a single one that tries, and all again as soon as one was taken. It is told the time, so it
 * knows no clock. All times are monotonic microseconds. Its fields are its own.
 */
typedef struct {
  guint max_running;     /* requests at a time */
  gint64 delay_us;       /* the first pause, where Kaspi names none */
  gint64 quiet_until_us; /* nothing leaves before it */
  gint64 refused_us;     /* when a round of refusals began */
  gint64 paused_us;      /* all pauses since it took something last */
  guint rounds;          /* of refusals since then */
  guint running;         /* requests on their way */
  gboolean hopeless;
} SaudaKaspiGate;

void sauda_kaspi_gate_init (SaudaKaspiGate *self, guint max_running, gint64 delay_us);
gint64 sauda_kaspi_gate_get_wait (const SaudaKaspiGate *self, gint64 now_us);
gint64 sauda_kaspi_gate_get_pause (const SaudaKaspiGate *self, gint64 now_us);
void sauda_kaspi_gate_start (SaudaKaspiGate *self);
void sauda_kaspi_gate_end (SaudaKaspiGate *self);
void sauda_kaspi_gate_note_taken (SaudaKaspiGate *self);
gboolean
sauda_kaspi_gate_note_refused (SaudaKaspiGate *self, gint64 sent_us, gint64 retry_after_us, gint64 now_us);
gboolean sauda_kaspi_gate_is_hopeless (const SaudaKaspiGate *self, gint64 now_us);

G_END_DECLS
