#pragma once

#include "sauda-gates.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaGatesSettings:
 *
 * What must be right before a day is shipped, how it stands, and its thresholds.
 */
#define SAUDA_TYPE_GATES_SETTINGS (sauda_gates_settings_get_type ())
G_DECLARE_FINAL_TYPE (SaudaGatesSettings, sauda_gates_settings, SAUDA, GATES_SETTINGS, AdwPreferencesGroup)

void sauda_gates_settings_set_workspace (SaudaGatesSettings *self, SaudaWorkspace *workspace);
void sauda_gates_settings_show (SaudaGatesSettings *self, SaudaGateKind kind);
gboolean sauda_gates_settings_is_loaded (SaudaGatesSettings *self);

G_END_DECLS
