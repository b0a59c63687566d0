#pragma once

#include "sauda-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaFilesSettings:
 *
 * How files come in: the folder of downloads, headers of one's own, imports to take back.
 */
#define SAUDA_TYPE_FILES_SETTINGS (sauda_files_settings_get_type ())
G_DECLARE_FINAL_TYPE (SaudaFilesSettings, sauda_files_settings, SAUDA, FILES_SETTINGS, AdwPreferencesGroup)

void sauda_files_settings_set_workspace (SaudaFilesSettings *self, SaudaWorkspace *workspace);

G_END_DECLS
