#pragma once

#include "sauda-column-bin.h"

G_BEGIN_DECLS

#define SAUDA_TYPE_NATURAL_BIN (sauda_natural_bin_get_type ())

/**
 * SaudaNaturalBin:
 *
 * Holds lines that break, as a #SaudaColumnBin does, and asks for the width that they want. For a text in a
 * horizontal box, or one that stands at the start or the end of its place: there GTK looks for the width that
 * belongs to a height by halving, and lays the text out at each step.
 */
G_DECLARE_FINAL_TYPE (SaudaNaturalBin, sauda_natural_bin, SAUDA, NATURAL_BIN, SaudaColumnBin)

G_END_DECLS
