#pragma once

#include "sauda-low-tone.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SaudaPackMood:
 * @SAUDA_PACK_MOOD_QUIET: nothing to be seen from afar
 * @SAUDA_PACK_MOOD_RIGHT: a parcel is done
 * @SAUDA_PACK_MOOD_WRONG: a wrong scan
 */
typedef enum { SAUDA_PACK_MOOD_QUIET, SAUDA_PACK_MOOD_RIGHT, SAUDA_PACK_MOOD_WRONG } SaudaPackMood;

/**
 * SaudaPackBand:
 *
 * What the packing table says about the last scan. A wrong one is seen and heard from afar.
 */
#define SAUDA_TYPE_PACK_BAND (sauda_pack_band_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPackBand, sauda_pack_band, SAUDA, PACK_BAND, GtkBox)

void sauda_pack_band_say (SaudaPackBand *self, SaudaPackMood mood, const char *text);
const char *sauda_pack_band_get_text (SaudaPackBand *self);
gboolean sauda_pack_band_is_wrong (SaudaPackBand *self);
SaudaLowTone *sauda_pack_band_get_tone (SaudaPackBand *self);

G_END_DECLS
