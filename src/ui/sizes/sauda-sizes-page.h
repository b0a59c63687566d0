#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaSizesPage:
 *
 * The charts as they were learned, how good they are, and how to change them.
 */
#define SAUDA_TYPE_SIZES_PAGE (sauda_sizes_page_get_type ())
G_DECLARE_FINAL_TYPE (SaudaSizesPage, sauda_sizes_page, SAUDA, SIZES_PAGE, AdwBin)

GtkWidget *sauda_sizes_page_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
gboolean sauda_sizes_page_is_loaded (SaudaSizesPage *self);

G_END_DECLS
