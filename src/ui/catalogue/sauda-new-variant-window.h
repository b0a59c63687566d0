#pragma once

#include "sauda-catalogue-row.h"
#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaNewVariantWindow:
 *
 * Asks for a product that the catalogue lacks.
 *
 * Signal: `added` (sku).
 */
#define SAUDA_TYPE_NEW_VARIANT_WINDOW (sauda_new_variant_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaNewVariantWindow, sauda_new_variant_window, SAUDA, NEW_VARIANT_WINDOW, AdwWindow)

SaudaNewVariantWindow *sauda_new_variant_window_new (GtkWindow *parent,
                                                     SaudaWorkspace *workspace,
                                                     SaudaCatalogueRow *like) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
