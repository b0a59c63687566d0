#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean sauda_ui_settings_has (const char *key);
GVariant *sauda_ui_settings_get_value (const char *key, const GVariantType *type) G_GNUC_WARN_UNUSED_RESULT;
void sauda_ui_settings_set_value (const char *key, GVariant *value);
gboolean sauda_ui_settings_get_boolean (const char *key, gboolean fallback);
void sauda_ui_settings_set_boolean (const char *key, gboolean value);
int sauda_ui_settings_get_number (const char *key, int fallback);
void sauda_ui_settings_set_number (const char *key, int value);
char *sauda_ui_settings_get_text (const char *key, const char *fallback) G_GNUC_WARN_UNUSED_RESULT;
void sauda_ui_settings_set_text (const char *key, const char *value);

G_END_DECLS
