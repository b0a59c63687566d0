#pragma once

#include "sauda-size-chart.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaSupplierWindow:
 *
 * Where a supplier's chart is typed. Signal `chart` (pointer to a #SaudaSizeChart) when it is good.
 */
#define SAUDA_TYPE_SUPPLIER_WINDOW (sauda_supplier_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaSupplierWindow, sauda_supplier_window, SAUDA, SUPPLIER_WINDOW, AdwWindow)

SaudaSupplierWindow *sauda_supplier_window_new (GtkWindow *parent,
                                                const SaudaSizeChart *chart) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
