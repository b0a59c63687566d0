#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

/**
 * SaudaLowTone:
 *
 * The tone of a wrong scan: low and of a fifth of a second, heard beside a running printer and told from
 * every sound of the desktop. Where there is no sound device or no sound library, the bell of the desktop
 * rings instead.
 */
#define SAUDA_TYPE_LOW_TONE (sauda_low_tone_get_type ())
G_DECLARE_FINAL_TYPE (SaudaLowTone, sauda_low_tone, SAUDA, LOW_TONE, GObject)

SaudaLowTone *sauda_low_tone_new (GdkDisplay *display) G_GNUC_WARN_UNUSED_RESULT;
void sauda_low_tone_play (SaudaLowTone *self);
guint sauda_low_tone_get_n_played (SaudaLowTone *self);
guint sauda_low_tone_get_n_rung (SaudaLowTone *self);

G_END_DECLS
