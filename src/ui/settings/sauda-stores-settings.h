#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaStoresSettings:
 *
 * The stores: how far each is trusted, its token, its name, and new ones.
 */
#define SAUDA_TYPE_STORES_SETTINGS (sauda_stores_settings_get_type ())
G_DECLARE_FINAL_TYPE (SaudaStoresSettings, sauda_stores_settings, SAUDA, STORES_SETTINGS, AdwPreferencesGroup)

void sauda_stores_settings_set_workspace (SaudaStoresSettings *self, SaudaWorkspace *workspace);
void sauda_stores_settings_ask_token (SaudaStoresSettings *self, const char *store);
gboolean sauda_stores_settings_is_loaded (SaudaStoresSettings *self);

G_END_DECLS
