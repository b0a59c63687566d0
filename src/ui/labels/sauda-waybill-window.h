#pragma once

#include "sauda-waybill-files.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaWaybillWindow:
 *
 * Says what an import of waybills brought: files with an order, files without one, orders that still lack a
 * label.
 */
#define SAUDA_TYPE_WAYBILL_WINDOW (sauda_waybill_window_get_type ())
G_DECLARE_FINAL_TYPE (SaudaWaybillWindow, sauda_waybill_window, SAUDA, WAYBILL_WINDOW, AdwWindow)

SaudaWaybillWindow *sauda_waybill_window_new (GtkWindow *parent, const SaudaWaybillFilesReport *report);
const char *sauda_waybill_window_get_text (SaudaWaybillWindow *self);

G_END_DECLS
