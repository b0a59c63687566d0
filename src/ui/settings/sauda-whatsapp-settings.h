#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaWhatsappSettings:
 *
 * Through whom buyers are written to. Its signal `changed` comes when something else is chosen.
 */
#define SAUDA_TYPE_WHATSAPP_SETTINGS (sauda_whatsapp_settings_get_type ())
G_DECLARE_FINAL_TYPE (SaudaWhatsappSettings,
                      sauda_whatsapp_settings,
                      SAUDA,
                      WHATSAPP_SETTINGS,
                      AdwPreferencesGroup)

void sauda_whatsapp_settings_set_workspace (SaudaWhatsappSettings *self, SaudaWorkspace *workspace);
gboolean sauda_whatsapp_settings_has_provider (SaudaWhatsappSettings *self);
void sauda_whatsapp_settings_apply (SaudaWhatsappSettings *self);

G_END_DECLS
