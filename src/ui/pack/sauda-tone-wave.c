#include "sauda-tone-wave.h"

#include <math.h>
#include <string.h>

/* One channel of 16-bit samples. */
#define RATE 22050
#define HEADER_BYTES 44
#define LOUDNESS 0.6
/* A tone that starts or ends at once clicks. */
#define FADE_SECONDS 0.012

static void
put_number (guint8 *at, guint32 value, guint bytes)
{
  for (guint i = 0; i < bytes; i++)
    at[i] = (guint8) (value >> (8 * i));
}

/* The header of a WAVE file (Multimedia Programming Interface 1.0, chapter 3). */
static void
put_header (guint8 *at, guint32 data_bytes)
{
  memcpy (at, "RIFF....WAVEfmt ", 16);
  put_number (at + 4, HEADER_BYTES - 8 + data_bytes, 4);
  put_number (at + 16, 16, 4);       /* bytes of the format */
  put_number (at + 20, 1, 2);        /* plain samples */
  put_number (at + 22, 1, 2);        /* channels */
  put_number (at + 24, RATE, 4);     /* samples a second */
  put_number (at + 28, RATE * 2, 4); /* bytes a second */
  put_number (at + 32, 2, 2);        /* bytes of a sample */
  put_number (at + 34, 16, 2);       /* bits of a sample */
  memcpy (at + 36, "data", 4);
  put_number (at + 40, data_bytes, 4);
}

/**
 * sauda_tone_wave_new:
 * @hertz: pitch
 * @length_ms: how long it sounds
 *
 * A steady tone that swells and fades softly. Its third harmonic lets small loudspeakers give it, which have
 * no bass.
 *
 * Returns: (transfer full): a WAVE file
 */
GBytes *
sauda_tone_wave_new (double hertz, guint length_ms)
{
  const guint n_samples = RATE * length_ms / 1000;
  const guint size = HEADER_BYTES + n_samples * 2;
  guint8 *wave = g_malloc (size);

  put_header (wave, n_samples * 2);
  for (guint i = 0; i < n_samples; i++) {
    double turn = 2 * G_PI * hertz * i / RATE;
    double fade = MIN (i, n_samples - i) / (FADE_SECONDS * RATE);
    double value = LOUDNESS * MIN (fade, 1.0) * (0.75 * sin (turn) + 0.25 * sin (3 * turn));

    put_number (wave + HEADER_BYTES + i * 2, (guint32) (gint32) lrint (value * G_MAXINT16), 2);
  }
  return g_bytes_new_take (wave, size);
}
