#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define SAUDA_TYPE_COLUMN_BIN (sauda_column_bin_get_type ())

/**
 * SaudaColumnBin:
 *
 * Holds a column whose width does not depend on its height: it may be as narrow as its widest child, however
 * low it is then. It asks for no more than that, so that what stands beside it is as wide as it wants to be,
 * and takes what is left by `hexpand`.
 *
 * GtkBox looks for the width of a column of a given height by halving, and GTK 4.8 remembers the heights that
 * it measures by ranges of widths. Children that break into lines may be higher in a wider place, for another
 * one fits into the first line; then the search meets two answers for the same width, and never ends.
 */
G_DECLARE_DERIVABLE_TYPE (SaudaColumnBin, sauda_column_bin, SAUDA, COLUMN_BIN, AdwBin)

struct _SaudaColumnBinClass {
  AdwBinClass parent_class;
};

G_END_DECLS
