#pragma once

#include "sauda-catalogue-row.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaVariantPicker:
 *
 * Lets a product be chosen by a few letters of its name, SKU or barcode.
 *
 * Signal: `chosen` (SaudaCatalogueRow).
 */
#define SAUDA_TYPE_VARIANT_PICKER (sauda_variant_picker_get_type ())
G_DECLARE_FINAL_TYPE (SaudaVariantPicker, sauda_variant_picker, SAUDA, VARIANT_PICKER, AdwWindow)

SaudaVariantPicker *
sauda_variant_picker_new (GtkWindow *parent, GPtrArray *rows, const char *words) G_GNUC_WARN_UNUSED_RESULT;
guint sauda_variant_picker_count (SaudaVariantPicker *self);
void sauda_variant_picker_find (SaudaVariantPicker *self, const char *words);
void sauda_variant_picker_choose (SaudaVariantPicker *self, guint position);

G_END_DECLS
