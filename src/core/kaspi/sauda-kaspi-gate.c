#include "sauda-kaspi-gate.h"

#define MAX_DOUBLINGS 2
/* How long nothing but refusals may come, in first pauses: a minute where the first one is 5 s. */
#define PATIENCE 12
/* A server that names short pauses is asked at least so often. */
#define MIN_ROUNDS 4
/* A server that wants a longer pause than this is not waited for, but not asked before either. */
#define LONGEST_PAUSE_US (120 * G_USEC_PER_SEC)

/**
 * sauda_kaspi_gate_init:
 * @self: (out caller-allocates): a gate
 * @max_running: how many may be on their way at a time; few, as they may all be refused together
 * @delay_us: the first pause after a refusal, where Kaspi names none
 */
void
sauda_kaspi_gate_init (SaudaKaspiGate *self, guint max_running, gint64 delay_us)
{
  *self = (SaudaKaspiGate){ .max_running = max_running, .delay_us = delay_us };
}

/**
 * sauda_kaspi_gate_get_wait:
 * @self: a gate
 * @now_us: the time
 *
 * Returns: 0 when a request may leave; after how many microseconds to look again; or -1 for "when one that is
 * on its way has ended"
 */
gint64
sauda_kaspi_gate_get_wait (const SaudaKaspiGate *self, gint64 now_us)
{
  if (self->running >= (self->rounds > 0 ? 1 : self->max_running))
    return -1;
  return sauda_kaspi_gate_get_pause (self, now_us);
}

/**
 * sauda_kaspi_gate_get_pause:
 * @self: a gate
 * @now_us: the time
 *
 * Returns: microseconds until anything may leave, 0 when there is no pause
 */
gint64
sauda_kaspi_gate_get_pause (const SaudaKaspiGate *self, gint64 now_us)
{
  return MAX (0, self->quiet_until_us - now_us);
}

/**
 * sauda_kaspi_gate_start:
 * @self: a gate
 *
 * Tells that a request leaves.
 */
void
sauda_kaspi_gate_start (SaudaKaspiGate *self)
{
  self->running++;
}

/**
 * sauda_kaspi_gate_end:
 * @self: a gate
 *
 * Tells that a request which left has ended, in whatever way.
 */
void
sauda_kaspi_gate_end (SaudaKaspiGate *self)
{
  g_return_if_fail (self->running > 0);

  self->running--;
}

/**
 * sauda_kaspi_gate_note_taken:
 * @self: a gate
 *
 * Tells that Kaspi took a request, whatever it answered.
 */
void
sauda_kaspi_gate_note_taken (SaudaKaspiGate *self)
{
  self->rounds = 0;
  self->paused_us = 0;
  self->hopeless = FALSE;
}

/**
 * sauda_kaspi_gate_note_refused:
 * @self: a gate
 * @sent_us: when the request left
 * @retry_after_us: the pause that Kaspi names, or -1
 * @now_us: the time
 *
 * Tells that Kaspi asked for fewer requests (status 429). The pause is the one that it names, else it doubles
 * from the first one; requests that were refused together count as one.
 *
 * Returns: whether a pause began by it
 */
gboolean
sauda_kaspi_gate_note_refused (SaudaKaspiGate *self, gint64 sent_us, gint64 retry_after_us, gint64 now_us)
{
  gboolean together = self->rounds > 0 && sent_us < self->refused_us;
  gint64 pause_us = retry_after_us;

  if (!together) {
    self->rounds++;
    self->refused_us = now_us;
  }
  if (pause_us < 0)
    pause_us = together ? 0 : self->delay_us << MIN (self->rounds - 1, (guint) MAX_DOUBLINGS);
  self->quiet_until_us = MAX (self->quiet_until_us, now_us + pause_us);
  if (together)
    return FALSE;
  self->paused_us += pause_us;
  self->hopeless = pause_us > LONGEST_PAUSE_US ||
                   (self->rounds >= MIN_ROUNDS && self->paused_us > PATIENCE * self->delay_us);
  return TRUE;
}

/**
 * sauda_kaspi_gate_is_hopeless:
 * @self: a gate
 * @now_us: the time
 *
 * Returns: whether nobody should wait for this pause to end; after it, the next request tries
 */
gboolean
sauda_kaspi_gate_is_hopeless (const SaudaKaspiGate *self, gint64 now_us)
{
  return self->hopeless && now_us < self->quiet_until_us;
}
