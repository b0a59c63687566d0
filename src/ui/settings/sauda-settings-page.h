#pragma once

#include "sauda-gates.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SaudaSettingsPage:
 *
 * Stores, limits for Kaspi, the data folder and the language.
 */
#define SAUDA_TYPE_SETTINGS_PAGE (sauda_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (SaudaSettingsPage, sauda_settings_page, SAUDA, SETTINGS_PAGE, AdwBin)

GtkWidget *sauda_settings_page_new (SaudaWorkspace *workspace) G_GNUC_WARN_UNUSED_RESULT;
void sauda_settings_page_ask_token (SaudaSettingsPage *self, const char *store);
void sauda_settings_page_show_part (SaudaSettingsPage *self, const char *name);
void sauda_settings_page_show_gate (SaudaSettingsPage *self, SaudaGateKind kind);
void sauda_settings_page_apply_limits (SaudaWorkspace *workspace);
gboolean sauda_settings_page_is_loaded (SaudaSettingsPage *self);

G_END_DECLS
