#include "sauda-kaspi-silence.h"

#define MIN_ROUNDS 2

/**
 * sauda_kaspi_silence_note_answer:
 * @self: a silence, zeroed at first
 * @now_us: the time
 *
 * Tells that Kaspi answered a request, whatever it said.
 */
void
sauda_kaspi_silence_note_answer (SaudaKaspiSilence *self, gint64 now_us)
{
  self->answered_us = now_us;
  self->rounds = 0;
  self->several = FALSE;
}

/**
 * sauda_kaspi_silence_note_none:
 * @self: a silence
 * @request: which request it was; the same at each of its tries
 * @sent_us: when it left
 * @patience_us: how long a doubt may last
 * @now_us: the time
 *
 * Tells that a request got no answer. What left before another one was answered says nothing.
 */
void
sauda_kaspi_silence_note_none (SaudaKaspiSilence *self,
                               guint request,
                               gint64 sent_us,
                               gint64 patience_us,
                               gint64 now_us)
{
  if (sent_us < self->answered_us)
    return;
  if (self->rounds == 0) {
    self->began_us = sent_us;
    self->first = request;
  }
  self->several |= request != self->first;
  if (self->rounds == 0 || sent_us >= self->failed_us) {
    self->rounds++;
    self->failed_us = now_us;
  }
  self->given_up |= self->several && self->rounds >= MIN_ROUNDS && now_us - self->began_us >= patience_us;
}
