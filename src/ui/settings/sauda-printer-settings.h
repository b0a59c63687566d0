#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaPrinterSettings:
 *
 * The printers of the data folder, and what is printed on which. Its signal `changed` comes when there is
 * another one, or the name of a new one is typed.
 */
#define SAUDA_TYPE_PRINTER_SETTINGS (sauda_printer_settings_get_type ())
G_DECLARE_FINAL_TYPE (SaudaPrinterSettings,
                      sauda_printer_settings,
                      SAUDA,
                      PRINTER_SETTINGS,
                      AdwPreferencesGroup)

void sauda_printer_settings_set_workspace (SaudaPrinterSettings *self, SaudaWorkspace *workspace);
gboolean sauda_printer_settings_is_loaded (SaudaPrinterSettings *self);
gboolean sauda_printer_settings_has_printer (SaudaPrinterSettings *self);
void sauda_printer_settings_apply (SaudaPrinterSettings *self);

G_END_DECLS
