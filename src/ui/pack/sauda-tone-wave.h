#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *sauda_tone_wave_new (double hertz, guint length_ms);

G_END_DECLS
