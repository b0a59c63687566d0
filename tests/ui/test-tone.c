#include "sauda-low-tone.h"
#include "sauda-pack-band.h"
#include "sauda-test-database.h"
#include "sauda-tone-wave.h"
#include "sauda-ui-settings.h"
#include "ui-test.h"

#include <math.h>
#include <string.h>

/* The sound device of these tests is a file: ALSA writes into it what a loudspeaker would get. */
typedef struct {
  char *folder; /* (owned) (not nullable) */
  char *heard;  /* (owned) (not nullable) the file, 16-bit samples */
} Device;

static void
set_up (Device *device, gconstpointer data)
{
  g_autofree char *config = NULL;
  g_autofree char *text = NULL;

  device->folder = sauda_test_folder_new ();
  device->heard = g_build_filename (device->folder, "heard.raw", NULL);
  config = g_build_filename (device->folder, "asound.conf", NULL);
  text = g_strdup_printf (data != NULL
                            ? "pcm.!default { type file slave.pcm { type null } file \"%s\" format raw }\n"
                            : "# no device for %s\n",
                          device->heard);
  g_assert_true (g_file_set_contents (config, text, -1, NULL));
  g_setenv ("ALSA_CONFIG_PATH", config, TRUE);
  g_setenv ("PULSE_SERVER", "unix:/nowhere", TRUE);
}

static void
tear_down (Device *device, gconstpointer data)
{
  sauda_test_folder_remove (device->folder);
  g_free (device->folder);
  g_free (device->heard);
}

/* How much of the @n samples is a tone of @hertz, between 0 and 1. */
static double
measure (const gint16 *samples, gsize n, double hertz)
{
  double real = 0;
  double imaginary = 0;
  double power = 0;

  for (gsize i = 0; i < n; i++) {
    real += samples[i] * cos (2 * G_PI * hertz * (double) i / 22050);
    imaginary += samples[i] * sin (2 * G_PI * hertz * (double) i / 22050);
    power += (double) samples[i] * samples[i];
  }
  return power > 0 ? 2 * (real * real + imaginary * imaginary) / ((double) n * power) : 0;
}

static void
assert_is_low_tone (const gint16 *samples, gsize n)
{
  g_assert_cmpuint (n, >, 22050 / 10);
  g_assert_cmpfloat (measure (samples, n, 220), >, 0.8);
  g_assert_cmpfloat (measure (samples, n, 440), <, 0.01);
  g_assert_cmpfloat (measure (samples, n, 1000), <, 0.01);
}

static void
test_wave (void)
{
  g_autoptr (GBytes) wave = sauda_tone_wave_new (220, 220);
  gsize size = 0;
  const guint8 *bytes = g_bytes_get_data (wave, &size);
  gint16 samples[22050];

  g_assert_cmpmem (bytes, 4, "RIFF", 4);
  g_assert_cmpmem (bytes + 8, 8, "WAVEfmt ", 8);
  g_assert_cmpuint (size, ==, 44 + 2 * 4851);
  memcpy (samples, bytes + 44, size - 44);
  assert_is_low_tone (samples, 4851);
  /* no click */
  g_assert_cmpint (ABS (samples[0]), <, 50);
  g_assert_cmpint (ABS (samples[4850]), <, 500);
}

#ifdef SAUDA_SOUND
/* A wrong scan is heard: the device gets the low tone, and the bell keeps still. */
static void
test_heard (Device *device, gconstpointer data)
{
  g_autoptr (SaudaLowTone) tone = sauda_low_tone_new (gdk_display_get_default ());
  g_autofree char *heard = NULL;
  gsize size = 0;

  sauda_low_tone_play (tone);
  sauda_test_wait_until (sauda_low_tone_get_n_played (tone) + sauda_low_tone_get_n_rung (tone) == 1);
  g_assert_cmpuint (sauda_low_tone_get_n_rung (tone), ==, 0);
  g_assert_true (g_file_get_contents (device->heard, &heard, &size, NULL));
  assert_is_low_tone ((const gint16 *) (gpointer) heard, size / 2);
}
#endif

/* Without a sound device the bell rings, and nothing else happens. */
static void
test_no_device (Device *device, gconstpointer data)
{
  g_autoptr (SaudaLowTone) tone = sauda_low_tone_new (gdk_display_get_default ());

  sauda_low_tone_play (tone);
  sauda_test_wait_until (sauda_low_tone_get_n_rung (tone) == 1);
  sauda_low_tone_play (tone);
  sauda_test_wait_until (sauda_low_tone_get_n_rung (tone) == 2);
  g_assert_cmpuint (sauda_low_tone_get_n_played (tone), ==, 0);
}

/* A table that is closed while it sounds takes the tone with it; a merchant who wants none gets none. */
static void
test_band (Device *device, gconstpointer data)
{
  SaudaPackBand *band = g_object_ref_sink (g_object_new (SAUDA_TYPE_PACK_BAND, NULL));

  sauda_pack_band_say (band, SAUDA_PACK_MOOD_RIGHT, "Packed");
  g_assert_null (sauda_pack_band_get_tone (band));
  sauda_ui_settings_set_boolean ("scan-tone", FALSE);
  sauda_pack_band_say (band, SAUDA_PACK_MOOD_WRONG, "Wrong size");
  g_assert_null (sauda_pack_band_get_tone (band));
  sauda_ui_settings_set_boolean ("scan-tone", TRUE);
  sauda_pack_band_say (band, SAUDA_PACK_MOOD_WRONG, "Wrong size");
  g_assert_nonnull (sauda_pack_band_get_tone (band));
  g_assert_finalize_object (band);
}

int
main (int argc, char **argv)
{
  ui_test_init (&argc, &argv);
  g_test_add_func ("/ui/tone/wave", test_wave);
#ifdef SAUDA_SOUND
  g_test_add ("/ui/tone/heard", Device, "file", set_up, test_heard, tear_down);
#endif
  g_test_add ("/ui/tone/no-device", Device, NULL, set_up, test_no_device, tear_down);
  g_test_add ("/ui/tone/band", Device, NULL, set_up, test_band, tear_down);
  return g_test_run ();
}
