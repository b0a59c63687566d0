#include "sauda-ui-settings.h"

#include "sauda-config.h"

/* Settings that belong to the window and not to the data folder. A program started without its installed
 * schema (a test, a copied executable) works with the defaults and remembers nothing. */

static GSettings *
get_settings (void)
{
  static GSettings *settings = NULL;
  static gsize looked = 0;

  if (g_once_init_enter (&looked)) {
    GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
    g_autoptr (GSettingsSchema) schema =
      source != NULL ? g_settings_schema_source_lookup (source, SAUDA_APP_ID, TRUE) : NULL;

    if (schema != NULL)
      settings = g_settings_new_full (schema, NULL, NULL);
    g_once_init_leave (&looked, 1);
  }
  return settings;
}

/**
 * sauda_ui_settings_has:
 * @key: name of a key
 *
 * Returns: whether the installed schema knows @key
 */
gboolean
sauda_ui_settings_has (const char *key)
{
  g_autoptr (GSettingsSchema) schema = NULL;

  if (get_settings () == NULL)
    return FALSE;
  g_object_get (get_settings (), "settings-schema", &schema, NULL);
  return g_settings_schema_has_key (schema, key);
}

/**
 * sauda_ui_settings_get_value:
 * @key: name of a key
 * @type: what the value must be
 *
 * Returns: (transfer full) (nullable): the setting; %NULL without a schema and when it is of another type
 */
GVariant *
sauda_ui_settings_get_value (const char *key, const GVariantType *type)
{
  g_autoptr (GVariant) value =
    sauda_ui_settings_has (key) ? g_settings_get_value (get_settings (), key) : NULL;

  return value != NULL && g_variant_is_of_type (value, type) ? g_steal_pointer (&value) : NULL;
}

/**
 * sauda_ui_settings_set_value:
 * @key: name of a key of the type of @value
 * @value: what to remember; a floating reference is taken
 */
void
sauda_ui_settings_set_value (const char *key, GVariant *value)
{
  g_autoptr (GVariant) taken = g_variant_ref_sink (value);

  if (sauda_ui_settings_has (key))
    g_settings_set_value (get_settings (), key, taken);
}

/**
 * sauda_ui_settings_get_boolean:
 * @key: name of a key
 * @fallback: what counts without a schema
 *
 * Returns: the setting
 */
gboolean
sauda_ui_settings_get_boolean (const char *key, gboolean fallback)
{
  g_autoptr (GVariant) value = sauda_ui_settings_get_value (key, G_VARIANT_TYPE_BOOLEAN);

  return value != NULL ? g_variant_get_boolean (value) : fallback;
}

/**
 * sauda_ui_settings_set_boolean:
 * @key: name of a key
 * @value: what to remember
 */
void
sauda_ui_settings_set_boolean (const char *key, gboolean value)
{
  if (sauda_ui_settings_has (key))
    g_settings_set_boolean (get_settings (), key, value);
}

/**
 * sauda_ui_settings_get_number:
 * @key: name of a key of a signed or unsigned whole number
 * @fallback: what counts without a schema
 *
 * Returns: the setting
 */
int
sauda_ui_settings_get_number (const char *key, int fallback)
{
  g_autoptr (GVariant) whole = sauda_ui_settings_get_value (key, G_VARIANT_TYPE_INT32);
  g_autoptr (GVariant) natural = sauda_ui_settings_get_value (key, G_VARIANT_TYPE_UINT32);

  if (whole != NULL)
    return g_variant_get_int32 (whole);
  return natural != NULL ? (int) g_variant_get_uint32 (natural) : fallback;
}

/**
 * sauda_ui_settings_set_number:
 * @key: name of a key of a signed or unsigned whole number
 * @value: what to remember; out of the key's range changes nothing
 */
void
sauda_ui_settings_set_number (const char *key, int value)
{
  g_autoptr (GVariant) natural = sauda_ui_settings_get_value (key, G_VARIANT_TYPE_UINT32);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsSchemaKey) schema_key = NULL;
  g_autoptr (GVariant) variant = NULL;

  if (!sauda_ui_settings_has (key))
    return;
  variant = g_variant_ref_sink (natural != NULL ? g_variant_new_uint32 (MAX (value, 0))
                                                : g_variant_new_int32 (value));
  g_object_get (get_settings (), "settings-schema", &schema, NULL);
  schema_key = g_settings_schema_get_key (schema, key);
  if (g_settings_schema_key_range_check (schema_key, variant))
    g_settings_set_value (get_settings (), key, variant);
}

/**
 * sauda_ui_settings_get_text:
 * @key: name of a key
 * @fallback: (nullable): what counts without a schema
 *
 * Returns: (transfer full) (nullable): the setting
 */
char *
sauda_ui_settings_get_text (const char *key, const char *fallback)
{
  g_autoptr (GVariant) value = sauda_ui_settings_get_value (key, G_VARIANT_TYPE_STRING);

  return value != NULL ? g_variant_dup_string (value, NULL) : g_strdup (fallback);
}

/**
 * sauda_ui_settings_set_text:
 * @key: name of a key
 * @value: what to remember
 */
void
sauda_ui_settings_set_text (const char *key, const char *value)
{
  if (sauda_ui_settings_has (key))
    g_settings_set_string (get_settings (), key, value);
}
