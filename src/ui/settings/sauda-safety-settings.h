#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaSafetySettings:
 *
 * Backups, and what whoever helps will ask.
 */
#define SAUDA_TYPE_SAFETY_SETTINGS (sauda_safety_settings_get_type ())
G_DECLARE_FINAL_TYPE (SaudaSafetySettings, sauda_safety_settings, SAUDA, SAFETY_SETTINGS, AdwPreferencesGroup)

void sauda_safety_settings_set_workspace (SaudaSafetySettings *self, SaudaWorkspace *workspace);

G_END_DECLS
