#pragma once

#include "sauda-rates.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaTariffEditor:
 *
 * What Kaspi's delivery costs the seller, line by line, to be changed as a whole from a day on.
 *
 * Signals: `kept` (first day as it was typed, #GArray of #SaudaDeliveryBand) when it is to be written down;
 * `wrong` (error) when a cell is no number.
 */
#define SAUDA_TYPE_TARIFF_EDITOR (sauda_tariff_editor_get_type ())
G_DECLARE_FINAL_TYPE (SaudaTariffEditor, sauda_tariff_editor, SAUDA, TARIFF_EDITOR, AdwBin)

void sauda_tariff_editor_show (SaudaTariffEditor *self, GPtrArray *rates, SaudaDay today);
void sauda_tariff_editor_keep (SaudaTariffEditor *self);

G_END_DECLS
