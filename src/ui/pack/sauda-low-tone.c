#include "sauda-low-tone.h"

#include "sauda-tone-wave.h"

#include <glib/gstdio.h>
#ifdef SAUDA_SOUND
#include <canberra.h>
#endif

/* Low enough to mean "no", high enough for the loudspeaker of a laptop. */
#define HERTZ 220
#define LENGTH_MS 220

#ifdef SAUDA_SOUND
typedef struct {
  ca_context *context; /* (owned) (nullable) without any sound */
  char *path;          /* (owned) (nullable) the tone as a file */
} Device;
#endif

struct _SaudaLowTone {
  GObject parent_instance;

  GdkDisplay *display; /* (owned) (not nullable) */
  guint n_played;
  guint n_rung;
#ifdef SAUDA_SOUND
  const Device *device; /* (unowned) (nullable) once it was looked for */
  gboolean opening;
#endif
};

G_DEFINE_FINAL_TYPE (SaudaLowTone, sauda_low_tone, G_TYPE_OBJECT)

static void
ring (SaudaLowTone *self)
{
  self->n_rung++;
  gdk_display_beep (self->display);
}

#ifdef SAUDA_SOUND
/* Asked by name: without a device the library's own choice is to play into nothing, without a word. */
static ca_context *
open_context (void)
{
  static const char *const drivers[] = { "pulse", "alsa" };

  for (gsize i = 0; i < G_N_ELEMENTS (drivers); i++) {
    ca_context *context = NULL;

    if (ca_context_create (&context) != CA_SUCCESS)
      return NULL;
    if (ca_context_set_driver (context, drivers[i]) == CA_SUCCESS && ca_context_open (context) == CA_SUCCESS)
      return context;
    ca_context_destroy (context);
  }
  return NULL;
}

/* The library plays files alone. */
static char *
write_tone (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "sauda", NULL);
  g_autofree char *path = g_build_filename (folder, "wrong-scan.wav", NULL);
  g_autoptr (GBytes) wave = sauda_tone_wave_new (HERTZ, LENGTH_MS);
  gsize size = 0;
  const char *bytes = g_bytes_get_data (wave, &size);

  if (g_mkdir_with_parents (folder, 0700) != 0 || !g_file_set_contents (path, bytes, (gssize) size, NULL))
    return NULL;
  return g_steal_pointer (&path);
}

/* Opened once and kept: the ALSA driver is unloaded with its context, while its thread may still run. */
static gpointer
open_once (gpointer data)
{
  Device *device = g_new0 (Device, 1);

  device->context = open_context ();
  if (device->context != NULL)
    device->path = write_tone ();
  return device;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  static GOnce once = G_ONCE_INIT;

  g_task_return_pointer (task, g_once (&once, open_once, NULL), NULL);
}

static void
on_played (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SaudaLowTone *self = SAUDA_LOW_TONE (source);

  if (g_task_propagate_boolean (G_TASK (result), NULL))
    self->n_played++;
  else
    ring (self);
}

/* In a thread of the library. */
static void
on_finished (ca_context *context, uint32_t id, int code, void *user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);

  g_task_return_boolean (task, code == CA_SUCCESS);
}

static void
sound (SaudaLowTone *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_played, NULL);
  ca_proplist *tone = NULL;

  g_task_set_source_tag (task, sound);
  if (self->device->path == NULL || ca_proplist_create (&tone) != CA_SUCCESS) {
    g_task_return_boolean (task, FALSE);
    return;
  }
  ca_proplist_sets (tone, CA_PROP_MEDIA_FILENAME, self->device->path);
  ca_proplist_sets (tone, CA_PROP_MEDIA_ROLE, "event");
  /* never cancelled: the library may then report the end twice */
  if (ca_context_play_full (self->device->context, 0, tone, on_finished, g_object_ref (task)) != CA_SUCCESS) {
    g_task_return_boolean (task, FALSE);
    g_object_unref (task);
  }
  ca_proplist_destroy (tone);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  SaudaLowTone *self = SAUDA_LOW_TONE (source);

  self->device = g_task_propagate_pointer (G_TASK (result), NULL);
  self->opening = FALSE;
  sound (self);
}

static void
open (SaudaLowTone *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_opened, NULL);

  self->opening = TRUE;
  g_task_set_source_tag (task, open);
  g_task_run_in_thread (task, open_in_thread);
}
#endif

static void
sauda_low_tone_finalize (GObject *object)
{
  g_object_unref (SAUDA_LOW_TONE (object)->display);
  G_OBJECT_CLASS (sauda_low_tone_parent_class)->finalize (object);
}

static void
sauda_low_tone_class_init (SaudaLowToneClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sauda_low_tone_finalize;
}

static void
sauda_low_tone_init (SaudaLowTone *self)
{
}

/**
 * sauda_low_tone_new:
 * @display: whose bell rings without a sound device
 *
 * Returns: (transfer full): a tone; no device is opened before it is played
 */
SaudaLowTone *
sauda_low_tone_new (GdkDisplay *display)
{
  SaudaLowTone *self = g_object_new (SAUDA_TYPE_LOW_TONE, NULL);

  self->display = g_object_ref (display);
  return self;
}

/**
 * sauda_low_tone_play:
 * @self: the tone
 *
 * Plays it, without waiting. What asks for it while the sound device is being opened is one tone with it.
 */
void
sauda_low_tone_play (SaudaLowTone *self)
{
  g_return_if_fail (SAUDA_IS_LOW_TONE (self));

#ifdef SAUDA_SOUND
  if (self->device != NULL)
    sound (self);
  else if (!self->opening)
    open (self);
#else
  ring (self);
#endif
}

/**
 * sauda_low_tone_get_n_played:
 * @self: the tone
 *
 * Returns: how often the sound device played it to its end
 */
guint
sauda_low_tone_get_n_played (SaudaLowTone *self)
{
  g_return_val_if_fail (SAUDA_IS_LOW_TONE (self), 0);
  return self->n_played;
}

/**
 * sauda_low_tone_get_n_rung:
 * @self: the tone
 *
 * Returns: how often the bell rang instead
 */
guint
sauda_low_tone_get_n_rung (SaudaLowTone *self)
{
  g_return_val_if_fail (SAUDA_IS_LOW_TONE (self), 0);
  return self->n_rung;
}
