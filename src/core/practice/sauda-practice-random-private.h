#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Numbers that a seed decides alone, on every machine and in every version of GLib. */
typedef struct {
  guint64 state;
} SaudaPracticeRandom;

void sauda_practice_random_seed (SaudaPracticeRandom *random, guint64 seed, guint64 stream);
guint sauda_practice_random_below (SaudaPracticeRandom *random, guint limit);
gboolean sauda_practice_random_chance (SaudaPracticeRandom *random, guint per_mille);

G_END_DECLS
