#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaRatesWindow:
 *
 * The dated settings of the cost model: commission by category, VAT, yuan, freight, margins. A new value
 * holds from a day on; older days keep theirs. The tariff of delivery is shown as it holds.
 *
 * Signal: `changed` after a value was set.
 */
#define SAUDA_TYPE_RATES_WINDOW (sauda_rates_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaRatesWindow, sauda_rates_window, SAUDA, RATES_WINDOW, AdwWindow)

SaudaRatesWindow *sauda_rates_window_new (GtkWindow *parent, SaudaWorkspace *workspace);
gboolean sauda_rates_window_is_busy (SaudaRatesWindow *self);
void sauda_rates_window_choose (SaudaRatesWindow *self, const char *name);
void sauda_rates_window_set (SaudaRatesWindow *self,
                             const char *name,
                             const char *category,
                             double value,
                             const char *from_day);

G_END_DECLS
