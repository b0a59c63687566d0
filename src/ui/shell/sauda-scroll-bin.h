#pragma once

#include "sauda-column-bin.h"

G_BEGIN_DECLS

#define SAUDA_TYPE_SCROLL_BIN (sauda_scroll_bin_get_type ())

/**
 * SaudaScrollBin:
 *
 * Holds a #GtkScrolledWindow of a long column of texts, and does not ask it how high that is: it scrolls. GTK
 * would have every text of it laid out once more, unwrapped, whenever one of them changes.
 */
G_DECLARE_FINAL_TYPE (SaudaScrollBin, sauda_scroll_bin, SAUDA, SCROLL_BIN, SaudaColumnBin)

G_END_DECLS
