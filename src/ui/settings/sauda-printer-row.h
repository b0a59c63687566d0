#pragma once

#include "sauda-printers.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaPrinterRow:
 *
 * A printer as it was set up, to look at and to change.
 *
 * Signals: `changed` (const SaudaPrinterProfile *): what it shall be; `ruler` and `remove`: the buttons.
 */
#define SAUDA_TYPE_PRINTER_ROW (sauda_printer_row_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPrinterRow, sauda_printer_row, SAUDA, PRINTER_ROW, AdwExpanderRow)

GtkWidget *sauda_printer_row_new (const SaudaPrinterProfile *profile, const char *const *queues);
const SaudaPrinterProfile *sauda_printer_row_get_profile (SaudaPrinterRow *self);
void sauda_printer_row_set_profile (SaudaPrinterRow *self, const SaudaPrinterProfile *profile);

G_END_DECLS
